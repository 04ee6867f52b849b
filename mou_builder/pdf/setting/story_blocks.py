"""Headers, footers and the words of a template around the agreement, as blocks of data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mou_builder.agreement.document import Kind, Span
from mou_builder.pdf.setting.flow import Block, Edge, joined
from mou_builder.pdf.setting.inlines import PieceMaker, laid
from mou_builder.pdf.setting.pieces import breadth
from mou_builder.pdf.setting.style_data import Data, Dressing
from mou_builder.word.look import (
    AgreementPlace,
    LineRule,
    LineSpacing,
    Look,
    Page,
    PageBreak,
    Picture,
    Running,
    Sides,
    Story,
    StoryBlock,
    StoryCell,
    StoryParagraph,
    StoryTable,
    StyleLook,
    TemplateSection,
)
from mou_builder.word.names import STYLES

_ROOM_TO_SPARE = 6.0


class Stories:
    """Makes the blocks of one template's stories; ``pictures`` gathers their files by name."""

    def __init__(
        self, look: Look, dressing: Dressing, filled: Mapping[str, tuple[Span, ...]], number: int
    ) -> None:
        self.number = number
        self.look, self.dressing, self.filled = look, dressing, dict(filled)
        self.pictures: dict[str, bytes] = {}
        self.families: set[str] = set()
        self.text: list[str] = []

    def section(self, section: TemplateSection, agreement: Sequence[Block]) -> Data:
        """A section with its page; the ``agreement`` stands where the template has its place."""
        page, add = section.page, self.look.spaces_add
        blocks: list[Block] = []
        for each in section.content:
            blocks += (
                agreement
                if isinstance(each, AgreementPlace)
                else self.block(each, page, page.text_width)
            )
        made = joined(_with_page_breaks(blocks), spaces_add=add)
        if blocks and (before := blocks[0].first.look.before):
            made.insert(0, {"kind": "gap", "height": before})
        data: Data = {
            "page": page,
            "spare": self._spare,
            "header": self._running(section.headers, page),
            "footer": self._running(section.footers, page),
            "placed": self._placed_on_page(section),
            "first-number": section.first_number,
            "blocks": made,
        }
        data["numbered"] = _is_numbered(data["header"]) or _is_numbered(data["footer"])
        data["measured"] = not self._fits(section)
        return data

    def _running(self, running: Running, page: Page) -> Data:
        stories = {"usual": running.usual, "first": running.first, "even": running.even}
        return {
            name: None if each is None else self._story(each, page, page.text_width)
            for name, each in stories.items()
        }

    def _placed_on_page(self, section: TemplateSection) -> Data:
        """The pictures of headers and footers that lie where they will on the page.

        ``usual`` is None where no page of the section has one.
        """

        def placed(story: Story) -> list[Data]:
            return [
                self._placed(each, Page(margins=Sides())).data | {"above": 0.0}
                for block in story
                if isinstance(block, StoryParagraph)
                for each in block.content
                if isinstance(each, Picture)
                and each.placement
                and not each.placement.from_paragraph
            ]

        both = section.headers, section.footers
        made: Data = {"usual": [each for running in both for each in placed(running.usual)]}
        for which in ("first", "even"):
            stories = [getattr(running, which) for running in both]
            own = any(each is not None for each in stories)
            made[which] = (
                [each for story in stories for each in placed(story or ())] if own else None
            )
        return made if any(made.values()) else dict.fromkeys(made)

    def _story(self, story: Story, page: Page, room: float) -> list[Data]:
        """The blocks of a header, a footer or a cell, without pictures that lie on the page."""
        blocks = [
            block
            for each in story
            for block in self.block(each, page, room)
            if block.data["kind"] != "placed" or block.data["from-paragraph"]
        ]
        made = joined(blocks, spaces_add=self.look.spaces_add)
        if blocks and (before := blocks[0].first.look.before):
            made.insert(0, {"kind": "gap", "height": before})
        return made

    def block(self, block: StoryBlock, page: Page, room: float) -> Iterator[Block]:
        """The block, its lines in so much ``room``, and the pictures that lie where they will."""
        match block:
            case StoryParagraph():
                made = self._paragraph(block, room)
                for each in block.content:
                    if not isinstance(each, Picture) or each.placement is None:
                        continue
                    placed = self._placed(each, page)
                    if each.placement.from_paragraph:  # which begins below the space before it
                        placed.first, made.first = made.first, Edge(style=made.first.style)
                    yield placed
                    if each.placement.room:
                        yield Block({"kind": "gap", "height": each.placement.room})
                yield made
            case StoryTable():
                yield self._table(block, page)
            case PageBreak():
                yield Block({"kind": "break"})
            case AgreementPlace():
                pass

    def _paragraph(self, paragraph: StoryParagraph, room: float) -> Block:
        mark = paragraph.mark
        style = StyleLook(paragraph.look, mark)
        line = PieceMaker(self.dressing, style)
        content = [
            each
            for each in paragraph.content
            if not (isinstance(each, Picture) and each.placement is not None)
        ]
        if paragraph.label is not None:
            content.insert(0, paragraph.label)
        pieces = list(line.of_story(content, self.filled, self.number))
        self.text += [each.text for each in pieces]
        self.families |= {each.look.font for each in content if not isinstance(each, Picture)}
        words = laid(pieces, style, self.look.default_tab, paragraph.look.tabs, room)
        name = "".join(each.text for each in pieces).strip()
        data: Data = {
            "kind": "paragraph",
            "look": self.dressing.style(style),
            "words": [self._with_picture(each) for each in words],
            "level": (paragraph.outline if name else 0) or None,
            "name": name,
            "sticky": paragraph.look.keep_next,
        }
        edge = Edge(paragraph.look, paragraph.style)
        return Block(data, edge, edge)

    def _with_picture(self, data: Data | str) -> Data | str:
        if isinstance(data, dict) and "picture" in data:
            return self._picture(data["picture"])
        return data

    def _picture(self, picture: Picture) -> Data:
        name = next(
            (name for name, data in self.pictures.items() if data == picture.data),
            f"{len(self.pictures)}",
        )
        self.pictures[name] = picture.data
        return {
            "file": name,
            "kind": picture.kind,
            "width": picture.width,
            "height": picture.height,
            "text": picture.text,
        }

    def _placed(self, picture: Picture, page: Page) -> Block:
        placement = picture.placement
        assert placement is not None
        return Block(
            {
                "kind": "placed",
                "picture": self._picture(picture),
                "x": placement.x - page.margins.left,
                "y": placement.y - (0.0 if placement.from_paragraph else page.margins.top),
                "from-paragraph": placement.from_paragraph,
            }
        )

    def _table(self, table: StoryTable, page: Page) -> Block:
        rows = [
            {**vars(row), "cells": [self._cell(each, page, room) for each, room in cells]}
            for row, cells in zip(table.rows, _with_widths(table), strict=True)
        ]
        return Block({**vars(table), "kind": "grid", "rows": rows, "heads": _heads(table)})

    def _cell(self, cell: StoryCell, page: Page, width: float) -> Data:
        room = width - cell.margins.left - cell.margins.right
        return {**vars(cell), "blocks": self._story(cell.blocks, page, room)}

    @property
    def _spare(self) -> float:
        """What line spacing adds to a line of a clause, in points."""
        style = self.look.styles[STYLES[Kind.CLAUSE]]
        plain = self.dressing.line_height(style.character, LineSpacing())
        own = self.dressing.line_height(style.character, style.paragraph.line)
        is_multiple = style.paragraph.line.rule is LineRule.MULTIPLE
        return max(own - plain, 0.0) if is_multiple else 0.0

    # -- how tall headers and footers are

    def _fits(self, section: TemplateSection) -> bool:
        """Tell whether headers and footers surely have room in the margins of their pages.

        Where they may not have, Typst measures them, which costs the memory of unchanged parts.
        """
        page = section.page
        rooms = (
            (section.headers, page.margins.top - page.header),
            (section.footers, page.margins.bottom - page.footer),
        )
        return all(
            story is None or self._height(story, page) <= room - _ROOM_TO_SPARE
            for running, room in rooms
            for story in (running.usual, running.first, running.even)
        )

    def _height(self, story: Story, page: Page) -> float:
        """The most that a story is high, as far as its words tell."""
        height = 0.0
        for each in story:
            if not isinstance(each, StoryParagraph):
                return page.height
            if any(isinstance(part, Picture) for part in each.content):
                return page.height
            lies = each.look
            line = PieceMaker(self.dressing, StyleLook(lies, each.mark))
            pieces = list(line.of_story(each.content, self.filled, self.number))
            room = max(page.text_width - lies.left - lies.right, 1.0)
            text = breadth(pieces) + 36.0 * sum(p.data == "\t" for p in pieces)
            looks = [each.mark, *(p.look for p in each.content if not isinstance(p, Picture))]
            tallest = max(self.dressing.line_height(look, lies.line) for look in looks)
            lines = int(text * 1.1 / room) + 1 + sum(piece.text.count("\n") for piece in pieces)
            rules = [
                3 * rule.width + rule.space
                for rule in (lies.borders.top, lies.borders.bottom)
                if rule
            ]
            height += lies.before + lies.after + lines * tallest + sum(rules)
        return height


def _with_page_breaks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a section, with the end of a page before those that begin one."""
    has_begun = False
    for each in blocks:
        if has_begun and each.first.look.page_break_before:
            yield Block({"kind": "break"})
        yield each
        has_begun = each.data["kind"] != "break"


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


def _is_numbered(data: object) -> bool:
    """Tell whether the number of a page stands somewhere in a header or footer."""
    match data:
        case dict():
            return data.get("number") == "page" or any(map(_is_numbered, data.values()))
        case list() | tuple():
            return any(map(_is_numbered, data))
        case _:
            return False
