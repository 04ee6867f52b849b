"""What a Word template says of looks, as plain values that the Word and the PDF writer both obey.

Everything is resolved: defaults, the styles that a style is based on, list numbers, and what a
paragraph sets itself. Every length is in points; every color is ``RRGGBB`` in capitals, or None
for the default (black words, no background). Nothing here knows XML:
`mou_builder.word.template.looks` reads a template into these values.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mou_builder.frozen import dataclass, field


class Alignment(StrEnum):
    """How the lines of a paragraph, or the words at a tab stop, are aligned (17.18.44)."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"
    DECIMAL = "decimal"


class LineRule(StrEnum):
    """How the height of a line is given (ISO/IEC 29500-1, 17.18.48)."""

    MULTIPLE = "multiple"
    """A multiple of the font's own line: ascent, descent and line gap together."""
    AT_LEAST = "at-least"
    """In points, or more if the font needs more."""
    EXACTLY = "exactly"
    """In points, whatever the font."""


@dataclass(frozen=True)
class LineSpacing:
    """The height of the lines of a paragraph: a factor for `LineRule.MULTIPLE`, else points."""

    rule: LineRule = LineRule.MULTIPLE
    value: float = 1.0


class BorderStyle(StrEnum):
    """How a rule is drawn; Word's other styles are read as single rules, and reported."""

    SINGLE = "single"
    DOUBLE = "double"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True)
class Border:
    """A rule beside a paragraph, a cell or a table.

    ``width`` is that of one stroke; ``space`` is between the rule and the words. The rule of a
    paragraph stands outside its indents by that space, as in Word.
    """

    width: float
    colour: str | None = None
    space: float = 0.0
    style: BorderStyle = BorderStyle.SINGLE


@dataclass(frozen=True)
class Borders:
    """The rules on the four sides, and those between rows (or paragraphs) and between columns."""

    top: Border | None = None
    left: Border | None = None
    bottom: Border | None = None
    right: Border | None = None
    between_rows: Border | None = None
    between_columns: Border | None = None


@dataclass(frozen=True)
class Sides:
    """Lengths on four sides."""

    top: float = 0.0
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0


@dataclass(frozen=True)
class TabStop:
    """A tab stop; ``position`` is counted from the left margin.

    ``leader`` fills the gap before it: "" (nothing), "." (dots), "-" (hyphens) or "_" (a rule).
    """

    position: float
    alignment: Alignment = Alignment.LEFT
    leader: str = ""


@dataclass(frozen=True)
class CharacterLook:
    """How words look. ``size`` and ``spacing`` (between letters) are in points.

    ``raised`` is 1 for superscript, -1 for subscript, 0 for neither; ``kerned`` says that pairs of
    letters stand closer where their forms allow it.
    """

    font: str = "Times New Roman"
    size: float = 12.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    small_caps: bool = False
    underline: bool = False
    strike: bool = False
    colour: str | None = None
    highlight: str | None = None
    spacing: float = 0.0
    raised: int = 0
    kerned: bool = False


@dataclass(frozen=True)
class ParagraphLook:
    """How a paragraph is set.

    ``left`` and ``right`` are indents from the margins; ``first_line`` is that of the first line
    from ``left``, negative for a hanging indent. ``before`` and ``after`` are spaces: between two
    paragraphs the larger one counts, unless `Look.spaces_add`. A ``contextual`` paragraph has no
    space beside another one of its style. ``tabs`` are in order of position.
    """

    alignment: Alignment = Alignment.LEFT
    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: LineSpacing = LineSpacing()
    contextual: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    widow_control: bool = True
    page_break_before: bool = False
    borders: Borders = Borders()
    shading: str | None = None
    tabs: tuple[TabStop, ...] = ()


@dataclass(frozen=True)
class StyleLook:
    """A paragraph style: how its paragraphs are set, and how its words look."""

    paragraph: ParagraphLook = ParagraphLook()
    character: CharacterLook = CharacterLook()


