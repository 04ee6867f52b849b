"""The properties of words, combined from all places that set them.

These are the defaults of the document, the style of the table, that of the paragraph, that of the
characters, and the run itself, in this order (ISO/IEC 29500-1, 17.7.2). A toggle property is on if
an odd number of the three kinds of style turns it on (17.7.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from mou_builder.frozen import dataclass, field, replace
from mou_builder.word.reading.judging import (
    ParagraphWords,
    judge_cell,
    judge_paragraph,
    judge_row,
    judge_table,
)
from mou_builder.word.reading.looks.colours import Colour, Theme
from mou_builder.word.reading.looks.letters import WHITE, LetterJudge, WordsLook
from mou_builder.word.reading.looks.measures import Paper
from mou_builder.word.reading.shape import repeated
from mou_builder.word.vocabulary import (
    child,
    child_value,
    children,
    means_on,
    name_of,
    value,
)

LONGEST_CHAIN = 20
"""The most styles that one is looked up through."""
_TOGGLES = frozenset(
    ("vanish", "webHidden", "specVanish", "strike", "dstrike", "caps", "smallCaps")
)
_USUAL_SIZE = 24
_PLAIN = frozenset(["b", "bCs", "i", "iCs", "u", "caps", "smallCaps", "noProof", "lang", "kern"])
"""What a table style may change in some rows only, without a change to how words read."""
_MOVING = frozenset(["ind", "spacing", "framePr", "bidi", "textDirection", "tabs"])
_SLOTS = (
    ("ascii", "asciiTheme"),
    ("hAnsi", "hAnsiTheme"),
    ("eastAsia", "eastAsiaTheme"),
    ("cs", "cstheme"),
)
"""The fonts that words have, by their own names and by those of the theme (17.3.2.26)."""
_TRACKED = ("}ins", "}del", "}moveFrom", "}moveTo", "}rPrChange")
_NO_FONTS: Mapping[str, str] = {}
Properties = Mapping[str, etree._Element]


@dataclass(frozen=True)
class _Definition:
    """What of a style decides on looks: its properties, and the style that it is based on.

    ``table``, ``first_row`` and ``first_cell`` are those of a table style.
    """

    element: etree._Element
    based_on: str
    run: Properties
    paragraph: Properties
    cell: Properties
    table: Properties = field(default_factory=dict)
    first_row: Properties = field(default_factory=dict)
    first_cell: Properties = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What can have it: characters, paragraphs, tables or lists (17.7.4.17)."""
        return value(self.element, "type") or "paragraph"


@dataclass(frozen=True)
class Backdrop:
    """What is behind words: shadings from the nearest to the farthest, and the style of the table.

    ``is_first_row`` says that the words stand in the first row of the table.
    """

    shadings: tuple[etree._Element | None, ...] = ()
    table: str = ""
    is_first_row: bool = False


_NOTHING = Backdrop()


