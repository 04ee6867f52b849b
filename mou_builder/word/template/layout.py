"""What the writer of a Word document must know of its template's looks."""

from __future__ import annotations

from mou_builder.agreement.document import Kind
from mou_builder.frozen import dataclass, replace
from mou_builder.word.look import AgreementPlace, Look, Page, ParagraphLook
from mou_builder.word.names import SIGNATURE_STYLE, STYLES, TABLE_HEAD, TABLE_TEXT

_NARROWEST = 1440
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
    of its words.
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
    with_place = (each for each in look.sections if AgreementPlace() in each.content)
    return next(with_place, look.sections[-1]).page
