"""Whether a config is the newest of its agreement, without a signed amendment made from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mou_builder.check.checking import Checked
from mou_builder.config.amendments import base_digest, base_of, entries_of, is_step
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.library.typed.values import shown
from mou_builder.portfolio.standing import standing
from mou_builder.portfolio.states import AmendmentState
from mou_builder.yamltext.source import Source


def refuse_amended(source: Source, others: Iterable[Checked]) -> None:
    """Refuse to continue from a config if an amendment made from it is signed by all.

    ``others`` are configs that may be what such an amendment made. Raises `Refused` (MOU629).
    """
    if found := amended_since(source, others, date.max):
        raise Refused((found,))


def amended_since(source: Source, others: Iterable[Checked], as_of: date) -> Diagnostic | None:
    """Return the finding (MOU629) that all had signed an amendment by a day; None for none."""
    for each in others:
        data = each.source.data
        if not is_step(source.data, data):
            continue
        if base_of(entries_of(data)[-1]) != base_digest(source.data):
            continue
        last = standing(each, as_of).amendments[-1:]
        if any(one.state.was_in_effect or one.state is AmendmentState.SIGNED for one in last):
            file = shown(each.source.file)
            message = f"Amendment No. {last[0].number} of this agreement is signed; it is in {file}"
            hint = f"go on from the agreement as amended: give {file} in place of this config"
            place = Place(source.file)
            return Diagnostic("MOU629", Severity.ERROR, message, place, hint)
    return None
