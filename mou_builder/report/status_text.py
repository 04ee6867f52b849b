"""A portfolio as a terminal shows it: one row for each agreement, the most urgent first."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mou_builder.portfolio.standing import Event, Standing, State
from mou_builder.report.diagnostics_excerpt import visible
from mou_builder.report.status_wording import days_text, findings_text, summary

_STYLES = {
    State.OVER: "bold red",
    State.UNREADABLE: "bold red",
    State.DRAFT: "yellow",
    State.SIGNED: "green",
    State.RENEWED: "dim",
}
_NARROWEST = 60


def status_text(standings: Sequence[Standing], days: int | None, *, color: bool, width: int) -> str:
    """Return a portfolio for a terminal of ``width`` columns, with a summary below."""
    target = io.StringIO()
    console = Console(
        file=target,
        width=max(width, _NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},
    )
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    for heading in ("District and agency", "State", "Term", "Review due", "Notice", "Findings"):
        table.add_column(heading, overflow="fold")
    for each in standings:
        table.add_row(*_row(each))
    if standings:
        console.print(table)
        console.print()
    console.print(Text(summary(list(standings), days)))
    return "\n".join(line.rstrip() for line in target.getvalue().split("\n"))


def _row(each: Standing) -> list[Text]:
    term = Text(visible(each.until.isoformat() if each.until else "no end"))
    if left := days_text(each):
        term.append(f"\n{left}", style="bold red" if each.state is State.OVER else "")
    notes = [text for text in (findings_text(each), each.message, _amended(each)) if text]
    review, notice = (each.due(event) for event in (Event.REVIEW, Event.NOTICE))
    names = Text(visible(each.district or each.file), style="bold")
    if each.agency:
        names.append(f"\n{visible(each.agency)}", style="not bold")
    return [
        names,
        Text(each.state.value, style=_STYLES.get(each.state, "")),
        term,
        Text(review.isoformat() if review else ""),
        Text(notice.isoformat() if notice else ""),
        Text(visible("; ".join(notes))),
    ]


def _amended(each: Standing) -> str:
    return f"amendment {each.amendment}" if each.amendment else ""
