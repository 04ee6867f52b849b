"""A page of PDFium, drawn in shades of gray."""

from __future__ import annotations

from typing import Any, NamedTuple

from PIL import Image

PixelBox = tuple[int, int, int, int]
"""Pixels of a drawing: left, top, right, bottom, of which the last two no longer belong to it.

A page has thousands of them: to make one of a class takes ten times as long.
"""


class Drawing(NamedTuple):
    """The pixels of a page, a byte each, row by row; 0 is black.

    A row takes ``stride`` bytes, of which the first ``width`` are pixels.
    """

    pixels: bytes
    width: int
    height: int
    stride: int

    @property
    def image(self) -> Image.Image:
        """The page as Pillow has it."""
        return self.rows(0, self.height)

    def rows(self, top: int, bottom: int) -> Image.Image:
        """Return some rows of the page as Pillow has them."""
        pixels = self.pixels[top * self.stride : bottom * self.stride]
        size = (self.width, bottom - top)
        return Image.frombytes("L", size, pixels, "raw", "L", self.stride)

    def at(self, box: PixelBox) -> bytes:
        """Return the pixels of a box, row by row; Pillow itself takes longer for so few."""
        left, top, right, bottom = box
        first, last, pixels = top * self.stride, bottom * self.stride, self.pixels
        return b"".join([pixels[at + left : at + right] for at in range(first, last, self.stride)])

    def other_rows(self, drawing: Drawing) -> bytes:
        """Return a byte for each row in which another drawing of the page differs: 1 if it does."""
        ours, others = self.pixels, drawing.pixels
        if ours == others:
            return bytes(self.height)
        rows = ((at, at + self.width) for at in range(0, len(ours), self.stride))
        return bytes(ours[start:end] != others[start:end] for start, end in rows)


def drawn(page: Any, *, scale: float = 1, ground: int = 255, with_forms: bool = False) -> Drawing:
    """Return a page drawn on a ground of some shade, with ``scale`` pixels for a point."""
    bitmap = page.render(
        scale=scale,
        grayscale=True,
        fill_color=(ground, ground, ground, 255),
        draw_annots=with_forms,
        may_draw_forms=with_forms,
    )
    made = Drawing(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    bitmap.close()
    return made
