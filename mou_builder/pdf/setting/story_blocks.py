"""Headers, footers and the words of a template around the agreement, as blocks of data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mou_builder.agreement.document import Kind, Span
from mou_builder.frozen import replace
from mou_builder.pdf.setting.flow import Block, Edge, Flow, HeadingLevels, paragraph_data
from mou_builder.pdf.setting.inlines import PieceMaker
from mou_builder.pdf.setting.paragraph_blocks import LEVELS
from mou_builder.pdf.setting.pieces import Piece, breadth
from mou_builder.pdf.setting.style_data import Data, Dressing, Gathered
from mou_builder.word.look import (
    AgreementPlace,
    Alignment,
    Border,
    CharacterLook,
    Inline,
    Number,
    PageBreak,
    PageField,
    Picture,
    Placement,
    Sides,
    Story,
    StoryBlock,
    StoryCell,
    StoryParagraph,
    StoryRow,
    StoryTable,
    StyleLook,
    TemplateSection,
    Words,
)

_ROOM_TO_SPARE = 6.0
_WHICH = ("usual", "first", "even")
_BEYOND = {Alignment.RIGHT: 1.0, Alignment.CENTER: 0.5}
"""The part of a table without room that stands left of the margin."""


class StoryBlocks:
    """Makes the blocks of one section of a template: its headers and footers, and what is in it.

    ``filled`` are the agreement's words in them, ``headings`` the levels of those in the document.
    """

    def __init__(
        self,
        section: TemplateSection,
        dressing: Dressing,
        gathered: Gathered,
        filled: Mapping[str, tuple[Span, ...]],
        headings: HeadingLevels,
    ) -> None:
        self.section, self.page = section, section.page
        self.headings = headings
        self.look, self.dressing, self.gathered = dressing.look, dressing, gathered
        self.filled = filled
        self.flow = Flow(self.look.spaces_add)
        self.is_running = False
        """Whether what is made stands in a header or footer."""
        self.numbers = set[PageField]()
        """Those that the header or footer shows of which the blocks are being made."""

    def data(self, agreement: Sequence[Block]) -> Data:
        """The section with its page; the ``agreement`` stands where the template has its place."""
        section, room = self.section, self.page.text_width
        blocks: list[Block] = []
        for each in section.content:
            if isinstance(each, AgreementPlace):
                blocks += agreement
                self.headings.level(LEVELS[Kind.HEADING])
            else:
                blocks += self._block(each, room)
        return {
            "page": self.page,
            **self._running(),
            "first-number": section.first_number,
            "blocks": self.flow.begun(list(_with_page_breaks(blocks))),
        }

    def _running(self) -> Data:
        """Headers and footers, and the pictures in them that lie where they will on the page.

        Where they may not have room in the margins, Typst measures them, which costs the memory of
        unchanged parts. ``usual`` is None of pictures where no page of the section has one. What is
        ``counted`` shows a number, and the section is ``numbered`` if that is a page's.
        """
        self.is_running = True
        page, section = self.page, self.section
        made: Data = {part: {"counted": False} for part in ("header", "footer", "placed")}
        made |= {"measured": False, "numbered": False}
        for which in _WHICH:
            on_page: list[Block] = []
            for part, running, room in (
                ("header", section.headers, page.margins.top - page.header),
                ("footer", section.footers, page.margins.bottom - page.footer),
            ):
                story: Story | None = getattr(running, which)
                self.numbers.clear()
                blocks, placed = self._story(story or (), page.text_width)
                on_page += placed
                made[part][which] = None if story is None else self.flow.whole(blocks)
                made[part]["counted"] |= bool(self.numbers)
                made["numbered"] |= PageField.PAGE in self.numbers
                made["measured"] |= bool(story) and _height(blocks) > room - _ROOM_TO_SPARE
            own = any(made[part][which] is not None for part in ("header", "footer"))
            made["placed"][which] = self.flow.joined(on_page) if own else None
        if not any(made["placed"].values()):
            made["placed"] |= dict.fromkeys(_WHICH)
        return made

    def _story(self, story: Story, room: float) -> tuple[list[Block], list[Block]]:
        """The blocks of a header, a footer or a cell, and its pictures that lie on the page."""
        blocks: tuple[list[Block], list[Block]] = [], []
        for each in (block for part in story for block in self._block(part, room)):
            blocks[not each.data.get("from-paragraph", True)].append(each)
        return blocks

    def _block(self, block: StoryBlock, room: float) -> Iterator[Block]:
        """The block, its lines in so much ``room``, and the pictures that lie where they will."""
        match block:
            case StoryParagraph():
                made = self._paragraph(block, room)
                for each in block.content:
                    if not isinstance(each, Picture) or each.placement is None:
                        continue
                    placed = self._placed(each, each.placement)
                    if each.placement.from_paragraph:  # which begins below the space before it
                        placed.first, made.first = made.first, Edge(style=made.first.style)
                    yield placed
                    if each.placement.room:
                        yield Block({"kind": "gap", "height": each.placement.room})
                yield made
            case StoryTable():
                yield self._table(block, room)
            case PageBreak():
                yield Block({"kind": "break"})
            case AgreementPlace():
                pass

    def _paragraph(self, paragraph: StoryParagraph, room: float) -> Block:
        content = _without_spaces_at_end(
            [e for e in paragraph.content if not (isinstance(e, Picture) and e.placement)]
        )
        if paragraph.label:
            content.insert(0, paragraph.label)
        match content:
            case [*_, Words(text=text)] if text.endswith("\n"):
                content.append(Words("", paragraph.base))  # which gives an empty line its height
        style = StyleLook(paragraph.look, self._tallest(content, paragraph))
        heights = {self.dressing.single(each) for each in _looks(content)}
        spacing = paragraph.look.line
        is_mixed = len(heights) > 1 and self.dressing.added(style.character, spacing) > 0
        first = self._tallest(_on_line(content, 0), paragraph)
        line = PieceMaker(self.dressing, style, is_mixed=is_mixed)
        pieces = list(line.of_story(content, self.filled, self.gathered))
        gathered = self.gathered
        gathered.texts.extend(each.text for each in pieces)
        self.numbers.update(each.field for each in content if isinstance(each, Number))
        gathered.families.update(e.look.font for e in content if not isinstance(e, Picture))
        name = "".join(each.text for each in pieces).strip()
        if pieces and pieces[-1].text.endswith("\n"):
            pieces.append(Piece(line.strut(paragraph.base)))
        level = self.headings.level(paragraph.outline) if paragraph.outline and name else None
        data = paragraph_data(
            self.dressing.style(style, is_mixed=is_mixed),
            line.laid(pieces, room, paragraph.look.tabs),
            heading=level and (level, name),
            sticky=paragraph.look.keep_next,
            tall=line.is_taller(pieces, room, self.page.text_height),
            running=self.is_running,
            raised=is_mixed and self.dressing.added(first, spacing),
        )
        is_wrapped = breadth(pieces) > room - paragraph.look.left - paragraph.look.right
        ending = content[-1:] if is_wrapped else content[::-1]
        last = self._tallest(_on_line(ending, -1), paragraph)
        added = self.dressing.added(last, spacing)
        at_end = self.dressing.at_end(paragraph.base, spacing)
        edge = Edge(paragraph.look, paragraph.style, added, at_end)
        return Block(data, edge, edge, height=self._height_of(paragraph, pieces, room))

    def _tallest(self, content: Iterable[Inline], paragraph: StoryParagraph) -> CharacterLook:
        """The tallest look of words in a paragraph; where there are none, of its style or mark."""
        otherwise = paragraph.base if paragraph.content else paragraph.mark
        return max(_looks(content), key=self.dressing.single, default=otherwise)

    def _placed(self, picture: Picture, place: Placement) -> Block:
        """A picture at its distance from its paragraph, or from the area that it is on.

        That is the page for headers and footers, and what lies within its margins for the rest.
        """
        margins = Sides() if self.is_running else self.page.margins
        data = {
            "kind": "placed",
            "picture": self.gathered.picture(picture, self.dressing.fonts),
            "x": place.x - margins.left,
            "y": place.y - (0.0 if place.from_paragraph else margins.top),
            "from-paragraph": place.from_paragraph,
        }
        return Block(data)

    def _table(self, table: StoryTable, room: float) -> Block:
        """A table; one that is wider than its ``room`` goes on beyond the margins, as in Word."""
        beyond = _BEYOND.get(table.alignment, 0.0) * max(sum(table.columns) - room, 0.0)
        parts = zip(table.rows, _with_widths(table), _rules_above(table), strict=True)
        data = {
            **vars(table),
            "kind": "grid",
            "rows": [{**self._row(row, cells), "ruled": above} for row, cells, above in parts],
            "heads": _heads(table),
            "indent": table.indent - beyond,
            "ruled": _thickest(cell.borders.bottom for cell in table.rows[-1].cells),
        }
        return Block(data, height=self.page.height)

    def _row(self, row: StoryRow, cells: Iterable[tuple[StoryCell, float]]) -> Data:
        made, tallest = [], 0.0
        for cell, width in cells:
            margins = cell.margins
            blocks, _ = self._story(cell.blocks, width - margins.left - margins.right)
            tallest = max(tallest, _height(blocks) + margins.top + margins.bottom)
            laid = self.flow.whole(blocks)
            match cell.blocks:
                case (*_, StoryParagraph()) if self.is_running:
                    # LibreOffice counts the space below it twice, as the end of cell and header.
                    laid.append({"kind": "gap", "height": blocks[-1].last.below})
            made.append({**vars(cell), "blocks": laid})
        whole = (row.whole or tallest <= row.height) and tallest <= self.page.text_height
        return {**vars(row), "cells": made, "whole": whole}

    def _height_of(self, paragraph: StoryParagraph, pieces: Sequence[Piece], room: float) -> float:
        """The most that a paragraph is high, as far as its words tell, with so much room."""
        words = [each for each in paragraph.content if not isinstance(each, Picture)]
        if len(words) < len(paragraph.content):
            return self.page.height
        lies = paragraph.look
        room = max(room - lies.left - lies.right, 1.0)
        text = breadth(pieces) + 36.0 * sum(each.data == "\t" for each in pieces)
        lines = int(text * 1.1 / room) + 1 + sum(each.text.count("\n") for each in pieces)
        looks = (paragraph.mark, *(each.look for each in words))
        tallest = max(self.dressing.line_height(look, lies.line) for look in looks)
        rules = (each for each in (lies.borders.top, lies.borders.bottom) if each)
        around = lies.before + lies.after + sum(3 * each.width + each.space for each in rules)
        return lines * tallest + around


def _without_spaces_at_end(made: list[Inline]) -> list[Inline]:
    """The contents without the spaces behind the last word, which need no room on its line.

    Those that are drawn do, and those that push words from a tab stop.
    """
    if any(isinstance(each, Words) and "\t" in each.text for each in made):
        return made
    while made and isinstance(last := made[-1], Words):
        if last.look.underline or last.look.strike or last.look.highlight:
            break
        made.pop()
        if text := last.text.rstrip(" "):
            return [*made, replace(last, text=text)]
    return made


def _looks(content: Iterable[Inline]) -> list[CharacterLook]:
    """The looks of what has the height of letters; nothing of lines that have no letters."""
    written = [each for each in content if not isinstance(each, Picture)]
    is_blank = all(isinstance(each, Words) and each.text.isspace() for each in written)
    return [] if is_blank else [each.look for each in written]


def _on_line(content: Iterable[Inline], end: int) -> Iterator[Inline]:
    """What stands on a line with the first of the contents; they are from its ``end``, 0 or -1."""
    for each in content:
        parts = each.text.split("\n") if isinstance(each, Words) else ["-"]
        if parts[end]:
            yield each
        if len(parts) > 1:
            return


def _height(blocks: Iterable[Block]) -> float:
    return sum(each.height for each in blocks)


def _with_page_breaks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a section, with the end of a page before those that begin one.

    What begins a page so keeps the space above it.
    """
    has_begun, begins = False, False
    for each in blocks:
        if has_begun and each.first.look.page_break_before:
            yield Block({"kind": "break"})
            begins = True
        if begins and (above := each.first.look.before):
            yield Block({"kind": "gap", "height": above})
        yield each
        begins = each.data["kind"] == "break"
        has_begun = not begins