class StyleCascade:
    """Computes the looks of words in one document."""

    def __init__(
        self,
        styles: etree._Element | None,
        theme: Theme,
        own_fonts: Mapping[str, str] = _NO_FONTS,
        page: Colour = WHITE,
    ) -> None:
        self._letters = LetterJudge(theme, own_fonts, page)
        self._styles = _definitions(styles)
        defaults = child(styles, "docDefaults", "rPrDefault", "rPr")
        self._defaults = _properties(defaults)
        self._paragraphs = _properties(child(styles, "docDefaults", "pPrDefault", "pPr"))
        self._whole: dict[str, dict[str, etree._Element]] = {}
        self._usual = _default_style(styles, "character")
        self.usual_table = _default_style(styles, "table")
        self._folded = {each.casefold() for each in self._styles}
        self._found: dict[tuple[object, ...], WordsLook] = {}
        self._merged: dict[tuple[str, str], dict[str, etree._Element]] = {}

    def look_of(
        self, properties: etree._Element | None, style: str, behind: Backdrop = _NOTHING
    ) -> WordsLook:
        """Return how words with these run properties look in a paragraph of this style."""
        key = (signature(properties), style, behind)
        if key not in self._found:
            look = self._combined_look(_properties(properties), style, behind)
            self._found[key] = replace(look, doubts=(*look.doubts, *repeated(properties)))
        return self._found[key]

    def look_of_number(
        self,
        level: etree._Element | None,
        end: etree._Element | None,
        style: str,
        behind: Backdrop,
    ) -> WordsLook:
        """Return how a number looks: like its paragraph mark, except for what its level sets.

        ``level`` and ``end`` are the run properties of the level and the mark (17.9.24).
        """
        key = (signature(level), signature(end), style, behind)
        if key not in self._found:
            above = _properties(level)
            by_style = (
                self._properties_of_style(value(above["rStyle"]), "run")
                if "rStyle" in above
                else {}
            )
            own = _combined(_combined(_properties(end), by_style), above)
            self._found[key] = self._combined_look(own, style, behind)
        return self._found[key]

    def paragraph_of(
        self, properties: etree._Element | None, style: str
    ) -> dict[str, etree._Element]:
        """Return the properties of a paragraph: its own, its style's, and the document's."""
        if style not in self._whole:
            self._whole[style] = _combined(
                self._paragraphs, self._properties_of_style(style, "paragraph")
            )
        return _combined(self._whole[style], _properties(properties))

    def table_doubts(self, style: str, paper: Paper) -> tuple[str, ...]:
        """Return how a table's style may change its words, in some rows or columns or in all."""
        chain = self._style_chain(style)
        found = (doubt for each in chain for doubt in _doubts_of_table_style(each.element, paper))
        return tuple(dict.fromkeys((*found, *self._dark_bands(chain))))

    def _dark_bands(self, chain: Iterable[_Definition]) -> Iterator[str]:
        """Yield whether some rows or columns are so dark that black words are not seen there."""
        for definition in chain:
            for each in definition.element:
                shading = child(each, "tcPr", "shd") if name_of(each) == "tblStylePr" else None
                is_first = value(each, "type") == "firstRow"
                if shading is not None and not is_first and self._letters.is_dark(shading):
                    yield "a table style with dark rows or columns"

    # Styles

    def _style_chain(self, style: str) -> list[_Definition]:
        """Return a style and those that it is based on."""
        found = []
        for _ in range(LONGEST_CHAIN):
            definition = self._styles.get(style)
            if definition is None:
                break
            found.append(definition)
            style = definition.based_on
        return found

    def _properties_of_style(self, style: str, what: str) -> dict[str, etree._Element]:
        """Return the properties of a style, those that it is based on included.

        ``what`` is the field of `_Definition` that has them.
        """
        if (style, what) not in self._merged:
            merged: dict[str, etree._Element] = {}
            for each in reversed(self._style_chain(style)):
                merged = _combined(merged, getattr(each, what))
            self._merged[style, what] = merged
        return self._merged[style, what]

    def _combined_look(
        self, own: dict[str, etree._Element], style: str, behind: Backdrop
    ) -> WordsLook:
        character = value(own["rStyle"]) if "rStyle" in own else self._usual
        table = self._properties_of_style(behind.table, "run")
        if behind.is_first_row:
            table = _combined(table, self._properties_of_style(behind.table, "first_row"))
        styles = (
            table,
            self._properties_of_style(style, "run"),
            self._properties_of_style(character, "run"),
        )

        def is_on(name: str) -> bool:
            if name in own:
                return means_on(value(own[name]))
            if name in self._defaults and means_on(value(self._defaults[name])):
                return True
            return sum(name in each and means_on(value(each[name])) for each in styles) % 2 == 1

        found = dict(self._defaults)
        for each in (*styles, own):
            found = _combined(found, each)
        on = set(filter(is_on, _TOGGLES))
        look = self._letters.judged(found, on, tuple(self._shadings(found, style, behind)))
        used = ((character, "character"), (style, "paragraph"), (behind.table, "table"))
        doubts = (
            f"the style {each[:60]}, which programs do not find alike"
            for each, kind in used
            if self._is_doubtful(each, kind)
        )
        return replace(look, doubts=(*look.doubts, *doubts))

    def _is_doubtful(self, style: str, kind: str) -> bool:
        """Tell whether a style is one of another kind, or has the name of one in other capitals."""
        if style in self._styles:
            return self._styles[style].kind != kind
        return style.casefold() in self._folded

    def _shadings(
        self, found: Properties, style: str, behind: Backdrop
    ) -> Iterator[etree._Element | None]:
        """Yield the shadings behind words, from the nearest to the farthest."""
        yield found.get("shd")
        yield from behind.shadings[:1]
        yield self._properties_of_style(style, "paragraph").get("shd")
        yield from behind.shadings[1:2]
        if behind.is_first_row:
            yield self._properties_of_style(behind.table, "first_cell").get("shd")
        yield from behind.shadings[2:]
        for each in ("cell", "table"):
            yield self._properties_of_style(behind.table, each).get("shd")


