"""Whether an agreement contains what a requirement set asks for, and what satisfies it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum

from mou_builder.agreement.officers_in_charge import is_of_title
from mou_builder.check.rule import Case
from mou_builder.config.config import Choice
from mou_builder.config.months import moved
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Blank
from mou_builder.library.requirement import (
    AllWanted,
    ClauseWanted,
    NeverWanted,
    NotWanted,
    Requirement,
    RequirementSet,
    SignatoryWanted,
    TermWanted,
    Wanted,
)
from mou_builder.library.typed.values import NamedDays, Open, Value
from mou_builder.yamltext.source import Path


class RequirementState(Enum):
    """How a requirement stands."""

    MET = "met"
    OPEN = "open"
    """Not to be told yet: something that it depends on is missing, left open or broken."""
    UNMET = "unmet"


@dataclass(frozen=True)
class Satisfaction:
    """How one requirement stands in one config.

    ``by`` says what satisfies it (“clause termination”), what it waits for, or what would satisfy
    it; ``path`` is the place in the config that comes nearest, and ``to_add`` what is missing there
    from a list that is there.
    """

    requirement: Requirement
    state: RequirementState
    by: str
    path: Path
    to_add: str = ""

    @property
    def met(self) -> bool:
        """Tell whether the agreement contains what is required."""
        return self.state is RequirementState.MET


def satisfaction(case: Case, wanted: RequirementSet) -> tuple[Satisfaction, ...]:
    """Return how each requirement of a set stands, in the order of the set."""
    return tuple(_of_requirement(case, each) for each in wanted.requirements)


@dataclass(frozen=True)
class _Found:
    state: RequirementState
    by: str
    path: Path
    to_add: str = ""


def _of_requirement(case: Case, requirement: Requirement) -> Satisfaction:
    found = [_state_of(case, each) for each in requirement.satisfied_by]
    for state in (RequirementState.MET, RequirementState.OPEN):
        for each in found:
            if each.state is state:
                return Satisfaction(requirement, state, each.by, each.path)
    nearest = max(found, key=lambda each: _depth_in_config(case, each.path))
    by = "; or ".join(dict.fromkeys(each.by for each in found))
    return Satisfaction(requirement, RequirementState.UNMET, by, nearest.path, nearest.to_add)


def _depth_in_config(case: Case, path: Path) -> int:
    """Return how much of ``path`` there is in the config."""
    there = case.source.values
    return max(length for length in range(len(path) + 1) if not length or path[:length] in there)


def _state_of(case: Case, wanted: Wanted) -> _Found:
    match wanted:
        case ClauseWanted():
            return _state_of_clause(case, wanted)
        case SignatoryWanted():
            return _state_of_signatory(case, wanted)
        case NotWanted(part):
            return _negated(_state_of_clause(case, part))
        case NeverWanted(reason):
            return _Found(RequirementState.UNMET, reason, ("model",))
        case TermWanted():
            return _state_of_term(case, wanted)
        case AllWanted(parts):
            return _all_of([_state_of(case, each) for each in parts])


def _all_of(found: list[_Found]) -> _Found:
    for state in (RequirementState.UNMET, RequirementState.OPEN):
        against = [each for each in found if each.state is state]
        if against:
            return _Found(state, " and ".join(each.by for each in against), against[0].path)
    return _Found(RequirementState.MET, " and ".join(each.by for each in found), found[0].path)


def _negated(found: _Found) -> _Found:
    """Return how it stands that what was looked for must not be there."""
    label = f"no {found.by}"
    match found.state:
        case RequirementState.MET:
            return _Found(RequirementState.UNMET, label, found.path)
        case RequirementState.UNMET:
            return _Found(RequirementState.MET, label, found.path)
        case RequirementState.OPEN:
            return _Found(RequirementState.OPEN, label, found.path)


def _state_of_clause(case: Case, wanted: ClauseWanted) -> _Found:
    path: Path = ("clauses", wanted.clause)
    label = f"clause {wanted.clause}"
    if wanted.variants:
        label += f" ({' or '.join(wanted.variants)})"
    choice = case.config.choices.get(wanted.clause)
    if case.is_broken(path):
        return _Found(RequirementState.OPEN, label, path)
    if choice is None or not choice.in_models_words:
        return _Found(RequirementState.UNMET, label, path)
    clause = case.model.clauses[wanted.clause]
    chosen = clause.variants.get(choice.variant)
    if clause.variants and (chosen is None or chosen.open):
        return _Found(RequirementState.OPEN, f"clause {wanted.clause}: variant", path)
    if wanted.variants and choice.variant not in wanted.variants:
        return _Found(RequirementState.UNMET, label, (*path, "variant"))
    if wanted.blank is None:
        return _Found(RequirementState.MET, f"clause {wanted.clause}", path)
    return _state_of_blank(choice, clause.blanks_of(choice.variant).get(wanted.blank), wanted)


def _state_of_blank(choice: Choice, blank: Blank | None, wanted: ClauseWanted) -> _Found:
    path: Path = ("clauses", wanted.clause, wanted.blank or "")
    label = f"clause {wanted.clause}: {blank.label if blank else wanted.blank}"
    value = choice.values.get(wanted.blank or "")
    if blank is None or (value is None and not blank.required):
        return _Found(RequirementState.UNMET, label, path)
    if value is None or value is Open.OPEN:
        return _Found(RequirementState.OPEN, label, path)
    for limit, is_kept in _LIMITS.items():
        asked = getattr(wanted, limit)
        if asked not in (None, ()) and not is_kept(value, asked):
            by = f"{label}, {limit} {_limit_text(asked)}"
            return _Found(RequirementState.UNMET, by, path, _to_add(value, wanted, limit))
    return _Found(RequirementState.MET, label, path)


def _to_add(value: Value, wanted: ClauseWanted, limit: str) -> str:
    """Return what a list lacks of what it must include; nothing where it is no list."""
    if limit != "includes" or not isinstance(value, tuple):
        return ""
    lacking = ", ".join(each for each in wanted.includes if each not in value)
    return f"add to {wanted.blank}: of the clause {wanted.clause}: {lacking}"


def _at_least(value: Value, asked: Decimal) -> bool:
    number = _number_of(value)
    return number is not None and number >= asked


def _at_most(value: Value, asked: Decimal) -> bool:
    """Business days are longer than as many days of the calendar, which the law counts."""
    if isinstance(value, NamedDays):
        return value.at_most is not None and value.at_most <= asked
    number = _number_of(value)
    return number is not None and number <= asked


def _number_of(value: Value) -> Decimal | None:
    """Return the number that a value is; of a list, how many entries it has."""
    match value:
        case bool():
            return None
        case int() | Decimal():
            return Decimal(value)
        case tuple():
            return Decimal(len(value))
        case _:
            return None


def _equals(value: Value, asked: str) -> bool:
    if isinstance(value, bool):
        return asked in (("yes", "true") if value else ("no", "false"))
    return str(value) == asked


def _includes(value: Value, asked: tuple[str, ...]) -> bool:
    return isinstance(value, tuple) and all(each in value for each in asked)


def _mentions(value: Value, asked: tuple[str, ...]) -> bool:
    """Tell whether a text has one of the words, and as a whole: “791”, which “1791” has not."""
    words = _words_in(str(value))
    return any(_words_in(each) in words for each in asked)


def _words_in(text: str) -> str:
    return f" {' '.join(re.findall('[a-z0-9]+', text.casefold()))} "


_LIMITS: dict[str, Callable[..., bool]] = {
    "minimum": _at_least,
    "maximum": _at_most,
    "equals": _equals,
    "includes": _includes,
    "mentions": _mentions,
}


def _limit_text(asked: object) -> str:
    return ", ".join(asked) if isinstance(asked, tuple) else str(asked)


def _state_of_signatory(case: Case, wanted: SignatoryWanted) -> _Found:
    party_id = wanted.party
    path: Path = ("parties", party_id)
    party = case.config.parties.get(party_id)
    if case.is_broken((*path, "signatories")) or case.is_broken((*path, "signatory")):
        return _Found(RequirementState.OPEN, f"signatory of {party_id}", path)
    if party is None or party.usual_kind == "counsel":
        return _Found(RequirementState.UNMET, f"signatory of {party_id}", path)
    # With no signatory named, the agreement has a signature line for the head of the party.
    binding = [each for each in party.signatories if each.binds]
    if not wanted.title:
        met = bool(binding) or not party.signatories
        return _Found(_met_or_unmet(met), f"signatory of {party_id}", path)
    count = sum(is_of_title(str(each.title or ""), wanted.title) for each in binding)
    needed = max(1, len(party.schools)) if wanted.each_school else 1
    label = f"{wanted.title} of {'each school of ' if wanted.each_school else ''}{party_id}"
    return _Found(_met_or_unmet(count >= needed), label, path)


def _met_or_unmet(met: bool) -> RequirementState:
    return RequirementState.MET if met else RequirementState.UNMET


def _state_of_term(case: Case, wanted: TermWanted) -> _Found:
    config, path = case.config, ("term", wanted.key)
    value = config.until if wanted.key == "until" else config.since
    label = f"term: {wanted.key}"
    if not isinstance(value, date):
        # An end that is missing is reported as such.
        is_open = wanted.key == "until" or case.is_broken(path)
        return _Found(RequirementState.OPEN if is_open else RequirementState.UNMET, label, path)
    if wanted.months is None:
        return _Found(RequirementState.MET, label, path)
    label += f", at most {wanted.months} months after it begins"
    begins = config.begins or case.as_of  # what is not signed yet cannot have begun
    if begins is None or not isinstance(config.until, date):
        return _Found(RequirementState.OPEN, label, path)
    return _Found(_met_or_unmet(config.until <= moved(begins, wanted.months)), label, path)
