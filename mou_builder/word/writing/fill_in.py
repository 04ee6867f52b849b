"""Lines of a document to fill in: in Word a field to type into, on paper a line to write on.

Each line is a paragraph of the style to sign on. Its rule becomes the placeholder of a plain-text
content control (ISO/IEC 29500-1, 17.5.2.44): clicked, it gives way to what is typed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.word.names import SIGNATURE_STYLE, STYLES
from mou_builder.word.package.opening import MAIN, open_package, parse_xml
from mou_builder.word.template.layout import Layout, layout_of
from mou_builder.word.template.looks.reading import LookReader

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_LINE = 280
"""The height of a line of writing in twentieths of a point."""


@dataclass(frozen=True)
class FillIn:
    """A line to fill in: its id, what is asked, and room for how many lines of writing."""

    id: str
    question: str
    lines: int = 1


def with_fill_ins(docx: bytes, lines: Sequence[FillIn]) -> bytes:
    """Return a document of ours whose lines to sign are ``lines`` to fill in, in their order.

    Raises ValueError if it has another number of such lines.
    """
    source = zipfile.ZipFile(io.BytesIO(docx))
    root = parse_xml(source.read(MAIN), MAIN, "DOCX")
    found = [each for each in root.iter(f"{_W}p") if _is_line(each)]
    layout = layout_of(LookReader(open_package(docx, "DOCX")).read({MAIN: root}))
    for paragraph, line in zip(found, lines, strict=True):
        _give_room(paragraph, line, layout)
        _wrap(paragraph, line)
    _break_between(found)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == MAIN:
                data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            entry = zipfile.ZipInfo(item.filename, item.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, data)
    return target.getvalue()


def _is_line(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val") == SIGNATURE_STYLE


def _give_room(paragraph: etree._Element, line: FillIn, layout: Layout) -> None:
    """Room above a rule, which goes from margin to margin where it has several lines."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return
    spacing = etree.Element(f"{_W}spacing", {f"{_W}before": str(_LINE * line.lines)})
    if line.lines == 1:
        properties.append(spacing)
        return
    for old in properties.findall(f"{_W}tabs"):
        properties.remove(old)
    tabs = etree.Element(f"{_W}tabs")
    for stop in layout.sign_stops:
        etree.SubElement(tabs, f"{_W}tab", {f"{_W}val": "clear", f"{_W}pos": str(stop)})
    rule = {"val": "right", "leader": "underscore", "pos": str(layout.text_width)}
    etree.SubElement(tabs, f"{_W}tab", {f"{_W}{name}": each for name, each in rule.items()})
    properties.extend((tabs, spacing))


def _wrap(paragraph: etree._Element, line: FillIn) -> None:
    """Put the last run, which is the rule, into a content control."""
    runs = paragraph.findall(f"{_W}r")
    if not runs:
        return
    rule = runs[-1]
    control = etree.fromstring(
        f'<w:sdt xmlns:w="{_NAMESPACE}"><w:sdtPr><w:alias/><w:tag/><w:id/><w:showingPlcHdr/>'
        '<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    properties, content = control
    properties[0].set(f"{_W}val", line.question[:64])
    properties[1].set(f"{_W}val", line.id)
    properties[2].set(f"{_W}val", str(crc32(line.id.encode()) >> 1))
    rule.addprevious(control)
    content.append(rule)


def _break_between(lines: Sequence[etree._Element]) -> None:
    """Let a page end after the last line of each block, and nowhere inside one."""
    for each in lines:
        before, following = each.getprevious(), each.getnext()
        if before is not None and not _is_line(before):
            _keep(before, with_next=True)
        if following is None or _is_heading(following):
            _keep(each, with_next=False)


def _is_heading(element: etree._Element) -> bool:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    return style is None or style.get(f"{_W}val") == STYLES[Kind.HEADING]


def _keep(paragraph: etree._Element, *, with_next: bool) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return
    for old in properties.findall(f"{_W}keepNext"):
        properties.remove(old)
    keep = etree.Element(f"{_W}keepNext")
    if not with_next:
        keep.set(f"{_W}val", "0")
    properties.insert(1, keep)
