"""Tracked changes, drawn as lawyers mark them: to the eye on the page, to the ear in the tags.

Insertions are blue and double-underlined, deletions red and struck, moves green, with a bar in the
margin. They are drawn into a copy of the DOCX, as colours and lines of its text (ISO/IEC 29500-1,
17.13.5 for the marks and 17.3.2 for the formatting), so that every engine draws them alike. The
colours keep a contrast of 4.5 to 1 (WCAG 2.1, 1.4.3); each is one that nobody else would choose,
and so tells in the PDF which words are which.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby

from lxml import etree
from pikepdf import Name

from mou_builder.pdf.docx_body import parse_xml, unreadable, with_parts
from mou_builder.pdf.former_numbers import keep_former_numbers
from mou_builder.pdf.marks import Mark, PageMarks
from mou_builder.pdf.preparing import XML_SPACE, W
from mou_builder.pdf.tags import Tags
from mou_builder.pdf.values import Fragment


class Revision(Enum):
    """What happened to some words: the colour that shows it, and the words that tell it."""

    INSERTED = ((0x0F, 0x0F, 0xC3), "inserted")
    DELETED = ((0xC3, 0x0F, 0x0F), "deleted")
    MOVED_FROM = ((0x0F, 0x69, 0x0F), "moved from here")
    MOVED_TO = ((0x0F, 0x6A, 0x0F), "moved to here")

    @property
    def colour(self) -> tuple[int, int, int]:
        """Red, green and blue, each from 0 to 255."""
        return self.value[0]

    @property
    def spoken(self) -> str:
        """How it is told to a screen reader."""
        return self.value[1]

    @property
    def is_gone(self) -> bool:
        """Whether the words are those of the old text only."""
        return self in (Revision.DELETED, Revision.MOVED_FROM)


_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_MAIN, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_BY_ELEMENT = {
    f"{W}ins": Revision.INSERTED,
    f"{W}del": Revision.DELETED,
    f"{W}moveFrom": Revision.MOVED_FROM,
    f"{W}moveTo": Revision.MOVED_TO,
    f"{W}cellIns": Revision.INSERTED,
    f"{W}cellDel": Revision.DELETED,
}
_BY_COLOUR = {each.colour: each for each in Revision}
_PROPERTIES = {f"{W}p": f"{W}pPr/{W}rPr", f"{W}tr": f"{W}trPr", f"{W}tc": f"{W}tcPr"}
_FORMATTING_ONLY = re.compile(r"(Change|(From|To)Range(Start|End))$")
_PILCROW = "¶"
_BAR = 18.0
_BAR_THICKNESS = 1.0


def draw_changes(docx: bytes) -> bytes:
    """A copy of a DOCX without tracked changes, in which they are formatting.

    Changes of formatting alone are not shown. Raises `Refused` (MOU502) for what is not a DOCX.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            names = [each for each in package.namelist() if _STORY.fullmatch(each)]
            stories = {name: parse_xml(package.read(name)) for name in names}
            numbering = _numbered(package, stories)
            for story in stories.values():
                _draw(story, None)
            return with_parts(
                package,
                {name: etree.tostring(each) for name, each in (stories | numbering).items()},
            )
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise unreadable(str(error)) from error


def _numbered(
    package: zipfile.ZipFile, stories: dict[str, etree._Element]
) -> dict[str, etree._Element]:
    """The numbering part, with the numbers that what went had; none where nothing is numbered."""
    if not {_MAIN, _STYLES, _NUMBERING} <= set(package.namelist()):
        return {}
    numbering = parse_xml(package.read(_NUMBERING))
    styles = parse_xml(package.read(_STYLES))
    for paragraph, level in keep_former_numbers(stories[_MAIN], styles, numbering):
        gone = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
        _format(_properties_of(level), Revision.DELETED if gone else Revision.MOVED_FROM)
    return {_NUMBERING: numbering}


def _draw(element: etree._Element, revision: Revision | None) -> None:
    """Draw what is in an element; the innermost change is the one that holds."""
    for child in list(element):
        if child.tag in _BY_ELEMENT and len(child):
            _draw(child, _BY_ELEMENT[child.tag])
            _unwrap(child)
        elif _FORMATTING_ONLY.search(child.tag):
            element.remove(child)
        else:
            if child.tag == f"{W}r" and revision:
                _draw_run(child, revision)
            _draw(child, _change_within(child) or revision)


