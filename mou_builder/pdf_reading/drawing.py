"""A page of PDFium, drawn in shades of grey."""

from __future__ import annotations

from typing import Any, NamedTuple

from PIL import Image


class PixelBox(NamedTuple):  # of which a page has thousands: a dataclass takes four times as long
    """Pixels of a drawing: right and bottom are the first that no longer belong to it."""

    left: int
    top: int
    right: int
    bottom: int


class Drawing(NamedTuple):
    """A page as Pillow has it, and its pixels, a byte each, row by row; 0 is black."""

    image: Image.Image
    pixels: bytes
    width: int
    height: int

    def at(self, box: PixelBox) -> bytes:
        """Return the pixels of a box, row by row; Pillow itself takes longer for so few."""
        left, top, right, bottom = box
        first, last, pixels = top * self.width, bottom * self.width, self.pixels
        return b"".join([pixels[at + left : at + right] for at in range(first, last, self.width)])

    def other_rows(self, drawing: Drawing) -> frozenset[int]:
        """Return the rows in which another drawing of the page differs."""
        if self.pixels == drawing.pixels:
            return frozenset()
        rows = ((at, at * self.width, (at + 1) * self.width) for at in range(self.height))
        return frozenset(
            at for at, start, end in rows if self.pixels[start:end] != drawing.pixels[start:end]
        )


def drawn(page: Any, *, scale: float = 1, ground: int = 255, with_forms: bool = False) -> Drawing:
    """Return a page drawn on a ground of some shade, with ``scale`` pixels for a point."""
    bitmap = page.render(
        scale=scale,
        grayscale=True,
        fill_color=(ground, ground, ground, 255),
        draw_annots=with_forms,
        may_draw_forms=with_forms,
    )
    size = (bitmap.width, bitmap.height)
    image = Image.frombytes("L", size, bytes(bitmap.buffer), "raw", "L", bitmap.stride)
    bitmap.close()
    return Drawing(image, image.tobytes(), *size)
