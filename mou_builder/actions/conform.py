"""From a checked config with its record to the conformed copy of its agreement."""

from __future__ import annotations

from datetime import date

from mou_builder.agreement.document import Agreement
from mou_builder.agreement.wording import long_date
from mou_builder.check.checking import Checked, ready
from mou_builder.check.record.signatures import signed_by
from mou_builder.check.record.signers import signers
from mou_builder.check.record.words import other_words_text, what_to_do
from mou_builder.config.refusals import refusal
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.papers.conformed_copy import conformed_copy
from mou_builder.portfolio.standing import Standing, standing
from mou_builder.portfolio.states import AmendmentState


def conformed(checked: Checked, agreement: Agreement, as_of: date) -> Agreement:
    """Return the agreement of a config as amended so far, marked as not to be signed.

    Raises `Refused`: MOU914 where not all have signed it, or one of its amendments is not in
    effect, so that these words bind nobody yet.
    """
    made = ready(checked)
    stands = standing(checked, as_of)
    if lacking := _what_is_lacking(stands):
        raise _refusal_on_day(checked, as_of, *lacking)
    record, all_of = made.config.record, signers(made.config, made.model)
    amended = [
        (each.number, each.day or as_of, signed_by(record, all_of, as_of, each.number))
        for each in stands.amendments
    ]
    return conformed_copy(agreement, signed_by(record, all_of, as_of), amended)


def _what_is_lacking(stands: Standing) -> tuple[str, str] | None:
    """Return what keeps the words from binding anybody, and what to do about it."""
    if stands.changed:
        changed, config = stands.changed, stands.digest
        return other_words_text(changed, config), what_to_do(changed, config)
    if refused := refusal(stands.record):
        said = f"by its record, {refused.by} refused this agreement on {long_date(refused.day)}"
        return said, "record that it was adopted since: mou record CONFIG adopted --by WHO"
    if stands.signed is None:
        missing = ", ".join(stands.missing)
        said = f"by its record, this agreement is not signed by: {missing}"
        return said, "record who signed: mou record CONFIG signed --by WHO"
    waiting = (each for each in stands.amendments if each.state is not AmendmentState.IN_EFFECT)
    first = next(waiting, None)
    if first is None:
        return None
    to_do = f"record who signed: mou record CONFIG signed --by WHO --amendment {first.number}"
    if first.state is AmendmentState.REFUSED:
        to_do = "it was refused"
    if first.state is AmendmentState.SIGNED and first.day:
        to_do = f"it takes effect on {long_date(first.day)}: --as-of {first.day}"
    said = f"by its record, Amendment No. {first.number} is not in effect"
    return said, f"{to_do}; or take the config as it was before the amendment"


def _refusal_on_day(checked: Checked, as_of: date, message: str, hint: str) -> Refused:
    later = max((each.day for each in ready(checked).config.record), default=as_of)
    if later > as_of and _what_is_lacking(standing(checked, later)) is None:
        message += f" on {long_date(as_of)}"
        hint = f"it is from {long_date(later)} on: --as-of {later}"
    place = checked.source.place(("record",))
    return Refused((Diagnostic("MOU914", Severity.ERROR, message, place, hint),))
