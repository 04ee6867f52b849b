"""What a copy says beside its pages: to a screen reader, and in its bookmarks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from mou_builder.diagnostic import Refused
from tests.support.signing.changed_before_signing import changed_copy, problems_of

OTHERS = "The district pays all."
TITLE = "“Memorandum of Understanding for School Resource Officer Program” is written"


def _paragraph(pdf: Pdf) -> Any:
    """The element of the first paragraph, which is the title."""
    elements = (each for each in pdf.objects if isinstance(each, Dictionary))
    return next(each for each in elements if each.get("/S") == Name.P and "/K" in each)


def _says(key: str, said: str) -> Callable[[Pdf], None]:
    return lambda pdf: _paragraph(pdf).__setitem__(key, said)


def _above(pdf: Pdf) -> None:
    """The words of all paragraphs are said in one element, which has theirs below it."""
    _paragraph(pdf).P.ActualText = OTHERS


def _in_the_content(words: bytes, page: int = 0) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[page].contents_coalesce()
        content = pdf.pages[page].Contents.read_bytes()
        start = content.index(b"BT")
        end = content.index(b"ET", start) + 2
        inner = b"/Span <<%s>> BDC " % words + content[start:end] + b" EMC "
        pdf.pages[page].Contents.write(content[:start] + inner + content[end:])

    return change


def _nothing_drawn(pdf: Pdf) -> None:
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=OTHERS, Pg=pdf.pages[1].obj)
    figure.K = Array([900])
    _paragraph(pdf).P.K.append(pdf.make_indirect(figure))


def _names(*names: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[:] = [OutlineItem(each, 0) for each in names]

    return change


SAYS = {
    "an element": (_says("/ActualText", OTHERS), f"says “{OTHERS}” where {TITLE}"),
    "a description": (_says("/Alt", OTHERS), f"says “{OTHERS}” where {TITLE}"),
    "a longer form": (_says("/E", OTHERS), f"says “{OTHERS}” where {TITLE}"),
    "an element that says nothing": (_says("/ActualText", ""), f"{TITLE}, and a screen reader is"),
    "an element above": (_above, f"says “{OTHERS}” where “Memorandum of Understanding"),
    "the content": (_in_the_content(b"/ActualText (All.)"), "a screen reader says “All.” where"),
    "the content, of its description": (_in_the_content(b"/Alt (All.)"), "says “All.” where"),
    "an element of nothing": (_nothing_drawn, f"says “{OTHERS}” where nothing is written"),
    "a bookmark": (_names("Duration", OTHERS), f"the bookmarks: no heading says “{OTHERS}”"),
    "a part of a heading": (_names("Information"), "no heading says “Information”"),
}


@pytest.mark.parametrize("kind", SAYS)
def test_what_is_said_beside_the_pages_and_is_not_on_them_is_told(kind: str) -> None:
    change, said = SAYS[kind]
    assert said in problems_of(changed_copy(change))


AS_WRITTEN = {
    "the same words": _says(
        "/ActualText", "Memorandum of Understanding for  School Resource Officer Program\u00ad"
    ),
    "an empty description": _says("/Alt", ""),
    "another language": _in_the_content(b"/Lang (en)"),
    "bookmarks in capitals, and of pages": _names("INFORMATION SHARING", "Page 3"),
    "a bookmark of two lines": _names(
        "Memorandum of Understanding for School Resource Officer Program"
    ),
    "a bookmark in a circle": lambda pdf: pdf.Root.Outlines.First.__setitem__(
        "/Next", pdf.Root.Outlines.First
    ),
}


@pytest.mark.parametrize("kind", AS_WRITTEN)
def test_what_is_said_as_it_is_written_is_let_pass(kind: str) -> None:
    assert problems_of(changed_copy(AS_WRITTEN[kind])) == ""


def test_more_bookmarks_than_can_be_read_are_refused() -> None:
    with pytest.raises(Refused, match="MOU912 error: this file has more bookmarks than can be"):
        problems_of(changed_copy(_names(*map(str, range(5001)))))
