"""Reading tables: their rows and cells, and what is hidden or in doubt."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from mou_builder.word.reading.body.elements import AROUND_ROWS, all_text, flattened
from mou_builder.word.reading.body.position import OpenRow, ReadingPosition
from mou_builder.word.reading.history import (
    DELETES,
    INSERTS,
    History,
    history_of_cell,
    history_of_row,
)
from mou_builder.word.reading.judging import (
    cell_width,
    is_too_wide,
    judge_cell,
    judge_control,
    judge_row,
    judge_table,
)
from mou_builder.word.reading.looks.cascade import StyleCascade
from mou_builder.word.reading.looks.measures import Paper
from mou_builder.word.reading.understood import MARKS
from mou_builder.word.vocabulary import child, child_value, is_on, name_of, value


class TableReader:
    """Reads tables row by row; ``inside`` reads what a cell contains."""

    def __init__(
        self,
        at: ReadingPosition,
        looks: StyleCascade,
        paper: Paper,
        inside: Callable[[etree._Element, History], None],
    ) -> None:
        self._at = at
        self._looks = looks
        self._paper = paper
        self._inside = inside
        self._tables = 0

    def read(self, element: etree._Element, history: History) -> None:
        """Read a table."""
        number = self._tables
        self._tables += 1
        properties = child(element, "tblPr")
        style = child_value(properties, "tblStyle") or self._looks.usual_table
        columns = child(element, "tblGrid")
        self._at.doubt_all(judge_table(properties, columns, self._paper))
        self._at.doubt_all(self._looks.table_doubts(style, self._paper))
        self._at.expect_one(element, "tblPr")
        self._expect_only(element, ("tblPr", "tblGrid", "tr"))
        for at, row in enumerate(flattened(element, "tr")):
            shaded = (None, child(row, "tblPrEx", "shd"), child(properties, "shd"))
            self._read_row(row, OpenRow(number, at, style, shadings=shaded), history)

    def _read_row(self, element: etree._Element, row: OpenRow, history: History) -> None:
        properties = child(element, "trPr")
        row.history = history_of_row(properties, history)
        row.is_hidden = is_on(properties, "hidden") or any(each.is_hidden for each in self._at.rows)
        self._at.doubt_all(judge_row(properties))
        self._at.doubt_all(judge_table(child(element, "tblPrEx"), None, self._paper))
        self._at.expect_one(element, "trPr")
        self._expect_only(element, ("trPr", "tblPrEx", "tc"))
        self._at.rows.append(row)
        outside = row.history, row.is_hidden
        width = 0
        for cell in flattened(element, "tc"):
            row.column += 1
            inside = child(cell, "tcPr")
            self._at.expect_one(cell, "tcPr")
            if all_text(cell).strip():
                longest = max(len(all_text(each)) for each in cell)
                self._at.doubt_all(judge_cell(inside, self._paper, longest))
            row.width = cell_width(inside, self._paper)
            row.history = history_of_cell(inside, outside[0])
            merged = child(inside, "vMerge")
            row.is_hidden = outside[1] or (merged is not None and value(merged) != "restart")
            row.shadings = (child(inside, "shd"), *row.shadings[1:])
            width += row.width
            self._inside(cell, row.history)
        self._at.rows.pop()
        if is_too_wide(width, self._paper):
            self._at.doubt("words beside the page")

    def _expect_only(self, element: etree._Element, known: tuple[str, ...]) -> None:
        """Report what stands between rows or cells and is none."""
        for each in element:
            name = name_of(each)
            if name in AROUND_ROWS:
                self._judge_wrapper(each, name)
                self._expect_only(each, known)
            elif name and name not in MARKS and name not in known:
                self._at.doubt(f"an element that is not understood here ({name.lstrip('?:')})")

    def _judge_wrapper(self, element: etree._Element, name: str) -> None:
        """Report how what stands around rows or cells may change their words."""
        if name == "sdt":
            self._at.doubt_all(judge_control(element))
        elif name in INSERTS or name in DELETES:
            self._at.doubt("a tracked change around rows or cells")
        if child(element, "customXmlPr", "placeholder") is not None:
            self._at.doubt("rows or cells for which programs may show other words")
