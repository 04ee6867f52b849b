"""The parts of a renewal packet: what changes, the checklist, and the sheet of the assessment."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table

from mou_builder.actions.packet import PACKET
from mou_builder.word.names import SIGNATURE_STYLE
from tests.support.actions.packets import (
    CITY,
    EXAMPLES,
    NOT_ASSESSED,
    PARTS,
    REASON,
    lines,
    made,
    opened,
    renewed_packet,
)


def tables(data: bytes) -> list[list[list[str]]]:
    """The cells of every table of a Word file, content controls or not."""
    document = docx.Document(io.BytesIO(data))
    found = [Table(each, document) for each in document.element.body.iter(qn("w:tbl"))]
    return [[[cell.text for cell in row.cells] for row in each.rows] for each in found]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_part_is_there_as_word_file_and_pdf(name: str) -> None:
    files = made(name).files
    wanted = [f"{at}-{part}.{end}" for at, part in enumerate(PARTS, 1) for end in ("docx", "pdf")]
    assert sorted(files) == sorted([*wanted, PACKET])
    for file, data in files.items():
        if file.endswith(".docx"):
            body = docx.Document(io.BytesIO(data)).element.body
            assert "".join(each.text or "" for each in body.iter(qn("w:t")))


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_paper_for_a_board_shows_a_key_a_code_or_a_file(name: str) -> None:
    files = made(name).files
    for at, part in enumerate(PARTS[:4], 1):
        text = "\n".join(lines(files[f"{at}-{part}.docx"]))
        assert not re.search(r"\.yaml|MOU\d|\b[a-z]+_[a-z]+\b|\b[a-z-]+\.[a-z-]+\.\d", text), part


def test_only_the_changed_clauses_stand_in_front() -> None:
    found = lines(made("three-parties").files["2-changes.docx"])
    clauses = [each for each in found if each.startswith("Clause ")]
    assert 0 < len(clauses) < 8
    assert {"As it is", "As it will be"} <= set(found)


def test_of_a_changed_clause_only_the_paragraphs_that_differ_are_shown() -> None:
    files = renewed_packet(CITY, {"district_share: 75%": "district_share: 60%"}).files
    found = lines(files["2-changes.docx"])
    assert any("60 percent (60%)" in each for each in found)
    assert "The rest of the clause stays as it is." in found
    assert not any(each.startswith("Overtime worked") for each in found)
    with opened(files["2-changes.pdf"]) as pdf:
        assert len(pdf.pages) == 1


def contents_of(files: dict[str, bytes]) -> tuple[dict[str, int], str]:
    """Each part with its page as the second part tells it, and what is said to be by itself."""
    found = lines(files["2-changes.docx"])
    contents = next(each for each in found if each.startswith("In this packet: "))
    pages, apart = contents.removeprefix("In this packet: ").split(". By themselves: ")
    rows = {t: int(n) for t, n in re.findall(r"([A-Z][a-z, -]+), page (\d+)", pages)}
    with opened(files[PACKET]) as pdf, pdf.open_outline() as outline:
        places = [each.obj.objgen for each in pdf.pages]
        starts = {str(e.title): places.index(e.destination[0].objgen) + 1 for e in outline.root}
    assert rows.items() <= starts.items()
    return rows, apart.partition(".")[0]


def test_the_second_part_tells_where_each_further_part_begins() -> None:
    rows, apart = contents_of(made("county-and-four-schools").files)
    assert list(rows) == ["Comparison, clause by clause"]
    assert apart == "Checklist of requirements, Annual assessment, and Agreement to sign"


def test_a_checklist_on_which_something_is_lacking_is_bound_into_the_packet() -> None:
    rows, apart = contents_of(renewed_packet(NOT_ASSESSED).files)
    assert list(rows) == ["Checklist of requirements", "Comparison, clause by clause"]
    assert apart == "Agreement to sign"


def test_a_reason_to_be_looked_at_again_is_told_and_not_the_code_that_it_is_for() -> None:
    found = lines(renewed_packet(NOT_ASSESSED).files["2-changes.docx"])
    at = found.index("What the parties accept, and why")
    assert found[at + 1 : at + 3] == [REASON, "Does the reason still hold?"]
    assert not any("MOU" in each for each in found)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_checklist_names_no_key_of_a_config(name: str) -> None:
    (rows,) = tables(made(name).files["3-checklist.docx"])[:1]
    assert rows[0] == ["Requirement", "Status", "Legal basis"]
    places = " ".join(row[1] for row in rows[1:])
    assert "the last day of the term" in places
    assert "a signatory of the " in places
    assert not re.search(r"term: |signatory of [a-z]+\b(?<!the)|clause [a-z]|_|\w-\w", places)


def test_the_assessment_has_a_field_for_each_answer() -> None:
    with opened(made("three-parties").files["5-assessment.pdf"]) as pdf:
        texts = list(pdf.Root.AcroForm.Fields)
        assert [str(each.T) for each in texts][:2] == ["a.findings", "a.steps"]
        assert len(texts) == 4 * 2 + 2 * 3  # four areas, and the district and one agency
        assert str(texts[0].TU).startswith("Findings on 12 a, Success of established goals")
        assert int(texts[0].Ff) == 1 << 12


def test_the_sheet_has_a_control_for_each_answer_in_word() -> None:
    data = made("three-parties").files["5-assessment.docx"]
    xml = docx.Document(io.BytesIO(data)).element.xml
    controls = re.findall(r'<w:tag w:val="([a-z-]+\.[a-z]+)"/>', xml)
    assert controls[:3] == ["a.findings", "a.steps", "b.findings"]
    assert xml.count("<w:showingPlcHdr/>") == len(controls) == 14
    body = docx.Document(io.BytesIO(data)).element.body
    answers = [each.getparent().getparent() for each in body.iter(qn("w:showingPlcHdr"))]
    assert [len(each.findall(f".//{qn('w:r')}/{qn('w:tab')}")) for each in answers] == [1] * 14


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_sheet_keeps_the_distances_of_its_styles(name: str) -> None:
    data = made(name).files["5-assessment.docx"]
    for each in docx.Document(io.BytesIO(data)).paragraphs:
        set_apart = each._p.findall(f"{qn('w:pPr')}/{qn('w:spacing')}")
        is_line = each.style is not None and each.style.style_id == SIGNATURE_STYLE
        assert len(set_apart) == (1 if is_line else 0), each.text
