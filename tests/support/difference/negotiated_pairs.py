"""Pairs of configs as two sides negotiate them, one for every kind of change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mou_builder.actions.render import source_of
from mou_builder.agreement.document import CROSS_REFERENCE, Agreement, Block, Paragraph, PartKind
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Difference
from mou_builder.difference.redline import redline
from mou_builder.word.writing.document import Revision, render_docx
from tests.support.agreement.assembling import TEMPLATE, assembled, checked, example
from tests.support.review.returned_copies import CITY

# Requirement sets hold an agreement to clauses that negotiators here leave out or rewrite.
_NO_SET = ("requirements: [wisconsin]\n", "")
_OLD = example(CITY).replace(*_NO_SET)
_IN_TITLE = _OLD.replace("  until: ", "  in_title: school-years\n  until: ")
_COUNTY = example("county-and-four-schools.yaml").replace(*_NO_SET)
_LAST_INSTALMENT = '      - {due: 2029-03-31, amount: "$85,500.00"}\n'
_LAST_ROW = "until: 16:00}\n\n  # Further"
_FIXED = """    variant: fixed-amount
    officers: 1
    total: $90,000.00
    instalments:
      - {due: 2026-12-31, amount: "$45,000.00"}
      - {due: 2027-06-30, amount: "$45,000.00"}
"""
_SHARED = """    variant: shared-cost
    officers: 1
    district_share: 75%   # the agency's share is what remains
    invoiced: quarterly
"""
_CUSTOM = """
  custody:
    text: |
      No student shall be taken into custody at school without a warrant, except in an emergency.

      - The principal shall be told first.
      - The parents shall be told at once.
    because: agreed with the board
"""
_DRONES = """\
  drones:
    title: Drones
    after: custody
    text: No drone is flown over a school.
