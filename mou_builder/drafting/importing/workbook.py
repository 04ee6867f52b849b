"""An Excel workbook (.xlsx, .xlsm) that somebody sent, opened within bounds.

Read here and not by a library, because a library reads what is stored: it does not say what a cell
shows, believes a sheet about its size, and has no bound on what it unpacks. The parts are those of
SpreadsheetML (ISO/IEC 29500-1, part 18), in its transitional and its strict form.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers import expat

from mou_builder.drafting.importing.bounds import MOST_CELLS, MOST_CHARACTERS, TooLarge
from mou_builder.drafting.importing.number_format import BUILT_IN, LONGEST_FORMAT
from mou_builder.frozen import dataclass, field

MOST_UNPACKED = 30_000_000
"""Bytes of one part of a workbook when it is unpacked; 200,000 cells have about 12,000,000."""
_MOST_PARTS = 2_000
_MOST_STYLES = 65_000
_MOST_SHEETS = 1_000
_CHUNK = 1 << 16
_SPREADSHEET = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class BrokenWorkbook(ValueError):
    """A workbook that cannot be read; says why."""


@dataclass(frozen=True)
class SheetEntry:
    """A worksheet as the workbook lists it: its name, its part, and whether it is hidden."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True)
class Workbook:
    """An opened workbook.

    Where it ``computes_on_opening``, the stored values of its formulas are not those that it shows.
    ``formats`` has the number format of each style of a cell, ``struck_styles`` and
    ``struck_texts`` the numbers of those that strike through what they show, ``hidden_styles``
    those that show it white on white.
    """

    archive: zipfile.ZipFile
    sheets: tuple[SheetEntry, ...]
    epoch_1904: bool = False
    computes_on_opening: bool = False
    texts: tuple[str, ...] = ()
    struck_texts: frozenset[int] = frozenset()
    formats: tuple[str, ...] = field(default=("General",))
    struck_styles: frozenset[int] = frozenset()
    hidden_styles: frozenset[int] = frozenset()

    def format_of(self, style: str | None) -> str:
        """Return the number format of a style, of the first where a cell names none.

        Raises `BrokenWorkbook` for one that there is not.
        """
        try:
            return self.formats[_number(style or "0")]
        except IndexError:
            raise BrokenWorkbook(
                f"a cell has the style {style}, which the workbook does not have"
            ) from None

    def strikes(self, style: str | None) -> bool:
        """Tell whether a style strikes through what it shows."""
        return bool(self.struck_styles) and _number(style or "0") in self.struck_styles

    def hides(self, style: str | None) -> bool:
        """Tell whether a style shows white words on a cell without a color of its own."""
        return bool(self.hidden_styles) and _number(style or "0") in self.hidden_styles


