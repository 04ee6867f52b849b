"""What a workbook holds and does not show: it is not taken, or refused by name."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from mou_builder.diagnostic import Refused
from mou_builder.drafting.importing.table import read_table
from tests.support.drafting.workbooks import BOOK, of_cells, repacked, shown, with_texts, workbook


def test_a_formula_that_is_computed_on_opening_shows_another_value_than_is_stored() -> None:
    data = of_cells("<c><f>3/4</f><v>0</v></c><c><v>1</v></c>")
    assert shown(data) == [["0", "1", ""]]
    part = zipfile.ZipFile(io.BytesIO(data)).read(BOOK)
    computed = part.replace(b'fullCalcOnLoad="0"', b'fullCalcOnLoad="1"')
    (row,) = shown(repacked(data, {BOOK: computed}))
    assert row[0].startswith("A2: its formula is computed anew on opening; open the table")
    assert row[1] == "1"


@pytest.mark.parametrize(
    ("view", "cells"),
    [
        ("", ["0", "0.75"]),
        (' showZeros="1" showFormulas="false"', ["0", "0.75"]),
        (' showZeros="0"', ["A2: it is zero, and the sheet shows no zeros", "0.75"]),
        (' showFormulas="1"', ["0", "B2: the sheet shows its formula, and not its value"]),
    ],
)
def test_a_sheet_that_shows_no_zeros_or_no_values_is_believed(view: str, cells: list[str]) -> None:
    head = f'<sheetViews><sheetView workbookViewId="0"{view}/></sheetViews>'
    assert shown(of_cells("<c><v>0</v></c><c><f>3/4</f><v>0.75</v></c>", head))[0][:2] == cells


@pytest.mark.parametrize(
    ("font", "fill", "first"),
    [
        (Font(color="FFFFFF"), None, "A2: its words are white on white"),
        (Font(color=Color(theme=0)), None, "A2: its words are white on white"),
        (Font(color="FFFFFF"), PatternFill("solid", fgColor="1F4E79"), "Elm"),
        (Font(color=Color(theme=1)), None, "Elm"),
        (Font(color="1F4E79"), None, "Elm"),
    ],
)
def test_words_that_are_white_on_white_are_not_taken(
    font: Font, fill: PatternFill | None, first: str
) -> None:
    def paint(sheet: Worksheet) -> None:
        sheet["A2"].font = font
        if fill:
            sheet["A2"].fill = fill

    ((cell, other),) = shown(workbook(("A", "B"), ("Elm", "x"), then=paint))
    assert cell.startswith(first)
    assert other == "x"


def test_a_hidden_row_is_not_passed_over_in_silence() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    rows = read_table(workbook(("A",), ("Elm",), ("Oak",), then=hide), "t.xlsx").rows
    assert [each.trouble[:24] for each in rows] == ["", "it is hidden in the shee"]


@pytest.mark.parametrize("hidden", ["hidden", "width"])
def test_a_hidden_column_is_not_taken(hidden: str) -> None:
    head = f'<cols><col min="2" max="2" {hidden}="{int(hidden == "hidden")}"/></cols>'
    found = read_table(of_cells("<c><v>1</v></c>", head), "t.xlsx")
    assert found.troubles == {
        "b": "“B”, column B: it is hidden in the sheet; show it, or delete it"
    }


def test_a_row_of_no_height_is_hidden() -> None:
    data = of_cells('<c><v>1</v></c></row><row ht="0" customHeight="1"><c><v>2</v></c>')
    assert [bool(each.trouble) for each in read_table(data, "t.xlsx").rows] == [False, True]


def test_words_struck_through_are_not_taken() -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["A3"].font = Font(strike=True)
        sheet["B3"].font = Font(bold=True)

    data = workbook(("A", "B"), ("Elm", "x"), ("Oak", "x"), then=strike)
    struck = "its words are struck through; delete them, or take the line away"
    assert shown(data) == [["Elm", "x"], [f"A3: {struck}", "x"]]
    rich = "<r><rPr><strike/></rPr><t>Elm</t></r><r><t>Oak</t></r>"
    cell = f'<c t="inlineStr"><is>{rich}</is></c><c t="inlineStr"><is><t>x</t></is></c>'
    assert shown(of_cells(cell)) == [[f"A2: {struck}", "x", ""]]
    assert shown(with_texts(of_cells('<c t="s"><v>0</v></c>'), f"<si>{rich}</si>")) == [
        [f"A2: {struck}", "", ""]
    ]


def test_columns_that_are_hidden_over_and_over_are_refused() -> None:
    """Each program writes of a column once."""
    head = "<cols>" + '<col min="1" max="400" hidden="1"/>' * 2 + "</cols>"
    with pytest.raises(Refused, match="its columns are hidden more than once"):
        shown(of_cells("<c><v>1</v></c>", head))
