"""Whether a body has refused an agreement or an amendment, and has not agreed to it since."""

from __future__ import annotations

from mou_builder.config.alike import folded
from mou_builder.config.facts import Record, RecordedFact
from mou_builder.library.fact import Fact


def refusal(record: Record, amendment: int | None = None) -> RecordedFact | None:
    """Return the refusal that stands, the latest of several; None where there is none.

    A refusal stands until the same body adopts the agreement, or it is sent out again, whoever has
    signed. Of several decisions of one body the last counts, and of one day what was written last.
    """
    decided: dict[str, RecordedFact] = {}
    facts = record.of(Fact.ADOPTED, Fact.REFUSED, Fact.SENT, amendment=amendment)
    for each in sorted(facts, key=lambda one: one.day):
        if each.fact is Fact.SENT:
            decided.clear()
        else:
            body = folded(each.by or "")
            decided.pop(body, None)
            decided[body] = each
    return next((each for each in reversed(decided.values()) if each.fact is Fact.REFUSED), None)
