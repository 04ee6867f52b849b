"""Who signs an agreement, and who of them a name in a record means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from mou_builder.agreement.document import Kind, SignatureBlock
from mou_builder.config.alike import folded
from mou_builder.config.config import Config
from mou_builder.frozen import dataclass
from mou_builder.library.model import Model
from mou_builder.patterns import pattern

_OFFICE = pattern(r",\s*\w|\b(?:acting|deputy|interim|assistant|designee|on behalf)\b", re.I)


@dataclass(frozen=True)
class Signer:
    """A signature block: its id, and who signs there as far as the agreement says."""

    place: str
    party: str
    name: str
    title: str

    @property
    def label(self) -> str:
        """How a message calls them: by name, or by title and party."""
        return self.name or ", ".join(each for each in (self.title, self.party) if each)


_NAMES: tuple[Callable[[Signer], str], ...] = tuple(
    map(attrgetter, ("place", "name", "label", "title", "party"))
)
"""What a record may call a signer by, the surest first."""


def signers(config: Config, model: Model) -> tuple[Signer, ...]:
    """Return who signs, in the order of the signature blocks."""
    from mou_builder.agreement.signing import signature_blocks  # it loads the language of texts

    return signers_in(signature_blocks(config, model))


def signers_in(blocks: Iterable[SignatureBlock]) -> tuple[Signer, ...]:
    """Return who signs in these signature blocks."""
    found = []
    for block in blocks:
        labelled = {each.label: each.text for each in block.paragraphs if each.label}
        heads = [each.text for each in block.paragraphs if each.kind is Kind.SIGNING_PARTY]
        captions = [each.text for each in block.paragraphs if each.kind is Kind.CAPTION]
        party = next(iter([*heads, *captions]), block.id)
        name, title = labelled.get("Name:", ""), labelled.get("Title:", "")
        found.append(Signer(block.id, party, name, title))
    return tuple(found)


def who_signs(all_of: Sequence[Signer]) -> str:
    """Return in words who signs, for whom none of them is."""
    named = "; ".join(f"{each.label} (for {each.place})" for each in all_of)
    return f"these sign: {named}; for a deputy, give the name and for whom"


def signer_of(place: str | None, by: str | None, all_of: Sequence[Signer]) -> Signer | None:
    """Return whom a record means: by the signature block, or else by a name that only one has.

    A party for which several sign is a place, too: the name says which of them.
    """
    if place is not None:
        exact = next((each for each in all_of if each.place == place), None)
        return exact or signer_of(
            None, by, [each for each in all_of if _is_one_of_party(each, place)]
        )
    wanted = folded(by or "")
    for name_of in _NAMES:
        meant = [each for each in all_of if wanted and folded(name_of(each)) == wanted]
        if len(meant) == 1:
            return meant[0]
    return None


def _is_one_of_party(each: Signer, party: str) -> bool:
    """Tell whether one is among several who sign for a party: “district-2” for “district”."""
    before, _, number = each.place.rpartition("-")
    return before == party and number.isdigit()


def is_signers_own(by: str, signer: Signer) -> bool:
    """Tell whether a signature by ``by`` is that of a signatory: by name, title or party."""
    if not signer.name or same_person(signer.name, by):
        return True
    return any(folded(by) == folded(name_of(signer)) for name_of in _NAMES)


def signs_in_an_office(by: str) -> bool:
    """Tell whether a name in the record says its office, as “J. Smith, Acting Chief” does."""
    return bool(_OFFICE.search(by))


def same_person(name: str, other: str) -> bool:
    """Tell whether all words of a name, but for initials, are in another."""
    words = {each for each in _words_of_name(name) if len(each) > 1}
    return bool(words) and words <= set(_words_of_name(other))


def _words_of_name(name: str) -> list[str]:
    return "".join(each if each.isalnum() else " " for each in folded(name)).split()
