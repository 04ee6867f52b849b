"""How a workbook shows a number: its number format (ISO/IEC 29500-1, sections 18.8.30 and 18.8.31).

A cell holds a number and shows it through a format: 0.75 as 75%, 46568 as a day, 1234 as 01234.
What is imported is what is shown. Where the two differ by more than writing (digits rounded away, a
date without its year), or the format is one that is not read here, the cell is refused instead.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

LONGEST_FORMAT = 255
"""Characters; Excel's own limit."""

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0',
    6: '"$"#,##0',
    7: '"$"#,##0.00',
    8: '"$"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: '"$"#,##0',
    43: "#,##0.00",
    44: '"$"#,##0.00',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a workbook names by number alone (section 18.8.30), as in the United States."""

_PART = pattern(
    r"""
      "(?P<quoted>[^"]*)"
    | \\(?P<escaped>.)
    | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]
    | \[(?P<elapsed>[hms]+)\]
    | \[(?P<bracket>[^\]]*)\]
    | [_*](?P<space>.)
    | (?P<half>am/pm|a/p)
    | (?P<general>general)
    | (?P<clock>[ymdhs]+)
    | (?P<digit>[0#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<exponent>e[+-])
    | (?P<text>@)
    | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_NUMBER = pattern(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:E[+-]?\d{1,6})?", re.A | re.I)
_LOCALE = pattern(
    r"\[\$[^\]-]*-(?P<numerals>[\da-f]{0,2}?)(?P<calendar>[\da-f]{1,2})[\da-f]{4}\]", re.I
)
"""A locale whose days are not written in our digits, or not in our calendar (18.8.31)."""
_COLOURS = pattern(r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}", re.I)
_CONDITION = pattern(r"\[(<=|>=|<>|<|>|=)(-?\d{1,15}(?:\.\d{1,15})?)\]", re.ASCII)
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_WIDEST = 11
"""The characters that General has for the digits of a number and its point."""
_MOST_DIGITS = 15
"""The digits that a spreadsheet keeps; what is behind them is noise of its arithmetic."""


class NotShown(ValueError):
    """A cell that does not show its value, or has a format that is not read; says why."""


@dataclass(frozen=True)
class _Part:
    kind: str
    text: str


@lru_cache(10_000)  # the days and shares of a table are few
def shown_number(stored: str, code: str, *, epoch_1904: bool = False) -> str:
    """Return what a cell with the number ``stored`` and the format ``code`` shows.

    A day is written as 2027-06-30 and a time of day as 15:30, whatever the order in which the
    format writes them. Raises `NotShown`.
    """
    if code == "General" and stored.isdigit() and stored.isascii() and len(stored) <= _WIDEST:
        return stored.lstrip("0") or "0"  # most numbers of most tables
    value = Decimal(stored) if _NUMBER.fullmatch(stored) else Decimal("NaN")
    if not value.is_finite() or abs(value.adjusted()) > 300:
        raise NotShown("it has no number that can be read")
    value = _significant(value)
    parts = _parts(code, _section_for(code, value))
    kinds = {each.kind for each in parts}
    if "elapsed" in kinds:
        raise NotShown(f"its format “{code}” is that of a duration")
    if kinds & {"clock", "half"}:
        return _as_moment(value, code, parts, epoch_1904)
    if kinds & {"general", "text"}:
        return _in_general_format(value)
    return _in_digit_format(value, code, parts)


def shown_text(stored: str, code: str) -> str:
    """Return what a cell with the text ``stored`` and the format ``code`` shows.

    The fourth part of a format is for texts, or a last one with ``@``; without either, a text is
    shown as it is. Raises `NotShown` for a format that shows no text, such as ``;;;``.
    """
    if "@" not in code and code.count(";") < 3:  # most texts of most tables
        return stored
    sections = _sections(code)
    parts = _parts(code, sections[-1])
    has_text = any(each.kind == "text" for each in parts)
    if not has_text and len(sections) < 4:
        return stored
    if not has_text:
        raise NotShown(f"its format “{code}” shows no text")
    return "".join(stored if each.kind == "text" else each.text for each in parts)


@lru_cache(500)
def _sections(code: str) -> tuple[str, ...]:
    found, quoted, escaped, start = [], False, False, 0
    for at, letter in enumerate(code):
        if escaped:
            escaped = False
        elif letter == '"':
            quoted = not quoted
        elif letter == "\\" and not quoted:
            escaped = True
        elif letter == ";" and not quoted:
            found.append(code[start:at])
            start = at + 1
    return (*found, code[start:])


def _section_for(code: str, value: Decimal) -> str:
    """Return the part of a format that holds for a value: positive; negative; zero; text.

    Conditions in brackets, as of telephone numbers, say themselves for what their part holds.
    """
    sections = _sections(code)
    if any(_CONDITION.match(each) for each in sections):
        for each in sections:
            found = _CONDITION.match(each)
            if not found or _HOLDS[found[1]](value, Decimal(found[2])):
                return each[found.end() :] if found else each
        raise NotShown(f"its format “{code}” is not one that is read here")
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return ("-" if value < 0 else "") + sections[0]


@lru_cache(500)
def _parts(code: str, section: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    for found in _PART.finditer(section):
        kind = found.lastgroup or "literal"
        text = found[kind]
        match kind:
            case "space":
                continue
            case "bracket" if _COLOURS.fullmatch(text):
                continue
            case "bracket" | "exponent":
                raise NotShown(f"its format “{code}” is not one that is read here")
            case "quoted" | "escaped" | "currency":
                parts.append(_Part("literal", text))
            case _:
                parts.append(_Part(kind, text))
    return tuple(parts)


def _significant(value: Decimal) -> Decimal:
    """Return a number with the digits that a spreadsheet keeps."""
    if not value:
        return Decimal(0)
    return round(value, _MOST_DIGITS - 1 - value.adjusted()).normalize()


def _in_general_format(value: Decimal) -> str:
    if value and not -10 < value.adjusted() < _WIDEST:
        raise NotShown("its number is shown with an exponent, not with its digits")
    text = f"{value:f}"
    if len(text.lstrip("-")) > _WIDEST:
        raise NotShown(f"it holds {text}, and shows fewer digits than that")
    return text


def _in_digit_format(value: Decimal, code: str, parts: tuple[_Part, ...]) -> str:
    """Return a number through the digits of its format; refuse what would be rounded away."""
    kinds = [each.kind for each in parts]
    if not value and (none := _zero_as_dash(parts)):
        return none
    if "digit" not in kinds:
        raise NotShown(f"its format “{code}” shows no number")
    amount = abs(value).scaleb(2 * kinds.count("percent"))
    last = len(kinds) - 1 - kinds[::-1].index("digit")
    first = kinds.index("digit")
    point = kinds.index("point") if "point" in kinds else last + 1
    commas = [at for at, kind in enumerate(kinds) if kind == "comma"]
    is_fraction = any(each == _Part("literal", "/") for each in parts[first:last])
    is_scaled = any(at > min(last, point - 1) or at < first for at in commas)
    if is_fraction or is_scaled or kinds.count("point") > 1:
        raise NotShown(f"its format “{code}” is not one that is read here")
    places = sum(kind == "digit" for kind in kinds[point:])
    if round(amount, places) != amount:
        text = f"{amount:f}" + ("%" if "percent" in kinds else "")
        raise NotShown(f"it holds {text}, and shows fewer digits than that")
    whole, _, fraction = f"{round(amount, places):f}".partition(".")
    behind = _behind_point(fraction, [parts[at].text for at in range(point, len(parts))
                                      if kinds[at] == "digit"])  # fmt: skip
    before = _before_point(
        whole.lstrip("0"), [each for each in parts[first:point] if each.kind != "comma"],
        grouped=bool(commas),
    )  # fmt: skip
    head = "".join(each.text for each in parts[:first])
    tail = "".join(each.text for each in parts[last + 1 :] if each.kind != "point")
    between = f".{behind}" if behind else ""
    return f"{head}{before}{between}{tail}"


def _zero_as_dash(parts: tuple[_Part, ...]) -> str:
    """Return what a dash in place of a zero stands for, as accounts have it; else an empty text."""
    around = "".join(each.text for each in parts if each.kind == "literal").replace(" ", "")
    has_digit = any(each.kind == "digit" and each.text != "?" for each in parts)
    return re.sub("[-–—]", "0", around) if re.search("[-–—]", around) and not has_digit else ""


def _behind_point(fraction: str, places: list[str]) -> str:
    """Return the digits behind the point; ``#`` shows no zeros at the end."""
    digits = list(fraction)
    while digits and digits[-1] == "0" and places[len(digits) - 1] != "0":
        digits.pop()
    return "".join(digits)


def _before_point(digits: str, parts: list[_Part], *, grouped: bool) -> str:
    """Return the digits before the point in their places, and the literals between these."""
    written: list[str] = []
    left, count = list(digits), 0
    places = sum(each.kind == "digit" for each in parts)
    for each in reversed(parts):
        if each.kind != "digit":
            written.append(each.text)
            continue
        places -= 1
        run = [left.pop()] if left else ["0"] if each.text == "0" else []
        if places == 0:
            run += reversed(left)
        for digit in run:
            if grouped and count and count % 3 == 0:
                written.append(",")
            written.append(digit)
            count += 1
    return "".join(reversed(written))


def _as_moment(value: Decimal, code: str, parts: tuple[_Part, ...], epoch_1904: bool) -> str:
    """Return a day, a time of day, or both, of a serial number (section 18.17.4.1)."""
    units = _units_shown(parts)
    has_day, has_time = units & {"y", "m", "d"}, units & {"h", "minute"}
    locale = _LOCALE.search(code)
    if locale and (int(locale["calendar"], 16) > 1 or int(locale["numerals"] or "0", 16) > 1):
        raise NotShown(f"its format “{code}” shows days of another calendar")
    if value < 0:
        raise NotShown("a day before the calendar of the workbook begins")
    if has_day and not {"y", "m", "d"} <= units:
        raise NotShown(f"its format “{code}” does not show day, month and year together")
    if has_time and not {"h", "minute"} <= units:
        raise NotShown(f"its format “{code}” does not show hours and minutes together")
    if not has_day and not has_time:
        raise NotShown(f"its format “{code}” is not one that is read here")
    days = int(value)
    seconds = round((value - days) * 86_400)
    if seconds == 86_400:
        days, seconds = days + 1, 0
    if not has_day:
        return _clock(seconds)
    day = _day(days, epoch_1904=epoch_1904)  # programs write a day as its midnight
    return f"{day} {_clock(seconds)}" if has_time and seconds else day


def _units_shown(parts: tuple[_Part, ...]) -> set[str]:
    """Return the units of time that a format shows; ``m`` beside hours or seconds is a minute."""
    runs = [each.text.lower() for each in parts if each.kind == "clock"]
    runs = [run for text in runs for run in re.findall(r"y+|m+|d+|h+|s+", text)]
    found = set()
    for at, run in enumerate(runs):
        near = [*runs[max(at - 1, 0) : at], *runs[at + 1 : at + 2]]
        is_minute = len(run) < 3 and (
            (at > 0 and runs[at - 1][0] == "h") or any(each[0] == "s" for each in near[-1:])
        )
        if run[0] == "m" and is_minute:
            found.add("minute")
        elif run in ("ddd", "dddd"):
            found.add("weekday")
        else:
            found.add(run[0])
    return found


def _day(days: int, *, epoch_1904: bool) -> str:
    # In the 1900 system day 60 is 29 February 1900, which never was; what is before it is off by 1.
    if not epoch_1904 and days < 61:
        raise NotShown("a day before March 1900, which spreadsheets do not agree on")
    start = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
    try:
        return (start + timedelta(days=days)).isoformat()
    except OverflowError:
        raise NotShown("a day beyond the year 9999") from None


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3_600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}" + (f":{left:02}" if left else "")
