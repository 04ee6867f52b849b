"""The server itself, over real connections: slow ones, large ones, and what it says in a log."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from waitress.server import create_server

from mou_builder.web.safety.passwords import Failures
from mou_builder.web.safety.users_file import user_line
from mou_builder.web.serving import serve, stop
from mou_builder.web.uploads import LARGEST_REQUEST
from tests.support.cli.console import PATIENCE, wait_until
from tests.support.web.browsers import Served, served
from tests.support.web.workbench import MAPLE, examples_in


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Served]:
    with served(examples_in(tmp_path, MAPLE), date(2027, 3, 1)) as found:
        yield found


def place(workbench: Served) -> tuple[str, int]:
    parts = urlsplit(workbench.entrance)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def connected(workbench: Served) -> socket.socket:
    return socket.create_connection(place(workbench), timeout=PATIENCE)


def asked(workbench: Served, request: str) -> str:
    with connected(workbench) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        return received(connection)


def received(connection: socket.socket) -> str:
    data = b""
    with suppress(ConnectionResetError):  # a server may end what it does not want to read
        while piece := connection.recv(65536):
            data += piece
    return data.decode()


def request(workbench: Served, path: str, *headers: str) -> str:
    host, port = place(workbench)
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Connection: close", *headers]
    return "\n".join(lines) + "\n\n"


def test_the_first_address_lets_a_browser_in_and_nothing_else_does(workbench: Served) -> None:
    entrance = workbench.entrance.split("/", 3)[3]
    answer = asked(workbench, request(workbench, f"/{entrance}"))
    cookie = answer.split("Set-Cookie: ")[1].split(";")[0]
    assert "Maple Grove" in asked(workbench, request(workbench, "/", f"Cookie: {cookie}"))
    assert " 403 " in asked(workbench, request(workbench, "/"))
    assert " 403 " in asked(workbench, request(workbench, "/", f"Cookie: {cookie}x"))
    assert "waitress" not in answer.lower()


def test_another_name_of_this_machine_is_not_answered(workbench: Served) -> None:
    plain = request(workbench, "/")
    assert " 400 " in asked(workbench, plain.replace("Host: 127.0.0.1", "Host: evil.example"))
    proxied = request(workbench, "/", "X-Forwarded-Host: evil.example", "Forwarded: host=x")
    assert "evil.example" not in asked(workbench, proxied)


def test_clients_that_send_slowly_keep_nobody_else_waiting(workbench: Served) -> None:
    with ExitStack() as slow:
        for number in range(40):
            connection = slow.enter_context(connected(workbench))
            half = "GET / HTTP/1.1\r\nHost: 127" if number % 2 else "POST /sign-out HTTP/1.1\r\n"
            connection.sendall(half.encode())
        assert " 403 " in asked(workbench, request(workbench, "/"))


def test_headers_and_bodies_without_end_are_refused(workbench: Served) -> None:
    long = request(workbench, "/", f"X-Long: {'a' * 40_000}")
    assert asked(workbench, long).split(" ")[1:2] in (["431"], [])
    host, port = place(workbench)
    large = (
        f"POST /negotiate HTTP/1.1\nHost: {host}:{port}\nConnection: close\n"
        "Content-Length: 99000000000\n\n"
    )
    assert " 413 " in asked(workbench, large)


def test_a_file_that_is_too_large_is_told_on_a_page_with_the_way_back(workbench: Served) -> None:
    host, port = place(workbench)
    own = f"http://{host}:{port}"
    connection = HTTPConnection(host, port, timeout=PATIENCE)
    connection.request("GET", workbench.entrance.removeprefix(own))
    came_in = connection.getresponse()
    came_in.read()
    headers = {
        "Cookie": (came_in.headers["Set-Cookie"] or "").partition(";")[0],
        "Content-Type": "multipart/form-data; boundary=part",
        "Origin": own,
        "Referer": f"{own}/record/{MAPLE}?fact=signed",
    }
    connection.request("POST", f"/executed-copy/{MAPLE}", b"x" * (LARGEST_REQUEST + 1), headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    assert answer.status == 413
    assert "a file may have 25 MB" in page
    assert f'href="/record/{MAPLE}?fact=signed">Back to the page that it was sent from' in page
    connection.request("POST", "/sign-out", b"csrf=x", {**headers, "Referer": f"{own}//evil/x"})
    answer = connection.getresponse()
    assert answer.status == 403
    assert b"Back to the page" not in answer.read()


def test_no_secret_is_written_by_the_server(
    workbench: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    entrance = workbench.entrance.split("/", 3)[3]
    asked(workbench, request(workbench, f"/{entrance}"))
    asked(workbench, request(workbench, "/in?token=wrong"))
    written = "".join(capfd.readouterr())
    assert entrance.partition("=")[2] not in written
    assert "wrong" not in written


@pytest.mark.parametrize("call", [["--help"], ["check", f"configs/{MAPLE}"], ["status", "configs"]])
def test_no_other_command_loads_what_only_the_workbench_needs(call: list[str]) -> None:
    code = (
        "import sys\nfrom mou_builder.cli.program import program\n"
        "try:\n    program(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('loaded:', {'flask', 'waitress', 'werkzeug'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *call], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.endswith("loaded: set()\n")


def test_behind_a_server_with_tls_the_failed_sign_ins_of_one_keep_no_other_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its clock stands still: the wait after the third one could be over on a busy machine.
    monkeypatch.setattr(Failures.__init__, "__defaults__", (lambda: 0.0,))
    (tmp_path / "people.txt").write_text(user_line("Ruth", "read", "a long one"), "utf-8")
    own = {"host": "127.0.0.1", "port": 0, "names": ("mou.example",)}
    server = serve(tmp_path, users=tmp_path / "people.txt", **own)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    port = server.port

    def signs_in(name: str, password: str, whence: str) -> int:
        form = {"name": name, "password": password}
        headers = {
            "Host": "mou.example",
            "X-Forwarded-For": whence,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("POST", "/sign-in", urlencode(form), headers)
        return connection.getresponse().status

    try:
        said = [signs_in(f"nobody {number}", "x", "192.0.2.1") for number in range(4)]
        assert said == [403, 403, 403, 429]
        assert signs_in("Ruth", "a long one", "192.0.2.2") == 303
    finally:
        server.stop()
        thread.join(PATIENCE)


def test_a_server_that_is_awake_when_it_is_stopped_waits_for_who_stops_it() -> None:
    server = create_server(lambda _environ, _start: [], host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wake = server.trigger._physical_pull

    def wake_twice() -> None:
        wake()
        thread.join(0.2)  # time enough to close what the second one needs
        wake()

    server.trigger._physical_pull = wake_twice
    stop(server)
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_an_address_that_others_reach_demands_people(tmp_path: Path) -> None:
    mou = [sys.executable, "-c", "from mou_builder.cli import main; main()"]
    done = subprocess.run(
        [*mou, "serve", str(tmp_path), "--host", "0.0.0.0", "--no-browser"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert "--users FILE" in done.stderr


def test_what_opens_a_browser_shows_nothing_on_the_terminal(tmp_path: Path) -> None:
    opener = tmp_path / "xdg-open"
    opened = tmp_path / "opened"
    opener.write_text(f"#!/bin/sh\necho tried $1\necho tried $1 >&2\necho $1 > {opened}\n", "utf-8")
    opener.chmod(0o755)
    mou = [sys.executable, "-c", "from mou_builder.cli import main; main()"]
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    with subprocess.Popen(
        [*mou, "serve", str(tmp_path), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PATH": path},
    ) as running:
        wait_until(lambda: opened.exists() and opened.read_text("utf-8"))
        running.terminate()
        shown, _ = running.communicate(timeout=PATIENCE)
    address = opened.read_text("utf-8").strip()
    assert "token=" in address
    assert shown.count(address) == 1
    assert "tried" not in shown
