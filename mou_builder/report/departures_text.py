"""Departures as a board reads them: which clauses are left out or replaced, why, and the words."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator

from mou_builder.difference.departures import Departure, Departures, is_drafted
from mou_builder.report.comparison.as_text import item_text
from mou_builder.report.diagnostics.excerpt import visible

_NARROWEST = 40


def departures_text(found: Departures, name: str, *, color: bool, width: int) -> str:
    """Return the departures of the agreement called ``name``, for a terminal of ``width`` columns.

    Deleted and inserted words are marked as in a comparison, never by colour alone.
    """
    width = max(width, _NARROWEST)
    target = io.StringIO()
    for line in _lines(found, name, color, width):
        target.write(f"{line}\n")
    return target.getvalue()


def _lines(found: Departures, name: str, color: bool, width: int) -> Iterator[str]:
    count = len(found.departures)
    if not count:
        yield f"{visible(name)}: no clause of the model is left out or replaced."
    else:
        clauses = "1 clause of the model is" if count == 1 else f"{count} clauses of the model are"
        yield f"{visible(name)}: {clauses} left out or replaced."
    for departure in found.departures:
        yield ""
        yield from _departure(departure, color, width)
    yield from _added(found, width)


def _departure(departure: Departure, color: bool, width: int) -> Iterator[str]:
    title, *words = item_text(departure.item, color=color, width=width).rstrip("\n").split("\n")
    yield title
    yield from _indented(f"because: {visible(departure.because)}", width)
    yield from words


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")


def _added(found: Departures, width: int) -> Iterator[str]:
    if not found.added:
        return
    yield ""
    yield "Added to the model's required clauses:"
    for each in found.added:
        drafted = "; drafted for this library, reviewed by no counsel" if is_drafted(each) else ""
        line = f"{each.number}. {each.title} ({each.id}{drafted})"
        yield from _indented(line, width)
