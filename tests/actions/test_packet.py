"""The renewal packet: one PDF for a board that is whole, tagged and fillable."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import page
import pikepdf
import pytest

from mou_builder.actions.packet import PACKET, PacketOptions, packet
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import words_digest
from mou_builder.check.checking import Ready
from mou_builder.disk.packaged import packaged
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.values import Job
from mou_builder.renewal.renew import renew
from mou_builder.word.look import Running, TemplateSection
from mou_builder.yamltext.source import parse
from tests.support.actions.packets import (
    EXAMPLES,
    LIBRARY,
    PARTS,
    checked,
    made,
    opened,
    whole,
)
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import small_agreement
from tests.support.pdf.samples import elements, kids, words_in
from tests.support.pdf.samples import sheet as pdf_sheet

BOUND = ("decision", "changes", "redline")


DECISION = [
    f"decision.{each}"
    for each in ("as-presented", "with-changes", "refused", "mover", "second", "vote")
]


def page_texts(data: bytes) -> list[str]:
    return [" ".join(each.split()) for each in words_in(data).split("\f")[:-1]]


def words(data: bytes) -> str:
    return " ".join(words_in(data).split())


@pytest.mark.parametrize("profile", ["ua1", "3b"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_packet_is_accessible_and_archivable(name: str, profile: str) -> None:
    report = page.validate_pdf_bytes(whole(name), profile=profile)
    assert [each.message for each in report.failures] == []


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
