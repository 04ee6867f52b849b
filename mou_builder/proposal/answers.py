"""Our answers to a returned copy: each change is accepted, rejected or countered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum

from mou_builder.agreement.document import Kind, PartKind
from mou_builder.frozen import dataclass, replace
from mou_builder.proposal.proposal import (
    ClauseChange,
    Proposal,
    ProposedAcceptance,
    ProposedChange,
    SettingChange,
)
from mou_builder.review.findings import AcceptedLine, AwaitedFrom, PartFinding, Review, Reviewed
from mou_builder.yamltext.source import Plain


class Verdict(StrEnum):
    """What we say to a change of the other side."""

    OPEN = "not decided"
    ACCEPT = "accept"
    REJECT = "reject"
    COUNTER = "counter"


@dataclass(frozen=True)
class OurAnswer:
    """Our answer to one change; ``words`` are those that we offer instead."""

    verdict: Verdict = Verdict.OPEN
    words: str = ""
    because: str = ""


OPEN = OurAnswer()
Answers = Mapping[str, OurAnswer]
"""Our answers by `answered_name` of a part, or by the path of a setting."""


def answered_name(part: Reviewed) -> str:
    """Return a name that identifies a part among all parts of a review."""
    if part.key is not None:
        return f"{part.key.part.value}:{part.key.id}"
    place = f"{part.after.part.value}:{part.after.id}" if part.after else ""
    return f"new:{place}:{' '.join(each.text for each in part.accepted)[:200]}"


def can_be_answered(part: Reviewed) -> bool:
    """Tell whether a part is a clause that came back with other words, was added or removed."""
    is_clause = part.key is None or part.key.part is PartKind.CLAUSE
    return is_clause and part.is_changed and (part.key is not None or bool(part.accepted))


def answered_review(review: Review, asked: Collection[str], answers: Answers) -> Review:
    """Return the review as if the other side had sent what we agree to.

    Of the parts ``asked`` about, one that we reject or have not decided on came back as it was
    sent; one that we counter came back with our words.
    """
    return replace(review, parts=tuple(_answered_parts(review, asked, answers)))


def _answered_parts(review: Review, asked: Collection[str], answers: Answers) -> Iterator[Reviewed]:
    for part in review.parts:
        name = answered_name(part)
        answer = answers.get(name, OPEN)
        if name not in asked:
            yield part
        elif answer.verdict is Verdict.ACCEPT:
            yield replace(part, awaits=_once_accepted(part.awaits))
        elif answer.verdict is Verdict.COUNTER:
            yield _countered(part, answer)


def _countered(part: Reviewed, answer: OurAnswer) -> Reviewed:
    kept = tuple(each for each in part.findings if each is not PartFinding.REMOVED)
    findings = kept or (PartFinding.TRACKED,)
    return replace(
        part, accepted=typed_lines(answer.words), findings=findings, awaits=AwaitedFrom.THEM
    )


def typed_lines(words: str) -> tuple[AcceptedLine, ...]:
    """Return typed words as lines; one that begins with “- ” is a lettered one."""
    lines = (each.strip() for each in words.replace("\r\n", "\n").split("\n"))
    return tuple(
        AcceptedLine(each[2:].strip(), Kind.SUBCLAUSE)
        if each.startswith("- ")
        else AcceptedLine(each)
        for each in lines
        if each
    )


def typed_words(part: Reviewed) -> str:
    """Return the words of a part as they are typed: the inverse of `typed_lines`."""
    return "\n".join(
        f"- {each.text}" if each.kind is Kind.SUBCLAUSE else each.text for each in part.accepted
    )


def agreed_proposal(
    whole: Proposal, clauses: Sequence[ProposedChange], answers: Answers
) -> Proposal | None:
    """Return a proposal of what we agree to, with our reasons; None if we agree to nothing.

    ``whole`` is everything that the other side proposes. ``clauses`` are the changes proposed by an
    `answered_review`; only those of clauses count.
    """
    settings = [each for each in whole.changes if isinstance(each, SettingChange)]
    own = [each for each in clauses if isinstance(each, ClauseChange)]
    changes = tuple(_settled_changes([*settings, *own], answers))
    accept = tuple(_acceptances(answers))
    return replace(whole, changes=changes, accept=accept) if changes else None


def accepted_name(code: str, about: str) -> str:
    """Return the name under which the answers tell that a finding about the result is accepted."""
    return f"accept {code} {about}"


def _acceptances(answers: Answers) -> Iterator[ProposedAcceptance]:
    for name, each in answers.items():
        kind, _, rest = name.partition(" ")
        if kind == "accept" and each.because.strip():
            code, _, about = rest.partition(" ")
            yield ProposedAcceptance(code, each.because.strip(), about)


def _settled_changes(
    changes: Sequence[ProposedChange], answers: Answers
) -> Iterator[ProposedChange]:
    for each in changes:
        match each:
            case ClauseChange():
                answer = answers.get(f"{PartKind.CLAUSE.value}:{each.clause}", OPEN)
                yield replace(each, because=_reason_with_ours(each.because, answer))
            case SettingChange():
                answer = answers.get(each.name, OPEN)
                if answer.verdict is Verdict.ACCEPT:
                    awaits = _once_accepted(each.awaits)
                    yield replace(
                        each, because=_reason_with_ours(each.because, answer), awaits=awaits
                    )
                elif answer.verdict is Verdict.COUNTER:
                    value: Plain = answer.words.strip()
                    because = _reason_with_ours("", answer)
                    yield replace(each, value=value, because=because, awaits=AwaitedFrom.THEM)


def _once_accepted(awaits: AwaitedFrom | None) -> AwaitedFrom | None:
    """Return whose answer is still missing once we accept a change."""
    return None if awaits is AwaitedFrom.US else awaits


def _reason_with_ours(theirs: str, answer: OurAnswer) -> str:
    return answer.because.strip() or theirs or "agreed in negotiation"
