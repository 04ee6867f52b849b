"""Names: schools that the district has, and names that are spelled in one way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from unicodedata import normalize

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own.names import misspelled_names
from mou_builder.config.alike import SHORTEST, folded, is_a_slip, is_a_slip_within
from mou_builder.library.typed.values import OwnEntry, Type
from mou_builder.patterns import pattern
from mou_builder.yamltext.shape import did_you_mean
from mou_builder.yamltext.source import Path

Named = tuple[str, Path]
Alike = Callable[[str, str], bool]

_BETWEEN_NAMES = pattern(r"\s*(?:,|\band\b)\s*")
_MOST = 200
"""How many names are compared with each other; beyond it, comparing takes too long."""


def schools_are_the_districts(case: Case) -> Iterator[Finding]:
    """MOU323: a clause names a school that no party lists among its own."""
    parties = case.config.parties.values()
    known = [school for party in parties for school in party.schools]
    if not known or any(case.is_broken(("parties", each.id, "schools")) for each in parties):
        return
    yield from _parties_among_schools(case)
    listed = {_with_single_spaces(each) for each in known}
    for name, path in (*_schools_in_clauses(case), *_schools_in_lists(case, known)):
        if _with_single_spaces(name) not in listed:
            hint = did_you_mean(name, known[:_MOST], "add it to schools: under “district”")
            message = f"“{name}” is not among the schools of the district"
            if len([each for each in parties if each.schools]) > 1:
                message = f"“{name}” is not among the schools of any party"
            yield case.warning("MOU323", message, path, hint)


def _parties_among_schools(case: Case) -> Iterator[Finding]:
    """Yield an entry of the schools that is the name of a party."""
    parties = case.config.parties.values()
    names = {folded(each.name) for each in parties if isinstance(each.name, str)}
    for party in parties:
        if party.schools and party.usual_kind not in ("", "school", "school-board"):
            message = f"schools stand under “{party.id}”, which is no school district"
            hint = "list them under the district that they belong to"
            yield case.warning("MOU323", message, ("parties", party.id, "schools"), hint)
        for number, school in enumerate(party.schools):
            if folded(school) in names:
                path: Path = ("parties", party.id, "schools", number)
                message = f"“{school}” is a party, and no school"
                yield case.warning("MOU323", message, path, "list the schools by their names")


def _with_single_spaces(name: str) -> str:
    return " ".join(name.split())


def _schools_in_clauses(case: Case) -> Iterator[Named]:
    for name, path, kind in _texts_in_blanks(case):
        if kind is Type.SCHOOL or f"{path[1]}.{path[2]}" in case.model.judgement.schools:
            yield name, path


def _schools_in_lists(case: Case, known: list[str]) -> Iterator[Named]:
    """Yield what a list of schools names beside known ones: “all elementary schools” names none."""
    for reference in case.model.judgement.lists_of_schools:
        for path, value in case.values(reference):
            rest = _with_single_spaces(value) if isinstance(value, str) else ""
            for school in sorted(map(_with_single_spaces, known), key=len, reverse=True):
                rest = rest.replace(school, ",")
            for name in _BETWEEN_NAMES.split(rest):
                if name[:1].isupper():
                    yield name, path


def _texts_in_blanks(case: Case) -> Iterator[tuple[str, Path, Type]]:
    """Yield every text in a blank of a clause, with its path and type."""
    for blank, cell, path in case.cells:
        if isinstance(cell, OwnEntry):
            yield cell.words, path, blank.type
        elif isinstance(cell, str) and blank.type not in (Type.CHOICE, Type.LIST):
            yield cell, path, blank.type


def one_spelling_for_a_name(case: Case) -> Iterator[Finding]:
    """MOU326: two names differ so little that one of them is probably misspelled."""
    people = [(each.name, (*path, "name")) for _, each, path in case.signatories()]
    persons = [(name, path) for name, path in people if isinstance(name, str)]
    persons += [(name, path) for name, path, kind in _texts_in_blanks(case) if kind is Type.NAME]
    yield from _two_spellings(case, persons, _same_but_for_a_letter)
    bodies: list[Named] = [
        (party.name, ("parties", party.id, "name"))
        for party in case.config.parties.values()
        if isinstance(party.name, str)
    ]
    places: list[Named] = [
        (name, ("parties", party.id, "schools", number))
        for party in case.config.parties.values()
        for number, name in enumerate(party.schools)
    ]
    if not places:
        places = list(_schools_in_clauses(case))
    yield from _two_spellings(case, [*bodies, *places], _same_place_misspelled)
    for word, meant, path in (*misspelled_names(case), *_misspelled_titles(case)):
        message = f"“{word}” is spelled differently from “{meant}”"
        yield case.warning("MOU326", message, path, "if they are the same, correct one of them")


def _misspelled_titles(case: Case) -> Iterator[tuple[str, str, Path]]:
    """Yield each word of a title that differs by a letter from one of the titles that there are."""
    known = _words_of_titles(case)
    for _, signatory, path in case.signatories():
        title = signatory.title if isinstance(signatory.title, str) else ""
        for word in re.findall(r"[^\W\d_]+", title):
            plain = word.casefold()
            if plain in known:  # as most are
                continue
            if meant := [each for each in known if is_a_slip_within(each, plain)]:
                yield word, min(meant).capitalize(), (*path, "title")


def _words_of_titles(case: Case) -> frozenset[str]:
    heads = (each.head for each in case.model.kinds.values())
    listed = (title for titles in case.model.judgement.titles.values() for title in titles)
    return _words_in((*heads, *listed))


@lru_cache(maxsize=16)  # a model has the same titles for every config
def _words_in(titles: tuple[str, ...]) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", " ".join(titles).casefold())
    return frozenset(each for each in words if len(each) > SHORTEST)


def _two_spellings(case: Case, names: list[Named], alike: Alike) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for name, path in names:
        name = normalize("NFC", name)  # two that look the same are no two spellings
        if name in first or len(first) >= _MOST:
            continue
        other = next((each for each in first if alike(each, name)), None)
        if other is not None and not case.is_broken(path):
            message = f"“{name}” is spelled differently from “{other}”"
            line = case.source.place(first[other]).line
            hint = f"if they are the same, correct one of them (line {line})"
            yield case.warning("MOU326", message, path, hint)
        else:
            first[name] = path  # names are compared with those that are not themselves in doubt


@lru_cache(maxsize=_MOST)  # because each name is compared with all others
def _words_of_name(name: str) -> list[str]:
    return re.findall(r"\w+(?:'\w+)*", folded(name))


def _same_but_for_a_letter(one: str, other: str) -> bool:
    """Tell whether two names have the same words but for one letter of one of them."""
    first, second = _words_of_name(one), _words_of_name(other)
    if first == second or "".join(first) == "".join(second):
        return bool(first)
    differing = [pair for pair in zip(first, second, strict=False) if pair[0] != pair[1]]
    return (
        len(first) == len(second) == len(first) and len(differing) == 1 and is_a_slip(*differing[0])
    )


def _same_place_misspelled(one: str, other: str) -> bool:
    """Tell whether two bodies have the same name but for a letter, or begin with the same place.

    “Mapel Grove Police Department” and “Maple Grove School District” name one place.
    """
    if _same_but_for_a_letter(one, other):
        return True
    first, second = _words_of_name(one), _words_of_name(other)
    if not (first and second) or first[0] == second[0] or not is_a_slip(first[0], second[0]):
        return False
    return len(first[0]) > SHORTEST and first[1:2] == second[1:2]


RULES: tuple[Rule, ...] = (schools_are_the_districts, one_spelling_for_a_name)
