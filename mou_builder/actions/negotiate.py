"""From a returned copy and our answers to what we agree to, and the papers that say so.

No files, no clock: between the core and the front ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mou_builder.actions.amend import Amendment, AmendOptions, amend, with_comments, with_declined
from mou_builder.actions.render import source_of
from mou_builder.actions.review import (
    Reviewing,
    base_of,
    is_instrument,
    proposal_of,
    told_against_base,
)
from mou_builder.agreement.wording import shortened
from mou_builder.check.checking import Ready, ready
from mou_builder.diagnostic import Refused, refusal
from mou_builder.difference.redline import redline
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.proposal.answers import (
    OPEN,
    Answers,
    OurAnswer,
    Verdict,
    agreed_proposal,
    answered_name,
    answered_review,
    can_be_answered,
)
from mou_builder.proposal.from_review import ProposedFromReview, proposed_changes
from mou_builder.proposal.outcome import ProposalOutcome, outcome_of, proposal_source
from mou_builder.proposal.proposal import DeclinedChange, Proposal, SettingChange
from mou_builder.proposal.proposal_text import remarks_of
from mou_builder.proposal.rounds import change_in_words
from mou_builder.review.findings import AwaitedFrom, Review, Reviewed
from mou_builder.word.writing.document import Revision, render_docx
from mou_builder.yamltext.changes import Set, at_path
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Plain, Source


@dataclass(frozen=True)
class Negotiation:
    """What came back, compared with the agreement in effect, and what of it can be answered.

    ``whole`` is the proposal that accepting everything would be; its ``left_out`` can be answered
    in the conversation alone.
    """

    reviewing: Reviewing
    told: Review
    whole: ProposedFromReview

    @property
    def base(self) -> Ready:
        """The config that the changes are changes of."""
        return base_of(self.reviewing)

    @property
    def parts(self) -> tuple[Reviewed, ...]:
        """The clauses that can be answered."""
        if is_instrument(self.reviewing):
            return ()
        named = self._clauses()
        return tuple(
            each
            for each in self.told.parts
            if can_be_answered(each) and (each.key is None or each.key.id in named)
        )

    @property
    def settings(self) -> tuple[SettingChange, ...]:
        """The changes outside the clauses: dates, names, who signs."""
        changes = self.whole.proposal.changes if self.whole.proposal else ()
        return tuple(each for each in changes if isinstance(each, SettingChange))

    def undecided(self, answers: Answers) -> int:
        """Return how many changes have no answer yet."""
        names = [answered_name(each) for each in self.parts]
        names += [each.name for each in self.settings]
        decided = {name for name, each in answers.items() if each.verdict is not Verdict.OPEN}
        return sum(name not in decided for name in names)

    def still_open(self, answers: Answers, proposal: Proposal | None) -> tuple[str, ...]:
        """Return in words why there is no paper to sign yet; ``proposal`` is what we agree to."""
        undecided = self.undecided(answers)
        awaited = (
            sum(each.awaits is AwaitedFrom.THEM for each in proposal.changes) if proposal else 0
        )
        said = (
            (undecided, "{} no answer of ours yet"),
            (awaited, "{} no answer of the other side yet: send it the answer"),
        )
        return tuple(
            words.format("1 change has" if count == 1 else f"{count} changes have")
            for count, words in said
            if count
        )

    def _clauses(self) -> set[str]:
        changes = self.whole.proposal.changes if self.whole.proposal else ()
        return {each.clause for each in changes if not isinstance(each, SettingChange)}


def negotiation(reviewing: Reviewing) -> Negotiation:
    """Return what there is to answer in a copy that came back."""
    return Negotiation(reviewing, told_against_base(reviewing), proposal_of(reviewing))


def agreed(found: Negotiation, answers: Answers) -> Proposal | None:
    """Return the proposal of all that we accept, and of our own words where we counter."""
    if is_instrument(found.reviewing):
        return None
    base = found.base
    whole = found.whole.proposal
    review = answered_review(found.told, [answered_name(each) for each in found.parts], answers)
    made = proposed_changes(review, base.config, base.model, base.source).proposal
    taken = agreed_proposal(whole, made.changes if made else (), answers) if whole else None
    return replace(taken, declined=tuple(_what_we_reject(found, answers))) if taken else None


def outcome(found: Negotiation, answers: Answers, library: Library, today: date) -> ProposalOutcome:
    """Return what our answers lead to. Raises `Refused` where they cannot be carried out."""
    remarks = remarks_of(found.whole.left_out)
    return outcome_of(found.base, agreed(found, answers), library, today, remarks)


def agreed_source(found: Negotiation, proposal: Proposal) -> Source:
    """Return a proposal of our answers as the file that ``mou amend`` carries out."""
    return proposal_source(found.base, proposal, remarks_of(found.whole.left_out))


def amendment(
    found: Negotiation, answers: Answers, library: Library, options: AmendOptions
) -> Amendment | None:
    """Return the amendment that carries out what we agree to; None where that is nothing.

    Raises `Refused` as `mou_builder.actions.amend.amend` does; MOU626 also where we have not
    decided on every change.
    """
    proposal = to_amend(found, answers)
    return amend(found.base, agreed_source(found, proposal), library, options) if proposal else None


def to_amend(found: Negotiation, answers: Answers) -> Proposal | None:
    """Return what we agree to once every change is settled; None where that is nothing.

    Raises `Refused` (MOU626) while one is open.
    """
    proposal = agreed(found, answers)
    if proposal and (why := found.still_open(answers, proposal)):
        message = f"no paper to sign yet: {'; '.join(why)}"
        raise refusal("MOU626", found.reviewing.copy.file, message, "answer every change first")
    return proposal


def answer_docx(
    found: Negotiation,
    answers: Answers,
    result: ProposalOutcome,
    template: bytes,
    author: str,
    day: str,
) -> bytes:
    """Return the Word file that answers: what we agree to as tracked changes, reasons as comments.

    A change that we reject is a comment on the clause that stays. Raises `Refused` with what keeps
    the result from being an agreement.
    """
    if result.after is None or result.comparison is None:
        raise Refused(result.checked.diagnostics)
    marked = redline(result.before, result.after)
    if result.proposal is not None:
        by = replace(result.proposal, proposed_by=author)
        marked = with_comments(marked, by, result.comparison)
    marked = with_declined(marked, tuple(_what_we_reject(found, answers)), author, day)
    source = source_of(ready(result.checked), result.after, found.base)
    return render_docx(marked, template, source, Revision(author, day))


def _what_we_reject(found: Negotiation, answers: Answers) -> Iterator[DeclinedChange]:
    """Yield what we reject, each with the clause that it is about and the reason."""
    for part in found.parts:
        answer = answers.get(answered_name(part), OPEN)
        if answer.verdict is Verdict.REJECT:
            clause, about = (part.key.id, "") if part.key else ("", part.title)
            yield DeclinedChange(answer.because, clause, about)
    for change in found.settings:
        answer = answers.get(change.name, OPEN)
        if answer.verdict is Verdict.REJECT:
            yield DeclinedChange(answer.because, about=str(change.value))


def is_still(now: Source, sent: Source) -> bool:
    """Tell whether a config says what it said when it was sent.

    What was recorded since then, such as the signatures, makes no other agreement of it.
    """
    return _without_record(now) == _without_record(sent)


def _without_record(source: Source) -> Plain:
    data = source.data
    return {key: data[key] for key in data if key != "record"} if isinstance(data, dict) else data


def with_record_of(text: str, now: Source) -> str:
    """Return the text of a config with what is on record of it by now, such as that it was sent."""
    record = at_path(now.data, ("record",))
    return edit(text, [Set(("record",), record)]) if record else text


# Chosen by number

_MOST_EDITS = 2
_LONGEST = 60


@dataclass(frozen=True)
class NumberedChange:
    """A change that a proposal can express: the name under which it is answered, and its words."""

    name: str
    said: str


def numbered(found: Negotiation) -> tuple[NumberedChange, ...]:
    """Return the changes that can be taken or rejected, in the order of their numbers, from 1."""
    parts = (NumberedChange(answered_name(each), _part_in_words(each)) for each in found.parts)
    settings = (
        NumberedChange(each.name, f"{each.name}: {each.value} (was {each.was})")
        for each in found.settings
    )
    return (*parts, *settings)


def _part_in_words(part: Reviewed) -> str:
    clause = f" (clause {part.number.rstrip('.')})" if part.number else ""
    edits = [
        change_in_words(shortened(each.deleted, _LONGEST), shortened(each.inserted, _LONGEST))
        for each in part.edits[:_MOST_EDITS]
    ]
    more = ["…"] if len(part.edits) > _MOST_EDITS else []
    said = "; ".join([*edits, *more])
    return f"{part.title}{clause}: {said}" if said else f"{part.title}{clause}"


def chosen(found: Negotiation, verdicts: Mapping[int, OurAnswer]) -> ProposedFromReview:
    """Return the proposal of the changes that are taken; ``verdicts`` are by their numbers.

    Where none is taken by name, all are taken that are not rejected.
    """
    changes = numbered(found)
    rest = OPEN
    if all(each.verdict is not Verdict.ACCEPT for each in verdicts.values()):
        rest = OurAnswer(Verdict.ACCEPT)
    answers = {each.name: verdicts.get(at, rest) for at, each in enumerate(changes, 1)}
    told = tuple(_what_is_not_taken(changes, answers))
    return replace(
        found.whole,
        proposal=agreed(found, answers),
        left_out=(*found.whole.left_out, *told),
        is_agreed=False,
    )


def _what_is_not_taken(
    changes: tuple[NumberedChange, ...], answers: Mapping[str, OurAnswer]
) -> Iterator[str]:
    """Yield what becomes of the changes that are not taken."""
    for each in changes:
        answer = answers[each.name]
        if answer.verdict is Verdict.REJECT:
            why = f". {answer.because}" if answer.because else ""
            yield f"{each.said}: rejected by us{why}"
        elif answer.verdict is Verdict.OPEN:
            yield f"{each.said}: not decided"
