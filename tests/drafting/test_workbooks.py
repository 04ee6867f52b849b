"""Excel workbooks: what a cell shows is what is taken, or the cell is refused by name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from datetime import time as clock

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from mou_builder.diagnostic import Refused
from mou_builder.drafting.importing.number_format import NotShown, shown_number, shown_text
from mou_builder.drafting.importing.table import HeadedTable, read_table
from tests.support.counted_calls import calls
from tests.support.drafting.workbooks import (
    DATA,
    SHEET,
    of_cells,
    repacked,
    shown,
    with_texts,
    workbook,
)


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_table(data, "t.xlsx")
    (only,) = caught.value.diagnostics
    assert only.code == "MOU822"
    return only.message


def test_percentages_days_times_and_zeros_are_taken_as_they_show() -> None:
    data = (DATA / "percent-and-formula-cells.xlsx").read_bytes()
    maple, birch, aspen = shown(data)
    no_value = "its formula has no stored value; open the table in a spreadsheet and save it"
    assert maple[7:] == ["2026-08-01", "2027-06-30", "75%", "7:30", "15:30"]
    assert birch[1] == "01234"
    assert birch[8:10] == [f"I3: {no_value}", f"J3: {no_value}"]
    assert aspen[7:] == ["2026-08-01", "2027-06-30", "100%", "7:30", "0:00"]


def test_a_sheet_is_read_to_its_end_whatever_it_says_about_its_size() -> None:
    data = (DATA / "sheet-that-lies-about-its-size.xlsx").read_bytes()
    assert b'<dimension ref="A1:E2"/>' in zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
    assert [row[0] for row in shown(data)] == ["A", "B", "C"]


def test_entities_are_refused_before_they_expand() -> None:
    data = (DATA / "entities-without-end.xlsx").read_bytes()
    assert "a document type declaration" in refusal(data)


def test_what_another_program_writes_is_taken_as_it_is_meant() -> None:
    data = workbook(
        ("District", "End", "Officers", "Flag", "Share", "Note"),
        ("Elm", date(2027, 6, 30), 2, True, 0.75, "  a\u00a0 b "),
        ("Oak", datetime(2027, 6, 30), 2.0, False, 1500.5, None),
        (None, None, None, None, None, None),
        ("Ash", datetime(2027, 6, 30, 7, 30), -2, None, 0.1 + 0.2, clock(7, 30)),
    )
    assert shown(data) == [
        ["Elm", "2027-06-30", "2", "TRUE", "0.75", "a b"],
        ["Oak", "2027-06-30", "2", "FALSE", "1500.5", ""],
        ["Ash", "2027-06-30 7:30", "-2", "", "0.3", "7:30"],
    ]
    assert [each.number for each in read_table(data, "t.xlsx").rows] == [2, 3, 5]


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("0.75", "0%", "75%"),
        ("0.568", "0.0%", "56.8%"),
        ("0.56799999999999995", "0.00%", "56.80%"),
        ("1234", "00000", "01234"),
        ("537051234", "00000-0000", "53705-1234"),
        ("6085551234", r"[<=9999999]###\-####;\(###\)\ ###\-####", "(608) 555-1234"),
        ("5551234", r"[<=9999999]###\-####;\(###\)\ ###\-####", "555-1234"),
        ("1250", r'"$"#,##0.00_);[Red]\("$"#,##0.00\)', "$1,250.00"),
        ("1250.5", '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$1,250.50"),
        ("-5", "#,##0;(#,##0)", "(5)"),
        ("5", '0" officers"', "5 officers"),
        ("46568", "m/d/yyyy", "2027-06-30"),
        ("46568", "[$-409]mmmm d, yyyy;@", "2027-06-30"),
        ("46568", "dd/mm/yy", "2027-06-30"),
        ("46568.5", "yyyy-mm-dd h:mm", "2027-06-30 12:00"),
        ("0.64583333333333337", "h:mm AM/PM", "15:30"),
        ("0.3125", "hh:mm:ss", "7:30"),
        ("46568.3125", "h:mm", "7:30"),
        ("12345678901", "General", "12345678901"),
        ("0.123456789", "General", "0.123456789"),
        ("0", '_($* #,##0_);_($* (#,##0);_($* "-"??_);_(@_)', "$0"),
        ("0", '$#,##0;-$#,##0;"–"', "0"),
        ("0", "0%", "0%"),
    ],
)
def test_a_number_is_taken_as_its_format_shows_it(stored: str, code: str, text: str) -> None:
    assert shown_number(stored, code) == text


@pytest.mark.parametrize(
    ("stored", "code", "why"),
    [
        ("0.568", "0%", "it holds 56.8%, and shows fewer digits"),
        ("1250.4", "#,##0", "it holds 1250.4, and shows fewer digits"),
        ("46568", "mmm-yy", "does not show day, month and year together"),
        ("46568", "d-mmm", "does not show day, month and year together"),
        ("0.5", "[h]:mm", "a duration"),
        ("0.5", "# ?/?", "not one that is read here"),
        ("1500", "#,##0,", "not one that is read here"),
        ("1500", "0.00E+00", "not one that is read here"),
        ("1E+20", "General", "with an exponent"),
        ("1234567890123", "General", "with an exponent"),
        ("0.3333333333333333", "General", "it holds 0.333333333333333, and shows fewer digits"),
        ("0.3333333333333333", "@", "it holds 0.333333333333333, and shows fewer digits"),
        ("9999999", "yyyy-mm-dd", "beyond the year 9999"),
        ("30", "yyyy-mm-dd", "before March 1900"),
        ("-1", "yyyy-mm-dd", "before the calendar"),
        ("NaN", "0", "no number"),
        ("1e999999999", "0", "no number"),
    ],
)
def test_a_number_that_is_not_what_it_shows_is_refused(stored: str, code: str, why: str) -> None:
    with pytest.raises(NotShown, match=re.escape(why)):
        shown_number(stored, code)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime(1904, 1, 1)
    assert book.active is not None
    book.active.append(("End",))
    book.active.append((date(2027, 6, 30),))
    target = io.BytesIO()
    book.save(target)
    assert shown(target.getvalue()) == [["2027-06-30"]]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('<c t="e"><v>#N/A</v></c>', "A2: it shows #N/A"),
        ('<c t="e"><f>B9</f><v>#REF!</v></c>', "A2: it shows #REF!"),
        ('<c t="inlineStr"><is><t>#DIV/0!</t></is></c>', "A2: it shows #DIV/0!"),
        ('<c t="inlineStr"><is><t>#GETTING_DATA</t></is></c>', "A2: it shows #GETTING_DATA"),
        ('<c t="str"><f>B9</f><v>Err:508</v></c>', "A2: it shows Err:508"),
        ('<c t="inlineStr"><is><t>Loading...</t></is></c>', "A2: it shows Loading..."),
        ("<c><f>3/4</f></c>", "A2: its formula has no stored value"),
        ("<c><f>3/4</f><v/></c>", "A2: its formula has no stored value"),
        ('<c t="q"><v>1</v></c>', "A2: its value is of a kind that is not read here"),
        ("<c><v>abc</v></c>", "A2: it has no number that can be read"),
        ("<c><v>1</v><v>2</v></c>", "A2: it has two values"),
        ("<c><v>1_000</v></c>", "A2: it has no number that can be read"),
        ("<c><v>١٢</v></c>", "A2: it has no number that can be read"),
        ('<c t="b"><v>2</v></c>', "A2: its value is of a kind that is not read here"),
        ('<c><f ca="1">TODAY()</f><v>46568</v></c>', "A2: its formula may show another value each"),
        ('<c t="d"><v>soon</v></c>', "A2: its date cannot be read"),
    ],
)
def test_a_cell_that_shows_no_value_is_refused_by_name(cell: str, says: str) -> None:
    ((first, *_),) = shown(of_cells(cell))
    assert first.startswith(says)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><f>3/4</f><v>0.75</v></c>", "0.75"),
        ('<c t="str"><f>A9</f><v>Elm</v></c>', "Elm"),
        ('<c t="d"><v>2027-06-30T00:00:00</v></c>', "2027-06-30"),
        ('<c t="inlineStr"><is><r><t>El</t></r><r><t>m</t></r><rPh><t>x</t></rPh></is></c>', "Elm"),
        ('<c t="d"><v>2027-06-30T15:30:00</v></c>', "2027-06-30 15:30"),
        ('<c r="A2" t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>true</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ("<c><v>1.25E2</v></c>", "125"),
        ("<c><v>-.5</v></c>", "-0.5"),
    ],
)
def test_every_kind_of_cell_is_read(cell: str, text: str) -> None:
    ((first, *_),) = shown(of_cells(cell))
    assert first == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("Elm_x000D_\n Grove_x000d_", "Elm\nGrove"),
        ("a_x005F_x000D_b_x0", "a_x000D_b_x0"),
        ("R_x00E9_my", "Rémy"),
        ("a_x0007_b", "A2: it has a control character (U+0007)"),
        ("a_xD83D_b", "A2: it has a character that is not whole"),
    ],
)
def test_what_stands_for_a_character_in_a_text_is_that_character(stored: str, text: str) -> None:
    inline = f'<c t="inlineStr"><is><t>{stored}</t></is></c><c><v>1</v></c>'
    assert shown(of_cells(inline))[0][0] == text
    texts = with_texts(of_cells('<c t="s"><v>0</v></c>'), f"<si><t>{stored}</t></si>")
    assert shown(texts)[0][0] == text


def test_a_cell_without_a_style_has_the_first() -> None:
    data = of_cells("<c><v>0.75</v></c><c><v>1</v></c>")
    styles = zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml").decode()
    ids = re.compile(r'(<cellXfs[^>]*><xf numFmtId=)"0"')
    assert ids.search(styles)
    changed = repacked(data, {"xl/styles.xml": ids.sub(r'\1"9"', styles).encode()})
    assert shown(changed)[0][:2] == ["75%", "100%"]
    code = "".join(f'<c t="d" s="0"><v>2027-06-{day}</v></c>' for day in (29, 30))
    data = repacked(of_cells(code), {"xl/styles.xml": ids.sub(r'\1"17"', styles).encode()})
    assert "does not show day, month and year" in shown(data)[0][0]


@pytest.mark.parametrize("locale", ["D07041E", "1070000", "2000401", "60401"])
def test_a_day_of_another_calendar_is_refused(locale: str) -> None:
    with pytest.raises(NotShown, match="another calendar"):
        shown_number("46568", f"[$-{locale}]d mmm yyyy;@")


@pytest.mark.parametrize("locale", ["409", "F800", "1010409", "10409", "en-US"])
def test_a_locale_of_our_calendar_is_read(locale: str) -> None:
    assert shown_number("46568", f"[$-{locale}]d mmm yyyy;@") == "2027-06-30"


def test_columns_without_a_heading_are_named() -> None:
    book = read_table(workbook(("A", None, "C"), ("x", "y", None, "z")), "t.xlsx")
    assert book.unheaded == ("B", "D")
    assert read_table(workbook(("A", None, "C"), ("x", None, "y")), "t.xlsx").unheaded == ()


def test_merged_cells_show_the_same_all_over() -> None:
    data = workbook(
        ("District", "County"), ("Elm", "Dane"), ("Oak", None), ("Ash", "Rock"),
        then=lambda sheet: sheet.merge_cells("B2:B3"),
    )  # fmt: skip
    assert shown(data) == [["Elm", "Dane"], ["Oak", "Dane"], ["Ash", "Rock"]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("General", "Elm"),
        ("@", "Elm"),
        ('@" School District"', "Elm School District"),
        ('0%;-0%;0;"the "@', "the Elm"),
        ("0;;", "Elm"),
        ("#,##0_);[Red](#,##0)", "Elm"),
    ],
)
def test_a_text_is_taken_as_its_format_shows_it(code: str, text: str) -> None:
    assert shown_text("Elm", code) == text


@pytest.mark.parametrize("code", [";;;", '0;0;0;"n/a"'])
def test_a_text_that_its_format_hides_is_refused(code: str) -> None:
    with pytest.raises(NotShown, match="shows no text"):
        shown_text("Elm", code)


def test_a_sheet_without_rows_is_told_with_the_others() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(("Instructions",))
    book.create_sheet("Districts").append(("District",))
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(Refused) as caught:
        read_table(target.getvalue(), "t.xlsx")
    assert "other sheets (Districts)" in (caught.value.diagnostics[0].hint or "")


def test_the_first_sheet_that_is_seen_is_read() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(("Old",))
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Districts")
    sheet.append(("District",))
    sheet.append(("Elm",))
    target = io.BytesIO()
    book.save(target)
    assert shown(target.getvalue()) == [["Elm"]]


def test_a_sheet_and_a_row_of_headings_can_be_named() -> None:
    def name(sheet: Worksheet) -> None:
        sheet.title = "Districts"

    data = workbook(("Report of 2026",), (None,), ("District",), ("Elm",), then=name)
    found = read_table(data, "t.xlsx", "Districts", 3)
    assert [(each.number, each.cells) for each in found.rows] == [(4, {"district": "Elm"})]
    assert read_table(data, "t.xlsx", "DISTRICTS", 3).rows == found.rows
    with pytest.raises(Refused, match="no sheet “Other”: Districts"):
        read_table(data, "t.xlsx", "Other")
    with pytest.raises(Refused, match="no sheet “Districts” in it: only a workbook has sheets"):
        read_table(b"District\nElm\n", "t.csv", "Districts")


def test_sheets_that_are_seen_and_not_read_are_named() -> None:
    def add(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        sheet.title = "North"
        book.create_sheet("South")
        book.create_sheet("Lists").sheet_state = "hidden"

    data = workbook(("District",), ("Elm",), then=add)
    (note,) = read_table(data, "t.xlsx").notes
    assert (note.code, note.message) == (
        "MOU825",
        "the sheet “North” is read, and none of the others: “South”",
    )
    assert read_table(data, "t.xlsx", "North").notes == ()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({SHEET: None}, "it has no part xl/worksheets/sheet1.xml"),
        ({SHEET: b"<worksheet><torn"}, "is not XML"),
        ({"xl/workbook.xml": None}, "not a workbook"),
        (
            {
                "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/'
                b'spreadsheetml/2006/main"><sheets/></workbook>'
            },
            "there is no worksheet in it",
        ),
        ({"_rels/.rels": None}, "not a workbook"),
        ({"_rels/.rels": None, "mimetype": b"x"}, "an OpenDocument file"),
    ],
)
def test_a_broken_workbook_is_refused_with_the_reason(
    changed: Mapping[str, bytes | None], why: str
) -> None:
    assert why in refusal(repacked(workbook(("A",), ("Elm",)), changed))


@pytest.mark.parametrize(
    "cells",
    ['<c r="B2"><v>1</v></c><c r="A2"><v>1</v></c>', '<c r="A2"/><c r="A2"/>', '<c r="A9"/>'],
)
def test_cells_out_of_their_place_are_refused(cells: str) -> None:
    assert "out of its place" in refusal(of_cells(cells))


def test_shared_texts_are_read_without_their_phonetic_signs() -> None:
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(2))
    texts = "<si><r><t>El</t></r><r><t>m</t></r></si><si><t>Oak</t><rPh><t>ok</t></rPh></si>"
    assert shown(with_texts(of_cells(cells), texts)) == [["Elm", "Oak", ""]]


HEAVY = {
    "billions of rows": lambda: of_cells("<c/>" * 3 + "</row><row r='999999999'>"),
    "a million cells": lambda: of_cells("<c><v>1</v></c>" + "</row><row><c><v>1</v></c>" * 250_000),
    "styled cells without end": lambda: of_cells("<c/>" * 1_100_000),
    "a text shown again and again": lambda: with_texts(
        of_cells("<c t='s'><v>0</v></c></row><row>" * 5_000), f"<si><t>{'x' * 30_000}</t></si>"
    ),
    "texts without end": lambda: with_texts(of_cells(""), "<si><t>x</t></si>" * 300_000),
    "a part that unpacks without end": lambda: of_cells(" " * 40_000_000),
    "merged cells over each other": lambda: of_cells(
        "<c><v>1</v></c></row><row><c><v>1</v></c>" * 2_000,
        tail="<mergeCells>" + "<mergeCell ref='A2:XFD9999'/>" * 2_000 + "</mergeCells>",
    ),
}


REASONS = {
    "billions of rows": "rows are out of order",
    "a million cells": "more than 20,000 rows",
    "styled cells without end": "more than 800,000 elements",
    "a text shown again and again": "more than 10,000,000 characters",
    "texts without end": "more than 200,000 texts",
    "a part that unpacks without end": "unpacks to more than 30 MB",
    "merged cells over each other": "merged cells lie over each other",
}


@pytest.mark.parametrize("kind", HEAVY)
def test_what_would_cost_too_much_is_refused(kind: str) -> None:
    assert REASONS[kind] in refusal(HEAVY[kind]())


@pytest.mark.nightly
@pytest.mark.parametrize("kind", HEAVY)
def test_what_would_cost_too_much_is_refused_in_time(kind: str) -> None:
    data = HEAVY[kind]()
    assert calls(lambda: refusal(data)) < 10_000_000


def rows_of(count: int) -> HeadedTable:
    row = '<row><c t="inlineStr"><is><t>Elm</t></is></c><c><v>2</v></c></row>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{row.replace('2', '1')}{row * count}</sheetData></worksheet>"
    )
    return read_table(repacked(workbook(("x",)), {SHEET: sheet.encode()}), "t.xlsx")


def test_a_table_of_all_districts_is_read_and_a_larger_one_refused_with_the_limit() -> None:
    assert len(rows_of(20_000).rows) == 20_000
    with pytest.raises(Refused, match="more than 20,000 rows; import it in parts"):
        rows_of(100_000)
