"""The amendment as an instrument of its own: what is signed to change an agreement.

It quotes every clause as it will read, so that it can be understood and signed by itself. Its words
are drafted for this program and reviewed by no counsel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Fill,
    Kind,
    Paragraph,
    PartKind,
    Provision,
    Section,
    Span,
    Table,
    drafted_line,
)
from mou_builder.agreement.wording import listed, long_date
from mou_builder.difference.comparison import Comparison, Difference, Item, ItemSide
from mou_builder.library.provenance import Provenance

PEN = "____________________"
_OUTSIDE = {
    PartKind.TITLE: "The title",
    PartKind.SUBTITLE: "The line under the title",
    PartKind.AGREEMENT_LINE: "The line before the first heading",
}


@dataclass(frozen=True)
class AmendmentOccasion:
    """When and why: ``number`` of the amendment, who proposed it, the day the agreement was signed.

    ``signed`` is None where it is left for the pen. ``closing`` is the line that dates the
    amendment.
    """

    number: int
    proposed_by: str
    proposed: date | None
    signed: date | None
    closing: Paragraph


def instrument(comparison: Comparison, occasion: AmendmentOccasion) -> Agreement:
    """Return the instrument that turns the old agreement of ``comparison`` into the new one.

    It has no provisions but the last ones where nothing that is printed differs.
    """
    changes = [line for item in comparison.items for line in _changes(item, comparison)]
    if any(Difference.RENUMBERED in item.differences for item in comparison.items):
        words = (
            "The clauses of the agreement are numbered in their order as amended, and references "
            "to a clause follow its number."
        )
        changes.append((_words(words),))
    effect = [
        (
            _words(
                "This amendment takes effect when all signatories or their successors have signed "
                "it, and becomes part of the agreement."
            ),
        ),
        (_words("All other provisions of the agreement remain in full force and effect."),),
    ]
    new = comparison.new
    title = f"Amendment No. {occasion.number}"
    return replace(
        new,
        header=drafted_line(Kind.HEADER, f"{title} – {new.header.text}"),
        title=drafted_line(Kind.TITLE, title),
        subtitle=drafted_line(Kind.SUBTITLE, f"to the {_name(comparison.old)}"),
        recitals=tuple(_recitals(comparison.old, occasion)),
        agreement_line=drafted_line(Kind.AGREEMENT_LINE, "The parties agree to the following:"),
        sections=tuple(_sections(changes, effect)),
        closing=occasion.closing,
        draft=False,
        open_points=(),
        corrections=(),
    )


def changes_anything(comparison: Comparison) -> bool:
    """Tell whether an amendment would have anything to say."""
    return any(True for item in comparison.items for _ in _changes(item, comparison))


def _words(text: str) -> Paragraph:
    return drafted_line(Kind.CLAUSE, text)


def _name(agreement: Agreement) -> str:
    """Return what the agreement is called, with its parties."""
    between = f" {agreement.subtitle.text}" if agreement.subtitle else ""
    return f"{agreement.title.text}{between}"


def _recitals(old: Agreement, occasion: AmendmentOccasion) -> Iterator[tuple[str, Paragraph]]:
    spans = [Span(f"{old.header.text} are parties to the {old.title.text}, signed on ")]
    if occasion.signed:
        spans.append(Span(long_date(occasion.signed), blank="signed"))
    else:
        spans.append(Span(PEN, blank="signed", fill=Fill.OPEN))
    if occasion.number > 1:
        earlier = [f"No. {number}" for number in range(1, occasion.number)]
        word = "Amendment" if len(earlier) == 1 else "Amendments"
        spans.append(Span(f", as amended by {word} {listed(earlier)}"))
    spans.append(Span(" (the “agreement”);"))
    yield "agreement", Paragraph(Kind.RECITAL, tuple(spans), provenance=Provenance.DRAFTED)
    when = f" on {long_date(occasion.proposed)}" if occasion.proposed else ""
    words = f"An amendment was proposed by {occasion.proposed_by}{when}, and the parties accept it;"
    yield "proposal", drafted_line(Kind.RECITAL, words)


_Lines = tuple[Block, ...]


def _sections(changes: Sequence[_Lines], effect: Sequence[_Lines]) -> Iterator[Section]:
    number = 0
    for id_, heading, lines in (
        ("changes", "Changes to the Agreement", changes),
        ("effect", "Effect of This Amendment", effect),
    ):
        provisions = []
        for blocks in lines:
            number += 1
            provisions.append(_provision(number, blocks))
        if provisions:
            yield Section(id_, drafted_line(Kind.HEADING, heading), tuple(provisions))


def _provision(number: int, blocks: _Lines) -> Provision:
    first = blocks[0]
    assert isinstance(first, Paragraph)
    numbered = replace(first, number=f"{number}.")
    return Provision(
        id=f"provision-{number}",
        number=number,
        title=f"Provision {number}",
        variant="",
        provenance=Provenance.DRAFTED,
        blocks=(numbered, *blocks[1:]),
    )


# What each part's change says


def _changes(item: Item, comparison: Comparison) -> Iterator[_Lines]:
    """Yield the provisions of the instrument that carry one part's change out."""
    if not set(item.differences) - {Difference.UNCHANGED, Difference.RENUMBERED}:
        return
    match item.part:
        case PartKind.CLAUSE:
            yield from _clause(item, comparison)
        case PartKind.HEADING:
            yield from _heading(item)
        case PartKind.RECITAL:
            yield from _outside(item, item.title)
        case PartKind.TITLE | PartKind.SUBTITLE | PartKind.AGREEMENT_LINE:
            yield from _outside(item, _OUTSIDE[item.part])
        case PartKind.HEADER | PartKind.CLOSING | PartKind.SIGNATURE | PartKind.TEMPLATE:
            return


