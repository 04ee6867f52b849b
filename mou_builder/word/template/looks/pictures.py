"""Pictures of a template: DrawingML (ISO/IEC 29500-1, 20.4) and VML (29500-4, 19)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from mou_builder.frozen import dataclass, replace
from mou_builder.patterns import pattern
from mou_builder.word.look import Page, Picture, PictureKind, Placement
from mou_builder.word.namespaces import DRAWING, PICTURE, PLACED_DRAWING
from mou_builder.word.package.opening import MAIN, Package
from mou_builder.word.package.parts import links_of
from mou_builder.word.template.looks.picture_files import shown_file
from mou_builder.word.template.looks.unshown import KNOWN_BY_NAME, UnshownFound
from mou_builder.word.vocabulary import local_name, relation

_DRAWING = f"{{{DRAWING}}}"
_PLACED = f"{{{PLACED_DRAWING}}}"
_PICTURE = f"{{{PICTURE}}}"
_VML = "{urn:schemas-microsoft-com:vml}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_EMU = 12_700
"""English metric units in a point (20.1.2.1)."""
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0}
_LENGTH = pattern(r"(-?\d*\.?\d+)(pt|in|cm|mm|px|pc)?")


def _unknown(element: etree._Element) -> str:
    return f"what Word calls “{local_name(element)}” of a picture"


def _no_effect(_element: etree._Element) -> None:
    """The rule of what makes no difference to a picture, or is read."""


def _border(element: etree._Element) -> str | None:
    is_none = len(element) == 0 or element.find(f"{_DRAWING}noFill") is not None
    return None if is_none else "a border around a picture"


def _outline(element: etree._Element) -> str | None:
    return None if element.get("prst") == "rect" else "a picture that is cut to a form"


def _effects(element: etree._Element) -> str | None:
    return "an effect of a picture (a shadow, a glow)" if len(element) else None


_TREATMENTS: dict[str, Callable[[etree._Element], str | None]] = {
    **dict.fromkeys(("xfrm", "noFill", "solidFill", "extLst"), _no_effect),
    "prstGeom": _outline,
    "ln": _border,
    **dict.fromkeys(("effectLst", "effectDag"), _effects),
}
"""What to report about each property of a picture's shape."""
_LINE_HEIGHT = 14.0
"""Above a picture there is no room for a line in less than that, in points."""


@dataclass(frozen=True)
class PicturePlace:
    """Where a picture stands: its page, and whether in the cell of a table.

    ``top`` is the distance of its paragraph from the top of the page, if that is known.
    """

    page: Page
    top: float | None = None
    in_table: bool = False


class Pictures:
    """Reads the pictures of one part of a template."""

    def __init__(self, package: Package, part: str, collected: UnshownFound) -> None:
        self._package = package
        self._links = shown_parts(package, part)
        self._is_running = part != MAIN
        self._collected = collected

    def read(self, drawing: etree._Element, place: PicturePlace) -> Picture | None:
        """The picture in a ``w:drawing``, ``w:pict`` or ``w:object``; None if there is none."""
        if drawing.tag.endswith("}drawing"):
            return self._from_drawing(drawing, place)
        return self._from_vml(drawing)

    def _from_drawing(self, drawing: etree._Element, place: PicturePlace) -> Picture | None:
        held, picture = next(iter(drawing), None), next(drawing.iter(f"{_PICTURE}pic"), None)
        if held is None or picture is None or _content_name(drawing) != "pic":
            self._collected.add_named(_content_name(drawing))
            return None
        found = self._picture_data(*_embedded(picture))
        extent = held.find(f"{_PLACED}extent")
        if not found or extent is None:
            return None
        self._note_treatment(picture)
        width, height = _emu_in_points(extent.get("cx")), _emu_in_points(extent.get("cy"))
        if width <= 0 or height <= 0:
            return None
        described = held.find(f"{_PLACED}docPr")
        placement = None
        if held.tag == f"{_PLACED}anchor":
            placement = self._placement(held, place, width, height)
        text = _description(described)
        *drawing, last = (Picture(*each, width, height, text, placement) for each in found)
        return replace(drawing[0], copy=last) if drawing else last

    def _note_treatment(self, picture: etree._Element) -> None:
        for each in picture.iterfind(f"{_PICTURE}blipFill/{_DRAWING}blip/*"):
            if local_name(each) != "extLst":
                self._collected.add("the treatment of a picture (its colors, its brightness)")
        for each in picture.iterfind(f"{_PICTURE}spPr/*"):
            if what := _TREATMENTS.get(local_name(each), _unknown)(each):
                self._collected.add(what)
        crop = next(picture.iter(f"{_DRAWING}srcRect"), None)
        if crop is not None and any(crop.get(side, "0") != "0" for side in "ltrb"):
            self._collected.add("the cropping of a picture")
        shape = picture.find(f"{_PICTURE}spPr/{_DRAWING}xfrm")
        if shape is not None and (
            shape.get("rot", "0") != "0" or "1" in (shape.get("flipH"), shape.get("flipV"))
        ):
            self._collected.add("the turning of a picture")

    def _placement(
        self, anchor: etree._Element, place: PicturePlace, width: float, height: float
    ) -> Placement:
        page = place.page
        across, down = anchor.find(f"{_PLACED}positionH"), anchor.find(f"{_PLACED}positionV")
        start, room = _horizontal_area(
            page, "" if across is None else across.get("relativeFrom", "")
        )
        x = start + _offset(across, room - width)
        relative = "" if down is None else down.get("relativeFrom", "")
        from_paragraph = relative not in ("page", "margin", "topMargin", "bottomMargin")
        top, tall = _vertical_area(page, relative)
        y = top + _offset(down, tall - height)
        wrap = {each.tag[len(_PLACED) :] for each in anchor}
        if wrap & {"wrapSquare", "wrapTight", "wrapThrough"} and anchor.get("behindDoc") != "1":
            self._collected.add("words that run around a picture")
        room = 0.0
        if "wrapTopAndBottom" in wrap:
            begins = 0.0 if from_paragraph else place.top
            room = 0.0 if begins is None else max(y + height - begins, 0.0)
            if begins is None or (room and y - begins > _LINE_HEIGHT):
                self._collected.add("words that keep clear of a picture")
                room = 0.0
            elif room and self._is_running:  # as Word has it; LibreOffice lets them run over it
                self._collected.add("words that keep clear of a picture")
        if place.in_table:
            self._collected.add("a picture that is placed freely in a table")
        elif (
            anchor.get("simplePos") in ("1", "true")
            or anchor.find(".//{*}pctPosHOffset") is not None
        ):
            self._collected.add("the place of a picture that lies freely on the page")
        return Placement(x, y, from_paragraph, room)

    def _from_vml(self, shape: etree._Element) -> Picture | None:
        image = next(shape.iter(f"{_VML}imagedata"), None)
        if image is None:
            names = map(local_name, shape.iter())
            self._collected.add_named(next(filter(KNOWN_BY_NAME.__contains__, names), "wsp"))
            return None
        if shape.tag.endswith("}object"):
            self._collected.add_named("object")
            return None
        found = self._picture_data(relation(image))
        holder = image.getparent()
        style = _css_properties("" if holder is None else holder.get("style", ""))
        if "absolute" in style.get("position", ""):
            self._collected.add("a picture of an older Word that is placed freely on the page")
            return None
        width, height = (
            _length_in_points(style.get("width", "")),
            _length_in_points(style.get("height", "")),
        )
        if not found or width <= 0 or height <= 0:
            return None
        text = "" if holder is None else holder.get("alt", "")
        return Picture(*found[0], width, height, text)

    def _picture_data(self, *links: str) -> list[tuple[bytes, PictureKind]]:
        """What can be shown of the copies of a picture; tells of the last one if none can."""
        found, told = [], "a picture that is not in the file"
        for part in map(self._links.get, links):
            if part is None:
                continue
            shown = shown_file(self._package.read(part))
            if isinstance(shown, str):
                told = shown
            else:
                found.append(shown)
        if not found:
            self._collected.add(told)
        return found


