"""Letters that are drawn as several glyphs, a base and its marks: each glyph gets its own text.

PDF/UA requires a text for every glyph. Typst gives each glyph of such a letter the text of the
whole letter, so that programs read the letter once for each glyph. Typst also states the letter
once beside the glyphs (ActualText, ISO 32000-2, 14.9.4), but only some programs heed that, and
where a mark is raised it covers the base alone, followed by the mark.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import pikepdf

from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.pdf.setting.fonts import is_mark
from mou_builder.pdf.setting.objects import PdfObjects

_ENTRY = pattern(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
"""A glyph and its text, as Typst writes them."""
_BEGINS = ("BDC", "BMC")
_FROM_RIGHT = frozenset({"R", "AL"})

_Glyph = tuple[int, int]
"""The number of the object that has the texts of its font, and its code there."""


@dataclass(frozen=True)
class _Drawn:
    """A glyph on a page: the text that the file has of it, and where what says so begins.

    ``said`` is the place of an operation; 0 where the text is that of the font.
    """

    glyph: _Glyph
    text: str
    said: int


def with_own_texts(pdf: bytes) -> bytes:
    """Return a PDF, as Typst writes it, in which each glyph of such letters has its own text."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = _Fonts()
        pages = [_Page(each, fonts) for each in opened.pages]
        own = {each.glyph: text for page in pages for each, text in page.parts}
        if not own:
            return pdf
        for each in (each for page in pages for each in page.alone):
            own.pop(each, None)  # which says what it says wherever it stands
        objects = PdfObjects(pdf)
        changed = dict(fonts.with_texts(own))
        changed |= {page.number: page.content(fonts) for page in pages if page.parts}
        for number, data in changed.items():
            entries, _ = objects.stream(number)
            objects.put_stream(number, entries, zlib.compress(data))
    return objects.written()


class _Fonts:
    """The texts of the glyphs of each font, by the number of the object that has them."""

    def __init__(self) -> None:
        self.files: dict[int, bytes] = {}
        self.texts: dict[_Glyph, str] = {}

    def number(self, font: Any) -> int:
        number: int = font.ToUnicode.objgen[0]
        if number not in self.files:
            self.files[number] = bytes(font.ToUnicode.get_stream_buffer())
            for code, text in _ENTRY.findall(self.files[number]):
                letters = bytes.fromhex(text.decode()).decode("utf-16-be")
                self.texts[number, int(code, 16)] = letters
        return number

    def with_texts(self, own: Mapping[_Glyph, str]) -> Iterator[tuple[int, bytes]]:
        """Yield what the fonts have to say in which some glyphs have texts of their own."""
        self.texts |= own
        for number in sorted({each for each, _ in own}):
            yield number, _ENTRY.sub(partial(self._entry, number), self.files[number])

    def _entry(self, number: int, found: re.Match[bytes]) -> bytes:
        letters = self.texts[number, int(found[1], 16)].encode("utf-16-be")
        return b"<%s> <%s>" % (found[1], letters.hex().upper().encode())


class _Page:
    """What is drawn on a page: ``parts`` are the glyphs of such letters, each with its own text.

    ``alone`` are glyphs that are whole letters, and have the text of their font.
    """

    def __init__(self, page: Any, fonts: _Fonts) -> None:
        self.number: int = page.obj.Contents.objgen[0]
        self.operations: list[Any] = list(pikepdf.parse_content_stream(page))
        self.parts: list[tuple[_Drawn, str]] = []
        self.alone: set[_Glyph] = set()
        drawn = self._drawn(page.obj.Resources.get("/Font", {}), fonts)
        for (text, _), same in groupby(drawn, key=lambda each: (each.text, each.glyph[0])):
            self._sort(text, list(same))

    def _drawn(self, named: Any, fonts: _Fonts) -> Iterator[_Drawn]:
        font = 0
        inside: list[tuple[int, str]] = [(0, "")]
        for at, each in enumerate(self.operations):
            match str(each.operator):
                case operator if operator in _BEGINS:
                    said = _said(each.operands)
                    inside.append((at, said) if said else inside[-1])
                case "EMC":
                    inside.pop()
                case "Tf":
                    font = fonts.number(named[str(each.operands[0])])
                case "Tj" | "TJ":
                    begin, said = inside[-1]
                    for code in _codes(each.operands[0]):
                        glyph = font, code
                        yield _Drawn(glyph, said or fonts.texts.get(glyph, ""), begin)

    def _sort(self, text: str, glyphs: Sequence[_Drawn]) -> None:
        """Part glyphs with one text, one after the other, into letters."""
        at = 0
        while at < len(glyphs):
            first = glyphs[at].glyph
            again = (n for n in range(at + 1, len(glyphs)) if glyphs[n].glyph == first)
            texts = _texts(text, next(again, len(glyphs)) - at)
            if len(texts) > 1:
                self.parts += zip(glyphs[at:], texts, strict=False)
            elif not glyphs[at].said:
                self.alone.add(first)
            at += len(texts)

    def content(self, fonts: _Fonts) -> bytes:
        """Return the content without what is said of glyphs that they say themselves."""
        said: dict[int, list[tuple[_Drawn, str]]] = {}
        for drawn, text in self.parts:
            if drawn.said:
                said.setdefault(drawn.said, []).append((drawn, text))
        kept: list[Any] = []
        is_left_out: list[bool] = []
        for at, each in enumerate(self.operations):
            operator, parts = str(each.operator), said.get(at, [])
            if operator in _BEGINS:
                is_known = all(fonts.texts[drawn.glyph] == text for drawn, text in parts)
                is_left_out.append(bool(parts) and is_known)
                if parts and not is_known:
                    text = "".join(text for _, text in parts)
                    each.operands[1]["/ActualText"] = pikepdf.String(text)
            if operator not in (*_BEGINS, "EMC") or not is_left_out[-1]:
                kept.append(each)
            if operator == "EMC":
                is_left_out.pop()
        return pikepdf.unparse_content_stream(kept)


def _said(operands: Any) -> str:
    properties = operands[1] if len(operands) > 1 else {}
    return str(properties.get("/ActualText", ""))


def _codes(shown: Any) -> Iterator[int]:
    for each in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(each, pikepdf.String):
            data = bytes(each)
            yield from struct.unpack(f">{len(data) // 2}H", data)


def _texts(text: str, most: int) -> Sequence[str]:
    """Return the texts of the glyphs of a letter; the letter itself where it is one glyph.

    ``most`` is how many glyphs it has at most. A letter that the font does not have is taken apart
    as far as that, in the order of HarfBuzz. Letters that run from right to left stay as they are.
    """
    parts = list(unicodedata.normalize("NFC", text))
    is_letter = all(map(is_mark, unicodedata.normalize("NFD", text)[1:]))
    if most == 1 or not is_letter or unicodedata.bidirectional(parts[0]) in _FROM_RIGHT:
        return [text]
    while len(parts) < most and len(apart := unicodedata.decomposition(parts[0]).split()) == 2:
        parts[:1] = [chr(int(each, 16)) for each in apart]
        parts[1:] = sorted(parts[1:], key=unicodedata.combining)
    return parts if len(parts) <= most else [text]