def _clause(item: Item, comparison: Comparison) -> Iterator[_Lines]:
    old, new = item.old, item.new
    if old and not new:
        yield (_words(f"Clause {old.number} ({item.title}) is deleted."),)
    elif new and not old:
        place = _place(item, comparison)
        lead = f"The following clause {new.number} ({item.title}) is added{place}:"
        yield (_words(lead), *_quoted(new.blocks))
    elif old and new:
        yield _altered(item, old, new, comparison)


def _altered(item: Item, old: ItemSide, new: ItemSide, comparison: Comparison) -> _Lines:
    becomes = f", which becomes clause {new.number}," if old.number != new.number else ""
    lead = f"Clause {old.number} ({item.title}){becomes} is"
    moved = ""
    if Difference.MOVED in item.differences:
        moved = f" moved{_place(item, comparison)}"
    if set(item.differences) <= {Difference.MOVED, Difference.RENUMBERED}:
        return (_words(f"{lead}{moved}."),)
    lead = f"{lead}{moved} and" if moved else lead
    return (
        _words(f"{lead} deleted and replaced by the following:"),
        *_quoted(new.blocks),
    )


def _place(item: Item, comparison: Comparison) -> str:
    """Return where a clause stands in the new agreement, by what stands before it."""
    standing = item.new
    if standing is None:
        return ""
    clauses = comparison.new.provisions
    at = next(number for number, each in enumerate(clauses) if each.id == item.id)
    heading = f"the heading “{standing.heading}”"
    before = clauses[at - 1] if at else None
    section = next(each for each in comparison.new.sections if each.id == standing.section)
    if before is None or section.provisions[0].id == item.id:
        is_new = all(each.id != standing.section for each in comparison.old.sections)
        return f" under {'a new heading' if is_new else 'the heading'} “{standing.heading}”"
    olds = {each.id: each.number for each in comparison.old.provisions}
    if before.id in olds:
        return f" after clause {olds[before.id]} ({before.title}), under {heading}"
    return f" after the clause {before.title} that is added here, under {heading}"


def _heading(item: Item) -> Iterator[_Lines]:
    old, new = item.old, item.new
    if old and not new:
        yield (_words(f"The heading “{_text(old.blocks)}” is deleted."),)
    elif old and new and _text(old.blocks) != _text(new.blocks):
        words = f"The heading “{_text(old.blocks)}” is replaced by “{_text(new.blocks)}”."
        yield (_words(words),)


def _outside(item: Item, name: str) -> Iterator[_Lines]:
    old, new = item.old, item.new
    if new and old:
        yield (_words(f"{name} is deleted and replaced by the following:"), *_quoted(new.blocks))
    elif new:
        yield (_words(f"{name} is added:"), *_quoted(new.blocks))
    elif old:
        yield (_words(f"{name} is deleted."),)


def _text(blocks: Sequence[Block]) -> str:
    return " ".join(each.text for each in blocks if isinstance(each, Paragraph))


def _quoted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks as another instrument quotes them: their numbers typed, not counted."""
    for each in blocks:
        match each:
            case Paragraph():
                # Without a number, a tab brings the words to where those behind a number begin.
                lead = () if each.number else (Span("\t"),)
                spans = (*lead, *(Span(span.text, span.emphasis) for span in each.spans))
                yield Paragraph(Kind.QUOTED, spans, each.number, provenance=each.provenance)
            case Table():
                yield each
