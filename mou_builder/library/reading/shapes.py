"""The shapes of a library's files: models, clauses, snippets and requirement sets."""

from __future__ import annotations

from functools import cache, lru_cache

from mou_builder.library.contradiction import Contradictions
from mou_builder.library.fact import Fact
from mou_builder.library.provenance import Provenance
from mou_builder.library.reading.judgements import judgement_shape
from mou_builder.library.reading.rows import row_shape
from mou_builder.library.requirement import Duty, Reading, RequirementKind
from mou_builder.library.typed.values import Type, scalar
from mou_builder.yamltext.cerberus_alone import Validator
from mou_builder.yamltext.shape import Schema, compile_schema, items, mapping, required, word

_TEXT: Schema = scalar(Type.TEXT)
_FLAG: Schema = scalar(Type.FLAG)
_BLOCK: Schema = {"type": "string"}
_NEEDED: Schema = {"type": "string", "required": True, "empty": False}
_PROVENANCE = word(*(each.value for each in Provenance))
_ANY: Schema = {"nullable": True}


def _named(part: Schema) -> Schema:
    return {"type": "dict", "keysrules": {"type": "string"}, "valuesrules": part}


# Blanks are validated one by one, by a validator of their own: inside another schema, Cerberus
# takes a mapping with the keys “type” and “required” for rules.
_BLANK: Schema = {
    "type": {**word(*(each.value for each in Type)), "required": True},
    "label": _NEEDED,
    "required": _FLAG,
    "default": _ANY,
    "guidance": _BLOCK,
    "choices": _named(_BLOCK),
    "own": _FLAG,
    "minimum": _TEXT,
    "maximum": _TEXT,
    "columns": {"type": "dict"},
    "row": _TEXT,
    "total": _TEXT,
}
_BLANKS: Schema = {"type": "dict"}
RESERVED_COLUMNS = frozenset({"type", "schema", "items", "default", "required", "allowed", "meta"})
"""Ids that no column can have, because Cerberus would take the columns for rules."""

_SUM = mapping(
    {
        "parts": items(_TEXT, required=True),
        "whole": _NEEDED,
    }
)

_PRODUCT = mapping({"amount": _NEEDED, "share": _NEEDED, "of": _NEEDED})

_VARIANT: Schema = {
    "title": _NEEDED,
    "text": _NEEDED,
    "guidance": _BLOCK,
    "provenance": _PROVENANCE,
    "open": _FLAG,
    "states": items(_TEXT),
    "citations": items(_TEXT),
    "blanks": _BLANKS,
    "sums": items(_SUM),
    "products": items(_PRODUCT),
}

_CLAUSE: Schema = {
    "id": _NEEDED,
    "title": _NEEDED,
    "text": _BLOCK,
    "guidance": _BLOCK,
    "provenance": _PROVENANCE,
    "optional": _FLAG,
    "requires": items(_TEXT),
    "conflicts": items(_TEXT),
    "states": items(_TEXT),
    "citations": items(_TEXT),
    "blanks": _BLANKS,
    "sums": items(_SUM),
    "default": _TEXT,
    "variants": _named(mapping(_VARIANT)),
}

_SNIPPETS: Schema = {
    "snippets": {
        **_named(mapping({"text": _NEEDED, "provenance": {**_PROVENANCE, "required": True}})),
        "required": True,
    }
}

_SECTION = mapping(
    {
        "id": _NEEDED,
        "heading": _NEEDED,
        "provenance": _PROVENANCE,
        "clauses": items(_TEXT, required=True),
    }
)

_CORRECTION = mapping(
    {
        "id": _NEEDED,
        "in": _NEEDED,
        "find": _NEEDED,
        "replace": {"type": "string", "required": True},
        "because": _NEEDED,
        "citation": _BLOCK,
    }
)

_BESIDE: Schema = mapping({"words": items(_TEXT), "marked": _BLOCK}, nullable=False)
_PARTS_OF_DAY: Schema = mapping({"day": _BLOCK, "month": _BLOCK, "year": _BLOCK})

