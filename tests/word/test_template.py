"""House templates: what counsel may do with one, and what is said of a bad one."""

from __future__ import annotations

import io
import re
import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from docx.styles.style import BaseStyle
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.agreement.document import Comment, Kind
from mou_builder.diagnostic import Refused, Severity
from mou_builder.word.template.compiling import check_template, compile_template
from mou_builder.word.writing.body import write_body
from mou_builder.word.writing.document import DocxSource, render_docx
from mou_builder.word.writing.runs import Marks, words
from tests.support.agreement.assembling import FINISHED, TEMPLATE, checked, example
from tests.support.agreement.small_agreement import lines_of_agreement, para, small_agreement
from tests.support.review.returned_copies import packed, parts_of
from tests.support.word.docx_reading import header_words, lines_of

ROOT = Path(__file__).parents[2]
SOURCE = DocxSource("c.yaml", b"model: x\n", "mou-builder 0.1.0", "wisconsin-sro", "1.0.0", "")


def edited(change: Callable[[docx.document.Document], None]) -> bytes:
    """The packaged template, opened and saved by another program with a change."""
    document = docx.Document(io.BytesIO(TEMPLATE))
    change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_part(name: str, old: str, new: str) -> bytes:
    parts = parts_of(TEMPLATE)
    assert old.encode() in parts[name]
    return packed({**parts, name: parts[name].replace(old.encode(), new.encode())})


def without_style(id_: str, name: str) -> bytes:
    named = '<w:name w:val="{}"/>'.format
    old = f'w:styleId="{id_}">{named(name)}'
    return with_part("word/styles.xml", old, f'w:styleId="Other">{named("Other")}')


def numbered_like_clauses(style: BaseStyle) -> None:
    number = style.element.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_numId().val = 1


def codes(data: bytes, severity: Severity = Severity.ERROR) -> list[str]:
    return [each.code for each in check_template(data, "house.docx") if each.severity is severity]


def test_the_packaged_template_lacks_nothing_and_is_lean() -> None:
    assert check_template(TEMPLATE, "agreement.docx") == ()
    assert len(TEMPLATE) < 30_000


def test_the_packaged_template_is_what_its_script_builds() -> None:
    built = runpy.run_path(str(ROOT / "scripts" / "make_template.py"))["template"]()
    assert built == TEMPLATE, "run `make template`"


def test_the_packaged_template_asks_for_fonts_that_every_engine_has() -> None:
    fonts = re.findall(rb'w:(?:ascii|hAnsi|cs)="([^"]+)"', parts_of(TEMPLATE)["word/styles.xml"])
    assert set(fonts) <= {b"Times New Roman", b"Cambria", b"Calibri", b"Arial", b"Georgia"}


# One pixel.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cf"
    "c0f01f0005000201a5f645400000000049454e44ae426082"
)


def letterhead(document: docx.document.Document) -> None:
    header = document.sections[0].header
    header.paragraphs[0].insert_paragraph_before("Maple Grove · 1 School Lane")
    header.paragraphs[0].add_run().add_picture(io.BytesIO(PICTURE))
    document.styles["MOU Clause"].font.name = "Georgia"
    document.styles["Heading 1"].font.size = Pt(15)
    document.paragraphs[0].insert_paragraph_before("{{ title }} – {{ model }}, {{ version }}")
    document.core_properties.author = "City Attorney"
    document.core_properties.last_modified_by = "J. Doe"
    document.core_properties.title = "Letterhead 2019"


def test_counsel_restyles_it_and_puts_a_letterhead_on() -> None:
    template = edited(letterhead)
    assert check_template(template, "house.docx") == ()
    agreement = replace(small_agreement(), title=para(Kind.TITLE, "R&D <Agreement>"))
    found = render_docx(agreement, template, SOURCE)
    first, *rest = lines_of(found)
    assert first == "R&D <Agreement> – wisconsin-sro, 1.0.0"
    assert rest == lines_of_agreement(agreement)
    assert header_words(found) == ["Maple Grove · 1 School Lane", agreement.header.text]
    parts = parts_of(found)
    assert PICTURE in parts.values()
    document = docx.Document(io.BytesIO(found))
    assert document.styles["MOU Clause"].font.name == "Georgia"
    assert document.core_properties.title == "R&D <Agreement>"
    assert document.core_properties.author == "City Attorney"
    assert document.core_properties.last_modified_by == ""


