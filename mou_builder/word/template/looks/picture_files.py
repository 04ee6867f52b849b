"""What the file of a picture holds: dots in some format, or a drawing with words in it."""

from __future__ import annotations

import io
from functools import lru_cache
from warnings import catch_warnings

from lxml import etree

from mou_builder.word.look import PictureKind

_JPEG = b"\xff\xd8\xff"
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
"""The most dots that are written anew: a page in 300 to the inch."""
_WORDS = "//*[local-name() = 'text']"
_WORDS_IN_HTML = (
    "//*[local-name() = 'foreignObject' and normalize-space()"
    " and not(parent::*[local-name() = 'switch'])]"
)
"""What nothing else stands in for, as another form of it would in a ``switch``."""


@lru_cache(maxsize=64)
def shown_file(data: bytes) -> tuple[bytes, PictureKind] | str:
    """A picture that the PDF can show, too; the name of one that only Word can."""
    if data.startswith(b"\x89PNG\r\n"):
        return data, PictureKind.PNG
    if b"<svg" in data[:4096]:
        has_html = _elements(data, _WORDS_IN_HTML)
        return "a drawing with words in HTML" if has_html else (data, PictureKind.SVG)
    if anew := _written_anew(data):
        return anew, PictureKind.PNG
    if data.startswith(_JPEG):
        return data, PictureKind.JPEG
    named = (name for signature, name in _OTHERS.items() if data.startswith(signature))
    return next(named, "a picture in a format of its own")


def _written_anew(data: bytes) -> bytes | None:
    """A picture as PNG; None if it cannot be read, or is a JPEG in the colours of a screen.

    Of several pictures in a file it is the first, as Word prints it.
    """
    from PIL import Image  # which few letterheads need

    target = io.BytesIO()
    try:
        with catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_READ) as image:
            is_shown = data.startswith(_JPEG) and image.mode != "CMYK"
            if is_shown or image.width * image.height > _MOST_DOTS or image.mode in _TOO_FINE:
                return None
            coloured = "RGBA" if image.has_transparency_data else "RGB"
            plain = image if image.mode in _WRITTEN else image.convert(coloured)
            plain.save(target, "PNG", compress_level=1, icc_profile=None)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return target.getvalue()


def words_of_drawing(svg: bytes) -> tuple[str, ...]:
    """The words in a drawing, text by text; none if it cannot be read."""
    return tuple("".join(each.itertext()) for each in _elements(svg, _WORDS))


def _elements(svg: bytes, path: str) -> list[etree._Element]:
    parser = etree.XMLParser(
        resolve_entities="internal", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        found: list[etree._Element] = etree.fromstring(svg, parser).xpath(path)
    except etree.XMLSyntaxError:
        return []
    return found
