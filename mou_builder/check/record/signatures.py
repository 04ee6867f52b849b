"""Who has signed an agreement or an amendment, by its record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mou_builder.check.record.signers import Signer, is_signers_own, signer_of
from mou_builder.config.facts import Record
from mou_builder.frozen import dataclass, field
from mou_builder.library.fact import Fact


@dataclass(frozen=True)
class SigningDays:
    """The days of signing by signature block, and who is missing.

    ``others`` are those who, by the record, signed in the place of whom the agreement names there.
    """

    days: dict[str, date]
    missing: tuple[Signer, ...]
    others: dict[str, str] = field(default_factory=dict)

    @property
    def by_all(self) -> date | None:
        """The day of the last signature, once all have signed."""
        return max(self.days.values()) if self.days and not self.missing else None

    def who(self, signer: Signer) -> str:
        """Return who signed there, as a paper or page tells it."""
        other = self.others.get(signer.place)
        return f"{other}, for {signer.label}" if other else signer.label


def signed_by(
    record: Record, all_of: Sequence[Signer], as_of: date, amendment: int | None = None
) -> SigningDays:
    """Return who had signed on the day ``as_of``: by what was recorded, or in a recorded copy.

    A digital signature with somebody else's certificate is not that of the signatory; that another
    signed for them is for people to record.
    """
    days: dict[str, date] = {}
    others: dict[str, str] = {}
    for each in record.of(Fact.SIGNED, amendment=amendment):
        signer = signer_of(each.place, each.by, all_of)
        if signer and each.day <= as_of and signer.place not in days:
            days[signer.place] = each.day
            if each.by and not is_signers_own(each.by, signer):
                others[signer.place] = each.by
    known = {each.place: each for each in all_of}
    for each in record.of(Fact.COPY, amendment=amendment):
        for found in each.copy.signatures if each.copy else ():
            day, signer = found.day or each.day, known.get(found.field)
            if signer and day <= as_of and is_signers_own(found.by, signer):
                days.setdefault(found.field, day)
    missing = tuple(each for each in all_of if each.place not in days)
    return SigningDays(days, missing, others)
