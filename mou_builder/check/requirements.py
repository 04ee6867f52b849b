"""Requirement sets as rules: what a config does not satisfy, and how much time is left for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache

from mou_builder.agreement.wording import in_days, long_date
from mou_builder.check.rule import Case, Finding
from mou_builder.check.satisfaction import RequirementState, satisfaction
from mou_builder.check.state_law import state_of
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.frozen import dataclass
from mou_builder.library.library import Library
from mou_builder.library.reading.requirement_sets import requirement_faults
from mou_builder.library.requirement import NeverWanted, RequirementSet
from mou_builder.patterns import pattern
from mou_builder.yamltext.shape import did_you_mean
from mou_builder.yamltext.source import Path

_GIVEN: Path = ("requirements",)
"""Stands for the place of a set that is asked for beside those of the config."""


@dataclass(frozen=True)
class SetAskedFor:
    """A requirement set that a config is held to, and the place of the config that asks for it."""

    id: str
    path: Path


def sets_asked_for(case: Case, given: Iterable[str], library: Library) -> tuple[SetAskedFor, ...]:
    """Return the sets that apply: those given, those that the config names, and its grant's own."""
    asked = [SetAskedFor(each, _GIVEN) for each in given]
    asked += [
        SetAskedFor(each, ("requirements", number))
        for number, each in enumerate(case.config.requirements)
    ]
    grant = case.config.grant
    if grant and grant.program in library.requirement_set_ids:
        asked.append(SetAskedFor(grant.program, ("grant", "program")))
    return tuple({each.id: each for each in reversed(asked)}.values())[::-1]


def requirement_findings(case: Case, given: Iterable[str], library: Library) -> Iterator[Finding]:
    """Yield what a config does not satisfy; raise `Refused` if a set itself has faults."""
    yield from _unknown_grant(case, library)
    state = state_of(case, library)
    for asked in sets_asked_for(case, given, library):
        wanted = library.requirement_set(asked.id)
        if wanted.models and case.model.id not in wanted.models:
            message = (
                f"the requirement set “{wanted.id}” is for the models {', '.join(wanted.models)}, "
                f"not for “{case.model.id}”"
            )
            path, hint = asked.path, "delete it there, or choose another model"
            if path == _GIVEN:  # no line of the config is at fault
                path, hint = ("model",), f"leave out --requirements {asked.id} for this config"
            yield case.error("MOU354", message, path, hint)
            continue
        if wanted.states and state not in (None, *wanted.states):
            continue  # MOU373 says so
        if faults := _faults_of_set(library, wanted.id, case.model.id):
            raise Refused(faults)
        yield from _unsatisfied(case, wanted)
        yield from _how_it_was_read(case, wanted, asked)
        yield from _deadlines(case, wanted)


@lru_cache(maxsize=16)
def _faults_of_set(library: Library, wanted: str, model: str) -> tuple[Diagnostic, ...]:
    """Return what no model that a set is for knows; nothing, if ``model`` knows all of it."""
    of_set = library.requirement_set(wanted)
    if not any(requirement_faults(of_set, [library.model(model)])):
        return ()
    models = []
    for each in of_set.models or library.model_ids:
        with suppress(Refused):  # a model that this config does not use may have faults of its own
            models.append(library.model(each))
    return tuple(requirement_faults(of_set, models))


def _how_it_was_read(case: Case, wanted: RequirementSet, asked: SetAskedFor) -> Iterator[Finding]:
    """MOU356: not all of the law of a set was read. MOU357: it was read over a year ago."""
    path = asked.path if asked.path != _GIVEN else ("model",)
    if wanted.partial:
        message = (
            f"{wanted.id} is not the whole law; read: {wanted.was_read}; not read: "
            f"{wanted.not_read}"
        )
        hint = "read the rest yourself, or have counsel read it, before you rely on the agreement"
        yield case.note("MOU356", message, path, hint, about=wanted.id)
    if case.as_of and _is_over_a_year(wanted.read, case.as_of):
        message = f"{wanted.id} holds the law as it was read on {long_date(wanted.read)}"
        hint = f"see whether it has changed: {wanted.read_at.address or wanted.source}"
        yield case.note("MOU357", message, path, hint, about=wanted.id)


