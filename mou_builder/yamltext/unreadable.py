"""A text that is not a value of the type that is wanted."""

from __future__ import annotations


class Unreadable(ValueError):
    """A text that is not a value of the wanted type; ``hint`` shows one that is."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def shown(text: str, limit: int = 60) -> str:
    """Return ``text`` cut to one short line, for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
