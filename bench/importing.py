"""Importing a table: reading as many rows as there may be, and making a config of each."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl

from bench.portfolio import Run, run
from bench.timing import Row, medians
from mou_builder.csv_text import csv_text
from mou_builder.drafting.importing.bounds import MOST_ROWS
from mou_builder.drafting.importing.table import read_table

SIZES = (2_000, MOST_ROWS)
_HEADINGS = ("District", "Agency", "Kind", "School", "From", "Until", "Share", "Cost", "Note")
_MAP = """\
file: "{District}.yaml"
values: {model: wisconsin-sro, clauses: {funding: {variant: shared-cost}}}
columns:
  parties.district.name: {column: District, required: yes}
  parties.agency.name: Agency
  parties.agency.kind: {column: Kind, words: {PD: police, SO: sheriff}}
  parties.district.schools: {column: School, split: ;}
  term.from: {column: From, date: yes}
  term.until: {column: Until, date: yes}
  clauses.funding.district_share: Share
"""


def measure() -> Iterator[Row]:
    """Seconds and megabytes for the largest table; how both grow."""
    data = _workbook(MOST_ROWS)
    text = csv_text([_HEADINGS, *(_row(number) for number in range(MOST_ROWS))]).encode()
    own, theirs, plain = medians(
        partial(read_table, data, "t.xlsx"),
        partial(_by_openpyxl, data),
        partial(read_table, text, "t.csv"),
        rounds=3,
    )
    what = f"a workbook of {MOST_ROWS:,} rows"
    yield Row(f"reading {what}", own, "s", 2.0)
    note = f"{theirs:.1f} s: values, formulas, hidden rows and merged cells"
    yield Row("the same / openpyxl", own / theirs, "×", None, note)
    yield Row(f"reading the same as CSV, {MOST_ROWS:,} rows", plain, "s", 2.0)
    few, many = (_imported(size) for size in SIZES)
    yield Row(f"mou import of {MOST_ROWS:,} rows", many.worked, "s", None, "each config checked")
    growth = many.worked / few.worked / (SIZES[1] / SIZES[0])
    yield Row(f"a row of {MOST_ROWS:,} / of {SIZES[0]:,}", growth, "×", 1.1, "1 is linear growth")
    yield Row(f"peak memory of {MOST_ROWS:,} rows", many.peak, "MB", 200.0)


def _row(number: int) -> tuple[object, ...]:
    days = (date(2026, 8, 1), date(2027, 6, 30))
    return (f"District {number}", f"Agency {number}", "PD", "High School", *days, 0.75, 90_000, "x")


def _workbook(rows: int) -> bytes:
    book = openpyxl.Workbook(write_only=False)
    sheet = book.worksheets[0]
    sheet.append(_HEADINGS)
    for number in range(rows):
        sheet.append(_row(number))
        sheet.cell(number + 2, 7).number_format = "0%"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _by_openpyxl(data: bytes) -> None:
    """Read what an import must know: values and formulas, which openpyxl reads one at a time."""
    for data_only in (True, False):
        sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=data_only).worksheets[0]
        for row in sheet.iter_rows():
            for cell in row:
                _ = (cell.value, cell.number_format)


def _imported(rows: int) -> Run:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "t.xlsx").write_bytes(_workbook(rows))
        (folder / "map.yaml").write_text(_MAP, "utf-8")
        return run(folder, "import", "t.xlsx", "--map", "map.yaml", "-o", "out")
