"""Copies that the other side edited in LibreOffice: the review finds these edits and no others.

One process of it edits the whole batch, by its own API, with changes recorded and without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mou_builder.agreement.document import Kind, PartKind
from mou_builder.review.findings import PartFinding, Reviewed
from mou_builder.review.folding import plain
from mou_builder.review.sent_parts import SentPart, sent_parts
from tests.support.agreement.assembling import FINISHED, assembled, example
from tests.support.libreoffice.jobs import Step, edited
from tests.support.review.returned_copies import CITY, reviewed, sent

AUTHORS = ["Luis Ortega", "Dana O'Brien-Whitfield"]
NEW_WORDS = [
    *("not", "at its own expense", "and & or <if any>", "“so far as it can”"),
    *("within ninety (90) days", "$1,000.00", "🏫", "שלום"),
]
WHATS = ["join", "replace", "insert", "delete", "split", "add", "remove"]
PROSE = {Kind.CLAUSE, Kind.CONTINUATION, Kind.SUBCLAUSE}


@dataclass(frozen=True)
class Asked:
    """An edit, and what is to be found: the lines of the clause afterwards."""

    clause: str
    step: Step
    lines: tuple[str, ...]
    deleted: str = ""
    inserted: str = ""


@lru_cache(maxsize=16)
def clauses(name: str, what: str = "replace") -> tuple[SentPart, ...]:
    """The clauses of an example in which this can be done."""
    parts = sent_parts(assembled(example(name)))
    return tuple(
        each for each in parts if each.key.part is PartKind.CLAUSE and _places(each, name, what)
    )


@lru_cache(maxsize=8)
def _once(name: str) -> frozenset[str]:
    """The words of the paragraphs that stand at one place only, where a step finds them."""
    lines = Counter(
        line.text for each in sent_parts(assembled(example(name))) for line in each.lines
    )
    return frozenset(text for text, count in lines.items() if count == 1)


def _places(part: SentPart, name: str, what: str) -> list[int]:
    return [
        at
        for at, (line, following) in enumerate(pairwise((*part.lines, None)))
        if line is not None
        and line.kind in PROSE
        and line.text in _once(name)
        and len(line.text.split()) > 2
        and (what != "join" or (following is not None and following.kind in PROSE))
    ]


@st.composite
def asked_for(draw: st.DrawFn, part: SentPart, name: str, what: str, tracked: bool) -> Asked:
    """An edit of a clause by either author."""
    at = draw(st.sampled_from(_places(part, name, what)))
    lines = [each.text for each in part.lines]
    text = lines[at]
    author = draw(st.sampled_from(AUTHORS))
    words = text.split(" ")
    first = draw(st.integers(1, len(words) - 1))
    last = min(first + draw(st.integers(1, 3)), len(words))
    start = len(" ".join(words[:first])) + 1
    gone, new = " ".join(words[first:last]), draw(st.sampled_from(NEW_WORDS))

    def asked(what: str, *after: str, length: int = 0, typed: str = "", **more: str) -> Asked:
        step = Step(what, text, author, tracked, start, length, typed)
        joined = 2 if what == "join" else 1
        return Asked(part.key.id, step, (*lines[:at], *after, *lines[at + joined :]), **more)

    match what:
        case "replace":
            became = " ".join([*words[:first], new, *words[last:]])
            length = len(gone)
            return asked("type over", became, length=length, typed=new, deleted=gone, inserted=new)
        case "insert":
            became = " ".join([*words[:first], new, *words[first:]])
            return asked("type over", became, typed=f"{new} ", inserted=new)
        case "delete":
            became = " ".join([*words[:first], *words[last:]])
            length = len(gone) + (last < len(words))
            return asked("type over", became, length=length, deleted=gone)
        case "split":
            return asked("split", text[:start], text[start:])
        case "join":
            return asked("join", f"{text} {lines[at + 1]}")
        case "add":
            more = f"They shall act {new}."
            return asked("add", text, more, typed=more, inserted=more)
        case _:
            return asked("remove", deleted=text)


@st.composite
def sessions(draw: st.DrawFn, what: str, tracked: bool) -> tuple[str, tuple[Asked, ...]]:
    """An example, and what the other side does to some of its clauses: this, and anything else."""
    name = draw(st.sampled_from(FINISHED))
    first = draw(st.sampled_from(clauses(name, what)))
    asked = [draw(asked_for(first, name, what, tracked))]
    others = [each for each in clauses(name) if each.key != first.key]
    for each in draw(st.lists(st.sampled_from(others), max_size=4, unique_by=lambda p: p.key)):
        possible = [kind for kind in WHATS if _places(each, name, kind)]
        other = asked_for(each, name, draw(st.sampled_from(possible)), draw(st.booleans()))
        asked.append(draw(other))
    return name, tuple(asked)


def drawn() -> list[tuple[str, tuple[Asked, ...]]]:
    """Three sessions with each kind of edit, tracked and not."""
    found = []
    for what, tracked in product(WHATS, (True, False)):

        @settings(max_examples=3, deadline=None, derandomize=True, database=None)
        @given(sessions(what, tracked))
        def take(session: tuple[str, tuple[Asked, ...]]) -> None:
            found.append(session)

        take()
    return found


@pytest.mark.crosscheck
def test_whatever_is_edited_in_libreoffice_is_found_and_nothing_else() -> None:
    all_sessions = drawn()
    assert len(all_sessions) > 2 * len(WHATS)
    jobs = [(sent(example(name)), [each.step for each in asked]) for name, asked in all_sessions]
    for (name, asked), seen in zip(all_sessions, edited(jobs), strict=True):
        review = reviewed(seen.saved).review
        found = {part.key.id if part.key else part.title: part for part in review.changed}
        problems = [problem for each in asked for problem in _missed(each, found)]
        assert (problems, list(found), review.notes) == ([], [], ()), (name, asked)


def _missed(asked: Asked, found: dict[str, Reviewed]) -> Iterator[str]:
    """Take what was asked for out of what was found; yield how that differs."""
    part = found.pop(asked.clause, None)
    lines = asked.lines
    if part is None and asked.step.what == "add":
        # Behind the first paragraph of a clause, whose number it takes over, it is a new clause.
        part = found.pop(f"“{asked.step.words}”", None)
        lines = (asked.step.words,)
    if part is None:
        yield f"{asked.clause}: not found"
        return
    tracked = asked.step.tracked
    if (part.is_silent, PartFinding.TRACKED in part.findings) != (not tracked, tracked):
        yield f"{asked.clause}: {part.findings}"
    if {each.author for each in part.hands} != ({asked.step.author} if tracked else set()):
        yield f"{asked.clause}: by {part.hands}"
    if [plain(each.text) for each in part.accepted] != [plain(each) for each in lines]:
        yield f"{asked.clause}: reads {part.accepted}"
    if not _has_words(part, asked):
        yield f"{asked.clause}: {part.edits}"


def _has_words(part: Reviewed, asked: Asked) -> bool:
    """Tell whether the edit is shown with the words that came and went.

    A tracked one has no others; of one that is not, the phrase around it may be shown.
    """
    deleted, inserted = (
        plain("".join(each)).strip()
        for each in zip(*((edit.deleted, edit.inserted) for edit in part.edits), strict=True)
    )
    if asked.step.tracked and asked.step.what == "type over":
        return (deleted, inserted) == (plain(asked.deleted), plain(asked.inserted))
    return plain(asked.deleted) in deleted and plain(asked.inserted) in inserted


@pytest.mark.crosscheck
def test_rows_and_changes_of_two_authors_over_each_other_are_found() -> None:
    text = example("county-and-four-schools.yaml")
    part = next(p for p in sent_parts(assembled(text)) if p.key.id == "duty-stations")
    cell = next(line.text for line in part.lines if line.kind is None and "School" in line.text)
    words = ("SRO 1", "Prairie View Elementary School", "Friday", "8:15 a.m.", "12:00 p.m.")
    row = Step("add a row", cell, AUTHORS[0], tracked=False, cells=words)
    pay = clauses(CITY)[[each.key.id for each in clauses(CITY)].index("funding")].lines[0].text
    old, new = "75 percent (75%)", "60 percent (60%) or more"
    first = Step("type over", pay, AUTHORS[0], True, pay.index(old), len(old), new)
    marked = pay.replace(old, f"{old}{new}")
    more = Step("type over", marked, AUTHORS[1], True, marked.index(" or more"), len(" or more"))
    with_row, overlapping = edited([(sent(text), [row]), (sent(), [first, more])])

    [found] = reviewed(with_row.saved).review.changed
    assert (found.key, found.findings) == (part.key, (PartFinding.SILENT,))
    assert plain(" ".join(each.text for each in found.accepted[-7:])).count(words[1]) == 1
    [found] = reviewed(overlapping.saved).review.changed
    assert found.findings == (PartFinding.TRACKED,)
    assert {each.author for each in found.hands} == set(AUTHORS)
    assert "pay 60 percent (60%), and" in found.accepted[0].text
