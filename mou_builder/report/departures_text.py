"""Departures as a board reads them: which clauses are left out or replaced, why, and the words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from mou_builder.agreement.document import PartKind
from mou_builder.agreement.wording import counted
from mou_builder.difference.causes import CauseKind
from mou_builder.difference.departures import Departure, DepartureKind, Departures
from mou_builder.library.provenance import Provenance
from mou_builder.report.comparison.as_text import item_text
from mou_builder.report.terminal import NARROWEST, visible

_NO_REASON = {
    DepartureKind.ADDED: "",
    DepartureKind.OMITTED: "the library laid over the model leaves it out",
    DepartureKind.REPLACED: "the library laid over the model words it so",
}


def departures_text(found: Departures, name: str, *, color: bool, width: int) -> str:
    """Return the departures of the agreement called ``name``, for a terminal of ``width`` columns.

    Deleted and inserted words are marked as in a comparison, never by color alone.
    """
    return "\n".join(_all_lines(found, name, color, max(width, NARROWEST))) + "\n"


def _all_lines(found: Departures, name: str, color: bool, width: int) -> Iterator[str]:
    yield f"{visible(name)}: {_summary_text(found)}."
    for departure in found.departures:
        yield ""
        yield from _departure_lines(departure, color, width)
    yield from _added_lines(found, width)


def _summary_text(found: Departures) -> str:
    clauses = [each for each in found.departures if each.part is PartKind.CLAUSE]
    added = sum(each.kind is DepartureKind.ADDED for each in clauses)
    lines = len(found.departures) - len(clauses)
    departing = len(clauses) - added
    said = [
        f"{counted(number, noun)} {what} {'is' if number == 1 else 'are'} {done}"
        for number, noun, what, done in (
            (departing, "clause", "of the model", "left out or replaced"),
            (added, "clause", "of its own", "added"),
            (lines, "line", "outside the clauses", "worded anew"),
        )
        if number
    ]
    none = [] if departing else ["no clause of the model is left out or replaced"]
    return "; ".join([*none, *said])


def _departure_lines(departure: Departure, color: bool, width: int) -> Iterator[str]:
    title, *words = item_text(departure.item, color=color, width=width).rstrip("\n").split("\n")
    yield title
    is_a_value = any(each.kind is CauseKind.BLANK for each in departure.item.causes)
    because = departure.because or ("" if is_a_value else _NO_REASON[departure.kind])
    if because:
        yield from _indented(f"because: {visible(because)}", width)
    yield from words


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")


def _added_lines(found: Departures, width: int) -> Iterator[str]:
    if not found.added:
        return
    yield ""
    yield "Added to the model's required clauses:"
    for each in found.added:
        is_drafted = each.provenance is Provenance.DRAFTED
        drafted = "; drafted for this library, reviewed by no counsel" if is_drafted else ""
        yield from _indented(f"{each.number}. {each.title} ({each.id}{drafted})", width)
