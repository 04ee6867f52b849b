"""The colors of a document: names in its theme, lighter and darker variants, contrast."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from mou_builder.frozen import dataclass, field
from mou_builder.word.vocabulary import child, children, local_name, value

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""
_LEAST_CONTRAST = 1.6
"""The least contrast (WCAG 2.1, 1.4.3) with which words can be seen at all."""
_THEME_ROLES = {
    "background1": "lt1",
    "text1": "dk1",
    "background2": "lt2",
    "text2": "dk2",
    "light1": "lt1",
    "dark1": "dk1",
    "light2": "lt2",
    "dark2": "dk2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_MAPPED = {"background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2"} | {
    name: name for name in ("hyperlink", "followedHyperlink", *(f"accent{n}" for n in range(1, 7)))
}
"""Names of colors that the settings can map to others (17.15.1.20), and their names there."""
HIGHLIGHTS = {
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "blue": "0000FF",
    "red": "FF0000",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
    "black": "000000",
    "white": "FFFFFF",
}
"""The colors of highlights (17.18.40) as Word shows them, which the standard names otherwise."""
_OF_SYSTEM = {"window": "FFFFFF", "windowText": "000000"}
_SCRIPTS = {"EastAsia": "a:ea", "Bidi": "a:cs"}
"""The fonts of a theme for some scripts, by how their names end."""
_USUAL_THEME = {"lt1": "FFFFFF", "dk1": "000000", "lt2": "EEECE1", "dk2": "1F497D"}


@dataclass(frozen=True)
class Theme:
    """The colors and fonts that a document refers to by their role in its theme (20.1.6)."""

    colours: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    mapped: Mapping[str, str] = field(default_factory=dict)

    def colour(self, name: str) -> Colour | None:
        """The color of a name (17.18.97), None if it is not known."""
        role = _THEME_ROLES.get(self.mapped.get(_MAPPED.get(name, ""), name), name)
        return colour_of(self.colours.get(role, _USUAL_THEME.get(role, "")))

    def knows(self, name: str) -> bool:
        """Tell whether the color of a name is known, or there is no theme to have it."""
        return not self.colours or self.colour(name) is not None

    def font(self, name: str) -> str:
        """The font of a name such as ``minorHAnsi`` (17.18.96), "" if there is no theme.

        A font that depends on the language of the words has no name but this one.
        """
        kind = "major" if name.startswith("major") else "minor"
        script = next((each for each in _SCRIPTS if name.endswith(each)), "")
        return self.fonts.get(kind + script) or (name if self.fonts and script else "")


def read_theme(root: etree._Element | None, settings: etree._Element | None) -> Theme:
    """Read a theme part, and how the settings map its colors."""
    colours: dict[str, str] = {}
    fonts: dict[str, str] = {}
    elements = child(root, "a:themeElements")
    for each in children(child(elements, "a:clrScheme")):
        kind = next(iter(each), None)
        if kind is not None:
            colours[local_name(each)] = _plain_colour(kind)
    for each in children(child(elements, "a:fontScheme")):
        kind = local_name(each).removesuffix("Font")
        for script, name in (("", "a:latin"), *_SCRIPTS.items()):
            found = child(each, name)
            if found is not None:
                fonts[kind + script] = str(found.get("typeface", ""))
    mapping = child(settings, "clrSchemeMapping")
    mapped = {}
    if mapping is not None:
        mapped = {name: to for name in _MAPPED.values() if (to := value(mapping, name))}
    return Theme(colours, fonts, mapped)


def _plain_colour(element: etree._Element) -> str:
    """Return the color that an element of a theme is, "" if it has to be calculated (20.1.2.3)."""
    given = str(element.get("lastClr") or element.get("val"))
    match local_name(element):
        case "srgbClr" | "sysClr" if not len(element):
            return _OF_SYSTEM.get(given, given)
        case _:
            return ""


def colour_of(text: str) -> Colour | None:
    """Return the color of six hexadecimal digits, None for anything else."""
    if len(text) != 6:
        return None
    try:
        return (int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16))
    except ValueError:
        return None


def shifted(colour: Colour, tint: str, shade: str) -> Colour:
    """A theme's color made lighter or darker, by hexadecimal parts of 255 (17.3.2.6)."""
    red, green, blue = colour
    for text, towards in ((tint, 255), (shade, 0)):
        try:
            part = int(text, 16) / 255 if text else 1.0
        except ValueError:
            part = 1.0
        red, green, blue = (
            round(each * part + towards * (1 - part)) for each in (red, green, blue)
        )
    return red, green, blue


def can_be_read(words: Colour, ground: Colour) -> bool:
    """Tell whether words stand out from the ground at all."""
    light, dark = sorted((_luminance(words), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05) >= _LEAST_CONTRAST


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        each / 255 / 12.92 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4
        for each in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
