"""The printed numbers of lines, when all changes are accepted and when all are rejected."""

from __future__ import annotations

from lxml import etree

from mou_builder.word.reading.body.position import ReadingPosition
from mou_builder.word.reading.body.words import WordsReader
from mou_builder.word.reading.history import History
from mou_builder.word.reading.judging import judge_level
from mou_builder.word.reading.numbering import (
    DocumentLists,
    Level,
    ParagraphCounter,
    ParagraphStyles,
)
from mou_builder.word.vocabulary import child, child_value


class LineNumbers:
    """Counts the numbered paragraphs of a document, once with all changes and once without."""

    def __init__(
        self,
        at: ReadingPosition,
        words: WordsReader,
        styles: ParagraphStyles,
        lists: DocumentLists,
    ) -> None:
        self._at = at
        self._words = words
        self._styles = styles
        self._lists = lists
        self._counter = ParagraphCounter(styles, lists)
        self._former = ParagraphCounter(styles, lists)
        self._judged: dict[tuple[object, ...], tuple[str, ...]] = {}

    def numbers(
        self,
        properties: etree._Element | None,
        marks: etree._Element | None,
        style: str,
        mark: History,
    ) -> tuple[str, str]:
        """Return both numbers of the open paragraph, accepted first.

        ``marks`` are the run properties of its paragraph mark, and ``mark`` is the mark's history.
        """
        number = former = ""
        if mark.deleted is None:
            number = self._as_it_looks(self._counter.next(properties, style), marks)
        if mark.inserted is None:
            before = child(properties, "pPrChange", "pPr")
            old, former_style = properties, style
            if before is not None:
                old, former_style = before, child_value(before, "pStyle") or self._styles.default
            was = child(marks, "rPrChange", "rPr")
            looks = marks if was is None else was
            former = self._as_it_looks(self._former.next(old, former_style), looks)
        return number, former

    def _as_it_looks(self, numbered: tuple[str, Level | None], marks: etree._Element | None) -> str:
        """Return a number as it looks, by its level and the paragraph mark (17.9.24)."""
        number, level = numbered
        if level is None:
            return number
        size, paper = self._at.paragraphs[-1].size, self._at.paper
        key = (level.element, bool(number), size, paper)
        if key not in self._judged:
            self._judged[key] = tuple(judge_level(level.element, number, size, paper))
        self._at.doubt_all(self._judged[key])
        return self._words.number(number, level, marks) if number else ""

    def judge_margin(self, properties: etree._Element | None, style: str) -> None:
        """Report the number of a line in a header or footer: none of ours has one."""
        number, _ = ParagraphCounter(self._styles, self._lists).next(properties, style)
        if number.strip():
            self._at.doubt(f"a line that is numbered “{number}”")
