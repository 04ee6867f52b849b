"""Lists and tables: nothing is named twice."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.diagnostic import Severity
from mou_builder.library.clause import Blank
from mou_builder.yamltext.source import Path
from mou_builder.yamltext.values import Own


def nothing_listed_twice(case: Case) -> Iterator[Finding]:
    """MOU324: a topic, a school or a row stands twice in one list."""
    for party in case.config.parties.values():
        schools = [_plain(each) for each in party.schools]
        yield from _twice(case, ("parties", party.id, "schools"), schools)
    for each in case.standing:
        for name, value in each.choice.values.items():
            if isinstance(value, tuple):
                keys = [_key(each.blanks[name], entry) for entry in value]
                yield from _twice(case, (*each.path, name), keys)


def _twice(case: Case, path: Path, keys: list[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        if key in first:
            place = case.source.place((*path, first[key]))
            message = f"entry {number + 1} says the same as entry {first[key] + 1}"
            hint = f"delete one of them; the first is on line {place.line}"
            yield case.finding("MOU324", Severity.WARNING, message, (*path, number), hint)
        elif key:
            first[key] = number


def _key(blank: Blank, entry: object) -> str:
    """Return what makes two entries the same: their words, however they are written."""
    match entry:
        case Own(words):
            return _plain(words)
        case dict():
            return "\n".join(f"{column}: {_plain(str(cell))}" for column, cell in entry.items())
        case str():
            return _plain(blank.choices.get(entry, entry))
        case _:
            return ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().rstrip(" .;,").split())


RULES: tuple[Rule, ...] = (nothing_listed_twice,)
