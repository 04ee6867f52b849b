"""The paragraphs and tables of an agreement as blocks of data, in the looks of a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mou_builder.agreement.document import Block as Part
from mou_builder.agreement.document import Change, Kind, Paragraph, Row, Span, Table
from mou_builder.frozen import replace
from mou_builder.pdf.setting.flow import Block, Edge
from mou_builder.pdf.setting.inlines import NEVER_FULLER, Links, PieceMaker
from mou_builder.pdf.setting.pieces import Piece, breadth
from mou_builder.pdf.setting.style_data import Data, Dressing
from mou_builder.pdf.values import Sheet
from mou_builder.word.look import StyleLook
from mou_builder.word.names import STYLES, TABLE_CAPTION, TABLE_HEAD, TABLE_TEXT
from mou_builder.word.number_forms import shown_number
from mou_builder.word.references import counted_clauses
from mou_builder.word.template.layout import inset, layout_of, page_of
from mou_builder.word.template.values import new_words
from mou_builder.word.writing.blocks import (
    LEADING,
    column_widths,
    is_long,
    is_small,
    unmoved_if_reworded,
)
from mou_builder.word.writing.runs import unmoved

_APART = 4.0
"""What is below a paragraph that leads into a table, in points."""
_LEAST_RULE = 72.0
"""The shortest line to write on, in points."""
_THICKEST_RULE = 6.0
"""Above the words of a row, in points."""
_SAME = 0.01
"""Places that are no further apart are one, in points."""
_PILCROW = "¶"
LEVELS = {Kind.TITLE: 0, Kind.HEADING: 1}
"""Of headings, 0 for the title, which is no heading."""
_RULED = frozenset({Kind.SIGNATURE, Kind.PARTICULAR})


Item = tuple[list[Data | str], list[Block]]
"""An item of a list: its label and the blocks in it."""


class ParagraphBlocks:
    """Makes the blocks of one agreement's paragraphs and tables, in reading order.

    ``document`` is its number among those of a packet, in which its title is a heading.
    """

    def __init__(self, sheet: Sheet, dressing: Dressing, document: int | None) -> None:
        self.look, self.dressing = sheet.look, dressing
        self.layout = layout_of(sheet.look)
        self.page = page_of(sheet.look)
        self.is_stamped = document is not None
        self.links = Links(counted_clauses(sheet.agreement), f"clause-{document or 0}-")
        self.titles = 0
        self.clause_number = ""
        """The number of the last clause, which may be a part of those of its sub-clauses."""

    def style(self, kind: Kind) -> StyleLook:
        """The style of a kind of paragraph."""
        return self.look.styles[STYLES[kind]]

    def blocks(
        self, part: Part, following: Part | None, left: float = 0.0, *, indented: bool = True
    ) -> list[Block]:
        """The blocks of a part outside of lists, which stands ``left`` of the margin already.

        A table stands at the indent of a clause's words, or else at the margin.
        """
        if isinstance(part, Paragraph):
            return [self.paragraph(part, following, left)]
        return list(self._table(part, left, indented=indented))

    def paragraph(self, part: Paragraph, following: Part | None = None, left: float = 0.0) -> Block:
        """A paragraph that stands ``left`` of the margin already.

        It stays with what ``following`` is, if that is a table or words that it quotes.
        """
        part = unmoved_if_reworded(part)
        style_id = STYLES[part.kind]
        style = self.look.styles[style_id]
        lies = style.paragraph
        if part.inset:
            style = replace(style, paragraph=inset(lies))
        self.dressing.gathered.families.add(style.character.font)
        leads = isinstance(following, Table)
        level = self._level(part.kind)
        name = new_words(part).strip() if level is not None else ""
        words, pieces = self._words(part, style)
        data: Data = {
            "kind": "paragraph",
            "look": f"{style_id}@" if left else style_id,
            "words": words,
            "tall": self._is_tall(pieces, style),
            "level": level if name else None,  # what has gone is no heading of the new agreement
            "name": name,
            "sticky": leads or _quotes(part, following) or lies.keep_next or part.kind in LEADING,
        }
        if part.inset:
            within = replace(style.paragraph, left=style.paragraph.left - left)
            data["look"] = self.dressing.style(replace(style, paragraph=within))
        edge = Edge(style.paragraph, style_id)
        return Block(data, edge, edge, after=_APART if leads else None)

    def _is_tall(self, pieces: Sequence[Piece], style: StyleLook) -> bool:
        """Tell whether no page has room for a whole paragraph."""
        maker = PieceMaker(self.dressing, style)
        return maker.is_taller(pieces, self.page.text_width, self.page.text_height)

    def _words(self, part: Paragraph, style: StyleLook) -> tuple[list[Data | str], list[Piece]]:
        """The words of a paragraph, as data and as the pieces that these are made of."""
        line = PieceMaker(self.dressing, style, self.links)
        pieces: list[Piece] = []
        if lead := part.number if part.kind is Kind.QUOTED else part.label:
            pieces += line.words(f"{lead}\t", None, unmoved(part.change))
        pieces += line.of_spans(part.spans, part.change)
        is_ruled = part.kind in _RULED and not new_words(part)
        if is_ruled:
            pieces.append(Piece("\t"))
        if part.change is not Change.KEPT and any(
            piece.change is Change.KEPT and piece.text for piece in pieces
        ):
            pieces += line.words(_PILCROW, None, unmoved(part.change))
        stops = style.paragraph.tabs
        if part.kind in _RULED and not part.label:  # the rule starts at the margin
            stops = tuple(each for each in stops if each.leader)
        words = line.laid(pieces, self.page.text_width, stops)
        if is_ruled:
            gaps = (each.get("gap", 0.0) for each in words[:-1] if isinstance(each, dict))
            words[-1] = self._rule(words[-1], style, breadth(pieces) + sum(gaps))
        return words, pieces

    def _rule(self, gap: Data | str, style: StyleLook, taken: float) -> Data:
        """The line to write on: drawn by a tab stop, by the paragraph's border, or by itself."""
        assert isinstance(gap, dict)
        width, lies = gap["gap"], style.paragraph
        room = self.page.text_width - lies.right - taken
        if gap["leader"]:
            width = min(width, max(room, _LEAST_RULE))
        else:
            width = room
            if width < _LEAST_RULE:  # on a line of its own
                width = self.page.text_width - lies.right - lies.left
        ruled = bool(gap["leader"]) or lies.borders.bottom is None
        return {"line": width, "ruled": ruled, "field": None, "height": 0.0}

    def _level(self, kind: Kind) -> int | None:
        """The level of a heading, 0 for a title, None for any other paragraph.

        In a packet the title of each document is a heading, with its headings below it.
        """
        level = LEVELS.get(kind)
        if level is None or not self.is_stamped:
            return level
        self.titles += kind is Kind.TITLE
        return 1 if kind is Kind.TITLE and self.titles == 1 else 2

    # -- the numbered paragraphs of lists

    def numbered(self, part: Part, level: int, following: Part | None) -> Item:
        """The label of an item of a list, and the paragraph that begins it."""
        assert isinstance(part, Paragraph)
        number, style = self.look.levels[level], self.style(part.kind)
        lies = style.paragraph
        line = PieceMaker(self.dressing, StyleLook(lies, number.character))
        shown = shown_number(part.number, number, self.clause_number)
        if level == 0:
            self.clause_number = shown_number(part.number, replace(number, pattern="%1"), "")
        pieces = list(line.words(shown, None, part.change))
        start = lies.left + lies.first_line
        begin = start + breadth(pieces)
        match number.follow:
            case "tab":
                begin = line.tabbed(self.page.text_width, lies.tabs).next_stop(begin).position
            case "space":
                begin += self.dressing.width(" ", number.character)
        block = self.paragraph(part, following, lies.left)
        block.data["look"] = f"{STYLES[part.kind]}#"
        if abs(begin - lies.left) > _SAME:  # the words go on under their number, or before it ends
            inside = replace(lies, left=0.0, first_line=begin - lies.left)
            block.data["look"] = self.dressing.style(replace(style, paragraph=inside))
        return [each.data for each in pieces], [block]

    # -- tables

    def _table(self, part: Table, left: float, *, indented: bool) -> Iterator[Block]:
        if part.caption:
            yield self._caption(part, left)
        layout = self.layout if indented else replace(self.layout, clause_indent=0)
        widths = column_widths(part, layout)
        columns = [each / 20 for each in widths]
        yield Block(
            {
                "kind": "table",
                "indent": layout.clause_indent / 20 - self.look.table.outdent - left,
                "columns": columns,
                "header": self._row(part.header, part, TABLE_HEAD, columns),
                "rows": [self._row(each, part, TABLE_TEXT, columns) for each in part.rows],
                "long": [is_long(each, widths, layout) for each in part.rows],
                "whole": is_small(part, widths, layout) and self._fits(part, columns),
                "sticky": False,
            }
        )

    def _fits(self, part: Table, columns: Sequence[float]) -> bool | None:
        """Tell whether a page surely has room for a table; None where Typst has to measure it."""
        height, margins = 0.0, self.look.table.cell_margins
        for number, row in enumerate(part.all_rows):
            style = self.dressing.table_style(TABLE_TEXT if number else TABLE_HEAD)
            lies = self.look.styles[TABLE_TEXT].paragraph
            fullest = max(
                self.dressing.width(text, style.character)
                / max(width - margins.left - margins.right, 1.0)
                for text, width in zip(row.texts, columns, strict=True)
            )
            line = self.dressing.line_height(style.character, style.paragraph.line)
            height += (fullest * NEVER_FULLER + 1) * line + _THICKEST_RULE
            height += margins.top + margins.bottom + lies.before + lies.after
        return height < self.page.text_height or None

    def _caption(self, part: Table, left: float) -> Block:
        style = self.look.styles[TABLE_CAPTION]
        line = PieceMaker(self.dressing, style)
        words = line.words(part.caption, None, unmoved(part.change))
        data: Data = {
            "kind": "paragraph",
            "look": f"{TABLE_CAPTION}@" if left else TABLE_CAPTION,
            "words": line.laid(words, self.page.text_width),
            "level": None,
            "name": part.caption,
            "sticky": True,
            "tall": False,
        }
        edge = Edge(style.paragraph, TABLE_CAPTION)
        return Block(data, edge, edge)

    def _row(
        self, row: Row, table: Table, style: str, columns: Sequence[float]
    ) -> list[list[Data | str]]:
        change = unmoved(row.change if table.change is Change.KEPT else table.change)
        line = PieceMaker(self.dressing, self.dressing.table_style(style), self.links)
        margins = self.look.table.cell_margins
        return [
            line.laid(line.of_spans(_cell(cell, change)), width - margins.left - margins.right)
            for cell, width in zip(row.cells, columns, strict=True)
        ]


def _cell(cell: Sequence[Span], change: Change) -> Sequence[Span]:
    """The words of a cell; in a row that comes or goes, all of them do."""
    if change is Change.KEPT:
        return cell
    here = (each for each in cell if unmoved(each.change) in (Change.KEPT, change))
    return [replace(each, change=change) for each in here]


def _quotes(part: Paragraph, following: Part | None) -> bool:
    """Tell whether a paragraph announces words that are quoted, and so stays with them."""
    quoted = isinstance(following, Paragraph) and following.kind is Kind.QUOTED
    return quoted and part.kind is not Kind.QUOTED
