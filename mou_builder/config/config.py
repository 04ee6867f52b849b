"""A config as read: who the parties are, how long, and what was chosen for each clause.

Everything is typed; a value that the config leaves out is None, and one that it leaves open as the
published model does is `Open.OPEN`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from mou_builder.config.facts import Record
from mou_builder.frozen import dataclass, field
from mou_builder.library.typed.values import Open, Value
from mou_builder.yamltext.changes import mapping_at
from mou_builder.yamltext.source import Plain


class InTitle(StrEnum):
    """How the line under the title names the term."""

    DATES = "dates"
    SCHOOL_YEARS = "school-years"


@dataclass(frozen=True)
class Signatory:
    """One who signs for a party. ``capacity`` is printed above the line (“Approved as to form”).

    ``binds`` tells whether the party is bound by this signature: who attests or approves as to form
    does not bind it, and is no signatory who may terminate; which capacities these are, the model
    says (``closing``). ``key`` is where it stands below the party in the config: ``signatory``,
    ``signatories.1``.
    """

    name: str | Open | None = None
    title: str | Open | None = None
    capacity: str | None = None
    binds: bool = True
    key: str = field(default="signatory", compare=False)


@dataclass(frozen=True)
class Party:
    """A party to the agreement; ``kind`` is one of the model's kinds.

    ``officer_in_charge`` is the title of the superintendent or head of the agency, where the config
    says it.
    """

    id: str
    name: str | Open | None
    kind: str = ""
    schools: tuple[str, ...] = ()
    address: str | None = None
    signatories: tuple[Signatory, ...] = ()
    officer_in_charge: str | None = None

    @property
    def usual_kind(self) -> str:
        """Its kind; the district is a school district unless the config says otherwise."""
        return self.kind or ("school" if self.id == "district" else "")


@dataclass(frozen=True)
class OwnText:
    """Words of the config's own outside the clauses; ``text`` is None where a line is left out."""

    text: str | None
    because: str | None = None


@dataclass(frozen=True)
class Choice:
    """What a config says about one clause that the agreement has, or leaves out.

    ``values`` has every blank that is given, by default, or by what remains of a sum.
    ``own_text`` replaces the model's text; ``because`` is the reason for that or for ``omitted``.
    The number of a clause that is left out may be kept: then those behind it keep theirs, too, and
    the agreement says so in its place.
    """

    clause: str
    variant: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    own_text: str | None = None
    omitted: bool = False
    keeps_number: bool = False
    because: str | None = None

    @cached_property
    def faultless(self) -> dict[object, object]:
        """For each rule that found nothing wrong with this choice: the clause it was judged with.

        Configs that say the same of a clause share one choice, so each is judged only once.
        """
        return {}

    @property
    def in_models_words(self) -> bool:
        """Whether the clause stands in the agreement, in the words of the model."""
        return not self.omitted and self.own_text is None


def chosen_variants(data: Plain) -> dict[str, str]:
    """Return the variant of each clause that a config chooses, as it is typed."""
    return {
        name: variant
        for name, said in mapping_at(data, ("clauses",)).items()
        if isinstance(said, dict) and isinstance(variant := said.get("variant"), str)
    }


@dataclass(frozen=True)
class Grant:
    """A grant that pays for the program: its id (``cops-chp``) and the day of its award."""

    program: str
    awarded: date | None = None


@dataclass(frozen=True)
class Acceptance:
    """A finding that the municipality accepts, with its reason.

    ``about`` narrows it down, where a code may be found more than once: a path of the config
    (``clauses.funding``) or a requirement (``wisconsin/annual-assessment``).
    """

    code: str
    because: str
    about: str | None = None


@dataclass(frozen=True)
class Config:
    """A municipality's config, typed; ``state`` is the name or code of its state, as given.

    ``frame`` has the lines outside the clauses that it words itself, by name: ``title``,
    ``recitals.board-policy``. ``numbers`` has the clauses that came between others, whose numbers
    stay: ``17A``.
    """

    model: str
    parties: Mapping[str, Party]
    choices: Mapping[str, Choice]
    state: str | None = None
    corrected: bool = True
    requirements: tuple[str, ...] = ()
    signed: date | None = None
    since: date | None = None
    until: date | Open | None = None
    in_title: InTitle | None = None
    grant: Grant | None = None
    acceptances: tuple[Acceptance, ...] = ()
    record: Record = field(default_factory=Record)
    frame: Mapping[str, OwnText] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)

    def has(self, clause: str) -> bool:
        """Tell whether the agreement has a clause, in the model's words or in others."""
        choice = self.choices.get(clause)
        return choice is not None and not choice.omitted

    @property
    def begins(self) -> date | None:
        """The first day of the term, or else the day of signing; None where neither is given."""
        return self.since or self.signed

    @property
    def district(self) -> Party:
        """The school district."""
        return self.parties["district"]

    @property
    def agency(self) -> Party:
        """The law-enforcement agency, or the first of several."""
        return self.parties["agency"]
