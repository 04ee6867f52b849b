"""Small tables stay whole: one that would break over two pages begins on the second.

Word and LibreOffice keep the rows of a table together by keep-with-next (ISO/IEC 29500-1,
17.3.1.15), which rdocx 0.16 does not honour inside tables.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from mou_builder.pdf.docx_body import MAIN, DocxBody, parse_xml, with_parts
from mou_builder.pdf.preparing import W
from mou_builder.pdf.values import Fragment

TALLEST = 330.0
"""Points, half a page of text: moving a taller table would leave too much white behind."""

_HEADING = "Heading1"
_BEFORE = {f"{W}pStyle", f"{W}keepNext", f"{W}keepLines"}


def broken_tables(body: DocxBody, fragments: Sequence[Fragment]) -> tuple[int, ...]:
    """The indices of the small tables that were laid on more than one page."""
    parts: dict[int, list[Fragment]] = defaultdict(list)
    for each in fragments:
        if body.children[each.index].is_table:
            parts[each.index].append(each)
    return tuple(
        index
        for index, pieces in parts.items()
        if len({each.page for each in pieces}) > 1
        and sum(each.bottom - each.top for each in pieces) <= TALLEST
    )


def on_the_next_page(body: DocxBody, tables: Sequence[int]) -> DocxBody:
    """The body with a page break before each of these tables and what announces it."""
    with zipfile.ZipFile(io.BytesIO(body.docx)) as package:
        root = parse_xml(package.read(MAIN))
        children = list(root.iterfind(f"{W}body/*"))
        for index in tables:
            if (first := _announcing(children, index)) is not None:
                _break_before(first)
        docx = with_parts(package, {MAIN: etree.tostring(root, encoding="UTF-8")})
    return replace(body, docx=docx)


def _announcing(children: Sequence[etree._Element], index: int) -> etree._Element | None:
    """The paragraph before a table, or the heading before that one; None where there is none."""
    at = index - 1
    if at < 0 or children[at].tag != f"{W}p":
        return None
    return children[at - 1] if at and _style(children[at - 1]) == _HEADING else children[at]


def _style(element: etree._Element) -> str | None:
    style = element.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def _break_before(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    if properties.find(f"{W}pageBreakBefore") is None:
        at = sum(each.tag in _BEFORE for each in properties)
        properties.insert(at, etree.Element(f"{W}pageBreakBefore"))