"""


def _changed(old: str, *changes: tuple[str, str]) -> tuple[str, str]:
    new = old
    for before, after in changes:
        assert before in new, before
        new = new.replace(before, after, 1)
    return old, new


_WALKS = _changed(
    _OLD.replace("\nclauses:\n", f"\nclauses:\n{_DRONES}"),
    ("No drone is flown over a school.", "'The SRO walks the halls. The SRO greets students.'"),
)[1]
_SPLIT = _changed(
    _WALKS,
    (
        "'The SRO walks the halls. The SRO greets students.'",
        "|\n      The SRO walks the halls.\n\n      The SRO greets students.",
    ),
)


PAIRS: dict[str, tuple[str, str]] = {
    "a share": _changed(_OLD, ("district_share: 75%", "district_share: 60%")),
    "a clause of our own before others": _changed(
        _OLD,
        ("\nclauses:\n", f"\nclauses:\n{_DRONES}"),
        ("district_share: 75%", "district_share: 60%"),
    ),
    "several blanks of a clause": _changed(
        _OLD, ("officers: 1", "officers: 2"), ("invoiced: quarterly", "invoiced: monthly")
    ),
    "a blank that was left to its default": _changed(
        _OLD, ("    invoiced: quarterly\n", "    invoiced: quarterly\n    due: 45 days\n")
    ),
    "an optional blank": _changed(
        _OLD, ("    invoiced: quarterly\n", "    invoiced: quarterly\n    increase_limit: 3%\n")
    ),
    "times of day": _changed(_OLD, ("starts: 7:30", "starts: 8:00")),
    "the end of the term": _changed(_IN_TITLE, ("until: 2027-06-30", "until: 2028-06-30")),
    "a topic": _changed(
        _OLD, ("      - de-escalation\n", "      - de-escalation\n      - mental-health\n")
    ),
    "a topic in own words": _changed(
        _OLD, ("      - de-escalation\n", "      - the use of naloxone\n")
    ),
    "another variant": _changed(_OLD, (_SHARED, _FIXED)),
    "a variant without blanks": _changed(
        _OLD, (_SHARED, "    variant: agency-pays\n    officers: 1\n")
    ),
    "custom text": _changed(_OLD, ("\nclauses:\n", "\nclauses:" + _CUSTOM)),
    "an added clause": _changed(_OLD, ("\nclauses:\n", "\nclauses:\n  disputes: yes\n")),
    "an added clause with blanks": _changed(
        _OLD, ("\nclauses:\n", "\nclauses:\n  disputes: {settle_within: 45 days}\n")
    ),
    "a removed clause": _changed(
        _OLD, ("\nclauses:\n", "\nclauses:\n  annual-meeting: {omit: {because: done elsewhere}}\n")
    ),
    "an opt-in clause that goes": _changed(_COUNTY, ("  disputes: yes\n", "")),
    "another clause in its stead": _changed(
        _COUNTY, ("  disputes: yes\n", "  counterparts: yes\n")
    ),
    "a row of the schedule": _changed(
        _COUNTY,
        (
            _LAST_ROW,
            (
                "until: 16:00}\n      - {officer: SRO 1, school: Prairie View Elementary School, "
                "days: Friday, from: 8:15, until: 12:00}\n\n  # Further"
            ),
        ),
    ),
    "instalments": _changed(
        _COUNTY,
        ("total: $513,000.00", "total: $427,500.00"),
        (_LAST_INSTALMENT, ""),
    ),
    "many things at once": _changed(
        _OLD,
        ("district_share: 75%", "district_share: 56.8%"),
        ("until: 2027-06-30", "until: 2029-06-30"),
        ("supervisor: Patrol Captain", "supervisor: Chief's Deputy"),
        ("\nclauses:\n", "\nclauses:\n  disputes: yes\n  complaints: yes\n"),
    ),
}


OF_PARAGRAPHS = {
    "a paragraph that is split": _SPLIT,
    "paragraphs that are joined": (_SPLIT[1], _SPLIT[0]),
}
"""Pairs that differ in where a paragraph of a clause of their own ends."""
_EVERY = {**PAIRS, **OF_PARAGRAPHS}


@lru_cache(maxsize=64)
def agreements(name: str) -> tuple[Agreement, Agreement]:
    old, new = _EVERY[name]
    return assembled(old), assembled(new)


@lru_cache(maxsize=64)
def redlined(name: str) -> bytes:
    """The redline of a pair as we send it, with the configs of both agreements in it."""
    old_text, new_text = _EVERY[name]
    old, new = agreements(name)
    source = source_of(checked(new_text, CITY), new, checked(old_text, CITY))
    revision = Revision("Maple Grove", "2026-09-01")
    return render_docx(redline(old, new), TEMPLATE, source, revision)


def changed_parts(name: str) -> set[tuple[PartKind, str]]:
    """The parts whose words or place differ, as the comparison has them."""
    old, new = agreements(name)
    found = set()
    for item in compare(old, new).changed:
        words = [_words(side.blocks) if side else None for side in (item.old, item.new)]
        if words[0] != words[1]:
            found.add((item.part, item.id))
    return found


def edited_parts(name: str) -> set[tuple[PartKind, str]]:
    """The parts that differ in more than the numbers of clauses that they refer to."""
    only_numbers = set()
    for item in compare(*agreements(name)).changed:
        sides = [_unnumbered(side.blocks) if side else None for side in (item.old, item.new)]
        if sides[0] == sides[1] and Difference.MOVED not in item.differences:
            only_numbers.add((item.part, item.id))
    return changed_parts(name) - only_numbers


def _unnumbered(blocks: Iterable[Block]) -> list[str]:
    """The words of blocks, with what a reference means in place of its number."""
    runs = [
        run
        for block in blocks
        for run in (
            [block.spans]
            if isinstance(block, Paragraph)
            else [cell for row in block.all_rows for cell in row.cells]
        )
    ]
    return [
        each.blank if each.blank and each.blank.startswith(CROSS_REFERENCE) else each.text
        for run in runs
        for each in run
    ]


def _words(blocks: object) -> list[str]:
    from mou_builder.review.sent_parts import lines_of

    return [line.text for block in blocks for line in lines_of(block)]  # type: ignore[attr-defined]
