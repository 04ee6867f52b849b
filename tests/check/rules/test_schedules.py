"""Schedules that no officer can keep."""

from __future__ import annotations

import pytest

from mou_builder.check.rules.schedules import days_of
from tests.support.check.faultless_config import codes, duty, groups, instead, judged, schedule

NOTICED = {
    "the same days, whatever they are called": (
        "MOU331",
        [schedule(duty("High", "A days") + duty("Middle", "a  days"))],
    ),
    "every day but one, at two schools": (
        "MOU331",
        [schedule(duty("High", "every day except Friday") + duty("Middle", "Thursday"))],
    ),
    "twice at one school at the same time": (
        "MOU331",
        [schedule(duty("High", "Monday") + duty("High", "Monday", "8:00-12:00"))],
    ),
    "one officer, written in two ways": (
        "MOU331",
        [
            schedule(
                duty("High", "Monday", officer="J. Smith")
                + duty("Middle", "Monday", officer="J SMITH"),
                "officer-schedule",
            )
        ],
    ),
    "an officer with two groups of schools": (
        "MOU331",
        [groups("{officer: SRO 1, schools: x}", "{officer: SRO 1, schools: y}")],
    ),
    "three officers, where one and a half are paid": (
        "MOU331",
        [
            instead("officers: 1", "officers: 1.5"),
            schedule(
                "".join(duty("High", "Monday", officer=each) for each in ("Ann", "Bo", "Cy")),
                "officer-schedule",
            ),
        ],
    ),
    "six days of eight hours": ("MOU331", [schedule(duty("High", "Monday through Saturday"))]),
    "a day of eleven hours": ("MOU331", [instead("7:30, ends: 15:30", "6:30, ends: 17:30")]),
    "the whole week at the other schools": (
        "MOU331",
        [
            instead("one-school", "home-school"),
            instead(
                "starts:", "other_schools: [Maple Grove Middle School], weekly_hours: 40, starts:"
            ),
        ],
    ),
    "days by their letters, at two schools": (
        "MOU331",
        [schedule(duty("High", "MWF") + duty("Middle", "Tu/W"))],
    ),
    "a day of half an hour": ("MOU331", [instead("ends: 15:30", "ends: 8:00")]),
    "an officer who is on duty for seventy hours in the week": (
        "MOU331",
        [schedule(duty("High", "Monday through Friday", "6:30 a.m.-8:30 p.m."))],
    ),
    "more officers with schools than paid": (
        "MOU331",
        [groups("{officer: SRO 1, schools: x}", "{officer: SRO 2, schools: y}")],
    ),
    "a day of sixteen hours": ("MOU331", [instead("ends: 15:30", "ends: 23:30")]),
    "one officer at two schools at once": (
        "MOU331",
        [schedule(duty("High", "Monday through Friday") + duty("Middle", "Fridays"))],
    ),
    "a named officer at two schools at once": (
        "MOU331",
        [
            schedule(
                duty("High", "Mon-Wed", officer="Ann") + duty("Middle", "Tuesday", officer="Ann"),
                "officer-schedule",
            )
        ],
    ),
    "more officers scheduled than paid": (
        "MOU331",
        [
            schedule(
                duty("High", "Mondays", officer="Ann") + duty("High", "Mondays", officer="Bo"),
                "officer-schedule",
            )
        ],
    ),
}

SILENT: dict[str, list[tuple[str, str]]] = {
    "two officers, where one and a half are paid": [
        instead("officers: 1", "officers: 1.5"),
        schedule(
            duty("High", "Monday", officer="Ann") + duty("Middle", "Monday", officer="Bo"),
            "officer-schedule",
        ),
    ],
    "every day but one, and the one": [
        schedule(duty("High", "every day except Friday") + duty("Middle", "Friday"))
    ],
    "some hours of the week at the other schools": [
        instead("one-school", "home-school"),
        instead("starts:", "other_schools: [Maple Grove Middle School], weekly_hours: 30, starts:"),
    ],
    "one officer at two schools on different days": [
        schedule(duty("High", "Monday through Wednesday") + duty("Middle", "Thursday and Friday"))
    ],
    "one officer at two schools one after the other": [
        schedule(duty("High", "Mondays", "7:30-11:30") + duty("Middle", "Mondays", "12:00-15:30"))
    ],
    "days that nobody but the school knows": [
        schedule(duty("High", "A days") + duty("Middle", "B days"))
    ],
    "two officers at two schools": [
        instead("officers: 1", "officers: 2"),
        schedule(
            duty("High", "Mondays", officer="Ann") + duty("Middle", "Mondays", officer="Bo"),
            "officer-schedule",
        ),
    ],
    "schools of a list that are all known, and some that are not named": [
        groups(
            "{officer: SRO 1, schools: 'Maple Grove High School, Maple Grove Middle School, "
            "and all elementary schools'}"
        )
    ],
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday through Friday", {0, 1, 2, 3, 4}),
        ("Mon–Wed", {0, 1, 2}),
        ("Mondays, Wednesdays, and Fridays", {0, 2, 4}),
        ("Tuesday & Thursday", {1, 3}),
        ("Friday to Monday", {4, 5, 6, 0}),
        ("every school day", {0, 1, 2, 3, 4}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("five days a week", {0, 1, 2, 3, 4}),
        ("every day except Friday", {0, 1, 2, 3}),
        ("weekdays, but not on Mondays and Tuesdays", {2, 3, 4}),
        ("Wednesdays only", {2}),
        ("Thursday of each week", {3}),
        ("alternate Mondays", None),
        ("Monday of the first week", None),
        ("A days", None),
        ("MWF", {0, 2, 4}),
        ("T, Th", {1, 3}),
    ],
)
def test_days_are_read_as_written_or_not_at_all(text: str, days: set[int] | None) -> None:
    assert days_of(text) == days


def test_an_officer_at_two_schools_at_once_is_told_once() -> None:
    whole = schedule(
        duty("High", "Monday through Friday") + duty("Middle", "Monday through Friday")
    )
    assert codes(whole) == ["MOU331"]
