"""What the writer of a Word document must know of its template's looks."""

from __future__ import annotations

from mou_builder.agreement.document import Kind
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
    TemplateSection,
)
from mou_builder.word.names import SIGNATURE_STYLE, STYLES, TABLE_HEAD, TABLE_TEXT

_NARROWEST = 1440
_MOST_WORDS = 150
"""How many words at most stand with the first signatures."""
_TO_SIGN = (
    *(Kind.HEADING, Kind.HEADING, Kind.CLOSING, Kind.SIGNING_PARTY, Kind.SIGNING_PARTY),
    *(Kind.SIGNATURE, Kind.PARTICULAR, Kind.PARTICULAR, Kind.PARTICULAR),
)
"""The lines that stand with them, a heading and a party of two lines among them."""
_LETTERS, _LETTERS_OF_A_WORD = 2.2, 6
"""How many letters there are on a line as wide as the type is tall, and in a word and its space."""
_LEADING = 1.15
_FILLED = 0.6
"""How much of the lines of clauses words fill, at least."""
_WITH_NEXT = {True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}


@dataclass(frozen=True)
class Layout:
    """Measures in twentieths of a point.

    ``text_width`` is that between the margins, ``clause_indent`` where the words of a clause start.
    ``inset`` is how far in a list stands within a clause that is quoted, and how far its numbers
    hang. ``sign_stops`` are the tab stops of a line to sign, ``label_stops`` those of them that
    draw no rule: a label ends there. ``with_next`` and ``whole`` are the styles whose paragraphs
    stay on a page with the next one, and whose lines stay together. ``counts_plainly`` tells that a
    clause's number is printed as digits with a full stop at most, as a reference to the clause
    names it. ``table_size`` is that of the type in tables, ``cell_margins`` are those on both sides
    of its words. ``words_beside`` is how many words of clauses surely have room on a page with the
    first signatures.
    """

    text_width: int
    clause_indent: int
    inset: tuple[int, int]
    sign_stops: tuple[int, ...]
    label_stops: tuple[int, ...]
    with_next: frozenset[str]
    whole: frozenset[str]
    counts_plainly: bool
    table_size: int = 200
    cell_margins: int = 216
    words_beside: int = _MOST_WORDS

    # A layout equals itself alone: each paragraph asks for what its layout makes of its style.
    __eq__, __hash__ = object.__eq__, object.__hash__

    def keeping(self, style_id: str, *, with_next: bool, whole: bool) -> str:
        """How a paragraph is kept together, as XML; "" where its style says so already."""
        setting = "" if with_next == (style_id in self.with_next) else _WITH_NEXT[with_next]
        return setting + ("<w:keepLines/>" if whole and style_id not in self.whole else "")


def layout_of(look: Look) -> Layout:
    """The layout that a template's look asks for."""
    stops = look.styles[SIGNATURE_STYLE].paragraph.tabs
    quoted = inset(look.styles[STYLES[Kind.QUOTED]].paragraph)
    cells = look.table.cell_margins
    sizes = (look.styles[each].character.size for each in (TABLE_HEAD, TABLE_TEXT))
    return Layout(
        text_width=max(round(20 * page_of(look).text_width), _NARROWEST),
        clause_indent=round(20 * look.styles[STYLES[Kind.CLAUSE]].paragraph.left),
        inset=(round(20 * quoted.left), round(-20 * quoted.first_line)),
        sign_stops=tuple(round(20 * each.position) for each in stops),
        label_stops=tuple(round(20 * each.position) for each in stops if not each.leader),
        with_next=frozenset(id_ for id_, each in look.styles.items() if each.paragraph.keep_next),
        whole=frozenset(id_ for id_, each in look.styles.items() if each.paragraph.keep_lines),
        table_size=round(20 * max(sizes)),
        cell_margins=round(20 * (cells.left + cells.right)),
        words_beside=_words_beside(look),
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
    """The page that the agreement stands on: that of the section that has its place."""
    return _section_of(look).page


def _section_of(look: Look) -> TemplateSection:
    with_place = (each for each in look.sections if AgreementPlace() in each.content)
    return next(with_place, look.sections[-1])


def _words_beside(look: Look) -> int:
    """How many words of clauses have room with a heading, the closing and a block to sign."""
    section, clause = _section_of(look), look.styles[STYLES[Kind.CLAUSE]]
    page, size = section.page, max(clause.character.size, 1.0)
    margins = (
        max(page.margins.top, page.header + story_height(section.headers.usual)),
        max(page.margins.bottom, page.footer + story_height(section.footers.usual)),
    )
    taken = sum(_line(look.styles[STYLES[each]]) for each in _TO_SIGN)
    below_first = replace(clause, paragraph=replace(clause.paragraph, before=0.0))
    lines = (page.height - sum(margins) - taken) / _line(below_first)
    letters = (page.text_width - clause.paragraph.left) / size * _LETTERS
    return max(0, min(_MOST_WORDS, int(lines * letters / _LETTERS_OF_A_WORD * _FILLED)))


def story_height(story: Story) -> float:
    """How tall a header or footer is, about, in points."""
    height = 0.0
    for each in story:
        match each:
            case StoryParagraph():
                inline = (p for p in each.content if isinstance(p, Picture) and not p.placement)
                own = _line(StyleLook(each.look, each.mark)) + each.look.after
                height += max((own, *(picture.height for picture in inline)))
            case StoryTable():
                height += sum(
                    max((row.height, *(story_height(cell.blocks) for cell in row.cells)))
                    for row in each.rows
                )
    return height


def _line(look: StyleLook) -> float:
    """A line and the space above it, about, in points."""
    spacing, natural = look.paragraph.line, look.character.size * _LEADING
    match spacing.rule:
        case LineRule.MULTIPLE:
            return look.paragraph.before + natural * spacing.value
        case LineRule.AT_LEAST:
            return look.paragraph.before + max(natural, spacing.value)
        case _:
            return look.paragraph.before + spacing.value
