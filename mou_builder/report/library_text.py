"""A model and its clauses as text, for a person who is about to write a config."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mou_builder.agreement.wording import written
from mou_builder.library.clause import Blank, Clause, Variant
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.library.typed.values import OwnEntry, Scalar, Type
from mou_builder.report.clause_preview import variant_preview

FORMS = {
    Type.TEXT: "words",
    Type.NAME: "a name",
    Type.COUNT: "a whole number, such as 2",
    Type.POSITIONS: "a number of positions, such as 2 or 1.5",
    Type.DAYS: "days, such as 30 or 10 business days",
    Type.PERCENT: "a percentage, such as 75%, or a part, such as 1/3",
    Type.MONEY: "an amount, such as $85,500.00",
    Type.DATE: "a date, such as 2027-06-30",
    Type.TIME: "a time, such as 7:30",
    Type.FLAG: "yes or no",
    Type.CHOICE: "one of the words below",
    Type.LIST: "a list",
    Type.ROWS: "rows",
    Type.SCHOOL: "the name of a school",
}
"""What is typed into a blank of each type."""


def model_text(model: Model) -> str:
    """Return the clauses of a model under their headings, with the variants of each."""
    return "\n".join(_model_lines(model)) + "\n"


def numbered_clauses(model: Model) -> Mapping[str, str]:
    """Return the required clauses of a model by their numbers without optional clauses."""
    every = (model.clauses[each] for section in model.sections for each in section.clauses)
    required = (each.id for each in every if not each.optional)
    return {str(number): each for number, each in enumerate(required, start=1)}


def _model_lines(model: Model) -> Iterator[str]:
    yield f"{model.id_and_version}: {model.title}"
    yield model.source
    numbers = {name: number for number, name in numbered_clauses(model).items()}
    for section in model.sections:
        yield ""
        yield section.heading
        for name in section.clauses:
            clause = model.clauses[name]
            mark = f"{numbers.get(name, '+'):>3}"
            yield f"{mark}  {name:<30} {clause.title}"
            variants = [each.id for each in clause.variants.values() if not each.open]
            if variants:
                yield f"        variants: {', '.join(variants)}"
    yield ""
    yield "Numbered clauses are required; those with + are opt-in and renumber what follows."
    yield f"To see a clause: mou clauses {model.id} {next(iter(model.clauses))}"


def clause_text(model: Model, clause: Clause, *, source: bool) -> str:
    """Return all there is to know about one clause: text, variants, blanks, guidance and basis.

    Texts are shown as they would print, their blanks by name; with ``source``, as they stand in the
    library.
    """
    return "\n".join(_clause_lines(model, clause, source=source)) + "\n"


def _clause_lines(model: Model, clause: Clause, *, source: bool) -> Iterator[str]:
    need = "opt-in" if clause.optional else "required"
    yield f"{clause.id}: {clause.title} ({need}, {provenance_text(clause.provenance)})"
    if clause.guidance:
        yield clause.guidance
    yield from _legal_lines(clause.citations)
    for label, names in (("Needs", clause.requires), ("Does not go with", clause.conflicts)):
        if names:
            yield f"{label}: {', '.join(names)}"
    corrections = [each for each in model.corrections if each.target == clause.id]
    for each in corrections:
        yield f"Correction {each.id}: “{each.find}” → “{each.replace}”"
    if clause.text:
        yield from _source_lines(clause.text) if source else _printed_lines(model, clause, "")
    yield from _blanks_lines(clause.blanks)
    for variant in clause.variants.values():
        yield from _variant_lines(variant, clause.default)
        yield from (
            _source_lines(variant.text) if source else _printed_lines(model, clause, variant.id)
        )
        yield from _blanks_lines(variant.blanks)


def _variant_lines(variant: Variant, default: str | None) -> Iterator[str]:
    yield ""
    usual = ", taken if none is named" if variant.id == default else ""
    yield f"variant: {variant.id} – {variant.title} ({provenance_text(variant.provenance)}{usual})"
    if variant.guidance:
        yield f"  {variant.guidance}"
    yield from _legal_lines(variant.citations)


def _source_lines(text: str) -> Iterator[str]:
    if text:
        yield ""
        yield from (f"  │ {line}".rstrip() for line in text.rstrip().splitlines())


def _printed_lines(model: Model, clause: Clause, variant: str) -> Iterator[str]:
    for paragraph in variant_preview(model, clause.id, variant):
        yield ""
        for line in paragraph.split("\n"):
            yield f"  │ {line}"


def _legal_lines(citations: tuple[str, ...]) -> Iterator[str]:
    if citations:
        yield f"Legal basis: {'; '.join(citations)}"


def _blanks_lines(blanks: dict[str, Blank]) -> Iterator[str]:
    if blanks:
        yield ""
        yield "  blanks:"
    for blank in blanks.values():
        yield from _blank_lines(blank, "    ")


def _blank_lines(blank: Blank, indent: str) -> Iterator[str]:
    yield f"{indent}{blank.id}: {blank.label} – {FORMS[blank.type]} ({need_text(blank)})"
    if blank.guidance:
        yield f"{indent}  {blank.guidance}"
    for name, words in blank.choices.items():
        yield f"{indent}  · {name}: {words}"
    if blank.own:
        yield f"{indent}  · or your own words"
    for column in blank.columns.values():
        yield from _blank_lines(column, indent + "    ")


def need_text(blank: Blank) -> str:
    """Return whether a blank must be given, or its default."""
    if blank.default is not None:
        return f"if left out: {_default_text(blank)}"
    return "needed" if blank.required else "may be left out"


def _default_text(blank: Blank) -> str:
    if isinstance(blank.default, tuple):
        return ", ".join(
            each.words if isinstance(each, OwnEntry) else str(each) for each in blank.default
        )
    value: Scalar | None = blank.default
    if value is None or blank.type is Type.CHOICE:
        return str(value)
    return written(blank.type, value)


def provenance_text(provenance: Provenance) -> str:
    """Return whose words a text has."""
    match provenance:
        case Provenance.MODEL:
            return "the model's own words"
        case Provenance.CORRECTED:
            return "the model's words, corrected"
        case Provenance.DRAFTED:
            return "drafted, reviewed by no counsel"
        case Provenance.CUSTOM:
            return "the municipality's own"
