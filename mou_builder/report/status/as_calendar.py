"""A portfolio as a calendar (iCalendar, RFC 5545): reviews, notice deadlines and ends of terms.

An event keeps its identifier as long as the parties and the number of the term stay the same, so
that a calendar that imports the file again updates what it has, also where a day was corrected. Of
several agreements for which these are the same, each is known by its file, too.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mou_builder.agreement.wording import capitalized, long_date
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import Due, Event
from mou_builder.renewal.history import root_of
from mou_builder.report.status.wording import EVENTS, changed_text, due_title, title
from mou_builder.yamltext.source import legible

_SPACE = uuid.UUID("5d1f5d8e-6f0b-4a39-9a55-0a7b9a1c2f61")
"""The name space of the identifiers (RFC 9562, 5.5); any other would do, but never a new one."""

_FIRST_DAY = date(2020, 1, 1)
_OCTETS = 75
_REMIND = dict.fromkeys(Event, 14) | {Event.CHANGED: 0, Event.END: 30}
"""Days before each event on which a calendar reminds of it."""

_WORDS = {
    Event.CHANGED: "Its days are not told until its words are those that were signed.",
    Event.SIGNING: "The term begins; until all have signed there is no agreement.",
    Event.DUTY: "The law asks for it; record it when it is done.",
    Event.REVIEW: "All signatories or their successors review the agreement before it is renewed.",
    Event.NOTICE: "Last day for written notice, if the agreement is not to go on.",
    Event.END: "Last day of the term; after it the agreement is no longer in force.",
}


def status_ics(standings: Sequence[Standing], as_of: date, program: str) -> str:
    """Return a calendar with the events of every agreement that is still to be looked after."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{program}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:School Resource Officer agreements",
    ]
    counted = Counter(map(_known_by, standings))
    for each in standings:
        named = _known_by(each)
        if counted[named] > 1:
            named = (*named, legible(root_of(each.file)))
        for due in each.dues if each.is_live else ():
            lines += _event_lines(each, due, as_of, named)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded_line(line))


def _event_lines(each: Standing, due: Due, as_of: date, named: tuple[str, ...]) -> Iterator[str]:
    days = _REMIND[due.event]
    summary = f"{due_title(due)}: {title(each)}"
    words = [_WORDS[due.event]]
    if each.changed:
        words.insert(0, f"{capitalized(changed_text(each))}.")
    if due.basis:
        words.append(f"Basis: {due.basis}.")
    if each.until and not each.changed:
        words.append(f"The term ends on {long_date(each.until)}.")
    words.append(f"File: {legible(each.file)}")
    yield "BEGIN:VEVENT"
    yield f"UID:{_identifier(named, due)}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{max(0, (as_of - _FIRST_DAY).days)}"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped_text(summary)}"
    yield f"DESCRIPTION:{_escaped_text(chr(10).join(words))}"
    yield f"CATEGORIES:{_escaped_text(EVENTS[due.event])}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"TRIGGER:-P{days}D"
    yield f"DESCRIPTION:{_escaped_text(summary)}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _known_by(each: Standing) -> tuple[str, ...]:
    """Return what an agreement is known by in a calendar."""
    if each.district:
        return each.district, each.agency, str(each.number)
    return (legible(each.file),)


def _identifier(named: tuple[str, ...], due: Due) -> str:
    event = (due.event.value, *([due.id] if due.id else []))
    return f"{uuid.uuid5(_SPACE, chr(31).join((*named, *event)))}@mou-builder"


def _escaped_text(text: str) -> str:
    """Return a text value (RFC 5545, 3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def _folded_line(line: str) -> Iterator[str]:
    """Yield a content line in pieces of 75 octets at most (RFC 5545, 3.1)."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += octets
    yield piece
