"""A comparison copy shows tracked changes, to the eye and to the ear."""

from __future__ import annotations

import re
from dataclasses import replace

import pikepdf
import pytest

from mou_builder.actions.compare import ComparisonOptions, Form, compare_sides, config_side, shown
from mou_builder.agreement.document import Agreement, Change, Kind, Paragraph, Row, Span, Table
from mou_builder.difference.redline import redline
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.values import Job
from mou_builder.word.names import STYLES
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import example, library
from tests.support.agreement.small_agreement import para, small_agreement
from tests.support.pdf.samples import (
    TEMPLATE,
    clause,
    elements,
    failures,
    opened,
    sheet,
    with_clauses,
    words_in,
    written,
)


def spoken(data: bytes) -> list[str]:
    return [str(each.ActualText) for _, each in elements(opened(data)) if "/ActualText" in each]


def changed(*spans: Span, change: Change = Change.KEPT, move: str = "") -> Agreement:
    """An agreement with one clause of these words."""
    agreement = with_clauses(clause(1, ""))
    block = Paragraph(Kind.CLAUSE, spans, number="1.", change=change, move=move)
    section = agreement.sections[0]
    provision = replace(section.provisions[0], blocks=(block,))
    return replace(agreement, sections=(replace(section, provisions=(provision,)),))


PAYS = (
    Span("The district pays "),
    Span("50 percent", change=Change.DELETED),
    Span("75 percent", change=Change.INSERTED),
    Span(" of the cost."),
)


def test_changes_are_told_to_a_screen_reader_in_their_order() -> None:
    data = written(changed(*PAYS)).pdf
    assert spoken(data) == ["[deleted: 50 percent] ", "[inserted: 75 percent] "]
    assert failures(data) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change.INSERTED, "inserted"),
        (Change.DELETED, "deleted"),
        (Change.MOVED_FROM, "moved from here"),
        (Change.MOVED_TO, "moved to here"),
    ],
)
def test_each_kind_of_change_is_told_by_its_words(change: Change, said: str) -> None:
    data = written(changed(Span("Some words.", change=change), change=change, move="m")).pdf
    assert spoken(data) == [f"[{said}: Some words.] "]
    assert failures(data) == []


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"underline": True}, ["[deleted: half the cost] ", "[inserted: all] "]),
        ({"strike": True}, ["[deleted: half the cost] ", "[inserted: all] "]),
        ({"small_caps": True}, ["[deleted: HALF] ", "[inserted: ALL] "]),
    ],
)
def test_changes_in_a_style_with_lines_or_small_capitals_are_told(
    own: dict[str, bool], said: list[str]
) -> None:
    gone = Span("half the cost", change=Change.DELETED)
    made = sheet(changed(gone, Span("all", change=Change.INSERTED), Span(" of it")))
    style = made.look.styles[STYLES[Kind.CLAUSE]]
    style = replace(style, character=replace(style.character, **own))
    look = replace(made.look, styles={**made.look.styles, STYLES[Kind.CLAUSE]: style})
    data = pdf_writer().write(replace(made, look=look), Job("T", "en-US")).pdf
    assert set(said) <= set(spoken(data))
    assert failures(data) == []


def test_a_document_without_changes_tells_none() -> None:
    assert spoken(written(small_agreement()).pdf) == []


@pytest.mark.parametrize(
    ("change", "said"), [(Change.INSERTED, "inserted"), (Change.DELETED, "deleted")]
)
def test_a_paragraph_that_was_split_or_merged_shows_its_end(change: Change, said: str) -> None:
    assert spoken(written(changed(Span("Kept."), change=change)).pdf) == [f"[{said}: ¶] "]


def test_the_cells_of_a_row_that_came_are_inserted() -> None:
    rows = (Row(((Span("Radio"),), (Span("District"),)), change=Change.INSERTED),)
    table = Table(Row(((Span("Item"),), (Span("Paid by"),))), rows)
    provision = clause(1, "The parties pay:")
    data = written(with_clauses(replace(provision, blocks=(*provision.blocks, table)))).pdf
    assert spoken(data) == ["[inserted: Radio] ", "[inserted: District] "]


def test_a_change_that_goes_on_over_a_page_is_told_once_and_that_it_goes_on() -> None:
    long = "These words are new and go on for more than a page. " * 120
    data = written(changed(Span(long, change=Change.INSERTED))).pdf
    first, *others = spoken(data)
    assert first == f"[inserted: {long.strip()}] "
    assert others
    assert set(others) == {"[inserted, continued] "}
    assert failures(data) == []


def colours(data: bytes) -> dict[str, tuple[float, ...]]:
    """The color of the decoration of each change, by what is told of it."""
    found = {}
    for _, each in elements(opened(data)):
        if "/ActualText" in each:
            kind = str(each.ActualText).partition(":")[0].strip("[")
            found[kind] = tuple(float(part) for part in each.A[0].TextDecorationColor)
    return found


