"""Whether letters print as they are written: one judgement for words, numbers, signs and pictures.

What is drawn plainly within the limits below is read; everything else is said by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.reading.looks.colours import (
    Colour,
    Theme,
    can_be_read,
    colour_of,
    shifted,
)
from mou_builder.word.reading.looks.measures import measure
from mou_builder.word.reading.understood import RUN_PROPERTIES, SYMBOL_FONTS, TEXT_FONTS
from mou_builder.word.reading.vocabulary import means_on, value

_SIZES = range(10, 289)
"""Half points: from five points, below which nobody reads, to letters of two inches."""
_USUAL_SIZE = 20
_WIDTHS = range(50, 201)
"""Percent of a letter's usual width: a space between words still shows."""
_RAISED, _OUT_OF_LINE = 3, 24
"""Half points above or below the line: from which words are raised, and from which out of it."""
_THICKEST_FRAME = 48
"""Eighths of a point: a thicker line around words covers some of their neighbours."""
WHITE: Colour = (255, 255, 255)
_HIGHLIGHTS = {
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "cyan": (0, 255, 255),
    "green": (0, 255, 0),
    "magenta": (255, 0, 255),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "white": WHITE,
    "darkBlue": (0, 0, 139),
    "darkCyan": (0, 139, 139),
    "darkGreen": (0, 100, 0),
    "darkMagenta": (139, 0, 139),
    "darkRed": (139, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (169, 169, 169),
    "lightGray": (211, 211, 211),
}

Found = Mapping[str, etree._Element]
"""The properties of words by name, from wherever they are given."""
Shadings = Iterable[etree._Element | None]


@dataclass(frozen=True)
class WordsLook:
    """How some words look.

    ``unseen`` says why they are not to be seen or read on paper, "" if they are; ``symbols`` is the
    font of symbols that prints other signs than the letters, "" for none. ``doubts`` say what may
    make them read otherwise. ``is_right_to_left`` is a property of the run, not of its letters.
    ``size`` is in half points.
    """

    unseen: str = ""
    symbols: str = ""
    doubts: tuple[str, ...] = ()
    is_right_to_left: bool = False
    is_raised: bool = False
    is_capital: bool = False
    size: int = _USUAL_SIZE


class LetterJudge:
    """Judges properties of words in one document: of its theme, its fonts and its paper."""

    def __init__(self, theme: Theme, own_fonts: Mapping[str, str], page: Colour) -> None:
        self._theme = theme
        self._own_fonts = {name.casefold(): why for name, why in own_fonts.items()}
        self._page = page

    def judged(self, found: Found, on: Set[str], shadings: Shadings) -> WordsLook:
        """Return how words look; ``on`` are the properties that are switched on.

        ``shadings`` are what they stand on, from the nearest to the farthest.
        """
        is_complex = any(each in found and means_on(value(found[each])) for each in ("cs", "rtl"))
        font, font_doubt = self._font(found.get("rFonts"), is_complex)
        size = measure(found.get("sz"), "val", _USUAL_SIZE)
        if is_complex:  # Word then takes what is meant for Arabic and its like (17.3.2.7)
            size = min(size, measure(found.get("szCs"), "val", _USUAL_SIZE))
        doubts = [*_doubts(found, size), *([font_doubt] if font_doubt else [])]
        raised = value(found["vertAlign"]) if "vertAlign" in found else ""
        position = abs(measure(found.get("position"), "val", 0))
        return WordsLook(
            self._unseen(found, on, size, shadings),
            font,
            tuple(doubts),
            "rtl" in found and means_on(value(found["rtl"])),
            raised in ("superscript", "subscript") or _RAISED < position <= _OUT_OF_LINE,
            bool(on & {"caps", "smallCaps"}),
            size,
        )

    def _unseen(self, found: Found, on: Set[str], size: int, shadings: Shadings) -> str:
        if on & {"vanish", "specVanish"}:
            return "hidden"
        if on & {"strike", "dstrike"}:
            return "struck through by formatting, not deleted"
        if size < _SIZES.start:
            return "too small to read"
        colour = self._text_colour(found.get("color"))
        if colour is not None and not can_be_read(colour, self._ground(found, shadings)):
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

    def _ground(self, found: Found, shadings: Shadings) -> Colour:
        if "highlight" in found and value(found["highlight"]) in _HIGHLIGHTS:
            return _HIGHLIGHTS[value(found["highlight"])]
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
        names = list(self._names(fonts, is_complex)) if fonts is not None else []
        for name in names:
            if name in SYMBOL_FONTS:
                return name, ""
        for name in names:
            if name in self._own_fonts:
                return "", f"the font {name}, {self._own_fonts[name]}"
            if not _is_text_font(name):
                return "", f"the font {name}, whose letters are not known"
        return "", ""

    def _names(self, fonts: etree._Element, is_complex: bool) -> Iterator[str]:
        """Yield the fonts that letters may be set in (17.3.2.26)."""
        used = ["ascii", "hAnsi"]
        used += ["cs"] if is_complex else []
        used += ["eastAsia"] if value(fonts, "hint") == "eastAsia" else []
        for attribute in used:
            theme = value(fonts, f"{attribute}Theme" if attribute != "cs" else "cstheme")
            name = self._theme.font(theme) if theme else value(fonts, attribute)
            if name:
                yield name.casefold().split(";")[0].strip()


def _doubts(found: Found, size: int) -> Iterator[str]:
    """Say what of the properties may make words read otherwise, whatever their colour and font."""
    for name in found:
        if name not in RUN_PROPERTIES:
            yield f"the property {name.removeprefix('?:')}"
    if measure(found.get("w"), "val", 100) not in _WIDTHS:
        yield "letters of another width"
    if abs(measure(found.get("position"), "val", 0)) > _OUT_OF_LINE:
        yield "words raised or lowered out of their line"
    if size >= _SIZES.stop:
        yield "letters that are too large for the page"
    apart = measure(found.get("spacing"), "val", 0)
    if apart < -size:  # a tenth of the letters' height: a space between words still shows
        yield "letters that stand on each other"
    elif apart > 10 * size:
        yield "letters far from each other"
    behind = _HIGHLIGHTS.get(value(found["highlight"])) if "highlight" in found else None
    if behind and not can_be_read((0, 0, 0), behind):
        yield "words under a dark highlight"
    if measure(found.get("bdr"), "sz", 0) > _THICKEST_FRAME:
        yield "a thick frame around words"


def _is_text_font(name: str) -> bool:
    return name in TEXT_FONTS or name.startswith(("noto sans ", "noto serif "))


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
