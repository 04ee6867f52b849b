"""The states of an agreement, of an amendment and of an executed copy."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from mou_builder.frozen import dataclass


class AgreementState(StrEnum):
    """The state of an agreement, by its record alone."""

    UNREADABLE = "unreadable"
    """The file cannot be read as a config."""
    DRAFT = "draft"
    """It has errors or open points."""
    READY = "ready to sign"
    """Nothing is lacking but the signatures."""
    OUT = "out for signature"
    ADOPTED = "adopted, not signed"
    PARTLY = "signed by some"
    UNSIGNED = "past its start, not signed by all"
    SIGNED = "signed, not yet in effect"
    CHANGED = "changed since signed"
    """Its words are not those that were signed."""
    UNADOPTED = "changed since adopted"
    """Its words are not those that a body adopted."""
    REFUSED = "refused"
    """A governing body refused it and has not approved it since."""
    IN_EFFECT = "in effect"
    AMENDED = "in effect as amended"
    EXPIRING = "in effect, review due"
    """Its last weeks, in which it must be reviewed."""
    OVER = "lapsed"
    """Its term has ended, and no later agreement is known."""
    ENDED = "ended early"
    """It was terminated, or ended otherwise before its term did."""
    SUPERSEDED = "superseded"
    """Another agreement has taken its place."""

    @property
    def is_in_force(self) -> bool:
        """Whether all have signed and the term runs."""
        return self in (self.IN_EFFECT, self.AMENDED, self.EXPIRING)

    @property
    def is_to_come(self) -> bool:
        """Whether nothing but adoption, signatures, or its first day is lacking to be in force."""
        waiting = (self.READY, self.OUT, self.ADOPTED, self.PARTLY, self.UNSIGNED, self.SIGNED)
        return self in waiting

    @property
    def is_changed(self) -> bool:
        """Whether its words are not those that its record speaks of."""
        return self in (self.CHANGED, self.UNADOPTED)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self in (self.SUPERSEDED, self.ENDED)


class AmendmentState(StrEnum):
    """The state of an amendment."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    ADOPTED = "adopted, not signed"
    PARTLY = "signed by some"
    SIGNED = "signed, not yet in effect"
    IN_EFFECT = "in effect"
    CHANGED = "changed since signed"
    """By its record it is in effect, but the words that were signed have changed."""

    @property
    def was_in_effect(self) -> bool:
        """Whether all have signed it and its day has come, even if its words changed later."""
        return self in (self.IN_EFFECT, self.CHANGED)

    @property
    def is_pending(self) -> bool:
        """Whether it waits for signatures, or for its day."""
        return not self.was_in_effect and self is not self.REFUSED


class CopyState(StrEnum):
    """The state of an executed copy on record."""

    KEPT = "kept"
    """It is where the record says, with the recorded digest."""
    MISSING = "missing"
    ALTERED = "altered"
    """The file there has another digest: it is not the recorded copy."""


class Event(StrEnum):
    """What falls due in the life of an agreement."""

    CHANGED = "changed"
    """Its words are not those on record; this needs attention now."""
    SIGNING = "signing"
    """The term begins: the last day to sign what is not signed yet."""
    DUTY = "duty"
    """Something that the law asks for: posting, filing, a review."""
    REVIEW = "review"
    """All signatories review it before it is renewed."""
    NOTICE = "notice"
    """The last day to give notice such that the agreement ends with its term at the latest."""
    END = "end"
    """The last day of the term."""


@dataclass(frozen=True)
class Due:
    """An event and its day; ``title`` and ``basis`` are a duty's, ``id`` tells duties apart."""

    event: Event
    day: date
    title: str = ""
    basis: str = ""
    id: str = ""


@dataclass(frozen=True)
class AmendmentStanding:
    """How an amendment stands: its number, since when, and who refused it or has not signed."""

    number: int
    state: AmendmentState
    day: date | None = None
    by: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class CopyStanding:
    """An executed copy on record, as it was found on the disk."""

    file: str
    state: CopyState
    amendment: int | None = None


@dataclass(frozen=True)
class FoundDocument:
    """A document that belongs to an agreement, and whether it has digital signatures.

    Whether these hold nobody has looked at: a copy counts when it is put on record.
    """

    file: str
    has_signatures: bool = False
