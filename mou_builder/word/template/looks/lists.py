"""The lists of a template (ISO/IEC 29500-1, 17.9): levels, and the labels of its own paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.look import Alignment, CharacterLook, ListLevel
from mou_builder.word.namespaces import W
from mou_builder.word.number_forms import number_in_form
from mou_builder.word.reading.symbols import symbol
from mou_builder.word.template.looks.properties import (
    VAL,
    Values,
    alignment,
    is_on,
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
        self._levels: dict[Membership, etree._Element] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[Membership, int] = {}
        if root is None:
            return
        abstract = {each.get(f"{W}abstractNumId"): each for each in root.findall(f"{W}abstractNum")}
        for each in root.findall(f"{W}num"):
            chosen = each.find(f"{W}abstractNumId")
            definition = None if chosen is None else abstract.get(chosen.get(VAL))
            list_id = each.get(f"{W}numId", "")
            self._abstract[list_id] = "" if chosen is None else chosen.get(VAL, "")
            for override in each.findall(f"{W}lvlOverride"):
                at, start = override.get(f"{W}ilvl", ""), _value(override, "startOverride", "")
                if at.isdecimal() and start.isdecimal():
                    self._starts[Membership(list_id, int(at))] = int(start)
            overrides = each.findall(f"{W}lvlOverride/{W}lvl")
            for level in [
                *(() if definition is None else definition.findall(f"{W}lvl")),
                *overrides,
            ]:
                at = level.get(f"{W}ilvl", "")
                if at.isdecimal():
                    self._levels[Membership(list_id, int(at))] = level

    def level(self, membership: Membership) -> etree._Element | None:
        """The definition of a level, or None."""
        return self._levels.get(membership)

    def counted_with(self, list_id: str) -> str:
        """The list whose count a list goes on with: all of one definition are one (17.9.15)."""
        return self._abstract.get(list_id, list_id)

    def start_of(self, membership: Membership) -> int | None:
        """The number that a list begins a level anew with, None where it goes on."""
        return self._starts.get(membership)

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
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[Membership] = set()

    def label(self, membership: Membership, font: str) -> tuple[str, str]:
        """The label of the next paragraph of a level, and what follows it; "" where none shows.

        ``font`` is that of the label: bullets are often characters of a font of symbols.
        """
        level = self._lists.level(membership)
        if level is None:
            return "", ""
        counts = self._counts[self._lists.counted_with(membership.list_id)]
        own = self._lists.start_of(membership)
        if own is not None and membership not in self._begun:
            counts[membership.level] = own
        else:
            counts[membership.level] = counts.get(membership.level, self._first(membership) - 1) + 1
        self._begun.add(membership)
        for deeper in [each for each in counts if each > membership.level]:
            if self._restarts(Membership(membership.list_id, deeper), membership.level):
                del counts[deeper]
        pattern = _value(level, "lvlText", "")
        follow = _FOLLOW.get(_value(level, "suff", "tab"), "\t")
        if _value(level, "numFmt", "decimal") == "bullet":
            return _bullet(pattern, font), follow
        return re.sub(
            r"%([1-9])", lambda found: self._written(membership, int(found[1])), pattern
        ), follow

    def _first(self, membership: Membership) -> int:
        start = _value(self._lists.level(membership), "start", "1")
        return int(start) if start.isdecimal() else 1

    def _restarts(self, deeper: Membership, level: int) -> bool:
        """Tell whether a level begins anew after a higher one (17.9.10)."""
        after = _value(self._lists.level(deeper), "lvlRestart", "")
        return not after.isdecimal() or level < int(after)

    def _written(self, membership: Membership, nth: int) -> str:
        of = Membership(membership.list_id, nth - 1)
        form = _value(self._lists.level(of), "numFmt", "decimal")
        own = self._lists.level(membership)
        if own is not None and is_on(own.find(f"{W}isLgl")) and form not in ("none", "bullet"):
            form = "decimal"
        counts = self._counts[self._lists.counted_with(membership.list_id)]
        count = counts.get(nth - 1, self._first(of))
        shown = number_in_form(count, form)
        return str(count) if shown is None else shown


def _bullet(pattern: str, font: str) -> str:
    if font.casefold() not in _SYMBOL_FONTS:
        return "".join(each if ord(each) < 0xE000 else "•" for each in pattern)
    return "".join(symbol(font, f"{0xF000 | ord(each) & 0xFF:X}") for each in pattern)


def _value(level: etree._Element | None, name: str, otherwise: str) -> str:
    found = None if level is None else level.find(f"{W}{name}")
    return otherwise if found is None else found.get(VAL, otherwise)