@dataclass(frozen=True)
class ListLevel:
    """How the paragraphs of one level of the multilevel list are numbered.

    ``form`` is Word's name of the number format (``decimal``, ``lowerLetter``, ``upperLetter``,
    ``lowerRoman``, ``upperRoman``; 17.18.59). In ``pattern``, ``%1`` stands for the number of the
    first level, ``%2`` for that of the second. ``follow`` is what comes after the label: ``tab``,
    ``space`` or ``nothing``; a hanging indent ends at a tab stop. The indents are those of the
    paragraph's style.
    """

    form: str = "decimal"
    pattern: str = "%1."
    alignment: Alignment = Alignment.LEFT
    follow: str = "tab"
    character: CharacterLook = CharacterLook()


@dataclass(frozen=True)
class TableLook:
    """The style of the agreement's tables; their words have the styles of `Look.styles`.

    A table's left rule stands at the indent of a clause's words, or ``outdent`` further left: by
    the margin of its cells, as in Word before 2013.
    """

    borders: Borders = Borders()
    header_shading: str | None = None
    cell_margins: Sides = Sides(0.0, 5.4, 0.0, 5.4)
    outdent: float = 0.0


# The contents of headers, footers and the words around the agreement.


class PageField(StrEnum):
    """A number that differs from page to page, or from document to document."""

    PAGE = "page"
    PAGES = "pages"
    """The number of pages that the document has."""


@dataclass(frozen=True)
class Words:
    """Words that look alike; line breaks are line feeds, tabs are tabs."""

    text: str
    look: CharacterLook


@dataclass(frozen=True)
class Number:
    """A page number; ``form`` is as in `ListLevel`, arabic digits by default."""

    field: PageField
    look: CharacterLook
    form: str = "decimal"


@dataclass(frozen=True)
class FilledTag:
    """The place of words of the agreement with their marks: ``{{r header }}``.

    ``name`` is ``header``, ``title`` or ``subtitle``. All other tags are already replaced by words.
    """

    name: str
    look: CharacterLook


class PictureKind(StrEnum):
    """The formats that both writers can show."""

    PNG = "png"
    JPEG = "jpeg"
    SVG = "svg"


@dataclass(frozen=True)
class Placement:
    """The place of a picture that does not stand in a line.

    ``x`` is from the left edge of the page to that of the picture; ``y`` from the top edge of the
    page, or of its paragraph if ``from_paragraph``. The words of its paragraph begin ``room``
    further down; other words may overlap it.
    """

    x: float
    y: float
    from_paragraph: bool = False
    room: float = 0.0


@dataclass(frozen=True)
class Picture:
    """A picture; ``text`` is its alternative text, "" if it is only decoration."""

    data: bytes = field(repr=False)
    kind: PictureKind
    width: float
    height: float
    text: str = ""
    placement: Placement | None = None
    """None for a picture that stands in its line like a letter."""
    copy: Picture | None = None
    """The same picture in dots, for a drawing that cannot be shown."""


Inline = Words | Number | FilledTag | Picture


@dataclass(frozen=True)
class StoryParagraph:
    """A paragraph of a header, a footer, or of the words around the agreement.

    ``mark`` is the look of the paragraph mark, which gives an empty paragraph its height, ``base``
    that of its style, by which LibreOffice spaces the end of a header or a cell; ``label`` is its
    number or bullet as printed, with its own look and what follows it (a tab, a space, or nothing);
    ``outline`` is 1 to 9 for a heading.
    """

    look: ParagraphLook
    content: tuple[Inline, ...] = ()
    mark: CharacterLook = CharacterLook()
    base: CharacterLook = CharacterLook()
    style: str = ""
    label: Words | None = None
    outline: int = 0


