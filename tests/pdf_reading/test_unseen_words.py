"""What a copy's text says and what is seen on its pages are two things, and both must be right.

Each copy was changed before anybody signed it, so that every signature on it would hold.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from pikepdf import Dictionary, Name, Pdf

from mou_builder.actions.verify import verify
from mou_builder.cli.program import program
from mou_builder.pdf_reading.evidence import read_evidence
from mou_builder.pdf_reading.words import PdfLine, PdfPage, read_pdf_words, running_lines
from tests.support.agreement.assembling import library
from tests.support.signing.changed_before_signing import (
    changed_copy,
    drawn,
    grey_picture,
    place_of,
    plain_copy,
    problems_of,
)

EXTRA = b"BT /Extra 11 Tf 90 150 Td (This clause shall not apply.) Tj ET"


def problems(change: Callable[[Pdf], None]) -> str:
    return problems_of(changed_copy(change))


# Words that the text has and nobody sees


def _layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="hidden"))
    config = Dictionary(OFF=pikepdf.Array([group]), Order=pikepdf.Array([group]))
    pdf.Root.OCProperties = Dictionary(OCGs=pikepdf.Array([group]), D=config)
    drawn(pdf, b"/OC /Layer BDC " + EXTRA + b" EMC")
    pdf.pages[-1].add_resource(group, Name.Properties, Name.Layer)


def _transparent(pdf: Pdf) -> None:
    drawn(pdf, b"/Clear gs " + EXTRA)
    state = pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=0, CA=0))
    pdf.pages[-1].add_resource(state, Name.ExtGState, Name.Clear)


HIDDEN = {
    "white": lambda pdf: drawn(pdf, b"1 g " + EXTRA),
    "nearly white": lambda pdf: drawn(pdf, b"0.93 g " + EXTRA),
    "drawn by no pen": lambda pdf: drawn(pdf, b"3 Tr " + EXTRA),
    "transparent": _transparent,
    "tiny": lambda pdf: drawn(pdf, EXTRA.replace(b"11 Tf", b"1.5 Tf")),
    "off the page": lambda pdf: drawn(pdf, EXTRA.replace(b"90 150", b"-400 150")),
    "clipped": lambda pdf: drawn(pdf, b"0 0 5 5 re W n " + EXTRA),
    "beneath a white box": lambda pdf: drawn(pdf, EXTRA + b" 1 g 80 140 300 30 re f"),
    "on a layer that is switched off": _layer,
}


@pytest.mark.parametrize("change", HIDDEN.values(), ids=HIDDEN)
def test_words_put_in_that_nobody_sees_are_told(change: Callable[[Pdf], None]):
    def on_one_page(pdf: Pdf) -> None:
        del pdf.pages[:-1]
        change(pdf)

    (said,) = read_pdf_words(changed_copy(on_one_page), "x").unseen
    assert said.startswith("page 1: “This clause shall not apply.”: ")


def test_words_that_nobody_sees_are_a_problem_of_the_copy():
    said = problems(HIDDEN["white"])
    assert "page 5: “This clause shall not apply.”: " in said


# The agreement's own words, beneath something else


def _cover(what: str, words: str = "") -> str:
    page, bottom, top = place_of("percent (75%)")
    over = b"1 g 60 %d 500 %d re f" % (bottom - 1, top - bottom + 2)
    text = b" 0 g BT /Extra 11 Tf 105 %d Td (%s) Tj ET" % (bottom + 2, words.encode())
    content = over + (text if words else b"")
    if what == "picture":
        content = b"500 0 0 %d 60 %d cm /Picture Do" % (top - bottom + 2, bottom - 1)
    if what == "line":
        content = b"0 G 1 w 60 %d m 560 %d l S" % ((bottom + top) / 2, (bottom + top) / 2)

    def change(pdf: Pdf) -> None:
        drawn(pdf, content, page=page)
        picture = grey_picture(pdf, 100, 10, lambda each: (each * 37) % 256)
        pdf.pages[page].add_resource(pdf.make_indirect(picture), Name.XObject, Name.Picture)

    return problems(change)


def test_words_beneath_a_white_box_are_told():
    said = _cover("box")
    assert "percent (75%)" in said
    assert "cannot be seen" in said


def test_words_beneath_a_picture_are_told():
    assert "something is drawn over it" in _cover("picture")


def test_words_that_a_line_is_drawn_through_are_told():
    assert "a line is drawn through it" in _cover("line")


def test_other_words_in_the_place_of_the_agreements_are_told():
    said = _cover("box", "The District shall pay 90 percent")
    assert "the copy also says “District shall pay 90 percent" in said
    assert "25 percent (25%), of the salary”: cannot be seen" in said


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_their_side_are_read_as_others(turn: int):
    """As a viewer leaves them that was asked to turn a page and to save."""
    assert problems(lambda pdf: pdf.pages[2].rotate(turn, relative=True)) == ""


def test_words_that_are_drawn_and_are_no_text_are_told():
    curve = b"0 g 100 200 m 110 220 130 180 140 200 c 150 190 l f"
    said = problems(lambda pdf: drawn(pdf, curve))
    assert said == "page 5: something is drawn here that is neither a word nor a straight line"


def _between_the_digits_of_75() -> tuple[float, float]:
    page = pypdfium2.PdfDocument(plain_copy())[2].get_textpage()
    at = page.get_text_range().index("75%)")
    (_, foot, seven, _), (five, *_) = (page.get_charbox(each) for each in (at, at + 1))
    return (seven + five) / 2, foot


def _point(size: float, x: float, y: float) -> str:
    return f"0 g {x - size / 2:.2f} {y:.2f} {size} {size} re f"


def _bars(*bars: tuple[int, int, int, int]) -> str:
    """Bars by left, bottom, width and height, on an empty part of a page."""
    return "0 g " + " ".join(f"{300 + x} {60 + y} {w} {h} re" for x, y, w, h in bars) + " f"


DRAWN = {
    "a point between two digits": lambda: _point(0.8, *_between_the_digits_of_75()),
    "a small point": lambda: _point(0.5, 300, 60),
    "an L of bars": lambda: _bars((0, 0, 2, 20), (0, 0, 20, 2)),
    "an E of bars": lambda: _bars((0, 0, 2, 20), *((0, y, 20, 2) for y in (0, 10, 18))),
    "an L of bars of light grey": lambda: _bars((0, 0, 2, 20), (0, 0, 20, 2)).replace(
        "0", "0.9", 1
    ),
    "an H of hairs": lambda: "0.5 w 300 60 m 300 90 l 300 75 m 330 75 l 330 60 m 330 90 l S",
}


@pytest.mark.parametrize("drawing", DRAWN.values(), ids=DRAWN)
def test_points_and_letters_of_bars_are_told(drawing: Callable[[], str]):
    assert _marks(drawing()) == 1


FRAMES = {
    "a frame": "1 w 300 60 80 30 re S",
    "a ground": "0.7 g 300 60 80 30 re f",
    "a light ground beneath words": "0.93 g 60 300 500 90 re f",
    "rules that cross": "1 w 60 60 m 560 60 l 0.5 w 60 64 m 560 64 l S",
    "a bar before a line": "0 g 60 60 3 20 re f",
}


@pytest.mark.parametrize("drawing", FRAMES.values(), ids=FRAMES)
def test_frames_grounds_and_rules_are_no_letters(drawing: str):
    assert _marks(drawing) == 0


def _marks(drawing: str) -> int:
    def change(pdf: Pdf) -> None:
        drawn(pdf, drawing.encode(), page=2)
        for others in (slice(3, None), slice(0, 2)):
            del pdf.pages[others]

    (page,) = read_pdf_words(changed_copy(change), "x").pages
    return len(page.marks)


def test_a_picture_is_named_for_nobody_has_read_it():
    grey = {"Width": 1, "Height": 1, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}

    def change(pdf: Pdf) -> None:
        picture = pikepdf.Stream(pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, **grey)
        pdf.pages[-1].add_resource(pdf.make_indirect(picture), Name.XObject, Name.Picture)
        drawn(pdf, b"20 0 0 20 100 200 cm /Picture Do")

    evidence = read_evidence(changed_copy(change), "x.pdf")
    notes = verify(evidence, "x.pdf", library()).notes
    assert "page 5 has a picture, whose words, if it has any, were not read" in notes


def test_a_field_that_is_painted_over_words_is_told():
    page, bottom, top = place_of("percent (75%)")

    def change(pdf: Pdf) -> None:
        look = pdf.make_stream(b"1 g 0 0 500 40 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, [0, 0, 500, top - bottom]
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T="cover",
                Rect=[60, bottom, 560, top],
                F=4,
                AP=Dictionary(N=look),
            )
        )
        annots = pdf.pages[page].get("/Annots", pikepdf.Array())
        annots.append(widget)
        pdf.pages[page].Annots = annots
        pdf.Root.AcroForm.Fields.append(widget)

    assert "cannot be seen" in problems(change)


# Letters that are touched, turned, or in another order


def _over(content: str, words: str = "percent (75%)") -> Callable[[Pdf], None]:
    """Draw over a line: `{foot}` and `{head}` are those of its letters."""
    page, bottom, top = place_of(words)
    made = content.format(foot=bottom, head=top, middle=(bottom + top) / 2)
    return lambda pdf: drawn(pdf, made.encode(), page=page)


def _larger(pdf: Pdf) -> None:
    pdf.pages[2].obj.UserUnit = 3


def _turned(pdf: Pdf) -> None:
    drawn(pdf, b"BT /Extra 11 Tf -1 0 0 -1 300 150 Tm (66) Tj ET")


def _mirrored(pdf: Pdf) -> None:
    drawn(pdf, b"BT /Extra 11 Tf -1 0 0 1 300 150 Tm (bud) Tj ET")


def _squeezed(pdf: Pdf) -> None:
    drawn(pdf, b"BT /Extra 11 Tf 20 Tz 300 150 Td (not) Tj ET")


def _drawn_out(pdf: Pdf) -> None:
    drawn(pdf, b"5 0 0 1 0 0 cm BT /Extra 11 Tf 20 150 Td (not) Tj ET")


def _in_another_order(pdf: Pdf) -> None:
    content = (b"1 0 0 1 %d %d Tm (%s) Tj" % each for each in ORDER)
    drawn(pdf, b"BT /Extra 11 Tf " + b" ".join(content) + b" ET")


ORDER = ((310, 150, b"7"), (310, 120, b"percent"), (300, 150, b"5"))


TOUCHED = {
    "a box over the heads of letters": (
        lambda pdf: _over("1 g 100 {middle} 300 8 re f")(pdf),
        "something is drawn over it",
    ),
    "a rule along the heads of letters": (
        lambda pdf: _over("0 G 1.5 w 60 {head} m 560 {head} l S")(pdf),
        "something is drawn over it",
    ),
    "a page of another size": (_larger, "page 3: some programs show this page 3 times as large"),
    "letters upside down": (_turned, "page 5: “66” is drawn turned, mirrored or slanted"),
    "letters in a mirror": (_mirrored, "page 5: “bud” is drawn turned, mirrored or slanted"),
    "letters squeezed together": (_squeezed, "page 5: “not” is squeezed together or drawn out"),
    "letters drawn out": (_drawn_out, "page 5: “not” is squeezed together or drawn out"),
    "letters in another order": (
        _in_another_order,
        "page 5: “5” stands before what is read before it",
    ),
}


@pytest.mark.parametrize(("change", "said"), TOUCHED.values(), ids=TOUCHED)
def test_letters_that_are_touched_or_misplaced_are_told(change: Callable[[Pdf], None], said: str):
    assert said in problems(change)


def test_a_second_number_beside_that_of_the_page_is_told():
    def change(pdf: Pdf) -> None:
        for number in range(len(pdf.pages)):
            drawn(pdf, b"BT /Extra 9 Tf 340 15 Td (of 10) Tj ET", page=number)

    assert problems(change) == "the margin of every page: the copy also says “of 10”"


# What is right


def test_every_example_is_seen_as_its_text_has_it(tmp_path: Path):
    for config in sorted(Path("configs").glob("*.yaml")):
        args = ["render", str(config), "-o", str(tmp_path), "--format", "pdf", "--force"]
        CliRunner().invoke(program, args)
    made = sorted(tmp_path.glob("*.pdf"))
    assert len(made) > 2
    for each in made:
        assert read_pdf_words(each.read_bytes(), each.name).unseen == ()


def test_white_words_on_a_dark_ground_and_a_page_that_is_turned_are_seen():
    def change(pdf: Pdf) -> None:
        drawn(pdf, b"0.1 0.2 0.4 rg 80 140 300 30 re f 1 g " + EXTRA)
        pdf.pages[1].Rotate = 90

    assert read_pdf_words(changed_copy(change), "x").unseen == ()


@pytest.mark.parametrize("count", [2, 3])
def test_a_first_page_may_lack_what_runs_on_the_others(count: int):
    """A letterhead has a first page of its own, often without a number."""

    def page(number: int, running: str) -> PdfPage:
        words = PdfLine(f"{number} words of a clause", 400, 390)
        return PdfPage((words, PdfLine(running, 50, 40)), 792)

    others = [page(each, f"Page {each} of {count}") for each in range(2, count + 1)]
    own = page(1, "Office of the Clerk")
    assert running_lines([own, *others]) == [set(), *({1} for _ in others)]
    assert running_lines([*others, own]) == [set()] * count


@pytest.mark.crosscheck
@pytest.mark.parametrize(
    "config", ["configs/city-and-one-school", "tests/data/agreements/new-york-eight-hours-a-day"]
)
def test_what_libreoffice_lays_out_is_seen(config: str, tmp_path: Path):
    """It does not say how high its fonts are: for PDFium, a comma may be as high as its line."""
    args = ["render", f"{config}.yaml", "-o", str(tmp_path), "--format", "pdf", "--draft"]
    result = CliRunner().invoke(program, [*args, "--pdf-engine", "libreoffice"])
    assert result.exit_code == 0, result.output
    (made,) = tmp_path.glob("*.pdf")
    found = read_pdf_words(made.read_bytes(), "x")
    assert (found.unseen, found.overlays) == ((), ())
