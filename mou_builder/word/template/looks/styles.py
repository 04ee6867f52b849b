"""The styles of a template, each with what it is based on (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from mou_builder.word.look import Borders, Sides, StyleLook, TableLook, Unshown
from mou_builder.word.namespaces import W
from mou_builder.word.reading.looks.colours import read_theme
from mou_builder.word.template.looks.allowed import PropertyKind, drawn, rule_of, told
from mou_builder.word.template.looks.lists import Lists, Membership
from mou_builder.word.template.looks.properties import (
    TOGGLES,
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
from mou_builder.word.vocabulary import child, child_value, children, name_of, value

_DEFAULT_CELL_MARGIN = 5.4
_NOT_OF_STYLES = frozenset({PropertyKind.ROW, PropertyKind.CELL})
"""Properties that are read from a table, and not from its style."""
_OF_STYLES = {
    f"{W}{each.value}": each
    for each in (
        *(PropertyKind.PARAGRAPH, PropertyKind.RUN, PropertyKind.TABLE),
        *(PropertyKind.ROW, PropertyKind.CELL),
    )
}
_OF_AGREEMENT_TABLES = frozenset({"tblBorders", "tblCellMar", "tblInd", "tblW"})
"""Table properties that are drawn, or that the agreement's tables set themselves."""
_OF_FIRST_ROWS = frozenset({"b", "bCs", "shd", "tblHeader"})
"""Properties of the first row of a table that are drawn."""
_DEEPEST = 32
"""The longest chain of styles based on one another; Word itself allows ten."""


def theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The fonts of a theme (20.1.4.1.18) by the names that run properties use for them."""
    fonts = read_theme(theme, None).fonts
    return {
        f"{role}{letters}": font
        for role, font in fonts.items()
        for letters in ("Ascii", "HAnsi")
        if font
    }


def margin_values(element: etree._Element | None) -> Values:
    """The cell margins that an element sets, by side, in points."""
    values: Values = {}
    for each in children(element):
        side = {"start": "left", "end": "right"}.get(name := name_of(each), name)
        if (found := points(each, "w")) is not None:
            values[side] = max(found, 0.0)
    return values


def cell_margins(values: Values) -> Sides:
    """The margins of a cell; Word's own where none are set."""
    usual = {"left": _DEFAULT_CELL_MARGIN, "right": _DEFAULT_CELL_MARGIN}
    return Sides(**{**usual, **values})


