"""What falls due in the next weeks, over all agreements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mou_builder.frozen import dataclass
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import Due

HORIZON = 90
"""Days ahead that are looked at."""


@dataclass(frozen=True)
class ComingDue:
    """Something that falls due within the horizon, in so many days."""

    days: int
    due: Due
    standing: Standing


def coming(standings: Sequence[Standing], today: date) -> list[ComingDue]:
    """Return what falls due within the horizon, the next first."""
    found = [
        ComingDue((due.day - today).days, due, each)
        for each in standings
        if each.is_live
        for due in each.dues
    ]
    return sorted(
        (each for each in found if 0 <= each.days <= HORIZON),
        key=lambda each: (each.days, each.standing.file),
    )


def months_ahead(today: date) -> list[tuple[int, date]]:
    """Return the first days of the months within the horizon, each with the days until then."""
    ahead = ((days, today + timedelta(days=days)) for days in range(1, HORIZON + 1))
    return [(days, day) for days, day in ahead if day.day == 1]
