"""The properties of words, from where they are given: the document, styles, and the run itself.

They come from the defaults of the document, the table's style, the paragraph's style, the style of
characters and the run itself, in that order (ISO/IEC 29500-1, 17.7.2). Those that are either on or
off are, between styles, switched by each of the three kinds of style that sets them (17.7.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.reading.looks.colours import Colour, Theme
from mou_builder.word.reading.looks.letters import WHITE, LetterJudge, WordsLook
from mou_builder.word.reading.vocabulary import child, child_value, means_on, name_of, value

LONGEST_CHAIN = 20
"""The most styles that one is looked up through."""
_TOGGLES = frozenset(
    ("vanish", "webHidden", "specVanish", "strike", "dstrike", "caps", "smallCaps")
)
_PLAIN = frozenset(["b", "bCs", "i", "iCs", "u", "caps", "smallCaps", "noProof", "lang", "kern"])
"""What a table's style may change in some rows only, and every word is read as before."""
_MOVING = frozenset(["ind", "spacing", "framePr", "bidi", "textDirection", "tabs"])
_TRACKED = ("}ins", "}del", "}moveFrom", "}moveTo", "}rPrChange")
_NO_FONTS: Mapping[str, str] = {}

Properties = Mapping[str, etree._Element]


@dataclass(frozen=True)
class _Definition:
    """A style as far as looks go: its run and paragraph properties, and its parent."""

    based_on: str
    run: Properties
    paragraph: Properties
    cell: Properties
    first_row: Properties
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Backdrop:
    """What words stand on: shadings from the nearest to the farthest, and their table's style."""

    shadings: tuple[etree._Element, ...] = ()
    table: str = ""
    is_first_row: bool = False


_NOTHING = Backdrop()


class StyleCascade:
    """Tells the looks of words in one document."""

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
        self._usual = _usual_characters(styles)
        self._found: dict[tuple[object, ...], WordsLook] = {}
        self._merged: dict[tuple[str, str], dict[str, etree._Element]] = {}

    def of(
        self, properties: etree._Element | None, style: str, behind: Backdrop = _NOTHING
    ) -> WordsLook:
        """Return how words look that have these run properties in a paragraph of that style."""
        key = (signature(properties), style, behind)
        if key not in self._found:
            self._found[key] = self._look(_properties(properties), style, behind)
        return self._found[key]

    def of_number(
        self,
        level: etree._Element | None,
        end: etree._Element | None,
        style: str,
        behind: Backdrop = _NOTHING,
    ) -> WordsLook:
        """Return how a number looks: as the end of its paragraph does, but for what its level says.

        ``level`` and ``end`` are the run properties of the two (17.9.24).
        """
        key = (signature(level), signature(end), style, behind)
        if key not in self._found:
            above = _properties(level)
            by_style = self._chain(value(above["rStyle"]), "run") if "rStyle" in above else {}
            own = {**_properties(end), **by_style, **above}
            self._found[key] = self._look(own, style, behind)
        return self._found[key]

    def paragraph_of(
        self, properties: etree._Element | None, style: str
    ) -> dict[str, etree._Element]:
        """Return the properties of a paragraph: its own, its style's, and the document's."""
        if style not in self._whole:
            self._whole[style] = _laid(self._paragraphs, self._chain(style, "paragraph"))
        return _laid(self._whole[style], _properties(properties))

    def table_doubts(self, style: str) -> tuple[str, ...]:
        """Return what a table's style may do to the words in it under conditions."""
        found: list[str] = []
        for each in self._line(style):
            found += each.doubts
        return tuple(dict.fromkeys(found))

    def cell_shading(self, style: str) -> etree._Element | None:
        """Return the shading that a table's style gives its cells, if any."""
        return self._chain(style, "cell").get("shd")

    # Styles

    def _line(self, style: str) -> list[_Definition]:
        found = []
        for _ in range(LONGEST_CHAIN):
            definition = self._styles.get(style)
            if definition is None:
                break
            found.append(definition)
            style = definition.based_on
        return found

    def _chain(self, style: str, what: str) -> dict[str, etree._Element]:
        if (style, what) not in self._merged:
            merged: dict[str, etree._Element] = {}
            for each in reversed(self._line(style)):
                merged |= getattr(each, what)
            self._merged[style, what] = merged
        return self._merged[style, what]

    def _look(self, own: dict[str, etree._Element], style: str, behind: Backdrop) -> WordsLook:
        character = value(own["rStyle"]) if "rStyle" in own else self._usual
        levels = [self._chain(behind.table, "run"), self._chain(style, "run")]
        if behind.is_first_row:
            levels[0] = {**levels[0], **self._chain(behind.table, "first_row")}
        levels.append(self._chain(character, "run"))
        merged: dict[str, etree._Element] = dict(self._defaults)
        for each in levels:
            merged |= each
        on = set()
        for name in _TOGGLES:
            if name in own:
                is_it = means_on(value(own[name]))
            else:
                times = sum(name in each and means_on(value(each[name])) for each in levels)
                is_it = times % 2 == 1
                if name in self._defaults and means_on(value(self._defaults[name])):
                    is_it = True
            if is_it:
                on.add(name)
        found = {**merged, **own}
        return self._letters.judged(found, on, tuple(self._shadings(found, style, behind)))

    def _shadings(
        self, found: Properties, style: str, behind: Backdrop
    ) -> Iterator[etree._Element | None]:
        """Yield what words stand on, from the nearest to the farthest."""
        yield found.get("shd")
        yield from behind.shadings[:1]
        yield self._chain(style, "paragraph").get("shd")
        yield from behind.shadings[1:]
        yield self.cell_shading(behind.table)


def _usual_characters(styles: etree._Element | None) -> str:
    """Return the style of the words that name none (17.7.4.17), "" for none."""
    return next(
        (
            value(each, "styleId")
            for each in (styles if styles is not None else ())
            if value(each, "type") == "character" and value(each, "default") in ("1", "true", "on")
        ),
        "",
    )


def _laid(below: Properties, above: Properties) -> dict[str, etree._Element]:
    """Return properties laid over others; indents and spacings side by side (17.7.2)."""
    found = {**below, **above}
    for name in ("ind", "spacing"):
        if name in below and name in above:
            found[name] = etree.Element(
                above[name].tag, {**below[name].attrib, **above[name].attrib}
            )
    return found


def _definitions(styles: etree._Element | None) -> dict[str, _Definition]:
    found: dict[str, _Definition] = {}
    for each in styles if styles is not None else ():
        if name_of(each) != "style":
            continue
        id_ = value(each, "styleId")
        conditional = [one for one in each if name_of(one) == "tblStylePr"]
        first = next((one for one in conditional if value(one, "type") == "firstRow"), None)
        found.setdefault(
            id_,
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
    """Say what a table's style may hide in some rows or columns only."""
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
    if element is None:
        return {}
    return {name: each for each in element if (name := name_of(each))}


def signature(properties: etree._Element | None) -> tuple[object, ...]:
    """Return what tells properties from others, their tracked changes left out."""
    if properties is None:
        return ()
    return tuple(
        (each.tag, *each.attrib.items(), *(_inside(each) if len(each) else ()))
        for each in properties
        if isinstance(each.tag, str) and not each.tag.endswith(_TRACKED)
    )


def _inside(element: etree._Element) -> Iterator[object]:
    """Yield what tells lists of tabs and borders from others."""
    if name_of(element) not in ("rPr", "sectPr", "pPrChange"):
        for each in element:
            yield each.tag, *each.attrib.items()
