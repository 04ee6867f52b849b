"""Roles, people and their sessions: values, and the one place that remembers who is signed in."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Callable, Mapping
from enum import IntEnum
from threading import Lock
from time import monotonic

from mou_builder.frozen import dataclass, field
from mou_builder.web.safety.passwords import PasswordDigest

IDLE = 2 * 3600.0
"""Seconds without a request after which a session ends."""
LONGEST = 12 * 3600.0
"""Seconds after which a session ends in any case."""
MOST_SESSIONS = 500


class Role(IntEnum):
    """What a person may do; each role may do what those before it may."""

    ANYONE = 0
    READ = 1
    DRAFT = 2
    RECORD = 3


@dataclass(frozen=True)
class User:
    """A person who may sign in; on one's own machine there is one, without a name."""

    name: str
    role: Role
    password: PasswordDigest | None = None

    @property
    def can_draft(self) -> bool:
        """Whether they may change configs."""
        return self.role >= Role.DRAFT

    @property
    def can_record(self) -> bool:
        """Whether they may record facts."""
        return self.role >= Role.RECORD


@dataclass
class Session:
    """A person who is signed in, with the secret that each form of theirs carries.

    ``notices`` are what their next page tells them: words, and ``done``, ``warn`` or ``bad``.
    """

    user: User
    csrf: str
    began: float
    seen: float
    notices: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Access:
    """Who may come in, and by what names they may call this server.

    ``hosts`` are the values of the header Host that are answered, ``secure_hosts`` those of them
    that people reach over TLS. There is either a ``token``, for one's own machine, or ``users``.
    """

    hosts: frozenset[str]
    secure_hosts: frozenset[str] = frozenset()
    token: str | None = None
    users: Mapping[str, User] = field(default_factory=dict)

    def is_token(self, text: str) -> bool:
        """Tell whether a text is the token of the first address."""
        return self.token is not None and hmac.compare_digest(self.token.encode(), text.encode())


def is_own_machine(host: str) -> bool:
    """Tell whether nobody but this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, which may lead anywhere
        return False


class Sessions:
    """The sessions of a running server; they are in memory alone, and end with it."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._sessions: dict[str, Session] = {}
        self._clock = clock
        self._lock = Lock()

    def begin(self, user: User) -> str:
        """Sign a person in, and return the name of the session, which only its cookie knows."""
        with self._lock:
            self._drop_ended()
            name, now = secrets.token_urlsafe(32), self._clock()
            self._sessions[name] = Session(user, secrets.token_urlsafe(32), now, now)
            return name

    def find(self, name: str) -> Session | None:
        """Return the session of this name unless it has ended, and note that it was used."""
        with self._lock:
            found = self._sessions.get(name)
            if found is None or self._has_ended(found):
                self._sessions.pop(name, None)
                return None
            found.seen = self._clock()
            return found

    def names(self) -> frozenset[str]:
        """Return the names of all who are signed in."""
        with self._lock:
            self._drop_ended()
            return frozenset(each.user.name for each in self._sessions.values())

    def end(self, name: str) -> None:
        """Sign a person out."""
        with self._lock:
            self._sessions.pop(name, None)

    def _has_ended(self, session: Session) -> bool:
        now = self._clock()
        return now - session.seen > IDLE or now - session.began > LONGEST

    def _drop_ended(self) -> None:
        """Drop what has ended, and the longest unused where there are too many."""
        kept = {name: each for name, each in self._sessions.items() if not self._has_ended(each)}
        by_use = sorted(kept, key=lambda name: kept[name].seen)
        for name in by_use[: max(0, len(kept) + 1 - MOST_SESSIONS)]:
            del kept[name]
        self._sessions = kept
