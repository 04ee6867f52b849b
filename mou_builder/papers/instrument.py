"""The amendment as an instrument of its own: what is signed to change an agreement.

It quotes every clause as it will read, so that it can be understood and signed by itself. Its own
words were drafted for this program, and no counsel has reviewed them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count, pairwise

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
"""The blank that is filled in by hand."""
_FIRST_WORDS = 6
"""As many words of a clause are quoted to identify it, beside its number: no title is printed."""
_PARTY_NAME = pattern(r"parties\.[^.]+\.name")
_Blocks = tuple[Block, ...]
"""What one provision of the instrument says: its sentence, and what that quotes."""
_LINE_NAMES = {
    PartKind.TITLE: "The title",
    PartKind.SUBTITLE: "The line under the title",
    PartKind.AGREEMENT_LINE: "The line before the first heading",
}


@dataclass(frozen=True)
class EarlierAmendment:
    """An amendment that was made before, with its day where that is known."""

    number: int
    day: date | None


@dataclass(frozen=True)
class AmendmentOccasion:
    """What an amendment says of itself, beside its changes.

    ``proposed_by`` is the party that proposed it, "" if no party is known to have done so.
    ``signed`` is the day on which the agreement was signed, None to leave it for the pen;
    ``closing`` is the line that dates the amendment. ``effective`` is a day on which it takes
    effect, None for the day of signing; ``approvals`` are the governing bodies that have a line for
    the day of their approval.
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
    renamed = _renamed_parties(comparison)
    changes: list[_Blocks] = [(_sentence(each),) for each in renamed.values()]
    changes += [
        blocks
        for item in comparison.items
        if not _only_renames(item, renamed)
        for blocks in _changes(item, comparison)
    ]
    if any(Difference.RENUMBERED in item.differences for item in comparison.items):
        renumbered = (
            "The clauses of the agreement are numbered in their order as amended, and references "
            "to a clause follow its number."
        )
        changes.append((_sentence(renumbered),))
    new = comparison.new
    title = f"Amendment No. {occasion.number}"
    return replace(
        new,
        header=drafted_line(Kind.HEADER, f"{title} – {new.header.text}"),
        title=drafted_line(Kind.TITLE, title),
        subtitle=drafted_line(Kind.SUBTITLE, _amended_agreement(comparison.old)),
        recitals=tuple(_recitals(comparison.old, occasion)),
        agreement_line=drafted_line(Kind.AGREEMENT_LINE, "The parties agree to the following:"),
        sections=tuple(_sections(changes, [*_effect(occasion)])),
        closing=occasion.closing,
        draft=False,
        corrections=(),
    )


def changes_anything(comparison: Comparison) -> bool:
    """Tell whether an amendment would have anything to say."""
    return any(True for item in comparison.items for _ in _changes(item, comparison))


def _effect(occasion: AmendmentOccasion) -> Iterator[_Blocks]:
    signing = "when all signatories or their successors have signed it"
    if occasion.effective:
        signing = f"on {long_date(occasion.effective)}, or {signing} if that is later"
    yield (_sentence(f"This amendment takes effect {signing}, and becomes part of the agreement."),)
    for body in occasion.approvals:
        spans = (
            Span(f"{body} approved this amendment on "),
            Span(PEN, blank="approved", fill=Fill.OPEN),
            Span("."),
        )
        yield (Paragraph(Kind.CLAUSE, spans, provenance=Provenance.DRAFTED),)
    yield (_sentence("All other provisions of the agreement remain in full force and effect."),)


def _renamed_parties(comparison: Comparison) -> dict[str, str]:
    """Return what to say of each party whose name changed, by the path of the name."""
    found = {}
    for item in comparison.items:
        for cause in item.causes:
            if not _PARTY_NAME.fullmatch(cause.path) or ";" in cause.old:
                continue
            old, new = (" ".join(each.split()) for each in (cause.old, cause.new))
            if old and new:
                found[cause.path] = (
                    f"{new} takes the place of {old} as a party, by a change of its name or as its "
                    f"successor. References in the agreement to {old} mean {new}."
                )
    return found


def _only_renames(item: Item, renamed: Mapping[str, str]) -> bool:
    """Tell whether nothing but the names of renamed parties differs in a part."""
    is_alike = set(item.differences) <= {Difference.BLANK, Difference.RENUMBERED}
    return bool(renamed) and is_alike and all(each.path in renamed for each in item.causes)


def _sentence(text: str) -> Paragraph:
    """Return a numbered paragraph of the instrument; `_sections` gives it its number."""
    return drafted_line(Kind.CLAUSE, text)


def _amended_agreement(old: Agreement) -> str:
    """Return the line that names the agreement that is amended, with its parties."""
    between = f" {old.subtitle.text}" if old.subtitle else ""
    return f"to the {old.title.text}{between}"


def _recitals(old: Agreement, occasion: AmendmentOccasion) -> Iterator[tuple[str, Paragraph]]:
    signed = Span(PEN, blank="signed", fill=Fill.OPEN)
    if occasion.signed:
        signed = Span(long_date(occasion.signed), blank="signed")
    earlier = [
        f"Amendment No. {each.number}{f' of {long_date(each.day)}' if each.day else ''}"
        for each in occasion.earlier
    ]
    amended = (Span(f", as amended by {listed(earlier)}"),) if earlier else ()
    spans = (
        Span(f"{old.header.text} are parties to the {old.title.text}, signed on "),
        signed,
        *amended,
        Span(" (the “agreement”);"),
    )
    yield "agreement", Paragraph(Kind.RECITAL, spans, provenance=Provenance.DRAFTED)
    when = f" on {long_date(occasion.proposed)}" if occasion.proposed else ""
    by = f" by {occasion.proposed_by}" if occasion.proposed_by else ""
    words = f"An amendment was proposed{by}{when}, and the parties accept it;"
    yield "proposal", drafted_line(Kind.RECITAL, words)