_MODEL: Schema = {
    "id": _NEEDED,
    "version": {"type": "string", "required": True, "regex": r"\d+\.\d+\.\d+"},
    "base": _TEXT,
    "states": items(_TEXT),
    "language": _NEEDED,
    "source": _NEEDED,
    "title": _NEEDED,
    "subtitle": _BLOCK,
    "recitals": items(mapping({"id": _NEEDED, "text": _NEEDED, "provenance": _PROVENANCE})),
    "agreement_line": _NEEDED,
    "provenance": _PROVENANCE,
    "sections": items(_SECTION, required=True),
    "closing": mapping(
        {"text": _NEEDED, "open": _PARTS_OF_DAY, "pen": _PARTS_OF_DAY, "beside": _BESIDE},
        required=True,
    ),
    "parties": {
        **_named(mapping({"label": _NEEDED, "open": _NEEDED, "caption": _NEEDED})),
        "required": True,
    },
    "kinds": {
        **_named(mapping({"label": _NEEDED, "head": _NEEDED, "agency": _FLAG})),
        "required": True,
    },
    "corrections": items(_CORRECTION),
}


_SOURCE: Schema = {"address": _TEXT, "how": word(*Reading), "since": _TEXT}

_REQUIREMENT = mapping(
    {
        "id": _NEEDED,
        "title": _NEEDED,
        "severity": required(word("error", "warning")),
        "basis": _NEEDED,
        "satisfied_by": {"type": "list", "required": True, "minlength": 1},
        "hint": _TEXT,
        "due_days": scalar(Type.DAYS),
        "grant": _TEXT,
        "kind": word(*RequirementKind),
        **_SOURCE,
    },
    nullable=False,
)

_FACTS_OF_DUTIES = (Fact.POSTED, Fact.FILED, Fact.REVIEWED, Fact.ADOPTED)

_SET: Schema = {
    "id": _NEEDED,
    "title": _NEEDED,
    "models": items(_TEXT),
    "states": items(_TEXT),
    "source": _NEEDED,
    "read": required(scalar(Type.DATE)),
    "requirements": required(items(_REQUIREMENT)),
    "duties": items(row_shape(Duty, fact=word(*_FACTS_OF_DUTIES))),
    **_SOURCE,
    "binds": _TEXT,
    "partial": scalar(Type.FLAG),
    "for_some": scalar(Type.FLAG),
    "was_read": _TEXT,
    "not_read": _TEXT,
    "notes": items(_TEXT),
}

WAYS_TO_SATISFY: dict[str, Schema] = {
    "clause": {
        "clause": _NEEDED,
        "variant": _ANY,
        "blank": _TEXT,
        "minimum": _TEXT,
        "maximum": _TEXT,
        "equals": _TEXT,
        "includes": _ANY,
        "mentions": _ANY,
    },
    "signatory": {"signatory": _NEEDED, "title": _TEXT, "each_school": scalar(Type.FLAG)},
    "term": {"term": {**word("from", "until"), "nullable": False}, "months": scalar(Type.COUNT)},
    "all": {"all": {"type": "list", "required": True, "minlength": 1}},
    "not": {"not": {"type": "dict", "required": True}},
    "never": {"never": _NEEDED},
}
"""What may satisfy a requirement: the key that tells its kind, and the shape of each kind."""


@lru_cache(maxsize=1)
def clause_shape() -> Validator:
    """Return the validator of a clause file."""
    return compile_schema(_CLAUSE)


@lru_cache(maxsize=1)
def model_shape() -> Validator:
    """Return the validator of model.yaml."""
    return compile_schema(
        {
            **_MODEL,
            "judgement": judgement_shape(),
            "contradictions": row_shape(Contradictions),
        }
    )


@lru_cache(maxsize=1)
def snippets_shape() -> Validator:
    """Return the validator of snippets.yaml."""
    return compile_schema(_SNIPPETS)


@lru_cache(maxsize=1)
def one_blank_shape() -> Validator:
    """Return the validator of one blank."""
    return compile_schema(_BLANK)


@lru_cache(maxsize=1)
def requirement_set_shape() -> Validator:
    """Return the validator of a requirement set."""
    return compile_schema(_SET)


@cache
def satisfying_shape(kind: str) -> Validator:
    """Return the validator of what may satisfy a requirement, of one kind."""
    return compile_schema(WAYS_TO_SATISFY[kind])
