"""A clause as a part of the form: which text it has, and what that text needs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mou_builder.check.shapes import entry_shape, own_clause_shape
from mou_builder.drafting.form.fields import FormPart, Input, ValueField
from mou_builder.drafting.form.in_file import in_file
from mou_builder.drafting.form.of_blanks import blank_part, fitting
from mou_builder.drafting.form.of_shapes import shape_part, unknown
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.yamltext.changes import mapping_at, text_at
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.source import Path, Plain


class Wording(StrEnum):
    """Whose words a clause has."""

    MODEL = "model"
    """The text, or one of the variants, of the model."""
    OWN = "own"
    OMITTED = "omitted"


@dataclass(frozen=True)
class OfferedWording:
    """One of the wordings that a clause may have, as it is offered.

    ``value`` is what a form says for it: “variant:” and the id of a variant, or a `Wording`.
    """

    value: str
    title: str
    guidance: str = ""
    provenance: Provenance = Provenance.MODEL
    citations: tuple[str, ...] = ()
    variant: str = ""


@dataclass(frozen=True)
class ClauseSection:
    """A clause of the form. ``wording`` is the value of the one that is chosen, "" for none yet.

    ``own`` tells whether the config adds it; ``optional`` whether it can be left out at will.
    """

    id: str
    title: str
    cards: tuple[OfferedWording, ...]
    wording: str
    parts: tuple[FormPart, ...]
    guidance: str = ""
    citations: tuple[str, ...] = ()
    optional: bool = False
    own: bool = False

    @property
    def path(self) -> Path:
        """Where it stands in the config."""
        return ("clauses", self.id)

    @property
    def name(self) -> str:
        """Its path with dots."""
        return dotted(self.path)

    @property
    def wording_name(self) -> str:
        """How a form calls the choice among its cards."""
        return wording_name(self.id)


_VARIANT = "variant:"


def wording_name(clause: str) -> str:
    """Return how a form calls the choice among the wordings of a clause."""
    return f"clauses.{clause}:wording"


def clause_section(clause: Clause, entry: Plain, schools: tuple[str, ...]) -> ClauseSection | None:
    """Return the part of the form for a clause with the ``entry`` that the config has for it.

    None if no entry of a clause has that shape.
    """
    if not isinstance(entry, dict | str | None):
        return None
    given = mapping_at(entry)
    wording = wording_of(clause, given)
    return ClauseSection(
        clause.id,
        clause.title,
        tuple(_wordings_offered(clause)),
        wording,
        tuple(_parts_of_clause(clause, wording, given, schools)),
        clause.guidance,
        clause.citations,
        clause.optional,
    )


def wording_of(clause: Clause, given: Mapping[str, Plain]) -> str:
    """Return the value of the wording that an entry has chosen; "" where it has chosen none."""
    if given.get("omit", "no") != "no":
        return Wording.OMITTED.value
    if given.get("text") is not None:
        return Wording.OWN.value
    if not clause.variants:
        return Wording.MODEL.value
    variant = given.get("variant") or clause.default
    return f"{_VARIANT}{variant}" if isinstance(variant, str) else ""


def variant_in(wording: str) -> str:
    """Return the id of the variant that a wording stands for; "" where it stands for none."""
    return wording.removeprefix(_VARIANT) if wording.startswith(_VARIANT) else ""


def _wordings_offered(clause: Clause) -> list[OfferedWording]:
    cards = [
        OfferedWording(
            f"{_VARIANT}{each.id}", each.title, each.guidance, each.provenance, each.citations,
            each.id,
        )
        for each in clause.variants.values()
    ]  # fmt: skip
    if not cards:
        cards = [OfferedWording(Wording.MODEL, "The model's text", provenance=clause.provenance)]
    cards.append(OfferedWording(Wording.OWN, "A text of your own", provenance=Provenance.CUSTOM))
    if not clause.optional:
        cards.append(OfferedWording(Wording.OMITTED, "Leave this clause out"))
    return cards


def _parts_of_clause(
    clause: Clause, wording: str, given: Mapping[str, Plain], schools: tuple[str, ...]
) -> list[FormPart]:
    path: Path = ("clauses", clause.id)
    shape = entry_shape(clause, "")
    if wording == Wording.OMITTED:
        said = mapping_at(given.get("omit"))
        number = shape["omit"]["schema"]["number"]
        parts: list[FormPart] = [
            _reason_field((*path, "omit", "because"), said.get("because"), "left out"),
            shape_part(number, (*path, "omit", "number"), said.get("number")),
        ]
    elif wording == Wording.OWN:
        text = shape_part({**shape["text"], "required": True}, (*path, "text"), given.get("text"))
        parts = [text, _reason_field((*path, "because"), given.get("because"), "worded anew")]
    else:
        blanks = clause.blanks_of(variant_in(wording))
        parts = [
            blank_part(each, (*path, name), given.get(name), schools)
            for name, each in blanks.items()
        ]
        if given.get("because"):
            parts.append(_reason_field((*path, "because"), given.get("because"), "worded so"))
    shown = {str(each.path[2]) for each in parts} | {"variant", "omit"}
    aside = [(name, each) for name, each in given.items() if name not in shown]
    parts += [
        in_file((*path, name), name, each, "this has no effect with the wording that is chosen")
        for name, each in aside
        if each is not None or name not in shape
    ]
    return parts


def _reason_field(path: Path, plain: Plain, what: str) -> FormPart:
    value = text_at(plain)
    help_ = "for the board that approves the agreement"
    label = f"Why it is {what}"
    return ValueField(path, label, fitting(Input.LINE, value), value, help_, required=True)


def own_clause_section(name: str, entry: Mapping[str, Plain], model: Model) -> ClauseSection:
    """Return the part of the form for a clause that the config adds."""
    path: Path = ("clauses", name)
    shape = own_clause_shape()
    places = {each.id: each.title for each in model.clauses.values()}
    parts: list[FormPart] = []
    for key, form in shape.items():
        part = shape_part(form, (*path, key), entry.get(key))
        if key == "after" and isinstance(part, ValueField):
            part = ValueField(part.path, part.label, part.input, part.value, part.help,
                         suggestions=tuple(places))  # fmt: skip
        parts.append(part)
    parts += unknown(shape, path, dict(entry))
    title = entry.get("title")
    return ClauseSection(
        name,
        title if isinstance(title, str) else name,
        (),
        Wording.OWN,
        tuple(parts),
        optional=True,
        own=True,
    )