def _sections(changes: Sequence[_Blocks], effect: Sequence[_Blocks]) -> Iterator[Section]:
    """Yield the sections that say anything, their provisions numbered through."""
    numbers = count(1)
    for id_, heading, said in (
        ("changes", "Changes to the Agreement", changes),
        ("effect", "Effect of This Amendment", effect),
    ):
        provisions = tuple(_provision(next(numbers), blocks) for blocks in said)
        if provisions:
            yield Section(id_, drafted_line(Kind.HEADING, heading), provisions)


def _provision(number: int, blocks: _Blocks) -> Provision:
    first = blocks[0]
    assert isinstance(first, Paragraph)
    numbered = (replace(first, number=f"{number}."), *blocks[1:])
    title = f"Provision {number}"
    return Provision(f"provision-{number}", number, title, "", Provenance.DRAFTED, numbered)


def _changes(item: Item, comparison: Comparison) -> Iterator[_Blocks]:
    """Yield the provisions of the instrument that carry out the change of one part."""
    if set(item.differences) <= {Difference.UNCHANGED, Difference.RENUMBERED}:
        return
    match item.part:
        case PartKind.CLAUSE:
            yield from _clause_changes(item, comparison)
        case PartKind.HEADING:
            yield from _heading_changes(item)
        case PartKind.RECITAL:
            yield from _line_changes(item, item.title)
        case PartKind.TITLE | PartKind.SUBTITLE | PartKind.AGREEMENT_LINE:
            yield from _line_changes(item, _LINE_NAMES[item.part])
        case PartKind.HEADER | PartKind.CLOSING | PartKind.SIGNATURE | PartKind.TEMPLATE:
            return


def _clause_changes(item: Item, comparison: Comparison) -> Iterator[_Blocks]:
    old, new = item.old, item.new
    if old and not new:
        yield (_sentence(f"{_called(old)} is deleted."),)
    elif new and not old:
        place = _new_place(item.id, new, comparison)
        lead = f"The following clause {new.number} is added{place}:"
        yield (_sentence(lead), *_quoted(new.blocks))
    elif old and new:
        yield _altered(item, old, new, comparison)


def _altered(item: Item, old: ItemSide, new: ItemSide, comparison: Comparison) -> _Blocks:
    """Return the provision for a clause that is in both agreements."""
    becomes = f", which becomes clause {new.number}," if old.number != new.number else ""
    lead = f"{_called(old)}{becomes} is"
    if Difference.MOVED in item.differences:
        lead += f" moved{_new_place(item.id, new, comparison)}"
        if set(item.differences) <= {Difference.MOVED, Difference.RENUMBERED}:
            return (_sentence(f"{lead}."),)
        lead += " and"
    outcome = "deleted and replaced by the following:"
    if new.is_reserved:
        outcome = "deleted. Its number stays, followed by:"
    return (_sentence(f"{lead} {outcome}"), *_quoted(new.blocks))


def _called(side: ItemSide) -> str:
    """Return what identifies a clause in print: its number and its first words."""
    words = _words_of(side.blocks).split()
    first = " ".join(words[:_FIRST_WORDS]).rstrip(",;:.")
    more = " …" if len(words) > _FIRST_WORDS else ""
    return f"Clause {side.number} (“{first}{more}”)" if words else f"Clause {side.number}"


def _new_place(id_: str, new: ItemSide, comparison: Comparison) -> str:
    """Return where a clause stands in the new agreement, by what stands before it."""
    heading = f"heading “{new.heading}”"
    section = next(each for each in comparison.new.sections if each.id == new.section)
    if section.provisions[0].id == id_:
        is_new = all(each.id != new.section for each in comparison.old.sections)
        return f" under {'a new' if is_new else 'the'} {heading}"
    before = next(one for one, each in pairwise(comparison.new.provisions) if each.id == id_)
    olds = {each.id: each.number for each in comparison.old.provisions}
    after = f"the new clause {before.number}"
    if old := olds.get(before.id):
        after = f"clause {old}"
        if old != before.number:
            after += f", which becomes clause {before.number}"
    return f" after {after}, under the {heading}"


def _heading_changes(item: Item) -> Iterator[_Blocks]:
    old, new = item.old, item.new
    if old and not new:
        yield (_sentence(f"The heading “{_words_of(old.blocks)}” is deleted."),)
    elif old and new and _words_of(old.blocks) != _words_of(new.blocks):
        said = f"The heading “{_words_of(old.blocks)}” is replaced by “{_words_of(new.blocks)}”."
        yield (_sentence(said),)


def _line_changes(item: Item, name: str) -> Iterator[_Blocks]:
    old, new = item.old, item.new
    if new and old:
        yield (_sentence(f"{name} is deleted and replaced by the following:"), *_quoted(new.blocks))
    elif new:
        yield (_sentence(f"{name} is added:"), *_quoted(new.blocks))
    elif old:
        yield (_sentence(f"{name} is deleted."),)


def _words_of(blocks: Sequence[Block]) -> str:
    return " ".join(each.text for each in blocks if isinstance(each, Paragraph))


def _quoted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks as an instrument quotes them: with numbers that are typed, not counted."""
    for each in blocks:
        match each:
            case Paragraph():
                # Without a number, a tab aligns the words with those of numbered paragraphs.
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
                yield replace(each, inset=True)
