"""How the standing of an agreement is put into words, the same in every view."""

from __future__ import annotations

from mou_builder.portfolio.standing import AgreementState, Event, Standing

EVENTS = {
    Event.SIGNING: "Signatures due",
    Event.REVIEW: "Review due",
    Event.NOTICE: "Notice deadline",
    Event.END: "Term ends",
}
"""What falls due, as a heading."""


def days_text(each: Standing) -> str:
    """Return how long the term still runs, or since when it is over."""
    left = each.days_left
    if left is None:
        return ""
    if left < 0:
        return f"over for {_days(-left)}"
    return "ends today" if left == 0 else f"{_days(left)} left"


def next_text(each: Standing) -> str:
    """Return what comes next and in how many days; nothing where nothing does."""
    following = each.next_due
    if each.state is AgreementState.RENEWED or following is None:
        return ""
    days = (following.day - each.as_of).days
    when = "today" if days == 0 else f"in {_days(days)}"
    return f"{EVENTS[following.event].lower()} {when}"


def findings_text(each: Standing) -> str:
    """Return how many errors and warnings a check finds."""
    parts = [
        f"{count} {word}" + ("" if count == 1 else "s")
        for count, word in ((each.errors, "error"), (each.warnings, "warning"))
        if count
    ]
    return ", ".join(parts)


def title(each: Standing) -> str:
    """Return whose agreement it is, or the file where that is not known."""
    names = [name for name in (each.district, each.agency) if name]
    return " – ".join(names) or each.file


def summary(standings: list[Standing], days: int | None) -> str:
    """Return how many agreements there are, by what has become of them."""
    count = len(standings)
    parts = [
        f"{number} {state.value}"
        for state in AgreementState
        if (number := sum(each.state is state for each in standings))
    ]
    text = f"{count} agreement" + ("" if count == 1 else "s")
    if parts:
        text += f": {', '.join(parts)}"
    if days is not None:
        due = sum(each.is_due_within(days) for each in standings)
        text += f"; {due} due within {_days(days)}"
    return text + "."


def _days(count: int) -> str:
    return f"{count} day" + ("" if count == 1 else "s")
