"""Who has signed an agreement or an amendment, by its record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mou_builder.config.facts import Record
from mou_builder.frozen import dataclass
from mou_builder.library.fact import Fact
from mou_builder.record.signers import Signer, signer_of


@dataclass(frozen=True)
class Signed:
    """The days of signing by signature block, and who is missing."""

    days: dict[str, date]
    missing: tuple[Signer, ...]

    @property
    def by_all(self) -> date | None:
        """The day of the last signature, once all have signed."""
        return max(self.days.values()) if self.days and not self.missing else None


def signed_by(
    record: Record, all_of: Sequence[Signer], as_of: date, amendment: int | None = None
) -> Signed:
    """Return who had signed on the day ``as_of``: by what was recorded, or in a recorded copy."""
    days: dict[str, date] = {}
    for each in record.of(Fact.SIGNED, amendment=amendment):
        signer = signer_of(each.place, each.by, all_of)
        if signer and each.day <= as_of:
            days.setdefault(signer.place, each.day)
    places = {each.place for each in all_of}
    for each in record.of(Fact.COPY, amendment=amendment):
        for found in each.copy.signatures if each.copy else ():
            day = found.day or each.day
            if found.field in places and day <= as_of:
                days.setdefault(found.field, day)
    return Signed(days, tuple(each for each in all_of if each.place not in days))