def _thickest(rules: Iterable[Border | None]) -> float:
    return max((each.width for each in rules if each), default=0.0)


def _rules_above(table: StoryTable) -> Iterator[float]:
    """The thickness of the rules above each row, which take their room from it."""
    above: list[Border | None] = []
    for row in table.rows:
        yield _thickest([*above, *(cell.borders.top for cell in row.cells)])
        above = [cell.borders.bottom for cell in row.cells]


def _heads(table: StoryTable) -> int:
    """How many rows stand again where a table goes on: not one whose cell goes on below them."""
    heads = next((at for at, row in enumerate(table.rows) if not row.is_header), len(table.rows))
    rows = enumerate(table.rows[:heads])
    is_whole = all(at + cell.rows <= heads for at, row in rows for cell in row.cells)
    return heads if is_whole and heads < len(table.rows) else 0


def _with_widths(table: StoryTable) -> Iterator[list[tuple[StoryCell, float]]]:
    """The cells of each row with their widths: a cell over several rows takes its place in all."""
    taken = [0] * len(table.columns)
    for row in table.rows:
        at = 0
        cells = []
        for cell in row.cells:
            while at < len(taken) and taken[at]:
                at += 1
            end = at + cell.columns
            cells.append((cell, sum(table.columns[at:end])))
            taken[at:end] = [cell.rows] * len(taken[at:end])
            at = end
        taken = [max(each - 1, 0) for each in taken]
        yield cells
