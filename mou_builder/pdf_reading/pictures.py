"""What a picture on a page looks like, in so few points that it is the same in any program.

Programs that print make pictures smaller and pack them anew, so that no digest of one stays what it
was; the mean colors of its parts do.
"""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

_ACROSS = 16
"""Parts of a picture in each direction."""
_DOTS = 192
"""Of the longer side of a picture as it is drawn to be looked at."""
_FAR = 55
"""Steps of 255 between the same part of two pictures that are not the same.

LibreOffice keeps them below 35, also at a third of an inch and as JPEG; one other word in a seal,
or another sign, makes 70 or more.
"""


def look_of(picture: Any) -> bytes:
    """Return the mean colors of the parts of a picture of PDFium, on white, as it is turned."""
    matrix = picture.get_matrix()
    left, bottom, right, top = picture.get_bounds()
    scale = _DOTS / max(right - left, top - bottom, 1)
    picture.set_matrix(matrix.scale(scale, scale))
    drawn = pdfium.FPDFImageObj_GetRenderedBitmap(picture.pdf, picture.page, picture)
    picture.set_matrix(matrix)
    if not drawn:
        return b""
    image = pypdfium2.PdfBitmap.from_raw(drawn).to_pil().convert("RGBA")
    ground = Image.new("RGBA", image.size, "white")
    small = Image.alpha_composite(ground, image).convert("RGB")
    return small.resize((_ACROSS, _ACROSS), Image.Resampling.BOX).tobytes()


def look_alike(one: bytes, other: bytes) -> bool:
    """Tell whether two pictures look the same, or nobody has looked at one of them."""
    if not one or not other:
        return True
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _FAR