def test_a_tag_that_word_split_over_runs_is_one() -> None:
    split = (
        "<w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ ti</w:t></w:r><w:proofErr "
        'w:type="spellStart"/><w:r><w:t>tle }</w:t></w:r><w:r><w:t>}</w:t></w:r>'
    )
    template = with_part(
        "word/footer1.xml", '<w:r><w:t xml:space="preserve">Page </w:t></w:r>', split
    )
    assert check_template(template, "house.docx") == ()
    footer = parts_of(render_docx(small_agreement(), template, None))["word/footer1.xml"]
    assert small_agreement().title.text.encode() in footer
    assert b"{" not in footer


def test_typed_braces_are_words_of_the_template_and_never_of_a_value() -> None:
    template = with_part("word/footer1.xml", "Page ", "{_{ x }_} {{ title }}")
    agreement = replace(small_agreement(), title=para(Kind.TITLE, "{_{ {{ y }} }_}"))
    footer = parts_of(render_docx(agreement, template, None))["word/footer1.xml"].decode()
    assert "{{ x }} {_{ {{ y }} }_}" in footer


def test_it_means_what_it_means_to_docxtpl() -> None:
    agreement = replace(small_agreement(), draft=True)
    bare = DocxTemplate(io.BytesIO(TEMPLATE))
    body = write_body(agreement, compile_template(TEMPLATE).layout, Marks()).xml
    header = Markup(words(agreement.header.spans, agreement.header.change, Marks()))
    bare.render(
        {"body": Markup(body), "header": header, "draft": True, "title": "T", "language": "en-US"},
        autoescape=True,
    )
    target = io.BytesIO()
    bare.save(target)
    theirs = parts_of(target.getvalue())
    ours = parts_of(render_docx(agreement, TEMPLATE, None))
    for name in ("word/document.xml", "word/header1.xml"):
        assert _canonical(ours[name]) == _canonical(theirs[name])


def _canonical(data: bytes) -> bytes:
    return re.sub(
        rb' xmlns:\w+="[^"]+"', b"", etree.tostring(etree.fromstring(data), method="c14n")
    )


def test_a_word_template_file_makes_documents() -> None:
    types = "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"
    template = with_part("[Content_Types].xml", *types)
    found = render_docx(small_agreement(), template, None)
    assert lines_of(found) == lines_of_agreement(small_agreement())


def test_comments_of_a_template_are_said_and_do_not_clash_with_ours() -> None:
    template = edited(
        lambda d: d.add_comment(d.paragraphs[0].runs, text="House note", author="Counsel") and None
    )
    # The comment would stand in the paragraph that the agreement takes the place of.
    assert "MOU412" in codes(template, Severity.WARNING)
    agreement = small_agreement()
    first = agreement.sections[0]
    provision = replace(first.provisions[0], comments=(Comment("Luis", "Why?"),))
    section = replace(first, provisions=(provision, *first.provisions[1:]))
    agreement = replace(agreement, sections=(section, *agreement.sections[1:]))
    found = docx.Document(io.BytesIO(render_docx(agreement, template, None)))
    assert [(each.author, each.text) for each in found.comments] == [
        ("Counsel", "House note"),
        ("Luis", "Why?"),
    ]
    assert len({each.comment_id for each in found.comments}) == 2


def test_a_template_made_from_an_old_agreement_forgets_where_that_came_from() -> None:
    old = parts_of(render_docx(small_agreement(), TEMPLATE, SOURCE))
    old["word/document.xml"] = parts_of(TEMPLATE)["word/document.xml"]
    old["word/header1.xml"] = parts_of(TEMPLATE)["word/header1.xml"]
    again = render_docx(small_agreement(), packed(old), replace(SOURCE, config=b"new"))
    assert sorted(name for name in parts_of(again) if "customXml" in name) == [
        "customXml/_rels/item1.xml.rels",
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
    ]
    fresh = render_docx(small_agreement(), TEMPLATE, replace(SOURCE, config=b"new"))
    # A house template travels with its documents; nothing else of the old one does.
    source, expected = parts_of(again), parts_of(fresh)
    assert b'name="c.yaml"' in source["customXml/item1.xml"]
    assert SOURCE.config.hex() not in source.pop("customXml/item1.xml").hex()
    expected.pop("customXml/item1.xml")
    assert source == expected


def test_custom_xml_of_the_house_stays_and_ours_comes_beside_it() -> None:
    parts = parts_of(TEMPLATE)
    template = packed({**parts, "customXml/item1.xml": b"<bibliography/>"})
    found = parts_of(render_docx(small_agreement(), template, SOURCE))
    assert found["customXml/item1.xml"] == b"<bibliography/>"
    assert b"urn:mou-builder:source:1" in found["customXml/item2.xml"]


