"""What falls due in the next ninety days stands on the timeline, the next first."""

from __future__ import annotations

from datetime import date, timedelta

from mou_builder.frozen import replace
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AgreementState, Due, Event
from mou_builder.portfolio.timeline import HORIZON, coming, months_ahead

TODAY = date(2027, 3, 1)


def ending(days: int, file: str = "a.yaml") -> Standing:
    due = Due(Event.END, TODAY + timedelta(days=days))
    return Standing(file, AgreementState.IN_EFFECT, TODAY, dues=(due,))


def test_the_horizon_has_today_and_its_last_day_and_nothing_beyond() -> None:
    all_of = [ending(days) for days in (HORIZON + 1, HORIZON, 0, -1)]
    assert [each.days for each in coming(all_of, TODAY)] == [0, HORIZON]


def test_of_one_day_the_files_come_by_name_and_what_is_done_is_not_there() -> None:
    over = replace(ending(3, "c.yaml"), state=AgreementState.SUPERSEDED)
    found = coming([ending(3, "b.yaml"), ending(3), over], TODAY)
    assert [each.standing.file for each in found] == ["a.yaml", "b.yaml"]


def test_the_months_ahead_begin_within_the_horizon() -> None:
    assert months_ahead(TODAY) == [(31, date(2027, 4, 1)), (61, date(2027, 5, 1))]
