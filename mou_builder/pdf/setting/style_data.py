"""The looks of a template as the data that ``looks.typ`` sets paragraphs by.

Typst has no line gap, so the height of a line is given by where it begins above and ends below its
base line, in parts of the font's size: the gap is above its words. What line spacing adds to single
lines is between them, and below the last one where another paragraph follows, as in LibreOffice.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from mou_builder.agreement.document import Kind
from mou_builder.frozen import dataclass, field, replace
from mou_builder.pdf.setting.fields import FormField
from mou_builder.pdf.setting.font_files import FontFile, rounded
from mou_builder.pdf.setting.fonts import Fonts
from mou_builder.word.look import (
    CharacterLook,
    LineRule,
    LineSpacing,
    ListLevel,
    Look,
    Page,
    Picture,
    PictureKind,
    StyleLook,
)
from mou_builder.word.names import STYLES, TABLE_HEAD, TABLE_TEXT
from mou_builder.word.template.layout import Layout, layout_of, page_of
from mou_builder.word.template.looks.picture_files import words_of_drawing

Data = dict[str, Any]
_Line = tuple[tuple[float, float], float]
_OF_WORDS = ("size", "bold", "italic", "colour", "spacing", "kerned")
_OF_PARAGRAPHS = (
    *("alignment", "left", "right", "first_line", "before", "after", "borders", "shading"),
    *("keep_lines", "widow_control"),
)
"""What `looks.typ` asks of the looks of words and paragraphs."""
SMALL_CAPS = 0.8
"""The size of small capitals, as a part of that of the letters beside them."""
_SLOPING = 20 * 12
"""The part of their height by which a line of sloping words ends earlier, in twips to a point."""
_FONT_AT_ENDS = "Times New Roman"
"""The font by which LibreOffice spaces the last lines of headers, footers and cells."""
_SINGLE = 12 * 2540 / 72
"""Single line spacing, of twelve points, in hundredths of a millimetre."""


@dataclass(frozen=True)
class Gathered:
    """What the documents of one file ask of it, gathered while their data are made.

    ``families`` are the names of fonts, ``pictures`` files by the names that the data call them by,
    ``texts`` all words, paragraph by paragraph, and ``drawn`` those in drawings.
    """

    fields: list[FormField] = field(default_factory=list)
    families: set[str] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)

    def picture(self, picture: Picture, fonts: Fonts) -> Data:
        """A picture, whose file is gathered once; in dots where the drawing cannot be shown."""
        if picture.copy and not fonts.show(picture.data):
            picture = picture.copy
        if picture.kind is PictureKind.SVG:
            self.drawn.extend(words_of_drawing(picture.data))
        files = self.pictures
        name = next((name for name, data in files.items() if data == picture.data), str(len(files)))
        files[name] = picture.data
        return {
            "file": name,
            "kind": picture.kind,
            "width": picture.width,
            "height": picture.height,
            "text": picture.text,
        }


@dataclass(frozen=True)
class Dressing:
    """Turns what a template's look says into data, with the fonts at hand.

    There is one of each look, so that what is made in it once can be remembered with it.
    """

    fonts: Fonts
    look: Look

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @cached_property
    def shared(self) -> str:
        """What all documents of one template share: its styles and tables."""
        data = {
            "styles": {name: self.style(each) for name, each in self.look.styles.items()},
            "labels": list(map(self._label, (Kind.CLAUSE, Kind.SUBCLAUSE), self.look.levels)),
            "table": self.look.table,
            "table-ends": {name: self._at_end_in(name) for name in (TABLE_HEAD, TABLE_TEXT)},
            "plain": self.fonts.family("Arial"),
            "text-height": self.page.text_height,
        }
        return as_json(data)

    @cached_property
    def page(self) -> Page:
        """The page that the agreement stands on."""
        return page_of(self.look)

    @cached_property
    def layout(self) -> Layout:
        """The measures of the agreement's paragraphs."""
        return layout_of(self.look)

    def _label(self, kind: Kind, level: ListLevel) -> Data:
        """How the numbers of a list look and lie, each before a paragraph of some kind."""
        lies = self.look.styles[STYLES[kind]].paragraph
        return {
            "width": max(-lies.first_line, 0.0),
            "indent": max(lies.first_line, 0.0),
            "align": level.alignment,
            "look": self.words(level.character, lies.line),
        }

    def style(self, style: StyleLook, *, is_mixed: bool = False) -> Data:
        """A paragraph style; ``is_mixed`` as in `words`."""
        line = style.paragraph.line
        words = self.words(style.character, line, is_mixed=is_mixed)
        lies = {name: getattr(style.paragraph, name) for name in _OF_PARAGRAPHS}
        lies["leading"] = 0.0 if is_mixed else self.leading(style.character, line)
        return {"words": words, "paragraph": lies}

    def words(
        self,
        look: CharacterLook,
        line: LineSpacing,
        beside: CharacterLook | None = None,
        *,
        is_mixed: bool = False,
    ) -> Data:
        """How words look, on lines of a paragraph with that spacing, ``beside`` words of its own.

        They end as far below their base line as these where one least height holds for both. If
        lines are of several heights, what spacing adds to each of them is above its words.
        """
        top, bottom = self.edges(look, line)
        if is_mixed:
            top += self.added(look, line) / look.size
        if beside and line.rule is LineRule.AT_LEAST:
            lower = max(self.edges(beside, line)[1] * beside.size / look.size - bottom, 0.0)
            top, bottom = top - lower, bottom + lower
        return {
            **{name: getattr(look, name) for name in _OF_WORDS},
            "families": self.fonts.families(look.font),
            "top": round(top, 4),
            "bottom": round(bottom, 4),
            "stretch": round(self._stretch(look), 6),
            "slope": self.fonts.file(look).line_height(look.size) / _SLOPING if look.italic else 0,
        }

    def _stretch(self, look: CharacterLook) -> float:
        """How much wider LibreOffice has words, as a part of their width."""
        size = look.size * (SMALL_CAPS if look.small_caps else 1)
        return self.fonts.file(look).stretch(size, capitals=look.caps or look.small_caps)

    def edges(self, look: CharacterLook, line: LineSpacing) -> tuple[float, float]:
        """Where a line begins above its base line, and ends below, in parts of the size."""
        return self._line(look, line)[0]

    def leading(self, look: CharacterLook, line: LineSpacing) -> float:
        """The space between two lines of a paragraph, in points."""
        return self._line(look, line)[1]

    def _line(self, look: CharacterLook, line: LineSpacing) -> _Line:
        """The edges and the leading of lines, worked out once: a document asks 200 times."""
        key = (look.font, look.size, look.bold, look.italic, line.rule, line.value)
        found = self._lines.get(key)
        if found is None:
            edges = _edges(self.fonts.file(look), look.size, line)
            leading = _leading(self.fonts.file(look), line, sum(edges) * look.size, look.size)
            found = self._lines[key] = edges, leading
        return found

    @cached_property
    def _lines(self) -> dict[tuple[object, ...], _Line]:
        return {}

    def added(self, look: CharacterLook, line: LineSpacing) -> float:
        """The space that it leaves below the last one, in points, but at the end of a page."""
        return self.leading(look, line) if percentage(line.value) > 100 else 0.0

    def at_end(self, look: CharacterLook, line: LineSpacing) -> float:
        """What it leaves at the end of a header, a footer or a cell, whatever the font."""
        return self.added(replace(look, font=_FONT_AT_ENDS), line)

    def _at_end_in(self, style_id: str) -> float:
        style = self.look.styles[style_id]
        return self.at_end(style.character, style.paragraph.line)

    def line_height(self, look: CharacterLook, line: LineSpacing) -> float:
        """From the base line of a line to that of the next, in points."""
        return sum(self.edges(look, line)) * look.size + self.leading(look, line)

    def single(self, look: CharacterLook) -> float:
        """The height of a single line of words, in points."""
        return self.line_height(look, LineSpacing())

    def width(self, text: str, look: CharacterLook) -> float:
        """The width of words on one line, in points."""
        shown = text.upper() if look.caps or look.small_caps else text
        return self.fonts.file(look).width(shown) * look.size + look.spacing * len(text)


