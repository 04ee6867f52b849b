"""Headers, footers and the words around the agreement: what stands in them, and how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from mou_builder.frozen import dataclass, field, replace
from mou_builder.word.look import (
    AgreementPlace,
    Alignment,
    Borders,
    CharacterLook,
    FilledTag,
    Inline,
    Page,
    PageBreak,
    Story,
    StoryBlock,
    StoryParagraph,
    TabStop,
    Words,
)
from mou_builder.word.namespaces import COMPATIBILITY, W
from mou_builder.word.reading.symbols import symbol
from mou_builder.word.template.looks.allowed import PropertyKind
from mou_builder.word.template.looks.fields import LINK, Field, page_number
from mou_builder.word.template.looks.lists import Counting
from mou_builder.word.template.looks.pictures import PicturePlace, Pictures
from mou_builder.word.template.looks.properties import (
    Values,
    character_look,
    character_values,
    over,
    paragraph_look,
    paragraph_values,
)
from mou_builder.word.template.looks.styles import Styles, value
from mou_builder.word.template.looks.tables import read_table
from mou_builder.word.template.looks.unshown import UnshownFound

PLACE = "urn:mou-builder:place:1"
"""The namespace of marks that stand for words of an agreement while a template is read."""
_AGREEMENT = f"{{{PLACE}}}agreement"
_FILLED = f"{{{PLACE}}}filled"
_FALLBACK = f"{{{COMPATIBILITY}}}AlternateContent"
_WORDS_OWN = "http://schemas.microsoft.com/office/"
"""What the namespaces begin with in which Word keeps what it draws since 2010."""
_INVISIBLE = frozenset(
    {
        "pPr",
        "rPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "permStart",
        "permEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "annotationRef",
        "lastRenderedPageBreak",
        "softHyphen",
        "smartTagPr",
        "customXmlPr",
        "sectPr",
        "instrText",
        "delText",
    }
)
_CONTAINERS = frozenset({"sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "dir", "bdo"})
_SHOWN_AS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}


@dataclass(frozen=True)
class StoryPlace:
    """Where a story stands: on which page, in which form its page numbers are.

    ``below`` is what a table style says of the words (and paragraphs) in it. ``top`` is how far
    down the page it begins.
    """

    page: Page
    form: str = "decimal"
    below_paragraph: Values = field(default_factory=dict)
    below_character: Values = field(default_factory=dict)
    top: float | None = None
    in_table: bool = False


class StoryReader:
    """Reads the stories of one part."""

    def __init__(self, styles: Styles, pictures: Pictures, collected: UnshownFound) -> None:
        self.styles = styles
        self.collected = collected
        self.pictures = pictures
        self._counting = Counting(styles.lists)
        self.fields: list[Field] = []

    def blocks(
        self, container: Iterable[etree._Element], setting: StoryPlace
    ) -> Iterator[StoryBlock]:
        """The blocks of a body, a header, a footer or a cell, in reading order."""
        for each in container:
            match _local(each):
                case "p":
                    yield from self.paragraph(each, setting)
                    setting = replace(setting, top=None)
                case "tbl":
                    yield read_table(each, setting, self)
                    setting = replace(setting, top=None)
                case name if name in _CONTAINERS:
                    yield from self.blocks(each, setting)
                case "" if each.tag == _FALLBACK:
                    yield from self.blocks(_chosen(each), setting)
                case name if (name := name or _any_local(each)) and name not in _INVISIBLE:
                    self.collected.add_named(name)

    def story(self, container: Iterable[etree._Element], setting: StoryPlace) -> Story:
        """The blocks as a story, with one frame around paragraphs that are framed alike."""
        blocks = tuple(self.blocks(container, setting))
        around = zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)
        return tuple(_in_one_frame(*each) for each in around)

    def paragraph(self, element: etree._Element, setting: StoryPlace) -> Iterator[StoryBlock]:
        """A paragraph; two where a page ends in the midst of it."""
        if next(element.iter(_AGREEMENT), None) is not None:
            yield AgreementPlace()
            return
        properties = element.find(f"{W}pPr")
        style_id = value(properties, "pStyle")
        style = style_id or self.styles.default_id
        self.collected.note(properties, PropertyKind.PARAGRAPH)
        self.collected.add_all(self.styles.told(style_id))
        lies = self.styles.paragraph_values(style_id, setting.below_paragraph)
        membership = self.styles.lists.membership(properties, self.styles.membership(style_id))
        if properties is not None and properties.find(f"{W}numPr") is not None and membership:
            lies = over(lies, self.styles.lists.paragraph_values(membership))
        lies = over(lies, paragraph_values(properties))
        base = self.styles.character_values(style_id, setting.below_character)
        marked = None if properties is None else properties.find(f"{W}rPr")
        mark = self.run_values(marked, base)
        label = None
        if membership is not None and (level := self.styles.lists.level(membership)) is not None:
            looks = mark | character_values(level.find(f"{W}rPr"), self.styles.theme)
            self.collected.note_level(level)
            text, follow = self._counting.label(membership, str(looks.get("font", "")))
            label = Words(text + follow, _bullet_look(looks, mark)) if text else None
        inlines = _Inlines(self, base, setting)
        inlines.read(element)
        look = paragraph_look(lies)
        if inlines.stops:
            look = replace(look, tabs=tuple(sorted(inlines.stops, key=lambda each: each.position)))
        whole = StoryParagraph(
            look, (), character_look(mark), style, label, int(lies.get("outline", 0))
        )
        yield from _divided(whole, inlines.content)

    def run_values(self, properties: etree._Element | None, base: Values) -> Values:
        """What a run looks like, over its paragraph: its character style, then its own."""
        if properties is None:
            return base
        values = base
        self.collected.note(properties, PropertyKind.RUN)
        if style_id := value(properties, "rStyle"):
            self.collected.add_all(self.styles.told(style_id, "character"))
            values = self.styles.with_character_style(values, style_id)
        return values | character_values(properties, self.styles.theme)


def _bullet_look(looks: Values, mark: Values) -> CharacterLook:
    """The look of a label; a bullet of a font of symbols is written in the font of the words."""
    if str(looks.get("font", "")).casefold() in ("symbol", "wingdings"):
        looks = looks | {"font": mark.get("font", CharacterLook().font)}
    return character_look(looks)


def _divided(whole: StoryParagraph, content: list[Inline | PageBreak]) -> Iterator[StoryBlock]:
    """A paragraph, divided where a page ends in it.

    A page break that ends its paragraph leaves no empty line on the next page (17.15.3.63).
    """
    if PageBreak() not in content:
        inlines = (each for each in content if not isinstance(each, PageBreak))
        yield replace(whole, content=tuple(inlines))
        return
    piece: list[Inline] = []
    for each in content:
        if isinstance(each, PageBreak):
            if piece:
                yield replace(whole, content=tuple(piece))
                whole, piece = replace(whole, label=None), []
            yield each
        else:
            piece.append(each)
    if piece:
        yield replace(whole, content=tuple(piece))


def _in_one_frame(
    before: StoryBlock | None, block: StoryBlock, after: StoryBlock | None
) -> StoryBlock:
    """A paragraph without the rules that stand within a frame it shares (17.3.1.7)."""
    if not isinstance(block, StoryParagraph):
        return block
    rules = block.look.borders
    top, bottom = rules.top, rules.bottom
    if _is_framed_with(block, before):
        top = None
    if _is_framed_with(block, after):
        bottom = rules.between_rows
    if (top, bottom) == (rules.top, rules.bottom):
        return block
    return replace(block, look=replace(block.look, borders=replace(rules, top=top, bottom=bottom)))


def _is_framed_with(block: StoryParagraph, other: StoryBlock | None) -> bool:
    if not isinstance(other, StoryParagraph) or block.look.borders == Borders():
        return False
    one, two = block.look, other.look
    return (one.borders, one.left, one.right) == (two.borders, two.left, two.right)


class _Inlines:
    """Reads what stands in one paragraph."""

    def __init__(self, reader: StoryReader, base: Values, setting: StoryPlace) -> None:
        self._reader = reader
        self._base = base
        self._setting = setting
        self.content: list[Inline | PageBreak] = []
        self.stops: list[TabStop] = []

    def read(self, container: etree._Element) -> None:
        for each in container:
            match _local(each):
                case "r":
                    self._run(each)
                case "fldSimple":
                    self._simple_field(each)
                case "hyperlink":
                    self._reader.collected.add(LINK)
                    self.read(each)
                case name if name in _CONTAINERS:
                    self.read(each)
                case "" if each.tag == _FALLBACK:
                    self.read(_chosen(each))
                case name if name and name not in _INVISIBLE:
                    self._reader.collected.add_named(name)
                case "" if name := _any_local(each):
                    self._reader.collected.add_named(name)

    @property
    def _place(self) -> PicturePlace:
        setting = self._setting
        return PicturePlace(setting.page, setting.top, setting.in_table)

    def _look(self, run: etree._Element) -> Values:
        return self._reader.run_values(run.find(f"{W}rPr"), self._base)

    def _simple_field(self, element: etree._Element) -> None:
        first = next(element.iter(f"{W}r"), None)
        look = character_look(self._base if first is None else self._look(first))
        found = self._number(element.get(f"{W}instr", ""), look)
        if not found:
            self.read(element)

    def _number(self, instruction: str, look: CharacterLook) -> bool:
        found = page_number(instruction, look, self._setting.form, self._reader.collected)
        if found is not None:
            self.content.append(found)
        return found is not None

    def _run(self, run: etree._Element) -> None:
        values = self._look(run)
        if values.get("hidden"):
            return
        look = character_look(values)
        for each in run:
            self._piece(each, look)

    def _piece(self, each: etree._Element, look: CharacterLook) -> None:
        name = _local(each)
        fields = self._reader.fields
        if name == "fldChar":
            self._field_mark(each.get(f"{W}fldCharType", ""), look)
        elif name == "instrText" and fields and fields[-1].reads_instruction:
            fields[-1].instruction += each.text or ""
        elif all(field.shows_result and not field.reads_instruction for field in fields):
            if each.tag == _FALLBACK:
                for inner in _chosen(each):
                    self._piece(inner, look)
            else:
                self._shown(each, name, look)

    def _shown(self, each: etree._Element, name: str, look: CharacterLook) -> None:
        match name:
            case "t" | "tab" | "cr" | "noBreakHyphen":
                self._words(_SHOWN_AS.get(name) or each.text or "", look)
            case "br":
                self._break(each.get(f"{W}type", ""), look)
            case "sym":
                self._words(symbol(each.get(f"{W}font", ""), each.get(f"{W}char", "")), look)
            case "pgNum":
                self._number("PAGE", look)
            case "ptab":
                self._words("\t", look)
                self.stops.append(self._stop(each))
            case "drawing" | "pict" | "object":
                picture = self._reader.pictures.read(each, self._place)
                self.content += () if picture is None else (picture,)
            case "" if each.tag == _FILLED:
                # docxtpl puts runs in the place of the whole run, which loses its own look.
                self.content.append(FilledTag(each.get("name", ""), character_look(self._base)))
            case _ if (other := name or _any_local(each)) and other not in _INVISIBLE:
                self._reader.collected.add_named(other)

    def _break(self, kind: str, look: CharacterLook) -> None:
        match kind:
            case "page":
                self.content.append(PageBreak())
            case "column":
                self._reader.collected.add_named("columnBreak")
            case _:
                self._words("\n", look)

    def _words(self, text: str, look: CharacterLook) -> None:
        last = self.content[-1] if self.content else None
        if isinstance(last, Words) and last.look == look:
            self.content[-1] = Words(last.text + text, look)
        elif text:
            self.content.append(Words(text, look))

    def _stop(self, element: etree._Element) -> TabStop:
        """A tab that counts from the margins (17.3.3.23), as a tab stop."""
        width = self._setting.page.text_width
        match element.get(f"{W}alignment"):
            case "center":
                return TabStop(width / 2, Alignment.CENTER)
            case "right":
                return TabStop(width, Alignment.RIGHT)
            case _:
                return TabStop(0.0)

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
            field.shows_result = not self._number(field.instruction, look)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """What of several alternatives is read: the first that Word of today knows (29500-3, 10)."""
    for each in alternatives.iterchildren("*"):
        asked = [each.nsmap.get(name) or "" for name in each.get("Requires", "").split()]
        if all(name.startswith(_WORDS_OWN) for name in asked):
            return each
    return etree.Element("none")


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag[len(W) :] if isinstance(tag, str) and tag.startswith(W) else ""


def _any_local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