def _change_within(element: etree._Element) -> Revision | None:
    """Take the change of a paragraph's mark, a row or a cell out of it; that of its content."""
    own = _own_change(element) if element.tag in _PROPERTIES else None
    if own and element.tag == f"{W}p":
        _draw_paragraph_mark(element, own)
        return None
    return own


def _own_change(element: etree._Element) -> Revision | None:
    """The change of a paragraph's mark, a row or a cell as such, taken out of it."""
    found = None
    for properties in element.iterfind(_PROPERTIES[element.tag]):
        for each in list(properties):
            if each.tag in _BY_ELEMENT:
                found = _BY_ELEMENT[each.tag]
                properties.remove(each)
    return found


def _draw_paragraph_mark(paragraph: etree._Element, revision: Revision) -> None:
    """Colour the number of a paragraph that came or went; where only its end did, show that."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is not None:
        _format(properties, revision)
    kept = any(
        next(run.iter(f"{W}t", f"{W}tab", f"{W}sym"), None) is not None
        and not any(above.tag in _BY_ELEMENT for above in run.iterancestors())
        for run in paragraph.iter(f"{W}r")
    )
    if kept:
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = _PILCROW
        _draw_run(run, revision)


def _draw_run(run: etree._Element, revision: Revision) -> None:
    _format(_properties_of(run), revision)
    for each in run.iterfind(f"{W}delText"):
        each.tag = f"{W}t"
        each.set(XML_SPACE, "preserve")
    for each in list(run.iterfind(f"{W}delInstrText")):
        run.remove(each)


def _properties_of(element: etree._Element) -> etree._Element:
    """The looks of a run (its first child), or of the numbers of a level (its last)."""
    properties = element.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        element.insert(0 if element.tag == f"{W}r" else len(element), properties)
    return properties


def _format(properties: etree._Element, revision: Revision) -> None:
    for name in ("color", "u", "strike", "dstrike"):
        for each in list(properties.iterfind(f"{W}{name}")):
            properties.remove(each)
    colour = "".join(f"{each:02X}" for each in revision.colour)
    etree.SubElement(properties, f"{W}color").set(f"{W}val", colour)
    line, kind = ("strike", "true") if revision.is_gone else ("u", "double")
    etree.SubElement(properties, f"{W}{line}").set(f"{W}val", kind)


def _unwrap(element: etree._Element) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def tell_changes(
    pages: Sequence[PageMarks], tags: Tags, fragments: Sequence[Fragment]
) -> dict[int, bytes]:
    """Have a screen reader say what happened to which words; give the bars to draw on each page."""
    bars = {}
    for page in pages:
        stretches = list(_stretches(page, tags))
        for revision, marks in stretches:
            words = "".join(page.text(mark) for mark in marks).strip()
            tags.wrap(marks, Name.Span, f"[{revision.spoken}: {words}] ")
        bars[page.number] = b"".join(_bars(page.number, stretches, fragments))
    return bars


def _stretches(page: PageMarks, tags: Tags) -> Iterator[tuple[Revision, list[Mark]]]:
    """Neighbouring words of one element with the same change; not the number of a list item."""
    changed = ((_BY_COLOUR.get(mark.colour), mark) for mark in page.marks)
    for (revision, _), pairs in groupby(
        changed, lambda pair: (pair[0], tags.owner(pair[1]).objgen if pair[0] else None)
    ):
        marks = [mark for _, mark in pairs]
        if revision and not tags.is_label(marks[0]):
            yield revision, marks


def _bars(
    page: int, stretches: Sequence[tuple[Revision, list[Mark]]], fragments: Sequence[Fragment]
) -> Iterator[bytes]:
    """A line right of the text beside each line of it with a change; artifacts."""
    right = max((each.right for each in fragments if each.page == page), default=0.0) + _BAR
    heights = {mark.place[1] for _, marks in stretches for mark in marks if mark.place}
    for height in sorted(heights):
        yield (
            f"/Artifact BMC\nq\n0 0 0 RG\n{_BAR_THICKNESS} w\n{right:.2f} {height - 10:.2f} m\n"
            f"{right:.2f} {height + 3:.2f} l\nS\nQ\nEMC\n"
        ).encode()
