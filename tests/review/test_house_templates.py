"""The lines of a house template are known by their place: no edits, and no place to hide one."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.actions.review import Reviewing, review_copy
from mou_builder.agreement.document import PartKind
from mou_builder.diagnostic import Refused
from mou_builder.review.findings import PartFinding, Reviewed
from mou_builder.word.names import PACKAGED_TEMPLATE, SOURCE_NAMESPACE
from mou_builder.word.package.zip_writer import stored, write_zip
from mou_builder.word.template.compiling import compile_template
from tests.support.agreement.assembling import TEMPLATE, checked, example, library
from tests.support.libreoffice.jobs import see
from tests.support.review.committed_copies import HOUSES, house
from tests.support.review.returned_copies import CITY, Copy, new_paragraph, parts_of, w
from tests.support.word.edited_templates import declared, opened, paragraph, saved, with_blocks

NAMES = ("bm", "lt", "nohead", "ph")
DRAFT_LINE = "Draft for discussion. Not binding until signed."


def made_in(name: str) -> bytes:
    options = RenderOptions((Format.DOCX,), house(name))
    (data,) = render(checked(example(CITY), CITY), options).files.values()
    return data


def read(data: bytes, given: bytes | None = None) -> Reviewing:
    return review_copy(data, "returned.docx", library(), given or TEMPLATE)


def told(reviewing: Reviewing) -> list[Reviewed]:
    return [each for each in reviewing.review.parts if each.findings]


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_copy_is_read_without_telling_its_template_again(name: str) -> None:
    reviewing = read(made_in(name))
    assert reviewing.review.is_untouched
    (note,) = reviewing.review.notes
    assert "--template" in note


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_copy_compared_with_its_template_has_nothing_to_say(name: str) -> None:
    reviewing = read(made_in(name), house(name))
    assert reviewing.review.is_untouched
    assert reviewing.review.notes == ()


@pytest.mark.parametrize("given", [False, True])
def test_a_line_of_the_template_that_is_gone_is_told(given: bool) -> None:
    copy = Copy(made_in("lt"))
    line = copy.paragraph(DRAFT_LINE)
    line.getparent().remove(line)
    (part,) = told(read(copy.returned(), house("lt") if given else None))
    assert part.key is not None
    assert part.key.part is PartKind.TEMPLATE
    assert part.findings == (PartFinding.REMOVED, PartFinding.SILENT)
    assert part.edits[0].deleted == DRAFT_LINE


def test_a_line_of_the_template_with_other_words_is_told() -> None:
    copy = Copy(made_in("lt")).replace("Not binding until signed", "Binding from today")
    parts = told(read(copy.returned()))
    assert all(each.is_silent for each in parts)
    assert any("Binding from today" in edit.inserted for part in parts for edit in part.edits)


def test_a_line_of_the_template_that_stands_again_elsewhere_is_told() -> None:
    copy = Copy(made_in("lt"))
    copy.add_after("The SRO shall meet with", DRAFT_LINE, "Normal")
    parts = told(read(copy.returned()))
    assert parts
    assert all(each.is_silent for each in parts)
    assert any(DRAFT_LINE in "".join(w.text for w in each.words) for each in parts)


def test_words_hidden_in_a_line_of_the_template_are_told() -> None:
    copy = Copy(made_in("lt"))
    for each in copy.paragraph(DRAFT_LINE).iter(w("r")):
        etree.SubElement(each, w("rPr")).append(etree.Element(w("vanish")))
        each.insert(0, each[-1])
    parts = told(read(copy.returned()))
    assert any(PartFinding.UNCERTAIN in each.findings for each in parts)
    assert any(edit.deleted == DRAFT_LINE for part in parts for edit in part.edits)


def test_a_placeholder_of_the_template_is_no_place_for_other_words() -> None:
    parts = told(read((HOUSES / "ph-footer-edited.docx").read_bytes(), house("ph")))
    assert any("void unless countersigned" in e.inserted for part in parts for e in part.edits)
    gone = [each for each in parts if each.key and each.key.part is PartKind.TEMPLATE]
    assert all(each.is_silent for each in (*gone, parts[0]))


def test_a_letterhead_is_no_edit() -> None:
    untouched = (HOUSES / "nohead-untouched-copy.docx").read_bytes()
    margins = (PartKind.HEADER, PartKind.TEMPLATE, None)
    parts = told(read(untouched, house("nohead")))
    assert [each for each in parts if (each.key.part if each.key else None) in margins] == []


def _lettered(picture: bytes) -> bytes:
    """The packaged template with a picture in its header, as a letterhead has one."""
    parts = parts_of(TEMPLATE)
    header = next(each for each in parts if each.startswith("word/header"))
    root = etree.fromstring(parts[header])
    made = new_paragraph("", "Header")
    blip = etree.SubElement(
        etree.SubElement(made[-1], w("drawing")),
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    )
    blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", "pic")
    root.insert(0, made)
    parts[header] = etree.tostring(root)
    parts["word/media/seal.png"] = picture
    parts[f"word/_rels/{header.rpartition('/')[2]}.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="pic" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="media/seal.png"/></Relationships>'
    )
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1
    )
    return write_zip(stored(name, data) for name, data in parts.items())


def test_a_picture_of_the_letterhead_is_known_again_and_another_one_is_told() -> None:
    options = RenderOptions((Format.DOCX,), _lettered(b"the seal"))
    (data,) = render(checked(example(CITY), CITY), options).files.values()
    assert read(data).review.is_untouched
    parts = parts_of(data)
    parts["word/media/seal.png"] = b"a picture of other words"
    forged = write_zip(stored(name, each) for name, each in parts.items())
    parts = told(read(forged))
    assert parts
    assert all(each.is_silent for each in parts)


def test_what_a_forged_template_in_the_file_prints_is_shown_and_refuted_by_the_real_one() -> None:
    """Whoever edits a line and the template that the file carries is not believed."""
    copy = Copy(made_in("lt")).replace(DRAFT_LINE, "Clause 7 is void.")
    root = etree.fromstring(copy.parts["customXml/item1.xml"])
    carried = root.find(f"{{{SOURCE_NAMESPACE}}}template")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(carried.text))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"]
    parts["word/document.xml"] = main.replace(DRAFT_LINE.encode(), b"Clause 7 is void.")
    forged = write_zip(stored(name, each) for name, each in parts.items())
    carried.text = base64.b64encode(forged).decode()
    copy.parts["customXml/item1.xml"] = etree.tostring(root)
    (note,) = read(copy.returned()).review.notes
    assert "Clause 7 is void." in note
    assert all(each.is_silent for each in told(read(copy.returned(), house("lt"))))


def test_the_packaged_template_is_not_carried_and_its_digest_is_known() -> None:
    assert compile_template(TEMPLATE).carried is None, f"update {PACKAGED_TEMPLATE=}"


@pytest.mark.crosscheck
def test_nothing_is_found_in_copies_that_libreoffice_saved() -> None:
    seen = see([(made_in(name), "keep") for name in NAMES])
    for name, each in zip(NAMES, seen, strict=True):
        assert read(each.saved).review.is_untouched, name


def house_with(*blocks: str) -> bytes:
    """The packaged template with blocks of its own before the agreement, and a comment of its own.

    Its first section has another header than the second, which has the agreement.
    """
    document = opened(with_blocks(*blocks, FIRST_SECTION))
    header = document.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = "The first section"
    own = "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:lvlText w:val='%1'/></w:lvl>"
    lists = f"{own}</w:abstractNum>", "<w:num w:numId='7'><w:abstractNumId w:val='7'/></w:num>"
    for at, each in zip((0, 2), lists, strict=True):
        document.part.numbering_part.element.insert(at, parse_xml(declared(each)))
    document.add_comment(document.paragraphs[0].runs, "Is this line still ours?", "Clerk", "C")
    return saved(document)


FIRST_SECTION = (
    "<w:p><w:pPr><w:sectPr><w:pgSz w:w='12240' w:h='15840'/></w:sectPr></w:pPr>"
    "<w:r><w:t>End of the letter.</w:t></w:r></w:p>"
)
NUMBERED = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr>"
AGAIN = "To be filed with the clerk."
HOUSE_BLOCKS = (
    paragraph(text=AGAIN),
    paragraph(text=AGAIN),
    paragraph(NUMBERED, text=""),
    paragraph(run="<w:color w:val='FFFFFF'/>", text="On a dark ground"),
    paragraph(text=AGAIN),
)


def made_with(template: bytes) -> bytes:
    options = RenderOptions((Format.DOCX,), template)
    (data,) = render(checked(example(CITY), CITY), options).files.values()
    return data


def test_lines_that_stand_twice_sections_and_comments_of_a_template_are_no_edit() -> None:
    template = house_with(*HOUSE_BLOCKS)
    for given in (None, template):
        found = read(made_with(template), given).review
        assert [(each.title, each.findings) for each in found.parts if each.findings] == []
        assert [each.text for each in found.remarks] == []


def test_one_of_two_lines_alike_with_other_words_is_told() -> None:
    copy = Copy(made_with(house_with(*HOUSE_BLOCKS))).replace(AGAIN, "To be shredded by the clerk.")
    (part,) = told(read(copy.returned()))
    assert part.is_silent
    assert "shredded" in "".join(each.inserted for each in part.edits)


def test_another_header_of_the_first_section_is_told() -> None:
    parts = parts_of(made_with(house_with(paragraph(text=AGAIN))))
    name = next(each for each, data in parts.items() if b"The first section" in data)
    parts[name] = parts[name].replace(b"The first section", b"Void section")
    found = told(read(write_zip(stored(name, each) for name, each in parts.items())))
    assert found
    assert all(each.is_silent for each in found)


def test_a_template_that_cannot_be_used_is_called_by_its_name() -> None:
    with pytest.raises(Refused) as refused:
        review_copy(made_in("lt"), "c.docx", library(), b"no", template_name="house.docx")
    assert [each.place.file for each in refused.value.diagnostics] == ["house.docx"]


def test_a_title_in_a_control_is_not_taken_for_a_header_of_the_same_words() -> None:
    """The header of the model as published has the words of its title."""
    document = opened()
    header = document.sections[0].header._element
    path = "/ns1:coreProperties[1]/ns0:title[1]"
    control = (
        f"<w:p {nsdecls('w')}><w:sdt><w:sdtPr><w:dataBinding w:xpath='{path}' "
        "w:storeItemID='{0}'/></w:sdtPr><w:sdtContent><w:r><w:t>Title</w:t></w:r></w:sdtContent>"
        "</w:sdt></w:p>"
    )
    header.insert(0, parse_xml(control))
    options = RenderOptions((Format.DOCX,), saved(document), draft=True)
    (data,) = render(checked(example("wisconsin-as-published.yaml")), options).files.values()
    assert read(data).review.is_untouched


def in_header(content: str) -> bytes:
    """The packaged template with a paragraph of its own in its header."""
    document = opened()
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    line = parse_xml(f"<w:p {nsdecls('w')} {vml}><w:r>{content}</w:r></w:p>")
    document.sections[0].header._element.insert(0, line)
    return saved(document)


def with_header_changed(template: bytes, old: bytes, new: bytes) -> bytes:
    parts = parts_of(made_with(template))
    [name] = (each for each in parts if "word/header" in each and old in parts[each])
    return write_zip(
        stored(each, data.replace(old, new) if each == name else data)
        for each, data in parts.items()
    )


@pytest.mark.parametrize("field", ["DATE", "FILENAME", "SAVEDATE"])
def test_what_a_field_of_the_letterhead_says_by_itself_is_no_edit(field: str) -> None:
    template = in_header(
        '<w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        f"<w:instrText>{field}</w:instrText></w:r><w:r>"
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>May 1</w:t></w:r><w:r>'
        '<w:fldChar w:fldCharType="end"/>'
    )
    copy = with_header_changed(template, b"May 1", b"June 2")
    assert read(copy).review.is_untouched
    assert told(read(with_header_changed(template, field.encode(), b"QUOTE void")))


def test_a_watermark_is_the_same_without_the_form_that_word_keeps_for_it() -> None:
    form = '<v:shapetype id="t"><v:textpath on="t"/></v:shapetype>'
    shape = '<v:shape type="#t"><v:textpath string="COPY"/></v:shape>'
    template = in_header(f"<w:pict>{form}{shape}</w:pict>")
    assert read(with_header_changed(template, form.encode(), b"")).review.is_untouched
    assert told(read(with_header_changed(template, b"COPY", b"VOID")))
