"""Agreements and pairs of agreements for property-based tests, built by hand, without a library.

A pair is an agreement and the same after some edits, so that it reaches every kind of change; or
two that have nothing to do with each other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from string import ascii_lowercase

from hypothesis import strategies as st

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Fill,
    Kind,
    Paragraph,
    Provision,
    Row,
    Section,
    SignatureBlock,
    Span,
    Table,
)
from mou_builder.library.provenance import Provenance

WORDS = (
    *("the district", "shall", "pay", "75 percent (75%)", "thirty (30) days", "of", "officer(s)"),
    *("June 30, 2027", "$85,500.00", "clause 3", "and", "not", "School", "7:30 a.m.", "well-being"),
    *("R&D <b>", "“quoted”", '"plain"', "it's", "👩‍🚒", "é", "e\u0301", "שָׁלוֹם", "مرحبا", "_____"),
    *("[agency: name]", ".", "; ", ", ", "—", "  ", "\u00a0", "20 U.S.C. 1232g", "118.125(2)(d)"),
)
CLAUSE_IDS = tuple(ascii_lowercase[:12])
SECTION_IDS = ("role", "sharing", "funding", "duration")
RECITAL_IDS = ("purpose", "scope", "support")
PARTIES = ("district", "agency", "mayor")

Draw = Callable[[st.SearchStrategy[object]], object]


def _phrases(count: int) -> tuple[str, ...]:
    """Texts of the words above, each like the one before, so that two of them share words."""
    chance = random.Random(1)  # drawing each word by hypothesis would take most of a test's time
    words: list[str] = []
    found = []
    for _ in range(count):
        where = chance.randint(0, len(words))
        words[where : where + chance.randint(0, 4)] = chance.choices(WORDS, k=chance.randint(1, 4))
        found.append(chance.choice((" ", " ", " ", "")).join(words[:12]))
    return (*WORDS, *found)


PHRASES = _phrases(150)


@cache
def texts() -> st.SearchStrategy[str]:
    return st.sampled_from(PHRASES)


@cache
def span_runs(clause: str = "term") -> st.SearchStrategy[tuple[Span, ...]]:
    """Runs of spans, some emphasized, some printing a blank or a cross-reference."""
    paths = (None, None, f"clauses.{clause}.share", f"clauses.{clause}.topics.0", "#clause:a")
    looks = [Span("", blank=path) for path in (*paths, *paths)]
    looks += [Span("", emphasis=True), Span("", blank="signed", fill=Fill.OPEN)]
    chance = random.Random(clause)
    found = [
        tuple(
            replace(chance.choice(looks), text=chance.choice(PHRASES))
            for _ in range(chance.randint(0, 4))
        )
        for _ in range(80)
    ]
    # Neighbors in this list differ in one span, so that a pair of them is a text rewritten.
    found += [(*run[:1], *other[1:]) for run, other in pairwise(found)]
    return st.sampled_from(found)


@cache
def single(kind: Kind) -> st.SearchStrategy[Paragraph]:
    return st.builds(Paragraph, st.just(kind), span_runs())


@cache
def tables() -> st.SearchStrategy[Table]:
    def of_width(width: int) -> st.SearchStrategy[Table]:
        cell = st.builds(Span, texts()).map(lambda span: (span,))
        row = st.lists(cell, min_size=width, max_size=width).map(tuple).map(Row)
        heading = st.permutations(("School", "Days", "Hours"))
        header = heading.map(lambda names: Row(tuple((Span(n),) for n in names[:width])))
        return st.builds(Table, header, st.lists(row, max_size=4).map(tuple))

    return st.integers(1, 3).flatmap(of_width)


@cache
def bodies(clause: str) -> st.SearchStrategy[tuple[Block, ...]]:
    """A numbered paragraph and what follows it; or nothing at all."""
    further = (
        st.builds(Paragraph, st.just(Kind.SUBCLAUSE), span_runs(clause))
        | st.builds(Paragraph, st.just(Kind.CONTINUATION), span_runs(clause))
        | tables()
    )
    first = st.builds(Paragraph, st.just(Kind.CLAUSE), span_runs(clause))
    whole = st.builds(lambda head, rest: (head, *rest), first, st.lists(further, max_size=3))
    return whole | whole | whole | st.just(())


@cache
def provisions(id_: str) -> st.SearchStrategy[Provision]:
    return st.builds(
        Provision,
        st.just(id_),
        st.just(0),
        st.just(f"About {id_}"),
        st.sampled_from(("", "shared", "fixed")),
        st.sampled_from(Provenance),
        bodies(id_),
    )


@st.composite
def agreements(draw: Draw) -> Agreement:
    ids = draw(st.lists(st.sampled_from(CLAUSE_IDS), unique=True, min_size=2, max_size=6))
    names = draw(st.lists(st.sampled_from(SECTION_IDS), unique=True, min_size=1, max_size=3))
    cuts = sorted(draw(st.integers(0, len(ids))) for _ in names[1:])
    sections = [
        Section(name, draw(single(Kind.HEADING)), tuple(draw(provisions(each)) for each in part))
        for name, part in zip(names, _parts(ids, cuts), strict=True)
    ]
    recital_ids = draw(st.lists(st.sampled_from(RECITAL_IDS), unique=True))
    parties = draw(st.lists(st.sampled_from(PARTIES), unique=True, min_size=1))
    return numbered(
        Agreement(
            model="wisconsin-sro",
            version="1.0.0",
            digest="0",
            language="en-US",
            header=draw(single(Kind.HEADER)),
            title=draw(single(Kind.TITLE)),
            subtitle=draw(st.none() | single(Kind.SUBTITLE)),
            recitals=tuple((each, draw(single(Kind.RECITAL))) for each in recital_ids),
            agreement_line=draw(single(Kind.AGREEMENT_LINE)),
            sections=tuple(sections),
            closing=draw(single(Kind.CLOSING)),
            signatures=tuple(draw(signature_blocks(each)) for each in parties),
        )
    )


@cache
def signature_blocks(party: str) -> st.SearchStrategy[SignatureBlock]:
    def block(name: tuple[Span, ...], labels: Sequence[str]) -> SignatureBlock:
        lines = [Paragraph(Kind.SIGNING_PARTY, (Span(party),))]
        lines += [Paragraph(Kind.SIGNATURE, (), label="Signature:")]
        lines += [Paragraph(Kind.PARTICULAR, name, label=label) for label in labels]
        return SignatureBlock(party, f"Signature for {party}", tuple(lines))

    return st.builds(block, span_runs(), st.sampled_from((("Name:", "Title:"), ("Name:",))))


def _parts(ids: Sequence[str], cuts: Sequence[int]) -> list[Sequence[str]]:
    edges = [0, *cuts, len(ids)]
    return [ids[start:end] for start, end in pairwise(edges)]


def numbered(agreement: Agreement) -> Agreement:
    """Number provisions and their paragraphs as assembly does."""
    number = 0
    sections = []
    for section in agreement.sections:
        new = []
        for provision in section.provisions:
            number += 1
            blocks = tuple(_numbered(provision.blocks, number))
            new.append(replace(provision, number=number, blocks=blocks))
        sections.append(replace(section, provisions=tuple(new)))
    return replace(agreement, sections=tuple(sections))


def _numbered(blocks: Sequence[Block], number: int) -> list[Block]:
    letters = iter(ascii_lowercase)
    result: list[Block] = []
    for block in blocks:
        match block:
            case Paragraph(Kind.CLAUSE):
                result.append(replace(block, number=f"{number}."))
            case Paragraph(Kind.SUBCLAUSE):
                result.append(replace(block, number=f"{next(letters)}."))
            case _:
                result.append(block)
    return result


# Edits, each a strategy that turns an agreement into a changed one.


def _with_clauses(
    agreement: Agreement, change: Callable[[list[list[Provision]]], None]
) -> Agreement:
    lists = [list(section.provisions) for section in agreement.sections]
    change(lists)
    sections = (
        replace(section, provisions=tuple(new))
        for section, new in zip(agreement.sections, lists, strict=True)
    )
    return replace(agreement, sections=tuple(sections))


def _draw_place(draw: Draw, agreement: Agreement) -> tuple[int, int] | None:
    places = [
        (at, index)
        for at, section in enumerate(agreement.sections)
        for index in range(len(section.provisions))
    ]
    return draw(st.sampled_from(places)) if places else None


@st.composite
def edited(draw: Draw, agreement: Agreement) -> Agreement:
    """One edit, of any kind."""
    edit = draw(st.sampled_from((*CLAUSE_EDITS, *OTHER_EDITS)))
    if edit in OTHER_EDITS:
        return numbered(edit(draw, agreement))
    place = _draw_place(draw, agreement)
    return numbered(edit(draw, agreement, *place)) if place else agreement


def _edit_clause(agreement: Agreement, at: int, index: int, new: Provision) -> Agreement:
    def change(lists: list[list[Provision]]) -> None:
        lists[at][index] = new

    return _with_clauses(agreement, change)


def change_words(draw: Draw, agreement: Agreement, at: int, index: int) -> Agreement:
    provision = agreement.sections[at].provisions[index]
    if not provision.blocks:
        return agreement
    which = draw(st.integers(0, len(provision.blocks) - 1))
    block = provision.blocks[which]
    if isinstance(block, Paragraph):
        spans = list(block.spans)
        where = draw(st.integers(0, len(spans)))
        more = list(draw(span_runs(provision.id)))
        cut = draw(st.integers(0, 1))
        spans[where : where + cut] = more
        block = replace(block, spans=tuple(spans))
    blocks = (*provision.blocks[:which], block, *provision.blocks[which + 1 :])
    return _edit_clause(agreement, at, index, replace(provision, blocks=blocks))


def change_rows(draw: Draw, agreement: Agreement, at: int, index: int) -> Agreement:
    provision = agreement.sections[at].provisions[index]
    blocks = list(provision.blocks)
    which = next((k for k, each in enumerate(blocks) if isinstance(each, Table)), None)
    if which is None:
        blocks.append(draw(tables()))
    else:
        table = blocks[which]
        assert isinstance(table, Table)
        cells = tuple((Span(draw(texts())),) for _ in table.header.cells)
        where = draw(st.integers(0, len(table.rows)))
        cut = draw(st.integers(0, 1))
        rows = (*table.rows[:where], Row(cells), *table.rows[where + cut :])
        blocks[which] = replace(table, rows=rows)
    return _edit_clause(agreement, at, index, replace(provision, blocks=tuple(blocks)))


def replace_body(draw: Draw, agreement: Agreement, at: int, index: int) -> Agreement:
    provision = agreement.sections[at].provisions[index]
    new = draw(provisions(provision.id))
    return _edit_clause(agreement, at, index, new)


def empty_clause(draw: Draw, agreement: Agreement, at: int, index: int) -> Agreement:
    provision = agreement.sections[at].provisions[index]
    left = draw(st.sampled_from(((), (Paragraph(Kind.CLAUSE, ()),))))
    return _edit_clause(agreement, at, index, replace(provision, blocks=left))


def remove_block(draw: Draw, agreement: Agreement, at: int, index: int) -> Agreement:
    """Take away the first or the last paragraph of a clause."""
    provision = agreement.sections[at].provisions[index]
    blocks = draw(st.sampled_from((provision.blocks[1:], provision.blocks[:-1])))
    return _edit_clause(agreement, at, index, replace(provision, blocks=blocks))


def remove_clause(draw: Draw, agreement: Agreement, at: int, index: int) -> Agreement:
    return _with_clauses(agreement, lambda lists: lists[at].pop(index) and None)


def swap_clauses(draw: Draw, agreement: Agreement, at: int, index: int) -> Agreement:
    def change(lists: list[list[Provision]]) -> None:
        lists[at].insert(max(index - 1, 0), lists[at].pop(index))

    return _with_clauses(agreement, change)


def move_clause(draw: Draw, agreement: Agreement, at: int, index: int) -> Agreement:
    target = draw(st.integers(0, len(agreement.sections) - 1))

    def change(lists: list[list[Provision]]) -> None:
        lists[target].append(lists[at].pop(index))

    return _with_clauses(agreement, change)


def add_clause(draw: Draw, agreement: Agreement) -> Agreement:
    used = {each.id for each in agreement.provisions}
    new = draw(provisions(draw(st.sampled_from(sorted({*CLAUSE_IDS, "z"} - used)))))
    at = draw(st.integers(0, len(agreement.sections) - 1))
    index = draw(st.integers(0, len(agreement.sections[at].provisions)))
    return _with_clauses(agreement, lambda lists: lists[at].insert(index, new))


def replace_section(draw: Draw, agreement: Agreement) -> Agreement:
    at = draw(st.integers(0, len(agreement.sections) - 1))
    used = {each.id for each in agreement.provisions}
    name = "annex" if "annex" not in {each.id for each in agreement.sections} else "annex-2"
    new = tuple(draw(provisions(each)) for each in ("x", "y") if each not in used)
    section = Section(name, draw(single(Kind.HEADING)), new)
    sections = (*agreement.sections[:at], section, *agreement.sections[at + 1 :])
    return replace(agreement, sections=sections)


def reorder_sections(draw: Draw, agreement: Agreement) -> Agreement:
    return replace(agreement, sections=tuple(draw(st.permutations(agreement.sections))))


def drop_heading(draw: Draw, agreement: Agreement) -> Agreement:
    """Put the clauses of the last section under the heading before."""
    if len(agreement.sections) < 2:
        return agreement
    *rest, before, last = agreement.sections
    joined = replace(before, provisions=(*before.provisions, *last.provisions))
    return replace(agreement, sections=(*rest, joined))


def change_around(draw: Draw, agreement: Agreement) -> Agreement:
    """Change what is no clause: header, title, recitals, headings, closing, signature blocks."""
    other = draw(agreements())
    part = draw(
        st.sampled_from(
            ("header", "title", "subtitle", "recitals", "agreement_line", "closing", "signatures")
        )
    )
    return replace(agreement, **{part: getattr(other, part)})


def change_heading(draw: Draw, agreement: Agreement) -> Agreement:
    first, *rest = agreement.sections
    return replace(agreement, sections=(replace(first, heading=draw(single(Kind.HEADING))), *rest))


CLAUSE_EDITS = (
    *(change_words, change_rows, replace_body, empty_clause, remove_block),
    *(remove_clause, swap_clauses, move_clause),
)
OTHER_EDITS = (
    *(add_clause, replace_section, reorder_sections, drop_heading, change_around),
    *(change_heading,),
)


@st.composite
def pairs(draw: Draw) -> tuple[Agreement, Agreement]:
    """An agreement and another: the same, the same with edits, or one of its own."""
    old = draw(agreements())
    if draw(st.integers(0, 9)) == 0:
        return old, draw(agreements())
    new = old
    for _ in range(draw(st.integers(0, 5))):
        new = draw(edited(new))
    return old, new
