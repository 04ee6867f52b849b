"""The people who sign, and the parties that they sign for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from mou_builder.agreement.officers_in_charge import head, superintendent
from mou_builder.check.rule import Case, Finding, Rule, path_of_blank
from mou_builder.config.alike import folded
from mou_builder.config.config import Party
from mou_builder.library.judgement import OfficerBlank
from mou_builder.library.typed.values import Type
from mou_builder.patterns import pattern
from mou_builder.yamltext.dotted import path_of
from mou_builder.yamltext.source import Path

_SCHOOL_KINDS = frozenset({"school", "school-board"})
_GOVERNMENT = pattern(r"(?:the\s+)?(?:City|Village|Town|Township|County)\s+of\b", re.I)
_OF_SCHOOLS = pattern(r"School|Education|Academy|District", re.I)
_FOR_A_WHILE = frozenset({"interim", "acting"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "hon", "sgt", "lt", "capt"})


def no_one_signs_for_both_sides(case: Case) -> Iterator[Finding]:
    """MOU320: one person signs for the schools and for the other side."""
    seen: dict[str, tuple[bool, str]] = {}
    for party, signatory, path in case.signatories():
        if not signatory.binds or party.usual_kind == "counsel":
            continue  # who approves as to form, or attests, does not bind a party
        person = _folded_name(signatory.name) if isinstance(signatory.name, str) else ""
        if not person:
            continue
        schools = party.usual_kind in _SCHOOL_KINDS
        first = seen.setdefault(person, (schools, party.id))
        if first[0] != schools:
            message = f"“{signatory.name}” signs for “{party.id}” and for “{first[1]}”"
            hint = "two people must agree; name another person for one of the two"
            yield case.error("MOU320", message, (*path, "name"), hint)
    yield from _officers_who_sign_for_schools(case, seen)


def _officers_who_sign_for_schools(
    case: Case, seen: Mapping[str, tuple[bool, str]]
) -> Iterator[Finding]:
    """Yield an officer, by name, who signs for the schools."""
    for blank, name, path in case.cells:
        if blank.type is Type.NAME and isinstance(name, str):
            of_schools, party = seen.get(_folded_name(name), (False, ""))
            if of_schools:
                message = f"“{name}” signs for “{party}”, and is no officer"
                yield case.error("MOU320", message, path, "name the officer, or write SRO 1")


def somebody_signs_for_each_party(case: Case) -> Iterator[Finding]:
    """MOU329: all who are named for a party attest or approve as to form, and none binds it."""
    for party in case.config.parties.values():
        if not party.signatories or any(each.binds for each in party.signatories):
            continue
        if party.usual_kind == "counsel":
            continue  # approves as to form, and is bound by nothing
        path: Path = ("parties", party.id, *path_of(party.signatories[0].key))
        message = f"no one signs for “{party.id}”: “{party.signatories[0].capacity}” binds no party"
        hint = "add under signatories: who signs for the party, without capacity:"
        yield case.warning("MOU329", message, path, hint)


def _folded_name(name: str) -> str:
    """Return a person's name without honorifics, initials and punctuation, to compare it."""
    words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", folded(name))
    return " ".join(word for word in words if len(word) > 1 and word not in _HONORIFICS)


def titles_fit_the_kind(case: Case) -> Iterator[Finding]:
    """MOU321: a signatory's title belongs to another kind of party."""
    for party, title, path in _titles_of_parties(case):
        kind = case.model.kinds.get(party.usual_kind)
        words = case.model.judgement.titles.get(party.usual_kind, ())
        if _has_phrase(title, words) or _is_of_schools(case, party, title):
            label = kind.label if kind else party.usual_kind
            message = f"“{title}” is not a title for the party “{party.id}”, a {label}"
            hint = f"correct the title, or kind: under “{party.id}”"
            yield case.warning("MOU321", message, path, hint)
    yield from _titles_in_clauses(case)


