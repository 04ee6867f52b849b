"""The lists of a template (ISO/IEC 29500-1, 17.9): levels, and the labels of its own paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.look import Alignment, CharacterLook, ListLevel
from mou_builder.word.number_forms import number_or_digits
from mou_builder.word.reading.numbering import ListCounter, read_lists
from mou_builder.word.reading.symbols import UNKNOWN_SIGN, symbol
from mou_builder.word.reading.understood import SYMBOL_FONTS
from mou_builder.word.template.looks.properties import Values, alignment, paragraph_values
from mou_builder.word.template.looks.unshown import UnshownFound
from mou_builder.word.vocabulary import child, child_value

_DOT = "•"
_IN_FEW_FONTS = frozenset(f"☐☑☒✓✗{UNKNOWN_SIGN}")
"""Bullets in whose place a dot stands."""
_FOLLOW = {"tab": "\t", "space": " ", "nothing": ""}


@dataclass(frozen=True)
class Membership:
    """A place in a list: the id by which paragraphs name the list, and the level from 0."""

    list_id: str
    level: int = 0


class Lists:
    """The lists of one template."""

    def __init__(self, root: etree._Element | None) -> None:
        self.read = read_lists(root, follows_styles=True)

    def level(self, membership: Membership) -> etree._Element | None:
        """The definition of a level, or None."""
        levels = self.read.levels.get(membership.list_id, {})
        return levels[membership.level].element if membership.level in levels else None

    def membership(
        self, properties: etree._Element | None, otherwise: Membership | None
    ) -> Membership | None:
        """The list level that paragraph properties name, or ``otherwise``; list 0 is no list."""
        found = child(properties, "numPr")
        if found is None:
            return otherwise
        inherited = otherwise.list_id if otherwise and child(found, "numId") is None else ""
        list_id = child_value(found, "numId") or inherited
        if list_id in ("", "0"):
            return None
        level = child_value(found, "ilvl")
        return Membership(list_id, int(level) if level.isdecimal() else 0)

    def paragraph_values(self, membership: Membership) -> Values:
        """The indents and tab stops of a level."""
        return paragraph_values(child(self.level(membership), "pPr"))

    def look(
        self, membership: Membership | None, words: Callable[[etree._Element | None], CharacterLook]
    ) -> ListLevel:
        """The look of a level; ``words`` returns that of its run properties."""
        level = None if membership is None else self.level(membership)
        if level is None:
            return ListLevel(character=words(None))
        return ListLevel(
            form=child_value(level, "numFmt") or "decimal",
            pattern=child_value(level, "lvlText"),
            alignment=alignment(child_value(level, "lvlJc")) or Alignment.LEFT,
            follow=child_value(level, "suff") or "tab",
            character=words(child(level, "rPr")),
        )


class LabelCounter:
    """Counts the paragraphs in the lists of one story, in reading order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counter = ListCounter(lists.read, number_or_digits)

    def label(self, membership: Membership, font: str, collected: UnshownFound) -> tuple[str, str]:
        """The label of the next paragraph of a level, "" if it has none, and what follows it.

        ``font`` is that of the label: bullets are often characters of a symbol font. A dot stands
        for one that the PDF cannot show.
        """
        level = self._lists.level(membership)
        if level is None:
            return "", ""
        number = self._counter.next(membership.list_id, membership.level)
        if child_value(level, "numFmt") == "bullet":
            bullet = _bullet_text(child_value(level, "lvlText"), font)
            number = "".join(_DOT if each in _IN_FEW_FONTS else each for each in bullet)
            if number != bullet:
                collected.add(f"a bullet of the font {font}")
        return number, _FOLLOW.get(child_value(level, "suff"), "\t")


def _bullet_text(pattern: str, font: str) -> str:
    if font.casefold() in SYMBOL_FONTS:
        return "".join(symbol(font, f"{0xF000 | ord(each) & 0xFF:X}") for each in pattern)
    return "".join(each if ord(each) < 0xE000 else _DOT for each in pattern)
