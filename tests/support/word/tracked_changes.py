"""Tracked changes accepted and rejected in a document's XML, as a word processor does it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from lxml import etree

from tests.support.review.returned_copies import w


class Decision(Enum):
    ACCEPT = "accept"
    REJECT = "reject"
    LEAVE = "leave"


COMES = (w("ins"), w("moveTo"))
GOES = (w("del"), w("moveFrom"))


def changes(root: etree._Element) -> list[etree._Element]:
    """Every mark of a tracked change: of words, of ends of paragraphs, of rows."""
    return list(root.iter(*COMES, *GOES))


def decide(root: etree._Element, choose: Callable[[etree._Element], Decision]) -> None:
    """Decide on every tracked change of a document."""
    for each in changes(root):
        apply(each, choose(each))


def apply(mark: etree._Element, decision: Decision) -> None:
    if decision is Decision.LEAVE or mark.getparent() is None:
        return
    stays = (mark.tag in COMES) == (decision is Decision.ACCEPT)
    holder = mark.getparent()
    if holder.tag == w("trPr"):
        holder.remove(mark)
        if not stays:
            _drop(holder.getparent())
    elif holder.tag == w("rPr"):
        holder.remove(mark)
        if not stays:
            _join(holder.getparent().getparent())
    elif stays:
        for each in list(mark):
            for text in each.iter(w("delText")):
                text.tag = w("t")
            mark.addprevious(each)
        holder.remove(mark)
    else:
        holder.remove(mark)


def _drop(row: etree._Element) -> None:
    table = row.getparent()
    table.remove(row)
    if table.find(w("tr")) is None:
        table.getparent().remove(table)


def _join(paragraph: etree._Element) -> None:
    """Take the end of a paragraph away; one with words left runs on into the next."""
    words = [each for each in paragraph if each.tag != w("pPr")]
    following = paragraph.getnext()
    if following is not None and following.tag == w("p"):
        at = 1 if following.find(w("pPr")) is not None else 0
        for each in reversed(words):
            following.insert(at, each)
    else:
        for each in words:
            if each.tag in (w("bookmarkStart"), w("bookmarkEnd")):
                paragraph.addprevious(each)
    paragraph.getparent().remove(paragraph)


def units(root: etree._Element) -> list[list[etree._Element]]:
    """The tracked changes in order; those of a whole paragraph or row are decided together."""
    found: dict[etree._Element, list[etree._Element]] = {}
    for each in changes(root):
        found.setdefault(_whole_of(each), []).append(each)
    return list(found.values())


def _whole_of(mark: etree._Element) -> etree._Element:
    for each in mark.iterancestors(w("tr"), w("p")):
        holder = (
            each.find(f"{w('trPr')}")
            if each.tag == w("tr")
            else each.find(f"{w('pPr')}/{w('rPr')}")
        )
        if holder is not None and any(one.tag in (*COMES, *GOES) for one in holder):
            return each
    return mark
