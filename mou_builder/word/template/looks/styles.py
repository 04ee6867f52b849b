"""The styles of a template, each with what it is based on (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from mou_builder.word.look import Borders, Sides, StyleLook, TableLook, Unshown
from mou_builder.word.namespaces import DRAWING, W
from mou_builder.word.template.looks.allowed import PropertyKind, drawn, rule_of, told
from mou_builder.word.template.looks.lists import Lists, Membership
from mou_builder.word.template.looks.properties import (
    TOGGLES,
    VAL,
    Values,
    border_values,
    character_look,
    character_values,
    ground,
    over,
    paragraph_look,
    paragraph_values,
    points,
)

_DRAWINGS = f"{{{DRAWING}}}"
_DEFAULT_CELL_MARGIN = 5.4
_NOT_OF_STYLES = frozenset({PropertyKind.ROW, PropertyKind.CELL})
"""What is read of a table, not of its style."""
_OF_STYLES = {
    f"{W}{each.value}": each
    for each in (
        *(PropertyKind.PARAGRAPH, PropertyKind.RUN, PropertyKind.TABLE),
        *(PropertyKind.ROW, PropertyKind.CELL),
    )
}
_OF_AGREEMENT_TABLES = frozenset({"tblBorders", "tblCellMar", "tblInd"})
"""What is drawn, and what the agreement's tables say for themselves."""
_OF_FIRST_ROWS = frozenset({"b", "bCs", "shd", "tblHeader"})
_DEEPEST = 32
"""How many styles are based on one another at most; Word itself makes no chain of more than ten."""


def theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The fonts of a theme (20.1.4.1.18) by the names that run properties have for them."""
    fonts: dict[str, str] = {}
    for role, name in (("major", "majorFont"), ("minor", "minorFont")):
        latin = None if theme is None else next(theme.iter(f"{_DRAWINGS}{name}"), None)
        latin = None if latin is None else latin.find(f"{_DRAWINGS}latin")
        if latin is not None and latin.get("typeface"):
            fonts[f"{role}Ascii"] = fonts[f"{role}HAnsi"] = latin.get("typeface", "")
    return fonts


def margin_values(element: etree._Element | None) -> Values:
    """The cell margins that an element sets, by side, in points."""
    values: Values = {}
    for each in () if element is None else element:
        side = {"start": "left", "end": "right"}.get(name := each.tag[len(W) :], name)
        if (found := points(each, "w")) is not None:
            values[side] = max(found, 0.0)
    return values


def cell_margins(values: Values) -> Sides:
    """The margins of a cell, Word's own where none are set."""
    usual = {"left": _DEFAULT_CELL_MARGIN, "right": _DEFAULT_CELL_MARGIN}
    return Sides(**{**usual, **values})


def value(element: etree._Element | None, path: str) -> str:
    """The value of a child, by its name without namespace; "" where there is none."""
    for step in path.split("/"):
        element = None if element is None else element.find(f"{W}{step}")
    return "" if element is None else element.get(VAL, "")


