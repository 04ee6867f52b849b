"""Each letter that a PDF draws, drawn once by itself and large: what it is as text, and as seen.

So what a font says of its letters is held against what it draws, in whichever way the two part:
another glyph, another encoding, another way back to Unicode, letters that are no text at all.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Dictionary, Pdf
from PIL import Image

from mou_builder.frozen import dataclass
from mou_builder.pdf.setting.fonts import FontPlace
from mou_builder.pdf_reading.drawing import drawn
from mou_builder.pdf_reading.letters.shapes import (
    CELL,
    FOOT,
    LEFT,
    SIZE,
    KnownLetters,
    Likeness,
    shape_of,
)
from mou_builder.pdf_reading.letters.used import Letter, UsedLetters

_ACROSS = 16
_ON_A_PAGE = _ACROSS * _ACROSS
_INK = 247
"""Shade below which something is drawn."""
HYPHENS = dict.fromkeys(map(ord, "\x02\u00ad\ufffe"), "-")
"""What PDFium makes of a hyphen at the end of a line."""
MOST_LETTERS = 5_000
"""Letters of all fonts together, each counted once."""


@dataclass(frozen=True)
class DrawnLetter:
    """What a letter is as text (nothing, one or several characters), and what it looks like.

    ``nearest`` is the other letter that it is most like, "" where nothing is drawn or nothing read.
    """

    text: str
    likeness: Likeness
    nearest: str = ""


def drawn_letters(used: UsedLetters, fonts: Sequence[FontPlace]) -> dict[Letter, DrawnLetter]:
    """Return each letter that a file uses, as it is read and as it is drawn.

    ``fonts`` are those whose letters are known beside those of the program.
    """
    known = KnownLetters(fonts)
    letters = sorted({each for page in used.pages for each in page})
    found: dict[Letter, DrawnLetter] = {}
    if not letters:
        return found
    document = pypdfium2.PdfDocument(_specimen(used, letters))
    for number, page in enumerate(document):
        here = letters[number * _ON_A_PAGE : (number + 1) * _ON_A_PAGE]
        found |= zip(here, _read(page, len(here), known), strict=True)
        page.close()
    document.close()
    return found


def _specimen(used: UsedLetters, letters: Sequence[Letter]) -> bytes:
    """Return a PDF in which each letter stands alone in a cell."""
    with Pdf.new() as pdf:
        fonts = {number: pdf.copy_foreign(used.fonts[number]) for number in {n for n, _ in letters}}
        for start in range(0, len(letters), _ON_A_PAGE):
            here = letters[start : start + _ON_A_PAGE]
            side = CELL * _ACROSS
            page = pdf.add_blank_page(page_size=(side, side))
            names = {f"/F{number}": fonts[number] for number in {n for n, _ in here}}
            page.obj.Resources = Dictionary(Font=Dictionary(names))
            content = (
                b"BT /F%d %d Tf 1 0 0 1 %d %d Tm <%s> Tj ET"
                % (font, SIZE, *_origin(at), code.hex().encode())
                for at, (font, code) in enumerate(here)
            )
            page.obj.Contents = pdf.make_stream(b"\n".join(content))
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


def _origin(at: int) -> tuple[int, int]:
    down, across = divmod(at, _ACROSS)
    return across * CELL + LEFT, (_ACROSS - down) * CELL - FOOT


def _read(page: Any, count: int, known: KnownLetters) -> Iterator[DrawnLetter]:
    cells = drawn(page).image.point([255 - each if each < _INK else 0 for each in range(256)])
    texts = _texts(page)
    for at in range(count):
        down, across = divmod(at, _ACROSS)
        left, top = across * CELL, down * CELL
        yield _judged(cells.crop((left, top, left + CELL, top + CELL)), texts.get(at, ""), known)


def _texts(page: Any) -> dict[int, str]:
    """Return the text of each cell, by where PDFium says that its letters begin."""
    text = page.get_textpage()
    found: dict[int, str] = {}
    x, y = c_double(), c_double()
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or not code:
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
        cell = int(_ACROSS - y.value / CELL) * _ACROSS + int(x.value / CELL)
        found[cell] = found.get(cell, "") + chr(code)
    text.close()
    return found


def _judged(cell: Image.Image, text: str, known: KnownLetters) -> DrawnLetter:
    shape = shape_of(cell)
    words = unicodedata.normalize("NFC", "".join(text.split()).translate(HYPHENS))
    if shape is None or not words:
        is_right = (shape is None) == (not words)
        return DrawnLetter(text, Likeness.AS_TEXT if is_right else Likeness.OTHERWISE)
    return DrawnLetter(text, *known.likeness(shape, words))
