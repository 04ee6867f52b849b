"""The paragraphs and tables of an agreement as blocks of data, in the looks of a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from mou_builder.agreement.document import Block as Part
from mou_builder.agreement.document import (
    Change,
    Kind,
    Paragraph,
    Row,
    Table,
    text_of,
)
from mou_builder.frozen import dataclass, replace
from mou_builder.pdf.setting.flow import Block, Edge, paragraph_data
from mou_builder.pdf.setting.inlines import Links, PieceMaker, Places
from mou_builder.pdf.setting.pieces import Piece, breadth, kerned_from_right
from mou_builder.pdf.setting.style_data import Data, Dressing, Gathered
from mou_builder.pdf.values import Sheet
from mou_builder.word.look import ParagraphLook, StyleLook
from mou_builder.word.names import STYLES, TABLE_CAPTION, TABLE_HEAD, TABLE_TEXT
from mou_builder.word.number_forms import shown_number
from mou_builder.word.references import counted_clauses
from mou_builder.word.template.layout import inset
from mou_builder.word.template.values import new_words
from mou_builder.word.writing.blocks import (
    LEADING,
    RULED,
    cell_words,
    column_widths,
    introduces_quotation,
    is_long,
    is_small,
    row_change,
    unmoved_if_reworded,
)
from mou_builder.word.writing.runs import unmoved

_APART = 4.0
"""What is below a paragraph that leads into a table, in points."""
_LEAST_RULE = 72.0
"""The shortest line to write on, in points."""
_SAME = 0.01
"""Places that are no further apart are one, in points."""
_PILCROW = "¶"
LEVELS = {Kind.TITLE: 0, Kind.HEADING: 1}
"""Of headings, 0 for the title, which is no heading."""
_LISTS = (Kind.CLAUSE, Kind.SUBCLAUSE)
_MOST_STYLES = 256
_REMEMBERED = 2048
"""How many paragraphs are remembered as they were made; most of a state's are alike."""

Item = tuple[list[Data | str], list[Block]]
"""An item of a list: its label and the blocks in it."""