class Styles:
    """The styles of one template, resolved when they are asked for.

    ``outdents_tables`` tells that tables stand further left by the margin of their cells.
    """

    def __init__(
        self,
        root: etree._Element,
        theme: Mapping[str, str],
        lists: Lists,
        *,
        outdents_tables: bool = False,
    ) -> None:
        self.theme = theme
        self.lists = lists
        self.outdents_tables = outdents_tables
        self._by_id = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
        self._paragraphs: dict[str, Values] = {}
        self._characters: dict[str, Values] = {}
        self._memberships: dict[str, Membership | None] = {}
        self._told: dict[tuple[str, str], tuple[Unshown, ...]] = {}
        self._defaults = root.find(f"{W}docDefaults")
        self._default_ids: dict[str, str] = {
            each.get(f"{W}type", ""): each.get(f"{W}styleId", "")
            for each in root.iter(f"{W}style")
            if each.get(f"{W}default") in ("1", "true", "on")
        }

    @property
    def default_id(self) -> str:
        """The style of a paragraph that names none."""
        return self._default_ids.get("paragraph", "")

    def chain(self, style_id: str, kind: str = "paragraph") -> list[etree._Element]:
        """A style and all that it is based on, the basis first; the default style if none."""
        if style_id not in self._by_id:
            style_id = self._default_ids.get(kind, "")
        found: list[etree._Element] = []
        while (style := self._by_id.get(style_id)) is not None and len(found) < _DEEPEST:
            found.insert(0, style)
            style_id = value(style, "basedOn")
        return found

    @cached_property
    def default_character(self) -> Values:
        """What the document's defaults say of words; without them Word has ten points."""
        properties = self._default("rPrDefault", "rPr")
        return {"size": 10.0} | character_values(properties, self.theme)

    @cached_property
    def default_paragraph(self) -> Values:
        """What the document's defaults say of paragraphs."""
        return paragraph_values(self._default("pPrDefault", "pPr"))

    def _default(self, outer: str, inner: str) -> etree._Element | None:
        if self._defaults is None:
            return None
        found: etree._Element | None = self._defaults.find(f"{W}{outer}/{W}{inner}")
        return found

    def membership(self, style_id: str) -> Membership | None:
        """The list level that a paragraph style puts its paragraphs on."""
        if style_id not in self._memberships:
            found: Membership | None = None
            for style in self.chain(style_id):
                found = self.lists.membership(style.find(f"{W}pPr"), found)
            self._memberships[style_id] = found
        return self._memberships[style_id]

    def paragraph_values(self, style_id: str, below: Values | None = None) -> Values:
        """What a style says of paragraphs; ``below`` lies between it and the defaults.

        The indents of a list level lie under those of the style that names the list (17.9.22).
        """
        if not below and style_id in self._paragraphs:
            return self._paragraphs[style_id]
        values = over(self.default_paragraph, below or {})
        membership: Membership | None = None
        for style in self.chain(style_id):
            properties = style.find(f"{W}pPr")
            membership = self.lists.membership(properties, membership)
            if properties is not None and properties.find(f"{W}numPr") is not None and membership:
                values = over(values, self.lists.paragraph_values(membership))
            values = over(values, paragraph_values(properties))
        if not below:
            self._paragraphs[style_id] = values
        return values

    def character_values(self, style_id: str, below: Values | None = None) -> Values:
        """What a paragraph style says of words; ``below`` as in `paragraph_values`."""
        if not below and style_id in self._characters:
            return self._characters[style_id]
        values = self.default_character | (below or {})
        for style in self.chain(style_id):
            values |= character_values(style.find(f"{W}rPr"), self.theme)
        if not below:
            self._characters[style_id] = values
        return values

    def with_character_style(self, values: Values, style_id: str) -> Values:
        """The values with those of a character style, which turns some over (17.7.3)."""
        said: Values = {}
        for style in self.chain(style_id, "character"):
            said |= character_values(style.find(f"{W}rPr"), self.theme)
        turned = {name: values.get(name, False) != said[name] for name in TOGGLES & said.keys()}
        return values | said | turned

    def told(self, style_id: str, kind: str = "paragraph") -> tuple[Unshown, ...]:
        """What a style says that cannot be shown, each thing in the style that it stands in."""
        known = (style_id, kind)
        if known not in self._told:
            self._told[known] = tuple(self._judged(style_id, kind))
        return self._told[known]

    def _judged(self, style_id: str, kind: str) -> Iterator[Unshown]:
        said: dict[tuple[PropertyKind, str], tuple[etree._Element, str]] = {}
        sources = [
            (style, f"in the style “{value(style, 'name') or style_id}”")
            for style in self.chain(style_id, kind)
        ]
        if kind == "paragraph" and self._defaults is not None:
            sources = [*((each, "in all of its words") for each in self._defaults), *sources]
        for source, place in sources:
            for properties in source.iterchildren(*_OF_STYLES):
                of = _OF_STYLES[str(properties.tag)]
                for each in properties.iterchildren("*"):  # what is said last holds (17.7.2)
                    said[of, str(each.tag)] = each, place
        for (of, _), (element, place) in said.items():
            if what := told(of, element):
                yield Unshown(what, place)
            elif of in _NOT_OF_STYLES and rule_of(of, element) is drawn:
                yield Unshown("the looks that a table's style gives to its cells", place)

    def told_of_agreement_tables(self, style_id: str) -> Iterator[Unshown]:
        """What the style of the agreement's tables says that is not in their look (`table`)."""
        yield from self.told(style_id, "table")
        for style in self.chain(style_id, "table"):
            place = f"in the style “{value(style, 'name') or style_id}”"
            for each in style.iterfind(f"{W}tblPr/*"):
                name = etree.QName(each).localname
                if rule_of(PropertyKind.TABLE, each) is drawn and name not in _OF_AGREEMENT_TABLES:
                    yield Unshown(f"what Word calls “{name}” of a table", place)
        for row in self.first_row(style_id):
            for each in row.iterchildren("*"):
                names = {etree.QName(inner).localname for inner in each.iterchildren("*")}
                if not names <= _OF_FIRST_ROWS:
                    yield Unshown("the looks that a table's style gives to a first row", place)

    def look(self, style_id: str, table: str = "") -> StyleLook:
        """A paragraph style as both writers see it, in tables of a style if one is named."""
        lies, words = self.in_tables(table) if table else ({}, {})
        return StyleLook(
            paragraph_look(self.paragraph_values(style_id, lies)),
            character_look(self.character_values(style_id, words)),
        )

    def in_tables(self, style_id: str) -> tuple[Values, Values]:
        """What a table style says of the paragraphs and words under their own styles (17.7.2)."""
        lies: Values = {}
        words: Values = {}
        for style in self.chain(style_id, "table"):
            lies = over(lies, paragraph_values(style.find(f"{W}pPr")))
            words |= character_values(style.find(f"{W}rPr"), self.theme)
        return lies, words

    def table_properties(self, style_id: str) -> Iterator[etree._Element]:
        """The table properties of a table style and of what it is based on, the basis first."""
        for style in self.chain(style_id, "table"):
            found = style.find(f"{W}tblPr")
            if found is not None:
                yield found

    def first_row(self, style_id: str) -> Iterator[etree._Element]:
        """What a table style and its basis say of a first row, the basis first."""
        for style in self.chain(style_id, "table"):
            for each in style.findall(f"{W}tblStylePr"):
                if each.get(f"{W}type") == "firstRow":
                    yield each

    def table(self, style_id: str) -> TableLook:
        """The style of the agreement's tables."""
        borders: Values = {}
        margins: Values = {}
        for each in self.table_properties(style_id):
            borders |= border_values(each.find(f"{W}tblBorders"))
            margins |= margin_values(each.find(f"{W}tblCellMar"))
        shading, bold = None, False
        for each in self.first_row(style_id):
            shading = ground(each.find(f"{W}tcPr/{W}shd")) or shading
            bold = character_values(each.find(f"{W}rPr"), self.theme).get("bold", bold)
        sides = cell_margins(margins)
        return TableLook(
            borders=Borders(**borders),
            header_shading=shading,
            header_bold=bold,
            cell_margins=sides,
            outdent=sides.left if self.outdents_tables else 0.0,
        )
