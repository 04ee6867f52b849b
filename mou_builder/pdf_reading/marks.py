"""What is drawn on a page beside its text and is neither a rule nor a ground: ink, pictures, words.

A rule, the border of a table and the ground of a cell are made of long straight runs of pixels.
What is left without those is a mark, wherever it comes from: the page, a form, a note or a field.
So are bars that stand together and frame no words, for letters can be built of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from mou_builder.patterns import pattern
from mou_builder.pdf_reading.drawing import Drawing, PixelBox

_CONTRAST = 24
"""Steps of 255 between what is drawn and its ground, from which a person sees that it is there."""
_LONG = 21
"""Pixels of the shortest rule: 14 points."""
_RUN = pattern(rb"\xff{%d,}" % _LONG)
_GAP = 12
"""Pixels between two marks."""
_BAND = pattern(rb"\x01(?:\x00{0,%d}\x01)*" % (2 * _GAP))
"""Rows in which something is drawn beside the text, apart from others by more than two marks."""
_SPECK = 2
"""Pixels of what may be left of a rule where it ends or crosses another."""
_DOT = 4
"""Pixels of the largest point, such as one of a number or an i has."""
_AROUND = 2
_WHITE = [255 * (at > 250) for at in range(256)]


def marks(
    whole: Drawing, alone: Drawing, other_rows: bytes, letters: Sequence[PixelBox]
) -> Iterator[PixelBox]:
    """Yield where marks are on a page, drawn whole and with its text alone.

    ``other_rows`` has a 1 for each row in which the two differ. ``letters`` are the boxes of the
    letters, where nothing counts but points on white paper: what else touches them is judged with
    them.
    """
    for rows in _BAND.finditer(other_rows):
        top, bottom = max(rows.start() - _DOT, 0), min(rows.end() + _DOT, whole.height)
        here = [
            (left, head - top, right, foot - top)
            for left, head, right, foot in letters
            if head - _AROUND < bottom and foot + _AROUND >= top
        ]
        found = _marks(whole.rows(top, bottom), alone.rows(top, bottom), here)
        yield from ((left, y1 + top, right, y2 + top) for left, y1, right, y2 in found)


def _marks(
    whole: Image.Image, alone: Image.Image, letters: Sequence[PixelBox]
) -> tuple[PixelBox, ...]:
    other = ImageChops.difference(whole, alone).point([255 * (at > _CONTRAST) for at in range(256)])
    if other.getbbox() is None:
        return ()
    level = _without_runs(other)
    if level.getbbox() is None:
        return ()
    turn = Image.Transpose.TRANSPOSE
    upright = _without_runs(other.transpose(turn)).transpose(turn)
    left = ImageChops.darker(level, upright)
    bare = left.copy()
    _clear(bare, letters, _AROUND)
    found = [each for each in _blobs(bare) if max(_size(each)) > _SPECK]
    found += _signs(other, level, upright, [*letters, *found])
    _clear(left, found)
    return (*found, *_dots(left, other, whole, alone))


def _clear(image: Image.Image, boxes: Iterable[PixelBox], around: int = 0) -> None:
    drawing = ImageDraw.Draw(image)
    for x1, y1, x2, y2 in boxes:
        drawing.rectangle((x1 - around, y1 - around, x2 + around, y2 + around), fill=0)


def _size(box: PixelBox) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]


def _without_runs(image: Image.Image) -> Image.Image:
    """Return a picture of black and white without the long white runs of its rows."""
    pixels, width = image.tobytes(), image.width
    empty = bytes(width)
    rows = (pixels[at : at + width] for at in range(0, len(pixels), width))
    kept = (each if each == empty else _RUN.sub(_black, each) for each in rows)
    return Image.frombytes("L", image.size, b"".join(kept))


def _black(run: re.Match[bytes]) -> bytes:
    return bytes(len(run[0]))


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
    yield left, top, left + image.width, top + image.height


def _parts(image: Image.Image, *, is_across: bool) -> list[tuple[int, int]]:
    """Return the stretches of rows, or of columns, between which there is room."""
    turned = image.transpose(Image.Transpose.TRANSPOSE) if is_across else image
    pixels, width = turned.tobytes(), turned.width
    empty = bytes(width)
    parts: list[tuple[int, int]] = []
    for at in range(turned.height):
        if pixels[at * width : (at + 1) * width] == empty:
            continue
        if parts and at - parts[-1][1] < _GAP:
            parts[-1] = (parts[-1][0], at + 1)
        else:
            parts.append((at, at + 1))
    return parts


def _signs(
    other: Image.Image, level: Image.Image, upright: Image.Image, known: Sequence[PixelBox]
) -> Iterator[PixelBox]:
    """Yield the boxes of bars, upright ones and level ones together, that may be letters.

    A frame is none, nor a ground, nor what stands around letters or where a mark is.
    """
    for box in _blobs(other):
        drawn = other.crop(box)
        is_of_both = drawn not in (level.crop(box), upright.crop(box))
        if is_of_both and not _is_plain(drawn) and not any(_is_in(each, box) for each in known):
            yield box


def _is_in(box: PixelBox, other: PixelBox) -> bool:
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] <= across < other[2] and other[1] <= down < other[3]


def _is_plain(image: Image.Image) -> bool:
    """Tell whether a picture is drawn all over, or on all four edges and nowhere else."""
    width, height = image.size
    inner = image.crop((_DOT, _DOT, width - _DOT, height - _DOT)).getcolors() or [(0, 255)]
    if len(inner) > 1:
        return False
    sides = (
        (True, width, (0, 0, width, _DOT)),
        (True, width, (0, height - _DOT, width, height)),
        (False, height, (0, 0, _DOT, height)),
        (False, height, (width - _DOT, 0, width, height)),
    )
    return all(
        sum(end - start for start, end in _parts(image.crop(side), is_across=is_across))
        > length - _GAP
        for is_across, length, side in sides
    )


def _dots(
    left: Image.Image, other: Image.Image, whole: Image.Image, alone: Image.Image
) -> Iterator[PixelBox]:
    """Yield the boxes of points on white paper that no rule ends in."""
    found = left.getbbox()
    if found is None:
        return
    x, y = max(found[0] - _DOT, 0), max(found[1] - _DOT, 0)
    box = (x, y, min(found[2] + _DOT, left.width), min(found[3] + _DOT, left.height))
    runs = ImageChops.subtract(other.crop(box), left.crop(box))
    near = whole.crop(box).filter(ImageFilter.MaxFilter(5))
    on_white = ImageChops.darker(near.point(_WHITE), alone.crop(box).point(_WHITE))
    bare = ImageChops.darker(left.crop(box), on_white)
    for x1, y1, x2, y2 in _touching(bare):
        around = (max(x1 - 1, 0), max(y1 - 1, 0), x2 + 1, y2 + 1)
        if max(x2 - x1, y2 - y1) <= _DOT and runs.crop(around).getbbox() is None:
            yield x1 + x, y1 + y, x2 + x, y2 + y


def _touching(image: Image.Image) -> Iterator[PixelBox]:
    """Yield the box of each group of pixels that touch."""
    pixels, width = image.tobytes(), image.width
    waiting = {at for at, each in enumerate(pixels) if each}
    around = [down * width + across for down in (-1, 0, 1) for across in (-1, 0, 1)]
    while waiting:
        group = [waiting.pop()]
        for at in group:
            for each in waiting.intersection(at + step for step in around):
                waiting.remove(each)
                group.append(each)
        downs, acrosses = [at // width for at in group], [at % width for at in group]
        yield min(acrosses), min(downs), max(acrosses) + 1, max(downs) + 1