class ParagraphBlocks:
    """Makes the blocks of one agreement's paragraphs and tables, in reading order.

    ``document`` is its number among those of a packet, in which its title is a heading that
    bookmarks call by the title of its sheet.
    """

    def __init__(
        self, sheet: Sheet, dressing: Dressing, gathered: Gathered, document: int | None
    ) -> None:
        self.look, self.dressing, self.gathered = dressing.look, dressing, gathered
        self.has_changes = sheet.agreement.has_changes
        self.links = Links(counted_clauses(sheet.agreement), f"clause-{document or 0}-")
        self.levels = LEVELS if document is None else dict.fromkeys(LEVELS, 2)
        self.bookmark = None if document is None else sheet.title
        parts = (*sheet.agreement.preface, *sheet.agreement.blocks())
        self.followed = {id(part): following for part, following in pairwise(parts)}
        """What follows a part; all that is asked of it is whether it is a table or a quotation."""
        self.clause_number = ""
        """The number of the last clause, which may be a part of those of its sub-clauses."""

    def style(self, kind: Kind) -> StyleLook:
        """The style of a kind of paragraph."""
        return self.look.styles[STYLES[kind]]

    def blocks(self, part: Part, left: float = 0.0, *, indented: bool = True) -> list[Block]:
        """The blocks of a part outside of lists, which stands ``left`` of the margin already.

        A table stands at the indent of a clause's words, or else at the margin.
        """
        if isinstance(part, Paragraph):
            return [self.paragraph(part, left)]
        return list(self._table(part, left, indented=indented))

    def paragraph(self, part: Paragraph, left: float = 0.0) -> Block:
        """A paragraph that stands ``left`` of the margin already.

        It stays with what follows it, if that is a table or words that it quotes.
        """
        following = self.followed.get(id(part))
        part = unmoved_if_reworded(part)
        style = self.style(part.kind)
        self.gathered.families.add(style.character.font)
        leads = isinstance(following, Table)
        level = self.levels.get(part.kind)
        name = new_words(part).strip() if level is not None else ""
        if name and part.kind is Kind.TITLE and self.bookmark:
            level, name, self.bookmark = 1, self.bookmark, None
        # The numbers of changes are written into the words that have them.
        set_words = _set_words if self.has_changes else _remembered_words
        made = set_words(self.dressing, part, self.links.of(part.spans))
        edge = made.edge
        self.gathered.texts.append(made.text)
        further = edge.look.left - style.paragraph.left  # what is inset
        data = paragraph_data(
            edge.style,
            made.words,
            left=left - further,
            tall=made.is_tall,
            heading=(level, name) if name else None,  # what has gone is none of the new agreement
            sticky=leads
            or introduces_quotation(part, following)
            or edge.look.keep_next
            or part.kind in LEADING,
        )
        return Block(data, edge, edge, after=_APART if leads else None)

    # -- the numbered paragraphs of lists

    def numbered(self, part: Part) -> Item:
        """The label of an item of a list, and the paragraph that begins it."""
        assert isinstance(part, Paragraph)
        level, lies = _LISTS.index(part.kind), self.style(part.kind).paragraph
        number = self.look.levels[level]
        shown = shown_number(part.number, number, self.clause_number)
        if level == 0:
            self.clause_number = shown_number(part.number, replace(number, pattern="%1"), "")
        self.gathered.texts.append(shown)
        label, begin, strut = _label(self.dressing, part.kind, shown, part.change)
        block = self.paragraph(part, lies.left)
        if strut:
            block.data["words"] = [strut, *block.data["words"]]
        goes_on = abs(begin - lies.left) > _SAME  # under the number, or before it ends
        block.data["first"] = begin - lies.left if goes_on else 0.0
        return label, [block]

    # -- tables

    def _table(self, part: Table, left: float, *, indented: bool) -> Iterator[Block]:
        self.gathered.texts.extend((part.caption, *map(text_of, part.runs)))
        if part.caption:
            yield self._caption(part, left)
        layout = (
            self.dressing.layout if indented else replace(self.dressing.layout, clause_indent=0)
        )
        widths = column_widths(part, layout)
        indent, _ = layout.table_place(is_inset=part.inset)
        columns = [each / 20 for each in widths]
        yield Block(
            {
                "kind": "table",
                "indent": indent / 20 - self.look.table.outdent - left,
                "columns": columns,
                "header": self._row(part.header, part, TABLE_HEAD, columns),
                "rows": [self._row(each, part, TABLE_TEXT, columns) for each in part.rows],
                "long": [is_long(each, widths, layout) for each in part.rows],
                "whole": is_small(part, widths, layout),
                "tail": None,
            }
        )

    def _caption(self, part: Table, left: float) -> Block:
        style = self.look.styles[TABLE_CAPTION]
        line = PieceMaker(self.dressing, style)
        words = line.words(part.caption, None, unmoved(part.change))
        data = paragraph_data(
            TABLE_CAPTION,
            line.laid(words, self.dressing.page.text_width),
            left=left,
            sticky=True,
        )
        edge = Edge(style.paragraph, TABLE_CAPTION, line.added)
        return Block(data, edge, edge)

    def _row(
        self, row: Row, table: Table, style: str, columns: Sequence[float]
    ) -> list[list[Data | str]]:
        change = row_change(row, table)
        line = PieceMaker(self.dressing, self.look.styles[style])
        margins = self.look.table.cell_margins
        cells = (cell_words(each, change) for each in row.cells)
        return [
            line.laid(
                line.of_spans(cell, places=self.links.of(cell)),
                width - margins.left - margins.right,
            )
            for cell, width in zip(cells, columns, strict=True)
        ]


@lru_cache(maxsize=_MOST_STYLES)
def _maker(dressing: Dressing, style_id: str, is_inset: bool) -> PieceMaker:
    """What makes the pieces of the paragraphs in a style, or of those that are inset in it."""
    style = dressing.look.styles[style_id]
    if is_inset:
        style = replace(style, paragraph=inset(style.paragraph))
    return PieceMaker(dressing, style)


@dataclass(frozen=True)
class _SetWords:
    """The words of a paragraph as data and as text, and the style that they are set in.

    One that ``is_tall`` has no room on any page as a whole.
    """

    words: list[Data | str]
    text: str
    is_tall: bool
    edge: Edge


