"""An agreement as a Word document: its words, its numbers, its looks, and what it carries along."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
import rdocx
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mou_builder.agreement.document import Agreement, Kind, Paragraph, PartKind, Section, Span
from mou_builder.diagnostic import Refused
from mou_builder.word.names import SOURCE_NAMESPACE, Anchor, anchor_of_tag
from mou_builder.word.template.compiling import compile_template
from mou_builder.word.writing.body import write_body
from mou_builder.word.writing.document import DocxSource, render_docx
from mou_builder.word.writing.runs import Marks
from mou_builder.word.writing.source_part import words_digest
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import (
    MISSION,
    filled,
    lines_of_agreement,
    missing,
    para,
    signature,
    small_agreement,
    words_of_agreement,
)
from tests.support.counted_calls import calls
from tests.support.libreoffice.jobs import see
from tests.support.word.docx_reading import header_words, lines_of, paragraphs, words_of

CONFIG = "model: wisconsin-sro\nname: Müller & Söhne\r\n# ä\n".encode()
SOURCE = DocxSource("maple.yaml", CONFIG, "mou-builder 0.1.0", "wisconsin-sro", "1.0.0", "ab" * 32)


def rendered(agreement: Agreement | None = None, source: DocxSource | None = SOURCE) -> bytes:
    return render_docx(agreement or small_agreement(), TEMPLATE, source)


def part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def body_of(data: bytes) -> etree._Element:
    return docx.Document(io.BytesIO(data)).element.body


def with_first_clause(*blocks: Paragraph) -> Agreement:
    agreement = small_agreement()
    first = agreement.sections[0]
    provision = replace(MISSION, blocks=blocks)
    section = replace(first, provisions=(provision, *first.provisions[1:]))
    return replace(agreement, sections=(section, *agreement.sections[1:]))


def test_the_words_and_numbers_read_back_are_those_of_the_agreement() -> None:
    agreement = small_agreement()
    assert words_of(rendered(agreement)) == words_of_agreement(agreement)
    assert lines_of(rendered(agreement)) == lines_of_agreement(agreement)
    assert header_words(rendered(agreement)) == [agreement.header.text]


def test_numbers_are_counted_by_word_and_go_on_after_z() -> None:
    letters = [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]
    subclauses = [para(Kind.SUBCLAUSE, "Topic.", number=f"{each}.") for each in letters]
    agreement = with_first_clause(para(Kind.CLAUSE, "Topics:", number="1."), *subclauses)
    found = rendered(agreement)
    numbers = [number for style, number, _ in paragraphs(found) if style == "MOUSubclause"]
    assert numbers == [each.number for each in subclauses] + ["a.", "b.", "a."]
    assert b"aa." not in part(found, "word/document.xml")


def test_each_kind_of_paragraph_has_its_style() -> None:
    styles = {style for style, _, _ in paragraphs(rendered())}
    assert styles >= {"Title", "Heading1", "MOURecital", "MOUClause", "MOUSubclause"}
    assert styles >= {"MOUAgreementLine", "MOUContinuation", "MOUClosing", "MOUSigningParty"}
    names = {each.name for each in docx.Document(io.BytesIO(rendered())).styles}
    assert names >= {"Title", "Heading 1"}, "the navigation pane shows Word's own headings"


def test_a_quoted_clause_prints_its_number_and_is_not_counted() -> None:
    quoted = para(Kind.QUOTED, "The officer serves one school.", number="13.")
    agreement = with_first_clause(para(Kind.CLAUSE, "Clause 13 reads:", number="1."), quoted)
    found = paragraphs(rendered(agreement))
    assert ("MOUQuoted", "", "13.\tThe officer serves one school.") in found
    assert words_of(rendered(agreement)) == words_of_agreement(agreement)


AWKWARD = (
    "{{ x }} {% if y %} {# z #} {{p body }} {_{ }_}",
    "Smith & Sons <b>\"bold\"</b> 'q' “q” & &amp; ]]>",
    "École 學校 🚓👮🏽‍♀️ ﬁ ß",
    "محمد الأحمد (Chief)",
    "a\u00a0b \u2011 c\u200bd",
)


@pytest.mark.parametrize("name", AWKWARD)
def test_a_value_comes_out_as_typed_wherever_it_stands(name: str) -> None:
    agreement = small_agreement()
    agreement = replace(
        with_first_clause(para(Kind.CLAUSE, filled(name, "parties.agency.name"), number="1.")),
        title=para(Kind.TITLE, name),
        header=para(Kind.HEADER, name),
        signatures=(signature("agency", name, name, name), *agreement.signatures[1:]),
    )
    found = rendered(agreement)
    texts = [text for _, _, text in paragraphs(found)]
    assert texts.count(name) == 2
    assert f"Name:\t{name}" in texts
    assert header_words(found) == [name]
    assert docx.Document(io.BytesIO(found)).core_properties.title == " ".join(name.split())


# Text as `mou_builder.config` lets it through: no control characters, no surrogates.
typed = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=40)


@given(typed, typed)
def test_any_text_comes_out_as_typed(one: str, other: str) -> None:
    agreement = with_first_clause(para(Kind.CLAUSE, one, Span(other, emphasis=True), number="1."))
    found = (text for style, _, text in paragraphs(rendered(agreement)) if style == "MOUClause")
    assert next(found) == one + other


def test_right_to_left_words_are_marked_and_their_neighbours_are_not() -> None:
    name = "Chief محمد الأحمد of police"
    runs = body_of(rendered(with_first_clause(para(Kind.CLAUSE, name, number="1.")))).iter(
        qn("w:r")
    )
    marked = {each.text: each.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for each in runs}
    assert marked["محمد الأحمد"]
    assert not marked["Chief "]
    assert not marked[" of police"]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\ufffe", "\ud800"])
def test_a_character_that_no_word_file_can_have_is_refused(character: str) -> None:
    agreement = with_first_clause(para(Kind.CLAUSE, f"Chief{character}", number="1."))
    with pytest.raises(Refused, match=f"MOU414.*U\\+{ord(character):04X}"):
        rendered(agreement)


def test_emphasis_is_italic_and_what_is_missing_is_highlighted() -> None:
    agreement = with_first_clause(
        para(
            Kind.CLAUSE,
            Span("important", emphasis=True),
            missing("district: name", "parties.district.name"),
            number="1.",
        )
    )
    looks = {each.text: each for each in _runs(rendered(agreement))}
    assert looks["important"].italic
    assert looks["[district: name]"].font.highlight_color is not None
    assert looks["The signatories agree to the following:"].font.highlight_color is None


def _runs(data: bytes) -> list[docx.text.run.Run]:
    return [docx.text.run.Run(each, None) for each in body_of(data).iter(qn("w:r"))]


def test_each_clause_has_a_content_control_and_a_bookmark() -> None:
    body = body_of(rendered())
    controls = {
        each.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): each
        for each in body.iter(qn("w:sdt"))
    }
    for id_ in ("mission", "custody", "duty-stations"):
        control = controls[f"mou:clause:{id_}"]
        starts = [each.get(qn("w:name")) for each in control.iter(qn("w:bookmarkStart"))]
        name = f"mou_clause_{id_.replace('-', '_')}"
        assert starts == [name, f"{name}__at"]
        assert len(list(control.iter(qn("w:bookmarkEnd")))) == 2
    assert {"mou:title", "mou:heading:role", "mou:recital:purpose"} <= controls.keys()
    custody = [text for text in controls["mou:clause:custody"].itertext() if text.strip()]
    assert custody[0].startswith("Students shall not")
    assert custody[-1].endswith("as soon as practicable.")


def test_the_ids_of_controls_bookmarks_and_changes_are_unique() -> None:
    body = body_of(rendered())
    for ids in (
        [e.find(f"{qn('w:sdtPr')}/{qn('w:id')}").get(qn("w:val")) for e in body.iter(qn("w:sdt"))],
        [each.get(qn("w:id")) for each in body.iter(qn("w:bookmarkStart"))],
    ):
        assert len(ids) == len(set(ids)) > 5


@given(st.text("abc-_xyz", min_size=1, max_size=90), st.text("abc-_xyz", min_size=1, max_size=90))
def test_anchors_fit_into_word_and_stay_apart(one: str, other: str) -> None:
    for old in (False, True):
        anchor = Anchor(PartKind.CLAUSE, one, old)
        assert len(anchor.tag) <= 64
        assert len(anchor.bookmark) <= 40
    first, second = Anchor(PartKind.CLAUSE, one), Anchor(PartKind.CLAUSE, other)
    assert (first.tag == second.tag) == (one == other)
    assert (first.bookmark == second.bookmark) == (one.replace("-", "_") == other.replace("-", "_"))


def test_a_tag_names_its_anchor_and_a_strange_one_names_none() -> None:
    assert anchor_of_tag("mou:clause:chain-of-command") == Anchor(
        PartKind.CLAUSE, "chain-of-command"
    )
    assert anchor_of_tag("mou:title") == Anchor(PartKind.TITLE)
    assert anchor_of_tag("Author") is None
    assert anchor_of_tag("mou:other:x") is None


def test_lines_to_sign_stand_directly_in_the_body_in_order() -> None:
    body = body_of(rendered())
    lines = [each for each in body if _style(each) == "MOUSignature"]
    assert len(lines) == 2 == len([each for each in body.iter() if _style(each) == "MOUSignature"])
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert [each for each in names[-4:] if not each.endswith("__at")] == [
        "mou_signature_district",
        "mou_signature_agency",
    ]


def _style(element: etree._Element) -> str | None:
    found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if found is None else found.get(qn("w:val"))


def test_a_line_is_ruled_where_it_has_no_words() -> None:
    agreement = replace(
        small_agreement(), signatures=(signature("agency", "Police Department", title="Chief"),)
    )
    texts = [text for _, _, text in paragraphs(rendered(agreement))][-4:]
    assert texts == ["Signature:\t\t", "Name:\t\t", "Title:\tChief", "Date:\t\t"]


def test_a_line_without_label_is_ruled_from_the_margin() -> None:
    agreement = replace(
        small_agreement(), signatures=(signature("agency", "Agency", caption="Superintendent"),)
    )
    [line] = [each for each in body_of(rendered(agreement)) if _style(each) == "MOUSignature"]
    [cleared] = line.iter(qn("w:tabs"))
    label_column = docx.Document(io.BytesIO(TEMPLATE)).styles["MOU Signature"].paragraph_format
    assert cleared[0].get(qn("w:val")) == "clear"
    assert int(cleared[0].get(qn("w:pos"))) == label_column.tab_stops[0].position.twips
    assert words_of(rendered(agreement)) == words_of_agreement(agreement)


def test_a_table_repeats_its_header_and_splits_no_row() -> None:
    [table] = body_of(rendered()).iter(qn("w:tbl"))
    rows = list(table.iter(qn("w:tr")))
    assert [each.find(f".//{qn('w:tblHeader')}") is not None for each in rows] == [True] + [
        False
    ] * 2
    assert all(each.find(f".//{qn('w:cantSplit')}") is not None for each in rows)
    widths = [int(each.get(qn("w:w"))) for each in table.iter(qn("w:gridCol"))]
    assert sum(widths) == 9360 - 540


def test_the_footer_counts_pages_and_a_draft_says_so_on_every_page() -> None:
    fields = [b'w:instr="PAGE"', b'w:instr="NUMPAGES"']
    assert all(each in part(rendered(), "word/footer1.xml") for each in fields)
    draft = rendered(replace(small_agreement(), draft=True))
    assert header_words(draft) == ["DRAFT", small_agreement().header.text]
    assert b"titlePg" not in part(draft, "word/document.xml")


@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_language_and_title_are_set(language: str) -> None:
    found = rendered(replace(small_agreement(), language=language))
    properties = docx.Document(io.BytesIO(found)).core_properties
    assert properties.title == small_agreement().title.text
    assert properties.language == language
    assert f'<w:lang w:val="{language}"'.encode() in part(found, "word/styles.xml")


def test_the_same_input_gives_the_same_bytes_and_no_date() -> None:
    assert rendered() == rendered()
    entries = zipfile.ZipFile(io.BytesIO(rendered())).infolist()
    assert {each.date_time for each in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [each.filename for each in entries[:3]] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
    ]
    assert b"dcterms:" not in part(rendered(), "docProps/core.xml").split(b"<dc:title>")[1]


def test_what_was_written_before_changes_nothing() -> None:
    whole = with_first_clause(
        para(Kind.CLAUSE, "As in ", filled("3", "#clause:duty-stations"), ".", number="1."),
        para(Kind.CONTINUATION, "The last words of the clause."),
    )
    unsigned = replace(whole, signatures=())
    first, second = whole.sections
    mission, custody, duty = (*first.provisions, *second.provisions)
    beginning_with_table = replace(duty, blocks=duty.blocks[1:])
    clauses = [
        (mission,),
        (custody,),
        (mission, custody),
        (custody, mission, duty),
        (mission, custody, beginning_with_table),
        (replace(mission, id="purpose"), custody, duty),
        (replace(mission, title="Purpose"), custody, duty),
        (replace(mission, number="1A"), custody, duty),
    ]
    agreements = [
        *(whole, unsigned),
        replace(whole, recitals=whole.recitals[1:]),  # the other bookmarks have other ids
        replace(unsigned, sections=(first,)),  # it has no clause that the first one refers to
        *(replace(whole, sections=(replace(first, provisions=each),)) for each in clauses),
    ]

    def rendered_alone(agreement: Agreement) -> bytes:
        compile_template.cache_clear()
        return rendered(agreement)

    alone = [rendered_alone(each) for each in agreements]
    assert [rendered(each) for each in agreements] == alone
    assert [rendered(each) for each in reversed(agreements)] == alone[::-1]


def test_what_agreements_share_is_written_once() -> None:
    compile_template.cache_clear()
    first = write_calls(small_agreement())
    other = with_first_clause(para(Kind.CLAUSE, "Other words.", number="1."))
    assert write_calls(other) < first / 2


def write_calls(agreement: Agreement) -> int:
    layout = compile_template(TEMPLATE).layout
    return calls(lambda: write_body(replace(agreement, signatures=()), layout, Marks()))


def test_a_date_that_is_given_is_in_the_properties() -> None:
    made = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    found = render_docx(small_agreement(), TEMPLATE, None, made=made)
    properties = docx.Document(io.BytesIO(found)).core_properties
    assert properties.created == properties.modified == made


def test_the_file_carries_the_very_config_that_made_it() -> None:
    root = etree.fromstring(part(rendered(), "customXml/item1.xml"))
    name = {"s": SOURCE_NAMESPACE}
    assert dict(root.attrib) == {
        "program": "mou-builder 0.1.0",
        "model": "wisconsin-sro",
        "version": "1.0.0",
        "library": "ab" * 32,
    }
    [config] = root.findall("s:config", name)
    assert base64.b64decode(config.text) == CONFIG
    assert config.get("sha256") == hashlib.sha256(CONFIG).hexdigest()
    assert config.get("name") == "maple.yaml"
    digests = {each.get("of"): each.get("sha256") for each in root.findall("s:words", name)}
    texts = [text for _, _, text in paragraphs(rendered())]
    start = next(at for at, each in enumerate(texts) if each.startswith("Students"))
    assert digests["mou:clause:custody"] == words_digest(texts[start : start + 3])
    assert "mou:signature:agency" in digests
    assert not any(each.get("was") for each in root.findall("s:words", name))


def test_without_a_source_nothing_is_carried() -> None:
    names = zipfile.ZipFile(io.BytesIO(rendered(source=None))).namelist()
    assert not [name for name in names if name.startswith("customXml")]


def test_a_changed_word_changes_only_the_digest_of_its_clause() -> None:
    changed = with_first_clause(para(Kind.CLAUSE, "Other words.", number="1."))

    def digests(agreement: Agreement) -> dict[str, str]:
        root = etree.fromstring(part(rendered(agreement), "customXml/item1.xml"))
        return {each.get("of"): each.get("sha256") for each in root[1:]}

    before, after = digests(small_agreement()), digests(changed)
    assert [key for key in before if before[key] != after[key]] == ["mou:clause:mission"]


def test_the_document_opens_everywhere_without_complaint() -> None:
    assert rdocx.Document.from_bytes(rendered()).validate().is_valid
    assert len(rendered()) < 60_000


@pytest.mark.crosscheck
def test_libreoffice_counts_the_same_numbers_and_reads_the_same_words() -> None:
    agreement = small_agreement()
    [seen] = see([(rendered(agreement), "keep")])
    assert seen.lines == lines_of_agreement(agreement)
    assert seen.header == (agreement.header.text,)
    assert "Heading 1" in seen.styles
    assert "MOU Clause" in seen.styles
    assert seen.changes == ()


@pytest.mark.crosscheck
def test_anchors_and_looks_outlive_libreoffice() -> None:
    [seen] = see([(rendered(), "keep")])
    assert seen.bookmarks["mou_clause_custody"].startswith("Students shall not")
    assert seen.bookmarks["mou_clause_custody"].endswith("as soon as practicable.")
    assert lines_of(seen.saved) == lines_of_agreement(small_agreement())
    assert any(each.italic and each.text == "school safety" for each in _runs(seen.saved))
    assert part(seen.saved, "customXml/item1.xml")


def test_an_agreement_of_one_section_and_no_signature_is_a_document_too() -> None:
    agreement = small_agreement()
    section = Section("only", agreement.sections[0].heading, (MISSION,))
    agreement = replace(agreement, sections=(section,), signatures=())
    assert lines_of(rendered(agreement)) == lines_of_agreement(agreement)
