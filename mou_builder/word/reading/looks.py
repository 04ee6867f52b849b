"""How words look on paper: by their own properties, their styles, and what stands behind them.

The properties of a run come from the defaults of the document, the table's style, the paragraph's
style, the style of characters and the run itself, in that order (ISO/IEC 29500-1, 17.7.2). Those
that are either on or off are, between styles, switched by each of the three kinds of style that
sets them (17.7.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.reading.colours import Colour, Theme, can_be_read, colour_of, shifted
from mou_builder.word.reading.understood import (
    RUN_PROPERTIES,
    SYMBOL_FONTS,
    TEXT_FONTS,
)
from mou_builder.word.reading.vocabulary import child, child_value, means_on, name_of, value

LONGEST_CHAIN = 20
"""The most styles that one is looked up through."""
_TOGGLES = frozenset(("vanish", "webHidden", "specVanish", "strike", "dstrike"))
_TRACKED = ("}ins", "}del", "}moveFrom", "}moveTo", "}rPrChange")
_LEAST_SIZE = 10
"""Half points: what is smaller than five points cannot be read on paper."""
_WHITE = (255, 255, 255)
_HIGHLIGHTS = {
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "cyan": (0, 255, 255),
    "green": (0, 255, 0),
    "magenta": (255, 0, 255),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "white": _WHITE,
    "darkBlue": (0, 0, 139),
    "darkCyan": (0, 139, 139),
    "darkGreen": (0, 100, 0),
    "darkMagenta": (139, 0, 139),
    "darkRed": (139, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (169, 169, 169),
    "lightGray": (211, 211, 211),
}
_NO_FONTS: Mapping[str, str] = {}

Properties = Mapping[str, etree._Element]


@dataclass(frozen=True)
class WordsLook:
    """How some words look.

    ``unseen`` says why they are not to be seen or read on paper, "" if they are; ``symbols`` is the
    font of symbols that prints other signs than the letters, "" for none. ``doubts`` say what may
    make them read otherwise. ``is_right_to_left`` is a property of the run, not of its letters.
    """

    unseen: str = ""
    symbols: str = ""
    doubts: tuple[str, ...] = ()
    is_right_to_left: bool = False
    is_raised: bool = False


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
class Behind:
    """What words stand on: shadings from the nearest to the farthest, and their table's style."""

    shadings: tuple[etree._Element, ...] = ()
    table: str = ""
    is_first_row: bool = False


_NOTHING = Behind()


