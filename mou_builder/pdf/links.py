"""Links, as PDF/UA asks for them (ISO 14289-1, 7.18.5).

rdocx lays a link over each of its words and leaves it out of the structure tree. A template with a
web address in it would make every agreement fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pikepdf import Array, Dictionary, Name, Object, Pdf

from mou_builder.pdf.marks import Mark, PageMarks
from mou_builder.pdf.tags import Tags


def tag_links(pdf: Pdf, pages: Sequence[PageMarks], tags: Tags) -> None:
    """Tag the links of the body, and take out those that lie over no tagged words."""
    for page in pages:
        if "/Annots" in page.page:
            _tag_links(pdf, page, tags)


def _tag_links(pdf: Pdf, page: PageMarks, tags: Tags) -> None:
    kept = Array()
    for (target, _), pairs in groupby(_words(page), lambda pair: _key(pair, tags)):
        annotations, marks = zip(*pairs, strict=True)
        words = "".join(page.text(mark) for mark in marks).strip()
        link = tags.wrap(marks, Name.Link)
        for each in annotations:
            annotation = pdf.make_indirect(each)
            annotation.Contents = f"{words} ({target})" if target else words
            tags.refer(link, annotation, page.page)
            kept.append(annotation)
    page.page.Annots = kept
    page.page.Tabs = Name.S


def _words(page: PageMarks) -> Iterator[tuple[Object, Mark]]:
    """Each link with the word that it lies over, in the order of the page."""
    for link in page.page.Annots:
        left, bottom, right, top = (float(each) for each in link.Rect)
        for mark in page.between(page.height - top, page.height - bottom):
            if mark.place and left - 0.5 <= mark.place[0] < right:
                yield link, mark
                break


def _key(pair: tuple[Object, Mark], tags: Tags) -> tuple[str, tuple[int, int]]:
    """What neighbouring words of one link have in common: where it leads, and their element."""
    link, mark = pair
    action = link.get("/A", Dictionary())
    return str(action.get("/URI", "")), tags.owner(mark).objgen