def shown_parts(package: Package, part: str) -> Mapping[str, str]:
    """The parts in the package that a part refers to, by the ids of the relationships."""
    links = links_of(package, part)
    return {each.id: each.target for each in links if each.target and not each.external}


def _content_name(drawing: etree._Element) -> str:
    """The name of what a drawing contains: ``pic`` for a picture."""
    data = next(drawing.iter(f"{_DRAWING}graphicData"), None)
    inside = None if data is None else next(iter(data), None)
    if drawing.find(".//{*}txbxContent") is not None:
        return "txbxContent"
    return "wsp" if inside is None else local_name(inside)


def _embedded(picture: etree._Element) -> list[str]:
    """The ids of the picture's data: of a drawing in SVG before that of its copy in pixels."""
    found = (each for name in (_SVG, f"{_DRAWING}blip") for each in picture.iter(name))
    return [relation(each, "embed") for each in found]


def _description(properties: etree._Element | None) -> str:
    """The alternative text; "" for a picture that is marked as decorative."""
    if properties is None:
        return ""
    decorative = next(properties.iter(_DECORATIVE), None)
    if decorative is not None and decorative.get("val") in ("1", "true"):
        return ""
    return " ".join((properties.get("descr") or properties.get("title") or "").split())


def _emu_in_points(value: str | None) -> float:
    try:
        return float(value or 0) / _EMU
    except ValueError:
        return 0.0


def _horizontal_area(page: Page, relative: str) -> tuple[float, float]:
    """The area that a horizontal position refers to (20.4.3.4): where it begins, and its width."""
    match relative:
        case "page":
            return 0.0, page.width
        case "leftMargin" | "insideMargin":
            return 0.0, page.margins.left
        case "rightMargin" | "outsideMargin":
            return page.width - page.margins.right, page.margins.right
        case _:
            return page.margins.left, page.text_width


def _vertical_area(page: Page, relative: str) -> tuple[float, float]:
    """The area that a vertical position refers to (20.4.3.5): where it begins, and its height."""
    match relative:
        case "page":
            return 0.0, page.height
        case "margin":
            return page.margins.top, page.height - page.margins.top - page.margins.bottom
        case "topMargin":
            return 0.0, page.margins.top
        case "bottomMargin":
            return page.height - page.margins.bottom, page.margins.bottom
        case _:
            return 0.0, 0.0


def _offset(position: etree._Element | None, room: float) -> float:
    """The distance of a picture from the beginning of an area that leaves it so much room."""
    if position is None:
        return 0.0
    offset, align = position.find(f"{_PLACED}posOffset"), position.find(f"{_PLACED}align")
    if offset is not None:
        return _emu_in_points(offset.text)
    match "" if align is None else align.text:
        case "right" | "outside" | "bottom":
            return room
        case "center":
            return room / 2
        case _:
            return 0.0


def _css_properties(style: str) -> dict[str, str]:
    pairs = (each.partition(":") for each in style.split(";"))
    return {name.strip(): said.strip() for name, _, said in pairs}


def _length_in_points(text: str) -> float:
    found = _LENGTH.fullmatch(text.strip())
    return float(found[1]) * _UNITS[found[2] or "pt"] if found else 0.0
