"""What the Word writer must know about the looks of its template."""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.document import Kind, SignatureBlock
from mou_builder.frozen import dataclass, replace
from mou_builder.word.look import (
    AgreementPlace,
    LineRule,
    Look,
    Page,
    ParagraphLook,
    Picture,
    Story,
    StoryParagraph,
    StoryTable,
    StyleLook,
)
from mou_builder.word.names import SIGNATURE_STYLE, STYLES, TABLE_HEAD, TABLE_TEXT

ROOM_TO_SIGN = 28.35
"""The room above a line to sign, its own height included: ten millimetres, in points."""
_NARROWEST = 1440
"""The least width of the text, in twentieths of a point."""
_LEADING = 1.15
"""The height of a line, as a multiple of the type size."""
_LETTERS, _LETTERS_OF_A_WORD = 2.2, 6
"""The letters on a line as wide as the type is high, and those of a word with its space."""
_BLOCK = (Kind.SIGNING_PARTY, Kind.SIGNATURE, *[Kind.PARTICULAR] * 3)
"""The lines of a signature block."""
_LITTLE = 0.4
"""Of the height of a page: a table that takes no more is kept together."""
_RULE = 1.0
"""The rule between two rows, in points."""
_MOST_EMPTY = 0.55
"""Of the height of a page: two signature blocks that take more of it are not kept together."""
_WITH_NEXT = {True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}


@dataclass(frozen=True)
class Layout:
    """The measures of a template, in twentieths of a point, but for those of heights.

    ``text_width`` is the width between the margins, ``clause_indent`` where the words of a clause
    begin. ``quoted`` is where those of a quoted clause begin, and how far before the margin they
    end; ``inset`` is the indent of a list in it, and how far its numbers hang.
    ``sign_stops`` are the tab stops of a signature line, ``label_stops`` those that draw no rule: a
    label ends there. ``with_next`` are the styles whose paragraphs stay on a page with the next
    one, ``whole`` those whose lines stay together. ``counts_plainly`` says that the number of a
    clause is printed in digits, with a full stop at most, as a reference names it. ``table_size``
    is the type size in tables, ``cell_margins`` are the margins on both sides of a cell together.
    ``little`` is how much of a page a small table takes at most, in points, ``table_line`` the
    height of its lines, and ``around_row`` what its rows have above and below these.
    ``words_of_two_lines`` are so many words of a clause that they take two lines; ``pairs_blocks``
    says that two signature blocks take little enough of a page to be kept together.
    """

    text_width: int
    clause_indent: int
    quoted: tuple[int, int]
    inset: tuple[int, int]
    sign_stops: tuple[int, ...]
    label_stops: tuple[int, ...]
    with_next: frozenset[str]
    whole: frozenset[str]
    counts_plainly: bool
    table_size: int = 200
    cell_margins: int = 216
    little: float = 259.2
    table_line: float = 11.5
    around_row: float = 6.0
    words_of_two_lines: int = 27
    pairs_blocks: bool = True

    # Compared by identity, which is faster: it is a key of what is remembered of parts.
    __eq__, __hash__ = object.__eq__, object.__hash__

    def table_place(self, *, is_inset: bool) -> tuple[int, int]:
        """Where a table begins, and how wide it is: as the words of a (quoted) clause."""
        begin, end = self.quoted if is_inset else (self.clause_indent, 0)
        return begin, self.text_width - begin - end

    def kept_with_last(self, signatures: Sequence[SignatureBlock]) -> int | None:
        """The place of the signature block that stays on a page with the last one.

        Of two, the first stands with the last words already: all would be kept together.
        """
        return len(signatures) - 2 if self.pairs_blocks and len(signatures) > 2 else None

    def keeping(self, style_id: str, *, with_next: bool, whole: bool) -> str:
        """The properties that keep a paragraph together, as XML, as far as its style lacks them."""
        setting = "" if with_next == (style_id in self.with_next) else _WITH_NEXT[with_next]
        return setting + ("<w:keepLines/>" if whole and style_id not in self.whole else "")


def layout_of(look: Look) -> Layout:
    """The layout of a template, from its look."""
    stops = look.styles[SIGNATURE_STYLE].paragraph.tabs
    quoted = look.styles[STYLES[Kind.QUOTED]].paragraph
    listed = inset(quoted)
    cells = look.table.cell_margins
    page, clause = page_of(look), look.styles[STYLES[Kind.CLAUSE]]
    block = sum(line_height(look.styles[STYLES[each]]) for each in _BLOCK)
    table = look.styles[TABLE_TEXT]
    lies = table.paragraph
    letters = _LETTERS * (page.text_width - clause.paragraph.left) / max(clause.character.size, 1.0)
    sizes = (look.styles[each].character.size for each in (TABLE_HEAD, TABLE_TEXT))
    return Layout(
        text_width=max(round(20 * page.text_width), _NARROWEST),
        clause_indent=round(20 * clause.paragraph.left),
        quoted=(round(20 * quoted.left), round(20 * quoted.right)),
        inset=(round(20 * listed.left), round(-20 * listed.first_line)),
        sign_stops=tuple(round(20 * each.position) for each in stops),
        label_stops=tuple(round(20 * each.position) for each in stops if not each.leader),
        with_next=frozenset(id_ for id_, each in look.styles.items() if each.paragraph.keep_next),
        whole=frozenset(id_ for id_, each in look.styles.items() if each.paragraph.keep_lines),
        table_size=round(20 * max(sizes)),
        cell_margins=round(20 * (cells.left + cells.right)),
        little=_LITTLE * page.text_height,
        table_line=line_height(table) - lies.before,
        around_row=lies.before + lies.after + cells.top + cells.bottom + _RULE,
        words_of_two_lines=round(2 * letters / _LETTERS_OF_A_WORD),
        pairs_blocks=2 * block < _MOST_EMPTY * page.text_height,
        counts_plainly=look.levels[0].form == "decimal" and look.levels[0].pattern in ("%1", "%1."),
    )


def inset(look: ParagraphLook) -> ParagraphLook:
    """The look of a list within a paragraph: its numbers stand where the words begin."""
    further = max(-look.first_line, 0.0)
    return replace(
        look,
        left=look.left + further,
        tabs=tuple(replace(each, position=each.position + further) for each in look.tabs),
    )


def page_of(look: Look) -> Page:
    """The page of the section that has the place of the agreement."""
    with_place = (each for each in look.sections if AgreementPlace() in each.content)
    return next(with_place, look.sections[-1]).page


def story_height(story: Story) -> float:
    """The estimated height of a header or footer, in points."""
    height = 0.0
    for each in story:
        match each:
            case StoryParagraph():
                inline = (p for p in each.content if isinstance(p, Picture) and not p.placement)
                own = line_height(StyleLook(each.look, each.mark)) + each.look.after
                height += max((own, *(picture.height for picture in inline)))
            case StoryTable():
                height += sum(
                    max((row.height, *(story_height(cell.blocks) for cell in row.cells)))
                    for row in each.rows
                )
    return height


def line_height(look: StyleLook) -> float:
    """The estimated height of a line and of the space above it, in points."""
    spacing, natural = look.paragraph.line, look.character.size * _LEADING
    match spacing.rule:
        case LineRule.MULTIPLE:
            return look.paragraph.before + natural * spacing.value
        case LineRule.AT_LEAST:
            return look.paragraph.before + max(natural, spacing.value)
        case _:
            return look.paragraph.before + spacing.value
