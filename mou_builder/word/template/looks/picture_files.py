"""What the file of a picture holds: dots in some format, or a drawing with words in it."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from struct import Struct
from typing import Any
from warnings import catch_warnings

from lxml import etree

from mou_builder.word.look import PictureKind

_PNG, _JPEG = b"\x89PNG\r\n", b"\xff\xd8\xff"
_OTHERS = {
    b"GIF8": "a GIF picture",
    b"BM": "a BMP picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"\x01\0\0\0": "an EMF picture",
    b"\xd7\xcd\xc6\x9a": "a WMF picture",
    b"\1\0\x09\0": "a WMF picture",
    b"RIFF": "a WebP picture",
}
"""How files of other formats begin, and what to call them."""
_READ = ("BMP", "GIF", "JPEG", "TIFF", "WEBP")
"""The formats that are read to be written anew."""
_WRITTEN = ("1", "L", "LA", "RGB", "RGBA", "I;16")
"""The kinds of dots that a PNG has, as Pillow calls them."""
_TOO_FINE = ("F", "I", "I;16B", "I;16L", "I;16N")
"""Those that would come out all white if they were made such."""
_MOST_DOTS = 10_000_000
"""The most dots of a picture that is read: a page in 300 to the inch, and some more."""
_SIZE = Struct(">16xLL")
"""The width and height of a PNG, behind its signature and the head of its first chunk."""
_TOO_MANY = "a picture of more than ten million dots"
_WORDS = "//*[local-name() = 'text']"
_PICTURES = "//*[local-name() = 'image']/@*[local-name() = 'href']"
_WORDS_IN_HTML = (
    "//*[local-name() = 'foreignObject' and normalize-space()"
    " and not(parent::*[local-name() = 'switch'])]"
)
"""What nothing else stands in for, as another form of it would in a ``switch``."""


@lru_cache(maxsize=64)
def shown_file(data: bytes) -> tuple[bytes, PictureKind] | str:
    """A picture that the PDF can show, too; the name of one that only Word can."""
    if b"<svg" in data[:4096]:
        if _elements(data, _WORDS_IN_HTML):
            return "a drawing with words in HTML"
        held = (each for each in map(_held_data, _elements(data, _PICTURES)) if each)
        told = (each for each in map(shown_file, held) if isinstance(each, str))
        return next(told, None) or (data, PictureKind.SVG)
    if _has_too_many_dots(data):
        return _TOO_MANY
    if data.startswith(_PNG):
        return data, PictureKind.PNG
    if anew := _written_anew(data):
        return anew, PictureKind.PNG
    if data.startswith(_JPEG):
        return data, PictureKind.JPEG
    named = (name for signature, name in _OTHERS.items() if data.startswith(signature))
    return next(named, "a picture in a format of its own")


def _written_anew(data: bytes) -> bytes | None:
    """A picture as PNG; None if it cannot be read, or is a JPEG in the colors of a screen.

    Of several pictures in a file it is the first, as Word prints it.
    """
    from PIL import Image  # which few letterheads need

    target = io.BytesIO()
    try:
        with catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_READ) as image:
            is_shown = data.startswith(_JPEG) and image.mode != "CMYK"
            if is_shown or image.mode in _TOO_FINE:
                return None
            coloured = "RGBA" if image.has_transparency_data else "RGB"
            plain = image if image.mode in _WRITTEN else image.convert(coloured)
            plain.save(target, "PNG", compress_level=1, icc_profile=None)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return target.getvalue()


def _has_too_many_dots(data: bytes) -> bool:
    """Tell whether a picture would take more memory than any letterhead needs."""
    if data.startswith(_PNG) and len(data) >= _SIZE.size:
        width, height = _SIZE.unpack_from(data)
        return bool(width * height > _MOST_DOTS)
    from PIL import Image

    try:
        with catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_READ) as image:
            return image.width * image.height > _MOST_DOTS
    except Image.DecompressionBombError:
        return True
    except (OSError, SyntaxError, ValueError):
        return False  # whoever shows it says that it cannot be read


def _held_data(address: str) -> bytes:
    """The picture that stands in a drawing itself; nothing for one that stands elsewhere."""
    try:
        return base64.b64decode(address.partition("base64,")[2])
    except ValueError:
        return b""


def words_of_drawing(svg: bytes) -> tuple[str, ...]:
    """The words in a drawing and in those that it holds, text by text; none if not readable."""
    own = ("".join(each.itertext()) for each in _elements(svg, _WORDS))
    held = (each for each in map(_held_data, _elements(svg, _PICTURES)) if b"<svg" in each)
    return (*own, *(words for each in held for words in words_of_drawing(each)))


def _elements(svg: bytes, path: str) -> list[Any]:
    parser = etree.XMLParser(
        resolve_entities="internal", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        found: list[Any] = etree.fromstring(svg, parser).xpath(path)
    except etree.XMLSyntaxError:
        return []
    return found
