"""An agreement as a Word document: the one renderer, for redlines, too.

The words of an agreement never pass through the template language: the body is built as XML and put
into the place that the template has for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup

from mou_builder.agreement.document import Agreement, Change, Paragraph
from mou_builder.diagnostic import refusal
from mou_builder.frozen import replace
from mou_builder.patterns import pattern
from mou_builder.word.package.core_properties import CORE_PART, core_xml
from mou_builder.word.package.links import (
    COMMENTS_LINK,
    COMMENTS_TYPE,
    MAIN_LINKS,
    NO_LINKS,
    SOURCE_LINK,
    SOURCE_PROPERTIES_TYPE,
    with_link,
    with_type,
)
from mou_builder.word.package.opening import CONTENT_TYPES, MAIN
from mou_builder.word.package.zip_writer import ZipEntry, stored, write_zip
from mou_builder.word.references import counted_clauses
from mou_builder.word.template.compiling import Template, compile_template
from mou_builder.word.template.inserted_clauses import inserted_numbers
from mou_builder.word.template.rules import COMMENTS_PART, NUMBERING_PART
from mou_builder.word.template.values import new_words, printed_as_runs, tag_values
from mou_builder.word.writing.body import Body, write_body
from mou_builder.word.writing.comments import comments_xml
from mou_builder.word.writing.preface import write_preface
from mou_builder.word.writing.runs import Marks, Revision, words
from mou_builder.word.writing.source_part import DocxSource, source_xml
from mou_builder.word.xml_text import DECLARATION

__all__ = ["DocxSource", "Revision", "Template", "render", "render_docx"]

_NOT_XML = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAY_BEGIN_ONE = (*range(9), 11, 12, *range(14, 32), 0xED, b"\xef\xbf")
"""The bytes that such characters begin with in UTF-8: searching for these is ten times faster."""
_SOURCE_ID = "{6D6F7562-7569-4C64-8572-736F75726365}"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def render_docx(
    agreement: Agreement,
    template: bytes,
    provenance: DocxSource | None,
    revision: Revision | None = None,
    made: datetime | None = None,
    template_name: str = "template",
) -> bytes:
    """The agreement as DOCX, in the looks of ``template``, itself a DOCX.

    ``provenance`` is stored inside the file. ``revision`` names the author and date of the tracked
    changes, for an agreement that has `Change` marks. ``made`` is the date in the properties; none
    by default, so that the same input gives the same bytes. A template is compiled once, however
    often it is used; diagnostics call it ``template_name``.

    Raises `Refused`: MOU401–MOU410 for a template that cannot be used, MOU414 for words with
    characters that a Word document cannot have.
    """
    return render(agreement, compile_template(template, template_name), provenance, revision, made)


def render(
    agreement: Agreement,
    template: Template,
    provenance: DocxSource | None,
    revision: Revision | None = None,
    made: datetime | None = None,
) -> bytes:
    """As `render_docx`, from a compiled template."""
    counted = counted_clauses(agreement) if template.layout.counts_plainly else {}
    own = inserted_numbers(agreement)
    numbering, lists = template.numbering_with(own)
    marks = Marks(revision, template.first_annotation, counted, lists)
    preface = write_preface(agreement.preface, template.layout, marks)
    body = write_body(agreement, template.layout, marks, template.first_comment)
    body = replace(body, xml=preface + body.xml)
    context = _context(agreement, body, marks)
    parts = {name: each.render(context) for name, each in template.rendered.items()}
    title = new_words(agreement.title)
    parts[CORE_PART] = core_xml(template.properties, title, agreement.language, made)
    parts |= _added_parts(template, body, provenance, agreement)
    entries = [stored(name, _encoded(name, xml)) for name, xml in parts.items()]
    entries += (each for each in template.entries if not (own and each.name == NUMBERING_PART))
    entries += (*numbering, template.styles_in(agreement.language))
    return write_zip(sorted(entries, key=_place_in_file))


def _encoded(name: str, xml: str) -> bytes:
    """A part's bytes. Raises `Refused`: MOU414."""
    data = xml.encode(errors="surrogatepass")
    if any(map(data.__contains__, _MAY_BEGIN_ONE)) and (bad := _NOT_XML.search(xml)):
        raise refusal(
            "MOU414",
            name,
            f"the agreement contains the control character U+{ord(bad[0]):04X}",
            "retype the value in the config",
        )
    return data


def _place_in_file(entry: ZipEntry) -> tuple[int, str]:
    """The order of parts: content types first, as programs expect that look at the first bytes."""
    first = (CONTENT_TYPES, "_rels/.rels", MAIN)
    return (first.index(entry.name) if entry.name in first else len(first), entry.name)


class _Runs:
    """The words of a paragraph as runs, marked anew wherever a template prints them."""

    def __init__(self, paragraph: Paragraph, marks: Marks) -> None:
        self._paragraph = paragraph
        self._marks = marks

    def __html__(self) -> str:
        return words(self._paragraph.spans, Change.KEPT, self._marks)


def _context(agreement: Agreement, body: Body, marks: Marks) -> Mapping[str, object]:
    nothing = Paragraph(agreement.title.kind, ())
    return {
        "body": Markup(body.xml),  # noqa: S704 (built here, its words escaped)
        **tag_values(agreement, redline=marks.revision is not None and agreement.has_changes),
        **{
            f"{name}_runs": _Runs(each or nothing, marks)
            for name, each in printed_as_runs(agreement).items()
        },
    }


def _added_parts(
    template: Template, body: Body, source: DocxSource | None, agreement: Agreement
) -> dict[str, str]:
    """The parts that a document has beside its template's, and the types and links of all parts."""
    types, links = template.content_types, template.links
    parts: dict[str, str] = {}
    if template.comments is not None or body.comments:
        parts[COMMENTS_PART] = comments_xml(body.comments, template.comments)
        if template.comments is None:
            types = with_type(types, COMMENTS_PART, COMMENTS_TYPE)
            links = with_link(links, "mouComments", COMMENTS_LINK, "comments.xml")
    if source is not None:
        number = template.source_number
        item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
        parts[item] = source_xml(source, agreement, template.carried)
        parts[properties] = (
            f'{DECLARATION}<ds:datastoreItem ds:itemID="{_SOURCE_ID}" xmlns:ds="{_DATA_STORE}">'
            "<ds:schemaRefs/></ds:datastoreItem>"
        )
        parts[f"customXml/_rels/item{number}.xml.rels"] = with_link(
            NO_LINKS,
            "rId1",
            f"{SOURCE_LINK}Props",
            f"itemProps{number}.xml",
        )
        types = with_type(types, properties, SOURCE_PROPERTIES_TYPE)
        links = with_link(links, "mouSource", SOURCE_LINK, f"../{item}")
    return {**parts, CONTENT_TYPES: types, MAIN_LINKS: links}