def _default_style(styles: etree._Element | None, kind: str) -> str:
    """Return the style of words or tables that name none (17.7.4.17), "" if there is none."""
    return next(
        (
            value(each, "styleId")
            for each in children(styles)
            if value(each, "type") == kind and value(each, "default") in ("1", "true", "on")
        ),
        "",
    )


def _combined(below: Properties, above: Properties) -> dict[str, etree._Element]:
    """Return two layers of properties as one.

    Each attribute of indents, spacings and fonts counts by itself, and tab stops add up.
    """
    found = {**below, **above}
    for name in ("ind", "spacing", "rFonts", "tabs"):
        if name in below and name in above:
            found[name] = made = etree.Element(above[name].tag, {**below[name].attrib})
            for slot in _SLOTS if name == "rFonts" else ():
                if any(value(above[name], each) for each in slot):
                    for each in slot:
                        made.attrib.pop(f"{{{etree.QName(made).namespace}}}{each}", None)
            made.attrib.update(above[name].attrib)
            made.extend(deepcopy(each) for one in (below[name], above[name]) for each in one)
    return found


def _definitions(styles: etree._Element | None) -> dict[str, _Definition]:
    found: dict[str, _Definition] = {}
    for each in children(styles):
        if name_of(each) != "style":
            continue
        first = next(
            (
                one
                for one in each
                if name_of(one) == "tblStylePr" and value(one, "type") == "firstRow"
            ),
            None,
        )
        found.setdefault(
            value(each, "styleId"),
            _Definition(
                each,
                child_value(each, "basedOn"),
                _properties(child(each, "rPr")),
                _properties(child(each, "pPr")),
                _properties(child(each, "tcPr")),
                _properties(child(each, "tblPr")),
                _properties(child(first, "rPr")),
                _properties(child(first, "tcPr")),
            ),
        )
    return found


def _doubts_of_table_style(style: etree._Element, paper: Paper) -> Iterator[str]:
    """Yield how a table's style may change words: in all rows, or in some rows or columns."""
    conditional = [each for each in style if name_of(each) == "tblStylePr"]
    for each in conditional:
        is_first = value(each, "type") == "firstRow"  # whose letters are judged word by word
        names = set[str]() if is_first else {*_properties(child(each, "rPr"))} - _PLAIN
        names |= _MOVING & {*_properties(child(each, "pPr"))}
        if names:
            yield f"a table style that changes {', '.join(sorted(names))} in some rows or columns"
    for each in (style, *conditional):
        yield from judge_table(child(each, "tblPr"), None, paper)
        yield from judge_row(child(each, "trPr"))
        yield from judge_cell(child(each, "tcPr"), paper)
        if child(each, "trPr", "hidden") is not None:
            yield "a table style that hides rows"
    paragraph = _properties(child(style, "pPr"))
    yield from judge_paragraph(paragraph, ParagraphWords(has_tab=True), _USUAL_SIZE, paper)


def _properties(element: etree._Element | None) -> dict[str, etree._Element]:
    return {name: each for each in children(element) if (name := name_of(each))}


def signature(properties: etree._Element | None) -> tuple[object, ...]:
    """Return a key that is the same for the same properties, tracked changes aside."""
    return tuple(
        (each.tag, *each.attrib.items(), *(_signature_inside(each) if len(each) else ()))
        for each in children(properties)
        if isinstance(each.tag, str) and not each.tag.endswith(_TRACKED)
    )


def _signature_inside(element: etree._Element) -> Iterator[object]:
    """Yield the part of that key for what an element contains: tab stops, borders."""
    if name_of(element) not in ("rPr", "sectPr", "pPrChange"):
        for each in element:
            yield each.tag, *each.attrib.items()
