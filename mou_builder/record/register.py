"""What the public may know of an agreement: the values that the register shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby

from mou_builder.config.facts import Record, RecordedFact
from mou_builder.frozen import dataclass
from mou_builder.library.fact import Fact

_SHOWN = frozenset(
    {
        Fact.ADOPTED,
        Fact.SIGNED,
        Fact.IN_EFFECT,
        Fact.AMENDED,
        Fact.POSTED,
        Fact.FILED,
        Fact.REVIEWED,
        Fact.SUPERSEDED,
        Fact.TERMINATED,
        Fact.ENDED,
    }
)
"""Facts that concern the public; drafts, refusals and copies on the disk do not."""


@dataclass(frozen=True)
class RegisterEvent:
    """An event in a sentence, and what it changed, one sentence for each change."""

    day: date
    text: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterYear:
    """The events of a year, newest first."""

    year: int
    events: tuple[RegisterEvent, ...]


@dataclass(frozen=True)
class RegisterEntry:
    """An agreement in the register.

    ``folder`` is where its pages are; ``signed`` who signed and when; ``postings`` where it is
    posted or filed.
    """

    folder: str
    title: str
    district: str
    agency: str
    since: date | None
    until: date | None
    state: str
    signed: tuple[tuple[str, date], ...]
    postings: tuple[str, ...]
    events: tuple[RegisterEvent, ...]

    @property
    def years(self) -> tuple[RegisterYear, ...]:
        """Its history year by year, the newest first."""
        newest = sorted(self.events, key=lambda each: each.day, reverse=True)
        years = groupby(newest, key=lambda each: each.day.year)
        return tuple(RegisterYear(year, tuple(events)) for year, events in years)


@dataclass(frozen=True)
class WithheldEntry:
    """An agreement that is public and was signed, and whose text cannot be shown as the signed one.

    Of it the register says whose it is and nothing else: that it was silently gone would tell the
    public that there is no agreement, and its words are not known to be those that were signed.
    """

    district: str
    agency: str


def public_facts(record: Record, in_effect: Collection[int]) -> Iterator[RecordedFact]:
    """Yield the facts that the public may know: none where nobody recorded it as public.

    ``in_effect`` are the numbers of the amendments in effect; of others nothing is told.
    """
    if not record.of(Fact.PUBLIC):
        return
    for each in record:
        if each.fact in _SHOWN and (each.amendment is None or each.amendment in in_effect):
            yield each
