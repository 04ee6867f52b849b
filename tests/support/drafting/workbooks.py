"""Excel workbooks: kept in tests/data, written by another library, or made of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from mou_builder.drafting.importing.cell import RefusedCell
from mou_builder.drafting.importing.table import read_table

DATA = Path(__file__).parents[2] / "data" / "import"

BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: tuple[object, ...], then: Callable[[Worksheet], object] = id) -> bytes:
    """Return a workbook as another library writes it; ``then`` does the rest to its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    then(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """Return a package with parts replaced, or left out where there is None."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in dict.fromkeys([*old.namelist(), *changed]):
            part = changed[name] if name in changed else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def of_cells(cells: str, head: str = "", tail: str = "") -> bytes:
    """Return a workbook whose second row has these cells as XML, under the headings A to C."""
    heads = "".join(f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in "ABC")
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{head}<sheetData><row>{heads}</row><row>{cells}</row></sheetData>{tail}</worksheet>"
    )
    plain = workbook(("x",))
    part = zipfile.ZipFile(io.BytesIO(plain)).read(BOOK)
    stored = part.replace(b'fullCalcOnLoad="1"', b'fullCalcOnLoad="0"')
    return repacked(plain, {SHEET: sheet.encode(), BOOK: stored})


def with_texts(data: bytes, texts: str) -> bytes:
    """Return a workbook that has these shared texts, as XML."""
    links = zipfile.ZipFile(io.BytesIO(data)).read("xl/_rels/workbook.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="texts" Type="{kind}" Target="sharedStrings.xml"/>'
    head = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    changed = {
        "xl/_rels/workbook.xml.rels": links.replace("</Relationships>", link + "</Relationships>"),
        "xl/sharedStrings.xml": f"{head}{texts}</sst>",
    }
    return repacked(data, {name: part.encode() for name, part in changed.items()})


def shown(data: bytes) -> list[list[str]]:
    """Return what the cells of a table show; for a refused one, its name and why."""
    return [
        [f"{cell.name}: {cell.why}" if isinstance(cell, RefusedCell) else cell
         for cell in row.cells.values()]
        for row in read_table(data, "t.xlsx").rows
    ]  # fmt: skip
