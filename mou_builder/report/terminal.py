"""Text for a terminal: wrapped, and without characters that would disturb the terminal.

Widths are columns of a terminal: a Chinese character takes two, a combining accent none.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

NARROWEST = 40
"""The least width of a view in columns, however narrow the terminal is."""

# Marks that turn the direction of what follows; shown by name, because they can make a line look
# as if it said something else (Unicode Technical Report 36, section 2.6).
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_TAB = 4


def visible(text: str) -> str:
    """Return ``text`` with tabs as spaces, and what would disturb a terminal spelled out."""
    return text if text.isprintable() else "".join(cells(text))


def cells(text: str) -> Iterator[str]:
    """Yield what is shown for each character of ``text``."""
    at = 0
    for character in text:
        cell = _cell(character, at)
        at += cell_len(cell)
        yield cell


def _cell(character: str, at: int) -> str:
    if character == "\t":
        return " " * (_TAB - at % _TAB)
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character


def wrapped(text: str, width: int, first: str, further: str) -> list[str]:
    """Return ``text`` in lines of ``width`` columns; ``first`` and ``further`` are their indents.

    A word is never broken: paths and codes are to be copied whole.
    """
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