class Styles:
    """The styles of one template, resolved when they are asked for.

    ``outdents_tables`` says that tables stand further left by the margin of their cells.
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
        self._by_id = {
            id_: each for each in root.iter(f"{W}style") if (id_ := value(each, "styleId"))
        }
        self._paragraphs: dict[str, Values] = {}
        self._characters: dict[str, Values] = {}
        self._memberships: dict[str, Membership | None] = {}
        self._told: dict[tuple[str, str], tuple[Unshown, ...]] = {}
        self._defaults = child(root, "docDefaults")
        self._default_ids = {
            value(each, "type"): id_
            for id_, each in self._by_id.items()
            if value(each, "default") in ("1", "true", "on")
        }

    @property
    def default_id(self) -> str:
        """The id of the style of a paragraph that names none."""
        return self._default_ids.get("paragraph", "")

    def chain(self, style_id: str, kind: str = "paragraph") -> list[etree._Element]:
        """A style after all that it is based on; the default style if there is no such style."""
        if style_id not in self._by_id:
            style_id = self._default_ids.get(kind, "")
        found: list[etree._Element] = []
        while (style := self._by_id.get(style_id)) is not None and len(found) < _DEEPEST:
            found.insert(0, style)
            style_id = child_value(style, "basedOn")
        return found

    @cached_property
    def default_character(self) -> Values:
        """What the document's defaults set for words; Word's own size is ten points."""
        properties = child(self._defaults, "rPrDefault", "rPr")
        return {"size": 10.0} | character_values(properties, self.theme)

    @cached_property
    def default_paragraph(self) -> Values:
        """What the document's defaults set for paragraphs."""
        return paragraph_values(child(self._defaults, "pPrDefault", "pPr"))

    def membership(self, style_id: str) -> Membership | None:
        """The list level that a paragraph style puts its paragraphs on."""
        if style_id not in self._memberships:
            found: Membership | None = None
            for style in self.chain(style_id):
                found = self.lists.membership(child(style, "pPr"), found)
            self._memberships[style_id] = found
        return self._memberships[style_id]

    def paragraph_values(self, style_id: str, below: Values | None = None) -> Values:
        """What a style sets for paragraphs, over ``below``, over the defaults of the document.

        The indents of a list level lie below those of the style that names the list (17.9.22).
        """
        if not below and style_id in self._paragraphs:
            return self._paragraphs[style_id]
        values = over(self.default_paragraph, below or {})
        membership: Membership | None = None
        for style in self.chain(style_id):
            properties = child(style, "pPr")
            membership = self.lists.membership(properties, membership)
            if membership and child(properties, "numPr") is not None:
                values = over(values, self.lists.paragraph_values(membership))
            values = over(values, paragraph_values(properties))
        if not below:
            self._paragraphs[style_id] = values
        return values

    def character_values(self, style_id: str, below: Values | None = None) -> Values:
        """What a paragraph style sets for words; ``below`` as in `paragraph_values`."""
        if not below and style_id in self._characters:
            return self._characters[style_id]
        values = self.default_character | (below or {})
        for style in self.chain(style_id):
            values |= character_values(child(style, "rPr"), self.theme)
        if not below:
            self._characters[style_id] = values
        return values

    def with_character_style(self, values: Values, style_id: str) -> Values:
        """The values with those of a character style, which inverts some (17.7.3)."""
        own: Values = {}
        for style in self.chain(style_id, "character"):
            own |= character_values(child(style, "rPr"), self.theme)
        inverted = {name: values.get(name, False) != own[name] for name in TOGGLES & own.keys()}
        return values | own | inverted

    def told(self, style_id: str, kind: str = "paragraph") -> tuple[Unshown, ...]:
        """What a style sets that cannot be shown, with the style in its chain that sets it."""
        known = (style_id, kind)
        if known not in self._told:
            self._told[known] = tuple(self._unshown(style_id, kind))
        return self._told[known]

    def _unshown(self, style_id: str, kind: str) -> Iterator[Unshown]:
        found: dict[tuple[PropertyKind, str], tuple[etree._Element, str]] = {}
        sources = [(style, _place_of(style, style_id)) for style in self.chain(style_id, kind)]
        if kind == "paragraph":
            defaults = ((each, "in all of its words") for each in children(self._defaults))
            sources = [*defaults, *sources]
        for source, place in sources:
            for properties in source.iterchildren(*_OF_STYLES):
                of = _OF_STYLES[str(properties.tag)]
                for each in properties.iterchildren("*"):  # the last one counts (17.7.2)
                    found[of, str(each.tag)] = each, place
        for (of, _), (element, place) in found.items():
            if what := told(of, element):
                yield Unshown(what, place)
            elif of in _NOT_OF_STYLES and rule_of(of, element) is drawn:
                yield Unshown("the looks that a table's style gives to its cells", place)

    def told_of_agreement_tables(self, style_id: str) -> Iterator[Unshown]:
        """What the style of the agreement's tables sets that is not in their look (`table`)."""
        yield from self.told(style_id, "table")
        for style in self.chain(style_id, "table"):
            place = _place_of(style, style_id)
            for each in children(child(style, "tblPr")):
                name = etree.QName(each).localname
                if rule_of(PropertyKind.TABLE, each) is drawn and name not in _OF_AGREEMENT_TABLES:
                    yield Unshown(f"what Word calls “{name}” of a table", place)
        for row in self.first_row(style_id):
            for each in row.iterchildren("*"):
                names = {etree.QName(inner).localname for inner in each.iterchildren("*")}
                if not names <= _OF_FIRST_ROWS:
                    yield Unshown("the looks that a table's style gives to a first row", place)

    def look(self, style_id: str, table: str = "", *, is_head: bool = False) -> StyleLook:
        """The look of a paragraph style, in tables of the style ``table`` if one is named.

        ``is_head`` says that it stands in the first row, which may make its words bold.
        """
        paragraphs, words = self.in_tables(table) if table else ({}, {})
        own: Values = {}
        for each in self.first_row(table) if is_head else ():
            own |= character_values(child(each, "rPr"), self.theme)
        bold = {"bold": True} if own.get("bold") else {}
        return StyleLook(
            paragraph_look(self.paragraph_values(style_id, paragraphs)),
            character_look(self.character_values(style_id, words) | bold),
        )

    def in_tables(self, style_id: str) -> tuple[Values, Values]:
        """What a table style sets for paragraphs and words, below their own styles (17.7.2)."""
        paragraphs: Values = {}
        words: Values = {}
        for style in self.chain(style_id, "table"):
            paragraphs = over(paragraphs, paragraph_values(child(style, "pPr")))
            words |= character_values(child(style, "rPr"), self.theme)
        return paragraphs, words

    def first_row(self, style_id: str) -> Iterator[etree._Element]:
        """What a table style, after those that it is based on, sets for the first row."""
        for style in self.chain(style_id, "table"):
            for each in style.findall(f"{W}tblStylePr"):
                if value(each, "type") == "firstRow":
                    yield each

    def table(self, style_id: str) -> TableLook:
        """The look of a table style, as far as the agreement's tables obey it."""
        borders: Values = {}
        margins: Values = {}
        for each in self.chain(style_id, "table"):
            borders |= border_values(child(each, "tblPr", "tblBorders"))
            margins |= margin_values(child(each, "tblPr", "tblCellMar"))
        shading = None
        for each in self.first_row(style_id):
            shading = ground(child(each, "tcPr", "shd")) or shading
        sides = cell_margins(margins)
        return TableLook(
            borders=Borders(**borders),
            header_shading=shading,
            cell_margins=sides,
            outdent=sides.left if self.outdents_tables else 0.0,
        )


def _place_of(style: etree._Element, style_id: str) -> str:
    return f"in the style “{child_value(style, 'name') or style_id}”"