def _is_over_a_year(day: date, later: date) -> bool:
    return (later.year - 1, later.month, later.day) > (day.year, day.month, day.day)


def _unsatisfied(case: Case, wanted: RequirementSet) -> Iterator[Finding]:
    """MOU350: the agreement does not contain what a requirement set asks for."""
    for each in satisfaction(case, wanted):
        if each.state is RequirementState.UNMET:
            requirement, about = each.requirement, f"{wanted.id}/{each.requirement.id}"
            message = f"{wanted.id} is not satisfied: {requirement.title}"
            hint = each.to_add or requirement.hint or f"needed: {each.by}"
            hint = _of_what_is_there(case, hint)
            if any(isinstance(part, NeverWanted) for part in requirement.satisfied_by):
                message = f"{wanted.id} refuses this agreement: {each.by}"
            accepted = f"accept: [{{code: MOU350, about: {about}, because: …}}]"
            if _has_own_text(case, each.path):
                message = f"{wanted.id} asks for this, in the model's words: {requirement.title}"
                hint = (
                    f"if your own text says it, too, accept it with a reason: {accepted}; or {hint}"
                )
            elif each.path[0] == "clauses" and _has_own_texts(case):
                hint += f"; or, if a text of your own says it, accept it with a reason: {accepted}"
            severity, basis = requirement.severity, requirement.basis
            yield case.finding("MOU350", severity, message, each.path, hint, basis, about=about)


_TO_ADD = pattern(r"add the clause ([a-z0-9-]+) under clauses, with ")


def _of_what_is_there(case: Case, hint: str) -> str:
    """Return a hint that asks for a clause which the agreement has, as one to complete it."""

    def said(match: re.Match[str]) -> str:
        is_there = case.config.has(match[1])
        return f"complete the clause {match[1]}, with " if is_there else match[0]

    return _TO_ADD.sub(said, hint)


def _has_own_texts(case: Case) -> bool:
    """Tell whether some clause has a text of the config's own, which may say what is asked for."""
    return any(path[0] == "clauses" for _, path in case.own_texts)


def _has_own_text(case: Case, path: Path) -> bool:
    """Tell whether ``path`` leads to a clause whose text is the config's own, which is not read."""
    choice = case.config.choices.get(str(path[1])) if path[0] == "clauses" else None
    return choice is not None and choice.own_text is not None


def _deadlines(case: Case, wanted: RequirementSet) -> Iterator[Finding]:
    """MOU352: so many days are left. MOU353: the agreement was or will be signed too late."""
    grant, signed = case.config.grant, case.config.signed
    day = signed or case.as_of
    if grant is None or grant.awarded is None or day is None:
        return
    for each in wanted.requirements:
        if each.grant != grant.program or each.due_days is None:
            continue
        left = each.due_days - (day - grant.awarded).days
        due = f"{in_days(each.due_days)} after the award on {long_date(grant.awarded)}"
        severity, code = Severity.WARNING, "MOU353"
        if signed and left >= 0:
            continue
        if signed:
            message = f"it is signed {in_days(-left)} too late: it was due {due}"
            hint = "correct the date, or ask the grantor"
        elif left < 0:
            message = f"it is {in_days(-left)} overdue: it was due {due}"
            hint = "ask the grantor for more time"
        else:
            much = f"{in_days(left)} left" if left else "no day left after this one"
            message = f"{much}: the signed agreement is due {due}"
            hint = "once it is signed, add that day, as signed: 2026-12-15"
            severity, code = Severity.NOTE, "MOU352"
        about = f"{wanted.id}/{each.id}"
        yield case.finding(code, severity, message, ("grant", "awarded"), hint, each.basis, about)


def _unknown_grant(case: Case, library: Library) -> Iterator[Finding]:
    """MOU355: the library knows no requirements of the grant that the config names."""
    grant = case.config.grant
    if grant and grant.program not in library.requirement_set_ids:
        message = f"the library has no requirements of the grant “{grant.program}”"
        hint = did_you_mean(grant.program, list(library.requirement_set_ids))
        yield case.warning("MOU355", message, ("grant", "program"), hint)
