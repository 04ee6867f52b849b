"""Numbers of paragraphs, counted as Word counts them (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.word.reading.vocabulary import (
    child,
    child_value,
    kind_of_style,
    name_of,
    value,
)

_DEEPEST = 9
_LONGEST_CHAIN = 20
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True)
class Level:
    """One level of a list: how its numbers are written, and where they begin."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""


@dataclass(frozen=True)
class Style:
    """A paragraph style, as far as reading asks for it."""

    name: str = ""
    based_on: str = ""
    list_id: str = ""
    level: int | None = None


@dataclass
class Styles:
    """The paragraph styles of a document."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    def kind(self, style: str) -> Kind | None:
        """Return the kind of paragraph that a style, or one that it is based on, stands for."""
        for _ in range(_LONGEST_CHAIN):
            found = self.by_id.get(style, Style())
            kind = kind_of_style(style, found.name)
            if kind is not None or not found.based_on:
                return kind
            style = found.based_on
        return None


def read_styles(root: etree._Element | None) -> Styles:
    """Read the part ``word/styles.xml``."""
    styles = Styles()
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
class Lists:
    """The lists of a document (``word/numbering.xml``): the levels of each, by its id."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)


def read_lists(root: etree._Element | None) -> Lists:
    """Read the part ``word/numbering.xml``."""
    lists = Lists()
    abstract: dict[str, dict[int, Level]] = {}
    for each in root if root is not None else ():
        if name_of(each) == "abstractNum":
            abstract[value(each, "abstractNumId")] = dict(_levels(each))
    for each in root if root is not None else ():
        if name_of(each) == "num":
            id_, shared = value(each, "numId"), child_value(each, "abstractNumId")
            lists.levels[id_] = abstract.get(shared, {})
            lists.shared[id_] = shared
            lists.overrides[id_] = {
                _number(value(one, "ilvl")) or 0: _number(child_value(one, "startOverride")) or 1
                for one in each
                if name_of(one) == "lvlOverride" and child(one, "startOverride") is not None
            }
    return lists


def _levels(abstract: etree._Element) -> list[tuple[int, Level]]:
    found = []
    for each in abstract:
        if name_of(each) == "lvl":
            start = _number(child_value(each, "start"))
            level = Level(
                child_value(each, "numFmt") or "decimal",
                child_value(each, "lvlText"),
                1 if start is None else start,
                child_value(each, "pStyle"),
            )
            found.append((_number(value(each, "ilvl")) or 0, level))
    return found


class Counter:
    """Counts the numbered paragraphs of a document, in order."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: etree._Element | None, style: str) -> str:
        """Count a paragraph and return its number as printed, "" for one without."""
        list_id, level = self._place(properties, style)
        levels = self._lists.levels.get(list_id)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists.shared[list_id], {})
        counts[level] = self._counted(list_id, level, counts.get(level), levels[level].start)
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return _printed(levels, level, counts)

    def _counted(self, list_id: str, level: int, before: int | None, start: int) -> int:
        override = self._lists.overrides[list_id].get(level)
        if override is not None and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            return override
        return start if before is None else before + 1

    def _place(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        numbering = child(properties, "numPr")
        list_id = child_value(numbering, "numId")
        level = _number(child_value(numbering, "ilvl"))
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.by_id.get(style)
            if found is None or list_id:
                break
            list_id, level = found.list_id, found.level if level is None else level
            if list_id and level is None:
                level = self._level_of(list_id, style)
            style = found.based_on
        return list_id, min(level or 0, _DEEPEST)

    def _level_of(self, list_id: str, style: str) -> int | None:
        levels = self._lists.levels.get(list_id, {})
        return next((at for at, each in levels.items() if each.style == style), None)


def _printed(levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
    form = levels[level]
    if form.form in ("none", "bullet"):
        return ""
    text = form.text
    for at in range(level + 1):
        known = levels.get(at, Level())
        text = text.replace(f"%{at + 1}", _written(counts.get(at, known.start), known.form))
    return text


def _written(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter" if number > 0:
            letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 99)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            roman = _roman(number)
            return roman if form == "lowerRoman" else roman.upper()
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


def _roman(number: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        while number >= size:
            written += letters
            number -= size
    return written


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
