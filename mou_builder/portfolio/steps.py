"""What can be done next with an agreement, by its state."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mou_builder.agreement.wording import long_date
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AgreementState


class Step(StrEnum):
    """A step that a person takes with an agreement."""

    MEND = "make the file readable"
    DRAFT = "finish the draft"
    REVIEW = "read a copy that came back"
    SEND = "send it out for signature"
    SIGN = "record adoption and signatures"
    COPY = "put the executed copy on record"
    FIND = "find the executed copy"
    COMPARE = "see what was changed"
    AMEND = "propose an amendment"
    RENEW = "write the next term"
    PUBLISH = "let the public register show it"


_STEPS: Mapping[AgreementState, tuple[Step, ...]] = {
    AgreementState.UNREADABLE: (Step.MEND,),
    AgreementState.DRAFT: (Step.DRAFT, Step.REVIEW),
    AgreementState.READY: (Step.SEND, Step.REVIEW, Step.SIGN),
    AgreementState.OUT: (Step.SIGN, Step.REVIEW),
    AgreementState.ADOPTED: (Step.SIGN, Step.REVIEW),
    AgreementState.PARTLY: (Step.SIGN, Step.REVIEW),
    AgreementState.UNSIGNED: (Step.SIGN,),
    AgreementState.SIGNED: (Step.COPY, Step.AMEND),
    AgreementState.CHANGED: (Step.COMPARE,),
    AgreementState.UNADOPTED: (Step.COMPARE, Step.SIGN),
    AgreementState.REFUSED: (Step.DRAFT, Step.SEND),
    AgreementState.IN_EFFECT: (Step.COPY, Step.AMEND, Step.PUBLISH),
    AgreementState.AMENDED: (Step.COPY, Step.AMEND, Step.PUBLISH),
    AgreementState.EXPIRING: (Step.RENEW, Step.AMEND, Step.PUBLISH),
    AgreementState.OVER: (Step.RENEW,),
    AgreementState.ENDED: (),
    AgreementState.SUPERSEDED: (),
}


def can_be_amended(each: Standing) -> bool:
    """Tell whether an agreement is changed by an amendment, and no longer as a draft."""
    return Step.AMEND in _STEPS[each.state]


def next_steps(each: Standing) -> tuple[Step, ...]:
    """Return what can be done next, the most urgent first; nothing for a finished agreement."""
    idle = {Step.COPY} if each.copies else set()
    if each.followed:
        idle.add(Step.RENEW)
    if each.is_public:
        idle.add(Step.PUBLISH)
    lost = (Step.FIND,) if each.lost_copies else ()
    return (*lost, *(step for step in _STEPS[each.state] if step not in idle))


def why_not_renewed(each: Standing) -> str:
    """Return why an agreement among many is left as it is when they are renewed; "" if it is not.

    Whoever names a single config wants the term after it, whatever its state.
    """
    if each.followed:
        return "the next term is signed"
    if each.state.is_done or each.state is AgreementState.REFUSED:
        return f"it is {each.state.value}"
    if each.since is not None and each.since > each.as_of:
        return f"its term begins on {long_date(each.since)}"
    return ""
