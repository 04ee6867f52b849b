"""The pieces that every paper is made of, and the paper itself.

A paper is an `Agreement` of which nothing is signed, so that the same writers draw it, in the looks
of the agreement that it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
    Paragraph,
    Provision,
    Row,
    Section,
    Span,
    Table,
    drafted_line,
)
from mou_builder.frozen import replace
from mou_builder.library.provenance import Provenance


def words(text: str) -> Paragraph:
    """Return a paragraph without a number."""
    return drafted_line(Kind.CONTINUATION, text)


def row(cells: Sequence[str]) -> Row:
    """Return a table row of plain words; an empty cell has no span."""
    return Row(tuple((Span(each),) if each else () for each in cells))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return a table of plain words."""
    return Table(row(head), tuple(map(row, rows)))


def section(id_: str, heading: str, blocks: Sequence[Block]) -> Section:
    """Return blocks under a heading."""
    provision = Provision(id_, 0, heading, "", Provenance.DRAFTED, tuple(blocks))
    return Section(id_, drafted_line(Kind.HEADING, heading), (provision,))


def parties_of(agreement: Agreement) -> str:
    """Return the words that name the parties: the subtitle, or the header where there is none."""
    return (agreement.subtitle or agreement.header).text


def paper(
    like: Agreement, title: str, subtitle: str, lead: str, sections: Sequence[Section]
) -> Agreement:
    """Return a paper in the looks of the agreement ``like``; ``lead`` stands above the sections."""
    return replace(
        like,
        header=drafted_line(Kind.HEADER, f"{title} – {like.header.text}"),
        title=drafted_line(Kind.TITLE, title),
        subtitle=drafted_line(Kind.SUBTITLE, subtitle),
        recitals=(),
        agreement_line=drafted_line(Kind.AGREEMENT_LINE, lead),
        sections=tuple(sections),
        closing=drafted_line(Kind.CLOSING, "Prepared from a model agreement. Not legal advice."),
        signatures=(),
        draft=False,
        corrections=(),
        preface=(),
    )