def test_a_template_is_compiled_once_for_a_batch() -> None:
    assert compile_template(bytes(TEMPLATE)) is compile_template(TEMPLATE)


def in_body(words: str) -> bytes:
    """The template with a further paragraph before the place for the agreement."""
    place = "<w:body>"
    return with_part("word/document.xml", place, f"{place}<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")


FAULTS = {
    "a style is missing": (
        without_style("MOUClause", "MOU Clause"),
        "MOU405",
        "“MOU Clause”",
    ),
    "the line to sign has no style": (
        without_style("MOUSignature", "MOU Signature"),
        "MOU405",
        "MOUSignature",
    ),
    "no place for the agreement": (
        with_part("word/document.xml", "{{p body }}", "Agreement"),
        "MOU409",
        "no place for the agreement",
    ),
    "two places for the agreement": (in_body("{{p body }}"), "MOU409", "more than one place"),
    "the place shares its paragraph": (
        with_part("word/document.xml", "{{p body }}", "Dear all, {{p body }}"),
        "MOU409",
        "“Dear all, {{p body }}”",
    ),
    "the place is written as words": (
        with_part("word/document.xml", "{{p body }}", "{{ body }}"),
        "MOU409",
        "{{ body }}",
    ),
    "an unknown name": (in_body("{{ tilte }}"), "MOU407", "did you mean “title”?"),
    "a name that is not for templates": (in_body("{{ title_runs }}"), "MOU407", "_runs"),
    "a tag that is not closed": (in_body("Dear {{ title"), "MOU406", "“Dear {{ title”"),
    "a tag inside a tag": (in_body("{{ {% title }}"), "MOU406", "not closed before"),
    "a condition that does not end": (
        in_body("{% if draft %}DRAFT"),
        "MOU406",
        "{% if … %} has no {% endif %} behind it (in the body, paragraph “{% if draft %}DRAFT”",
    ),
    "a condition that does not begin": (
        in_body("{% endif %}"),
        "MOU406",
        "{% endif %} has no {% if … %} before it",
    ),
    "an unknown tag": (in_body("{% sum title %}"), "MOU406", "sum"),
    "an unknown test": (in_body("{% if draft is vague %}x{% endif %}"), "MOU408", "vague"),
    "nonsense": (in_body("{{ title + }}"), "MOU406", "“{{ title + }}”"),
    "runs of what is no runs": (in_body("{{r version }}"), "MOU406", "{{r version }} is unknown"),
    "a row tag": (in_body("{{tr title }}"), "MOU406", "unknown"),
    "a loop": (in_body("{% for a in title %}x{% endfor %}"), "MOU408", "for"),
    "a call": (in_body("{{ title.upper() }}"), "MOU408", "call"),
    "arithmetic": (in_body("{{ 'a' * 1000000000 }}"), "MOU408", "mul"),
    "a filter that can explode": (in_body("{{ '%9999999d' | format(1) }}"), "MOU408", "format"),
    "an include": (in_body("{% include '/etc/passwd' %}"), "MOU408", "include"),
    "a tag in a field": (
        with_part("word/footer1.xml", 'w:instr="PAGE"', 'w:instr="{{ title }}"'),
        "MOU406",
        "outside the words",
    ),
    "clauses are not numbered": (
        with_part("word/numbering.xml", '<w:lvlText w:val="%1."/>', '<w:lvlText w:val="§ %1"/>'),
        "MOU410",
        "“MOU Clause” does not number its paragraphs 1., 2.",
    ),
    "sub-clauses are not lettered": (
        with_part("word/numbering.xml", "lowerLetter", "lowerRoman"),
        "MOU410",
        "a., b.",
    ),
    "the clauses begin at another number": (
        with_part("word/numbering.xml", '<w:start w:val="1"/>', '<w:start w:val="5"/>'),
        "MOU410",
        "Word would number a clause “5.” whose number is “1.”",
    ),
    "a line of its own is counted as a clause": (
        with_part(
            "word/document.xml",
            "<w:body>",
            '<w:body><w:p><w:pPr><w:pStyle w:val="MOUClause"/></w:pPr></w:p>',
        ),
        "MOU410",
        "Word would number a clause “2.” whose number is “1.”",
    ),
    "a heading is counted as a clause": (
        edited(lambda document: numbered_like_clauses(document.styles["Heading 1"])),
        "MOU410",
        "Word would number a clause “2.” whose number is “1.”",
    ),
    "macros": (
        packed({**parts_of(TEMPLATE), "word/vbaProject.bin": b"x"}),
        "MOU403",
        "macros (word/vbaProject.bin)",
    ),
    "tracked changes": (
        with_part(
            "word/document.xml",
            "<w:body>",
            '<w:body><w:p><w:ins w:id="1" w:author="A"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
        ),
        "MOU404",
        "tracked changes",
    ),
    "tracked changes of a table": (
        with_part(
            "word/document.xml",
            "<w:body>",
            '<w:body><w:tbl><w:tblPr><w:tblPrChange w:id="1" w:author="A"/></w:tblPr>'
            "<w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        ),
        "MOU404",
        "tracked changes",
    ),
}
_BODY = parts_of(TEMPLATE)["word/document.xml"].decode()
_PLACE = re.search(r"<w:p>.*</w:p>", _BODY)
assert _PLACE is not None
FAULTS["the place is in a table"] = (
    with_part(
        "word/document.xml",
        _PLACE[0],
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
        f"{_PLACE[0]}</w:tc></w:tr></w:tbl><w:p/>",
    ),
    "MOU409",
    "inside a table",
)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_template_is_said_and_it_is_not_used(fault: str) -> None:
    template, code, said = FAULTS[fault]
    found = check_template(template, "house.docx")
    assert code in [each.code for each in found if each.severity is Severity.ERROR]
    assert said in "\n".join(map(str, found))
    assert all(each.place.file == "house.docx" for each in found)
    with pytest.raises(Refused, match=code):
        render_docx(small_agreement(), template, None)


def test_every_fault_is_said_at_once() -> None:
    parts = parts_of(without_style("MOUClause", "MOU Clause"))
    parts["word/header1.xml"] = parts["word/header1.xml"].replace(b"{{r header }}", b"{{ hedaer }}")
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"{{p body }}", b"{{ body")
    assert {"MOU405", "MOU406", "MOU407", "MOU409"} <= set(codes(packed(parts)))


