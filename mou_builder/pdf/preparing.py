"""A copy of a DOCX that engines lay out as Word would, and quickly.

Nothing of it is seen: the words and their looks stay.
"""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

NO_BREAK_SPACE = "\u00a0"
SIGNATURE_STYLE = "MOUSignature"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def prepare(body: etree._Element) -> None:
    """Make ``w:body`` ready to be laid out.

    rdocx 0.16 takes 40 % of its time for the content controls around clauses, and more for words
    in several runs than in one.
    """
    _unwrap_content_controls(body)
    for paragraph in body.iter(f"{W}p"):
        _join_runs(paragraph)
        _open_empty_rule(paragraph)


def is_signature_line(element: etree._Element) -> bool:
    """Whether an element is a paragraph to sign on."""
    style = element.find(f"{W}pPr/{W}pStyle") if element.tag == f"{W}p" else None
    return style is not None and style.get(f"{W}val") == SIGNATURE_STYLE


def _unwrap_content_controls(body: etree._Element) -> None:
    """Leave the content of content controls (ISO/IEC 29500-1, 17.5.2) without them."""
    for control in list(body.iter(f"{W}sdt")):
        content = control.find(f"{W}sdtContent")
        for child in () if content is None else list(content):
            control.addprevious(child)
        control.getparent().remove(control)


def _join_runs(paragraph: etree._Element) -> None:
    """Make one run of neighbouring ones that hold only words and look alike."""
    runs = [each for each in paragraph if _words(each) is not None]
    for run, following in reversed(list(pairwise(runs))):
        first, second = _words(run), _words(following)
        if (
            first is not None
            and second is not None
            and run.getnext() is following
            and _looks(run) == _looks(following)
        ):
            first.text = (first.text or "") + (second.text or "")
            first.set(XML_SPACE, "preserve")
            paragraph.remove(following)


def _words(element: etree._Element) -> etree._Element | None:
    """The one text of a run that holds nothing else; None for any other element."""
    if element.tag != f"{W}r":
        return None
    content = [each for each in element if each.tag != f"{W}rPr"]
    return content[0] if len(content) == 1 and content[0].tag == f"{W}t" else None


def _looks(run: etree._Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else etree.tostring(properties)


def _open_empty_rule(paragraph: etree._Element) -> None:
    """Put a no-break space into a ruled line that has no words.

    Such a line is a tab with a leader, alone in its paragraph, or an empty line to sign with a
    border. rdocx 0.16 draws no leader in a paragraph without text, and tags nothing that a field
    could belong to. The space is taken out of the PDF again.
    """
    if next(paragraph.iter(f"{W}t"), None) is not None:
        return
    tab = next(paragraph.iterfind(f".//{W}r/{W}tab"), None)
    if tab is not None:
        tab.addprevious(_filler())
    elif is_signature_line(paragraph):
        etree.SubElement(paragraph, f"{W}r").append(_filler())


def _filler() -> etree._Element:
    filler = etree.Element(f"{W}t")
    filler.text = NO_BREAK_SPACE
    filler.set(XML_SPACE, "preserve")
    return filler
