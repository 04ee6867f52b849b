"""A clause of a model as data: its texts, its variants and the blanks that they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from mou_builder.frozen import dataclass, field
from mou_builder.library.provenance import Provenance
from mou_builder.library.typed.values import Type, Value
from mou_builder.patterns import pattern

_ASKS = pattern(r'\bhas\("([^"]+)"\)')


@dataclass(frozen=True)
class Blank:
    """A typed value that a text needs.

    ``choices`` maps the id of each choice to its words; ``own`` allows entries of a list beside
    them; ``columns`` are the parts of each row of a `Type.ROWS` blank, and ``row`` says in a
    sentence which row a value belongs to, with a star for its number: ``of the * installment``.
    ``total`` is what the sum of the amounts in all rows is called, "" where there is none to tell.
    ``minimum`` and ``maximum`` are in the unit of the type: officers, days, percent, dollars.
    """

    id: str
    type: Type
    label: str
    required: bool = True
    default: Value | None = None
    guidance: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    own: bool = False
    columns: dict[str, Blank] = field(default_factory=dict)
    row: str = ""
    total: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True)
class Sum:
    """Blanks (or a money column, ``instalments.amount``) that add up exactly to a whole.

    ``whole`` is the id of a blank, or a share such as ``100%``. One part that is left out is what
    remains of the whole.
    """

    parts: tuple[str, ...]
    whole: str | Decimal


@dataclass(frozen=True)
class Product:
    """A blank of money that is a share (another blank) of a third one, to the cent."""

    amount: str
    share: str
    of: str


@dataclass(frozen=True)
class Variant:
    """One of the alternative texts of a clause.

    ``open`` marks the text that the published model prints where it leaves the clause to be
    written: it may stand in a draft, never in an agreement.
    """

    id: str
    title: str
    text: str
    guidance: str = ""
    provenance: Provenance = Provenance.DRAFTED
    blanks: dict[str, Blank] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()
    products: tuple[Product, ...] = ()
    open: bool = False
    citations: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """One provision of a model, with a stable id; its number is computed at assembly.

    ``text`` leads, and the text of the chosen variant follows it. An ``optional`` clause stands in
    an agreement only where the config asks for it; all others are required. ``states`` are the
    codes of the states whose law it is written for, empty where that is any; so for a variant.
    """

    id: str
    title: str
    text: str = ""
    guidance: str = ""
    provenance: Provenance = Provenance.MODEL
    optional: bool = False
    blanks: dict[str, Blank] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()
    variants: dict[str, Variant] = field(default_factory=dict)
    default: str | None = None
    citations: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    file: str = ""

    def blank(self, name: str, variant: str = "") -> Blank | None:
        """Return a blank by its name: that of the variant, or of the first that has it."""
        own = self.blanks_of(variant) if variant in self.variants else self.blanks
        if name in own:
            return own[name]
        others = (each.blanks[name] for each in self.variants.values() if name in each.blanks)
        return next(others, None)

    def blanks_of(self, variant: str) -> Mapping[str, Blank]:
        """Return the clause's own blanks and those of ``variant`` ("" for none)."""
        return self._blanks.get(variant, self.blanks)

    def sums_of(self, variant: str) -> tuple[Sum, ...]:
        """Return the sums of the clause's own blanks and those of ``variant`` ("" for none)."""
        chosen = self.variants.get(variant)
        return (*self.sums, *chosen.sums) if chosen else self.sums

    def parts_of(self, variant: str) -> frozenset[str]:
        """Return the parts of its sums; one that is left out is what remains of the whole."""
        return frozenset(part for each in self.sums_of(variant) for part in each.parts)

    @cached_property
    def asks(self) -> frozenset[str]:
        """The ids of the clauses for which its texts ask, to say something else beside them."""
        texts = (self.text, *(each.text for each in self.variants.values()))
        return frozenset(name for text in texts for name in _ASKS.findall(text))

    @cached_property
    def _blanks(self) -> dict[str, dict[str, Blank]]:
        return {each.id: {**self.blanks, **each.blanks} for each in self.variants.values()}

    @cached_property
    def owners(self) -> Mapping[str, Sequence[str]]:
        """The variants that have a blank, by the blank."""
        found: dict[str, list[str]] = {}
        for variant in self.variants.values():
            for name in variant.blanks:
                found.setdefault(name, []).append(variant.id)
        return found
