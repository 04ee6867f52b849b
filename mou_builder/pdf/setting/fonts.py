"""The fonts that a PDF is set in: those that come with the program, and a municipality's own.

No font of the machine is read, so that the same input gives the same bytes everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import typst

from mou_builder.diagnostic import Diagnostic, refusal
from mou_builder.frozen import dataclass
from mou_builder.pdf.setting.font_files import FontFile, read_font, refuse_endless
from mou_builder.pdf.values import warning
from mou_builder.word.look import CharacterLook
from mou_builder.word.template.looks.picture_files import words_of_drawing

_PACKAGE = Path(__file__).resolve().parent.parent.parent
_INSTALLED = _PACKAGE / "data" / "templates" / "fonts"
PACKAGED_FONTS = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "templates" / "fonts"
"""The folder of the fonts that come with the program."""

_SERIF, _SANS = "Liberation Serif", "Liberation Sans"
_SAME_WIDTHS = {
    "arial": _SANS,
    "calibri": "Carlito",
    "helvetica": _SANS,
    "times": _SERIF,
    "times new roman": _SERIF,
}
"""Families that Word has, and those of ours whose letters are exactly as wide."""

_WITHOUT_SERIFS = (
    *("aptos", "avenir", "corbel", "franklin", "gill", "gothic", "lucida", "myriad", "sans"),
    *("segoe", "tahoma", "trebuchet", "verdana"),
)
"""Pieces of the names of families without serifs."""

STANDARDS: Any = ["ua-1", "a-3b"]
_BOLD = 600
_SHORT = 80
_UNSEEN = frozenset(
    map(chr, (*range(0x20), 0xAD, 0x2011, *range(0x200B, 0x2010), *range(0x202A, 0x202F)))
)

FontPlace = tuple[Path, int]
"""The file of a font, and which one of the file it is."""


@dataclass(frozen=True)
class Fonts:
    """Fonts in folders, that of the program and a municipality's own.

    Raises `Refused` (MOU508) for a folder without a font, or with one that cannot be read.
    """

    own: tuple[Path, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are read."""
        return (PACKAGED_FONTS, *self.own)

    @cached_property
    def book(self) -> typst.Fonts:
        """The same fonts, as Typst has them."""
        return _book(self.folders)

    @cached_property
    def _faces(self) -> dict[str, dict[tuple[bool, bool], FontPlace]]:
        faces: dict[str, dict[tuple[bool, bool], FontPlace]] = {}
        for each in self.book.fonts():
            look = (each.weight >= _BOLD, each.style != "normal")
            family = faces.setdefault(each.family.casefold(), {})
            if each.path is not None and (look not in family or each.weight in (400, 700)):
                family[look] = (Path(each.path), each.index)
        return faces

    def own_places(self) -> tuple[FontPlace, ...]:
        """Return where each font of its own is; raise `Refused` (MOU508) for a folder without."""
        places: list[FontPlace] = []
        for folder in self.own:
            refuse_endless(folder)
            found = _book((folder,)).fonts()
            if not found:
                raise refusal(
                    "MOU508",
                    str(folder),
                    "there is no font in this folder",
                    "give the folder that holds the font files (.ttf or .otf): --fonts DIR",
                )
            places += ((Path(each.path), each.index) for each in found if each.path is not None)
        return tuple(places)

    def family(self, name: str) -> str:
        """The family that words in ``name`` are set in."""
        known = name.casefold()
        if known in self._faces:
            return name
        if known in _SAME_WIDTHS:
            return _SAME_WIDTHS[known]
        return _SANS if any(each in known for each in _WITHOUT_SERIFS) else _SERIF

    def families(self, name: str) -> list[str]:
        """The families of words in ``name``: its own, and one that has what its letters lack."""
        own, known = self.family(name), name.casefold()
        is_sans = own in (_SANS, "Carlito") or any(each in known for each in _WITHOUT_SERIFS)
        return list(dict.fromkeys((own, _SANS if is_sans else _SERIF)))

    def is_replaced(self, name: str) -> bool:
        """Tell whether words in ``name`` come out in letters of other widths."""
        return name.casefold() not in _SAME_WIDTHS.keys() | self._faces.keys()

    def file(self, look: CharacterLook) -> FontFile:
        """The font of some words; the family's nearest where it lacks the weight or slope."""
        asked = look.font, look.bold, look.italic
        if asked not in self._files:
            faces = self._faces[self.family(look.font).casefold()]
            wanted = ((look.bold, look.italic), (look.bold, False), (False, look.italic))
            found = next((faces[each] for each in wanted if each in faces), None)
            self._files[asked] = read_font(*(found or next(iter(faces.values()))))
        return self._files[asked]

    @cached_property
    def _files(self) -> dict[tuple[str, bool, bool], FontFile]:
        """The fonts that were asked for."""
        return {}

    @cached_property
    def _families_characters(self) -> list[frozenset[str]]:
        """The characters of each family."""
        files = (next(iter(faces.values())) for faces in self._faces.values())
        return [frozenset(map(chr, read_font(*each).glyphs)) for each in files]

    def show(self, drawing: bytes) -> bool:
        """Tell whether a drawing in SVG can be shown, with the words in it."""
        has_letters = not any(map(self.lacking, words_of_drawing(drawing)))
        return has_letters and _is_shown(self.folders, drawing)

    @cached_property
    def _characters(self) -> frozenset[str]:
        """Every character that some font has; Typst takes it from there."""
        return frozenset(_UNSEEN.union(*self._families_characters))

    @cached_property
    def _shared(self) -> frozenset[str]:
        """The characters that every font has."""
        return frozenset.intersection(*self._families_characters)

    def lacking(self, text: str) -> str:
        """The characters that no font has, each once."""
        if text.isascii():
            return ""
        return "".join(dict.fromkeys(each for each in text if each not in self._characters))

    def draws_in_parts(self, text: str) -> bool:
        """Tell whether a letter may be drawn as several glyphs: it has a mark of its own."""
        letters = () if text.isascii() else unicodedata.normalize("NFC", text)
        return any(
            is_mark(each)
            or (each not in self._shared and is_mark(unicodedata.normalize("NFD", each)[-1]))
            for each in letters
        )


