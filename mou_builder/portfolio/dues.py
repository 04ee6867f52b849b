"""What falls due in the life of an agreement: by its text, by its model, and by the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mou_builder.config.config import Config
from mou_builder.config.facts import Record
from mou_builder.config.months import moved
from mou_builder.library.fact import Fact
from mou_builder.library.model import Model
from mou_builder.library.requirement import Duty, DutyFrom
from mou_builder.portfolio.states import Due, Event


def dues(config: Config, model: Model, until: date | None) -> Iterator[Due]:
    """Yield what the agreement and its model ask for, whether or not it was done."""
    if until is None:
        return
    if model.judgement.renewal_days is not None:
        yield Due(Event.REVIEW, until - timedelta(days=model.judgement.renewal_days))
    if notice := max(_notice_days(config, model), default=0):
        yield Due(Event.NOTICE, until - timedelta(days=notice))
    yield Due(Event.END, until)


def _notice_days(config: Config, model: Model) -> Iterator[int]:
    """Yield the days of notice of clauses in the model's words; own text is not read for them."""
    for each in model.judgement.notices:
        choice = config.choices.get(each.clause)
        if choice is None or choice.omitted or choice.own_text is not None:
            continue
        blanks = model.clauses[each.clause].blanks_of(choice.variant)
        own = [choice.values.get(name) for name in blanks if each.is_in(name)]
        yield max((days for days in own if isinstance(days, int)), default=each.days)


def duties(
    asked: Sequence[Duty],
    since: date | None,
    record: Record,
    signed: date | None,
    until: date | None,
) -> Iterator[Due]:
    """Yield duties of the law that have not been done, each with its day.

    A duty has a day only once that has happened from which it is reckoned.
    """
    for each in asked:
        day = _due_day(each, since, record, signed)
        if day and (until is None or not each.repeated or day <= until):
            yield Due(Event.DUTY, day, each.title, each.basis, each.id)


def _due_day(duty: Duty, since: date | None, record: Record, signed: date | None) -> date | None:
    start = _duty_start(duty, since, record, signed)
    if start is None:
        return None
    done = [each.day for each in record.of(duty.fact) if each.day >= start]
    if done and not duty.repeated:
        return None
    day = moved(max([start, *done]), duty.months)
    return day + timedelta(days=duty.days)


def _duty_start(duty: Duty, since: date | None, record: Record, signed: date | None) -> date | None:
    match duty.after:
        case DutyFrom.BEGIN:
            return (since or signed) if signed else None
        case DutyFrom.SIGNED:
            return signed
        case DutyFrom.ADOPTED:
            return min((each.day for each in record.of(Fact.ADOPTED)), default=None)
