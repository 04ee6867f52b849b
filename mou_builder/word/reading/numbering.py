"""The numbers of paragraphs, counted as Word does (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.frozen import dataclass, field, replace
from mou_builder.word.number_forms import number_in_form
from mou_builder.word.vocabulary import (
    child,
    child_value,
    children,
    is_on,
    kind_of_style,
    name_of,
    value,
)

_DEEPEST = 9
"""The most levels that a list has (17.9.6)."""
_LONGEST_CHAIN = 20
"""The most styles that one is looked up through."""
_LONGEST_TEXT = 60
"""The most characters of a level's text that are read: no number is longer."""


@dataclass(frozen=True)
class Level:
    """One level of a list: how its numbers are written, and where they begin."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    restart: int | None = None
    is_legal: bool = False
    element: etree._Element | None = None
    """The ``w:lvl`` itself, for the looks of the number and the place of its words."""


UNKNOWN_LIST = Level("unknown", "[a number of a linked list]")


@dataclass(frozen=True)
class Style:
    """What of a paragraph style decides on the kind and the number of its paragraphs."""

    name: str = ""
    based_on: str = ""
    list_id: str = ""
    level: int | None = None


@dataclass
class ParagraphStyles:
    """The paragraph styles of a document."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    _kinds: dict[str, Kind | None] = field(default_factory=dict)

    def kind(self, style: str) -> Kind | None:
        """Return the kind of paragraph that a style, or one that it is based on, is for."""
        if style not in self._kinds:
            kinds = (kind_of_style(id_, each.name) for id_, each in self.chain(style))
            self._kinds[style] = next(filter(None, kinds), None)
        return self._kinds[style]

    def chain(self, style: str) -> Iterator[tuple[str, Style]]:
        """Yield a style and those that it is based on, by their ids; an undefined one is empty."""
        for _ in range(_LONGEST_CHAIN):
            found = self.by_id.get(style, Style())
            yield style, found
            style = found.based_on
            if not style:
                return


def read_styles(root: etree._Element | None) -> ParagraphStyles:
    """Read the part ``word/styles.xml``."""
    styles = ParagraphStyles()
    for each in children(root):
        if name_of(each) != "style" or value(each, "type") not in ("paragraph", ""):
            continue
        id_ = value(each, "styleId")
        numbering = child(each, "pPr", "numPr")
        styles.by_id[id_] = Style(
            name=child_value(each, "name"),
            based_on=child_value(each, "basedOn"),
            list_id=child_value(numbering, "numId"),
            level=_whole_number(child_value(numbering, "ilvl")),
        )
        if value(each, "default") in ("1", "true"):
            styles.default = id_
    return styles


@dataclass
class DocumentLists:
    """The lists of a document (``word/numbering.xml``), by their ids.

    ``levels`` are those of each list by their depth from 0; ``shared`` is the id of the abstract
    list, whose count it shares with others; ``overrides`` are the numbers at which its levels start
    again (17.9.27).
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)


def read_lists(root: etree._Element | None, *, follows_styles: bool = False) -> DocumentLists:
    """Read the part ``word/numbering.xml``.

    A list that takes its levels from the style of a list (17.9.21) has them if ``follows_styles``;
    else they are unknown, as programs do not count such lists alike.
    """
    lists = DocumentLists()
    abstract: dict[str, dict[int, Level]] = {}
    of_styles: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    for each in children(root):
        if name_of(each) == "abstractNum":
            id_ = value(each, "abstractNumId")
            abstract[id_] = dict(_levels(each))
            if style := child_value(each, "styleLink"):
                of_styles[style] = abstract[id_]
            if child(each, "numStyleLink") is not None:
                links[id_] = child_value(each, "numStyleLink")
    for id_, style in links.items():
        unknown = dict.fromkeys(range(_DEEPEST), UNKNOWN_LIST)
        abstract[id_] = of_styles.get(style, {}) if follows_styles else unknown
    for each in children(root):
        if name_of(each) == "num":
            id_, shared = value(each, "numId"), child_value(each, "abstractNumId")
            own = [one for one in each if name_of(one) == "lvlOverride"]
            lists.levels[id_] = abstract.get(shared, {}) | dict(_overriding_levels(own))
            lists.shared[id_] = shared
            lists.overrides[id_] = {
                _whole_number(value(one, "ilvl")) or 0: _whole_number(
                    child_value(one, "startOverride")
                )
                or 0
                for one in own
                if child(one, "startOverride") is not None
            }
    return lists


def _overriding_levels(overrides: list[etree._Element]) -> Iterator[tuple[int, Level]]:
    """Yield the levels that a list has instead of those of its abstract list (17.9.8)."""
    for each in overrides:
        for at, level in _levels(each):
            yield (
                at if value(each, "ilvl") == "" else _whole_number(value(each, "ilvl")) or 0,
                level,
            )


def _levels(holder: etree._Element) -> list[tuple[int, Level]]:
    """Return the levels in an abstract list or an override, each with its depth."""
    found = []
    for each in holder:
        if name_of(each) == "lvl":
            start = _whole_number(child_value(each, "start"))
            level = Level(
                form=_number_form(each),
                text=child_value(each, "lvlText")[:_LONGEST_TEXT],
                start=0 if start is None else start,
                style=child_value(each, "pStyle"),
                restart=_whole_number(child_value(each, "lvlRestart")),
                is_legal=is_on(each, "isLgl"),
                element=each,
            )
            if child(each, "lvlPicBulletId") is not None:
                level = replace(level, form="bullet", text="[a picture]")
            found.append((_whole_number(value(each, "ilvl")) or 0, level))
    return found


def _number_form(level: etree._Element) -> str:
    """The form of a level's numbers (``numFmt``); ``custom`` if programs choose among several."""
    if child(level, "mc:AlternateContent") is not None:
        return "custom"
    return child_value(level, "numFmt") or "decimal"