def luminance(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_each_kind_of_change_has_a_colour_that_can_be_read() -> None:
    found = colours(written(changed(*PAYS)).pdf)
    assert found["inserted"][2] > 0.7 > 0.2 > found["inserted"][0]
    assert found["deleted"][0] > 0.7 > 0.2 > found["deleted"][2]
    assert all(1.05 / (luminance(each) + 0.05) >= 4.5 for each in found.values())


def test_what_is_gone_is_struck_and_what_came_is_underlined() -> None:
    lines = {
        str(each.ActualText)[1:].partition(":")[0]: str(each.A[0].TextDecorationType)
        for _, each in elements(opened(written(changed(*PAYS)).pdf))
        if "/ActualText" in each
    }
    assert lines == {"deleted": "/LineThrough", "inserted": "/Underline"}


def drawing(pdf: pikepdf.Pdf) -> list[tuple[str, list[float]]]:
    """The lines of the first page, from above: where each begins, in points from its corner."""
    return [
        (str(operator), [float(each) for each in operands])
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
        if str(operator) in ("cm", "m", "l")
    ]


def bars(data: bytes) -> list[float]:
    """How far down the first page the bars in its right margin are."""
    pdf = opened(data)
    width = float(pdf.pages[0].mediabox[2])
    place, found = (0.0, 0.0), []
    for operator, numbers in drawing(pdf):
        if operator == "cm":
            place = (numbers[4], numbers[5])
        elif operator == "m" and width - 72 < place[0] + numbers[0] < width:
            found.append(place[1] + numbers[1])
    return found


def test_a_bar_stands_in_the_margin_beside_each_line_with_a_change() -> None:
    long = Span("These words are new and go on for more than a line of the page. " * 3)
    one = bars(written(changed(*PAYS)).pdf)
    several = bars(written(changed(replace(long, change=Change.INSERTED))).pdf)
    assert len(one) == 1
    assert len(several) >= 3
    assert bars(written(small_agreement()).pdf) == []


def rules(data: bytes) -> list[list[float]]:
    """The colors of the rules to write on, which are narrow grounds."""
    found, colour = [], [0.0]
    for page in opened(data).pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "scn":
                colour = [round(float(each), 2) for each in operands]
            elif str(operator) == "m" and 150 < float(operands[0]) < 400:
                found.append(colour)
    return found


def test_a_block_to_sign_that_went_has_no_black_rules_and_none_behind_its_names() -> None:
    agreement = small_agreement()
    left = replace(agreement, signatures=agreement.signatures[:1])
    black, red = [0.0], [0.76, 0.06, 0.06]
    assert rules(written(agreement).pdf) == [black] * 4
    assert rules(written(redline(agreement, left)).pdf) == [black, black, red, red]


def test_a_comparison_copy_has_no_fields() -> None:
    assert "/AcroForm" not in opened(written(changed(*PAYS)).pdf).Root


def test_a_line_that_was_left_for_the_pen_and_has_words_now_shows_them() -> None:
    agreement = small_agreement()
    block = agreement.signatures[0]
    name = para(Kind.PARTICULAR, label="Name:")
    named = replace(name, spans=(Span("Dana Whitfield"),))
    old = replace(agreement, signatures=(replace(block, paragraphs=(*block.paragraphs, name)),))
    new = replace(agreement, signatures=(replace(block, paragraphs=(*block.paragraphs, named)),))
    assert "[inserted: Dana Whitfield] " in spoken(written(redline(old, new)).pdf)


def compared(old: str, new: str) -> bytes:
    sides = [
        config_side(yaml_source.parse(text.encode(), name), library())
        for text, name in ((old, "old.yaml"), (new, "new.yaml"))
    ]
    looks = ComparisonOptions(TEMPLATE, "A", "2026-09-01")
    data, notes = shown(compare_sides(*sides), Form.PDF, looks)
    assert notes == ()
    return data


CITY = example("city-and-one-school.yaml")


def test_a_whole_copy_has_a_legend_and_a_summary_and_conforms() -> None:
    data = compared(CITY, CITY.replace("district_share: 75%", "district_share: 60%"))
    assert failures(data) == []
    assert spoken(data)[:4] == [
        "[inserted: These words are in the new agreement only.] ",
        "[deleted: These words are in the old agreement only.] ",
        "[moved from here: These words stood here, and have moved to another place.] ",
        "[moved to here: These words stand here now, and stood at another place.] ",
    ]
    assert spoken(data)[4:6] == ["[deleted: 75 percent (75%)] ", "[inserted: 60 percent (60%)] "]
    assert data == compared(CITY, CITY.replace("district_share: 75%", "district_share: 60%"))


@pytest.mark.crosscheck
def test_what_went_keeps_its_number_and_what_stayed_is_counted_without_it() -> None:
    agreement = with_clauses(clause(1, "One stays."), clause(2, "Two goes."), clause(3, "Three."))
    left = with_clauses(clause(1, "One stays."), clause(2, "Three."))
    first, second, third = agreement.sections[0].provisions
    left = replace(
        left,
        sections=(
            replace(
                left.sections[0],
                provisions=(
                    replace(left.sections[0].provisions[0], id=first.id),
                    replace(left.sections[0].provisions[1], id=third.id),
                ),
            ),
        ),
    )
    words = words_in(written(redline(agreement, left)).pdf)
    numbered = re.findall(r"(\d)\. +(One|Two|Three)", words)
    assert numbered == [("1", "One"), ("2", "Two"), ("2", "Three")]
    assert second.number == 2


@pytest.mark.crosscheck
def test_changes_in_a_header_are_drawn() -> None:
    header = (Span("Oak", change=Change.DELETED), Span("Elm", change=Change.INSERTED))
    data = written(replace(small_agreement(), header=Paragraph(Kind.HEADER, header))).pdf
    assert "OakElm" in words_in(data)
    assert failures(data) == []


def test_a_heading_that_went_is_shown_and_is_no_heading_of_the_new_agreement() -> None:
    agreement = with_clauses(clause(1, "Stays."))
    gone = Paragraph(Kind.HEADING, (Span("Gone", change=Change.DELETED),), change=Change.DELETED)
    section = replace(agreement.sections[0], heading=gone)
    data = written(replace(agreement, sections=(section,))).pdf
    assert failures(data) == []
    assert "[deleted: Gone] " in spoken(data)
    assert b"/S/H1" not in data
