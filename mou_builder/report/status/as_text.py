"""A portfolio as a terminal shows it: one row for each agreement, the most urgent first.

The table is laid out here, not by a library: for a state's thousands of rows that took longer than
everything that is in them.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click
from rich.cells import cell_len

from mou_builder.frozen import dataclass
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AgreementState, Event
from mou_builder.report.status import wording
from mou_builder.report.terminal import visible

_COLOURS = {
    AgreementState.OVER: "red",
    AgreementState.UNREADABLE: "red",
    AgreementState.UNSIGNED: "red",
    AgreementState.CHANGED: "red",
    AgreementState.UNADOPTED: "red",
    AgreementState.REFUSED: "red",
    AgreementState.DRAFT: "yellow",
    AgreementState.EXPIRING: "yellow",
    AgreementState.SIGNED: "green",
    AgreementState.IN_EFFECT: "green",
    AgreementState.AMENDED: "green",
}
_NARROWEST = 50
_GAP = "  "
_NAMES = "District and agency"
_STATE = (("State", 17), ("Term", 16))
_NEXT = len("review due in 156 days")


@dataclass(frozen=True)
class _Cell:
    """A line of a cell, and how it looks."""

    text: str
    bold: bool = False
    colour: str | None = None


def status_text(standings: Sequence[Standing], days: int | None, *, color: bool, width: int) -> str:
    """Return a portfolio for a terminal of ``width`` columns, with a summary below."""
    lines: list[str] = []
    if standings:
        width = max(width, _NARROWEST)
        free = width - sum(size + len(_GAP) for _, size in _STATE)
        last = max((free - len(_GAP)) * 2 // 5, _NEXT)
        first = free - len(_GAP) - last
        # On a narrow terminal, names have lines of their own.
        is_beside = first >= len(_NAMES)
        sizes = (*(size for _, size in _STATE), last if is_beside else free)
        heads = [[_Cell(head, bold=True)] for head in (*(head for head, _ in _STATE), "Next")]
        if is_beside:
            sizes, heads = (first, *sizes), [[_Cell(_NAMES, bold=True)], *heads]
        lines += _row_lines(heads, sizes, color)
        parties = Counter((each.district, each.agency) for each in standings)
        for each in standings:
            is_alone = parties[each.district, each.agency] == 1
            names = _names_of(each, first if is_beside else width, is_alone=is_alone)
            cells = _cells_of(each, sizes[-1])
            if is_beside:
                cells.insert(0, names)
            else:
                lines += _row_lines([names], (width,), color)
            lines += _row_lines(cells, sizes, color)
            lines += _lines_beneath(each, width, color)
        lines.append("")
    return "\n".join([*lines, wording.portfolio_summary(list(standings), days)]) + "\n"


def _row_lines(cells: Sequence[list[_Cell]], sizes: Sequence[int], color: bool) -> Iterator[str]:
    for line in zip_longest(*cells, fillvalue=_Cell("")):
        parts = (_padded_cell(cell, size, color) for cell, size in zip(line, sizes, strict=True))
        yield _GAP.join(parts).rstrip()


def _padded_cell(cell: _Cell, size: int, color: bool) -> str:
    space = " " * (size - cell_len(cell.text))
    looks = cell.bold or cell.colour
    text = click.style(cell.text, bold=cell.bold or None, fg=cell.colour) if color and looks else ""
    return (text or cell.text) + space


def _names_of(each: Standing, size: int, *, is_alone: bool) -> list[_Cell]:
    """Return whose agreement it is; with its file where others have the same parties."""
    names = [_Cell(line, bold=True) for line in _wrapped_cell(each.district or each.file, size)]
    if each.agency:
        names += [_Cell(line) for line in _wrapped_cell(each.agency, size)]
    if each.district and not is_alone:
        names += [_Cell(line) for line in _wrapped_cell(each.file, size)]
    return names


def _cells_of(each: Standing, last: int) -> list[list[_Cell]]:
    """Return its state, its term, and what is next."""
    notes = (wording.next_text(each), _notice_text(each), wording.findings_text(each))
    term = [_Cell(each.until.isoformat() if each.until else "no end")]
    if left := wording.days_text(each):
        is_over = each.state is AgreementState.OVER
        term.append(_Cell(left, bold=is_over, colour="red" if is_over else None))
    return [
        [
            _Cell(line, colour=_COLOURS.get(each.state))
            for line in _wrapped_cell(each.state.value, _STATE[0][1])
        ],
        term,
        [_Cell(line) for note in filter(None, notes) for line in _wrapped_cell(note, last)],
    ]


def _notice_text(each: Standing) -> str:
    """Return by when notice can still be given, where something else comes before."""
    day, following = each.due(Event.NOTICE), each.next_due
    is_told = each.is_live and day and following and each.as_of <= day != following.day
    return f"notice by {day}" if is_told else ""


def _wrapped_cell(text: str, size: int) -> list[str]:
    shown = visible(text)
    return [shown] if len(shown) <= size else textwrap.wrap(shown, max(size, 1))


def _lines_beneath(each: Standing, width: int, color: bool) -> Iterator[str]:
    """Yield the lines beneath: who is missing, amendments, duties, and what is not as recorded."""
    said = [wording.detail_text(each), *map(wording.amendment_text, each.amendments)]
    for due in each.dues if each.is_live else ():
        if due.event is Event.DUTY:
            is_late = due.day < each.as_of
            said.append(f"{wording.due_title(due)}: {due.day}{', NOT DONE' if is_late else ''}")
    said += each.message.split("; ")
    for text in filter(None, said):
        yield from (f"  {line}" for line in _wrapped_cell(text, width - 2))
    for text in filter(None, [wording.changed_text(each), wording.copies_text(each)]):
        for line in _wrapped_cell(text, width - 2):
            yield f"  {click.style(line, bold=True, fg='red') if color else line}"