def open_workbook(data: bytes) -> Workbook:
    """Open a workbook; raise `BrokenWorkbook` for another file, `TooLarge` beyond the bounds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise BrokenWorkbook("its ZIP archive is damaged") from None
    names = archive.namelist()
    if len(names) > _MOST_PARTS:
        raise TooLarge(f"it has more than {_MOST_PARTS:,} parts")
    if len(names) != len(set(names)):
        raise BrokenWorkbook("it has two parts of one name")
    if "_rels/.rels" not in names:
        raise BrokenWorkbook(_what_else(names))
    links = _links_of_part(archive, "")
    main = next((each for kind, each in links.values() if kind == "officeDocument"), None)
    if main is None or main not in names:
        raise BrokenWorkbook(_what_else(names))
    return _opened_parts(archive, main)


def _what_else(names: list[str]) -> str:
    if "content.xml" in names or "mimetype" in names:
        return "it is an OpenDocument file; save it as an Excel workbook (.xlsx) or as CSV"
    if any(each.startswith("word/") for each in names):
        return "it is a Word document"
    return "it is a ZIP archive and not a workbook"


def _opened_parts(archive: zipfile.ZipFile, main: str) -> Workbook:
    if main.endswith(".bin"):
        raise BrokenWorkbook("it is a binary workbook (.xlsb); save it as .xlsx")
    if main.startswith("word/"):
        raise BrokenWorkbook("it is a Word document")
    links = _links_of_part(archive, main)
    sheets: list[SheetEntry] = []
    is_1904 = computes = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal is_1904, computes
        if name == "workbookPr":
            is_1904 = is_on(attributes, "date1904")
        elif name == "calcPr":
            computes = is_on(attributes, "fullCalcOnLoad")
        elif name == "sheet" and len(sheets) < _MOST_SHEETS:
            link = next((attributes[f"{each} id"] for each in _LINKS
                         if f"{each} id" in attributes), "")  # fmt: skip
            kind, part = links.get(link, ("", ""))
            if kind == "worksheet":
                is_hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetEntry(attributes.get("name", ""), part, is_hidden))

    parse_part(archive, main, start)
    parts = dict(links.values())
    texts, struck_texts = (
        _shared_texts(archive, parts["sharedStrings"])
        if "sharedStrings" in parts
        else ((), frozenset())
    )
    styles = _Styles()
    if "styles" in parts:
        parse_part(archive, parts["styles"], styles.start, styles.end)
    return Workbook(
        archive,
        tuple(sheets),
        is_1904,
        computes,
        texts,
        struck_texts,
        tuple(styles.formats) or ("General",),
        frozenset(styles.struck),
        frozenset(styles.hidden),
    )


def _links_of_part(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the target of each link of a part, by the id of the link."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rsplit("/", 1)[-1]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels in archive.namelist():
        parse_part(archive, rels, start)
    return found


def _shared_texts(archive: zipfile.ZipFile, part: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the shared texts (section 18.4.8), and the numbers of those with struck words."""
    reading = _SharedTexts()
    parse_part(archive, part, reading.start, reading.end, reading.text)
    return tuple(reading.found), frozenset(reading.struck)


