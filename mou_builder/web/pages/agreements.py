"""Agreements: how each one of the folder stands, what is due, and what can be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from flask import render_template, request

from mou_builder.frozen import dataclass
from mou_builder.portfolio.portfolio import portfolio
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AgreementState, Due
from mou_builder.portfolio.steps import next_steps
from mou_builder.report.status import wording
from mou_builder.web.counts import count_in
from mou_builder.web.workbench import Workbench, the_workbench

_MOST = 200
"""Agreements that are shown at once, unless all are asked for."""
HORIZON = 90
"""Days that the timeline shows."""


@dataclass(frozen=True)
class OverviewRow:
    """An agreement of the overview, with the name of its config in the folder."""

    name: str
    standing: Standing


@dataclass(frozen=True)
class ComingDue:
    """Something that falls due within the horizon."""

    days: int
    due: Due
    row: OverviewRow


def overview() -> str:
    """Show the portfolio, filtered as the address says."""
    bench = the_workbench()
    rows = all_agreements(bench)
    shown = _filtered(rows, request.args)
    standings = [each.standing for each in rows]
    return render_template(
        "agreements/overview.html",
        rows=shown,
        count=len(rows),
        left_out=bench.folder.left_out(),
        is_whole="all" in request.args,
        most=_MOST,
        wanted=request.args.get("q", "").strip(),
        state=request.args.get("state", ""),
        due=request.args.get("due", ""),
        states=[each for each in AgreementState if any(one.state is each for one in standings)],
        summary=wording.summary(standings, HORIZON),
        coming=coming(rows, bench.today),
        horizon=HORIZON,
        months=_months(bench.today),
        today=bench.today,
        wording=wording,
        next_steps=next_steps,
    )


def shown_agreements(bench: Workbench, filters: Mapping[str, str]) -> list[OverviewRow]:
    """Return the agreements that the filters ``q``, ``state`` and ``due`` let through."""
    return _filtered(all_agreements(bench), filters)


def all_agreements(bench: Workbench) -> list[OverviewRow]:
    """Return every agreement of the folder, the most urgent first."""
    return [OverviewRow(each.file, each) for each in portfolio(bench.standings())]


def coming(rows: Sequence[OverviewRow], today: date) -> list[ComingDue]:
    """Return what falls due within the horizon, the next first."""
    found = [
        ComingDue((due.day - today).days, due, row)
        for row in rows
        if row.standing.is_live
        for due in row.standing.dues
    ]
    return sorted(
        (each for each in found if 0 <= each.days <= HORIZON),
        key=lambda each: (each.days, each.row.name),
    )


def _filtered(rows: Sequence[OverviewRow], filters: Mapping[str, str]) -> list[OverviewRow]:
    asked = (filters.get("q", "").strip(), filters.get("state", ""), filters.get("due", ""))
    return [each for each in rows if _is_wanted(each, *asked)]


def _is_wanted(row: OverviewRow, words: str, state: str, due: str) -> bool:
    standing, days = row.standing, count_in(due, 10_000)
    text = f"{standing.district} {standing.agency} {row.name}".casefold()
    return (
        all(word in text for word in words.casefold().split())
        and state in ("", standing.state.name.lower())
        and (days is None or standing.is_due_within(days))
    )


def _months(today: date) -> list[tuple[int, date]]:
    """Return the first days of the months ahead, and in how many days they come."""
    ahead = (today + timedelta(days=days) for days in range(1, HORIZON + 1))
    return [((day - today).days, day) for day in ahead if day.day == 1]
