"""Agreements: how each one of the folder stands, what is due, and what can be done next."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, request

from mou_builder.portfolio.portfolio import portfolio
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AgreementState
from mou_builder.portfolio.steps import next_steps
from mou_builder.portfolio.timeline import HORIZON, coming, months_ahead
from mou_builder.report.status import wording
from mou_builder.web.counts import count_in
from mou_builder.web.workbench import Workbench, current_workbench

_MOST = 200
"""Agreements that are shown at once, unless all are asked for."""

_PAST = -1
"""Days within which all that is due was due before today."""


def overview() -> str:
    """Show the portfolio, filtered as the address says."""
    bench = current_workbench()
    standings = portfolio(bench.standings())
    return render_template(
        "agreements/overview.html",
        shown=_filtered(standings, request.args),
        count=len(standings),
        left_out=bench.folder.left_out(),
        is_whole="all" in request.args,
        most=_MOST,
        wanted=request.args.get("q", "").strip(),
        state=request.args.get("state", ""),
        due=request.args.get("due", ""),
        states=[each for each in AgreementState if any(one.state is each for one in standings)],
        summary=wording.portfolio_summary(standings, HORIZON),
        coming=coming(standings, bench.today),
        over=sum(each.is_due_within(_PAST) for each in standings),
        horizon=HORIZON,
        months=months_ahead(bench.today),
        today=bench.today,
        wording=wording,
        next_steps=next_steps,
    )


def shown_agreements(bench: Workbench, filters: Mapping[str, str]) -> list[Standing]:
    """Return the agreements that the filters ``q``, ``state`` and ``due`` let through."""
    return _filtered(portfolio(bench.standings()), filters)


def _filtered(standings: list[Standing], filters: Mapping[str, str]) -> list[Standing]:
    words = filters.get("q", "").casefold().split()
    state, days = filters.get("state", ""), count_in(filters.get("due", ""), 10_000)
    return [
        each
        for each in standings
        if all(word in f"{each.district} {each.agency} {each.file}".casefold() for word in words)
        and state in ("", each.state.name.lower())
        and (days is None or each.is_due_within(days))
    ]
