"""Facts of a record in sentences, the same in every view."""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.wording import long_date
from mou_builder.check.record.signers import Signer, is_signers_own, signer_of
from mou_builder.config.facts import Certificate, CopyOnRecord, RecordedFact, WordsFound
from mou_builder.library.fact import Fact

CERTIFICATES = {
    Certificate.TRUSTED: "the certificate is trusted",
    Certificate.SELF_MADE: "the certificate is self-made: only its owner says whose it is",
    Certificate.UNKNOWN: "who issued the certificate is not known here",
}


FACT_TITLES = {
    Fact.SENT: "It went out for signature",
    Fact.SIGNED: "Somebody signed",
    Fact.ADOPTED: "A governing body adopted it",
    Fact.REFUSED: "A governing body refused it",
    Fact.IN_EFFECT: "It took effect",
    Fact.AMENDED: "An amendment took effect",
    Fact.POSTED: "It was posted for the public",
    Fact.FILED: "It was filed with an office",
    Fact.REVIEWED: "The parties reviewed it",
    Fact.PUBLIC: "It may be shown in the public register",
    Fact.SUPERSEDED: "Another agreement took its place",
    Fact.TERMINATED: "A party's notice ended it",
    Fact.ENDED: "It ended in another way",
    Fact.COPY: "An executed copy is kept",
}
"""What each kind of fact is called where a person chooses one."""


def fact_text(each: RecordedFact, all_of: Sequence[Signer] = (), *, dated: bool = True) -> str:
    """Return one fact as a sentence, such as “Adopted by the board on June 9, 2026, 7 to 0.”

    ``all_of`` are who signs the agreement: for whom of them another one signed is told.
    """
    about = f"Amendment No. {each.amendment}: " if each.amendment is not None else ""
    day = f" on {long_date(each.day)}" if dated else ""
    text = f"{_what_happened(each)}{_for_whom(each, all_of)}{day}{_particulars(each)}."
    said = about + (text[0].lower() + text[1:] if about else text)
    if wrong := each.withdrawn:
        said += f" Withdrawn on {long_date(wrong.day)}: {wrong.because.rstrip('.')}."
    return said


_WHAT = {
    Fact.SENT: ("Sent out for signature", " to {}"),
    Fact.SIGNED: ("Signed", " by {}"),
    Fact.ADOPTED: ("Adopted", " by {}"),
    Fact.REFUSED: ("Refused", " by {}"),
    Fact.IN_EFFECT: ("In effect", ""),
    Fact.AMENDED: ("Took effect", ""),
    Fact.POSTED: ("Posted at {where}", ""),
    Fact.FILED: ("Filed with {where}", ""),
    Fact.REVIEWED: ("Reviewed", " by {}"),
    Fact.PUBLIC: ("Made public", ""),
    Fact.SUPERSEDED: ("Superseded", " by {}"),
    Fact.TERMINATED: ("Terminated", " by notice of {}"),
    Fact.ENDED: ("Ended", " by {}"),
    Fact.COPY: ("A copy was put on record", ""),
}
"""What happened, and how the sentence names who did it."""


def _what_happened(each: RecordedFact) -> str:
    what, who = _WHAT[each.fact]
    said = what.replace("{where}", each.where or "a place not named")
    return said + (who.replace("{}", each.by) if each.by else "")


def _for_whom(each: RecordedFact, all_of: Sequence[Signer]) -> str:
    signer = signer_of(each.place, each.by, all_of) if each.fact is Fact.SIGNED else None
    is_own = signer is None or not each.by or is_signers_own(each.by, signer)
    return f", for {signer.label}," if signer and not is_own else ""


def _particulars(each: RecordedFact) -> str:
    parts = [part for part in (each.resolution, f"vote {each.vote}" if each.vote else "") if part]
    if each.notice:
        parts.append(f"notice given on {long_date(each.notice)}")
    if each.copy:
        parts.append(copy_text(each.copy))
    return "".join(f", {part}" for part in parts)


def copy_text(copy: CopyOnRecord) -> str:
    """Return what was verified of an executed copy."""
    words = {
        WordsFound.EQUAL: "its words are the agreement's",
        WordsFound.SCAN: "a scan, whose words were not read",
    }[copy.words]
    signed = "; ".join(
        f"signed digitally by {each.by}"
        + (f" on {long_date(each.day)}" if each.day else "")
        + f" ({CERTIFICATES[each.certificate]})"
        for each in copy.signatures
    )
    return f"{copy.file}: {words}" + (f"; {signed}" if signed else "")
