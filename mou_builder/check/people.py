"""The people who sign, and what kind of party they sign for."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.check.rule import Case
from mou_builder.config.config import Party, Signatory
from mou_builder.yamltext.source import Path


def signatories(case: Case) -> Iterator[tuple[Party, Signatory, Path]]:
    """Yield every signatory, with the party and the path in the config."""
    for party in case.config.parties.values():
        for number, each in enumerate(party.signatories):
            path: Path = ("parties", party.id, "signatories", number)
            if path not in case.source.values:
                path = ("parties", party.id, "signatory")
            yield party, each, path


def kind_of(party: Party) -> str:
    """Return the kind of a party; the district is a school district unless it says otherwise."""
    return party.kind or ("school" if party.id == "district" else "")
