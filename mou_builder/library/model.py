"""A model: a jurisdiction's agreement as data, in the order in which it is printed."""

from __future__ import annotations

from mou_builder.frozen import dataclass, field
from mou_builder.library.clause import Clause
from mou_builder.library.contradiction import Contradictions
from mou_builder.library.judgement import Judgement
from mou_builder.library.provenance import Provenance
from mou_builder.library.reviews import CounselReview
from mou_builder.patterns import pattern

_BETWEEN = pattern(r"[\W_]+")
"""What stands between words."""


@dataclass(frozen=True)
class Recital:
    """A recital: what the parties say before they agree."""

    id: str
    text: str
    provenance: Provenance = Provenance.MODEL


@dataclass(frozen=True)
class SectionPlan:
    """A heading, and the ids of the clauses that may stand under it, in order."""

    id: str
    heading: str
    clauses: tuple[str, ...] = ()
    provenance: Provenance = Provenance.MODEL


@dataclass(frozen=True)
class Closing:
    """The line before the signatures, and what stands for its parts until they are known.

    ``open`` is what the published model prints; ``pen`` leaves room for handwriting. Who signs in a
    capacity with one of the words ``beside`` signs beside a party and does not bind it; ``marked``
    is printed after such a capacity.
    """

    text: str
    open: dict[str, str]
    pen: dict[str, str]
    beside: tuple[str, ...] = ()
    marked: str = ""

    def binds(self, capacity: str | None) -> bool:
        """Tell whether who signs in ``capacity`` binds the party.

        ``attest*`` is meant in “Attested by”, too; “By its Mayor” has none of the words.
        """
        words = f" {_BETWEEN.sub(' ', (capacity or '').casefold())} "
        return not any(
            f" {each.removesuffix('*')}{'' if each.endswith('*') else ' '}" in words
            for each in self.beside
        )


@dataclass(frozen=True)
class PartyPlan:
    """A party that every agreement of the model has.

    ``open`` is what the model prints for a name that is left open, ``caption`` what it prints under
    the signature line.
    """

    id: str
    label: str
    open: str
    caption: str


@dataclass(frozen=True)
class PartyKind:
    """A kind of party and the title of its head (``sheriff``: Sheriff).

    ``agency`` tells whether a party of this kind is a law-enforcement agency.
    """

    id: str
    label: str
    head: str
    agency: bool = False


@dataclass(frozen=True)
class Correction:
    """A listed fix of an error in the model; ``target`` is a clause, recital or ``title``."""

    id: str
    target: str
    find: str
    replace: str
    because: str
    citation: str = ""


@dataclass(frozen=True)
class Model:
    """A model as loaded: everything that an agreement of it can be made from.

    ``states`` are the codes of the states that it is made for; empty means any. ``reviews`` are
    those of its library: who read which drafted text.

    ``version`` is that of the data (semantic versioning); ``digest`` is the SHA-256 of its files.
    ``base`` is the id of the model from whose model.yaml it has the keys ``inherited``, and
    ``base_provenance`` what that says of its texts.
    """

    id: str
    version: str
    language: str
    title: str
    subtitle: str
    recitals: tuple[Recital, ...]
    agreement_line: str
    sections: tuple[SectionPlan, ...]
    clauses: dict[str, Clause]
    closing: Closing
    parties: dict[str, PartyPlan]
    kinds: dict[str, PartyKind]
    corrections: tuple[Correction, ...]
    source: str
    digest: str
    provenance: Provenance = Provenance.MODEL
    judgement: Judgement = field(default_factory=Judgement)
    contradictions: Contradictions = field(default_factory=Contradictions)
    states: tuple[str, ...] = ()
    reviews: tuple[CounselReview, ...] = ()
    base: str = ""
    inherited: tuple[str, ...] = ()
    base_provenance: Provenance = Provenance.MODEL

    def file_of(self, key: str) -> str:
        """Return the file in which a key of model.yaml stands, as the library names it."""
        return f"{self.base if key in self.inherited else self.id}/model.yaml"

    def provenance_of(self, key: str) -> Provenance:
        """Return where the text at a key of model.yaml comes from, if it does not say so itself."""
        return self.base_provenance if key in self.inherited else self.provenance

    @property
    def id_and_version(self) -> str:
        """How the history and the register name it."""
        return f"{self.id} {self.version}"


@dataclass(frozen=True)
class ByDigest:
    """A model that its digest identifies, as a key of what is kept about it."""

    model: Model

    def __hash__(self) -> int:
        return hash(self.model.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByDigest) and other.model.digest == self.model.digest
