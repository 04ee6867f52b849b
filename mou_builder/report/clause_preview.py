"""A clause as it would print, with its blanks by name where no value is given yet."""

from __future__ import annotations

from mou_builder.agreement.assemble import assemble_clause
from mou_builder.check.form import read_config
from mou_builder.diagnostic import Refused
from mou_builder.library.model import Model
from mou_builder.report.agreement_text import block_text
from mou_builder.yamltext.changes import Set, at_path, edited, mapping_at
from mou_builder.yamltext.source import Plain, Source


def clause_preview(model: Model, clause: str, data: Plain) -> list[str]:
    """Return the paragraphs of a clause as a config with ``data`` prints it so far.

    A blank without a value stands there as ``[number of officers]``. Nothing is returned where
    there is no text to show: an unknown variant, or one that needs the values first.
    """
    given = edited(data, Set(("model",), model.id))
    try:
        config = read_config(Source("preview", "", given, {}, {}), model).config
        provision = assemble_clause(config, model, clause)
    except (Refused, KeyError):
        return []
    return [block_text(each) for each in provision.blocks]


def variant_preview(model: Model, clause: str, variant: str) -> list[str]:
    """Return the paragraphs of a variant with all its blanks by name."""
    choice: Plain = {"variant": variant} if variant else "yes"
    return clause_preview(model, clause, {"clauses": {clause: choice}})


def values_for(model: Model, clause: str, variant: str, data: Plain) -> Plain:
    """Return the part of a config that a variant can print: parties, term and its own blanks."""
    who: dict[str, Plain] = {
        name: {key: value for key, value in each.items() if key in _OF_A_PARTY}
        for name, each in mapping_at(data, ("parties",)).items()
        if isinstance(each, dict)
    }
    blanks = model.clauses[clause].blanks_of(variant)
    values: dict[str, Plain] = {
        name: value
        for name, value in mapping_at(data, ("clauses", clause)).items()
        if name in blanks
    }
    choice: Plain = {"variant": variant, **values} if variant else values or "yes"
    return {"parties": who, "term": at_path(data, ("term",)), "clauses": {clause: choice}}


_OF_A_PARTY = ("name", "kind", "schools", "officer_in_charge")
"""The keys of a party that clauses print."""
