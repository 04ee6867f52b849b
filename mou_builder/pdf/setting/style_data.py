"""The looks of a template as the data that ``library.typ`` sets paragraphs by.

Typst has no line gap and adds no space to a line, so the height of a line is given by where it
begins above and ends below its base line, in parts of the font's size. As in LibreOffice, a line's
gap and all that its spacing adds are above its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mou_builder.agreement.document import Kind
from mou_builder.frozen import dataclass, replace
from mou_builder.pdf.setting.fonts import Fonts
from mou_builder.word.look import (
    Border,
    Borders,
    BorderStyle,
    CharacterLook,
    LineRule,
    LineSpacing,
    Look,
    ParagraphLook,
    StyleLook,
    TableLook,
)
from mou_builder.word.names import STYLES, TABLE_CAPTION, TABLE_HEAD

Data = dict[str, Any]
_DASHES = {
    BorderStyle.SINGLE: None,
    BorderStyle.DOUBLE: None,
    BorderStyle.DASHED: "dashed",
    BorderStyle.DOTTED: "dotted",
}
_BLACK = "000000"
_IN_CLAUSES = tuple(each for each in Kind if each not in (Kind.CLAUSE, Kind.SUBCLAUSE))


@dataclass(frozen=True)
class Dressing:
    """Turns looks into data, with the fonts at hand."""

    fonts: Fonts

    def shared(self, look: Look) -> Data:
        """What all documents of one template share: its styles and tables."""
        return {
            "styles": dict(self._styles(look)),
            "table": _table(look.table, look.styles),
            "plain": self.fonts.family("Arial"),
        }

    def _styles(self, look: Look) -> Iterator[tuple[str, Data]]:
        """Each style by its id, and as it is in an item of a list.

        ``#`` follows for the paragraph that is numbered, whose number stands in its indent, and
        ``@`` for what follows it in the item of a clause, and is indented already.
        """
        styles = dict(look.styles)
        if look.table.header_bold:
            head = styles[TABLE_HEAD]
            styles[TABLE_HEAD] = replace(head, character=replace(head.character, bold=True))
        for name, each in styles.items():
            yield name, self.style(each)
        for kind in (Kind.CLAUSE, Kind.SUBCLAUSE):
            name = STYLES[kind]
            lies = replace(styles[name].paragraph, left=0.0, first_line=0.0)
            yield f"{name}#", self.style(replace(styles[name], paragraph=lies))
        left = styles[STYLES[Kind.CLAUSE]].paragraph.left
        for name in (*map(STYLES.__getitem__, _IN_CLAUSES), TABLE_CAPTION):
            lies = replace(styles[name].paragraph, left=styles[name].paragraph.left - left)
            yield f"{name}@", self.style(replace(styles[name], paragraph=lies))

    def style(self, look: StyleLook) -> Data:
        """A paragraph style."""
        return {
            "text": self.words(look.character, look.paragraph.line),
            "paragraph": _paragraph(look.paragraph),
        }

    def words(self, look: CharacterLook, line: LineSpacing) -> Data:
        """How words look, on lines of a paragraph with that spacing."""
        top, bottom = self.edges(look, line)
        return {
            "font": self.fonts.families(look.font),
            "size": look.size,
            "weight": "bold" if look.bold else "regular",
            "slope": "italic" if look.italic else "normal",
            "fill": look.colour or _BLACK,
            "tracking": look.spacing,
            "kerned": look.kerned,
            "top": round(top, 4),
            "bottom": round(bottom, 4),
        }

    def edges(self, look: CharacterLook, line: LineSpacing) -> tuple[float, float]:
        """Where a line begins above its base line, and ends below, in parts of the size."""
        font = self.fonts.file(look)
        natural = font.ascent + font.descent + font.gap
        match line.rule:
            case LineRule.MULTIPLE:
                height = natural * line.value
            case LineRule.AT_LEAST:
                height = max(natural, line.value / look.size)
            case LineRule.EXACTLY:
                height = line.value / look.size
                return height * 0.8, height * 0.2
        return height - font.descent, font.descent

    def line_height(self, look: CharacterLook, line: LineSpacing) -> float:
        """The height of a line, in points."""
        return sum(self.edges(look, line)) * look.size

    def width(self, text: str, look: CharacterLook) -> float:
        """The width of words on one line, in points."""
        shown = text.upper() if look.caps or look.small_caps else text
        return self.fonts.file(look).width(shown) * look.size + look.spacing * len(text)


def _paragraph(look: ParagraphLook) -> Data:
    rules = look.borders
    hanging = max(-look.first_line, 0.0)
    left = look.left - hanging
    return {
        "align": look.alignment.value,
        "left": left,
        "right": look.right,
        "first": max(look.first_line, 0.0),
        "hanging": hanging,
        "top": _room(rules.top),
        "bottom": _room(rules.bottom),
        "outset-left": (rules.left.space if rules.left else 0.0) - left if _any(rules) else 0.0,
        "outset-right": (rules.right.space if rules.right else 0.0) - look.right
        if _any(rules)
        else 0.0,
        "borders": borders(rules),
        "double": _doubled(rules),
        "shading": look.shading,
        "whole": look.keep_lines,
        "loose": not look.widow_control,
    }


def _any(rules: Borders) -> bool:
    return any((rules.top, rules.left, rules.bottom, rules.right))


def _doubled(rules: Borders) -> Data | None:
    """How far outside each rule its second one stands, None where no rule is double."""
    sides = {"top": rules.top, "left": rules.left, "bottom": rules.bottom, "right": rules.right}
    further = {
        name: 2 * rule.width if rule and rule.style is BorderStyle.DOUBLE else 0.0
        for name, rule in sides.items()
    }
    return further if any(further.values()) else None


def _room(border: Border | None) -> float:
    return border.space + border.width if border else 0.0


def borders(rules: Borders) -> Data:
    """The rules on the four sides."""
    sides = {"top": rules.top, "left": rules.left, "bottom": rules.bottom, "right": rules.right}
    return {name: border(each) for name, each in sides.items()}


def border(rule: Border | None) -> Data | None:
    """A rule, or the inner one of two."""
    if rule is None:
        return None
    dash = _DASHES[rule.style]
    return {"width": rule.width, "colour": rule.colour or _BLACK, "dash": dash}


def _table(look: TableLook, styles: Mapping[str, StyleLook]) -> Data:
    text = styles["MOUTableText"].paragraph
    rules, margins = look.borders, look.cell_margins
    return {
        "rules": {
            **borders(rules),
            "rows": border(rules.between_rows),
            "columns": border(rules.between_columns),
        },
        "shading": look.header_shading,
        "inset": {
            "top": margins.top + text.before + (rules.top.width if rules.top else 0.0),
            "left": margins.left,
            "bottom": margins.bottom + text.after,
            "right": margins.right,
        },
    }