class ListCounter:
    """Counts the paragraphs of lists, in order; ``written`` writes a number in a form."""

    def __init__(self, lists: DocumentLists, written: Callable[[int, str], str]) -> None:
        self._lists = lists
        self._in_form = written
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, level: int) -> str:
        """Count a paragraph at a level that the list has; return its number as printed."""
        levels = self._lists.levels[list_id]
        counts = self._counts.setdefault(self._lists.shared[list_id], {})
        counts[level] = self._next_count(list_id, level, counts.get(level), levels[level].start)
        for deeper in [each for each in counts if each > level]:
            after = levels[deeper].restart if deeper in levels else None
            if after is None or level < after:
                del counts[deeper]
        return self._printed_number(levels, level, counts)

    def _next_count(self, list_id: str, level: int, before: int | None, start: int) -> int:
        override = self._lists.overrides[list_id].get(level)
        if override is not None and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            return override
        return start if before is None else before + 1

    def _printed_number(self, levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
        form = levels[level]
        if form.form == "none":
            return re.sub(r"%[1-9]", "", form.text)

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            known = levels.get(at, Level())
            shape = "decimal" if form.is_legal else known.form
            return self._in_form(counts.get(at, known.start), shape) if at <= level else ""

        return form.text if form.form == "bullet" else re.sub(r"%([1-9])", written, form.text)


class ParagraphCounter:
    """Counts the numbered paragraphs of a document, in order."""

    def __init__(self, styles: ParagraphStyles, lists: DocumentLists) -> None:
        self._styles = styles
        self._lists = lists
        self._counter = ListCounter(lists, _in_form)
        self._of_style: dict[str, tuple[str, int | None]] = {}

    def next(self, properties: etree._Element | None, style: str) -> tuple[str, Level | None]:
        """Count a paragraph; return its number as printed, "" if it has none, and its level."""
        list_id, level = self._list_level(properties, style)
        levels = self._lists.levels.get(list_id)
        if not levels or level not in levels:
            return "", None
        return self._counter.next(list_id, level), levels[level]

    def _list_level(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        """Return the list and the level of a paragraph, by its properties or its style."""
        numbering = child(properties, "numPr")
        list_id = child_value(numbering, "numId")
        level = _whole_number(child_value(numbering, "ilvl"))
        if not list_id:
            if style not in self._of_style:
                self._of_style[style] = self._list_level_of_style(style)
            list_id, own = self._of_style[style]
            level = own if level is None else level
        return list_id, min(level or 0, _DEEPEST)

    def _list_level_of_style(self, style: str) -> tuple[str, int | None]:
        """Return the list and the level of a style, by itself or a style that it is based on."""
        level = None
        for id_, each in self._styles.chain(style):
            level = each.level if level is None else level
            if each.list_id:
                # The level that names the style has priority over the one the style names (17.9.3).
                levels = self._lists.levels.get(each.list_id, {})
                linked = next((at for at, one in levels.items() if one.style == id_), level)
                return each.list_id, linked
        return "", level


def _in_form(number: int, form: str) -> str:
    """Write a number; one in an unknown form as ``[form number]``."""
    shown = number_in_form(number, form)
    return f"[{form[:20]} {number}]" if shown is None else shown


def _whole_number(text: str) -> int | None:
    """Return a whole number of at most six digits, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
