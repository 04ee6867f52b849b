"""The numbers of lines as printed, when changes are accepted and when they are rejected."""

from __future__ import annotations

from lxml import etree

from mou_builder.word.reading.body.position import ReadingPosition
from mou_builder.word.reading.body.words import WordsReader
from mou_builder.word.reading.history import History
from mou_builder.word.reading.judging import judge_level
from mou_builder.word.reading.numbering import Counter, DocumentLists, Level, ParagraphStyles
from mou_builder.word.reading.vocabulary import child, child_value


class LineNumbers:
    """Counts the paragraphs of a document in its lists, once with all changes and once without."""

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
        self._counter = Counter(styles, lists)
        self._former = Counter(styles, lists)

    def of(
        self,
        properties: etree._Element | None,
        marks: etree._Element | None,
        style: str,
        mark: History,
    ) -> tuple[str, str]:
        """Return both numbers of the open paragraph; ``marks`` are the properties of its end."""
        number = former = ""
        if mark.deleted is None:
            number = self._shown(self._counter.next(properties, style), marks)
        if mark.inserted is None:
            before = child(properties, "pPrChange", "pPr")
            old, former_style = properties, style
            if before is not None:
                old, former_style = before, child_value(before, "pStyle") or self._styles.default
            was = child(marks, "rPrChange", "rPr")
            looks = marks if was is None else was
            former = self._shown(self._former.next(old, former_style), looks)
        return number, former

    def _shown(self, numbered: tuple[str, Level | None], marks: etree._Element | None) -> str:
        """Return a number as it looks: by the properties of its level and of the end (17.9.24)."""
        number, level = numbered
        if level is None:
            return number
        size = self._at.paragraphs[-1].size
        self._at.doubt_all(judge_level(level.element, size, self._at.paper))
        return self._words.number(number, level, marks) if number else ""

    def of_margin(self, properties: etree._Element | None, style: str) -> None:
        """Say what number a line of a header, a footer or the like has: none of ours has one."""
        number, _ = Counter(self._styles, self._lists).next(properties, style)
        if number.strip():
            self._at.doubt(f"a line that is numbered “{number}”")
