"""Comparing two agreements, clause by clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Agreement,
    Block,
    Change,
    Kind,
    Paragraph,
    SignatureBlock,
)
from mou_builder.difference import part_pairs
from mou_builder.difference.block_pairs import marked_blocks, marked_paragraph, whole_block
from mou_builder.difference.causes import (
    Cause,
    CauseKind,
    ConfigSources,
    blank_causes,
    clause_causes,
    correction_causes,
    library_causes,
    runs,
)
from mou_builder.difference.comparison import Comparison, Difference, Item, ItemSide, PartKind
from mou_builder.difference.fixed_words import skeleton
from mou_builder.difference.order import Placed, Placing
from mou_builder.difference.part_pairs import PlacedClause, PlacedEntry, PlacedHeading

T = TypeVar("T")
Sides = tuple[ItemSide | None, ItemSide | None]


def compare(old: Agreement, new: Agreement, origins: ConfigSources | None = None) -> Comparison:
    """Compare two agreements by the ids of their clauses, not by page.

    ``origins`` tells what is known of the two configs, to name the causes with their places.
    """
    known = origins or ConfigSources()
    library = library_causes(old, new, known)
    items = tuple(_explained(item, library) for item in _items(old, new, known))
    of_clauses = {cause.path for item in items for cause in item.causes}
    corrections = (
        cause
        for cause in correction_causes(old.corrections, new.corrections, known)
        if cause.path not in of_clauses
    )
    return Comparison(old, new, items, (*library, *corrections))


def _explained(item: Item, library: tuple[Cause, ...]) -> Item:
    """What nothing in the configs explains follows from the library, where that is another."""
    if item.causes or Difference.REWORDED not in item.differences:
        return item
    return replace(item, causes=library)


def _items(old: Agreement, new: Agreement, origins: ConfigSources) -> Iterator[Item]:
    yield _part(PartKind.HEADER, "Header", (_one(old.header), _one(new.header)), origins)
    yield _part(PartKind.TITLE, "Title", (_one(old.title), _one(new.title)), origins)
    if old.subtitle or new.subtitle:
        yield _part(
            PartKind.SUBTITLE, "Subtitle", (_one(old.subtitle), _one(new.subtitle)), origins
        )
    for ordinal, recital in enumerate(_once(part_pairs.recitals(old, new)), start=1):
        sides = _sides(recital, lambda each: _one(each[1]))
        named = recital.new or recital.old
        yield _part(
            PartKind.RECITAL,
            f"Recital {ordinal}",
            sides,
            origins,
            id_=named[0] if named else "",
            fate=recital.fate,
        )
    yield _part(
        PartKind.AGREEMENT_LINE,
        "Agreement line",
        (_one(old.agreement_line), _one(new.agreement_line)),
        origins,
    )
    for entry in _once(part_pairs.body(old, new)):
        yield _entry(entry, origins)
    yield _part(PartKind.CLOSING, "Closing", (_one(old.closing), _one(new.closing)), origins)
    for block in _once(part_pairs.signatures(old, new)):
        yield _signature(block, origins)


def _one(paragraph: Paragraph | None) -> ItemSide | None:
    return ItemSide((paragraph,)) if paragraph else None


def _sides(placed: Placed[T], standing: Callable[[T], ItemSide | None]) -> Sides:
    return (
        standing(placed.old) if placed.old else None,
        standing(placed.new) if placed.new else None,
    )


def _once(placed: Sequence[Placed[T]]) -> Iterator[Placed[T]]:
    """Leave out the old places of what moved."""
    return (each for each in placed if each.fate is not Placing.LEAVES)


def _part(
    part: PartKind,
    title: str,
    sides: Sides,
    origins: ConfigSources,
    *,
    id_: str = "",
    fate: Placing = Placing.STAYS,
) -> Item:
    """Compare a part that is no clause."""
    old, new = sides
    blocks = _marked(part, old, new)
    causes: tuple[Cause, ...] = ()
    if old and new and _is_marked(blocks):
        causes = tuple(blank_causes(_blocks(old), _blocks(new), origins))
    return Item(
        part, id_, title, _differences(fate, old, new, blocks, causes), old, new, blocks, causes
    )


def _entry(placed: Placed[PlacedEntry], origins: ConfigSources) -> Item:
    match placed.new or placed.old:
        case PlacedHeading(id_, paragraph):
            sides = _sides(
                placed,
                lambda each: _one(each.paragraph) if isinstance(each, PlacedHeading) else None,
            )
            return _part(
                PartKind.HEADING, paragraph.text, sides, origins, id_=id_, fate=placed.fate
            )
        case _:
            return _clause(placed, origins)


def _clause(placed: Placed[PlacedEntry], origins: ConfigSources) -> Item:
    old, new = (
        each if isinstance(each, PlacedClause) else None for each in (placed.old, placed.new)
    )
    here = new or old
    if here is None:
        raise ValueError("no clause is placed here")
    before, after = _standing(old), _standing(new)
    blocks = _marked(PartKind.CLAUSE, before, after)
    causes = clause_causes(old.provision if old else None, new.provision if new else None, origins)
    differences = _differences(placed.fate, before, after, blocks, causes)
    if not set(differences) - {Difference.UNCHANGED, Difference.RENUMBERED, Difference.MOVED}:
        causes = ()
    return Item(
        PartKind.CLAUSE, here.id, here.provision.title, differences, before, after, blocks, causes
    )


def _standing(clause: PlacedClause | None) -> ItemSide | None:
    if clause is None:
        return None
    provision, heading = clause.provision, clause.heading
    return ItemSide(
        provision.blocks, provision.number, heading.id, heading.paragraph.text, provision
    )


def _signature(placed: Placed[SignatureBlock], origins: ConfigSources) -> Item:
    here = placed.new or placed.old
    sides = _sides(placed, lambda block: ItemSide(block.paragraphs))
    return _part(
        PartKind.SIGNATURE,
        f"Signature block: {_who_signs(here)}" if here else "",
        sides,
        origins,
        id_=here.id if here else "",
        fate=placed.fate,
    )


def _who_signs(block: SignatureBlock) -> str:
    """The party and the signatory, as far as they are printed."""
    lines = [each for each in block.paragraphs if each.text]
    particulars = [each for each in lines if each.kind is Kind.PARTICULAR]
    return ", ".join(dict.fromkeys(each.text for each in lines[:1] + particulars[:1])) or block.id


def _blocks(standing: ItemSide | None) -> tuple[Block, ...]:
    return standing.blocks if standing else ()


def _marked(part: PartKind, old: ItemSide | None, new: ItemSide | None) -> tuple[Block, ...]:
    if not old or not new:
        change = Change.INSERTED if new else Change.DELETED
        return tuple(whole_block(each, change) for each in _blocks(new or old))
    if part in (PartKind.CLAUSE, PartKind.SIGNATURE):
        return marked_blocks(old.blocks, new.blocks)
    match old.blocks, new.blocks:
        case (Paragraph() as before,), (Paragraph() as after,):
            return (marked_paragraph(before, after),)
        case _:
            raise ValueError(f"a {part} is one paragraph")


def _is_marked(blocks: Sequence[Block]) -> bool:
    return any(block.change is not Change.KEPT for block in blocks) or any(
        span.change is not Change.KEPT for run in runs(blocks) for span in run
    )


def _is_marked_beside_references(blocks: Sequence[Block]) -> bool:
    return any(block.change is not Change.KEPT for block in blocks) or any(
        span.change is not Change.KEPT and not (span.blank or "").startswith(CROSS_REFERENCE)
        for run in runs(blocks)
        for span in run
    )


def _differences(
    fate: Placing,
    old: ItemSide | None,
    new: ItemSide | None,
    blocks: Sequence[Block],
    causes: Sequence[Cause],
) -> tuple[Difference, ...]:
    if not old or not new:
        return (Difference.ADDED if new else Difference.REMOVED,)
    found = []
    if fate is Placing.ARRIVES:
        found.append(Difference.MOVED)
    if old.variant != new.variant:
        found.append(Difference.VARIANT)
    if _is_marked(blocks):
        found += _differences_of_words(old, new, blocks, causes)
    if not found and (old.number != new.number or _is_marked(blocks)):
        found.append(Difference.RENUMBERED)
    return tuple(found) or (Difference.UNCHANGED,)


def _differences_of_words(
    old: ItemSide, new: ItemSide, blocks: Sequence[Block], causes: Sequence[Cause]
) -> Iterator[Difference]:
    same_variant = old.variant == new.variant
    has_blank = any(
        cause.kind is CauseKind.BLANK and (same_variant or (cause.old and cause.new))
        for cause in causes
    )
    is_reworded = skeleton(old.blocks) != skeleton(new.blocks)
    if not has_blank and not is_reworded:
        # Not a blank, not the text around blanks: numbers referred to, or what no rule foresees.
        is_reworded = _is_marked_beside_references(blocks)
    if same_variant and is_reworded:
        yield Difference.REWORDED
    if has_blank:
        yield Difference.BLANK
