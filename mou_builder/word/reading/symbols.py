"""Characters that a document names by a font and a code (``w:sym``; 29500-1, 17.3.3.30)."""

from __future__ import annotations

from mou_builder.word.reading.understood import SYMBOL_FONTS, TEXT_FONTS

_SYMBOL = {
    0xA7: "♣",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xA2: "′",
    0xA3: "≤",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB9: "≠",
    0xBC: "…",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xE2: "®",
    0xE3: "©",
    0xE4: "™",
}
_WINGDINGS = {
    0x6F: "☐",
    0x71: "☐",
    0xA8: "☐",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0xE0: "→",
    0xA7: "▪",
}
_GREEK = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
UNKNOWN_SIGN = "\ufffd"
"""What stands for a character of a font whose characters are not known."""


def symbol(font: str, code: str) -> str:
    """Return the character; U+FFFD if the characters of the font are not known.

    ``code`` is in hexadecimal digits. In symbol fonts, the codes from F000 to F0FF are those from 0
    to FF.
    """
    try:
        number = int(code[:8], 16)
    except ValueError:
        return UNKNOWN_SIGN
    name = font.casefold()
    is_private = 0xF000 <= number <= 0xF0FF
    if is_private or name in SYMBOL_FONTS:
        number -= 0xF000 if is_private else 0
        match name:
            case "symbol":
                return _SYMBOL.get(number) or _GREEK.get(number) or _symbol_sign(number)
            case "wingdings":
                return _WINGDINGS.get(number, " " if number == 0x20 else UNKNOWN_SIGN)
            case _ if name in TEXT_FONTS:
                return _ascii_sign(number)
            case _:
                return " " if number == 0x20 else UNKNOWN_SIGN
    if number < 0x20 or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return UNKNOWN_SIGN
    return chr(number)


def in_symbols(text: str, font: str) -> str:
    """Return what a symbol font prints for a text."""
    return "".join(each if each.isspace() else symbol(font, f"{ord(each):X}") for each in text)


def _symbol_sign(number: int) -> str:
    """A digit or sign of the font Symbol, if it is the usual one; its letters are Greek."""
    return UNKNOWN_SIGN if chr(number).isalpha() else _ascii_sign(number)


def _ascii_sign(number: int) -> str:
    return chr(number) if 0x20 <= number < 0x7F else UNKNOWN_SIGN
