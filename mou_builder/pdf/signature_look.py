"""What a signature looks like on the page: two lines of text in a font that the file carries.

PDF/A (ISO 19005-3, 6.2.11.4 and 6.4.2) and PDF/UA (ISO 14289-1, 7.21) ask for an embedded font with
right widths and a way back to Unicode; the appearances that come with pyHanko have neither for
TrueType fonts of 2,048 units.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from pyhanko.pdf_utils import generic as pdf_objects
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

generic: Any = pdf_objects  # whose constructors have no types

_LARGEST, _SMALLEST = 9.0, 5.0
_LEADING = 1.2
_MARGIN = 2.0


@dataclass(frozen=True)
class SignatureLook(BaseStampStyle):
    """The lines that a signature shows, set in a TrueType font, given as the bytes of its file."""

    lines: tuple[str, ...] = ()
    font: bytes = b""
    border_width: int = 0

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: layout.BoxConstraints,
        text_params: dict[str, Any],  # noqa: ARG002 – the name that pyHanko calls it by
    ) -> BaseStamp:
        """Return the appearance for a field of the size of ``box``."""
        return _Appearance(writer, self, box)


class _Appearance(BaseStamp):
    def render(self) -> bytes:
        """Return the commands that draw the lines."""
        assert self.box is not None
        assert self.writer is not None
        lines, width, height = self.style.lines, float(self.box.width), float(self.box.height)
        face = _Face(self.style.font, lines)
        size = min(_LARGEST, (height - _MARGIN) / (_LEADING * len(lines)))
        size = max(size, _SMALLEST)
        room = width - 2 * _MARGIN
        longest = max(face.width(line) for line in lines) * size
        size = max(_SMALLEST, size * min(1.0, room / longest)) if longest else size
        shown = [face.shortened(line, room / size) for line in lines]
        name = pdf_name("/F1")
        self.set_resource(ResourceType.FONT, name, face.embedded(self.writer))
        commands = [b"q BT", b"/F1 %.2f Tf %.2f TL" % (size, size * _LEADING)]
        top = (height + size * _LEADING * len(lines)) / 2 - size
        commands.append(b"%.2f %.2f Td" % (_MARGIN, top))
        commands += (b"<%s> Tj T*" % face.codes(line).hex().encode() for line in shown)
        return b" ".join([*commands, b"ET Q"])


class _Face:
    """The glyphs of some lines, numbered as in the whole font (Identity-H)."""

    def __init__(self, font: bytes, lines: Sequence[str]) -> None:
        self.file = font
        self.font = TTFont(io.BytesIO(font))
        self.map: dict[int, str] = self.font.getBestCmap()
        self.scale = 1000 / self.font["head"].unitsPerEm
        self.letters = sorted({*"…", *(letter for line in lines for letter in self.known(line))})

    def known(self, line: str) -> str:
        """Return a line with a question mark for each letter that the font does not have."""
        return "".join(each if ord(each) in self.map else "?" for each in line)

    def glyph(self, letter: str) -> int:
        found: int = self.font.getGlyphID(self.map[ord(letter)])
        return found

    def advance(self, letter: str) -> int:
        """Return the width of a letter in thousandths of the font's size."""
        units: int = self.font["hmtx"][self.map[ord(letter)]][0]
        return int(units * self.scale + 0.5)

    def width(self, line: str) -> float:
        """Return the width of a line in a font of size 1."""
        return sum(map(self.advance, self.known(line))) / 1000

    def shortened(self, line: str, room: float) -> str:
        kept = self.known(line)
        while kept and self.width(kept) > room:
            kept = kept.rstrip("…")[:-1] + "…" if len(kept) > 1 else ""
        return kept

    def codes(self, line: str) -> bytes:
        return b"".join(self.glyph(each).to_bytes(2, "big") for each in line)

    def embedded(self, writer: BasePdfFileWriter) -> Any:
        """Put the font into a PDF, with the glyphs of the lines alone."""
        metrics, post = self.font["OS/2"], self.font["post"]
        head = self.font["head"]
        box = [head.xMin, head.yMin, head.xMax, head.yMax]
        name = pdf_name(f"/MOUSIG+{self.font['name'].getDebugName(6)}")
        program = compressed(self.program())
        program["/Length1"] = generic.NumberObject(len(program.data))
        descriptor = _dictionary(
            Type=pdf_name("/FontDescriptor"),
            FontName=name,
            Flags=generic.NumberObject(32),
            FontBBox=_numbers(round(each * self.scale) for each in box),
            ItalicAngle=generic.NumberObject(round(post.italicAngle)),
            Ascent=generic.NumberObject(round(metrics.sTypoAscender * self.scale)),
            Descent=generic.NumberObject(round(metrics.sTypoDescender * self.scale)),
            CapHeight=generic.NumberObject(round(metrics.sCapHeight * self.scale)),
            StemV=generic.NumberObject(80),
            FontFile2=writer.add_object(program),
        )
        system = _dictionary(
            Registry=generic.pdf_string("Adobe"),
            Ordering=generic.pdf_string("Identity"),
            Supplement=generic.NumberObject(0),
        )
        descendant = _dictionary(
            Type=pdf_name("/Font"),
            Subtype=pdf_name("/CIDFontType2"),
            BaseFont=name,
            CIDSystemInfo=system,
            CIDToGIDMap=pdf_name("/Identity"),
            DW=generic.NumberObject(0),
            W=self.widths(),
            FontDescriptor=writer.add_object(descriptor),
        )
        font = _dictionary(
            Type=pdf_name("/Font"),
            Subtype=pdf_name("/Type0"),
            BaseFont=name,
            Encoding=pdf_name("/Identity-H"),
            DescendantFonts=generic.ArrayObject([writer.add_object(descendant)]),
            ToUnicode=writer.add_object(compressed(self.to_unicode())),
        )
        return writer.add_object(font)

    def program(self) -> bytes:
        options = subset.Options(retain_gids=True, notdef_outline=True, hinting=False)
        options.drop_tables += ["GPOS", "GDEF", "GSUB", "FFTM", "kern", "name", "OS/2", "post"]
        made = subset.Subsetter(options)
        made.populate(unicodes=[ord(each) for each in self.letters])
        copy = TTFont(io.BytesIO(self.file))
        for dropped in {*options.drop_tables} & {*copy.keys()}:  # before anything reads them
            del copy[dropped]
        made.subset(copy)
        target = io.BytesIO()
        copy.save(target)
        return target.getvalue()

    def widths(self) -> Any:
        found = generic.ArrayObject()
        for glyph, width in sorted({self.glyph(e): self.advance(e) for e in self.letters}.items()):
            found += [generic.NumberObject(glyph), _numbers([width])]
        return found

    def to_unicode(self) -> bytes:
        pairs = sorted({self.glyph(each): each for each in self.letters}.items())
        lines = "\n".join(
            f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for glyph, letter in pairs
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{len(pairs)} beginbfchar\n{lines}\nendbfchar\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode()


def compressed(data: bytes) -> Any:
    """Return a compressed stream whose end nobody can take for a line's.

    See `mou_builder.pdf.setting.finishing.clear_ends`.
    """
    stream = generic.StreamObject(stream_data=data)
    stream.compress()
    if stream.encoded_data.endswith(b"\r"):
        stream.apply_filter("/ASCII85Decode")
    return stream


def _dictionary(**entries: Any) -> Any:
    return generic.DictionaryObject({pdf_name(f"/{name}"): each for name, each in entries.items()})


def _numbers(values: Iterator[int] | Sequence[int]) -> Any:
    return generic.ArrayObject([generic.NumberObject(each) for each in values])
