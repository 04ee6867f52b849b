"""A portfolio as one self-contained HTML page, with filters that need no network, and for print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from jinja2 import Template

from mou_builder.agreement.wording import long_date
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AgreementState, Event
from mou_builder.report.html_page import page_environment, page_template
from mou_builder.report.status import wording

_USUAL_DAYS = 90


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = page_environment()
    environment.filters["long_date"] = long_date
    return page_template(environment, "status")


def status_html(standings: Sequence[Standing], as_of: date, days: int | None) -> str:
    """Return the page; ``days`` is how far ahead something counts as due, 90 if None."""
    horizon = _USUAL_DAYS if days is None else days
    return _template().render(
        standings=standings,
        wording=wording,
        as_of=as_of,
        days=horizon,
        states=[
            state for state in AgreementState if any(each.state is state for each in standings)
        ],
        summary=wording.portfolio_summary(list(standings), horizon),
        Event=Event,
    )
