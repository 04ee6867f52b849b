"""A traced agreement as text: each part with its words, and below where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mou_builder.library.provenance import Provenance
from mou_builder.report.terminal import NARROWEST, visible, wrapped
from mou_builder.trace.origins import Origin, OriginKind, TracedLine, TracedPart, TracedSpan

_MEANING = {
    Provenance.MODEL: "model: verbatim from the published model",
    Provenance.CORRECTED: "corrected: verbatim but for the corrections below",
    Provenance.DRAFTED: "drafted: written for this library; reviewed by no counsel",
    Provenance.CUSTOM: "custom: from the municipality's own config",
}


def trace_text(parts: Sequence[TracedPart], *, width: int) -> str:
    """Return traced parts for a terminal of ``width`` columns.

    Numbers in brackets after some words refer to the list below them; words without one are those
    of the file that the part is from.
    """
    width = max(width, NARROWEST)
    return "\n\n".join("\n".join(_part(each, width)) for each in parts) + "\n"


def _part(part: TracedPart, width: int) -> Iterator[str]:
    number = f"{part.number}. " if part.number else ""
    name = f" ({part.id})" if part.part == "clause" else ""
    yield visible(f"{number}{part.title}{name}")
    for label, text in _labelled_facts(part):
        yield from _indented_lines(f"{label}: {text}", "  ", width)
    sources: list[Origin] = []
    for line in part.lines:
        if words := _line_words(line, part, sources):
            yield from _indented_lines(words, "  | ", width)
    for at, origin in enumerate(sources, 1):
        is_open = " (not given yet)" if origin.kind is OriginKind.OPEN else ""
        yield from _indented_lines(f"[{at}] {_place_first(origin)}{is_open}", "  ", width)
    for value in part.values:
        if not value.is_printed:
            said = f"{value.blank} ({value.label}): {value.words}; {_place_first(value.origin)}"
            yield from _indented_lines(said, "  ", width)


def _labelled_facts(part: TracedPart) -> Iterator[tuple[str, str]]:
    if part.file:
        yield "file", part.file
    yield "provenance", _MEANING[part.provenance]
    if part.variant:
        yield "variant", f"{part.variant}: {part.variant_title}"
    if part.because:
        yield "because", part.because
    for each in part.corrections:
        basis = f" ({each.citation})" if each.citation else ""
        yield "correction", f"“{each.find}” → “{each.replace}”: {each.because}{basis}"
    if part.review:
        yield "review", part.review
    if part.basis:
        yield "legal basis", "; ".join(part.basis)


def _line_words(line: TracedLine, part: TracedPart, sources: list[Origin]) -> str:
    """Return the words of a line, with the number of each origin other than the part's file."""
    shown = [each.text for each in (line.number, line.label) if each]
    words = "".join(_with_origin_number(span, part, sources) for span in line.spans)
    text = " ".join([*shown, words]).strip()
    return f"{line.cell}: {text}" if line.cell and text else text


def _with_origin_number(span: TracedSpan, part: TracedPart, sources: list[Origin]) -> str:
    origin = span.origin
    if not span.text.strip() or (origin.kind is OriginKind.LIBRARY and origin.file == part.file):
        return span.text
    if origin not in sources:
        sources.append(origin)
    return f"{span.text}[{sources.index(origin) + 1}]"


def _place_first(origin: Origin) -> str:
    """Return an origin in one line: its place in the config first, where it has one."""
    return f"{origin.place}: {origin.where}" if origin.place else origin.where


def _indented_lines(text: str, indent: str, width: int) -> list[str]:
    further = indent if indent.strip() else f"{indent}  "
    return wrapped(visible(text), width, indent, further)
