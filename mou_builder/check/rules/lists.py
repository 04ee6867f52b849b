"""Lists: nothing is named twice, each entry is one thing, and what is attached is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mou_builder.check.rule import Case, ChosenClause, Finding, Rule, of_each_clause, path_of_blank
from mou_builder.config.alike import folded
from mou_builder.library.clause import Blank
from mou_builder.library.typed.values import OwnEntry, Type, shown
from mou_builder.patterns import pattern
from mou_builder.yamltext.dotted import names_of, path_of
from mou_builder.yamltext.source import Path


def nothing_listed_twice(case: Case) -> Iterator[Finding]:
    """MOU324: a topic, a school or a row stands twice in one list, or a clause twice."""
    yield from _clauses_twice(case)
    for party in case.config.parties.values():
        schools = [folded(each) for each in party.schools]
        yield from _entries_twice(case, ("parties", party.id, "schools"), schools)
        persons = [
            folded(each.name if each.binds else f"{each.name}, {each.capacity}")
            if isinstance(each.name, str)
            else ""
            for each in party.signatories
        ]
        yield from _entries_twice(case, ("parties", party.id, "signatories"), persons)
    yield from _listed_twice_in_clauses(case)


@of_each_clause
def _listed_twice_in_clauses(case: Case, each: ChosenClause) -> Iterator[Finding]:
    for name, value in each.choice.values.items():
        if isinstance(value, tuple):
            keys = [_same_if_alike(each.blanks[name], entry) for entry in value]
            yield from _entries_twice(case, (*each.path, name), keys)
            yield from _entries_twice(case, (*each.path, name), _names_of_rows(case, each, name))
    yield from _school_among_others(case, each)


def _names_of_rows(case: Case, each: ChosenClause, name: str) -> list[str]:
    """Return who or where each row with numbers is of: it has one row. None of other tables."""
    columns, value = each.blanks[name].columns, each.choice.values[name]
    parties = case.model.judgement.names_party
    of = [
        column
        for column, blank in columns.items()
        if blank.type is Type.SCHOOL or f"{each.clause.id}.{name}.{column}" in parties
    ]
    is_of_numbers = all(blank.type in _NUMBERS for key, blank in columns.items() if key not in of)
    if len(of) != 1 or not is_of_numbers or not isinstance(value, tuple):
        return []
    rows = [_same_if_alike(each.blanks[name], row) for row in value]
    names = [folded(str(row.get(of[0], ""))) if isinstance(row, dict) else "" for row in value]
    return ["" if rows.count(row) > 1 else key for row, key in zip(rows, names, strict=True)]


_NUMBERS = (Type.COUNT, Type.PERCENT, Type.MONEY, Type.POSITIONS)


def _clauses_twice(case: Case) -> Iterator[Finding]:
    """Yield a clause of the config's own that has the words or the title of another one."""
    standing = [name for name in case.config.choices if case.config.has(name)]
    at = {name: place for place, name in enumerate(standing)}
    own = {name for name in standing if ("clauses", name, "title") in case.source.values}
    of_words: dict[str, list[str]] = {}
    of_title: dict[str, list[str]] = {}
    for name in standing:
        if text := case.config.choices[name].own_text:
            of_words.setdefault(folded(text), []).append(name)
        of_title.setdefault(folded(case.model.clauses[name].title), []).append(name)
    for name in [each for each in standing if each in own]:
        text, title = case.config.choices[name].own_text, case.model.clauses[name].title
        groups = (of_words[folded(text)] if text else [], of_title[folded(title)])
        words, titled = (
            next((each for each in group if each not in own or at[each] < at[name]), None)
            for group in groups
        )
        twins = [each for each in (words, titled) if each is not None]
        if twins:
            other = min(twins, key=at.__getitem__)
            same = other == words
            message = f"the clause “{name}” has the {'words' if same else 'title'} of “{other}”"
            path: Path = ("clauses", name, "text" if same else "title")
            hint = "delete one of the two, or say what is different"
            yield case.warning("MOU324", message, path, hint)


def _school_among_others(case: Case, each: ChosenClause) -> Iterator[Finding]:
    """Yield a school that a list of others names, and that the clause names by itself."""
    home = set(_schools_of(each))
    for reference in case.model.judgement.schools:
        clause, name = names_of(reference)
        value = each.choice.values.get(name) if clause == each.clause.id else None
        for number, entry in enumerate(value if home and isinstance(value, tuple) else ()):
            if _same_if_alike(each.blanks[name], entry) in home:
                words = entry.words if isinstance(entry, OwnEntry) else str(entry)
                message = f"“{words}” stands in this clause already, and is no other school"
                path = (*each.path, name, number)
                hint = "delete it here, or name another school"
                yield case.warning("MOU324", message, path, hint)


def _schools_of(each: ChosenClause) -> Iterator[str]:
    for blank, cell, _ in each.cells():
        if isinstance(cell, str) and blank.type is Type.SCHOOL:
            yield folded(cell)


