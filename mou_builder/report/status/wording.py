"""How the standing of an agreement is put into words, the same in every view."""

from __future__ import annotations

from mou_builder.agreement.wording import counted, long_date
from mou_builder.check.record.words import other_words_text
from mou_builder.config.refusals import refusal
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import (
    AgreementState,
    AmendmentStanding,
    AmendmentState,
    CopyState,
    Due,
    Event,
)

EVENTS = {
    Event.CHANGED: "See what was changed",
    Event.SIGNING: "Signatures due",
    Event.DUTY: "Due by law",
    Event.REVIEW: "Review due",
    Event.NOTICE: "Last day for notice",
    Event.END: "Term ends",
}
"""What falls due, as a heading."""


def days_text(each: Standing) -> str:
    """Return how long the term still runs, or since when it is over."""
    left = each.days_left
    if left is None:
        return ""
    if left < 0:
        return f"over for {counted(-left, 'day')}"
    return "ends today" if left == 0 else f"{counted(left, 'day')} left"


def next_text(each: Standing) -> str:
    """Return what comes next and in how many days; nothing where nothing does."""
    following = each.next_due
    if not each.is_live or following is None:
        return ""
    if following.event is Event.CHANGED:
        return due_title(following).lower()
    days = (following.day - each.as_of).days
    when = "today" if days == 0 else f"in {counted(days, 'day')}"
    if days < 0:
        when = f"{counted(-days, 'day')} ago"
    name = due_title(following)
    return f"{name[:1].lower()}{name[1:]} {when}"


def due_title(due: Due) -> str:
    """Return what falls due: for a duty of the law, what it is."""
    return due.title or EVENTS[due.event]


def detail_text(each: Standing) -> str:
    """Return what more there is to say about the state: since when, and who is missing."""
    missing = f"not signed: {', '.join(each.missing)}"
    match each.state:
        case AgreementState.OUT if each.sent:
            return f"for {counted((each.as_of - each.sent).days, 'day')}; {missing}"
        case AgreementState.OUT | AgreementState.PARTLY | AgreementState.ADOPTED:
            return missing
        case AgreementState.UNSIGNED if each.since:
            return f"since {long_date(each.since)}; {missing}"
        case AgreementState.UNSIGNED:
            return missing
        case AgreementState.REFUSED if refused := refusal(each.record):
            return f"by {refused.by} on {long_date(refused.day)}"
        case _ if each.followed and each.state is not AgreementState.SUPERSEDED:
            return "the next term is signed"
        case _:
            return ""


def amendment_text(each: AmendmentStanding) -> str:
    """Return how an amendment stands, as “Amendment No. 2: refused by the board on …”."""
    by = f" by {each.by}" if each.by else ""
    day = f" on {long_date(each.day)}" if each.day else ""
    match each.state:
        case AmendmentState.IN_EFFECT:
            said = "in effect since" + day.removeprefix(" on")
        case AmendmentState.SIGNED:
            said = f"signed; takes effect{day}"
        case AmendmentState.REFUSED | AmendmentState.ADOPTED:
            said = f"{each.state.value.split(',')[0]}{by}{day}"
        case _:
            said = each.state.value
    missing = f"; not signed: {', '.join(each.missing)}" if each.missing else ""
    return f"Amendment No. {each.number}: {said}{missing}"


def copies_text(each: Standing) -> str:
    """Return which executed copies on record are not there any more as they were."""
    said = {CopyState.MISSING: "is missing", CopyState.ALTERED: "was altered"}
    return "; ".join(
        f"the executed copy {copy.file} {said[copy.state]}" for copy in each.lost_copies
    )


def changed_text(each: Standing) -> str:
    """Return what of the record is about other words than the agreement has now."""
    return other_words_text(each.changed, each.digest) if each.changed else ""


def findings_text(each: Standing) -> str:
    """Return how many errors and warnings a check finds."""
    found = (each.errors, "error"), (each.warnings, "warning")
    return ", ".join(counted(count, word) for count, word in found if count)


def title(each: Standing) -> str:
    """Return whose agreement it is, or the file where that is not known."""
    names = [name for name in (each.district, each.agency) if name]
    return " – ".join(names) or each.file


def portfolio_summary(standings: list[Standing], days: int | None) -> str:
    """Return how many agreements there are, by what has become of them."""
    parts = [
        f"{number} {state.value}"
        for state in AgreementState
        if (number := sum(each.state is state for each in standings))
    ]
    text = counted(len(standings), "agreement")
    if parts:
        text += f": {('; ' if any(',' in each for each in parts) else ', ').join(parts)}"
    if lost := sum(bool(each.lost_copies) for each in standings):
        text += f"; {lost} with an executed copy missing or altered"
    if changed := sum(bool(each.changed) and not each.state.is_changed for each in standings):
        text += f"; {changed} more whose words are not those on record"
    if days is not None:
        due = sum(each.is_due_within(days) for each in standings)
        text += f"; {due} due within {counted(days, 'day')}, or over"
    return text + "."
