"""The numbers of clauses as a template's lists write them (ISO/IEC 29500-1, 17.9.11)."""

from __future__ import annotations

from mou_builder.word.look import ListLevel
from mou_builder.word.number_forms import number_in_form


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
    shown = level.pattern.replace("%2", _in_form(count, level.form))
    if own.isdecimal():
        return shown.replace("%1", _in_form(count, level.form))
    return shown.replace("%1", clause)


def _in_form(count: int, form: str) -> str:
    shown = number_in_form(count, form)
    return str(count) if shown is None else shown


def _of_letters(letters: str) -> int:
    return (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 1