def _edges(font: FontFile, size: float, line: LineSpacing) -> tuple[float, float]:
    """See `Dressing.edges`.

    The height is a whole number of twentieths of a point, as LibreOffice has it.
    """
    natural = font.line_height(size)
    match line.rule:
        case LineRule.MULTIPLE:
            height = natural * min(percentage(line.value), 100) // 100 / 20 / size
        case LineRule.AT_LEAST:
            height = max(natural / 20, line.value) / size
        case LineRule.EXACTLY:
            height = line.value / size
            return height * 0.8, height * 0.2
    return height - font.descent, font.descent


def _leading(font: FontFile, line: LineSpacing, edges: float, size: float) -> float:
    """See `Dressing.leading`; the ``edges`` are so many points apart.

    LibreOffice rounds the height of lines closer than single ones down, but for the first.
    """
    if line.rule is not LineRule.MULTIPLE:
        return 0.0
    natural = font.line_height(size)
    height = natural + int(natural * (percentage(line.value) - 100) / 100)
    return height / 20 - edges


def as_json(data: Data) -> str:
    """Data on one line; a value such as a look in it, as its fields by their names."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=vars)


def percentage(spacing: float) -> int:
    """Line spacing as the whole percentage that LibreOffice makes of it, by way of its own unit."""
    return rounded(spacing * _SINGLE) * 100 // rounded(_SINGLE)