class _SharedTexts:
    """Takes the elements of the shared texts; of one with phonetic signs, the words alone."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.struck: set[int] = set()
        self.pieces: list[str] = []
        self.inside = {"t": 0, "rPh": 0}
        self.characters = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name in self.inside:
            self.inside[name] += 1
        elif is_struck(name, attributes):
            self.struck.add(len(self.found))
        elif name == "si":
            self.pieces = []

    def end(self, name: str) -> None:
        if name in self.inside:
            self.inside[name] -= 1
        elif name == "si":
            self.found.append("".join(self.pieces))
            if len(self.found) > MOST_CELLS:
                raise TooLarge(f"it has more than {MOST_CELLS:,} texts")

    def text(self, piece: str) -> None:
        if self.inside["t"] and not self.inside["rPh"]:
            self.pieces.append(piece)
            self.characters += len(piece)
            if self.characters > MOST_CHARACTERS:
                raise TooLarge(f"its texts have more than {MOST_CHARACTERS:,} characters")


def is_on(attributes: Attributes, name: str, *, otherwise: bool = False) -> bool:
    """Tell whether a switch is on (section 22.9.2.7); ``otherwise`` holds where it is not set."""
    return attributes.get(name, "1" if otherwise else "0") in ("1", "true", "on")


def is_struck(name: str, attributes: Attributes) -> bool:
    """Tell whether an element of a font says that words are struck through (section 18.4.10)."""
    return name == "strike" and is_on(attributes, "val", otherwise=True)


class _Styles:
    """Takes the styles of cells (``cellXfs``, section 18.8.10): number formats, struck fonts."""

    def __init__(self) -> None:
        self.codes = dict(BUILT_IN)
        self.formats: list[str] = []
        self.struck: set[int] = set()
        self.struck_fonts: set[int] = set()
        self.hidden: set[int] = set()
        self.white_fonts: set[int] = set()
        self.colored_fills: set[int] = set()
        self.fonts = self.fills = 0
        self.inside = ""

    def start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "fonts" | "fills" | "cellXfs":
                self.inside = name
            case "numFmt" if not self.inside:
                number = _number(attributes.get("numFmtId", ""))
                self.codes[number] = attributes.get("formatCode", "")
            case "font" if self.inside == "fonts":
                self.fonts += 1
            case "strike" if self.inside == "fonts" and is_struck(name, attributes):
                self.struck_fonts.add(self.fonts - 1)
            case "xf" if self.inside == "cellXfs":
                self.style(attributes)
            case _:
                self.color(name, attributes)
        if max(len(self.formats), len(self.codes), self.fonts, self.fills) > _MOST_STYLES:
            raise TooLarge(f"it has more than {_MOST_STYLES:,} styles")

    def color(self, name: str, attributes: Attributes) -> None:
        """Take from an element whether a font is white, or a cell has a color."""
        match name:
            case "color" if self.inside == "fonts" and _is_white(attributes):
                self.white_fonts.add(self.fonts - 1)
            case "fill" if self.inside == "fills":
                self.fills += 1
            case "gradientFill" if self.inside == "fills":
                self.colored_fills.add(self.fills - 1)
            case "patternFill" if attributes.get("patternType", "none") not in ("none", "gray125"):
                self.colored_fills.add(self.fills - 1)
            case _:
                pass

    def style(self, attributes: Attributes) -> None:
        if _number(attributes.get("fontId", "0")) in self.struck_fonts:
            self.struck.add(len(self.formats))
        is_colored = _number(attributes.get("fillId", "0")) in self.colored_fills
        if not is_colored and _number(attributes.get("fontId", "0")) in self.white_fonts:
            self.hidden.add(len(self.formats))
        number = _number(attributes.get("numFmtId", "0"))
        self.formats.append(self.codes.get(number, f"number {number}")[: LONGEST_FORMAT + 1])

    def end(self, name: str) -> None:
        if name == self.inside:
            self.inside = ""


def _is_white(attributes: Attributes) -> bool:
    """Tell whether a color is white: by its value, or as the background of the theme (18.8.3)."""
    is_background = attributes.get("theme") == "0" and "tint" not in attributes
    return attributes.get("rgb", "").upper().endswith("FFFFFF") or is_background


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise BrokenWorkbook(f"“{text[:20]}” stands where a number should be")
    return int(text)


def parse_part(
    archive: zipfile.ZipFile,
    part: str,
    start: Start,
    end: End = lambda _: None,
    text: Text = lambda _: None,
) -> None:
    """Read one XML part piece by piece, its elements by their local names.

    Elements of other namespaces than SpreadsheetML and those of links are passed over. Raises
    `BrokenWorkbook`, also for a document type declaration, whose entities may expand without end,
    and `TooLarge`.
    """
    local: dict[str, str] = {}

    def known(name: str) -> str:
        if name not in local:
            space, _, bare = name.rpartition(" ")
            is_ours = space in _SPREADSHEET or space == _RELATIONSHIPS
            local[name] = bare if is_ours else ""
        return local[name]

    def started(name: str, attributes: dict[str, str]) -> None:
        if bare := known(name):
            start(bare, attributes)

    def ended(name: str) -> None:
        if bare := known(name):
            end(bare)

    def declared(*_: object) -> None:
        raise BrokenWorkbook(
            "it has a document type declaration, which no spreadsheet program writes"
        )

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = declared
    try:
        _feed_parser(archive, part, parser)
    except expat.ExpatError:
        raise BrokenWorkbook(f"its part {part} is not XML") from None


def _feed_parser(archive: zipfile.ZipFile, part: str, parser: expat.XMLParserType) -> None:
    size = 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > MOST_UNPACKED:
                    limit = MOST_UNPACKED // 1_000_000
                    raise TooLarge(f"its part {part} unpacks to more than {limit} MB")
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except KeyError:
        raise BrokenWorkbook(f"it has no part {part}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise BrokenWorkbook(f"its part {part} is damaged") from None
    except RuntimeError:  # as zipfile says it
        raise BrokenWorkbook("it has a password") from None
