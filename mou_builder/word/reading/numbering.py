"""Numbers of paragraphs, counted as Word counts them (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.frozen import dataclass, field, replace
from mou_builder.word.number_forms import number_in_form
from mou_builder.word.reading.vocabulary import (
    child,
    child_value,
    is_on,
    kind_of_style,
    name_of,
    value,
)

_DEEPEST = 9
_LONGEST_CHAIN = 20
_LONGEST_TEXT = 60
"""More than that before a paragraph is no number; a level's text is cut off there."""


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
    """A paragraph style, as far as reading asks for it."""

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
        """Return the kind of paragraph that a style, or one that it is based on, stands for."""
        if style not in self._kinds:
            self._kinds[style] = self._kind(style)
        return self._kinds[style]

    def _kind(self, style: str) -> Kind | None:
        for _ in range(_LONGEST_CHAIN):
            found = self.by_id.get(style, Style())
            kind = kind_of_style(style, found.name)
            if kind is not None or not found.based_on:
                return kind
            style = found.based_on
        return None


def read_styles(root: etree._Element | None) -> ParagraphStyles:
    """Read the part ``word/styles.xml``."""
    styles = ParagraphStyles()
    for each in root if root is not None else ():
        if name_of(each) != "style" or value(each, "type") not in ("paragraph", ""):
            continue
        id_ = value(each, "styleId")
        numbering = child(each, "pPr", "numPr")
        styles.by_id[id_] = Style(
            name=child_value(each, "name"),
            based_on=child_value(each, "basedOn"),
            list_id=child_value(numbering, "numId"),
            level=_number(child_value(numbering, "ilvl")),
        )
        if value(each, "default") in ("1", "true"):
            styles.default = id_
    return styles


@dataclass
class DocumentLists:
    """The lists of a document (``word/numbering.xml``): the levels of each, by its id."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)


def read_lists(root: etree._Element | None) -> DocumentLists:
    """Read the part ``word/numbering.xml``."""
    lists = DocumentLists()
    abstract: dict[str, dict[int, Level]] = {}
    for each in root if root is not None else ():
        if name_of(each) == "abstractNum":
            levels = dict(_levels(each))
            if child(each, "numStyleLink") is not None:
                levels = dict.fromkeys(range(_DEEPEST), UNKNOWN_LIST)
            abstract[value(each, "abstractNumId")] = levels
    for each in root if root is not None else ():
        if name_of(each) == "num":
            id_, shared = value(each, "numId"), child_value(each, "abstractNumId")
            own = [one for one in each if name_of(one) == "lvlOverride"]
            lists.levels[id_] = abstract.get(shared, {}) | dict(_overriding(own))
            lists.shared[id_] = shared
            lists.overrides[id_] = {
                _number(value(one, "ilvl")) or 0: _number(child_value(one, "startOverride")) or 0
                for one in own
                if child(one, "startOverride") is not None
            }
    return lists


def _overriding(overrides: list[etree._Element]) -> Iterator[tuple[int, Level]]:
    """Yield the levels that a list has instead of those it shares (17.9.8)."""
    for each in overrides:
        for at, level in _levels(each):
            yield (at if value(each, "ilvl") == "" else _number(value(each, "ilvl")) or 0, level)


def _levels(abstract: etree._Element) -> list[tuple[int, Level]]:
    found = []
    for each in abstract:
        if name_of(each) == "lvl":
            start = _number(child_value(each, "start"))
            level = Level(
                form=_form(each),
                text=child_value(each, "lvlText")[:_LONGEST_TEXT],
                start=0 if start is None else start,
                style=child_value(each, "pStyle"),
                restart=_number(child_value(each, "lvlRestart")),
                is_legal=is_on(each, "isLgl"),
                element=each,
            )
            if child(each, "lvlPicBulletId") is not None:
                level = replace(level, form="bullet", text="[a picture]")
            found.append((_number(value(each, "ilvl")) or 0, level))
    return found


def _form(level: etree._Element) -> str:
    """The form of a level's numbers, also where it is given as one of several (``numFmt``)."""
    form = child(level, "numFmt")
    if form is None and child(level, "mc:AlternateContent") is not None:
        return "custom"
    return child_value(level, "numFmt") or "decimal"


class ListCounter:
    """Counts the paragraphs of lists, in order; ``written`` says how a number is in a form."""

    def __init__(self, lists: DocumentLists, written: Callable[[int, str], str]) -> None:
        self._lists = lists
        self._written = written
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, level: int) -> str:
        """Count a paragraph of a level that the list has; return its number as printed."""
        levels = self._lists.levels[list_id]
        counts = self._counts.setdefault(self._lists.shared[list_id], {})
        counts[level] = self._counted(list_id, level, counts.get(level), levels[level].start)
        for deeper in [each for each in counts if each > level]:
            after = levels[deeper].restart if deeper in levels else None
            if after is None or level < after:
                del counts[deeper]
        return self._printed(levels, level, counts)

    def _counted(self, list_id: str, level: int, before: int | None, start: int) -> int:
        override = self._lists.overrides[list_id].get(level)
        if override is not None and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            return override
        return start if before is None else before + 1

    def _printed(self, levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
        form = levels[level]
        if form.form == "none":
            return re.sub(r"%[1-9]", "", form.text)

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            known = levels.get(at, Level())
            shape = "decimal" if form.is_legal else known.form
            return self._written(counts.get(at, known.start), shape) if at <= level else ""

        return form.text if form.form == "bullet" else re.sub(r"%([1-9])", written, form.text)


class Counter:
    """Counts the numbered paragraphs of a document, in order."""

    def __init__(self, styles: ParagraphStyles, lists: DocumentLists) -> None:
        self._styles = styles
        self._lists = lists
        self._counter = ListCounter(lists, _written)
        self._of_style: dict[str, tuple[str, int | None]] = {}

    def next(self, properties: etree._Element | None, style: str) -> tuple[str, Level | None]:
        """Count a paragraph; return its number as printed, "" for one without, and its level."""
        list_id, level = self._place(properties, style)
        levels = self._lists.levels.get(list_id)
        if not levels or level not in levels:
            return "", None
        return self._counter.next(list_id, level), levels[level]

    def _place(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        numbering = child(properties, "numPr")
        list_id = child_value(numbering, "numId")
        level = _number(child_value(numbering, "ilvl"))
        if not list_id:
            if style not in self._of_style:
                self._of_style[style] = self._by_style(style)
            list_id, own = self._of_style[style]
            level = own if level is None else level
        return list_id, min(level or 0, _DEEPEST)

    def _by_style(self, style: str) -> tuple[str, int | None]:
        """Return the list and the level that a style, or one that it is based on, stands in."""
        level = None
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.by_id.get(style)
            if found is None:
                break
            level = found.level if level is None else level
            if found.list_id:
                # The level that names the style goes before the one the style names (17.9.3).
                linked = self._level_of(found.list_id, style)
                return found.list_id, level if linked is None else linked
            style = found.based_on
        return "", level

    def _level_of(self, list_id: str, style: str) -> int | None:
        levels = self._lists.levels.get(list_id, {})
        return next((at for at, each in levels.items() if each.style == style), None)


def _written(number: int, form: str) -> str:
    shown = number_in_form(number, form)
    return f"[{form[:20]} {number}]" if shown is None else shown


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
