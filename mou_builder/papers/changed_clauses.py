"""What changes from one term to the next: in sentences, and each changed clause side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
)
from mou_builder.difference.comparison import Comparison, Difference, Item
from mou_builder.papers.packet_papers import paper, section, table, words
from mou_builder.renewal.renew import Renewal
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.comparison.wording import name, summary
from mou_builder.yamltext.dotted import dotted

_OLD = frozenset({Change.DELETED, Change.MOVED_FROM})
_NEW = frozenset({Change.INSERTED, Change.MOVED_TO})
_WAYS = frozenset({Difference.RENUMBERED, Difference.UNCHANGED, Difference.MOVED})


def changed_clauses(
    comparison: Comparison,
    renewal: Renewal,
    plain: PlainWords,
    contents: Sequence[tuple[str, int]] = (),
) -> Agreement:
    """Return what changes: in sentences, and the words of each changed clause side by side.

    ``contents`` are the parts that follow, with the pages on which they begin.
    """
    said: list[Block] = [words(_counted(comparison))]
    said += map(words, plain.sentences(comparison))
    changed = [each for each in comparison.clauses if set(each.differences) - _WAYS]
    sections = [section("changes", "In Short", said)]
    sections += [
        section(f"changed-{each.id}", name(each), [_side_by_side(each)]) for each in changed
    ]
    return paper(
        comparison.new,
        "What Changes",
        comparison.new.subtitle.text if comparison.new.subtitle else comparison.new.header.text,
        "Only what changes; the comparison of the whole agreement is at the end of this packet",
        [*sections, *_looked_at(renewal, plain), *_contents(contents)],
    )


def _counted(comparison: Comparison) -> str:
    return summary(comparison).partition(":")[0].rstrip(".") + "."


def _side_by_side(item: Item) -> Table:
    rows = tuple(
        Row((old, new)) for block in item.blocks for old, new in _pairs(block) if old or new
    )
    head = Row(((Span("As it is"),), (Span("As it will be"),)))
    return Table(head, rows)


def _pairs(block: Block) -> Iterator[tuple[tuple[Span, ...], tuple[Span, ...]]]:
    match block:
        case Paragraph():
            yield _columns(block.spans, block.change)
        case Table():
            for row in block.all_rows:
                whole = row.change if block.change is Change.KEPT else block.change
                spans: list[Span] = []
                for number, cell in enumerate(row.cells):
                    spans += [Span(" – "), *cell] if number else cell
                yield _columns(spans, whole)


def _columns(spans: Sequence[Span], whole: Change) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the old and the new words of a paragraph, what differs emphasized."""
    old, new = [], []
    for each in spans:
        change = each.change if whole is Change.KEPT else whole
        bare = replace(each, change=Change.KEPT)
        if change not in _NEW:
            old.append(replace(bare, emphasis=change in _OLD))
        if change not in _OLD:
            new.append(replace(bare, emphasis=change in _NEW))
    return tuple(old), tuple(new)


def _looked_at(renewal: Renewal, plain: PlainWords) -> list[Section]:
    if not renewal.look:
        return []
    lead = words("These values were not changed by the renewal, or only by a guess:")
    rows = [(plain.label(dotted(each.path))[0], each.value, each.why) for each in renewal.look]
    return [
        section(
            "look",
            "To Be Looked At Before Signing",
            [lead, table(("Value", "As it stands", "Why"), rows)],
        )
    ]


def _contents(contents: Sequence[tuple[str, int]]) -> list[Section]:
    if not contents:
        return []
    listing = "; ".join(f"{title}, page {page}" for title, page in contents)
    apart = "The sheet for the assessment and the agreement to sign are files of their own."
    return [section("contents", "In This Packet", [words(f"{listing}. {apart}")])]
