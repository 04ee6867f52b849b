"""Officers in charge: the superintendent and the head of the agency, whom clauses name.

They are not those who sign: a config names them, or a signatory's own title says that it is theirs.
Order says nothing, and who attests or approves as to form is never meant.
"""

from __future__ import annotations

import re

from mou_builder.config.config import Party
from mou_builder.frozen import dataclass
from mou_builder.library.model import Model

_SUPERINTENDENT = "Superintendent"
_WITHOUT_WEIGHT = frozenset({"of", "the", "and", "for"})
_BELOW = frozenset({"assistant", "associate", "deputy", "vice"})
"""Words of a title that say that somebody else is in charge."""


@dataclass(frozen=True)
class OfficerInCharge:
    """The title by which clauses call the head of a body, and the path of what it comes from."""

    title: str
    path: str


def superintendent(district: Party) -> OfficerInCharge:
    """Return who is in charge of the school district."""
    return _officer_named(district, _SUPERINTENDENT) or OfficerInCharge(
        _SUPERINTENDENT, f"parties.{district.id}.officer_in_charge"
    )


def head(agency: Party, model: Model) -> OfficerInCharge:
    """Return who is in charge of the law enforcement agency.

    The kind of party says what its head is usually called; a city, which is no law enforcement
    agency, says nothing of it: the Mayor assigns no officers.
    """
    kind = model.kinds.get(agency.kind)
    usual = kind.head if kind and kind.agency else ""
    return _officer_named(agency, usual) or OfficerInCharge(
        usual or "head of the law enforcement agency", f"parties.{agency.id}.kind"
    )


def _officer_named(party: Party, usual: str) -> OfficerInCharge | None:
    """Return the officer whom the config names, or a signatory whose title is the ``usual`` one.

    “Police Chief”, “Interim Chief of Police”: the words decide, not how they are put together.
    """
    if party.officer_in_charge:
        return OfficerInCharge(party.officer_in_charge, f"parties.{party.id}.officer_in_charge")
    for signatory in party.signatories:
        title = signatory.title
        if isinstance(title, str) and signatory.binds and usual and is_of_title(title, usual):
            return OfficerInCharge(title, f"parties.{party.id}.{signatory.key}.title")
    return None


def is_of_title(title: str, usual: str) -> bool:
    """Tell whether a title is the ``usual`` one, and not of somebody below: “Vice Principal”."""
    words = _words_of_title(title)
    return _words_of_title(usual) <= words and not words & _BELOW


def _words_of_title(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", title.lower())) - _WITHOUT_WEIGHT
