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
from mou_builder.agreement.wording import capitalized, days_in_words, listed
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.frozen import dataclass, replace
from mou_builder.papers.paper import paper, section, table, words
from mou_builder.renewal.plan import LookAgain
from mou_builder.renewal.renew import Renewal
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.comparison.wording import comparison_summary, part_name
from mou_builder.yamltext.dotted import dotted


@dataclass(frozen=True)
class PacketContents:
    """Where the other parts of a packet are.

    ``pages`` are the parts in the same PDF, each with the page that it begins on; ``apart`` are the
    parts that have a file of their own, beside the agreement to sign, which always has one.
    """

    pages: Sequence[tuple[str, int]] = ()
    apart: Sequence[str] = ()


def changed_clauses(
    comparison: Comparison,
    renewal: Renewal,
    plain: PlainWords,
    contents: PacketContents | None,
) -> Agreement:
    """Return what changes: in sentences, and the changed words of each clause side by side."""
    counted = comparison_summary(comparison).partition(":")[0].rstrip(".") + "."
    sections = [
        section("changes", "In Short", [*map(words, (counted, *plain.sentences(comparison)))])
    ]
    sections += [
        section(f"changed-{each.id}", part_name(each), [*_side_by_side(each)])
        for each in comparison.clauses
        if each.reads_otherwise
    ]
    made = paper(
        comparison.new,
        "What Changes",
        "",
        "Only what changes; the comparison of the whole agreement is at the end of this packet.",
        [*sections, *_to_look_at(renewal, plain)],
    )
    # The header names the parties already, and two lines more could take another page.
    made = replace(made, subtitle=None)
    if contents is None:
        return made
    listing = "; ".join(f"{title}, page {page}" for title, page in contents.pages)
    alone = listed([*contents.apart, "Agreement to sign"])
    where = f"In this packet: {listing}. By themselves: {alone}. {made.closing.text}"
    return replace(made, closing=drafted_line(Kind.CLOSING, where))


def _side_by_side(item: Item) -> Iterator[Block]:
    """Yield a table of the paragraphs and rows that differ, and a line that the others stay."""
    parts = [each for block in item.blocks for each in _paragraphs_and_rows(block)]
    rows = tuple(
        Row(_columns(spans, whole))
        for spans, whole in parts
        if whole is not Change.KEPT or any(each.change is not Change.KEPT for each in spans)
    )
    head = Row(((Span("As it is"),), (Span("As it will be"),)))
    yield Table(head, rows)
    if len(rows) < len(parts):
        yield words("The rest of the clause stays as it is.")


def _paragraphs_and_rows(block: Block) -> Iterator[tuple[Sequence[Span], Change]]:
    """Yield the words of a paragraph, or of each row of a table, and its change as a whole."""
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
    """Return the old and the new words of a paragraph or row, with what differs emphasized."""
    old, new = [], []
    for each in spans:
        change = each.change if whole is Change.KEPT else whole
        bare = replace(each, change=Change.KEPT)
        if change.is_old:
            old.append(replace(bare, emphasis=not change.is_new))
        if change.is_new:
            new.append(replace(bare, emphasis=not change.is_old))
    return tuple(old), tuple(new)


def _to_look_at(renewal: Renewal, plain: PlainWords) -> Iterator[Section]:
    """Yield the values that a person should look at before the agreement is signed, if any."""
    if not renewal.look_again:
        return
    lead = words("These values were not changed by the renewal, or only by a guess:")
    rows = [_value_to_look_at(each, plain) for each in renewal.look_again]
    made = table(("Value", "As it stands", "Why"), rows)
    yield section("look", "To Be Looked At Before Signing", [lead, made])


def _value_to_look_at(each: LookAgain, plain: PlainWords) -> tuple[str, str, str]:
    """Return a value by its name, as it reads, and the reason, which does not repeat the name."""
    label = plain.label(dotted(each.path))[0]
    why = each.why.removeprefix(f"{label[:1].lower()}{label[1:]} ")
    return label, days_in_words(each.value), capitalized(why)
