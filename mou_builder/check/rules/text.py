"""Texts: words that somebody meant to replace, and references that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mou_builder.agreement.numbers import numbers_of
from mou_builder.agreement.own_text import clause_id, references
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.diagnostic import Severity
from mou_builder.yamltext.shape import did_you_mean
from mou_builder.yamltext.source import Path, Plain
from mou_builder.yamltext.values import is_open, shown

_FORGOTTEN = re.compile(
    r"""
    \b(?:TBD|TBA|TODO|FIXME|XXX+)\b               # to be determined, to be announced, …
    | _{3,}                                       # a blank that was never filled
    | \[\ *(?i:insert|enter|your|name\ of|date\ of)\b
    | \b(?i:lorem\ ipsum)\b
    | \{\{ | \}\} | \{% | %\}                     # another program's template
    | \?\?\?
    """,
    re.VERBOSE,
)


_PAST = frozenset({"history", "amendments", "record", "renewal", "extends"})
"""Keys of a config that are not about this agreement's own words."""


def nothing_forgotten(case: Case) -> Iterator[Finding]:
    """MOU325: a text still has the words of somebody who meant to come back to it."""
    data = case.source.data
    told = {key: data[key] for key in data if key not in _PAST} if isinstance(data, dict) else None
    for text, path in _texts(told, ()):
        found = _FORGOTTEN.search(text)
        if found and not is_open(text):
            message = f"“{shown(_around(text, found.start()))}” looks like something forgotten"
            hint = "write what is meant; a value that is left open is _____ alone"
            yield case.finding("MOU325", Severity.WARNING, message, path, hint)


def _around(text: str, at: int) -> str:
    start = max(text.rfind(" ", 0, max(at - 15, 0)) + 1, 0)
    return text[start : at + 40]


def _texts(data: Plain, path: Path) -> Iterator[tuple[str, Path]]:
    match data:
        case str():
            yield data, path
        case dict():
            for key, each in data.items():
                yield from _texts(each, (*path, key))
        case list():
            for number, each in enumerate(data):
                yield from _texts(each, (*path, number))
        case _:
            pass


def references_lead_somewhere(case: Case) -> Iterator[Finding]:
    """MOU340: an own text refers to a clause that the agreement does not have."""
    numbers = numbers_of(case.config, case.model)
    for text, path in _own_texts(case):
        for reference in references(text):
            name = clause_id(reference)
            if name in numbers:
                continue
            if name in case.model.clauses:
                message = f"“[[{reference}]]” refers to a clause that this agreement does not have"
                hint = f"add {name}: under clauses, or take the reference out"
            else:
                message = f"“[[{shown(reference)}]]” refers to no clause"
                hint = did_you_mean(name, list(numbers))
            yield case.finding("MOU340", Severity.ERROR, message, path, hint)


def _own_texts(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield every text of the config's own, with its path."""
    for name, choice in case.config.choices.items():
        if choice.own_text is not None:
            yield choice.own_text, ("clauses", name, "text")
    for line, own in case.config.frame.items():
        if own.text is not None:
            yield own.text, ("frame", *line.split("."), "text")


RULES: tuple[Rule, ...] = (nothing_forgotten, references_lead_somewhere)
