"""Headers, footers and the words around the agreement: their contents and looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

from lxml import etree

from mou_builder.frozen import dataclass, field, replace
from mou_builder.word.look import (
    AgreementPlace,
    Alignment,
    Borders,
    CharacterLook,
    FilledTag,
    Inline,
    LineRule,
    Page,
    PageBreak,
    ParagraphLook,
    Picture,
    Story,
    StoryBlock,
    StoryParagraph,
    TabStop,
    Words,
)
from mou_builder.word.namespaces import W
from mou_builder.word.reading.symbols import UNKNOWN_SIGN, symbol
from mou_builder.word.reading.understood import SYMBOL_FONTS
from mou_builder.word.template.looks.allowed import (
    JOINED,
    OTHER_LEADER,
    SPACED_LIST,
    PropertyKind,
)
from mou_builder.word.template.looks.fields import LINK, Field, page_number
from mou_builder.word.template.looks.lists import LabelCounter
from mou_builder.word.template.looks.pictures import PicturePlace, Pictures
from mou_builder.word.template.looks.properties import (
    LEADERS,
    Values,
    alignment,
    character_look,
    character_values,
    is_spaced_by_itself,
    over,
    paragraph_look,
    paragraph_values,
)
from mou_builder.word.template.looks.styles import Styles
from mou_builder.word.template.looks.tables import read_table
from mou_builder.word.template.looks.unshown import UnshownFound
from mou_builder.word.vocabulary import child, child_value, local_name, name_of, names, value

PLACE = "urn:mou-builder:place:1"
"""The namespace of elements that stand for words of an agreement while a template is read."""
_AGREEMENT = f"{{{PLACE}}}agreement"
_FILLED = f"{{{PLACE}}}filled"
_ALTERNATIVES = "mc:AlternateContent"
_WORDS_OWN = "http://schemas.microsoft.com/office/"
"""The beginning of the namespaces of what Word draws since 2010."""
_INVISIBLE = names(
    """
    pPr rPr tcPr sdtPr sdtEndPr bookmarkStart bookmarkEnd proofErr permStart permEnd
    commentRangeStart commentRangeEnd commentReference annotationRef lastRenderedPageBreak
    softHyphen smartTagPr customXmlPr sectPr instrText delText
    """
)
"""Elements that print nothing."""
_CONTAINERS = frozenset({"sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "dir", "bdo"})
_SHOWN_AS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
_SOFT_HYPHEN = "\u00ad"
"""What prints nothing within a line; with it, no reader of the PDF finds the words around it."""


@dataclass(frozen=True)
class StoryPlace:
    """Where a story stands: its page, and the form of the page numbers.

    ``below_paragraph`` and ``below_character`` are what a table style sets for the paragraphs and
    words in it. ``top`` is the distance of its beginning from the top of the page, if known.
    ``in_running`` tells that it is a header or a footer, whose words are no headings.
    """

    page: Page
    form: str = "decimal"
    below_paragraph: Values = field(default_factory=dict)
    below_character: Values = field(default_factory=dict)
    top: float | None = None
    in_table: bool = False
    in_running: bool = False


class StoryReader:
    """Reads the stories of one part."""

    def __init__(self, styles: Styles, pictures: Pictures, collected: UnshownFound) -> None:
        self.styles = styles
        self.collected = collected
        self.pictures = pictures
        self._labels = LabelCounter(styles.lists)
        self.fields: list[Field] = []

    def blocks(
        self, container: Iterable[etree._Element], setting: StoryPlace
    ) -> Iterator[StoryBlock]:
        """The blocks of a body, a header, a footer or a cell, in reading order."""
        for each in container:
            match name_of(each):
                case "p":
                    yield from self.paragraph(each, setting)
                    setting = replace(setting, top=None)
                case "tbl":
                    yield read_table(each, setting, self)
                    setting = replace(setting, top=None)
                case name if name in _CONTAINERS:
                    yield from self.blocks(each, setting)
                case name if name == _ALTERNATIVES:
                    yield from self.blocks(_chosen_alternative(each), setting)
                case _:
                    self.note_unknown(each)

    def note_unknown(self, element: etree._Element) -> None:
        """Note an element that is not read here, unless it prints nothing."""
        name = local_name(element)
        if name and name not in _INVISIBLE:
            self.collected.add_named(name)

    def story(self, container: Iterable[etree._Element], setting: StoryPlace) -> Story:
        """The blocks as a story, with one frame around adjacent paragraphs of the same borders."""
        blocks = tuple(self.blocks(container, setting))
        around = zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)
        return tuple(_in_one_frame(*each) for each in around)

    def paragraph(self, element: etree._Element, setting: StoryPlace) -> Iterator[StoryBlock]:
        """A paragraph, divided where it has page breaks."""
        if next(element.iter(_AGREEMENT), None) is not None:
            yield AgreementPlace()
            return
        properties = child(element, "pPr")
        style_id = child_value(properties, "pStyle")
        style = style_id or self.styles.default_id
        self.collected.note(properties, PropertyKind.PARAGRAPH)
        self.collected.add_all(self.styles.told(style_id))
        lies = self.styles.paragraph_values(style_id, setting.below_paragraph)
        membership = self.styles.lists.membership(properties, self.styles.membership(style_id))
        if membership and child(properties, "numPr") is not None:
            lies = over(lies, self.styles.lists.paragraph_values(membership))
        lies = _without_space_at_ends(over(lies, paragraph_values(properties)), element)
        base = self.styles.character_values(style_id, setting.below_character)
        mark = self.run_values(child(properties, "rPr"), base)
        inlines = _InlineReader(self, base, setting)
        inlines.read(element)
        if self._is_hidden(element, inlines, mark):
            return
        label = None
        if membership is not None and is_spaced_by_itself(lies):
            self.collected.add(SPACED_LIST)
        if membership is not None and (level := self.styles.lists.level(membership)) is not None:
            looks = mark | character_values(child(level, "rPr"), self.styles.theme)
            self.collected.note_level(level)
            font = str(looks.get("font", ""))
            text, follow = self._labels.label(membership, font, self.collected)
            label = Words(text + follow, _bullet_look(looks, mark)) if text else None
        look = paragraph_look(lies)
        if look.page_break_before and setting.in_table:
            self.collected.add_named("pageBreak")
        if inlines.placed_tabs:
            look = replace(look, tabs=self._stops_of(inlines, look, setting.page.text_width))
        self._note_lines(look, inlines.content, setting.page)
        outline = 0 if setting.in_running else int(lies.get("outline", 0))
        looks_of_paragraph = character_look(mark), character_look(base)
        whole = StoryParagraph(look, (), *looks_of_paragraph, style, label, outline)
        yield from _divided_at_breaks(whole, inlines.content)

    def _is_hidden(self, element: etree._Element, inlines: _InlineReader, mark: Values) -> bool:
        """Tell whether nothing of a paragraph is printed, not even its room, as in LibreOffice.

        In Word that depends on its mark alone, which joins what is printed with what follows.
        """
        if mark.get("hidden"):
            if inlines.content:
                self.collected.add(JOINED)
        elif inlines.has_hidden and not inlines.content:
            self.collected.add("an empty line in the place of hidden words")
        else:
            return False
        ends_cell = name_of(element.getparent()) == "tc" and element.getnext() is None
        return not inlines.content and not ends_cell

    def _stops_of(
        self, inlines: _InlineReader, look: ParagraphLook, width: float
    ) -> tuple[TabStop, ...]:
        """The stops of tabs that have a place of their own, and keep no other (17.3.3.23)."""
        if inlines.has_tab:
            self.collected.add("tabs of two kinds in one paragraph")
        stops = []
        for each in inlines.placed_tabs:
            is_in_indents = value(each, "relativeTo") == "indent"
            left, right = (look.left, width - look.right) if is_in_indents else (0.0, width)
            kind = alignment(value(each, "alignment")) or Alignment.LEFT
            at = right if kind is Alignment.RIGHT else (left + right) / 2
            leader = value(each, "leader")
            if leader not in ("", "none", *LEADERS):
                self.collected.add(OTHER_LEADER)
            stops.append(TabStop(at, kind, LEADERS.get(leader, "")))
        return tuple(sorted(stops, key=lambda each: each.position))

    def _note_lines(
        self, look: ParagraphLook, content: Iterable[Inline | PageBreak], page: Page
    ) -> None:
        """Note what cannot be shown on the lines of a paragraph as they are."""
        has_tab = any(isinstance(each, Words) and "\t" in each.text for each in content)
        edge = page.text_width + page.margins.right
        if has_tab and any(each.position > edge for each in look.tabs):
            self.collected.add("a tab stop beyond the edge of the paper")
        line = look.line
        most = {LineRule.EXACTLY: line.value, LineRule.MULTIPLE: 0.0 if line.value < 1 else inf}
        heights = (e.height for e in content if isinstance(e, Picture) and not e.placement)
        if max(heights, default=0.0) > most.get(line.rule, inf):
            self.collected.add("a picture that is cut off by the height of its line")

    def run_values(self, properties: etree._Element | None, base: Values) -> Values:
        """The values of a run: those of its paragraph, its character style and its own."""
        if properties is None:
            return base
        values = base
        self.collected.note(properties, PropertyKind.RUN)
        if style_id := child_value(properties, "rStyle"):
            self.collected.add_all(self.styles.told(style_id, "character"))
            values = self.styles.with_character_style(values, style_id)
        return values | character_values(properties, self.styles.theme)


def _without_space_at_ends(lies: Values, element: etree._Element) -> Values:
    """The values of a paragraph that begins a body, or begins or ends a cell.

    There is no automatic space above or below it.
    """
    holder, before = name_of(element.getparent()), element.getprevious()
    begins = holder in ("body", "tc") and (before is None or name_of(before) == "tcPr")
    ends = holder == "tc" and element.getnext() is None
    if begins and lies.get("before_automatic"):
        lies = lies | {"before": 0.0}
    if ends and lies.get("after_automatic"):
        lies = lies | {"after": 0.0}
    return lies


def _bullet_look(looks: Values, mark: Values) -> CharacterLook:
    """The look of a label; a bullet from a symbol font is written in the font of the words."""
    if str(looks.get("font", "")).casefold() in SYMBOL_FONTS:
        looks = looks | {"font": mark.get("font", CharacterLook().font)}
    return character_look(looks)


def _divided_at_breaks(
    whole: StoryParagraph, content: list[Inline | PageBreak]
) -> Iterator[StoryBlock]:
    """A paragraph, divided at its page breaks.

    A page break at the end of its paragraph leaves no empty line on the next page (17.15.3.63).
    """
    piece: list[Inline] = []
    for each in content:
        if isinstance(each, PageBreak):
            if piece:
                yield replace(whole, content=tuple(piece))
                whole, piece = replace(whole, label=None), []
            yield each
        else:
            piece.append(each)
    if piece or PageBreak() not in content:
        yield replace(whole, content=tuple(piece))


def _in_one_frame(
    before: StoryBlock | None, block: StoryBlock, after: StoryBlock | None
) -> StoryBlock:
    """A paragraph without the rules inside a frame that it shares with others (17.3.1.7)."""
    if not isinstance(block, StoryParagraph):
        return block
    rules = block.look.borders
    top = None if _is_framed_with(block, before) else rules.top
    bottom = rules.between_rows if _is_framed_with(block, after) else rules.bottom
    if (top, bottom) == (rules.top, rules.bottom):
        return block
    return replace(block, look=replace(block.look, borders=replace(rules, top=top, bottom=bottom)))


def _is_framed_with(block: StoryParagraph, other: StoryBlock | None) -> bool:
    if not isinstance(other, StoryParagraph) or block.look.borders == Borders():
        return False
    one, two = block.look, other.look
    return (one.borders, one.left, one.right) == (two.borders, two.left, two.right)


class _InlineReader:
    """Reads the contents of one paragraph."""

    def __init__(self, reader: StoryReader, base: Values, setting: StoryPlace) -> None:
        self._reader = reader
        self._base = base
        self._setting = setting
        self.content: list[Inline | PageBreak] = []
        self.placed_tabs: list[etree._Element] = []
        self.has_tab = False
        self.has_hidden = False

    def read(self, container: etree._Element) -> None:
        for each in container:
            match name_of(each):
                case "r":
                    self._run(each)
                case "fldSimple":
                    self._simple_field(each)
                case "hyperlink":
                    self._reader.collected.add(LINK)
                    self.read(each)
                case name if name in _CONTAINERS:
                    self.read(each)
                case name if name == _ALTERNATIVES:
                    self.read(_chosen_alternative(each))
                case _:
                    self._reader.note_unknown(each)

    def _run_values(self, run: etree._Element) -> Values:
        return self._reader.run_values(child(run, "rPr"), self._base)

    def _simple_field(self, element: etree._Element) -> None:
        first = next(element.iter(f"{W}r"), None)
        look = character_look(self._base if first is None else self._run_values(first))
        if not self._page_number(value(element, "instr"), look):
            self.read(element)

    def _page_number(self, instruction: str, look: CharacterLook) -> bool:
        """Add the page number that a field prints; tell whether it prints one."""
        found = page_number(instruction, look, self._setting.form, self._reader.collected)
        if found is not None:
            self.content.append(found)
        return found is not None

    def _run(self, run: etree._Element) -> None:
        values = self._run_values(run)
        if values.get("hidden"):
            self.has_hidden = True
            return
        look = character_look(values)
        for each in run:
            self._run_content(each, look)

    def _run_content(self, each: etree._Element, look: CharacterLook) -> None:
        name = name_of(each)
        fields = self._reader.fields
        if name == "fldChar":
            self._field_mark(value(each, "fldCharType"), look)
        elif name == "instrText" and fields and fields[-1].reads_instruction:
            fields[-1].instruction += each.text or ""
        elif all(field.shows_result and not field.reads_instruction for field in fields):
            if name == _ALTERNATIVES:
                for inner in _chosen_alternative(each):
                    self._run_content(inner, look)
            else:
                self._printed_content(each, name, look)

    def _printed_content(self, each: etree._Element, name: str, look: CharacterLook) -> None:
        match name:
            case "t" | "tab" | "cr" | "noBreakHyphen":
                self.has_tab = self.has_tab or name == "tab"
                self._add_words(
                    _SHOWN_AS.get(name) or (each.text or "").replace(_SOFT_HYPHEN, ""), look
                )
            case "br":
                self._break(value(each, "type"), look)
            case "sym":
                self._sign(value(each, "font"), value(each, "char"), look)
            case "pgNum":
                self._page_number("PAGE", look)
            case "ptab" if alignment(value(each, "alignment")) in (None, Alignment.LEFT):
                # What stands behind others at the left begins a line, as in LibreOffice.
                self.has_tab = self.has_tab or not self.content
                self._add_words("\n" if self.content else "\t", look)
            case "ptab":
                self._add_words("\t", look)
                self.placed_tabs.append(each)
            case "drawing" | "pict" | "object":
                setting = self._setting
                place = PicturePlace(setting.page, setting.top, setting.in_table)
                picture = self._reader.pictures.read(each, place)
                self.content += () if picture is None else (picture,)
            case _ if each.tag == _FILLED:
                # docxtpl replaces the whole run, whose own look is lost.
                self.content.append(FilledTag(each.get("name", ""), character_look(self._base)))
            case _:
                self._reader.note_unknown(each)

    def _sign(self, font: str, code: str, look: CharacterLook) -> None:
        sign = symbol(font, code)
        if sign == UNKNOWN_SIGN:
            self._reader.collected.add(f"a sign of the font {font}")
        else:
            self._add_words(sign, look)

    def _break(self, kind: str, look: CharacterLook) -> None:
        match kind:
            case "page" if self._setting.in_table:
                self._reader.collected.add_named("pageBreak")
            case "page" if self._setting.in_running:
                self._reader.collected.add("the end of a page")
            case "page":
                self.content.append(PageBreak())
            case "column":
                self._reader.collected.add_named("columnBreak")
            case _:
                self._add_words("\n", look)

    def _add_words(self, text: str, look: CharacterLook) -> None:
        last = self.content[-1] if self.content else None
        if isinstance(last, Words) and last.look == look:
            self.content[-1] = Words(last.text + text, look)
        elif text:
            self.content.append(Words(text, look))

    def _field_mark(self, kind: str, look: CharacterLook) -> None:
        fields = self._reader.fields
        match kind:
            case "begin":
                fields.append(Field())
            case "separate" if fields:
                self._begin_result(fields[-1], look)
            case "end" if fields:
                if fields[-1].reads_instruction:
                    self._begin_result(fields[-1], look)
                fields.pop()

    def _begin_result(self, field: Field, look: CharacterLook) -> None:
        field.reads_instruction = False
        outer = self._reader.fields[:-1]
        if all(each.shows_result and not each.reads_instruction for each in outer):
            field.shows_result = not self._page_number(field.instruction, look)


def _chosen_alternative(alternatives: etree._Element) -> etree._Element:
    """The alternative that is read: the first that the present Word knows (29500-3, 10)."""
    for each in alternatives.iterchildren("*"):
        asked = [each.nsmap.get(name) or "" for name in each.get("Requires", "").split()]
        if all(name.startswith(_WORDS_OWN) for name in asked):
            return each
    return etree.Element("none")
