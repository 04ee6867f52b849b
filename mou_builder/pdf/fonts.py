"""Which fonts a DOCX draws its words in, and which of them an engine lacks.

A run's font is its own, else its character style's, its paragraph's style's, or the document's
default (ISO/IEC 29500-1, 17.7.2); a theme font is looked up in the theme (17.3.2.26).
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache

from lxml import etree

from mou_builder.diagnostic import Diagnostic
from mou_builder.pdf.docx_body import parse_xml
from mou_builder.pdf.preparing import W
from mou_builder.pdf.values import warning

_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def fonts_asked_for(docx: bytes) -> frozenset[str]:
    """The families that the words of a DOCX are set in, headers and footers included."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        names = package.namelist()
        styles = package.read("word/styles.xml") if "word/styles.xml" in names else b"<none/>"
        theme = package.read("word/theme/theme1.xml") if "word/theme/theme1.xml" in names else b""
        stories = [parse_xml(package.read(name)) for name in names if _STORY.fullmatch(name)]
    sheet = _stylesheet(styles, theme)
    return frozenset(
        family
        for story in stories
        for paragraph in story.iter(f"{W}p")
        for family in sheet.fonts_of(paragraph)
    )


def missing_font_warnings(
    docx: bytes, carried: frozenset[str] | None, file: str
) -> tuple[Diagnostic, ...]:
    """MOU505 for each family asked for that is not among the ``carried``."""
    if carried is None:
        return ()
    return tuple(
        warning(
            "MOU505",
            file,
            f"the font “{family}” is not available for the PDF; another one is used in its place",
            "lines and pages may break elsewhere than in Word; fonts that come out as in Word: "
            "Arial, Calibri, Cambria, Courier New, Georgia, Times New Roman",
        )
        for family in sorted(fonts_asked_for(docx) - carried)
    )


class _Stylesheet:
    """The fonts of styles, inherited ones included."""

    def __init__(self, styles: bytes, theme: bytes) -> None:
        root = parse_xml(styles)
        self._theme = _theme_fonts(theme)
        self._default = self._own(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._styles = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
        self._known: dict[str, str | None] = {}
        self._normal = next(
            (
                style
                for style, each in self._styles.items()
                if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true")
            ),
            "",
        )

    def fonts_of(self, paragraph: etree._Element) -> frozenset[str]:
        """The families of a paragraph's Latin text; none where there are no words or no font."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = self._normal if style is None else style.get(f"{W}val", "")
        found = {
            self._family(run.find(f"{W}rPr"), name)
            for run in paragraph.iter(f"{W}r")
            if any(each.text and not each.text.isspace() for each in run.iterfind(f"{W}t"))
        }
        return frozenset(each for each in found if each)

    def _family(self, properties: etree._Element | None, style: str) -> str | None:
        if properties is not None:
            if own := self._own(properties):
                return own
            run_style = properties.find(f"{W}rStyle")
            if run_style is not None and (own := self._of_style(run_style.get(f"{W}val", ""))):
                return own
        return self._of_style(style) or self._default

    def _of_style(self, name: str) -> str | None:
        if name not in self._known:
            self._known[name] = self._searched(name)
        return self._known[name]

    def _searched(self, name: str) -> str | None:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            if family := self._own(style.find(f"{W}rPr")):
                return family
            parent = style.find(f"{W}basedOn")
            name = "" if parent is None else parent.get(f"{W}val", "")
        return None

    def _own(self, properties: etree._Element | None) -> str | None:
        fonts = None if properties is None else properties.find(f"{W}rFonts")
        if fonts is None:
            return None
        if theme := fonts.get(f"{W}asciiTheme"):
            return self._theme.get(theme.removesuffix("Ascii").removesuffix("HAnsi"))
        family: str | None = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
        return family


# The documents of a batch share one template, so its styles are read once.
@lru_cache(maxsize=8)
def _stylesheet(styles: bytes, theme: bytes) -> _Stylesheet:
    return _Stylesheet(styles, theme)


def _theme_fonts(theme: bytes) -> dict[str, str]:
    if not theme:
        return {}
    root = parse_xml(theme)
    found = {}
    for name in ("major", "minor"):
        latin = root.find(f".//{_A}{name}Font/{_A}latin")
        if latin is not None:
            found[name] = latin.get("typeface", "")
    return found
