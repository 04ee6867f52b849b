"""Parties: each is bound by a clause, and each that a clause names is one."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.config.alike import folded
from mou_builder.config.config import Party
from mou_builder.library.judgement import PartiesAsk


def parties_have_their_clause(case: Case) -> Iterator[Finding]:
    """MOU314: parties without the clause that speaks of them, or the clause without them."""
    for asked in case.model.judgement.parties_ask:
        found = [
            each for each in case.config.parties.values() if _is_of_kinds(case, each, asked.kinds)
        ]
        if case.config.has(asked.clause):
            yield from _named_amiss(case, asked, found)
            if len(found) < asked.at_least > 1 and not case.is_broken(("parties",)):
                message = f"the clause “{asked.clause}” speaks of several, and there is one"
                hint = "name the others under parties, or leave the clause out"
                path = ("clauses", asked.clause)
                yield case.warning("MOU314", message, path, hint)
            continue
        if len(found) < asked.at_least:
            continue
        last = found[-1]
        if case.is_broken(("clauses", asked.clause)) or case.is_broken(("parties", last.id)):
            continue
        message = f"no clause speaks of the party “{last.id}”: {asked.because}"
        hint = f"add {asked.clause}: under clauses; mou clauses {asked.clause} shows it"
        yield case.warning("MOU314", message, ("parties", last.id), hint)


def _named_amiss(case: Case, asked: PartiesAsk, found: list[Party]) -> Iterator[Finding]:
    """Yield a finding for each party left out where others are named, and for one out of place."""
    named = [(path, each) for name in asked.named_in for path, each in case.values(name)]
    known = {folded(each) for _, each in named if isinstance(each, str)}
    agency = case.config.agency
    for path, each in named if "agency" not in asked.kinds and isinstance(agency.name, str) else ():
        if isinstance(each, str) and folded(each) == folded(str(agency.name)):
            message = (
                f"“{each}” is the law enforcement agency itself, which this clause sets beside it"
            )
            hint = f"leave {asked.clause} out, or name the department as the agency"
            yield case.warning("MOU314", message, path, hint)
    others = {folded(str(one.name)) for one in case.config.parties.values()}
    others -= {folded(str(one.name)) for one in (agency, *found)}
    for path, each in named:
        if isinstance(each, str) and folded(each) in others:
            message = f"“{each}” is no party of which this clause speaks"
            hint = f"name one of those that it is for; mou clauses {asked.clause} shows which"
            yield case.warning("MOU314", message, path, hint)
    for party in found if known else ():
        if isinstance(party.name, str) and folded(party.name) not in known:
            message = f"the clause “{asked.clause}” names others, and not “{party.name}”"
            hint = f"name it there, too; mou clauses {asked.clause} shows where"
            yield case.warning("MOU314", message, named[-1][0], hint)


def _is_of_kinds(case: Case, party: Party, kinds: tuple[str, ...]) -> bool:
    kind = case.model.kinds.get(party.kind)
    if party.id == "district" and "school" in kinds:
        return True
    if party.id == "agency" and "agency" not in kinds:
        return False  # a city that is itself the agency joins nobody
    return party.kind in kinds or ("agency" in kinds and kind is not None and kind.agency)


def named_bodies_are_parties(case: Case) -> Iterator[Finding]:
    """MOU315: a clause binds a body by name that is not a party, and so does not sign."""
    names = [each.name for each in case.config.parties.values() if isinstance(each.name, str)]
    known = {folded(each) for each in names}
    if len(names) < len(case.config.parties):
        return
    for reference in case.model.judgement.names_party:
        for path, value in case.values(reference):
            if isinstance(value, str) and folded(value) not in known:
                message = f"“{value}” is bound by this clause, but is not a party and does not sign"
                hint = f"name it as under parties, or add it there; they are: {', '.join(names)}"
                yield case.warning("MOU315", message, path, hint)


def parties_are_told_apart(case: Case) -> Iterator[Finding]:
    """MOU347: two parties have the same name, and nobody can tell which of them is bound."""
    first: dict[str, str] = {}
    for party in case.config.parties.values():
        if not isinstance(party.name, str) or case.is_broken(("parties", party.id, "name")):
            continue
        other = first.setdefault(folded(party.name), party.id)
        if other != party.id:
            message = f"“{party.id}” has the same name as “{other}”: {party.name}"
            hint = "correct one of the two; a city and its department each have a name of their own"
            path = ("parties", party.id, "name")
            yield case.error("MOU347", message, path, hint)


RULES: tuple[Rule, ...] = (
    parties_have_their_clause,
    named_bodies_are_parties,
    parties_are_told_apart,
)
