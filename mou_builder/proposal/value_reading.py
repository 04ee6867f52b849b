"""Values read back out of the words of an agreement: “75 percent (75%)” is 75%.

The words were written by `mou_builder.agreement.wording`, or by a person who followed its manner.
What is read here is a guess until the agreement made with it has the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

from mou_builder.agreement.wording import bare, in_words, ordinal
from mou_builder.library.clause import Blank
from mou_builder.library.typed.values import (
    MONTHS,
    ExactShare,
    NamedDays,
    Open,
    OwnEntry,
    RowValue,
    Scalar,
    Type,
    Unreadable,
    Value,
    read_count,
    read_date,
    read_money,
    read_percent,
    read_positions,
    read_time,
)
from mou_builder.patterns import pattern
from mou_builder.review.folding import BREAK, plain
from mou_builder.yamltext.source import Plain

_FIGURE = r"\d{1,3}(?:,\d{3})+|\d+"
_COUNT = pattern(rf"\(({_FIGURE})\)|(?<![\d.,$])({_FIGURE})(?![\d%]|,\d|\.\d)")
_PERCENT = pattern(r"\((\d+(?:\.\d+)?)%\)|(\d+(?:\.\d+)?)\s*(?:%|percent\b)")
_MONEY = pattern(rf"\$\s?((?:{_FIGURE})(?:\.\d{{1,2}})?)")
_DATE = pattern(rf"(?:{'|'.join(each.capitalize() for each in MONTHS)}) \d{{1,2}}, \d{{4}}")
_TIME = pattern(r"\d{1,2}:\d{2} ?[ap]\.?m\b\.?|\d{1,2}:\d{2}|\bnoon\b|\bmidnight\b", re.IGNORECASE)
_LAST = pattern(r"[;,.]?(?:\s+(?:and|or))?$")
_BETWEEN = pattern(r";\s+(?:and\s+)?|,\s+and\s+|,\s+|\s+and\s+")


def scalar_of(blank: Blank, words: str) -> Scalar | None:
    """Return the value that ``words`` give for ``blank``; None if they give none."""
    text = plain(words).replace(BREAK, " ")
    if not text:
        return None
    try:
        return _READERS[blank.type](blank, text)
    except (Unreadable, KeyError):
        return None


_PART_OF_ONE = pattern(r"(?<![\d.])(\d+\.\d{1,2})(?![\d.])")
_FRACTION = pattern(r"\(\d{1,3}/\d{1,3}\)")


def _count(_blank: Blank, text: str) -> Scalar | None:
    if found := _COUNT.search(text):
        return read_count(found[1] or found[2])
    return _numerals().get(text.casefold().split(" ")[0])


def _positions(blank: Blank, text: str) -> Scalar | None:
    if found := _PART_OF_ONE.search(text):
        return read_positions(found[1])
    return _count(blank, text)


@lru_cache(maxsize=1)
def _numerals() -> dict[str, int]:
    """Return the numbers that are written in words, up to a hundred, by their words."""
    known = {in_words(number): number for number in range(101)}
    return {**known, **{ordinal(number): number for number in range(1, 32)}}


def _percent(_blank: Blank, text: str) -> Scalar | None:
    if fraction := _FRACTION.search(text):
        return read_percent(fraction[0].strip("()"))
    found = _PERCENT.search(text)
    return read_percent(f"{found[1] or found[2]}%") if found else None


def _money(_blank: Blank, text: str) -> Scalar | None:
    found = _MONEY.search(text)
    return read_money(found[1]) if found else None


def _date(_blank: Blank, text: str) -> Scalar | None:
    found = _DATE.search(text)
    return read_date(found[0]) if found else None


def _time(_blank: Blank, text: str) -> Scalar | None:
    found = _TIME.search(text)
    if not found:
        return None
    match found[0].casefold():
        case "noon":
            return time(12, 0)
        case "midnight":
            return time(0, 0)
        case words:
            return read_time(words)


def _choice(blank: Blank, text: str) -> Scalar | None:
    """Return the choice with exactly these words, or the longest choice that they contain."""
    exact = [id_ for id_, words in blank.choices.items() if plain(words) == text]
    within = [id_ for id_, words in blank.choices.items() if plain(words) in text]
    longest = sorted(within, key=lambda id_: -len(blank.choices[id_]))
    return next(iter([*exact, *longest]), None)


def _text(_blank: Blank, text: str) -> Scalar | None:
    return text.strip(" ,;:") or None


_READERS: dict[Type, Callable[[Blank, str], Scalar | None]] = {
    Type.COUNT: _count,
    Type.POSITIONS: _positions,
    Type.DAYS: _count,
    Type.PERCENT: _percent,
    Type.MONEY: _money,
    Type.DATE: _date,
    Type.TIME: _time,
    Type.CHOICE: _choice,
    Type.TEXT: _text,
    Type.NAME: _text,
    Type.SCHOOL: _text,
}


def list_of(blank: Blank, words: str) -> tuple[Scalar | OwnEntry, ...]:
    """Return the entries of a list, a line each or all in one sentence."""
    lines = [each for each in words.split(BREAK) if each.strip()]
    if len(lines) > 1:
        pieces = lines
    else:
        separator = re.compile(r";\s+(?:and\s+)?") if ";" in words else _BETWEEN
        pieces = separator.split(words)
    known = {plain(each): id_ for id_, each in blank.choices.items()}
    entries: list[Scalar | OwnEntry] = []
    for piece in pieces:
        text = plain(_LAST.sub("", piece.strip())).replace(BREAK, " ")
        if text in known:
            entries.append(known[text])
        elif text:
            entries.append(OwnEntry(text) if blank.choices else text)
    return tuple(entries)


def rows_of(
    blank: Blank, columns: Sequence[str | None], cells: Sequence[Sequence[str]]
) -> tuple[RowValue, ...] | None:
    """Return the rows of a table, its columns being the blanks that ``columns`` name.

    None where a cell does not state a value of its column.
    """
    rows: list[RowValue] = []
    for line in cells:
        row: RowValue = {}
        for name, words in zip(columns, line, strict=False):
            if name is None:
                continue
            value = scalar_of(blank.columns[name], words)
            if value is None:
                return None
            row[name] = value
        rows.append(row)
    return tuple(rows)


def sample_of(blank: Blank) -> Value | None:
    """Return a value that makes a text print the blank, to see where it stands."""
    match blank.type:
        case Type.LIST:
            entries: list[Scalar | OwnEntry] = [*list(blank.choices)[:2]]
            return tuple(entries) if blank.choices else ("\u2020", "\u2021")
        case Type.ROWS:
            row = {name: _sample_scalar(each) for name, each in blank.columns.items()}
            return ({name: each for name, each in row.items() if each is not None},)
        case _:
            return _sample_scalar(blank)


def _sample_scalar(blank: Blank) -> Scalar | None:
    least = int(blank.minimum) if blank.minimum is not None else 1
    samples: dict[Type, Scalar] = {
        Type.COUNT: max(least, 2),
        Type.POSITIONS: max(least, 2),
        Type.DAYS: max(least, 2),
        Type.PERCENT: Decimal(1),
        Type.MONEY: Decimal("1.00"),
        Type.DATE: date(2001, 2, 3),
        Type.TIME: time(1, 2),
        Type.FLAG: True,
        Type.TEXT: "\u2020",
        Type.NAME: "\u2020",
        Type.SCHOOL: "\u2020",
    }
    if blank.type is Type.CHOICE:
        return next(iter(blank.choices), None)
    return samples.get(blank.type)


def as_typed(blank: Blank, value: Value) -> Plain:
    """Return a value as it is typed into a config."""
    if isinstance(value, tuple):
        return [_typed_entry(blank, each) for each in value]
    return _typed_scalar(blank.type, value)


def _typed_entry(blank: Blank, entry: Scalar | OwnEntry | RowValue) -> Plain:
    match entry:
        case OwnEntry(words):
            return words
        case dict():
            return {
                name: _typed_scalar(blank.columns[name].type, each) for name, each in entry.items()
            }
        case _:
            return _typed_scalar(Type.TEXT, entry)


def _typed_scalar(kind: Type, value: Scalar) -> str:
    match kind, value:
        case _, Open():
            return str(value.value)
        case (Type.PERCENT, ExactShare()) | (Type.DAYS, NamedDays()):
            return bare(kind, value)
        case Type.DAYS, int():
            return f"{value} {'day' if value == 1 else 'days'}"
        case Type.PERCENT, Decimal():
            return f"{value.normalize():f}%"
        case Type.POSITIONS, Decimal():
            return bare(kind, value)
        case Type.MONEY, Decimal():
            return f"${value:,.2f}"
        case Type.FLAG, bool():
            return "yes" if value else "no"
        case _, date():
            return value.isoformat()
        case _, time():
            hour = f"{value.hour:02d}" if 1 <= value.hour <= 5 else str(value.hour)
            return f"{hour}:{value.minute:02d}"
        case _:
            return str(value)