class Looks:
    """Tells the looks of words in one document."""

    def __init__(
        self,
        styles: etree._Element | None,
        theme: Theme,
        own_fonts: Mapping[str, str] = _NO_FONTS,
        page: Colour = _WHITE,
    ) -> None:
        self._theme = theme
        self._own_fonts = {name.casefold(): why for name, why in own_fonts.items()}
        self._page = page
        self._styles = _definitions(styles)
        defaults = child(styles, "docDefaults", "rPrDefault", "rPr")
        self._defaults = _properties(defaults)
        self._paragraphs = _properties(child(styles, "docDefaults", "pPrDefault", "pPr"))
        self._whole: dict[str, dict[str, etree._Element]] = {}
        self._usual = _usual_characters(styles)
        self._found: dict[tuple[object, ...], WordsLook] = {}
        self._merged: dict[tuple[str, str], dict[str, etree._Element]] = {}

    def of(
        self, properties: etree._Element | None, style: str, behind: Behind = _NOTHING
    ) -> WordsLook:
        """Return how words look that have these run properties in a paragraph of that style."""
        key = (signature(properties), style, behind)
        if key not in self._found:
            self._found[key] = self._look(_properties(properties), style, behind)
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

    def _look(self, own: dict[str, etree._Element], style: str, behind: Behind) -> WordsLook:
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
        return self._judged({**merged, **own}, on, style, behind)

    def _judged(
        self, found: dict[str, etree._Element], on: set[str], style: str, behind: Behind
    ) -> WordsLook:
        doubts = [f"the property {name}" for name in found if name not in RUN_PROPERTIES]
        is_complex = any(each in found and means_on(value(found[each])) for each in ("cs", "rtl"))
        font, font_doubt = self._font(found.get("rFonts"), is_complex)
        if font_doubt:
            doubts.append(font_doubt)
        if measure(found.get("w"), "val", 100) not in range(33, 301):
            doubts.append("letters of another width")
        position = measure(found.get("position"), "val", 0)
        if abs(position) > 24:
            doubts.append("words raised or lowered out of their line")
        size = measure(found.get("sz"), "val", 20)
        if is_complex:  # Word then takes what is meant for Arabic and its like (17.3.2.7)
            size = min(size, measure(found.get("szCs"), "val", 20))
        if measure(found.get("spacing"), "val", 0) < -3 * size:
            doubts.append("letters that stand on each other")
        behind_all = _HIGHLIGHTS.get(value(found["highlight"])) if "highlight" in found else None
        if behind_all and not can_be_read((0, 0, 0), behind_all):
            doubts.append("words under a dark highlight")
        raised = value(found["vertAlign"]) if "vertAlign" in found else ""
        is_raised = raised in ("superscript", "subscript") or (3 < abs(position) <= 24)
        return WordsLook(
            self._unseen(found, on, size, style, behind),
            font,
            tuple(doubts),
            "rtl" in found and means_on(value(found["rtl"])),
            is_raised,
        )

    def _unseen(
        self,
        found: dict[str, etree._Element],
        on: set[str],
        size: int,
        style: str,
        behind: Behind,
    ) -> str:
        if on & {"vanish", "specVanish"}:
            return "hidden"
        if on & {"strike", "dstrike"}:
            return "struck through by formatting, not deleted"
        if size < _LEAST_SIZE:
            return "too small to read"
        colour = self._text_colour(found.get("color"))
        if colour is not None and not can_be_read(colour, self._ground(found, style, behind)):
            return "of the colour of the paper"
        return ""

    # Colours

    def _text_colour(self, element: etree._Element | None) -> Colour | None:
        """The colour of words, None for one that goes with what is behind them."""
        if element is None:
            return None
        return self._coloured(element, "val", "theme")

    def _coloured(self, element: etree._Element, attribute: str, theme: str) -> Colour | None:
        name = value(element, f"{theme}Color" if theme == "theme" else f"{theme}")
        if name and name != "none":
            prefix = "theme" if theme == "theme" else theme
            colour = self._theme.colour(name)
            tint, shade = value(element, f"{prefix}Tint"), value(element, f"{prefix}Shade")
            return shifted(colour, tint, shade) if colour else None
        return colour_of(value(element, attribute))

    def _ground(self, found: dict[str, etree._Element], style: str, behind: Behind) -> Colour:
        if "highlight" in found and value(found["highlight"]) in _HIGHLIGHTS:
            return _HIGHLIGHTS[value(found["highlight"])]
        shadings = [found.get("shd"), *behind.shadings[:1]]
        shadings += [self._chain(style, "paragraph").get("shd"), *behind.shadings[1:]]
        shadings.append(self.cell_shading(behind.table))
        for each in shadings:
            if each is not None and (colour := self._fill(each)):
                return colour
        return self._page

    def _fill(self, shading: etree._Element) -> Colour | None:
        """The colour of a shading; a pattern's own colour where that covers all (17.3.5)."""
        if value(shading, "themeFill"):
            name = self._theme.colour(value(shading, "themeFill"))
            tint, shade = value(shading, "themeFillTint"), value(shading, "themeFillShade")
            fill = shifted(name, tint, shade) if name else None
        else:
            fill = colour_of(value(shading, "fill"))
        share = _covered(value(shading))
        if not share:
            return fill
        over = self._coloured(shading, "color", "theme") or (0, 0, 0)
        under = fill or self._page
        red, green, blue = (
            round(share * a + (1 - share) * b) for a, b in zip(over, under, strict=True)
        )
        return (red, green, blue)

    # Fonts

    def _font(self, fonts: etree._Element | None, is_complex: bool) -> tuple[str, str]:
        """Return the font of symbols, and what there is to doubt about a font."""
        if fonts is None:
            return "", ""
        names = []
        for attribute in ("ascii", "hAnsi", "cs", "eastAsia"):
            theme = value(fonts, f"{attribute}Theme" if attribute != "cs" else "cstheme")
            name = self._theme.font(theme) if theme else value(fonts, attribute)
            if name and attribute in ("ascii", "hAnsi", *(("cs",) if is_complex else ())):
                names.append(name.casefold().split(";")[0].strip())
        for name in names:
            if name in SYMBOL_FONTS:
                return name, ""
        for name in names:
            if name in self._own_fonts:
                return "", f"the font {name}, {self._own_fonts[name]}"
            if not _is_text_font(name):
                return "", f"the font {name}, whose letters are not known"
        return "", ""


def _is_text_font(name: str) -> bool:
    return name in TEXT_FONTS or name.startswith(("noto sans ", "noto serif "))


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
    risky = {*_TOGGLES, "color", "sz", "rFonts"}
    for each in conditional:
        if value(each, "type") in ("firstRow", "wholeTable"):
            continue
        names = {*_properties(child(each, "rPr"))} & risky
        names |= {"hidden"} & {*_properties(child(each, "trPr"))}
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
        (each.tag, *each.attrib.items())
        for each in properties
        if isinstance(each.tag, str) and not each.tag.endswith(_TRACKED)
    )


def measure(element: etree._Element | None, attribute: str, otherwise: int) -> int:
    """A whole number, of a percentage or of a measure with its unit, too."""
    text = value(element, attribute).rstrip("%") if element is not None else ""
    if not text:
        return otherwise
    factor = {"pt": 20, "in": 1440, "cm": 567, "mm": 57}.get(text[-2:], 1)
    try:
        return round(float(text[:-2] if factor != 1 else text) * factor)
    except (ValueError, OverflowError):
        return otherwise


def _covered(pattern: str) -> float:
    """How much of what is behind words a pattern covers (17.18.78); stripes hide what all does."""
    if pattern in ("", "clear", "nil"):
        return 0.0
    percent = pattern.removeprefix("pct")
    return (
        int(percent) / 100
        if percent != pattern and percent.isascii() and percent.isdigit()
        else 1.0
    )
