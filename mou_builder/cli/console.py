"""The terminal, or wherever its output goes: whatever its encoding, nothing is printed raw.

Names and words come from files of others. A control character or a mark that turns the direction
of writing could make a line say something else; it is spelled out. A letter that the encoding does
not have is written as the nearest that it has. Neither ends a run.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

from mou_builder.patterns import pattern

_NEAREST = {
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "−": "-",
    "…": "...", "•": "*", "·": ".", "→": "->", "←": "<-", "↳": "->", "≠": "!=", "≤": "<=",
    "≥": ">=", "×": "x", "✓": "ok", "✗": "x", "━": "=", "─": "-", "│": "|", "§": "Sec.",
    "©": "(c)", "\u00a0": " ", "\u202f": " ", "ß": "ss", "ł": "l", "Ł": "L",
    "Æ": "AE", "æ": "ae", "ø": "o", "Ø": "O",
}  # fmt: skip

# What we send a terminal ourselves: colors and weights, and the wiping of a line.
_OURS = pattern("\x1b\\[(?:[0-79]|[349][0-7])?(?:;(?:[0-79]|[349][0-7]))*m|\r\x1b\\[K")
_RAW = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff]|\r(?!\n)"
)


def printable(text: str, encoding: str) -> str:
    """Return ``text`` with nothing in it that a terminal of this encoding cannot show."""
    if _RAW.search(text):
        pieces = _OURS.split(text)
        ours = [*_OURS.findall(text), ""]
        text = "".join(
            _RAW.sub(_spelt_out, piece) + kept for piece, kept in zip(pieces, ours, strict=True)
        )
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_nearest(letter, encoding) for letter in text)
    return text


def spelt(text: str) -> str:
    """Return a text in one line, with nothing in it that a terminal would obey."""
    return _RAW.sub(_spelt_out, re.sub("[\t\n\r]", _spelt_out, text))


def _spelt_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"<U+{code:04X}>"


def _nearest(letter: str, encoding: str) -> str:
    plain = "".join(each for each in unicodedata.normalize("NFKD", letter)
                    if not unicodedata.combining(each))  # fmt: skip
    for candidate in (letter, _NEAREST.get(letter, ""), plain):
        if candidate:
            with suppress(UnicodeEncodeError):
                candidate.encode(encoding)
                return candidate
    return "?"


class _Console(io.TextIOWrapper):
    """A standard stream that shows what it can."""

    def __init__(self, raw: TextIO, encoding: str) -> None:
        # A stream of ASCII would be replaced by click, because Python once guessed that wrongly.
        carrier = "latin-1" if codecs.lookup(encoding).name == "ascii" else encoding
        super().__init__(
            raw.buffer, carrier, "backslashreplace", line_buffering=True, write_through=True
        )
        self._shows = encoding

    def write(self, text: str) -> int:
        super().write(printable(text, self._shows))
        return len(text)


def prepare() -> None:
    """Make the standard streams show whatever is printed as well as they can."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper) and not isinstance(stream, _Console):
            console = _Console(stream, stream.encoding or "utf-8")
            console._kept = stream  # type: ignore[attr-defined]  # it would close the file
            setattr(sys, name, console)


def finish() -> str | None:
    """Write what is still waiting; return why it cannot be written, None if it was."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as fault:
        with suppress(OSError):  # else Python tries again at its end, and complains
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return os.strerror(fault.errno) if isinstance(fault, OSError) and fault.errno else "closed"
    return None