def _titles_of_parties(case: Case) -> Iterator[tuple[Party, str, Path]]:
    """Yield the titles of those who sign for a party, and of its officer in charge."""
    for party, signatory, path in case.signatories():
        if isinstance(signatory.title, str) and signatory.binds:
            yield party, signatory.title, (*path, "title")
    for party in case.config.parties.values():
        if party.officer_in_charge:
            yield party, party.officer_in_charge, ("parties", party.id, "officer_in_charge")


def _is_of_schools(case: Case, party: Party, title: str) -> bool:
    """Tell whether a title is that of a head of schools, and the party has none."""
    if party.usual_kind in (*_SCHOOL_KINDS, "counsel", ""):
        return False
    kinds = case.model.kinds
    heads = {folded(kinds[each].head) for each in _SCHOOL_KINDS if each in kinds}
    plain = " ".join(word for word in folded(title).split() if word not in _FOR_A_WHILE)
    return plain in heads


def _titles_in_clauses(case: Case) -> Iterator[Finding]:
    """Yield the titles in clauses that are those of the other side’s officers, or of both."""
    seen: dict[str, str] = {}
    for office in case.model.judgement.offices:
        value = case.value(office.blank)
        party = case.config.parties.get(office.of)
        if not isinstance(value, str) or party is None:
            continue
        path = path_of_blank(office.blank)
        called = folded(value)
        others = _others_in_charge(case, office)
        words = case.model.judgement.titles.get(party.usual_kind, ())
        if called in others or _has_phrase(value, words):
            message = f"“{value}” is an officer of the other side, and not of “{office.of}”"
            hint = f"name an officer of “{office.of}”"
        elif called in seen and seen[called] != office.of:
            message = f"“{value}” cannot be an officer of both sides"
            hint = f"write whose officer it is, such as Police {value}; two people are meant"
        else:
            seen.setdefault(called, office.of)
            continue
        yield case.warning("MOU321", message, path, hint)


def _others_in_charge(case: Case, office: OfficerBlank) -> set[str]:
    """Return the titles of those who are in charge of the other side."""
    if office.of == "agency":
        return {folded(superintendent(case.config.district).title)}
    return {folded(head(case.config.agency, case.model).title)}


def names_fit_the_kind(case: Case) -> Iterator[Finding]:
    """MOU322: a party's name says that it is of another kind."""
    for party in case.config.parties.values():
        words = case.model.judgement.names.get(party.usual_kind, ())
        kind = case.model.kinds.get(party.usual_kind)
        if not isinstance(party.name, str) or kind is None:
            continue
        if _has_phrase(party.name, words) or _is_a_government(party):
            path: Path = ("parties", party.id, "kind")
            given = path in case.source.values
            message = f"“{party.name}” is not called like a {kind.label}"
            hint = f"the kind decides who is called “{kind.head}”"
            if not given:
                hint = f"say what it is, with kind: under “{party.id}”; {hint}"
                path = ("parties", party.id, "name")
            yield case.warning("MOU322", message, path, hint)


def _is_a_government(party: Party) -> bool:
    """Tell whether what should be of schools is called like a city, village, town or county."""
    return party.usual_kind in _SCHOOL_KINDS and bool(
        _GOVERNMENT.match(str(party.name)) and not _OF_SCHOOLS.search(str(party.name))
    )


def _has_phrase(text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether one of ``phrases`` stands in ``text``, as whole words, whatever their case."""
    return bool(phrases) and _phrase_pattern(phrases).search(text.replace("’", "'")) is not None


@lru_cache(maxsize=64)
def _phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    every = "|".join(map(re.escape, phrases))
    return re.compile(rf"(?<![\w'])(?:{every})(?![\w'])", re.IGNORECASE)


RULES: tuple[Rule, ...] = (
    no_one_signs_for_both_sides,
    somebody_signs_for_each_party,
    titles_fit_the_kind,
    names_fit_the_kind,
)
