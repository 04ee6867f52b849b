"""The lists of a template (ISO/IEC 29500-1, 17.9): levels, and the labels of its own paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.look import Alignment, CharacterLook, ListLevel
from mou_builder.word.namespaces import W
from mou_builder.word.number_forms import number_in_form
from mou_builder.word.reading.numbering import ListCounter, read_lists
from mou_builder.word.reading.symbols import symbol
from mou_builder.word.template.looks.properties import (
    VAL,
    Values,
    alignment,
    paragraph_values,
)

_SYMBOL_FONTS = frozenset({"symbol", "wingdings"})
_FOLLOW = {"tab": "\t", "space": " ", "nothing": ""}


@dataclass(frozen=True)
class Membership:
    """A place in a list: the number of the list as paragraphs name it, and the level from 0."""

    list_id: str
    level: int = 0


class Lists:
    """The lists of one template."""

    def __init__(self, root: etree._Element | None) -> None:
        self.read = read_lists(root)

    def level(self, membership: Membership) -> etree._Element | None:
        """The definition of a level, or None."""
        levels = self.read.levels.get(membership.list_id, {})
        return levels[membership.level].element if membership.level in levels else None

    def membership(
        self, properties: etree._Element | None, otherwise: Membership | None
    ) -> Membership | None:
        """The list level that paragraph properties name, else the other one; list 0 is none."""
        found = None if properties is None else properties.find(f"{W}numPr")
        if found is None:
            return otherwise
        chosen, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
        list_id = otherwise.list_id if chosen is None and otherwise else ""
        if chosen is not None:
            list_id = chosen.get(VAL, "")
        if list_id in ("", "0"):
            return None
        at = "" if level is None else level.get(VAL, "")
        return Membership(list_id, int(at) if at.isdecimal() else 0)

    def paragraph_values(self, membership: Membership) -> Values:
        """The indents and tab stops of a level."""
        level = self.level(membership)
        return {} if level is None else paragraph_values(level.find(f"{W}pPr"))

    def look(
        self, membership: Membership | None, words: Callable[[etree._Element | None], CharacterLook]
    ) -> ListLevel:
        """A level as both writers see it; ``words`` gives the look of its run properties."""
        level = None if membership is None else self.level(membership)
        if level is None:
            return ListLevel(character=words(None))
        kind = level.find(f"{W}lvlJc")
        return ListLevel(
            form=_value(level, "numFmt", "decimal"),
            pattern=_value(level, "lvlText", ""),
            alignment=alignment(None if kind is None else kind.get(VAL)) or Alignment.LEFT,
            follow=_value(level, "suff", "tab"),
            character=words(level.find(f"{W}rPr")),
        )


class Counting:
    """Counts the paragraphs of the lists of one story, in reading order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counter = ListCounter(lists.read, _written)

    def label(self, membership: Membership, font: str) -> tuple[str, str]:
        """The label of the next paragraph of a level, and what follows it; "" where none shows.

        ``font`` is that of the label: bullets are often characters of a font of symbols.
        """
        level = self._lists.level(membership)
        if level is None:
            return "", ""
        number = self._counter.next(membership.list_id, membership.level)
        if _value(level, "numFmt", "decimal") == "bullet":
            number = _bullet(_value(level, "lvlText", ""), font)
        return number, _FOLLOW.get(_value(level, "suff", "tab"), "\t")


def _written(number: int, form: str) -> str:
    shown = number_in_form(number, form)
    return str(number) if shown is None else shown


def _bullet(pattern: str, font: str) -> str:
    if font.casefold() not in _SYMBOL_FONTS:
        return "".join(each if ord(each) < 0xE000 else "•" for each in pattern)
    return "".join(symbol(font, f"{0xF000 | ord(each) & 0xFF:X}") for each in pattern)


def _value(level: etree._Element | None, name: str, otherwise: str) -> str:
    found = None if level is None else level.find(f"{W}{name}")
    return otherwise if found is None else found.get(VAL, otherwise)