def _entries_twice(case: Case, path: Path, keys: list[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        if key in first:
            place = case.source.place((*path, first[key]))
            message = f"entry {number + 1} says the same as entry {first[key] + 1}"
            hint = f"delete one of them; the first is on line {place.line}"
            yield case.warning("MOU324", message, (*path, number), hint)
        elif key:
            first[key] = number


def _same_if_alike(blank: Blank, entry: object) -> str:
    """Return what makes two entries the same: their words, however they are written."""
    match entry:
        case OwnEntry(words):
            return folded(words)
        case dict():
            return "\n".join(f"{column}: {folded(str(cell))}" for column, cell in entry.items())
        case str():
            return folded(blank.choices.get(entry, entry))
        case _:
            return ""


_BETWEEN = pattern(r"\s*(?:[;\n]|,(?!\s*(?:Jr|Sr|II|III)\b)|\s/\s)\s*(?:and\s+|&\s*)?")
_AND = pattern(r"\s+(?:and|&)\s+")
_NAMES_PLACE = pattern(r"\b(?:School|Elementary|Academy|High|Middle|Primary|Junior)\b")


def lists_are_lists(case: Case) -> Iterator[Finding]:
    """MOU339: one entry of a list has commas or semicolons, as if several entries were meant."""
    yield from _lists_in_clauses(case)
    for party in case.config.parties.values():
        for number, school in enumerate(party.schools):
            parts = _entries_meant(school, None, is_only=len(party.schools) == 1)
            yield from _several_in_one(
                case, school, parts, ("parties", party.id, "schools", number)
            )
        for signatory in party.signatories:
            name = signatory.name if isinstance(signatory.name, str) else ""
            parts = [
                part for whole in re.split(r"\s*[;/\n]\s*", name) for part in _AND.split(whole)
            ]
            if len(parts) > 1 and all(" " in part for part in parts):
                message = f"“{shown(name)}” is one person, with the names of several"
                path = ("parties", party.id, *path_of(signatory.key), "name")
                hint = "name each of them under signatories:, with a line of his or her own"
                yield case.warning("MOU339", message, path, hint)


@of_each_clause
def _lists_in_clauses(case: Case, each: ChosenClause) -> Iterator[Finding]:
    for name, value in each.choice.values.items():
        path, blank = (*each.path, name), each.blanks[name]
        if not isinstance(value, tuple) or case.is_broken(path) or blank.type is not Type.LIST:
            continue
        for number, entry in enumerate(value):
            text = entry.words if isinstance(entry, OwnEntry) else ""
            parts = _entries_meant(text, blank, is_only=len(value) == 1)
            yield from _several_in_one(case, text, parts, (*path, number))


def _entries_meant(text: str, blank: Blank | None, *, is_only: bool) -> list[str]:
    """Return the entries that may be meant by one; none or one where it is surely one."""
    parts = [part for part in _BETWEEN.split(text) if part]
    schools = [part for whole in parts for part in _AND.split(whole)]
    if len(schools) > 1 and all(_NAMES_PLACE.search(part) for part in schools):
        return schools
    known = blank.choices if blank else {}
    if len(parts) > 1 and any(part in known for part in parts):
        return parts
    if re.search(r"[;\n]", text) or (is_only and len(parts) > 2):
        return parts
    return parts if len(parts) > 1 and is_only and _NAMES_PLACE.search(parts[-1]) else []


def _several_in_one(case: Case, text: str, parts: list[str], path: Path) -> Iterator[Finding]:
    if len(parts) > 1:
        sign = "commas" if "," in text else "several"
        message = f"“{shown(text)}” is one entry of a list, with {sign} in it"
        hint = f"if several are meant: [{', '.join(parts)}]"
        yield case.warning("MOU339", message, path, hint)


def what_is_attached_is_listed(case: Case) -> Iterator[Finding]:
    """MOU319: a clause goes by a paper that is not among those attached."""
    papers = list(attached_papers(case))
    attached = " ".join(map(folded, papers))
    for reference in case.model.judgement.names_attached:
        for path, value in case.values(reference):
            if isinstance(value, str) and folded(value) not in attached:
                message = f"“{value}” is not in the list of what is attached"
                hint = "list it in the clause attachments, under the same name"
                yield case.warning("MOU319", message, path, hint)
    signs = [(found[1].lower(), found[2]) for found in _LETTERED.finditer(" ; ".join(papers))]
    for reference in case.model.judgement.attached:
        for word, sign in signs:
            before = str(int(sign) - 1) if sign.isdigit() else chr(ord(sign) - 1)
            is_one_of_several = sum(word == other for other, _ in signs) > 1
            if is_one_of_several and sign not in "A1" and (word, before) not in signs:
                message = f"{word.capitalize()} {sign} is attached, and no {word} {before}"
                hint = f"list {word} {before}, too, or correct the letters"
                yield case.warning("MOU319", message, path_of_blank(reference), hint)


_LETTERED = pattern(r"\b(Exhibit|Appendix|Attachment|Schedule|Annex)\s+([A-Z]|\d{1,2})\b")


def attached_papers(case: Case) -> Iterator[str]:
    """Yield what is attached to the agreement, as the config lists it."""
    for reference in case.model.judgement.attached:
        for _, value in case.values(reference):
            for each in value if isinstance(value, tuple) else ():
                yield each.words if isinstance(each, OwnEntry) else str(each)


RULES: tuple[Rule, ...] = (
    nothing_listed_twice,
    lists_are_lists,
    what_is_attached_is_listed,
)
