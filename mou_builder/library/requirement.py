"""Requirements: what an agreement must contain, in sets, each with its legal basis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from mou_builder.diagnostic import Severity
from mou_builder.frozen import dataclass, field
from mou_builder.library.fact import Fact
from mou_builder.library.typed.values import Days


@dataclass(frozen=True)
class ClauseWanted:
    """A clause in the model's words: neither left out nor replaced by a text of the config's own.

    Where ``variants`` are named, it must be one of them; where a ``blank`` is, its value must be
    given, and be no less than ``minimum``, no more than ``maximum`` (in the unit of the blank's
    type), ``equals`` (as it is typed), ``includes`` (ids of choices) and one of the words that it
    ``mentions``, as far as these are stated.
    """

    clause: str
    variants: tuple[str, ...] = ()
    blank: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    equals: str | None = None
    includes: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignatoryWanted:
    """Somebody whose signature binds a party, unlike one who approves as to form.

    Where a ``title`` is named, that of the signatory has it among its words, and none that makes
    it another's (“Assistant Principal”); with ``each_school`` there are as many of them as the
    party has schools.
    """

    party: str
    title: str = ""
    each_school: bool = False


@dataclass(frozen=True)
class TermWanted:
    """A day of the term: ``from`` or ``until``; the whole term has ``months`` at the most."""

    key: str
    months: int | None = None


@dataclass(frozen=True)
class AllWanted:
    """Several things, all of them."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True)
class NotWanted:
    """A content that must not be there."""

    part: ClauseWanted


@dataclass(frozen=True)
class NeverWanted:
    """What no agreement of this library's can satisfy, and the reason."""

    reason: str


Wanted = ClauseWanted | SignatoryWanted | TermWanted | AllWanted | NotWanted | NeverWanted


class RequirementKind(StrEnum):
    """What a requirement asks for."""

    CONTENTS = "contents"
    STATE_MODEL = "state-model"
    """A model of the state that is followed, or may not be departed from."""
    REVIEW = "review"
    """A review at an interval, and who takes part in it."""
    POSTING = "posting"
    FILING = "filing"
    TRAINING = "training"
    """Training, by when, and who keeps the records."""
    SIGNATURE = "signature"
    FORBIDDEN = "forbidden"
    """What the agreement must not contain."""


class Reading(StrEnum):
    """How a source was read."""

    OWN_TEXT = "own text"
    QUOTED = "quoted"
    SECONDARY = "secondary"
    """A summary, or a page that restates the law."""


@dataclass(frozen=True)
class LawSource:
    """Where a law was read: the address, how it was read, and since when it holds."""

    address: str = ""
    how: Reading | None = None
    since: str = ""


@dataclass(frozen=True)
class Requirement:
    """One thing that an agreement must contain.

    Any of ``satisfied_by`` is enough. ``due_days`` after the award of the ``grant`` the signed
    agreement is due.
    """

    id: str
    title: str
    severity: Severity
    basis: str
    satisfied_by: tuple[Wanted, ...]
    hint: str | None = None
    due_days: Days | None = None
    grant: str | None = None
    kind: RequirementKind = RequirementKind.CONTENTS
    read_at: LawSource = field(default_factory=LawSource)


class DutyFrom(StrEnum):
    """What a duty's days are reckoned from."""

    BEGIN = "begin"
    """The first day of the term."""
    ADOPTED = "adopted"
    SIGNED = "signed"
    """The day of the last signature."""


@dataclass(frozen=True)
class Duty:
    """Something that the law asks to be done with an agreement, beside what it must contain.

    ``fact`` is what is recorded when it is done; it is due ``months`` and ``days`` after
    ``after``, and where it is ``repeated`` so long after it was done last, too.
    """

    id: str
    title: str
    fact: Fact
    after: DutyFrom
    basis: str
    months: int = 0
    days: int = 0
    repeated: bool = False


@dataclass(frozen=True)
class RequirementSet:
    """Requirements from one source, as it stood on the day ``read``.

    ``models`` are the ids of the models that it is for, ``states`` the codes of the states whose
    law it holds; empty means any. ``binds`` says for whom it is law; one that is
    ``for_some`` districts of its states only is offered to all and proposed to none. Of a
    ``partial`` set, ``was_read`` and ``not_read`` say what of the law stands behind it: an
    agreement that satisfies it may still lack something. ``notes`` are what the law says beside
    the agreement's contents.
    """

    id: str
    title: str
    source: str
    read: date
    requirements: tuple[Requirement, ...]
    models: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    file: str = ""
    duties: tuple[Duty, ...] = ()
    read_at: LawSource = field(default_factory=LawSource)
    binds: str = ""
    partial: bool = False
    for_some: bool = False
    was_read: str = ""
    not_read: str = ""
    notes: tuple[str, ...] = ()
