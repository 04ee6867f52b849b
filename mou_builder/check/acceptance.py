"""Findings that a municipality accepts: they are reported, with the reason, as notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mou_builder.check.rule import Case, Finding
from mou_builder.config.config import Acceptance
from mou_builder.diagnostic import Severity
from mou_builder.library.typed.values import shown
from mou_builder.patterns import pattern

ACCEPTED = "accepted: "
"""How the message of a finding begins that the config accepts."""
_RULE_CODE = pattern(r"MOU3\d\d")
_OF_A_DAY = frozenset({"MOU311", "MOU312", "MOU352", "MOU353"})
"""Codes of findings that come and go with the day on which they are asked for."""


def accepted(case: Case, findings: Sequence[Finding], *, is_complete: bool) -> Iterator[Finding]:
    """Yield all findings, the accepted ones as notes, and what is wrong with the acceptances.

    An acceptance that applies to nothing is reported only where the config ``is_complete``: as long
    as something is missing, its finding may still be made.
    """
    acceptances = case.config.acceptances
    used: set[int] = set()
    for finding in findings:
        at = next((n for n, each in enumerate(acceptances) if _covers(each, finding)), None)
        if at is None:
            yield finding
        else:
            used.add(at)
            because = acceptances[at].because
            message = f"{ACCEPTED}{finding.message}"
            yield replace(
                finding, severity=Severity.NOTE, message=message, hint=f"because: {because}"
            )
    for number, each in enumerate(acceptances):
        if number not in used and not case.is_broken(("accept", number)):
            yield from _not_applicable(case, number, each, is_complete)


def can_be_accepted(finding: Finding) -> bool:
    """Tell whether a finding is one of judgment, which a municipality may accept with a reason."""
    return finding.severity is not Severity.NOTE and bool(_RULE_CODE.fullmatch(finding.code))


def _covers(acceptance: Acceptance, finding: Finding) -> bool:
    if acceptance.code != finding.code or not _RULE_CODE.fullmatch(finding.code):
        return False
    about = acceptance.about
    return about is None or finding.about == about or finding.about.startswith(f"{about}.")


def _not_applicable(
    case: Case, number: int, acceptance: Acceptance, is_complete: bool
) -> Iterator[Finding]:
    """MOU121: a code that cannot be accepted. MOU360: an acceptance that no longer applies."""
    if not _RULE_CODE.fullmatch(acceptance.code):
        message = f"“{shown(acceptance.code)}” cannot be accepted"
        hint = "only findings of judgment can, MOU301 to MOU399; correct what it reports"
        yield case.error("MOU121", message, ("accept", number, "code"), hint)
        return
    if not is_complete or (case.as_of is None and acceptance.code in _OF_A_DAY):
        return
    what = f"{acceptance.code} about {acceptance.about}" if acceptance.about else acceptance.code
    message = f"{what} is accepted here, but it is not found any more"
    yield case.warning("MOU360", message, ("accept", number, "code"), "delete the acceptance")
