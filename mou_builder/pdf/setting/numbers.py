"""The numbers of clauses as a template's lists write them (ISO/IEC 29500-1, 17.9.11, 17.18.59)."""

from __future__ import annotations

from mou_builder.word.look import ListLevel

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


def shown_number(number: str, level: ListLevel, clause: str) -> str:
    """A number of the agreement (``13.`` or ``a.``) in the form of its list.

    ``clause`` is the number of the clause around a sub-clause, as digits.
    """
    own = number.rstrip(".")
    if not own:
        return ""
    count = int(own) if own.isdecimal() else _of_letters(own)
    shown = level.pattern.replace("%2", written(count, level.form))
    if own.isdecimal():
        return shown.replace("%1", written(count, level.form))
    return shown.replace("%1", clause)


def written(count: int, form: str) -> str:
    """A number in one of Word's forms; digits for those that are not known here."""
    match form:
        case "lowerLetter" | "upperLetter":
            repeated, letter = divmod(count - 1, 26)
            letters = chr(ord("a") + letter) * (repeated + 1)
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            numerals = ""
            for value, numeral in _ROMAN:
                times, count = divmod(count, value)
                numerals += numeral * times
            return numerals.upper() if form == "upperRoman" else numerals
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _of_letters(letters: str) -> int:
    return (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 1
