"""How the papers of a renewal packet put things: for a board, which reads no config."""

from __future__ import annotations

import io
from datetime import date
from functools import cache

import docx
import docx.document
import pikepdf
from docx.oxml.ns import qn
from docx.table import Table

from mou_builder.actions.packet import PacketOptions, packet
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import words_digest
from mou_builder.check.checking import Ready, check
from mou_builder.renewal.renew import renew
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import TEMPLATE, example, library


def checked(text: str, name: str) -> Ready:
    found = check(parse(text.encode(), name), library())
    assert isinstance(found, Ready)
    return found


@cache
def made(name: str) -> dict[str, bytes]:
    old = checked(example(f"{name}.yaml"), "old.yaml")
    renewal = renew(old, words_digest(assemble(old.config, old.model)))
    new = checked(renewal.text, "new.yaml")
    options = PacketOptions(TEMPLATE, date(2027, 3, 1), "A", ("old.yaml", "new.yaml"))
    return dict(packet(old, new, renewal, library(), options).files)


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def lines(data: bytes) -> list[str]:
    """The paragraphs of a Word file, those in controls included."""
    paragraphs = opened(data).element.body.iter(qn("w:p"))
    return ["".join(t.text or "" for t in each.iter(qn("w:t"))) for each in paragraphs]


def rows(data: bytes, at: int) -> list[list[str]]:
    """The cells of a table of a Word file."""
    document = opened(data)
    table = Table([*document.element.body.iter(qn("w:tbl"))][at], document)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_days_are_written_out_and_a_reason_does_not_repeat_the_value() -> None:
    files = made("village-with-grant")
    signed = "The day of signing: December 15, 2026 → left for the pen"
    assert signed in lines(files["1-decision.docx"])
    name = "The last day that the grant pays for"
    assert [name, "December 31, 2029", "Was not moved"] in rows(files["2-changes.docx"], -1)


def test_each_set_of_requirements_is_named() -> None:
    first = lines(made("village-with-grant")["1-decision.docx"])
    met = [each.partition(":")[0] for each in first if each.endswith("requirements are met.")]
    assert met == [
        "What Wisconsin's model memorandum itself requires",
        "What the COPS Hiring Program asks of a memorandum on school resource officers",
    ]


def test_unchanged_costs_of_a_clause_stand_together() -> None:
    first = lines(made("three-parties")["1-decision.docx"])
    [costs] = [each for each in first if each.startswith("Unchanged: ")]
    assert "Program funding: rate for an hour, $61.25; yearly increase of the rate, 3%;" in costs
    assert costs.count("Program funding") == 1


def test_a_section_sign_stays_with_its_number() -> None:
    basis = " ".join(row[2] for row in rows(made("three-parties")["3-checklist.docx"], 0))
    assert "§\N{NO-BREAK SPACE}1232g" in basis
    assert "§ " not in basis


def test_a_title_says_what_the_paper_is_of_and_says_it_once() -> None:
    files = made("three-parties")
    first = lines(files["3-checklist.docx"])
    assert first[1].startswith("for the agreement among Riverbend Unified School District, ")
    with pikepdf.open(io.BytesIO(files["3-checklist.pdf"])) as pdf:
        title = str(pdf.docinfo["/Title"])
    assert title.startswith("Checklist of Requirements – Riverbend Unified School District, ")
