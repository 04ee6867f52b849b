"""Schedules: no officer is at two schools at once, and no more officers serve than there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from decimal import Decimal
from itertools import combinations, pairwise
from math import ceil, floor

from mou_builder.agreement.wording import clock
from mou_builder.check.rule import Case, Finding, Rule, path_of_blank
from mou_builder.config.alike import folded, is_a_slip
from mou_builder.frozen import dataclass
from mou_builder.library.typed.moments import MONTHS, WEEKDAYS
from mou_builder.library.typed.values import Value
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import Path

_LONGEST = 200
"""Letters of a list of days with an exception; a longer text is no such list."""
_EVENING, _MORNING = time(17), time(7)
"""When the day of every school is over, and before which none begins."""
_SCHOOL_DAYS = 5
"""Days of a full school week."""
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORD = pattern(r"[a-z]+")
_DAY = pattern(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?")
_LETTERS = {"M": 0, "T": 1, "Tu": 1, "W": 2, "Th": 3, "R": 3, "F": 4}
_LETTER = pattern(r"Tu|Th|[MTWRF]")
_BY_LETTER = pattern(r"(?:Tu|Th|[MTWRF]){1,5}")
"""Days by their letters: “MWF”, “TTh”."""
_EVERY = pattern(r"\b(every|each|all|daily|weekdays?|school days?|(?:five|5) days|m ?[-–] ?f)\b")
_EXCEPT = pattern(
    r"^(.+?)[\s,(]+(?:except|but not|other than|excluding)\s+(?:for\s+|on\s+)?(.+?)\)?$"
)
_SURPLUS = pattern(
    r"\b(?:only|weekly|(?:of|in)\s+(?:each|every)\s+(?:school\s+)?week|(?:each|every|a"
    r"|per)\s+week)\b"
)
"""Words beside days that leave them as they are."""
_RANGE = pattern(r"^\s*(?:-|–|to|thru|through|until)\s*$")
_LIST = pattern(r"^[\s,&]*(?:and|or)?[\s,&]*$")


def days_of(text: str) -> frozenset[int] | None:
    """Return the days of the week (0 is Monday) that ``text`` names; None if that is not sure."""
    lower = _SURPLUS.sub(" ", text.lower()).strip(" ,.")
    excepted = _EXCEPT.match(lower) if len(lower) < _LONGEST else None
    if excepted and not _EXCEPT.match(excepted[2]):
        every, without = days_of(excepted[1]), days_of(excepted[2])
        return every - without if every and without else None
    letters = text.replace(" ", "").replace(",", "").replace("/", "")
    if _BY_LETTER.fullmatch(letters):
        return frozenset(_LETTERS[each] for each in _LETTER.findall(letters))
    found = list(_DAY.finditer(lower))
    if not found:
        return frozenset(range(5)) if _EVERY.search(lower) else None
    if lower[: found[0].start()].strip() not in ("", "on", "every", "each"):
        return None
    days = {_WEEK.index(found[0][1])}
    for one, other in pairwise(found):
        between = lower[one.end() : other.start()]
        first, last = _WEEK.index(one[1]), _WEEK.index(other[1])
        if _RANGE.match(between):
            days |= {(first + n) % 7 for n in range((last - first) % 7 + 1)}
        elif _LIST.match(between):
            days.add(last)
        else:
            return None
    return frozenset(days) if not lower[found[-1].end() :].strip(" .") else None


@dataclass(frozen=True)
class _Duty:
    path: Path
    officer: str
    school: str
    days: frozenset[int | str]
    """Days of the week; of days that nobody but the school knows (“A days”), their words."""
    begins: time
    ends: time

    @property
    def hours(self) -> float:
        """The hours of a week, as far as its days are known."""
        days = sum(isinstance(day, int) for day in self.days)
        return days * _minutes(self.begins, self.ends) / 60

    def clashes(self, other: _Duty) -> bool:
        return (
            folded(self.officer) == folded(other.officer)
            and bool(self.days & other.days)
            and self.begins < other.ends
            and other.begins < self.ends
        )


def _minutes(begins: time, ends: time) -> int:
    return 60 * (ends.hour - begins.hour) + ends.minute - begins.minute


def schedules_can_be_kept(case: Case) -> Iterator[Finding]:
    """MOU331: an officer is to be at two schools at once, or too long in the day or the week.

    Or more officers serve than are paid.
    """
    yield from _too_long_a_day(case)
    for reference in case.model.judgement.schedules:
        duties = list(_duties_in_rows(case, reference.rows))
        for one, other in combinations(duties, 2):
            if one.clashes(other):
                who = one.officer or "the officer"
                places = f"“{one.school}” and at “{other.school}”"
                if one.school == other.school:
                    places = f"“{one.school}” twice"
                message = (
                    f"{who} is at {places} at the same time, "
                    f"from {clock(max(one.begins, other.begins))}"
                )
                hint = "correct the days or hours, or choose a schedule by officer"
                yield case.warning("MOU331", message, other.path, hint)
                break
        else:  # hours that are counted twice say nothing
            yield from _too_many_hours(case, duties, reference.most_hours)
        yield from _days_amiss(case, reference.rows)
        officers = [folded(str(each)) for _, each in case.values(f"{reference.rows}.officer")]
        named = set(officers)
        yield from _twice_in_a_group(case, reference.rows, officers)
        there = case.value(reference.officers)
        if isinstance(there, int | Decimal) and len(named) > ceil(there):
            scheduled = "1 officer is" if len(named) == 1 else f"{len(named)} officers are"
            message = f"{scheduled} scheduled, but “{reference.officers}” is {there}"
            hint = "correct one of the two"
            yield case.warning("MOU331", message, path_of_blank(reference.rows), hint)
        elif isinstance(there, int | Decimal) and 0 < len(named) < floor(there):
            message = f"“{reference.officers}” is {there}, but only {len(named)} are scheduled"
            hint = "say where the others serve, or correct the number"
            yield case.warning("MOU331", message, path_of_blank(reference.rows), hint)
    yield from _outside_the_school_day(case)


def _days_amiss(case: Case, rows: str) -> Iterator[Finding]:
    """Yield days of a schedule that are misspelled, of the calendar, or a Sunday."""
    hint = "write days of the week on which school is in session, such as Monday through Friday"
    for path, text in case.values(f"{rows}.days"):
        words = _WORD.findall(text.casefold()) if isinstance(text, str) else []
        slip = next((word for word in words if _is_misspelt(word)), None)
        if slip:
            message = f"“{slip}” is spelled like no day of the week"
        elif words and {*words} & {*MONTHS} and not any(map(_DAY.fullmatch, words)):
            message = f"“{text}” is a day of the year, in a schedule of the week"
        elif 6 in (days_of(str(text)) or ()):
            message = f"“{text}” has a Sunday, on which no school is in session"
        else:
            continue
        yield case.warning("MOU331", message, path, hint)


def _is_misspelt(word: str) -> bool:
    """Tell whether a word is a day of the week but for a letter."""
    return word not in WEEKDAYS and any(is_a_slip(day, word) for day in WEEKDAYS)


def _outside_the_school_day(case: Case) -> Iterator[Finding]:
    """Yield hours of duty that end before a day of school begins, or begin when it is over."""
    pairs: list[tuple[Path, Value | None, Value | None]] = []
    if day := case.model.judgement.duty_day:
        ends = case.value(day.until)
        pairs.append((path_of_blank(day.since), case.value(day.since), ends))
    for reference in case.model.judgement.schedules:
        starts = list(case.values(f"{reference.rows}.from"))
        stops = [value for _, value in case.values(f"{reference.rows}.until")]
        if len(starts) == len(stops):
            pairs += [(path, one, other) for (path, one), other in zip(starts, stops, strict=True)]
    for path, begins, ends in pairs:
        if not (isinstance(begins, time) and isinstance(ends, time)) or begins >= ends:
            continue
        if begins >= _EVENING or ends <= _MORNING:
            message = f"duty from {clock(begins)} until {clock(ends)} is outside the school day"
            hint = "correct the times, or accept it with a reason"
            yield case.warning("MOU331", message, path, hint)


def _twice_in_a_group(case: Case, rows: str, officers: list[str]) -> Iterator[Finding]:
    """Yield an officer with two rows, where each row has all schools of one and no hours."""
    if any(True for _ in case.values(f"{rows}.days")):
        return
    for number, officer in enumerate(officers):
        if officer in officers[:number]:
            path: Path = (*path_of_blank(rows), number, "officer")
            message = "this officer has a row already, and is to be at other schools all day"
            hint = "put all schools of an officer into one row, or name another officer"
            yield case.warning("MOU331", message, path, hint)


def _too_long_a_day(case: Case) -> Iterator[Finding]:
    day = case.model.judgement.duty_day
    begins, ends = (case.value(day.since), case.value(day.until)) if day else (None, None)
    if day is None or not (isinstance(begins, time) and isinstance(ends, time)):
        return
    minutes = _minutes(begins, ends)
    if minutes > 60 * day.most_hours:
        message = f"the day of duty is {minutes / 60:g} hours long, until {clock(ends)}"
        hint = f"correct one of the two times; a day has {day.most_hours} hours of duty at the most"
        yield case.warning("MOU331", message, path_of_blank(day.until), hint)
    elif (elsewhere := case.value(day.elsewhere)) and isinstance(elsewhere, int | Decimal):
        week = minutes * _SCHOOL_DAYS / 60
        most = max(
            (each.most or 0 for each in case.model.judgement.usual if each.blank == day.elsewhere),
            default=0,
        )
        if elsewhere >= week > 0 and not 0 < most < elsewhere:  # MOU333 says that
            message = f"“{day.elsewhere}” is {elsewhere}, and the whole week has {week:g} hours"
            hint = "correct the hours; some must remain for the home school"
            path = path_of_blank(day.elsewhere)
            yield case.warning("MOU331", message, path, hint)
    elif 0 < minutes < 60 * day.least_hours:
        message = f"the day of duty is {minutes} minutes long, until {clock(ends)}"
        hint = "correct one of the two times; an afternoon is 15:30 or 3:30 p.m."
        yield case.warning("MOU331", message, path_of_blank(day.until), hint)


def _too_many_hours(case: Case, duties: list[_Duty], most: int | None) -> Iterator[Finding]:
    hours: dict[str, float] = {}
    for each in duties:
        officer = folded(each.officer)
        before = hours.get(officer, 0)
        hours[officer] = before + each.hours
        if most and before <= most < hours[officer]:
            who = each.officer or "the officer"
            message = f"{who} is on duty for {hours[officer]:g} hours in the week or more"
            hint = f"correct the days or hours; a week has {most} hours of duty at the most"
            yield case.warning("MOU331", message, each.path, hint)


def _duties_in_rows(case: Case, rows: str) -> Iterator[_Duty]:
    value = case.value(rows)
    for number, row in enumerate(value if isinstance(value, tuple) else ()):
        if isinstance(row, Mapping):
            school, days = row.get("school"), row.get("days")
            begins, ends = row.get("from"), row.get("until")
            on: frozenset[int | str] | None = None
            if isinstance(days, str):
                on = days_of(days) or frozenset({folded(days)})
            if (
                isinstance(school, str)
                and on
                and isinstance(begins, time)
                and isinstance(ends, time)
            ):
                path: Path = (*path_of_blank(rows), number)
                yield _Duty(path, str(row.get("officer") or ""), school, on, begins, ends)


RULES: tuple[Rule, ...] = (schedules_can_be_kept,)
