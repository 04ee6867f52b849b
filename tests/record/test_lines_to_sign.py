"""What is written, drawn or pasted on the lines to sign, and what stands anywhere else."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest
from docx import Document
from pikepdf import Array, Dictionary, Name, Pdf

from mou_builder.actions.executed_copies import executed_copy, paper_of
from mou_builder.agreement.document import Agreement
from mou_builder.diagnostic import Refused
from mou_builder.record.copies import read_executed_copy
from tests.support.agreement.assembling import checked
from tests.support.signing.changed_before_signing import (
    CITY,
    changed_copy,
    drawn,
    evidence_of,
    grey_picture,
    place_of,
    problems_of,
)

PEN = b"1.5 w 0 0 1 RG 2 8 m 20 40 40 -20 60 12 c 80 30 90 2 118 10 c S"
"""A signature as a pen draws it, 120 points wide and 24 high."""


@lru_cache(maxsize=1)
def paper() -> Agreement:
    return paper_of(checked(CITY))


def typed(words: str, left: int, bottom: float) -> Callable[[Pdf], None]:
    content = f"BT /Extra 11 Tf {left} {bottom:.2f} Td ({words}) Tj ET".encode()
    return lambda pdf: drawn(pdf, content)


def foot_of(label: str) -> float:
    return place_of(label)[1]


def laid_over(kind: str, left: float, bottom: float, page: int = -1) -> Callable[[Pdf], None]:
    """An annotation with a signature as its look, as Preview and Acrobat leave them."""

    def change(pdf: Pdf) -> None:
        look = pdf.make_stream(PEN)
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, [0, 0, 120, 24]
        found = Dictionary(
            Type=Name.Annot,
            Subtype=Name(f"/{kind}"),
            Rect=[left, bottom, left + 120, bottom + 24],
            F=4,
            AP=Dictionary(N=pdf.make_indirect(look)),
        )
        if kind == "Ink":
            points = [left, bottom, left + 120, bottom + 24]
            found.InkList = Array([Array(points)])
        annots = pdf.pages[page].obj.get("/Annots", Array())
        annots.append(pdf.make_indirect(found))
        pdf.pages[page].obj.Annots = annots

    return change


def pasted(left: float, bottom: float, page: int = -1, *, in_form: bool = True) -> Any:
    """A picture of a signature on the page itself, in a form of its own as Fill & Sign makes it."""

    def change(pdf: Pdf) -> None:
        picture = grey_picture(
            pdf, 120, 24, lambda at: 255 if (at * 31 + at // 120 * 7) % 11 else 0
        )
        shown = pdf.make_indirect(picture)
        if in_form:
            form = pdf.make_stream(b"q 120 0 0 24 0 0 cm /Ink Do Q")
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 120, 24]
            form.Resources = Dictionary(XObject=Dictionary(Ink=shown))
            shown = form
        pdf.pages[page].add_resource(shown, Name.XObject, Name.Hand)
        scale = b"1 0 0 1" if in_form else b"120 0 0 24"
        drawn(pdf, scale + b" %.2f %.2f cm /Hand Do" % (left, bottom), page=page)

    return change


def _in_a_field(left: float, bottom: float) -> Callable[[Pdf], None]:
    """A field that shows words, anywhere on the page."""

    def change(pdf: Pdf) -> None:
        look = pdf.make_stream(b"BT /Helv 11 Tf 2 4 Td (It ends at once.) Tj ET")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, [0, 0, 120, 24]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look.Resources = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T="more",
                V="It ends at once.",
                Rect=[left, bottom, left + 120, bottom + 24],
                F=4,
                AP=Dictionary(N=look),
            )
        )
        pdf.pages[-1].obj.Annots.append(widget)
        pdf.Root.AcroForm.Fields.append(widget)

    return change


# On the lines


SIGNED_BY_HAND = {
    "ink": lambda: laid_over("Ink", 140, foot_of("Signature:")),
    "a stamp": lambda: laid_over("Stamp", 140, foot_of("Signature:")),
    "a picture in a form": lambda: pasted(140, foot_of("Signature:")),
    "a picture": lambda: pasted(140, foot_of("Signature:"), in_form=False),
    "a drawing on the page": lambda: (
        lambda pdf: drawn(pdf, b"1 0 0 1 140 %.2f cm " % foot_of("Signature:") + PEN)
    ),
}


@pytest.mark.parametrize("make", SIGNED_BY_HAND.values(), ids=SIGNED_BY_HAND)
def test_what_stands_on_a_line_to_sign_is_a_signature_by_hand(make: Callable[[], Any]):
    data = changed_copy(make())
    assert problems_of(data) == ""
    found = executed_copy(paper(), data, "x.pdf", "x.pdf", evidence_of)
    assert [each.code for each in found.diagnostics] == ["MOU907"]
    assert "page 5 is signed by hand" in found.diagnostics[0].message
    assert found.copy.signatures == ()


@pytest.mark.parametrize(("label", "shows"), [("Signature:", True), ("Date:", False)])
def test_words_typed_on_a_line_are_filled_in(label: str, shows: bool):
    words = "/s/ Dana Whitfield" if shows else "June 20, 2026"
    data = changed_copy(typed(words, 140, foot_of(label) + 2))
    assert problems_of(data) == ""
    found = read_executed_copy(data, "x.pdf", paper(), evidence_of)
    assert found.compared is not None
    assert found.compared.filled_in == (words,)
    assert found.shows_signing is shows


# Anywhere else


ELSEWHERE = {
    "words at the foot of the page": (typed("It ends at once.", 90, 120), "It ends at once."),
    "words beside a name": (typed("(under protest)", 300, 467.5), "(under protest)"),
    "a rule to write on": (
        lambda pdf: drawn(pdf, b"BT /Extra 11 Tf 300 590 Td (______) Tj ET"),
        "the copy has a line to write on where the agreement has none",
    ),
    "a stroke before a number": (
        lambda pdf: drawn(pdf, b"0 g 66 634 1.2 7 re f"),
        "page 5: something is drawn here that is neither a word nor a straight line",
    ),
    "a point": (
        lambda pdf: drawn(pdf, b"0 g 300 735 2.5 2.5 re f"),
        "page 5: something is drawn here that is neither a word nor a straight line",
    ),
    "ink at the foot of the page": (laid_over("Ink", 90, 120), "page 5: a drawing lies over"),
    "a picture at the foot of the page": (pasted(90, 120), "page 5: something is drawn here"),
    "a picture at the head of the page": (pasted(300, 766, 0), "page 1: something is drawn here"),
    "a picture on the page itself": (
        pasted(300, 766, 0, in_form=False),
        "page 1: a picture is here, whose words, if it has any, were not read",
    ),
    "a drawing above the first line": (
        lambda pdf: drawn(pdf, b"1 0 0 1 300 766 cm " + PEN, page=0),
        "page 1: something is drawn here",
    ),
    "a picture at the very foot of the page": (
        pasted(90, 5, in_form=False),
        "page 5: a picture is here, whose words, if it has any, were not read",
    ),
    "a drawing on a page without words": (
        lambda pdf: (pdf.add_blank_page(), drawn(pdf, b"1 0 0 1 90 600 cm " + PEN))[1],
        "page 6: something is drawn here",
    ),
    "a field that shows words": (_in_a_field(90, 120), "page 5: something is drawn here"),
    "a picture over a clause": (pasted(140, 640), "something is drawn"),
    "ink over a clause": (laid_over("Ink", 140, 640), "page 5: a drawing lies over the page"),
}


@pytest.mark.parametrize(("change", "said"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_stands_anywhere_else_is_a_difference(change: Callable[[Pdf], None], said: str):
    data = changed_copy(change)
    assert said in problems_of(data)
    with pytest.raises(Refused):
        executed_copy(paper(), data, "x.pdf", "x.pdf", evidence_of)


# Word files


def _word_copy(tmp: Callable[[Any], None]) -> bytes:
    from mou_builder.actions.render import Format, RenderOptions, render
    from mou_builder.disk.packaged import packaged

    template = (packaged("templates") / "agreement.docx").read_bytes()
    made = render(checked(CITY), RenderOptions((Format.DOCX,), template)).files
    document = Document(io.BytesIO(next(iter(made.values()))))
    tmp(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _line(document: Any, words: str) -> Any:
    return next(each for each in document.paragraphs if each.text.startswith(words))


def test_words_below_a_line_of_a_word_file_are_a_difference():
    def change(document: Any) -> None:
        _line(document, "Date:").insert_paragraph_before("It ends at once.")

    found = read_executed_copy(_word_copy(change), "x.docx", paper())
    assert found.compared is not None
    assert [each.copy for each in found.compared.differences] == ["It ends at once."]


def test_words_typed_on_a_line_of_a_word_file_are_filled_in():
    def change(document: Any) -> None:
        _line(document, "Date:").add_run("June 20, 2026")

    found = read_executed_copy(_word_copy(change), "x.docx", paper())
    assert found.compared is not None
    assert found.compared.differences == ()
    assert found.compared.filled_in == ("June 20, 2026",)
