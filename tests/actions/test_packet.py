"""The renewal packet: one PDF for a board that is whole, tagged and fillable, and its parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import docx
import page
import pikepdf
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from docx.table import Table

from mou_builder.actions.packet import PACKET, Packet, PacketOptions, packet
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import words_digest
from mou_builder.check.checking import Checked, Ready, check
from mou_builder.cli.program import program
from mou_builder.disk.packaged import packaged
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.values import Job
from mou_builder.renewal.renew import renew
from mou_builder.word.look import Running, TemplateSection
from mou_builder.word.names import SIGNATURE_STYLE
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import TEMPLATE, library
from tests.support.agreement.small_agreement import small_agreement
from tests.support.pdf.samples import elements, kids, words_in
from tests.support.pdf.samples import sheet as pdf_sheet

LIBRARY = library()
EXAMPLES = [
    each.stem for each in sorted(Path("configs").glob("*.yaml")) if "publi" not in each.stem
]
BOUND = ("decision", "changes", "redline")
BEHIND = ("checklist", "redline", "assessment", "agreement")
PARTS = ("decision", "changes", *BEHIND)
"""All parts of the packet; those that are filled in or signed are files of their own."""


def checked(text: str, name: str) -> Checked:
    return check(parse(text.encode(), name), LIBRARY)


@cache
def made(name: str) -> Packet:
    old = checked((packaged("configs") / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")
    assert isinstance(old, Ready)
    renewal = renew(old, words_digest(assemble(old.config, old.model)))
    new = checked(renewal.text, f"{name}-next.yaml")
    options = PacketOptions(TEMPLATE, date(2027, 3, 1), "A", (f"{name}.yaml", f"{name}-next.yaml"))
    return packet(old, new, renewal, LIBRARY, options)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def whole(name: str = "three-parties") -> bytes:
    return made(name).files[PACKET]


def tables(data: bytes) -> list[list[list[str]]]:
    """The cells of every table of a Word file, content controls or not."""
    document = docx.Document(io.BytesIO(data))
    found = [Table(each, document) for each in document.element.body.iter(qn("w:tbl"))]
    return [[[cell.text for cell in row.cells] for row in each.rows] for each in found]


def page_texts(data: bytes) -> list[str]:
    return [" ".join(each.split()) for each in words_in(data).split("\f")[:-1]]


def words(data: bytes) -> str:
    return " ".join(words_in(data).split())


@pytest.mark.parametrize("profile", ["ua1", "3b"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_packet_is_accessible_and_archivable(name: str, profile: str) -> None:
    report = page.validate_pdf_bytes(whole(name), profile=profile)
    assert [each.message for each in report.failures] == []


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
def test_the_checklist_names_no_key_of_a_config(name: str) -> None:
    (rows,) = tables(made(name).files["3-checklist.docx"])[:1]
    assert rows[0] == ["Requirement", "Status", "Legal basis"]
    places = " ".join(row[1] for row in rows[1:])
    assert "the last day of the term" in places
    assert "a signatory of the " in places
    assert not re.search(r"term: |signatory of [a-z]+\b(?<!the)|clause [a-z]|_|\w-\w", places)


def test_the_same_input_gives_the_same_bytes() -> None:
    name = "three-parties"
    first = dict(made(name).files)
    made.cache_clear()
    assert made(name).files == first


def test_pages_are_those_of_the_parts_in_order_with_bookmarks() -> None:
    files = made("three-parties").files
    with opened(whole()) as pdf:
        counts = []
        for part in BOUND:
            with opened(files[f"{PARTS.index(part) + 1}-{part}.pdf"]) as one:
                counts.append(len(one.pages))
        assert len(pdf.pages) == sum(counts)
        starts = [sum(counts[:at]) for at in range(len(counts))]
        pages = [each.obj.objgen for each in pdf.pages]
        with pdf.open_outline() as outline:
            tops = list(outline.root)
            assert [str(each.title) for each in tops] == [
                "Decision",
                "What changes",
                "Comparison, clause by clause",
            ]
            assert [pages.index(each.destination[0].objgen) for each in tops] == starts
            sections = [str(each.title) for each in tops[-1].children]
            assert "Information Sharing" in sections
        assert str(pdf.Root.Lang) == "en-US"
        assert "Renewal packet" in str(pdf.docinfo.Title)


def test_the_tree_has_every_part_under_one_document_with_its_title_as_a_heading() -> None:
    with opened(whole()) as pdf:
        (document,) = kids(pdf.Root.StructTreeRoot)
        assert pikepdf.Name.Document == document.S
        titles = [str(each.T) for _, each in elements(pdf) if each.S == "/H1"]
        assert len(titles) == len(BOUND)
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        keys = [int(each) for each in numbers[::2]]
        assert keys == sorted(set(keys))


@pytest.mark.crosscheck
def test_each_page_has_one_number_that_of_the_packet() -> None:
    pages = page_texts(whole())
    for number, text in enumerate(pages, 1):
        assert re.findall(r"[Pp]age (\d+) of (\d+)", text) == [(str(number), str(len(pages)))]


@pytest.mark.crosscheck
def test_a_template_without_page_numbers_gets_those_of_the_packet() -> None:
    part = pdf_sheet(small_agreement())
    bare = replace(
        part, look=replace(part.look, sections=tuple(map(_unnumbered, part.look.sections)))
    )
    pages = page_texts(pdf_writer().packet((bare, bare), Job("T", "en-US")).pdf)
    assert len(pages) == 4
    for number, text in enumerate(pages, 1):
        assert f"Packet page {number} of 4" in text


def _unnumbered(section: TemplateSection) -> TemplateSection:
    return replace(section, headers=Running(), footers=Running())


@pytest.mark.crosscheck
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_to_decide_by_is_one_page_also_where_much_changes(name: str) -> None:
    text = (packaged("configs") / f"{name}.yaml").read_text("utf-8")
    old = checked(text, f"{name}.yaml")
    assert isinstance(old, Ready)
    renewal = renew(old, words_digest(assemble(old.config, old.model)))
    more = "".join(f"  {each}: yes\n" for each in ("disputes", "counterparts") if each not in text)
    new = checked(renewal.text.replace("\nclauses:\n", f"\nclauses:\n{more}"), "next.yaml")
    options = PacketOptions(TEMPLATE, date(2027, 3, 1), "A", ("a.yaml", "b.yaml"))
    files = packet(old, new, renewal, LIBRARY, options).files
    with opened(files["1-decision.pdf"]) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.crosscheck
def test_a_gap_in_time_is_said_in_red_words_in_both_formats() -> None:
    files = made("city-and-one-school").files
    with zipfile.ZipFile(io.BytesIO(files["1-decision.docx"])) as archive:
        xml = archive.read("word/document.xml").decode()
    said = re.search(r'<w:b/><w:bCs/><w:color w:val="A11212"/></w:rPr><w:t[^>]*>NO AGREEMENT', xml)
    assert said
    with opened(whole("city-and-one-school")) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()
    assert re.search(rb"0\.631\d* 0\.070\d* 0\.070\d* (?:sc|scn|rg)", drawn)


def test_the_decision_can_be_filled_in_and_the_agreement_signed() -> None:
    for data, kind, names in (
        (whole(), pikepdf.Name.Tx, DECISION),
        (made("three-parties").files["6-agreement.pdf"], pikepdf.Name.Sig, None),
        (made("three-parties").files["5-assessment.pdf"], pikepdf.Name.Tx, None),
    ):
        with opened(data) as pdf:
            fields = list(pdf.Root.AcroForm.Fields)
            found = [str(each.T) for each in fields]
            assert len(set(found)) == len(found)
            assert names is None or found == names
            on_pages = [a.objgen for each in pdf.pages for a in each.get("/Annots", [])]
            for each in fields:
                assert kind == each.FT
                assert str(each.TU)
                assert each.objgen in on_pages
            rows = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
            owners = dict(zip(map(int, rows[::2]), rows[1::2], strict=True))
            assert {str(owners[int(each.StructParent)].S) for each in fields} == {"/Form"}


def test_the_assessment_has_a_field_for_each_answer() -> None:
    with opened(made("three-parties").files["5-assessment.pdf"]) as pdf:
        texts = list(pdf.Root.AcroForm.Fields)
        assert [str(each.T) for each in texts][:2] == ["a.findings", "a.steps"]
        assert len(texts) == 4 * 2 + 2 * 3  # four areas, and the district and one agency
        assert str(texts[0].TU).startswith("Findings on 12 a, Success of established goals")
        assert int(texts[0].Ff) == 1 << 12


DECISION = [
    f"decision.{each}"
    for each in ("as-presented", "with-changes", "refused", "mover", "second", "vote")
]


def lines(data: bytes) -> list[str]:
    """The paragraphs of a Word file, those in tables and controls included."""
    body = docx.Document(io.BytesIO(data)).element.body
    found = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [each for each in found if each]


def renewed_packet(text: str, changed: Mapping[str, str] | None = None) -> Packet:
    """The packet of a config and its renewal, the latter changed."""
    old = checked(text, "a.yaml")
    assert isinstance(old, Ready)
    renewal = renew(old, words_digest(assemble(old.config, old.model)))
    after = renewal.text
    for was, now in (changed or {}).items():
        assert was in after
        after = after.replace(was, now)
    new = checked(after, "b.yaml")
    options = PacketOptions(TEMPLATE, date(2027, 3, 1), "A", ("a.yaml", "b.yaml"))
    return packet(old, new, renewal, LIBRARY, options)


def decided(text: str, **changed: str) -> list[str]:
    """The lines of the page to decide by, of a config and its renewal, the latter changed."""
    spelt = {was.replace("_", " "): now for was, now in changed.items()}
    return lines(renewed_packet(text, spelt).files["1-decision.docx"])


CITY = (packaged("configs") / "city-and-one-school.yaml").read_text("utf-8")
COUNTY = (packaged("configs") / "county-and-four-schools.yaml").read_text("utf-8")


def test_the_first_page_has_what_a_board_decides_by() -> None:
    found = decided(CITY)
    text = "\n".join(found)
    for heading in (
        "Motion",
        "What It Costs",
        "What Changes",
        "What the Law Asks",
    ):
        assert heading in found
    assert "The request is to renew the agreement from" in text
    assert "“I move that the agreement between" in text
    assert "The last day of the term: June 30, 2027 → June 30, 2028 (clause 18)" in found
    assert "21 of 21 requirements are met." in text
    shares = "school district's share, 75%; law enforcement agency's share, 25%."
    assert f"Unchanged: Program funding: {shares}" in found
    for line in ("Moved by:", "Second:", "Vote, day:"):
        assert line in text


def test_a_board_is_told_where_not_the_whole_law_was_read() -> None:
    partly = CITY.replace("requirements: [wisconsin]", "requirements: [wisconsin, ferpa]")
    said = next(each for each in decided(partly) if "that were read" in each)
    assert said.endswith("This is not the whole law.")
    checklist = "\n".join(lines(renewed_packet(partly).files["3-checklist.docx"]))
    assert re.search(r"that were read are met.* Read: .+\. Not read: .+\.", checklist)
    assert "whole law" not in "\n".join(decided(CITY))


def test_days_without_an_agreement_are_said_loudly() -> None:
    assert any("NO AGREEMENT IS IN FORCE FOR 31 DAYS" in each for each in decided(CITY))


def test_what_it_costs_is_told_now_and_then_with_the_difference() -> None:
    found = decided(COUNTY.replace("clauses:\n", ESCALATOR + "clauses:\n", 1))
    at = next(
        n for n, each in enumerate(found) if each.endswith("the whole amount") or "$513" in each
    )
    assert "$513,000.00" in found[at : at + 3]
    assert any(re.fullmatch(r"\+\$[\d,.]+ \(\+\d+\.\d%\)", each) for each in found)


def costs(funding: str, was: str, now: str) -> list[str]:
    """The lines of what it costs where ``was`` in the funding becomes ``now``."""
    funded = re.sub(r"  funding:\n(?:    .*\n)+", f"  funding:\n{funding}", CITY)
    found = decided(funded, **{was: now})
    return found[found.index("What It Costs") + 1 : found.index("What Changes")]


def test_amounts_of_several_years_are_told_as_their_total() -> None:
    years = (
        "    variant: amounts-by-year\n    officers: 1\n    invoiced: quarterly\n    years:\n"
        '      - {year: first year, amount: "$80,000"}\n'
        '      - {year: second year, amount: "$84,000"}\n'
    )
    assert costs(years, "$80,000", "$82,000")[4:] == [
        *("Program funding: total amount for all years", "$164,000.00", "$166,000.00"),
        "+$2,000.00 (+1.2%)",
    ]


def test_each_rate_and_each_share_of_a_year_is_told_and_none_is_added_to_another() -> None:
    rates = (
        "    variant: hourly\n    officers: 1\n    rate: $60.00\n    invoiced: monthly\n"
        "    hours_cap: 1000\n    first_month: september\n    last_month: june\n"
        "    rates_by_year:\n"
        '      - {year: first year, rate: "$60.00"}\n      - {year: second year, rate: "$62.00"}\n'
    )
    assert costs(rates, "$62.00", "$63.00")[4:8] == [
        *("Program funding: rate for an hour in the second year", "$62.00", "$63.00"),
        "+$1.00 (+1.6%)",
    ]
    shares = (
        "    variant: shares-by-year\n    officers: 1\n    shares:\n"
        "      - {year: first year, officers: 1, district_share: 50%}\n"
        "      - {year: second year, officers: 1, district_share: 60%}\n"
        "    invoiced: quarterly\n"
    )
    assert costs(shares, "60%", "65%")[4:] == [
        *("Program funding: school district's share in the second year", "60%", "65%"),
        *(
            "+5 points",
            "Unchanged: Program funding: school district's share in the first year, 50%.",
        ),
    ]


ESCALATOR = "renewal: {escalator: {clauses.funding.total: 3%}}\n"


REASON = "the district evaluates the program itself"
NOT_ASSESSED = CITY.replace(
    "clauses:\n",
    f"accept:\n  - {{code: MOU350, because: {REASON}}}\nclauses:\n"
    "  assessment: {omit: {because: no need}}\n",
    1,
)


def test_an_accepted_finding_is_told_with_its_reason_and_not_as_not_met() -> None:
    found = "\n".join(decided(NOT_ASSESSED))
    assert REASON in found
    assert "accepted by the parties" in found


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_paper_for_a_board_shows_a_key_a_code_or_a_file(name: str) -> None:
    files = made(name).files
    for at, part in enumerate(PARTS[:4], 1):
        text = "\n".join(lines(files[f"{at}-{part}.docx"]))
        assert not re.search(r"\.yaml|MOU\d|\b[a-z]+_[a-z]+\b|\b[a-z-]+\.[a-z-]+\.\d", text), part


def test_a_reason_to_be_looked_at_again_is_told_and_not_the_code_that_it_is_for() -> None:
    found = lines(renewed_packet(NOT_ASSESSED).files["2-changes.docx"])
    at = found.index("What the parties accept, and why")
    assert found[at + 1 : at + 3] == [REASON, "Does the reason still hold?"]
    assert not any("MOU" in each for each in found)


def test_only_the_changed_clauses_stand_in_front() -> None:
    found = lines(made("three-parties").files["2-changes.docx"])
    clauses = [each for each in found if each.startswith("Clause ")]
    assert 0 < len(clauses) < 8
    assert {"As it is", "As it will be"} <= set(found)


def test_a_changed_day_is_no_heap_of_paper() -> None:
    with opened(whole("city-and-one-school")) as pdf:
        assert len(pdf.pages) <= 7, "two pages, and the comparison of the whole agreement"


def test_two_parts_with_the_same_fields_keep_both() -> None:
    sheet = pdf_sheet(small_agreement())
    data = pdf_writer().packet((sheet, sheet), Job("T", "en-US")).pdf
    with opened(data) as pdf:
        names = [str(each.T) for each in pdf.Root.AcroForm.Fields]
    first = small_agreement().signatures[0].id
    assert first in names
    assert f"{first}-2" in names
    assert len(set(names)) == len(names) == 2 * len(small_agreement().signatures)


def test_the_config_of_the_next_term_is_attached() -> None:
    with opened(whole()) as pdf:
        (name,) = pdf.attachments
        data = parse(pdf.attachments[name].get_file().read_bytes(), name).data
        assert isinstance(data, dict)
        assert data["term"] == {"from": "2028-08-15", "until": "2030-06-30"}


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


@pytest.mark.crosscheck
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_of_the_packet_are_what_a_board_needs(name: str) -> None:
    text = words(whole(name))
    with opened(whole(name)) as pdf:
        pages = len(pdf.pages)
    for number in range(1, pages + 1):
        assert f"Page {number} of {pages}" in text
    for phrase in (
        "The request is to renew the agreement",
        "requirements are met",
        "new words are underlined",
    ):
        assert phrase in text


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


def test_of_a_changed_clause_only_the_paragraphs_that_differ_are_shown() -> None:
    files = renewed_packet(CITY, {"district_share: 75%": "district_share: 60%"}).files
    found = lines(files["2-changes.docx"])
    assert any("60 percent (60%)" in each for each in found)
    assert "The rest of the clause stays as it is." in found
    assert not any(each.startswith("Overtime worked") for each in found)
    with opened(files["2-changes.pdf"]) as pdf:
        assert len(pdf.pages) == 1


def run(*args: object) -> Result:
    return CliRunner().invoke(program, ["renew", *map(str, args)])


def test_config_and_packet_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    config = tmp_path / "maple.yaml"
    config.write_text(
        (packaged("configs") / "city-and-one-school.yaml").read_text("utf-8"), "utf-8"
    )
    target = tmp_path / "p"
    target.mkdir()
    (target / "1-decision.pdf").write_text("mine", "utf-8")
    result = run(config, "--packet", target)
    assert result.exit_code == 2
    assert "MOU705" in result.stderr
    assert not (tmp_path / "maple-2028.yaml").exists()
    assert [each.name for each in target.iterdir()] == ["1-decision.pdf"]
    assert run(config, "--packet", tmp_path / "q").exit_code == 0
    assert (tmp_path / "maple-2028.yaml").exists()
    assert (tmp_path / "q" / PACKET).exists()


def test_a_packet_can_be_made_of_a_config_that_was_edited_since(tmp_path: Path) -> None:
    config = tmp_path / "maple.yaml"
    config.write_text(
        (packaged("configs") / "city-and-one-school.yaml").read_text("utf-8"), "utf-8"
    )
    assert run(config).exit_code == 0
    following = tmp_path / "maple-2028.yaml"
    following.write_text(
        following.read_text("utf-8")
        .replace("Patrol Captain", "Patrol Lieutenant")
        .replace("75%", "70%"),
        "utf-8",
    )
    result = run(config, "--next", following, "--packet", tmp_path / "p")
    assert result.exit_code == 0, result.output
    text = "\n".join(lines((tmp_path / "p" / "2-changes.docx").read_bytes()))
    assert "Patrol Lieutenant" in text
    assert "75% → 70%" in text
    assert run(config, "--next", following).exit_code == 2


@pytest.mark.nightly
@pytest.mark.parametrize("name", EXAMPLES)
def test_ten_years_of_renewals_each_build_a_packet(name: str) -> None:
    text = (packaged("configs") / f"{name}.yaml").read_text("utf-8")
    for _ in range(10):
        old = checked(text, "a.yaml")
        assert isinstance(old, Ready)
        renewal = renew(old, words_digest(assemble(old.config, old.model)))
        text = renewal.text
        options = PacketOptions(TEMPLATE, date(2027, 3, 1), "A", ("a.yaml", "b.yaml"))
        built = packet(old, checked(text, "b.yaml"), renewal, LIBRARY, options)
        report = page.validate_pdf_bytes(built.files[PACKET], profile="ua1")
        assert [each.message for each in report.failures] == []