WARNINGS = {
    "MOU413": with_part("word/header1.xml", "{%p if draft %}", "{%p if redline %}"),
    "MOU405": without_style("MOUTable", "MOU Table"),
    "MOU411": packed(
        {
            **parts_of(TEMPLATE),
            "word/_rels/settings.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.'
            b'org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxml'
            b'formats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/x'
            b'.dotm" TargetMode="External"/></Relationships>',
        }
    ),
}


@pytest.mark.parametrize("code", WARNINGS)
def test_what_is_doubtful_in_a_template_is_said_and_it_is_used(code: str) -> None:
    assert codes(WARNINGS[code]) == []
    assert codes(WARNINGS[code], Severity.WARNING) == [code]
    found = render_docx(small_agreement(), WARNINGS[code], None)
    assert lines_of(found) == lines_of_agreement(small_agreement())


def with_own_pages(page: str, words: str) -> bytes:
    """A template with a header of its own for first or even pages."""
    document = docx.Document(io.BytesIO(TEMPLATE))
    section = document.sections[0]
    section.different_first_page_header_footer = page == "first"
    document.settings.odd_and_even_pages_header_footer = page == "even"
    own = section.first_page_header if page == "first" else section.even_page_header
    own.paragraphs[0].text = words
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("page", "said"), [("first", "of a first page says"), ("even", "of even pages says")]
)
def test_pages_with_a_header_of_their_own_mark_a_draft_too(page: str, said: str) -> None:
    silent = check_template(with_own_pages(page, "Maple Grove"), "house.docx")
    assert [said in each.message for each in silent if each.code == "MOU413"] == [True]
    marked = with_own_pages(page, "{% if draft %}DRAFT{% endif %} Maple Grove")
    assert "MOU413" not in codes(marked, Severity.WARNING)


def unmarked(template: bytes, formats: tuple[Format, ...], *, is_draft: bool) -> list[str]:
    options = RenderOptions(formats, template, is_draft, template_name="house.docx")
    found = render(checked(example(FINISHED[0])), options).diagnostics
    return [each.message for each in found if each.code == "MOU413"]


def test_a_draft_on_a_letterhead_that_does_not_mark_it_is_told_once_in_the_same_words() -> None:
    letterhead = with_own_pages("first", "Maple Grove")
    found = {each.message for each in check_template(letterhead, "house.docx")}
    both = (Format.DOCX, Format.PDF)
    assert set(unmarked(letterhead, both, is_draft=True)) == found != set()
    for formats in ((Format.DOCX,), (Format.PDF,), both):
        assert len(unmarked(letterhead, formats, is_draft=True)) == 1, formats
    assert unmarked(letterhead, both, is_draft=False) == []
    assert unmarked(letterhead, (Format.TEXT, Format.HTML), is_draft=True) == []
    assert unmarked(TEMPLATE, both, is_draft=True) == []