def is_mark(letter: str) -> bool:
    """Tell whether a character is a mark that stands on the one before it."""
    return unicodedata.category(letter).startswith("M")


@lru_cache(maxsize=64)
def _is_shown(folders: tuple[Path, ...], drawing: bytes) -> bool:
    source = (
        f'#set document(title: "T")\n#set text(font: ("{_SERIF}", "{_SANS}"))\n'
        f'#image(bytes({tuple(drawing)}), format: "svg", alt: "A")'
    )
    try:
        typst.compile(
            source.encode(),
            font_paths=_book(folders),
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
        )
    except typst.TypstError:
        return False
    return True


@lru_cache(maxsize=8)
def _book(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(each) for each in folders],
    )


def replaced_font_warnings(
    families: Iterable[str], fonts: Fonts, file: str
) -> tuple[Diagnostic, ...]:
    """MOU505 for each family whose letters are not at hand."""
    return tuple(
        warning(
            "MOU505",
            file,
            f"the font “{family}” is not available for the PDF; "
            f"{fonts.family(family)} is used in its place",
            "give the folder that holds its files (--fonts DIR); fonts that come out as in Word "
            "without it: Arial, Calibri, Times New Roman",
        )
        for family in sorted(set(families))
        if fonts.is_replaced(family)
    )


def unprintable(text: str, lacking: str, file: str, place: str) -> Diagnostic:
    """MOU504 for words with characters that no font has; ``place`` says whose words they are."""
    words = text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
    seen = (each if each.isprintable() else f"<U+{ord(each):04X}>" for each in lacking)
    refused = refusal(
        "MOU504",
        file,
        f"the PDF cannot show “{''.join(seen)}” in “{words}”{place}: no available font has it",
        "write it in other words, give a folder with a font that has it (--fonts DIR), or use "
        "--pdf-engine libreoffice, which has this machine's fonts",
    )
    return refused.diagnostics[0]
