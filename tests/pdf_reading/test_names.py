"""What a PDF calls itself and says of its fields, and what a screen reader hears of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from mou_builder.actions.render import Format, RenderOptions, render
from tests.support.agreement.assembling import TEMPLATE, checked, example
from tests.support.review.returned_copies import CITY
from tests.support.signing.changed_before_signing import changed_copy, problems_of


def _elements(pdf: Pdf, role: str) -> Iterator[Any]:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/S") == Name(role) and "/P" in each:
            yield each


def _titled(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = String("Agreement, void after 2026")


def _titled_in_its_metadata(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = "Agreement, void after 2026"


def _named_pages(**how: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(**how)])

    return change


def _silent(pdf: Pdf) -> None:
    next(_elements(pdf, "/P")).S = Name.Artifact


def _silent_by_another_name(pdf: Pdf) -> None:
    next(_elements(pdf, "/P")).S = Name.Aside
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Aside=Name.Artifact)


def _taken_out(pdf: Pdf) -> None:
    element = next(_elements(pdf, "/P"))
    place = [each.objgen for each in element.P.K].index(element.objgen)
    del element.P.K[place]


def _in_another_order(pdf: Pdf) -> None:
    lists = (each.K for each in _elements(pdf, "/Document") if isinstance(each.K, Array))
    kids = next(lists)
    kids[2], kids[9] = kids[9], kids[2]


def _ornament(pdf: Pdf) -> None:
    page = pdf.pages[1]
    page.contents_coalesce()
    content = page.Contents.read_bytes()
    marked = re.search(rb"/\w+\s*<<\s*/MCID \d+\s*>>\s*BDC", content)
    assert marked
    page.Contents.write(content[: marked.start()] + b"/Artifact BMC" + content[marked.end() :])


def _untagged(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _says_of_a_link(words: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 9, 9],
            Border=[0, 0, 0],
            Contents=String(words),
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return change


CHANGES: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "another title": (_titled, "the title: programs show it above the pages, where no page says"),
    "another title in its metadata": (_titled_in_its_metadata, "says “Agreement, void after 2026”"),
    "another language": (
        lambda pdf: pdf.Root.__setitem__("/Lang", String("fr-FR")),
        "the language: a screen reader is told to read it as “fr-FR”, not en-US",
    ),
    "a field that says another thing": (
        lambda pdf: pdf.Root.AcroForm.Fields[0].__setitem__("/TU", String("Waiver of notice")),
        "the field “district”: a screen reader says “Waiver of notice”, not “Signature of Dana",
    ),
    "a field that says nothing": (
        lambda pdf: pdf.Root.AcroForm.Fields[1].__delitem__("/TU"),
        "the field “agency”: a screen reader says “”, not “Signature of Luis Ortega",
    ),
    "named pages": (_named_pages(P=String("VOID ")), "programs call page 1 “VOID”"),
    "pages of other numbers": (_named_pages(S=Name.D, St=70), "programs call page 1 “70”"),
    "a paragraph that is none": (_silent, "a screen reader says nothing where “"),
    "a paragraph that is none by its role": (
        _silent_by_another_name,
        "a screen reader says nothing where “",
    ),
    "a paragraph that nobody finds": (_taken_out, "a screen reader says"),
    "paragraphs in another order": (_in_another_order, "a screen reader says"),
    "words that are an ornament": (_ornament, "a screen reader says nothing where “"),
    "a link that says another thing": (
        _says_of_a_link("The district pays"),
        "page 1: a screen reader says “The district pays” of a link or a field",
    ),
    "no order at all": (_untagged, "a screen reader is not told what to read"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_is_called_or_heard_otherwise_is_told(kind: str) -> None:
    change, said = CHANGES[kind]
    assert said in problems_of(changed_copy(change))


def test_words_that_run_from_right_to_left_are_heard_as_they_are() -> None:
    text = example(CITY).replace("Maple Grove High School", "\u05d0\u05dc\u05d5\u05df")
    options = RenderOptions((Format.PDF,), TEMPLATE)
    (data,) = render(checked(text, CITY), options).files.values()
    assert problems_of(data) == ""


LET_PASS: dict[str, Callable[[Pdf], None]] = {
    "a link to a page": _says_of_a_link("page 3"),
    "a link that says its address": _says_of_a_link("https://example.org"),
    "pages called by their numbers": _named_pages(S=Name.D),
    "a title of another program": lambda pdf: (
        _titled(pdf),
        pdf.docinfo.__setitem__("/Creator", String("Scanner 3000")),
    )[0],
}


@pytest.mark.parametrize("kind", LET_PASS)
def test_what_programs_call_it_is_let_pass(kind: str) -> None:
    assert problems_of(changed_copy(LET_PASS[kind])) == ""
