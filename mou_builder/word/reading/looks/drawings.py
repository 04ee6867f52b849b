"""How pictures and shapes are drawn: how large, where on the page, and with what colors.

Those of DrawingML (ISO/IEC 29500-1, 20.4) and of VML (29500-4, 19) are read alike, as programs
write the one for the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from mou_builder.patterns import pattern
from mou_builder.review.returned_copy import Drawn
from mou_builder.word.vocabulary import local_name, name_of

_EMU = 12_700
"""English metric units in a point (20.1.2.1)."""
_UNITS = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0}
_LENGTH = pattern(r"(-?\d*\.?\d+)(pt|in|cm|mm|px|pc)?")
_FRAMES = {"column": "margin", "character": "margin", "line": "paragraph", "text": "paragraph"}
"""What a place is measured from, where that is nearly the same by another name."""
_FULL_TURN = 21_600_000
_PLAIN = ("", "extLst", "stretch", "fillRect")
_NAMED = {"white": "ffffff", "black": "000000", "silver": "c0c0c0", "gray": "808080"}


def drawn(element: etree._Element, name: str) -> Drawn:
    """Return how a ``w:drawing``, ``w:pict`` or ``w:object`` is drawn, which reads as ``name``."""
    held = next((each for each in element if local_name(each) in ("inline", "anchor")), None)
    return _from_vml(element, name) if held is None else _from_drawing(held, name)


def _from_drawing(held: etree._Element, name: str) -> Drawn:
    found = {local_name(each): each for each in held}
    extent = found.get("extent")
    is_free = local_name(held) == "anchor"
    across, down = (_place(found.get(f"position{each}")) for each in "HV")
    return Drawn(
        name,
        _emu(extent, "cx"),
        _emu(extent, "cy"),
        (across[0], down[0]) if is_free else (),
        across[1],
        down[1],
        is_in_front=is_free and held.get("behindDoc") not in ("1", "true"),
        treatment=tuple(_treatments(held)),
    )


def _emu(element: etree._Element | None, name: str) -> float:
    return _points(element.get(name) if element is not None else "") / _EMU


def _points(text: str | None) -> float:
    """Return a length in points, or a bare number as it is; 0 for anything else."""
    found = _LENGTH.fullmatch((text or "").strip())
    return float(found[1]) * _UNITS.get(found[2] or "", 1.0) if found else 0.0


def _place(position: etree._Element | None) -> tuple[str, float]:
    """Return what the place of an anchor is measured from, with how it is aligned, and how far."""
    if position is None:
        return "", 0.0
    frame = str(position.get("relativeFrom", ""))
    frame = _FRAMES.get(frame, frame)
    for each in position.iter():
        if local_name(each) == "posOffset":
            return frame, _points(each.text) / _EMU
        if local_name(each) == "align":
            return f"{frame} {each.text}", 0.0
    return frame, 0.0


def _treatments(element: etree._Element) -> Iterator[str]:
    """Yield how what is in a drawing is turned, cut and colored; what a text box holds aside."""
    for each in element:
        name = local_name(each)
        if name == "txbxContent":
            continue
        if name == "xfrm":
            turned = round(_points(each.get("rot")) % _FULL_TURN / 60_000)
            flips = [side for side in ("flipH", "flipV") if each.get(side) in ("1", "true")]
            yield from (*([f"turned {turned}"] if turned else []), *flips)
        elif name == "srcRect":
            cut = [round(_points(each.get(side)) / 1_000) for side in "ltrb"]
            if any(cut):
                yield f"cut {cut}"
        elif name == "prstGeom" and each.get("prst") not in (None, "rect"):
            yield f"form {each.get('prst')}"
        elif name == "solidFill" and local_name(element) == "spPr":
            yield f"filled {_color(each)}"
        elif name_of(element) == "a:blip" and name not in _PLAIN:
            yield f"{name} {sorted(map(str, each.attrib.values()))}"
        yield from _treatments(each)


def _color(fill: etree._Element) -> str:
    """Return the color of a fill; its name in a theme is not looked up."""
    return " ".join(str(each.get("val", "")).lower() for each in fill.iter() if each.get("val"))


def _from_vml(element: etree._Element, name: str) -> Drawn:
    styled = (each for each in element.iter() if each.get("style"))
    shape = next((each for each in styled if name_of(each) != "v:textpath"), None)
    if shape is None:
        return Drawn(name)
    pairs = (each.partition(":") for each in str(shape.get("style")).split(";"))
    style = {said.strip(): to.strip() for said, _, to in pairs}
    is_free = style.get("position") == "absolute"
    across, down = (_vml_place(style, each) for each in ("horizontal", "vertical"))
    turned = round(_points(style.get("rotation")))
    return Drawn(
        name,
        _points(style.get("width")),
        _points(style.get("height")),
        (across, down) if is_free else (),
        _points(style.get("margin-left")) if " " not in across else 0.0,
        _points(style.get("margin-top")) if " " not in down else 0.0,
        is_in_front=is_free and style.get("z-index", "-").lstrip("+").isdigit(),
        treatment=tuple(_vml_treatments(shape, turned)),
        is_of_words=any(name_of(each) == "v:textpath" for each in shape),
    )


def _vml_place(style: dict[str, str], side: str) -> str:
    frame = style.get(f"mso-position-{side}-relative", "text")
    frame = "margin" if side == "horizontal" and frame == "text" else _FRAMES.get(frame, frame)
    align = style.get(f"mso-position-{side}", "absolute")
    return frame if align == "absolute" else f"{frame} {align}"


def _vml_treatments(shape: etree._Element, turned: int) -> Iterator[str]:
    if turned:
        yield f"turned {turned}"
    if fill := str(shape.get("fillcolor", "")).split(" ")[0].lstrip("#").lower():
        yield f"filled {_NAMED.get(fill, fill)}"
