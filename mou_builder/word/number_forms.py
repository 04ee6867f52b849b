"""Numbers in the forms of Word's lists and pages (ISO/IEC 29500-1, 17.9.11, 17.9.17, 17.18.59)."""

from __future__ import annotations

from mou_builder.agreement.wording import letters
from mou_builder.word.look import ListLevel

_MOST_LETTERS = 99
"""What a number in letters is cut off at, whatever a hostile file counts up to."""
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def number_in_form(number: int, form: str) -> str | None:
    """A number in a form (``upperRoman``), "" if it prints nothing; None for an unknown form."""
    match form:
        case "lowerLetter" | "upperLetter" if number > 0:
            shown = letters(number)[:_MOST_LETTERS]
            return shown if form == "lowerLetter" else shown.upper()
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            roman = _roman(number)
            return roman if form == "lowerRoman" else roman.upper()
        case "decimalZero":
            return f"{number:02d}"
        case "none" | "bullet":
            return ""
        case "decimal" | "lowerLetter" | "upperLetter" | "lowerRoman" | "upperRoman":
            return str(number)
        case _:
            return None


def number_or_digits(number: int, form: str) -> str:
    """A number in a form, or in digits where the form is unknown."""
    shown = number_in_form(number, form)
    return str(number) if shown is None else shown


def shown_number(number: str, level: ListLevel, clause: str) -> str:
    """A number of the agreement (``13.`` or ``a.``) in the form of its list.

    ``clause`` is the number of the clause around a sub-clause, as digits.
    """
    own = number.rstrip(".")
    if not own:
        return ""
    if own[:-1].isdecimal() and own[-1].isalpha():  # of a clause that came between others
        return level.pattern.replace("%1", own)
    count = int(own) if own.isdecimal() else _of_letters(own)
    shown = level.pattern.replace("%2", number_or_digits(count, level.form))
    if own.isdecimal():
        return shown.replace("%1", number_or_digits(count, level.form))
    return shown.replace("%1", clause)


def _of_letters(letters: str) -> int:
    return (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 1


def _roman(number: int) -> str:
    pieces = []
    for worth, numeral in _ROMAN:
        pieces.append(numeral * (number // worth))
        number %= worth
    return "".join(pieces)
