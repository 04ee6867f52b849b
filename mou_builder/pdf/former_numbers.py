"""The numbers of list items that went, in a comparison copy.

A word processor counts an item that is marked as deleted until somebody accepts the deletion, so
that all the items after it have numbers that are in neither of the two documents. Here, what went
keeps the number it had, and what stayed or came is counted without it.

Each item that went gets a list of its own that starts at its number (ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from mou_builder.pdf.preparing import W

_GONE = (f"{W}del", f"{W}moveFrom")
_NEW = (f"{W}ins", f"{W}moveTo")


def keep_former_numbers(
    document: etree._Element, styles: etree._Element, numbering: etree._Element
) -> tuple[tuple[etree._Element, etree._Element], ...]:
    """Give the numbered paragraphs that went lists of their own; ``numbering`` gets those lists.

    Takes the roots of the parts of a DOCX, its changes still tracked. Gives each such paragraph
    with the level (``w:lvl``) of its new list, where the looks of its number can be set.
    """
    done = []
    lists = _Lists(styles, numbering)
    counters: dict[str, _Counter] = {}
    for paragraph in document.iter(f"{W}p"):
        place = lists.place_of(paragraph)
        if place is None or _has_mark(paragraph, _NEW):
            continue
        level = place.level
        values = counters.setdefault(place.list, _Counter()).at(place, lists)
        if _has_mark(paragraph, _GONE):
            number, drawn = lists.start_anew(place, values[: level + 1])
            _set_place(paragraph, number, level)
            done.append((paragraph, drawn))
    return tuple(done)


def _has_mark(paragraph: etree._Element, marks: tuple[str, ...]) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{mark}") is not None for mark in marks)


@dataclass(frozen=True)
class _Place:
    """Where a paragraph stands: its numbering instance, the list that this counts in, its level."""

    number: str
    list: str
    level: int


@dataclass
class _Counter:
    """The numbers of a list as they were, one a level; None where none was counted yet."""

    values: list[int | None] = field(default_factory=lambda: [None] * 9)
    seen: set[tuple[str, int]] = field(default_factory=set)

    def at(self, place: _Place, lists: _Lists) -> list[int]:
        """Count one more at a place; the numbers down to its level."""
        override = lists.override(place.number, place.level)
        before = self.values[place.level]
        if override is not None and (place.number, place.level) not in self.seen:
            self.values[place.level] = override
        elif before is None:
            self.values[place.level] = lists.start(place.list, place.level)
        else:
            self.values[place.level] = before + 1
        self.seen.add((place.number, place.level))
        self.values[place.level + 1 :] = [None] * (8 - place.level)
        return [
            lists.start(place.list, level) if value is None else value
            for level, value in enumerate(self.values)
        ]


class _Lists:
    """The lists of a document, and which of its styles are numbered."""

    def __init__(self, styles: etree._Element, numbering: etree._Element) -> None:
        self._numbering = numbering
        self._styles = {each.get(f"{W}styleId", ""): each for each in styles.iter(f"{W}style")}
        self._lists = {
            each.get(f"{W}abstractNumId", ""): each for each in numbering.iter(f"{W}abstractNum")
        }
        self._numbers = {each.get(f"{W}numId", ""): each for each in numbering.iter(f"{W}num")}

    def place_of(self, paragraph: etree._Element) -> _Place | None:
        """Where a paragraph is numbered, by itself or by its style; None if it is not."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        steps = [properties, *self._style_properties(_value(properties, "pStyle"))]
        for at, each in enumerate(steps):
            number = _value(each, "numPr/w:numId")
            if number is not None:
                level = next(
                    (found for step in steps[: at + 1] if (found := _value(step, "numPr/w:ilvl"))),
                    "0",
                )
                return self._place(number, int(level))
        return None

    def _place(self, number: str, level: int) -> _Place | None:
        name = _value(self._numbers[number], "abstractNumId") if number in self._numbers else None
        if name is None or name not in self._lists or self._level(self._lists[name], level) is None:
            return None
        return _Place(number, name, level)

    def _style_properties(self, style: str | None) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            properties = element.find(f"{W}pPr")
            if properties is not None:
                yield properties
            style = _value(element, "basedOn")

    def start(self, name: str, level: int) -> int:
        """The first number of a level."""
        found = self._level(self._lists[name], level)
        return int((None if found is None else _value(found, "start")) or 1)

    def override(self, number: str, level: int) -> int | None:
        """The number at which an instance starts a level anew, if it does."""
        for each in self._numbers[number].iterfind(f"{W}lvlOverride"):
            value = _value(each, "startOverride")
            if each.get(f"{W}ilvl") == str(level) and value:
                return int(value)
        return None

    def start_anew(self, place: _Place, values: list[int]) -> tuple[str, etree._Element]:
        """Add a list that looks as the one of a place does and starts at these numbers.

        Gives its number, and the level of the place in it.
        """
        name = str(1 + max(int(each) for each in self._lists))
        number = str(1 + max(int(each) for each in self._numbers))
        new = copy.deepcopy(self._lists[place.list])
        new.set(f"{W}abstractNumId", name)
        for tag in ("nsid", "tmpl", "styleLink", "numStyleLink"):
            for each in new.findall(f"{W}{tag}"):
                new.remove(each)
        for level, value in enumerate(values):
            found = self._level(new, level)
            if found is not None:
                _restart(found, value)
        self._lists[place.list].addnext(new)
        instance = etree.SubElement(self._numbering, f"{W}num", {f"{W}numId": number})
        etree.SubElement(instance, f"{W}abstractNumId", {f"{W}val": name})
        self._lists[name], self._numbers[number] = new, instance
        return number, self._level(new, place.level)

    def _level(self, name: etree._Element, level: int) -> etree._Element | None:
        return next(
            (each for each in name.iterfind(f"{W}lvl") if each.get(f"{W}ilvl") == str(level)), None
        )


def _restart(level: etree._Element, value: int) -> None:
    for tag in ("start", "pStyle"):
        for each in level.findall(f"{W}{tag}"):
            level.remove(each)
    level.insert(0, etree.Element(f"{W}start", {f"{W}val": str(value)}))


def _set_place(paragraph: etree._Element, number: str, level: int) -> None:
    properties = paragraph.find(f"{W}pPr")
    former = properties.find(f"{W}numPr")
    if former is not None:
        properties.remove(former)
    place = etree.Element(f"{W}numPr")
    etree.SubElement(place, f"{W}ilvl", {f"{W}val": str(level)})
    etree.SubElement(place, f"{W}numId", {f"{W}val": number})
    style = properties.find(f"{W}pStyle")
    properties.insert(0 if style is None else 1, place)


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(f"{W}{path.replace('w:', W)}")
    value: str | None = None if found is None else found.get(f"{W}val")
    return value
