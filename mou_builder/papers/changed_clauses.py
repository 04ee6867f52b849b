"""What changes from one term to the next: in sentences, and each changed clause side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Kind,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    drafted_line,
)
from mou_builder.agreement.wording import listed
from mou_builder.difference.comparison import Comparison, Difference, Item
from mou_builder.frozen import dataclass, replace
from mou_builder.papers.packet_papers import paper, section, table, words
from mou_builder.renewal.renew import Renewal
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.comparison.wording import name, summary
from mou_builder.yamltext.dotted import dotted

_OLD = frozenset({Change.DELETED, Change.MOVED_FROM})
_NEW = frozenset({Change.INSERTED, Change.MOVED_TO})
_WAYS = frozenset({Difference.RENUMBERED, Difference.UNCHANGED, Difference.MOVED})


@dataclass(frozen=True)
class PacketContents:
    """Where the rest of a packet is: the pages on which parts begin, and the parts by themselves.

    The agreement to sign is always by itself.
    """

    pages: Sequence[tuple[str, int]] = ()
    apart: Sequence[str] = ()


def changed_clauses(
    comparison: Comparison,
    renewal: Renewal,
    plain: PlainWords,
    contents: PacketContents | None = None,
) -> Agreement:
    """Return what changes: in sentences, and the changed words of each clause side by side."""
    said: list[Block] = [words(_counted(comparison))]
    said += map(words, plain.sentences(comparison))
    changed = [each for each in comparison.clauses if set(each.differences) - _WAYS]
    sections = [section("changes", "In Short", said)]
    sections += [
        section(f"changed-{each.id}", name(each), [*_side_by_side(each)]) for each in changed
    ]
    made = paper(
        comparison.new,
        "What Changes",
        "",
        "Only what changes; the comparison of the whole agreement is at the end of this packet",
        [*sections, *_looked_at(renewal, plain)],
    )
    # The header names the parties, and a page more for two lines is none that anybody wants.
    made = replace(made, subtitle=None)
    if contents is None:
        return made
    listing = "; ".join(f"{title}, page {page}" for title, page in contents.pages)
    alone = listed([*contents.apart, "Agreement to sign"])
    where = f"In this packet: {listing}. By themselves: {alone}. {made.closing.text}"
    return replace(made, closing=drafted_line(Kind.CLOSING, where))


def _counted(comparison: Comparison) -> str:
    return summary(comparison).partition(":")[0].rstrip(".") + "."


def _side_by_side(item: Item) -> Iterator[Block]:
    """Yield the paragraphs and rows that differ; of those that do not, that they are there."""
    parts = [each for block in item.blocks for each in _parts(block)]
    rows = tuple(
        Row(_columns(spans, whole))
        for spans, whole in parts
        if whole is not Change.KEPT or any(each.change is not Change.KEPT for each in spans)
    )
    head = Row(((Span("As it is"),), (Span("As it will be"),)))
    yield Table(head, rows)
    if len(rows) < len(parts):
        yield words("The rest of the clause stays as it is.")


def _parts(block: Block) -> Iterator[tuple[Sequence[Span], Change]]:
    """Yield the paragraphs and rows of a clause, each with what became of it as a whole."""
    match block:
        case Paragraph():
            if block.spans:
                yield block.spans, block.change
        case Table():
            for row in block.all_rows:
                whole = row.change if block.change is Change.KEPT else block.change
                spans: list[Span] = []
                for number, cell in enumerate(row.cells):
                    spans += [Span(" – "), *cell] if number else cell
                yield spans, whole


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
