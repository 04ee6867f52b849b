"""Passwords as scrypt digests (RFC 7914), and the delay that failed sign-ins bring."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from threading import Lock
from time import monotonic

from mou_builder.frozen import dataclass

_COST, _BLOCK, _PARALLEL = 2**15, 8, 1
"""About 32 MB and a tenth of a second for each attempt."""
_MEMORY = 64 * 1024 * 1024
LONGEST_PASSWORD = 1000
"""Characters; more is refused before anything is reckoned with it."""


@dataclass(frozen=True)
class PasswordDigest:
    """What is kept of a password, as ``scrypt$salt$digest`` in base64."""

    salt: bytes
    digest: bytes

    def is_of(self, password: str) -> bool:
        """Tell whether this is the digest of a password."""
        return hmac.compare_digest(self.digest, _scrypt(password, self.salt))

    def __str__(self) -> str:
        parts = (base64.b64encode(each).decode("ascii") for each in (self.salt, self.digest))
        return "$".join(("scrypt", *parts))


NO_PASSWORD = PasswordDigest(b"\0" * 16, b"\0" * 64)
"""What the password of an unknown name is compared with, so that it takes as long to refuse."""


def digest_of(password: str) -> PasswordDigest:
    """Return the digest to keep of a new password."""
    salt = os.urandom(16)
    return PasswordDigest(salt, _scrypt(password, salt))


def read_digest(text: str) -> PasswordDigest:
    """Read ``scrypt$salt$digest``; raise ValueError for anything else."""
    kind, salt, digest = text.split("$")
    found = PasswordDigest(
        base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)
    )
    if kind != "scrypt" or len(found.salt) < 16 or len(found.digest) != 64:
        raise ValueError("this is not a digest of a password")
    return found


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=_COST,
        r=_BLOCK,
        p=_PARALLEL,
        maxmem=_MEMORY,
    )


FREE_FAILURES = 3
LONGEST_WAIT = 300.0
_MOST_NAMES = 10_000


class Failures:
    """Failed sign-ins: after the third in a row, each doubles the time until the next is heard.

    They are counted by the name that was tried and by the address that tried it, so that neither
    one name from many places nor many names from one place can be tried fast.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, tuple[int, float]] = {}
        self._lock = Lock()

    def wait(self, *keys: str) -> float:
        """Return the seconds until one of these may try again; 0 for now."""
        with self._lock:
            now = self._clock()
            return max(0.0, *(self._until(each) - now for each in keys))

    def failed(self, *keys: str) -> None:
        """Note a failed sign-in."""
        with self._lock:
            for key in keys:
                count = self._failed.pop(key, (0, 0.0))[0] + 1
                self._failed[key] = (count, self._clock())
            while len(self._failed) > _MOST_NAMES:  # the oldest first
                del self._failed[next(iter(self._failed))]

    def succeeded(self, *keys: str) -> None:
        """Forget the failures of a name that signed in."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)

    def _until(self, key: str) -> float:
        count, when = self._failed.get(key, (0, 0.0))
        if count < FREE_FAILURES:
            return 0.0
        return float(when + min(2.0 ** (count - FREE_FAILURES + 1), LONGEST_WAIT))
