"""The amendment as an instrument of its own: what is signed to change an agreement.

It quotes every clause as it will read, so that it can be understood and signed by itself. Its words
are drafted for this program and reviewed by no counsel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from mou_builder.frozen import dataclass, replace
from mou_builder.library.provenance import Provenance
from mou_builder.patterns import pattern

PEN = "____________________"
_FIRST_WORDS = 6
"""How many words of a clause tell it from others beside its number; its title is not printed."""
_OUTSIDE = {
    PartKind.TITLE: "The title",
    PartKind.SUBTITLE: "The line under the title",
    PartKind.AGREEMENT_LINE: "The line before the first heading",
}


@dataclass(frozen=True)
class EarlierAmendment:
    """An amendment that the agreement has already, with its day where that is known."""

    number: int
    day: date | None


@dataclass(frozen=True)
class AmendmentOccasion:
    """When and why: ``number`` of the amendment, who proposed it, the day the agreement was signed.

    ``proposed_by`` is a party, or "" where none is known to have proposed it: whoever typed the
    changes is no party. ``signed`` is None where it is left for the pen. ``closing`` is the line
    that dates the amendment. ``effective`` is a day of its own on which it takes effect, and
    ``approvals`` are the governing bodies whose approval has a line.
    """

    number: int
    proposed_by: str
    proposed: date | None
    signed: date | None
    closing: Paragraph
    earlier: tuple[EarlierAmendment, ...] = ()
    effective: date | None = None
    approvals: tuple[str, ...] = ()


def instrument(comparison: Comparison, occasion: AmendmentOccasion) -> Agreement:
    """Return the instrument that turns the old agreement of ``comparison`` into the new one.

    It has no provisions but the last ones where nothing that is printed differs.
    """
    renamed = _renamed(comparison)
    changes = [*map(_succession, renamed.values())]
    changes += [
        line
        for item in comparison.items
        if not _follows(item, renamed)
        for line in _changes(item, comparison)
    ]
    if any(Difference.RENUMBERED in item.differences for item in comparison.items):
        words = (
            "The clauses of the agreement are numbered in their order as amended, and references "
            "to a clause follow its number."
        )
        changes.append((_words(words),))
    new = comparison.new
    title = f"Amendment No. {occasion.number}"
    return replace(
        new,
        header=drafted_line(Kind.HEADER, f"{title} – {new.header.text}"),
        title=drafted_line(Kind.TITLE, title),
        subtitle=drafted_line(Kind.SUBTITLE, f"to the {_name(comparison.old)}"),
        recitals=tuple(_recitals(comparison.old, occasion)),
        agreement_line=drafted_line(Kind.AGREEMENT_LINE, "The parties agree to the following:"),
        sections=tuple(_sections(changes, [*_effect(occasion)])),
        closing=occasion.closing,
        draft=False,
        open_points=(),
        corrections=(),
    )


def changes_anything(comparison: Comparison) -> bool:
    """Tell whether an amendment would have anything to say."""
    return any(True for item in comparison.items for _ in _changes(item, comparison))


def _effect(occasion: AmendmentOccasion) -> Iterator[_Lines]:
    signing = "when all signatories or their successors have signed it"
    if occasion.effective:
        signing = f"on {long_date(occasion.effective)}, or {signing} if that is later"
    yield (_words(f"This amendment takes effect {signing}, and becomes part of the agreement."),)
    for body in occasion.approvals:
        spans = (
            Span(f"{body} approved this amendment on "),
            Span(PEN, blank="approved", fill=Fill.OPEN),
            Span("."),
        )
        yield (Paragraph(Kind.CLAUSE, spans, provenance=Provenance.DRAFTED),)
    yield (_words("All other provisions of the agreement remain in full force and effect."),)


_NAME = pattern(r"parties\.[^.]+\.name")


@dataclass(frozen=True)
class _Succession:
    """A party that has another name, or that another one has succeeded."""

    old: str
    new: str


def _renamed(comparison: Comparison) -> dict[str, _Succession]:
    """Return the parties whose names changed, by the path of the name."""
    return {
        cause.path: _Succession(" ".join(cause.old.split()), " ".join(cause.new.split()))
        for item in comparison.items
        for cause in item.causes
        if _NAME.fullmatch(cause.path) and cause.old and cause.new and ";" not in cause.old
    }


def _succession(found: _Succession) -> _Lines:
    words = (
        f"{found.new} takes the place of {found.old} as a party, by a change of its name or as its "
        f"successor. References in the agreement to {found.old} mean {found.new}."
    )
    return (_words(words),)


def _follows(item: Item, renamed: Mapping[str, _Succession]) -> bool:
    """Tell whether a part only names a party that is called otherwise now."""
    is_alike = set(item.differences) <= {Difference.BLANK, Difference.RENUMBERED}
    return bool(renamed) and is_alike and all(each.path in renamed for each in item.causes)


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
    if occasion.earlier:
        spans.append(Span(f", as amended by {listed([*map(_earlier, occasion.earlier)])}"))
    spans.append(Span(" (the “agreement”);"))
    yield "agreement", Paragraph(Kind.RECITAL, tuple(spans), provenance=Provenance.DRAFTED)
    when = f" on {long_date(occasion.proposed)}" if occasion.proposed else ""
    by = f" by {occasion.proposed_by}" if occasion.proposed_by else ""
    words = f"An amendment was proposed{by}{when}, and the parties accept it;"
    yield "proposal", drafted_line(Kind.RECITAL, words)


def _earlier(each: EarlierAmendment) -> str:
    day = f" of {long_date(each.day)}" if each.day else ""
    return f"Amendment No. {each.number}{day}"


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
        yield (_words(f"{_called(old)} is deleted."),)
    elif new and not old:
        place = _place(item, comparison)
        lead = f"The following clause {new.number} is added{place}:"
        yield (_words(lead), *_quoted(new.blocks))
    elif old and new:
        yield _altered(item, old, new, comparison)


def _altered(item: Item, old: ItemSide, new: ItemSide, comparison: Comparison) -> _Lines:
    becomes = f", which becomes clause {new.number}," if old.number != new.number else ""
    lead = f"{_called(old)}{becomes} is"
    moved = ""
    if Difference.MOVED in item.differences:
        moved = f" moved{_place(item, comparison)}"
    if set(item.differences) <= {Difference.MOVED, Difference.RENUMBERED}:
        return (_words(f"{lead}{moved}."),)
    lead = f"{lead}{moved} and" if moved else lead
    if new.is_reserved:
        words = f"{lead} deleted. Its number stays, and behind it is printed:"
        return (_words(words), *_quoted(new.blocks))
    return (
        _words(f"{lead} deleted and replaced by the following:"),
        *_quoted(new.blocks),
    )


def _called(side: ItemSide) -> str:
    """Return a clause as the agreement prints it: by its number and its first words."""
    words = _text(side.blocks).split()
    first = " ".join(words[:_FIRST_WORDS]).rstrip(",;:.")
    more = " …" if len(words) > _FIRST_WORDS else ""
    return f"Clause {side.number} (“{first}{more}”)" if words else f"Clause {side.number}"


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
        return f" after clause {olds[before.id]}, under {heading}"
    return f" after the new clause {before.number}, under {heading}"


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
                yield Paragraph(
                    Kind.QUOTED,
                    spans,
                    each.number,
                    provenance=each.provenance,
                    inset=each.kind is Kind.SUBCLAUSE,
                )
            case Table():
                yield each
