"""The fonts that a Word document asks for."""

from __future__ import annotations

import docx
from docx.oxml.ns import qn

from mou_builder.pdf.engine import RdocxEngine
from mou_builder.pdf.fonts import fonts_asked_for, missing_font_warnings
from tests.support.pdf_samples import empty_document, saved


def test_a_run_takes_its_own_font_before_its_styles() -> None:
    document = empty_document("Georgia")
    document.add_paragraph("styled").add_run("own").font.name = "Garamond"
    assert fonts_asked_for(saved(document)) == {"Georgia", "Garamond"}


def test_a_style_without_a_font_takes_that_of_the_style_it_is_based_on() -> None:
    document = empty_document("Georgia")
    document.add_paragraph("signed", style="MOU Signature")
    assert fonts_asked_for(saved(document)) == {"Georgia"}


def test_a_theme_font_is_looked_up_in_the_theme() -> None:
    document = docx.Document()
    document.add_heading("Heading in the theme's major font", 1)
    assert fonts_asked_for(saved(document)) == {"Calibri"}


def test_headers_count_and_runs_without_words_do_not() -> None:
    document = empty_document("Georgia")
    document.add_paragraph().add_run(" ").font.name = "Unused"
    document.sections[0].header.paragraphs[0].add_run("Letterhead").font.name = "Gill Sans"
    assert fonts_asked_for(saved(document)) == {"Gill Sans"}


def test_the_default_font_holds_where_no_style_names_one() -> None:
    document = docx.Document()
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    for name in list(defaults.attrib):
        del defaults.attrib[name]
    defaults.set(qn("w:ascii"), "Bookman")
    document.add_paragraph("plain")
    assert fonts_asked_for(saved(document)) == {"Bookman"}


def test_fonts_that_the_engine_carries_are_no_finding() -> None:
    docx_file = saved_with("Times New Roman", "Cambria", "Calibri", "Arial", "Georgia")
    assert missing_font_warnings(docx_file, RdocxEngine().carried_fonts, "a.pdf") == ()


def test_each_other_font_is_named_once_with_the_file() -> None:
    docx_file = saved_with("Papyrus", "Arial", "Garamond", "Papyrus")
    found = missing_font_warnings(docx_file, RdocxEngine().carried_fonts, "a.pdf")
    assert [(each.place.file, each.message.split("”")[0]) for each in found] == [
        ("a.pdf", "the font “Garamond"),
        ("a.pdf", "the font “Papyrus"),
    ]


def saved_with(*families: str) -> bytes:
    document = empty_document()
    for family in families:
        document.add_paragraph().add_run("words").font.name = family
    return saved(document)
