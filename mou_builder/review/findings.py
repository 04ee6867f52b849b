"""The values of a review: what was found about each part of a returned copy."""

from __future__ import annotations

from enum import StrEnum

from mou_builder.agreement.document import Agreement, Key, Kind
from mou_builder.frozen import dataclass
from mou_builder.review.line_match import FoundBy
from mou_builder.review.returned_copy import Cell, CopyWords, Remark, Reviser
from mou_builder.review.silent_edits import Edit


class PartFinding(StrEnum):
    """What was found about a part; one part may have several."""

    TRACKED = "tracked changes"
    SILENT = "silent edits"
    LIBRARY = "of another library"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    UNCERTAIN = "may print otherwise"
    COMMENTED = "commented on"


class ChangeAnswer(StrEnum):
    """What became of a change that we proposed."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IN_PART = "accepted in part"
    CHANGED = "changed further"
    OPEN = "still open"


class AwaitedFrom(StrEnum):
    """Whose answer to a change is awaited: that of the other side, or ours."""

    THEM = "them"
    US = "us"


@dataclass(frozen=True)
class AnsweredChange:
    """A change that we proposed to a part, and what became of it.

    ``old`` are the words that ``new`` should replace; both are "" for a move of the part. ``now``
    are the words that stand there when every tracked change is accepted. ``deletion`` and
    ``insertion`` are the answers to the two halves where these differ. ``hands`` are those who
    answered by tracked changes; accepting or rejecting a change leaves no name.
    """

    old: str
    new: str
    answer: ChangeAnswer
    now: str = ""
    hands: tuple[Reviser, ...] = ()
    deletion: ChangeAnswer | None = None
    insertion: ChangeAnswer | None = None
    is_move: bool = False


@dataclass(frozen=True)
class AcceptedLine:
    """A line as it reads when every change is accepted."""

    text: str
    kind: Kind | None = None
    cell: Cell | None = None


@dataclass(frozen=True)
class Reviewed:
    """One part of the agreement as it came back, or something that was added to it.

    ``number`` is the number of a clause as sent, or of an added one as the returned copy has it.
    ``words`` carry the marks of changes; the hand of silent edits is `silent_edits.SILENT`.
    ``after`` is the part that stands before it in the returned copy. ``awaits`` is whose answer to
    the changes is awaited.
    """

    key: Key | None
    title: str
    number: str
    findings: tuple[PartFinding, ...]
    words: tuple[CopyWords, ...] = ()
    edits: tuple[Edit, ...] = ()
    accepted: tuple[AcceptedLine, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes: tuple[str, ...] = ()
    by: FoundBy = FoundBy.ANCHOR
    after: Key | None = None
    hands: tuple[Reviser, ...] = ()
    answers: tuple[AnsweredChange, ...] = ()
    awaits: AwaitedFrom | None = AwaitedFrom.US

    @property
    def answer(self) -> ChangeAnswer | None:
        """What became of all changes that we proposed to the part; None if there are none.

        Of different answers, “changed further” stands for all, then “still open”; all others
        together are “accepted in part”.
        """
        found = {each.answer for each in self.answers}
        if len(found) < 2:
            return next(iter(found), None)
        for each in (ChangeAnswer.CHANGED, ChangeAnswer.OPEN):
            if each in found:
                return each
        return ChangeAnswer.IN_PART

    @property
    def own_edits(self) -> tuple[Edit, ...]:
        """The edits other than the changes that we proposed."""
        return tuple(each for each in self.edits if not each.is_ours)

    @property
    def is_changed(self) -> bool:
        """Whether the words or the place of the part changed, tracked or not."""
        return bool(set(self.findings) - {PartFinding.COMMENTED, PartFinding.LIBRARY})

    @property
    def is_of_library(self) -> bool:
        """Whether it has words that, by the document, another library made."""
        return PartFinding.LIBRARY in self.findings

    @property
    def is_uncertain(self) -> bool:
        """Whether it may print differently from how it was read."""
        return PartFinding.UNCERTAIN in self.findings

    @property
    def is_silent(self) -> bool:
        """Whether it was changed in any way that is not tracked."""
        return PartFinding.SILENT in self.findings


@dataclass(frozen=True)
class Review:
    """What the other side did, part by part in the order of the returned copy.

    A part that was removed has the place that it had. ``notes`` are about the whole, ``remarks``
    the comments that belong to no part; ``doubts`` say what in the file as a whole may make it
    print differently. ``saved_by`` is who saved the copy last, according to the copy itself.
    """

    sent: Agreement
    parts: tuple[Reviewed, ...]
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    doubts: tuple[str, ...] = ()
    saved_by: Reviser | None = None

    @property
    def answered(self) -> tuple[Reviewed, ...]:
        """The parts that we proposed to change, each once."""
        found: dict[object, Reviewed] = {}
        for each in self.parts:
            if each.answers:
                found.setdefault(each.key, each)
        return tuple(found.values())

    @property
    def has_silent_edits(self) -> bool:
        """Whether anything was changed without being tracked."""
        return any(each.is_silent for each in self.parts)

    @property
    def has_other_library(self) -> bool:
        """Whether anything has words that, by the document, another library made."""
        return any(each.is_of_library for each in self.parts)

    @property
    def is_to_look_at(self) -> bool:
        """Whether anything differs from what was sent, or may, without a tracked change."""
        return self.has_silent_edits or self.has_other_library or self.is_uncertain

    @property
    def is_uncertain(self) -> bool:
        """Whether anything may print differently from how it was read."""
        return bool(self.doubts) or any(each.is_uncertain for each in self.parts)

    @property
    def changed(self) -> tuple[Reviewed, ...]:
        """The parts that changed."""
        return tuple(each for each in self.parts if each.is_changed)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was changed or commented on, typography aside."""
        is_quiet = not self.remarks and not self.doubts
        is_open = all(each.answer is ChangeAnswer.OPEN for each in self.answered)
        return is_quiet and is_open and not any(each.findings for each in self.parts)
