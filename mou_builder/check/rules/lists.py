"""Lists and tables: nothing is named twice."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.check.rule import Case, ChosenClause, Finding, Rule
from mou_builder.diagnostic import Severity
from mou_builder.library.clause import Blank
from mou_builder.yamltext.dotted import names_of
from mou_builder.yamltext.source import Path
from mou_builder.yamltext.values import Own, Type


def nothing_listed_twice(case: Case) -> Iterator[Finding]:
    """MOU324: a topic, a school or a row stands twice in one list."""
    for party in case.config.parties.values():
        schools = [_plain(each) for each in party.schools]
        yield from _twice(case, ("parties", party.id, "schools"), schools)
        persons = [
            _plain(f"{each.name}, {each.title}") if isinstance(each.name, str) else ""
            for each in party.signatories
        ]
        yield from _twice(case, ("parties", party.id, "signatories"), persons)
    for each in case.standing:
        for name, value in each.choice.values.items():
            if isinstance(value, tuple):
                keys = [_key(each.blanks[name], entry) for entry in value]
                yield from _twice(case, (*each.path, name), keys)
        yield from _home_school_again(case, each)


def _home_school_again(case: Case, each: ChosenClause) -> Iterator[Finding]:
    """Yield a school that a list of others names, and that the clause names by itself."""
    home = {
        _plain(value)
        for name, value in each.choice.values.items()
        if isinstance(value, str) and each.blanks[name].type is Type.SCHOOL
    }
    for reference in case.model.judgement.schools:
        clause, name = names_of(reference)
        value = each.choice.values.get(name) if clause == each.clause.id else None
        for number, entry in enumerate(value if home and isinstance(value, tuple) else ()):
            if _key(each.blanks[name], entry) in home:
                words = entry.words if isinstance(entry, Own) else str(entry)
                message = f"“{words}” is the home school already, and no other school"
                path = (*each.path, name, number)
                hint = "delete it here, or name another school"
                yield case.finding("MOU324", Severity.WARNING, message, path, hint)


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
