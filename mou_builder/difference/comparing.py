"""Comparing two agreements, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Agreement,
    Block,
    Change,
    Key,
    Kind,
    Paragraph,
    Part,
    PartKind,
    Provision,
    Section,
    SignatureBlock,
    is_marked,
)
from mou_builder.difference.block_pairs import marked_blocks, marked_paragraph, whole_block
from mou_builder.difference.causes import (
    Cause,
    CauseKind,
    ConfigSources,
    blank_causes,
    clause_causes,
    correction_causes,
    is_of_other_model,
    library_causes,
)
from mou_builder.difference.comparison import Comparison, Difference, Item, ItemSide
from mou_builder.difference.fixed_words import skeleton
from mou_builder.difference.order import Placed, Placing
from mou_builder.difference.part_pairs import part_pairs
from mou_builder.yamltext.dotted import first_of


def compare(old: Agreement, new: Agreement, origins: ConfigSources | None = None) -> Comparison:
    """Compare two agreements by the ids of their clauses, not by page.

    ``origins`` tells what is known of the two configs, to name the causes with their places.
    """
    known = origins or ConfigSources()
    library = library_causes(old, new, known)
    items = tuple(_explained_by_library(item, library) for item in _items(old, new, known))
    if old.model != new.model:  # whose errors are not the same
        return Comparison(old, new, items, library)
    of_clauses = {cause.path for item in items for cause in item.causes}
    worded_anew = {item.id for item in items if any(c.kind is CauseKind.TEXT for c in item.causes)}
    for each in (*old.provisions, *new.provisions):
        of_clauses.update(each.corrections if each.id in worded_anew else ())
    corrections = (
        cause
        for cause in correction_causes(old.corrections, new.corrections, known)
        if cause.path not in of_clauses
    )
    return Comparison(old, new, items, (*library, *corrections))


def marked_parts(old: Agreement, new: Agreement) -> Iterator[tuple[Placed[Part], Sequence[Block]]]:
    """Yield each part of two agreements with its marked blocks, where nobody asks for the causes.

    One that is moved is told where it arrives.
    """
    for placed in part_pairs(old, new):
        if placed.placing is not Placing.LEAVES:
            yield (
                placed,
                _marked_blocks(placed.either.kind, _side_of(placed.old), _side_of(placed.new)),
            )


def _explained_by_library(item: Item, library: tuple[Cause, ...]) -> Item:
    """Give a reworded part without a cause in the configs the library as its cause.

    Another model has other errors that are corrected; that one is told for them.
    """
    if any(is_of_other_model(each) for each in library):
        causes = tuple(each for each in item.causes if each.kind is not CauseKind.CORRECTION)
        item = replace(item, causes=causes)
    if item.causes or Difference.REWORDED not in item.differences:
        return item
    return replace(item, causes=library)


def _items(old: Agreement, new: Agreement, origins: ConfigSources) -> Iterator[Item]:
    recitals = 0
    for placed in part_pairs(old, new):
        if placed.placing is not Placing.LEAVES:  # it is listed where it arrives
            recitals += placed.either.kind is PartKind.RECITAL
            yield _item(placed, _title(placed.either, recitals), origins)


def _title(part: Part, recitals: int) -> str:
    match part:
        case Part(key=Key(PartKind.RECITAL)):
            return f"Recital {recitals}"
        case Part(key=Key(PartKind.HEADING), section=Section() as section):
            return section.heading.text
        case Part(signature=SignatureBlock() as block):
            return f"Signature block: {_who_signs(block)}"
        case _:
            return part.title


def _item(placed: Placed[Part], title: str, origins: ConfigSources) -> Item:
    part, old, new = placed.either, _side_of(placed.old), _side_of(placed.new)
    blocks = _marked_blocks(part.kind, old, new)
    causes = _causes(part.kind, old, new, blocks, origins)
    differences = _differences(placed.placing, old, new, blocks, causes)
    item = Item(part.kind, part.id, title, differences, old, new, blocks, causes)
    return item if item.reads_otherwise or not part.provision else replace(item, causes=())


def _side_of(part: Part | None) -> ItemSide | None:
    match part:
        case None:
            return None
        case Part(section=Section() as section, provision=Provision() as provision):
            return ItemSide(part.blocks, part.number, section.id, section.heading.text, provision)
        case _:
            return ItemSide(part.blocks)


def _causes(
    kind: PartKind,
    old: ItemSide | None,
    new: ItemSide | None,
    blocks: Sequence[Block],
    origins: ConfigSources,
) -> tuple[Cause, ...]:
    if kind is PartKind.CLAUSE:
        before, after = old.provision if old else None, new.provision if new else None
        return clause_causes(before, after, origins)
    if old and new and any(map(is_marked, blocks)):
        causes = blank_causes(old.blocks, new.blocks, origins)
        own = [each for each in causes if first_of(each.path)[0] == "frame"]
        # an own line prints no values, which are not gone for that
        return tuple(each for each in causes if not own or each in own or (each.old and each.new))
    return ()


def _who_signs(block: SignatureBlock) -> str:
    """The party and the signatory, as far as they are printed."""
    lines = [each for each in block.paragraphs if each.text]
    particulars = [each for each in lines if each.kind is Kind.PARTICULAR]
    return ", ".join(dict.fromkeys(each.text for each in lines[:1] + particulars[:1])) or block.id


def _marked_blocks(part: PartKind, old: ItemSide | None, new: ItemSide | None) -> tuple[Block, ...]:
    if not new:
        return tuple(whole_block(each, Change.DELETED) for each in old.blocks) if old else ()
    if not old:
        return tuple(whole_block(each, Change.INSERTED) for each in new.blocks)
    if part in (PartKind.CLAUSE, PartKind.SIGNATURE):
        return marked_blocks(old.blocks, new.blocks)
    match old.blocks, new.blocks:
        case (Paragraph() as before,), (Paragraph() as after,):
            return (marked_paragraph(before, after),)
        case _:
            raise ValueError(f"a {part} is one paragraph")


def _is_marked_beside_references(blocks: Sequence[Block]) -> bool:
    """Tell whether more is marked than the numbers of clauses that the words refer to."""
    return any(block.change is not Change.KEPT for block in blocks) or any(
        span.change is not Change.KEPT and not (span.blank or "").startswith(CROSS_REFERENCE)
        for each in blocks
        for run in each.runs
        for span in run
    )


def _differences(
    placing: Placing,
    old: ItemSide | None,
    new: ItemSide | None,
    blocks: Sequence[Block],
    causes: Sequence[Cause],
) -> tuple[Difference, ...]:
    if not old or not new:
        return (Difference.ADDED if new else Difference.REMOVED,)
    found = []
    if placing is Placing.ARRIVES:
        found.append(Difference.MOVED)
    if new.is_reserved and not old.is_reserved:
        return (*found, Difference.RESERVED)
    if old.variant != new.variant:
        found.append(Difference.VARIANT)
    if any(map(is_marked, blocks)):
        found += _differences_of_words(old, new, blocks, causes)
    if not found and (old.number != new.number or any(map(is_marked, blocks))):
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
