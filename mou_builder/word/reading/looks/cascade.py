"""The properties of words, combined from all places that set them.

These are the defaults of the document, the style of the table, that of the paragraph, that of the
characters, and the run itself, in this order (ISO/IEC 29500-1, 17.7.2). A toggle property is on if
an odd number of the three kinds of style turns it on (17.7.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.reading.looks.colours import Colour, Theme
from mou_builder.word.reading.looks.letters import WHITE, LetterJudge, WordsLook
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
_PLAIN = frozenset(["b", "bCs", "i", "iCs", "u", "caps", "smallCaps", "noProof", "lang", "kern"])
"""What a table style may change in some rows only, without a change to how words read."""
_MOVING = frozenset(["ind", "spacing", "framePr", "bidi", "textDirection", "tabs"])
_TRACKED = ("}ins", "}del", "}moveFrom", "}moveTo", "}rPrChange")
_NO_FONTS: Mapping[str, str] = {}

Properties = Mapping[str, etree._Element]


@dataclass(frozen=True)
class _Definition:
    """What of a style decides on looks: its properties, and the style that it is based on."""

    based_on: str
    run: Properties
    paragraph: Properties
    cell: Properties
    first_row: Properties
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Backdrop:
    """What is behind words: shadings from the nearest to the farthest, and the style of the table.

    ``is_first_row`` says that the words stand in the first row of the table.
    """

    shadings: tuple[etree._Element, ...] = ()
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
        self._usual = _default_character_style(styles)
        self._found: dict[tuple[object, ...], WordsLook] = {}
        self._merged: dict[tuple[str, str], dict[str, etree._Element]] = {}

    def look_of(
        self, properties: etree._Element | None, style: str, behind: Backdrop = _NOTHING
    ) -> WordsLook:
        """Return how words with these run properties look in a paragraph of this style."""
        key = (signature(properties), style, behind)
        if key not in self._found:
            self._found[key] = self._combined_look(_properties(properties), style, behind)
        return self._found[key]

    def look_of_number(
        self,
        level: etree._Element | None,
        end: etree._Element | None,
        style: str,
        behind: Backdrop = _NOTHING,
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
            own = {**_properties(end), **by_style, **above}
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

    def table_doubts(self, style: str) -> tuple[str, ...]:
        """Return how a table's style may change the words in some of its rows or columns."""
        return tuple(
            dict.fromkeys(doubt for each in self._style_chain(style) for doubt in each.doubts)
        )

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
                merged |= getattr(each, what)
            self._merged[style, what] = merged
        return self._merged[style, what]

    def _combined_look(
        self, own: dict[str, etree._Element], style: str, behind: Backdrop
    ) -> WordsLook:
        character = value(own["rStyle"]) if "rStyle" in own else self._usual
        table = self._properties_of_style(behind.table, "run")
        if behind.is_first_row:
            table = table | self._properties_of_style(behind.table, "first_row")
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

        found = {**self._defaults, **styles[0], **styles[1], **styles[2], **own}
        on = set(filter(is_on, _TOGGLES))
        return self._letters.judged(found, on, tuple(self._shadings(found, style, behind)))

    def _shadings(
        self, found: Properties, style: str, behind: Backdrop
    ) -> Iterator[etree._Element | None]:
        """Yield the shadings behind words, from the nearest to the farthest."""
        yield found.get("shd")
        yield from behind.shadings[:1]
        yield self._properties_of_style(style, "paragraph").get("shd")
        yield from behind.shadings[1:]
        yield self._properties_of_style(behind.table, "cell").get("shd")


def _default_character_style(styles: etree._Element | None) -> str:
    """Return the style of words that name none (17.7.4.17), "" if there is none."""
    return next(
        (
            value(each, "styleId")
            for each in children(styles)
            if value(each, "type") == "character" and value(each, "default") in ("1", "true", "on")
        ),
        "",
    )


def _combined(below: Properties, above: Properties) -> dict[str, etree._Element]:
    """Return two layers of properties as one, each attribute of indents and spacings by itself."""
    found = {**below, **above}
    for name in ("ind", "spacing"):
        if name in below and name in above:
            found[name] = etree.Element(
                above[name].tag, {**below[name].attrib, **above[name].attrib}
            )
    return found


def _definitions(styles: etree._Element | None) -> dict[str, _Definition]:
    found: dict[str, _Definition] = {}
    for each in children(styles):
        if name_of(each) != "style":
            continue
        conditional = [one for one in each if name_of(one) == "tblStylePr"]
        first = next((one for one in conditional if value(one, "type") == "firstRow"), None)
        found.setdefault(
            value(each, "styleId"),
            _Definition(
                child_value(each, "basedOn"),
                _properties(child(each, "rPr")),
                _properties(child(each, "pPr")),
                _properties(child(each, "tcPr")),
                _properties(child(first, "rPr")),
                tuple(_conditional_doubts(each, conditional)),
            ),
        )
    return found


def _conditional_doubts(
    style: etree._Element, conditional: Iterable[etree._Element]
) -> Iterable[str]:
    """Yield how a table's style may change words in some rows or columns only."""
    for each in conditional:
        if value(each, "type") in ("firstRow", "wholeTable"):
            continue
        names = {*_properties(child(each, "rPr"))} - _PLAIN
        names |= {"hidden"} & {*_properties(child(each, "trPr"))}
        names |= _MOVING & {*_properties(child(each, "pPr"))}
        if names:
            yield f"a table style that changes {', '.join(sorted(names))} in some rows or columns"
    if child(style, "trPr", "hidden") is not None:
        yield "a table style that hides rows"


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
