"""A redline: accepted the new agreement, rejected the old one, with no mark inside a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from hypothesis import given

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Kind,
    Paragraph,
    Provision,
    Row,
    Section,
    SignatureBlock,
    Span,
    Table,
)
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Difference
from mou_builder.difference.redline import redline
from mou_builder.library.provenance import Provenance
from tests.support.agreement.strategies import agreements, numbered, pairs
from tests.support.difference.settled_redlines import accepted, rejected
from tests.support.example_counts import drawn

law = drawn(20)
OLD = frozenset({Change.KEPT, Change.DELETED, Change.MOVED_FROM})
NEW = frozenset({Change.KEPT, Change.INSERTED, Change.MOVED_TO})


def joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    result: list[Span] = []
    for span in spans:
        if result and replace(result[-1], text=span.text) == span:
            result[-1] = replace(span, text=result[-1].text + span.text)
        elif span.text:
            result.append(span)
    return tuple(result)


def whole(agreement: Agreement) -> tuple[Block, ...]:
    return tuple(map(with_joined_spans, (agreement.header, *agreement.blocks())))


def with_joined_spans(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, spans=joined(block.spans))
    header, *rows = (
        replace(row, cells=tuple(map(joined, row.cells))) for row in (block.header, *block.rows)
    )
    return replace(block, header=header, rows=tuple(rows))


def words_only(blocks: tuple[Block, ...]) -> list[object]:
    """Words, emphasis, kinds and rows; not numbers and tags, which only the new one keeps."""

    def plain(spans: tuple[Span, ...]) -> list[tuple[str, bool]]:
        return [(s.text, s.emphasis) for s in joined(tuple(untagged(s) for s in spans))]

    def untagged(span: Span) -> Span:
        return Span(span.text, emphasis=span.emphasis)

    return [
        (block.kind, block.label, plain(block.spans))
        if isinstance(block, Paragraph)
        else [[plain(cell) for cell in row.cells] for row in (block.header, *block.rows)]
        for block in blocks
    ]


def marks(agreement: Agreement) -> Iterator[Change]:
    return marks_of((agreement.header, *agreement.blocks()))


def marks_of(blocks: tuple[Block, ...]) -> Iterator[Change]:
    for block in blocks:
        yield block.change
        if isinstance(block, Table):
            yield from (row.change for row in (block.header, *block.rows))
        yield from (span.change for run in block.runs for span in run)


def clause(id_: str, *texts: str, kind: Kind = Kind.CLAUSE) -> Provision:
    blocks = tuple(
        Paragraph(kind if index == 0 else Kind.SUBCLAUSE, (Span(text),))
        for index, text in enumerate(texts)
    )
    return Provision(id_, 0, id_.title(), "", Provenance.MODEL, blocks)


def agreement_of(*sections: tuple[str, tuple[Provision, ...]]) -> Agreement:
    return numbered(
        Agreement(
            model="wisconsin-sro",
            version="1.0.0",
            digest="0",
            language="en-US",
            header=Paragraph(Kind.HEADER, (Span("Maple Grove"),)),
            title=Paragraph(Kind.TITLE, (Span("Memorandum of Understanding"),)),
            subtitle=None,
            recitals=(),
            agreement_line=Paragraph(Kind.AGREEMENT_LINE, (Span("They agree:"),)),
            sections=tuple(
                Section(name, Paragraph(Kind.HEADING, (Span(name),)), clauses)
                for name, clauses in sections
            ),
            closing=Paragraph(Kind.CLOSING, (Span("Signed."),)),
            signatures=(signature("district", "Dana Whitfield"),),
        )
    )


def signature(id_: str, name: str) -> SignatureBlock:
    return SignatureBlock(
        id_,
        f"Signature of {name}",
        (
            Paragraph(Kind.SIGNATURE, (), label="Signature:"),
            Paragraph(Kind.PARTICULAR, (Span(name),), label="Name:"),
        ),
    )


MISSION = clause("mission", "The mission is to improve school safety.")
CUSTODY = clause("custody", "Students shall not be taken into custody.", "Consult the principal.")
FUNDING = clause("funding", "The district shall pay 50 percent (50%) of the salary of the officer.")
TERM = clause("term", "It remains effective until June 30, 2027, unless it is terminated before.")


def text_of(block: Block) -> str:
    return "".join(
        {Change.KEPT: "{}", Change.DELETED: "[-{}-]", Change.INSERTED: "{{+{}+}}"}.get(
            span.change, "<{}>"
        ).format(span.text)
        for run in block.runs
        for span in run
    )


@law
@given(pairs())
def test_accepting_every_change_gives_the_new_agreement(pair: tuple[Agreement, Agreement]) -> None:
    old, new = pair
    assert accepted(redline(old, new)) == whole(new)


@law
@given(pairs())
def test_rejecting_every_change_gives_the_old_agreement(pair: tuple[Agreement, Agreement]) -> None:
    old, new = pair
    assert words_only(rejected(redline(old, new))) == words_only(whole(old))


@law
@given(pairs())
def test_deleted_words_keep_the_blank_that_they_came_from(
    pair: tuple[Agreement, Agreement],
) -> None:
    old, new = pair
    tags = {(span.blank, span.fill) for block in whole(old) for run in block.runs for span in run}
    for block in redline(old, new).blocks():
        for run in block.runs:
            deleted = [span for span in run if span.change is Change.DELETED]
            assert {(span.blank, span.fill) for span in deleted} <= tags


@law
@given(agreements())
def test_equal_agreements_have_no_mark(agreement: Agreement) -> None:
    marked = redline(agreement, agreement)
    assert marked == agreement
    assert set(marks(marked)) <= {Change.KEPT}


@law
@given(pairs())
def test_no_mark_begins_or_ends_inside_a_word(pair: tuple[Agreement, Agreement]) -> None:
    for block in redline(*pair).blocks():
        for run in block.runs:
            for side in (OLD, NEW):
                seen = [span for span in run if span.change in side]
                for one, other in pairwise(seen):
                    if one.change is not other.change:
                        assert not (one.text[-1].isalnum() and other.text[0].isalnum())


@law
@given(pairs())
def test_a_whole_paragraph_or_row_has_one_change(pair: tuple[Agreement, Agreement]) -> None:
    for block in redline(*pair).blocks():
        if block.change in (Change.INSERTED, Change.DELETED):
            assert {span.change for run in block.runs for span in run} <= {block.change}
        for row in block.rows if isinstance(block, Table) else ():
            if row.change is not Change.KEPT:
                assert {span.change for cell in row.cells for span in cell} <= {row.change}


@law
@given(pairs())
def test_each_moved_paragraph_has_two_places(pair: tuple[Agreement, Agreement]) -> None:
    places = Counter(
        (block.move, block.change)
        for block in redline(*pair).blocks()
        if isinstance(block, Paragraph) and block.move
    )
    assert set(places.values()) <= {1}
    leaving = {name for name, change in places if change is Change.MOVED_FROM}
    arriving = {name for name, change in places if change is Change.MOVED_TO}
    assert leaving == arriving
    assert len(places) == 2 * len(leaving)


@law
@given(pairs())
def test_the_comparison_and_the_redline_agree(pair: tuple[Agreement, Agreement]) -> None:
    old, new = pair
    marked, found = redline(old, new), compare(old, new)
    for item in found.items:
        is_marked = set(marks_of(item.blocks)) - {Change.KEPT} != set()
        if item.differences == (Difference.UNCHANGED,):
            assert not is_marked
        if is_marked:
            assert item.is_changed
    moved = {item.id for item in found.clauses if Difference.MOVED in item.differences}
    seen = {
        provision.id
        for provision in marked.provisions
        if Change.MOVED_TO in set(marks_of(provision.blocks))
    }
    assert seen <= moved
    twice = Counter(provision.id for provision in marked.provisions)
    assert {id_ for id_, count in twice.items() if count == 2} == moved
    assert found.is_equal == (set(marks(marked)) == {Change.KEPT} and not found.changed)


def test_swapped_clauses_are_one_move() -> None:
    old = agreement_of(("role", (MISSION, CUSTODY, TERM)))
    new = agreement_of(("role", (CUSTODY, MISSION, TERM)))
    moved = [
        (provision.id, {block.change for block in provision.blocks})
        for provision in redline(old, new).provisions
    ]
    assert moved == [
        ("mission", {Change.MOVED_FROM}),
        ("custody", {Change.KEPT}),
        ("mission", {Change.MOVED_TO}),
        ("term", {Change.KEPT}),
    ]


def test_a_clause_that_moves_and_is_reworded_shows_both() -> None:
    changed = clause("mission", "The mission is to improve school climate.")
    old = agreement_of(("role", (MISSION, CUSTODY)))
    new = agreement_of(("role", (CUSTODY, changed)))
    away, _, back = redline(old, new).provisions
    assert [span.change for span in away.blocks[0].spans] == [
        Change.MOVED_FROM,
        Change.DELETED,
        Change.MOVED_FROM,
    ]
    assert text_of(back.blocks[0]) == "<The mission is to improve school >{+climate+}<.>"
    assert away.blocks[0].number == "1."
    assert back.blocks[0].number == "2."


def test_a_replaced_section_is_struck_before_the_new_one() -> None:
    old = agreement_of(("role", (MISSION,)), ("money", (FUNDING,)), ("duration", (TERM,)))
    new = agreement_of(("role", (MISSION,)), ("costs", (CUSTODY,)), ("duration", (TERM,)))
    sections = redline(old, new).sections
    assert [(each.id, each.heading.change) for each in sections] == [
        ("role", Change.KEPT),
        ("money", Change.DELETED),
        ("costs", Change.INSERTED),
        ("duration", Change.KEPT),
    ]
    assert [block.change for block in sections[1].provisions[0].blocks] == [Change.DELETED]


def test_a_clause_added_at_the_end_of_a_section_stands_before_the_next_deleted_heading() -> None:
    old = agreement_of(("role", (MISSION,)), ("money", (FUNDING,)))
    new = agreement_of(("role", (MISSION, CUSTODY)))
    marked = redline(old, new)
    assert [[each.id for each in section.provisions] for section in marked.sections] == [
        ["mission", "custody"],
        ["funding"],
    ]


def test_an_emptied_clause_keeps_its_place_and_loses_its_words() -> None:
    old = agreement_of(("role", (MISSION, CUSTODY)))
    for emptied in (clause("custody", ""), clause("custody")):
        new = agreement_of(("role", (MISSION, emptied)))
        changes = {
            span.change for block in redline(old, new).provisions[1].blocks for span in block.spans
        }
        assert changes == {Change.DELETED}


def test_a_row_added_to_a_schedule_is_the_only_mark() -> None:
    def schedule(*rows: tuple[str, str]) -> Agreement:
        header, *others = (
            Row(tuple((Span(cell),) for cell in row)) for row in (("School", "Days"), *rows)
        )
        table = Table(header, tuple(others))
        provision = replace(MISSION, blocks=(*MISSION.blocks, table))
        return agreement_of(("role", (provision,)))

    old = schedule(("Lincoln School", "Monday"), ("Grant School", "Friday"))
    new = schedule(
        ("Lincoln School", "Monday"), ("Hope School", "Tuesday"), ("Grant School", "Friday")
    )
    table = redline(old, new).provisions[0].blocks[1]
    assert isinstance(table, Table)
    assert table.change is Change.KEPT
    assert [row.change for row in table.rows] == [Change.KEPT, Change.INSERTED, Change.KEPT]


def test_a_table_with_other_columns_is_replaced() -> None:
    def schedule(*columns: str) -> Agreement:
        row = Row(tuple((Span(cell),) for cell in columns))
        return agreement_of(("role", (replace(MISSION, blocks=(Table(row, ()),)),)))

    old = schedule("School", "Days")
    for other in (("School", "Days", "Hours"), ("Officer", "Badge")):
        blocks = redline(old, schedule(*other)).provisions[0].blocks
        assert [block.change for block in blocks] == [Change.DELETED, Change.INSERTED]
    renamed = redline(old, schedule("School", "Weekdays")).provisions[0].blocks
    assert [block.change for block in renamed] == [Change.KEPT]


def test_a_paragraph_of_another_kind_is_replaced() -> None:
    old = agreement_of(("role", (clause("custody", "Words.", "Consult the principal."),)))
    further = Paragraph(Kind.CONTINUATION, (Span("Consult the principal."),))
    kept = old.provisions[0].blocks[0]
    new = agreement_of(("role", (replace(old.provisions[0], blocks=(kept, further)),)))
    changes = [block.change for block in redline(old, new).provisions[0].blocks]
    assert changes == [Change.KEPT, Change.DELETED, Change.INSERTED]


def test_the_numbered_paragraph_of_a_rewritten_clause_stays() -> None:
    old = agreement_of(("money", (clause("funding", "[Insert language here on funding]"),)))
    new = agreement_of(("money", (FUNDING,)))
    (block,) = redline(old, new).provisions[0].blocks
    assert block.change is Change.KEPT
    assert block.number == "1."
    assert text_of(block) == (
        "[-[Insert language here on funding]-]"
        "{+The district shall pay 50 percent (50%) of the salary of the officer.+}"
    )


def test_a_signatory_who_joins_in_front_is_inserted_and_nobody_is_renamed() -> None:
    old = agreement_of(("role", (MISSION,)))
    new = replace(
        old,
        signatures=(
            signature("district-1", "Maria Lopez"),
            signature("district-2", "Dana Whitfield"),
        ),
    )
    first, second = redline(old, new).signatures
    assert {each.change for each in first.paragraphs} == {Change.INSERTED}
    assert {each.change for each in second.paragraphs} == {Change.KEPT}
    assert [item.differences for item in compare(old, new).items[-2:]] == [
        (Difference.ADDED,),
        (Difference.UNCHANGED,),
    ]


def test_a_subtitle_comes_and_goes_as_a_paragraph() -> None:
    old = agreement_of(("role", (MISSION,)))
    new = replace(old, subtitle=Paragraph(Kind.SUBTITLE, (Span("Between the parties"),)))
    come, gone = redline(old, new).subtitle, redline(new, old).subtitle
    assert come
    assert come.change is Change.INSERTED
    assert gone
    assert gone.change is Change.DELETED