@dataclass(frozen=True)
class StoryCell:
    """A cell that spans ``columns`` and ``rows``; ``vertical`` is top, center or bottom."""

    blocks: tuple[StoryBlock, ...]
    columns: int = 1
    rows: int = 1
    borders: Borders = Borders()
    shading: str | None = None
    margins: Sides = Sides(0.0, 5.4, 0.0, 5.4)
    vertical: str = "top"


@dataclass(frozen=True)
class StoryRow:
    """A row; ``height`` is its least height, or its height if ``exactly``.

    No page ends in one that is ``whole``, where one has room for it.
    """

    cells: tuple[StoryCell, ...]
    height: float = 0.0
    exactly: bool = False
    is_header: bool = False
    whole: bool = False


@dataclass(frozen=True)
class StoryTable:
    """A table in a header, a footer or around the agreement.

    ``indent`` is from the margin to the table's left edge, rules included. The rules that the table
    sets are already in the ``borders`` of each cell.
    """

    columns: tuple[float, ...]
    rows: tuple[StoryRow, ...]
    indent: float = 0.0
    alignment: Alignment = Alignment.LEFT


@dataclass(frozen=True)
class AgreementPlace:
    """The place of the agreement: the paragraph with ``{{p body }}``."""


@dataclass(frozen=True)
class PageBreak:
    """A new page begins here."""


StoryBlock = StoryParagraph | StoryTable | AgreementPlace | PageBreak
Story = tuple[StoryBlock, ...]


@dataclass(frozen=True)
class Running:
    """The headers, or the footers, of a section.

    ``first`` is that of its first page, ``even`` that of even pages; None means that these pages
    have the ``usual`` one, an empty tuple that they have none.
    """

    usual: Story = ()
    first: Story | None = None
    even: Story | None = None


@dataclass(frozen=True)
class Page:
    """A page. ``margins`` are from the edges to the words.

    ``header`` is from the top edge to the top of the header, ``footer`` from the bottom edge to the
    bottom of the footer. A header or footer that is taller than its room takes more of the page. If
    ``fixed_top`` (``fixed_bottom``), it overlaps the words instead: Word's negative margin.
    """

    width: float = 612.0
    height: float = 792.0
    margins: Sides = Sides(72.0, 72.0, 72.0, 72.0)
    header: float = 36.0
    footer: float = 36.0
    fixed_top: bool = False
    fixed_bottom: bool = False

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.margins.left - self.margins.right

    @property
    def text_height(self) -> float:
        """The height between the margins."""
        return self.height - self.margins.top - self.margins.bottom


@dataclass(frozen=True)
class TemplateSection:
    """A part of the template with its own page layout; one of them has the agreement.

    ``first_number`` is the number of its first page, None if the numbers of the last one continue.
    """

    page: Page
    content: Story = (AgreementPlace(),)
    headers: Running = Running()
    footers: Running = Running()
    first_number: int | None = None


@dataclass(frozen=True)
class Unshown:
    """Something in a template that the PDF cannot show; ``place`` says where (“in a header”)."""

    what: str
    place: str


@dataclass(frozen=True)
class Look:
    """All that a template says of looks.

    ``styles`` are by style id (`mou_builder.word.names.STYLES` and those of tables), even those
    that the template lacks. ``levels`` are the list levels of clauses and of sub-clauses.
    ``default_tab`` is the distance of tab stops where a paragraph has none of its own;
    ``spaces_add`` says that the space after a paragraph and that before the next one both count.
    ``unseen`` are the ids of styles that set an agreement's words as nobody sees them.
    """

    sections: tuple[TemplateSection, ...]
    styles: Mapping[str, StyleLook]
    levels: tuple[ListLevel, ListLevel] = (ListLevel(), ListLevel("lowerLetter", "%2."))
    table: TableLook = TableLook()
    default_tab: float = 36.0
    spaces_add: bool = False
    unshown: tuple[Unshown, ...] = ()
    unseen: tuple[str, ...] = ()
