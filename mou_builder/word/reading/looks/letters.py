"""Whether letters print as they stand in the file: one judgment for words, numbers and signs.

What is within the limits below is read; everything else is reported by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.reading.looks.colours import (
    HIGHLIGHTS,
    Colour,
    Theme,
    can_be_read,
    colour_of,
    shifted,
)
from mou_builder.word.reading.looks.measures import measure
from mou_builder.word.reading.understood import RUN_PROPERTIES, SYMBOL_FONTS, TEXT_FONTS
from mou_builder.word.vocabulary import WORD_2010, child, means_on, value

_SIZES = range(10, 289)
"""The sizes of letters that can be read, in half points: from five points to two inches."""
_USUAL_SIZE = 20
_WIDTHS = range(50, 201)
"""The widths of letters, in percent, that leave spaces between words visible."""
_RAISED, _OUT_OF_LINE = 3, 24
"""Words further above or below the line are raised, or out of the line; in half points."""
_THICKEST_FRAME = 48
"""The thickest line around words, in eighths of a point: a thicker one covers other words."""
_FILL_COLOUR = f"{{{WORD_2010}}}val"
WHITE: Colour = (255, 255, 255)
Found = Mapping[str, etree._Element]
"""The properties of words by name, from all places that set them."""
Shadings = Iterable[etree._Element | None]


@dataclass(frozen=True)
class WordsLook:
    """How some words look.

    ``unseen`` says why they cannot be seen or read on paper, "" if they can; ``symbols`` is the
    symbol font that prints other signs instead of the letters, "" for none. ``doubts`` say what may
    make them read differently. ``is_right_to_left`` is a property of the run, not of its letters.
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
    """Judges the properties of words in one document, with its theme, fonts and paper."""

    def __init__(self, theme: Theme, own_fonts: Mapping[str, str], page: Colour) -> None:
        self._theme = theme
        self._own_fonts = {name.casefold(): why for name, why in own_fonts.items()}
        self._page = page

    def judged(self, found: Found, on: Set[str], shadings: Shadings) -> WordsLook:
        """Return how words look; ``on`` are the toggle properties that are on.

        ``shadings`` are behind them, from the nearest to the farthest.
        """
        is_complex = any(each in found and means_on(value(found[each])) for each in ("cs", "rtl"))
        font, font_doubt = self._judged_font(found.get("rFonts"), is_complex)
        size = measure(found.get("sz"), "val", _USUAL_SIZE)
        if is_complex:  # then Word uses the properties for complex scripts (17.3.2.7)
            size = min(size, measure(found.get("szCs"), "val", _USUAL_SIZE))
        shadings = tuple(shadings)
        doubts = [*_doubts_about_properties(found, size), *([font_doubt] if font_doubt else [])]
        doubts += self._doubts_about_colours(found, shadings)
        fill, outline = found.get("w14:textFill"), found.get("w14:textOutline")
        if fill is not None and self._fill(fill) is None:
            doubts.append("the property w14:textFill")
        if outline is not None and child(outline, "w14:noFill") is None:
            doubts.append("the property w14:textOutline")
        raised = value(found["vertAlign"]) if "vertAlign" in found else ""
        position = abs(measure(found.get("position"), "val", 0))
        return WordsLook(
            self._why_unseen(found, on, size, shadings),
            font,
            tuple(doubts),
            "rtl" in found and means_on(value(found["rtl"])),
            raised in ("superscript", "subscript") or _RAISED < position <= _OUT_OF_LINE,
            bool(on & {"caps", "smallCaps"}),
            size,
        )

    def _why_unseen(self, found: Found, on: Set[str], size: int, shadings: Shadings) -> str:
        if on & {"vanish", "specVanish"}:
            return "hidden"
        if on & {"strike", "dstrike"}:
            return "struck through by formatting, not deleted"
        if size < _SIZES.start:
            return "too small to read"
        # Words without a color of their own get one that stands out from the ground. Programs
        # that do not know themes take the colors that are written beside those of the theme.
        for by_theme in (True, False):
            colour = self._colour(found.get("color"), "val", by_theme)
            ground = self._colour_behind(found, shadings, by_theme)
            filled = self._fill(found.get("w14:textFill"))
            if any(each is not None and not can_be_read(each, ground) for each in (colour, filled)):
                return "of the color of the paper"
        return ""

    # Colors

    def _colour(
        self, element: etree._Element | None, attribute: str, by_theme: bool
    ) -> Colour | None:
        """The color of an element: one of the theme, or else that of an attribute."""
        if element is None:
            return None
        theme = "themeFill" if attribute == "fill" else "themeColor"
        name = value(element, theme) if by_theme else ""
        if name and name != "none":
            colour = self._theme.colour(name)
            theme = theme.removesuffix("Color")
            tint, shade = value(element, f"{theme}Tint"), value(element, f"{theme}Shade")
            return shifted(colour, tint, shade) if colour else None
        return colour_of(value(element, attribute))

    def _fill(self, element: etree._Element | None) -> Colour | None:
        """The color that letters are filled with ([MS-DOCX], 2.6.1.15); None for any other fill.

        Pages gives every word such a fill.
        """
        solid = child(element, "w14:solidFill", "w14:srgbClr")
        return None if solid is None or len(solid) else colour_of(str(solid.get(_FILL_COLOUR, "")))

    def _doubts_about_colours(self, found: Found, shadings: Shadings) -> Iterator[str]:
        """Yield which colors are not known, of words or behind them."""
        if "highlight" in found and value(found["highlight"]) not in (*HIGHLIGHTS, "none", ""):
            yield "a highlight that is not known"
        for each, attributes in (
            (found.get("color"), (("val", "themeColor"),)),
            *((each, (("fill", "themeFill"), ("color", "themeColor"))) for each in shadings),
        ):
            for attribute, theme in attributes if each is not None else ():
                text, name = value(each, attribute), value(each, theme)
                if text not in ("", "auto") and colour_of(text) is None:
                    yield f"the color {text[:20]}, which is not known"
                if name not in ("", "none") and not self._theme.knows(name):
                    yield f"the color {name[:20]}, which the theme does not have"

    def is_dark(self, shading: etree._Element) -> bool:
        """Tell whether black words cannot be seen on a shading."""
        colours = [self._shading_colour(shading, by_theme) for by_theme in (True, False)]
        return any(each is not None and not can_be_read((0, 0, 0), each) for each in colours)

    def _colour_behind(self, found: Found, shadings: Shadings, by_theme: bool) -> Colour:
        """The color behind words: of their highlight, the nearest shading, or the paper."""
        if highlight := _highlight(found):
            return highlight
        for each in shadings:
            if each is not None and (colour := self._shading_colour(each, by_theme)):
                return colour
        return self._page

    def _shading_colour(self, shading: etree._Element, by_theme: bool) -> Colour | None:
        """The color of a shading, mixed with that of its pattern (17.3.5)."""
        fill = self._colour(shading, "fill", by_theme)
        share = _share_covered(value(shading))
        if not share:
            return fill
        over = self._colour(shading, "color", by_theme) or (0, 0, 0)
        under = fill or self._page
        red, green, blue = (
            round(share * a + (1 - share) * b) for a, b in zip(over, under, strict=True)
        )
        return (red, green, blue)

    # Fonts

    def _judged_font(self, fonts: etree._Element | None, is_complex: bool) -> tuple[str, str]:
        """Return the symbol font, "" for none, and the doubt about a font, "" for none."""
        names = list(self._font_names(fonts, is_complex)) if fonts is not None else []
        for name in names:
            if name in SYMBOL_FONTS:
                return name, ""
        for name in names:
            if name in self._own_fonts:
                return "", f"the font {name}, {self._own_fonts[name]}"
            if name not in TEXT_FONTS and not name.startswith(("noto sans ", "noto serif ")):
                return "", f"the font {name}, whose letters are not known"
        return "", ""

    def _font_names(self, fonts: etree._Element, is_complex: bool) -> Iterator[str]:
        """Yield the fonts that letters may be printed in (17.3.2.26)."""
        used = ["ascii", "hAnsi"]
        used += ["cs"] if is_complex else []
        used += ["eastAsia"] if value(fonts, "hint") == "eastAsia" else []
        for attribute in used:
            theme = value(fonts, f"{attribute}Theme" if attribute != "cs" else "cstheme")
            for name in (self._theme.font(theme) if theme else "", value(fonts, attribute)):
                if name:
                    yield name.casefold().split(";")[0].strip()


def _doubts_about_properties(found: Found, size: int) -> Iterator[str]:
    """Yield why words may read differently, their colors and fonts aside."""
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
    narrow = min(measure(found.get("w"), "val", 100), 100)
    # A tenth of the letters' height leaves spaces between words visible.
    if apart < 0 and apart < -size * narrow // 100:
        yield "letters that stand on each other"
    elif apart > 10 * size:
        yield "letters far from each other"
    behind = _highlight(found)
    if behind and not can_be_read((0, 0, 0), behind):
        yield "words under a dark highlight"
    if measure(found.get("bdr"), "sz", 0) > _THICKEST_FRAME:
        yield "a thick frame around words"


def _highlight(found: Found) -> Colour | None:
    name = value(found["highlight"]) if "highlight" in found else ""
    return colour_of(HIGHLIGHTS.get(name, ""))


def _share_covered(pattern: str) -> float:
    """The share of the ground that a pattern covers (17.18.78); all of it for stripes and grids."""
    if pattern in ("", "clear", "nil"):
        return 0.0
    percent = pattern.removeprefix("pct")
    is_percent = percent != pattern and percent.isascii() and percent.isdigit()
    return int(percent) / 100 if is_percent else 1.0
