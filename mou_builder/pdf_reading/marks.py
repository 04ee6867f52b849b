"""What is drawn on a page beside its text and is neither a rule nor a ground: ink, pictures, words.

A rule, the border of a table and the ground of a cell are made of long straight runs of pixels.
What is left without those is a mark, wherever it comes from: the page, a form, a note or a field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PIL import Image, ImageChops, ImageDraw

from mou_builder.patterns import pattern

PixelBox = tuple[int, int, int, int]
"""Left, top, right and bottom; the last two are the first that do not belong to it."""

_CONTRAST = 40
_LONG = 21
"""Pixels of the shortest rule: 14 points."""
_RUN = pattern(rb"\xff{%d,}" % _LONG)
_GAP = 12
"""Pixels between two marks."""
_SPECK = 2
"""Pixels of the largest mark that nobody sees, and that no letter is as small as."""
_AROUND = 2


def marks(
    whole: Image.Image, alone: Image.Image, letters: Iterable[PixelBox]
) -> tuple[PixelBox, ...]:
    """Return where marks are on a page, drawn whole and with its text alone.

    ``letters`` are the boxes of the letters, where nothing counts: what touches them is judged with
    them.
    """
    other = ImageChops.difference(whole, alone).point([255 * (at > _CONTRAST) for at in range(256)])
    if other.getbbox() is None:
        return ()
    level = _without_runs(other)
    if level.getbbox() is None:
        return ()
    turn = Image.Transpose.TRANSPOSE
    left = ImageChops.darker(level, _without_runs(other.transpose(turn)).transpose(turn))
    drawing = ImageDraw.Draw(left)
    for x1, y1, x2, y2 in letters:
        drawing.rectangle((x1 - _AROUND, y1 - _AROUND, x2 + _AROUND, y2 + _AROUND), fill=0)
    return tuple(_blobs(left))


def _without_runs(image: Image.Image) -> Image.Image:
    """Return a picture of black and white without the long white runs of its rows."""
    wide = Image.new("L", (image.width + 1, image.height))  # so that no run goes on in the next row
    wide.paste(image, (0, 0))
    pixels = _RUN.sub(lambda run: bytes(len(run[0])), wide.tobytes())
    return Image.frombytes("L", wide.size, pixels).crop((0, 0, image.width, image.height))


def _blobs(image: Image.Image, left: int = 0, top: int = 0) -> Iterator[PixelBox]:
    """Yield the boxes of what is in a picture, parted where there is room between."""
    box = image.getbbox()
    if box is None:
        return
    image, left, top = image.crop(box), left + box[0], top + box[1]
    for is_across in (False, True):
        parts = _parts(image, is_across=is_across)
        if len(parts) > 1:
            for start, end in parts:
                where = (start, 0, end, image.height) if is_across else (0, start, image.width, end)
                yield from _blobs(image.crop(where), left + where[0], top + where[1])
            return
    if max(image.size) > _SPECK:
        yield left, top, left + image.width, top + image.height


def _parts(image: Image.Image, *, is_across: bool) -> list[tuple[int, int]]:
    """Return the stretches of rows, or of columns, between which there is room."""
    turned = image.transpose(Image.Transpose.TRANSPOSE) if is_across else image
    pixels, width = turned.tobytes(), turned.width
    parts: list[tuple[int, int]] = []
    for at in range(turned.height):
        if not any(pixels[at * width : (at + 1) * width]):
            continue
        if parts and at - parts[-1][1] < _GAP:
            parts[-1] = (parts[-1][0], at + 1)
        else:
            parts.append((at, at + 1))
    return parts
