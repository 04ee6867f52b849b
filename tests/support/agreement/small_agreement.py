"""A small agreement, built by hand: what the documents of the tests are made from."""

from __future__ import annotations

from mou_builder.agreement.document import (
    Agreement,
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


def para(kind: Kind, *words: str | Span, number: str = "", label: str = "") -> Paragraph:
    spans = tuple(Span(each) if isinstance(each, str) else each for each in words)
    return Paragraph(kind, spans, number=number, label=label)


def filled(text: str, blank: str) -> Span:
    return Span(text, blank=blank)


def missing(label: str, blank: str) -> Span:
    return Span(f"[{label}]", blank=blank, fill=Fill.MISSING)


def row(*cells: str) -> Row:
    return Row(tuple((Span(each),) for each in cells))


MISSION = Provision(
    "mission",
    1,
    "Mission",
    "",
    Provenance.MODEL,
    (
        para(
            Kind.CLAUSE,
            "The mission of the program is to improve ",
            Span("school safety", emphasis=True),
            " and the educational climate at ",
            filled("Maple Grove High School", "parties.district.schools"),
            ".",
            number="1.",
        ),
        para(
            Kind.CONTINUATION,
            "Nothing in this agreement makes the officer an employee of the district.",
        ),
    ),
)
CUSTODY = Provision(
    "custody",
    2,
    "Custody",
    "",
    Provenance.MODEL,
    (
        para(
            Kind.CLAUSE,
            "Students shall not be taken into custody at school, except where a child poses a real "
            "and immediate threat to student, teacher, or public safety or pursuant to a warrant.",
            number="2.",
        ),
        para(
            Kind.SUBCLAUSE,
            "School principals shall be consulted prior to a student being taken into custody "
            "where practicable.",
            number="a.",
        ),
        para(
            Kind.SUBCLAUSE,
            "The student's parent or guardian shall be notified as soon as practicable.",
            number="b.",
        ),
    ),
)
DUTY = Provision(
    "duty-stations",
    3,
    "Duty stations and hours",
    "schedule",
    Provenance.DRAFTED,
    (
        para(Kind.CLAUSE, "The SRO serves the schools by this weekly schedule:", number="3."),
        Table(
            row("School", "Days", "Hours"),
            (
                row("Maple Grove High School", "Monday to Wednesday", "7:30 a.m. to 3:30 p.m."),
                row("Maple Grove Middle School", "Thursday and Friday", "7:45 a.m. to 3:15 p.m."),
            ),
        ),
        para(
            Kind.SUBCLAUSE,
            "The district gives thirty (30) days' notice of any change.",
            number="a.",
        ),
    ),
)


def signature(
    id_: str, party: str, name: str = "", title: str = "", caption: str = ""
) -> SignatureBlock:
    """A block with labeled lines; with ``caption``, one without, as the model prints it."""
    if caption:
        lines = (para(Kind.SIGNATURE), para(Kind.CAPTION, caption))
    else:
        lines = (
            para(Kind.SIGNATURE, label="Signature:"),
            para(Kind.PARTICULAR, *filter(None, (name,)), label="Name:"),
            para(Kind.PARTICULAR, *filter(None, (title,)), label="Title:"),
            para(Kind.PARTICULAR, label="Date:"),
        )
    paragraphs = (para(Kind.SIGNING_PARTY, f"For the {party}"), *lines)
    return SignatureBlock(id_, f"Signature of {name or caption}, for the {party}", paragraphs)


def small_agreement() -> Agreement:
    """Three clauses under two headings, a table and two signature blocks."""
    return Agreement(
        model="wisconsin-sro",
        version="1.0.0",
        digest="0" * 64,
        language="en-US",
        header=para(Kind.HEADER, "Maple Grove School District · Maple Grove Police Department"),
        title=para(Kind.TITLE, "Memorandum of Understanding for School Resource Officer Program"),
        subtitle=None,
        recitals=(
            (
                "purpose",
                para(
                    Kind.RECITAL,
                    "The purpose of this document is to establish a School Resource Officer "
                    "Program and to set forth guidelines;",
                ),
            ),
            (
                "support",
                para(Kind.RECITAL, "The School Resource Officers receive the necessary support;"),
            ),
        ),
        agreement_line=para(Kind.AGREEMENT_LINE, "The signatories agree to the following:"),
        sections=(
            Section("role", para(Kind.HEADING, "Role of the Officer"), (MISSION, CUSTODY)),
            Section("structure", para(Kind.HEADING, "Structure and Funding"), (DUTY,)),
        ),
        closing=para(Kind.CLOSING, "Signed on the _____ of _____, 2026."),
        signatures=(
            signature(
                "district", "Maple Grove School District", "Dana Whitfield", "Superintendent"
            ),
            signature("agency", "Maple Grove Police Department", "Luis Ortega", "Chief of Police"),
        ),
    )


def words_of_agreement(agreement: Agreement) -> list[str]:
    """The words in reading order, with labels and numbers; what every output must say."""
    return [word for line in lines_of_agreement(agreement) for word in line.split()]


def lines_of_agreement(agreement: Agreement) -> list[str]:
    """The paragraphs in reading order; a cell of a table is one."""
    lines = []
    for block in agreement.blocks():
        match block:
            case Paragraph():
                lines.append(" ".join(filter(None, (block.number, block.label, block.text))))
            case Table():
                lines += [block.caption] if block.caption else []
                for each in (block.header, *block.rows):
                    lines += ["".join(span.text for span in cell) for cell in each.cells]
    return lines


def words_in_order(agreement: Agreement) -> list[str]:
    """The agreement's words with numbers and labels, in reading order; ruled lines have none."""
    words: list[str] = []
    for block in agreement.blocks():
        match block:
            case Paragraph():
                words += f"{block.number} {block.label} {block.text}".split()
            case Table():
                for row in (block.header, *block.rows):
                    for cell in row.cells:
                        words += "".join(span.text for span in cell).split()
    return words
