"""From a checked config with its record to the conformed copy of its agreement."""

from __future__ import annotations

from datetime import date

from mou_builder.agreement.document import Agreement
from mou_builder.check.checking import Checked, ready
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.papers.conformed_copy import conformed_copy
from mou_builder.portfolio.signatures import signed_by
from mou_builder.portfolio.standing import standing
from mou_builder.portfolio.states import AmendmentState
from mou_builder.record.signers import signers


def conformed(checked: Checked, agreement: Agreement, as_of: date) -> Agreement:
    """Return the agreement of a config as amended so far, marked as not to be signed.

    Raises `Refused`: MOU914 where not all have signed it, or one of its amendments is not in
    effect, so that these words bind nobody yet.
    """
    made = ready(checked)
    stands = standing(checked, as_of)
    if stands.signed is None:
        missing = ", ".join(stands.missing)
        raise _refused(checked, f"by its record, this agreement is not signed by: {missing}")
    for each in stands.amendments:
        if each.state is not AmendmentState.IN_EFFECT:
            raise _refused(checked, f"by its record, Amendment No. {each.number} is not in effect")
    record, all_of = made.config.record, signers(made.config, made.model)
    amended = [
        (each.number, each.day or as_of, signed_by(record, all_of, as_of, each.number))
        for each in stands.amendments
    ]
    return conformed_copy(agreement, signed_by(record, all_of, as_of), amended)


def _refused(checked: Checked, message: str) -> Refused:
    hint = "record who signed (mou record), or take the config as it was before the amendment"
    place = checked.source.place(("record",))
    return Refused((Diagnostic("MOU914", Severity.ERROR, message, place, hint),))
