"""The server of a workbench: at which address, for whom, and with which bounds on connections."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from waitress.server import BaseWSGIServer, create_server

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.disk.files import read_file
from mou_builder.frozen import dataclass
from mou_builder.web.safety.access import Access, User
from mou_builder.web.safety.users_file import LARGEST_USERS_FILE, read_users
from mou_builder.web.uploads import LARGEST_REQUEST

if TYPE_CHECKING:
    from mou_builder.web.letterhead import Letterhead

_THREADS = 8
_BEHIND_TLS = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for"}}
"""A server with TLS in front says who asks; else the failed sign-ins of one would slow all."""
_LARGEST_ANSWERED = 4 * LARGEST_REQUEST
"""Bytes, kept on the disk, up to which a page says that a file is too large, and what to do."""
_SLOWEST = 30
"""Seconds after which a connection is closed that sends nothing."""


@dataclass(frozen=True)
class Server:
    """A server that listens; ``address`` lets a browser in."""

    address: str
    folder: Path
    port: int
    run: Callable[[], None]
    stop: Callable[[], None]


def serve(
    folder: Path,
    *,
    host: str,
    port: int,
    names: tuple[str, ...] = (),
    users: Path | None = None,
    libraries: tuple[Path, ...] = (),
    as_of: date | None = None,
    old_library: Path | None = None,
    letterhead: Letterhead | None = None,
) -> Server:
    """Listen at an address; whoever calls `Server.run` then answers until it is stopped.

    Raises `Refused`: MOU931 for a users file with faults, MOU932 where nobody can listen.
    """
    people = read_users(read_file(users, LARGEST_USERS_FILE), str(users)) if users else {}
    bound: Future[Callable[..., object]] = Future()

    def answer(environ: object, start: object) -> object:
        return bound.result()(environ, start)

    try:
        server = create_server(
            answer,
            host=host,
            port=port,
            threads=_THREADS,
            channel_timeout=_SLOWEST,
            cleanup_interval=10,
            connection_limit=200,
            max_request_body_size=_LARGEST_ANSWERED,
            max_request_header_size=32_768,
            ident="",
            clear_untrusted_proxy_headers=True,
            **(_BEHIND_TLS if names else {}),
        )
    except OSError as fault:
        message = f"nothing can listen at {host}, port {port}: {fault.strerror}"
        hint = "another program listens there; choose another port: --port 0"
        place = Place(f"{host}:{port}")
        raise Refused((Diagnostic("MOU932", Severity.ERROR, message, place, hint),)) from fault
    at = server.effective_port
    shown = f"[{host}]" if ":" in host else host
    access = _access_to(shown, at, names, people)
    over = (folder, libraries, as_of, old_library, letterhead)
    opened = partial(_load_pages, bound, access, over)
    loading = Thread(target=opened, daemon=True)
    loading.start()
    token = f"in?token={access.token}" if access.token else ""
    address = f"https://{names[0]}/" if names else f"http://{shown}:{at}/{token}"

    return Server(address, folder.resolve(), at, server.run, partial(stop, server))


def stop(server: BaseWSGIServer) -> None:
    """Wake a server, which then closes itself and all connections: browsers keep theirs open."""
    is_woken = Event()

    def close() -> None:
        is_woken.wait()  # it may have been awake, and what wakes it is closed here, too
        for each in list(server.active_channels.values()):
            each.close()
        server.close()

    server.trigger.pull_trigger(close)
    is_woken.set()


def _load_pages(
    bound: Future[Callable[..., object]],
    access: Access,
    over: tuple[Path, tuple[Path, ...], date | None, Path | None, Letterhead | None],
) -> None:
    """Load the pages while the browser starts: that takes longer than to listen."""
    from mou_builder.web.application import application
    from mou_builder.web.workbench import workbench_over

    try:
        bound.set_result(application(workbench_over(*over), access))
    except BaseException as fault:  # whoever asks for a page is told, and the terminal
        bound.set_exception(fault)
        raise


def _access_to(host: str, port: int, names: tuple[str, ...], people: dict[str, User]) -> Access:
    own = {host, "localhost", "127.0.0.1", "[::1]"}
    secure = frozenset(name for each in names for name in (each, f"{each}:443"))
    hosts = frozenset(f"{each}:{port}" for each in own) | secure
    if port == 80:
        hosts |= own
    return Access(hosts, secure, None if people else secrets.token_urlsafe(32), people)
