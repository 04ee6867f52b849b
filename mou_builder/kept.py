"""Results that take long to compute from a text, kept from one run to the next.

A result depends on its text alone, so it makes no difference whether it was kept. Nothing is kept
until the edge of the program says where (`keep_with`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol


class Keeper(Protocol):
    """Keeps results by name, and may forget them."""

    def read(self, name: str) -> bytes | None:
        """Return what was written under a name before; None if it is not known any more."""

    def write(self, name: str, made: bytes) -> None:
        """Keep what was made, if that can be done."""


class _KeepsNothing:
    def read(self, _name: str) -> None:
        return None

    def write(self, _name: str, _made: bytes) -> None:
        pass


_keepers: list[Keeper] = [_KeepsNothing()]


def keep_with(keeper: Keeper) -> None:
    """Keep from now on with this one."""
    _keepers[:] = [keeper]


def kept(kind: str, text: str, work_out: Callable[[], bytes]) -> bytes:
    """Return what was kept of a text, or else work it out and keep it.

    ``kind`` is what is worked out, as the same text may be kept as several things.
    """
    (keeper,) = _keepers
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    name = f"{kind}-{digest[:40]}"
    made = keeper.read(name)
    if made is None:
        made = work_out()
        keeper.write(name, made)
    return made
