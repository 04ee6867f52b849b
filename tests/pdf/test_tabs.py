"""Tabs in a template's own paragraphs: where they lead, and where the lines around them end."""

from __future__ import annotations

import pytest

from mou_builder.pdf.setting.pieces import Piece
from mou_builder.pdf.setting.tabs import TabbedLines
from mou_builder.word.look import Alignment, ParagraphLook, StyleLook, TabStop
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.small_agreement import small_agreement
from tests.support.libreoffice.page_lines import Sheet, laid_out, sheets_of
from tests.support.word.edited_templates import paragraph, pdf, with_blocks

LEFT, RIGHT, CENTER = TabStop(40), TabStop(100, Alignment.RIGHT), TabStop(50, Alignment.CENTER)


def lines(text: str, *stops: TabStop, lies: ParagraphLook | None = None) -> list[str]:
    """The lines of letters that are one point wide, to 100; a gap is its width in brackets.

    What is behind the last tab is left to Typst, and is one line here.
    """
    pieces: list[Piece] = []
    for number, part in enumerate(text.split("\t")):
        pieces += [Piece("\t")] if number else []
        pieces += [Piece(part, _width, part)] if part else []
    style = StyleLook(lies or ParagraphLook())
    return _shown(TabbedLines(style, 100.0, stops, 36.0).laid(pieces)).split("\n")


def _width(words: str) -> float:
    return len(words)


def _shown(made: object) -> str:
    match made:
        case str():
            return made
        case {"gap": gap, **_more}:
            return f"[{gap:g}]"
        case {"beyond": inside, **_more}:
            return f"<{_shown(inside)}>"
        case {"ends": _}:
            return "\n"
        case list():
            return "".join(map(_shown, made))
        case _:
            raise AssertionError(made)


WORD = "123456789 "


@pytest.mark.parametrize(
    ("text", "stop", "expected"),
    [
        ("a\tb", LEFT, ["a[39]b"]),
        (f"{WORD * 11}x\tb", LEFT, [f"{WORD * 10}".rstrip(), f"{WORD}x[29]b"]),
        ("a\tb\nc\td", LEFT, ["a[39]b", "c[39]d"]),
        (f"a\t{WORD * 9}", RIGHT, [f"a[9]{WORD * 9}"]),
        (f"a\t{WORD * 12}z", RIGHT, [f"a[0]{WORD * 10}".rstrip(), f"{WORD * 2}z"]),
        (f"{WORD * 9}\tthe word", LEFT, [f"{WORD * 9}", "[40]the word"]),
        (f"{WORD * 7}\t{'b' * 30}", LEFT, [f"{WORD * 7}", f"[40]{'b' * 30}"]),
        (f"{WORD * 7}\t{'b' * 28}", LEFT, [f"{WORD * 7}[2]{'b' * 28}"]),
        (f"a\t{'b' * 98}\tc", CENTER, [f"a[0]{'b' * 98}", "[49.5]c"]),
        (f"{'b' * 130}\tc", LEFT, ["b" * 100, f"{'b' * 30}[10]c"]),
        ("a\tb", TabStop(110, Alignment.RIGHT), ["a<[108]b>"]),
        ("a\tb", TabStop(110), ["a", "[0]b"]),
    ],
)
def test_a_tab_leads_to_its_stop_on_whatever_line_it_is(
    text: str, stop: TabStop, expected: list[str]
) -> None:
    assert lines(text, stop) == expected


def test_a_stop_that_is_a_twentieth_of_a_point_away_is_the_next_one() -> None:
    made = TabbedLines(StyleLook(), 100.0, (TabStop(21.3),), 36.0)
    assert [made.next_stop(at).position for at in (21.25, 21.29)] == [21.3, 36.0]


def test_where_lines_hang_out_there_is_a_stop_at_the_rest() -> None:
    assert lines("a\tb\tc", lies=ParagraphLook(left=20, first_line=-20)) == ["a[19]b[15]c"]


def test_lines_that_end_before_a_tab_are_filled_where_the_paragraph_is() -> None:
    for alignment in (Alignment.LEFT, Alignment.JUSTIFY):
        style = StyleLook(ParagraphLook(alignment=alignment))
        words = Piece(WORD * 11, _width, WORD * 11)
        made = TabbedLines(style, 100.0, (), 36.0).laid([words, Piece("\t")])
        assert {"ends": alignment is Alignment.JUSTIFY} in made


MANY = "the officer shall report each matter to the principal without delay and "
SEVERAL = {
    "on the second line": (MANY * 2 + "then\tone\ttwo", ("left", 3000), ("right", 9000)),
    "more than has room": (f"Maple Grove{' Police' * 9}\t{MANY}\tMain Street", ("center", 4680)),
    "a right stop that is full": (f"Left words\t{MANY * 2}", ("right", 9360)),
    "lines of their own": (f"Phone\t555-0100\nFax\t555-0200\nMail\t{MANY * 2}", ("left", 2000)),
    "no stops": (f"To:\t{MANY * 2}\tRef. No. 5\tx",),
    "a word with its tab": (f"{MANY}and some 12\tcontinued {MANY}", ("left", 2000)),
    "beyond the margin": (f"Left\tbeyond {MANY}", ("left", 10000)),
}


def _paragraph(text: str, *stops: tuple[str, int]) -> str:
    marks = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    words = "".join(marks.get(each, each) for each in text)
    for mark in marks.values():
        words = words.replace(mark, f"</w:t>{mark}<w:t xml:space='preserve'>")
    tabs = "".join(f"<w:tab w:val='{kind}' w:pos='{at}'/>" for kind, at in stops)
    return (
        f"<w:p><w:pPr><w:pageBreakBefore/><w:tabs>{tabs}</w:tabs></w:pPr>"
        f"<w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"
    )


@pytest.mark.crosscheck
def test_lines_with_tabs_are_those_of_the_word_file() -> None:
    template = with_blocks(paragraph(), *(_paragraph(*each) for each in SEVERAL.values()))
    [word] = laid_out([render_docx(small_agreement(), template, None)])
    ours = sheets_of(pdf(template))
    assert len(ours) == len(word)
    for name, page, other in zip(("", *SEVERAL), ours, word, strict=False):
        assert _words(page) == _words(other), name


def _words(sheet: Sheet) -> list[str]:
    return ["".join(each.text.replace("_", "").split()) for each in sheet.lines]