def _set_words(dressing: Dressing, part: Paragraph, places: Places) -> _SetWords:
    """The words of a paragraph; ``places`` are those that its spans lead to."""
    style_id = STYLES[part.kind]
    line = _maker(dressing, style_id, part.inset)
    lies, room = line.style.paragraph, dressing.page.text_width
    pieces: list[Piece] = []
    if lead := part.lead:
        pieces += line.words(f"{lead}\t", None, unmoved(part.change))
    pieces += line.of_spans(part.spans, part.change, places)
    # A line that went has the words that it had, and a rule in the color of its mark.
    is_ruled = part.kind in RULED and not (new_words(part) if part.change.is_new else part.text)
    if is_ruled:
        pieces.append(Piece("\t"))
    if part.change is not Change.KEPT and any(
        piece.change is Change.KEPT and piece.text for piece in pieces
    ):
        pieces += line.words(_PILCROW, None, unmoved(part.change))
    stops = lies.tabs
    if part.kind in RULED and not part.label:  # the rule starts at the margin
        stops = tuple(each for each in stops if each.leader)
    words = line.laid(pieces, room, stops)
    if is_ruled:
        at = next((at for at, each in enumerate(words) if _is_drawn(each)), len(words) - 1)
        gaps = (each.get("gap", 0.0) for each in words[:at] if isinstance(each, dict))
        begun = lies.left + lies.first_line + breadth(pieces) + sum(gaps)
        rule = _rule(words[at], lies, room, begun)
        # Behind a rule that fills the line, as one does that a long label begins, the tab goes on.
        goes_on = any(isinstance(each, dict) and "ends" in each for each in words[at + 1 :])
        next_line = [{"ends": False}, line.strut(line.style.character)] if goes_on else []
        words[at:] = [{**rule, "marked": unmoved(part.change).value}, *next_line]
    is_tall = line.is_taller(pieces, room, dressing.page.text_height)
    return _SetWords(
        words, f"{lead} {part.text}".strip(), is_tall, Edge(lies, style_id, line.added)
    )


_remembered_words = lru_cache(maxsize=_REMEMBERED)(_set_words)
"""The same where nothing is written into the words later."""


@lru_cache(maxsize=_REMEMBERED)
def _label(
    dressing: Dressing, kind: Kind, shown: str, change: Change
) -> tuple[list[Data | str], float, Data | None]:
    """The label of an item of a list, as data, and where the words behind it begin.

    The last is what gives their line the height of the label, where that is taller.
    """
    number = dressing.look.levels[_LISTS.index(kind)]
    lies = dressing.look.styles[STYLES[kind]].paragraph
    line = PieceMaker(dressing, StyleLook(lies, number.character))
    pieces = kerned_from_right(list(line.words(shown, None, change)))
    begin = lies.left + lies.first_line + breadth(pieces)
    match number.follow:
        case "tab":
            begin = line.tabbed(dressing.page.text_width, lies.tabs).next_stop(begin).position
        case "space":
            begin += dressing.width(" ", number.character)
    words = _maker(dressing, STYLES[kind], is_inset=False)
    strut = words.strut(number.character) if words.is_lower_than(number.character) else None
    return [each.data for each in pieces], begin, strut


def _is_drawn(each: Data | str) -> bool:
    """Tell whether a tab draws a line, as that behind a label does which passes its own stop."""
    return isinstance(each, dict) and bool(each.get("leader")) and each["gap"] >= _LEAST_RULE


def _rule(gap: Data | str, lies: ParagraphLook, room: float, begun: float) -> Data:
    """The line to write on: drawn by a tab stop, by the paragraph's border, or by itself.

    It has ``begun`` so far from the left margin, and there is so much ``room`` up to the right one.
    """
    assert isinstance(gap, dict)
    width = room - lies.right - begun
    if gap["leader"]:
        width = min(gap["gap"], max(width, _LEAST_RULE))
    elif width < _LEAST_RULE:  # on a line of its own
        width = room - lies.right - lies.left
    ruled = bool(gap["leader"]) or lies.borders.bottom is None
    return {"line": width, "ruled": ruled, "field": None, "height": 0.0}
