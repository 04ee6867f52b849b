"""JSON Schema (draft 2020-12) of a config, for editors, from the shapes that the checker uses.

What a schema refuses, the checker refuses, too; the checker refuses more, because a schema cannot
judge.
Each variant's blanks are known only under that variant. All schemas of a choice are closed in
themselves instead of using `unevaluatedProperties`, which not every editor knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mou_builder.check.shapes import config_shape, entry_shape, own_clause_shape
from mou_builder.config.extending import KEY as EXTENDS
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model
from mou_builder.schema.value_schema import (
    NO,
    YES,
    Json,
    is_lacking_without,
    needed,
    of_form,
    typed,
    whole,
    words_of,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NOT_LEFT_OUT = {"enum": typed("no")}


def json_schema(models: Sequence[Model], requirement_sets: tuple[str, ...]) -> Json:
    """Return the schema of configs of ``models``, as plain data that `json.dumps` takes."""
    definitions: Json = {}
    for model in models:
        definitions |= _ModelSchema(model, requirement_sets).definitions()
    return {
        "$schema": DIALECT,
        "title": "Config of a School Resource Officer agreement",
        "type": "object",
        "properties": {"model": words_of({each.id: each.title for each in models})},
        "if": _has_key_with(EXTENDS, {"type": "string"}),
        "then": {
            "if": {"required": ["model"]},
            "then": {"allOf": [_of_model(each.id, _extending(each.id)) for each in models]},
            "else": {"anyOf": [_defined(_extending(each.id)) for each in models]},
        },
        "else": {
            "required": ["model"],
            "allOf": [_of_model(each.id, each.id) for each in models],
        },
        "$defs": definitions,
    }


def _extending(model: str) -> str:
    """Return the name of the schema of configs that leave to another what they do not say."""
    return f"{model}:extending"


def _of_model(model: str, schema: str) -> Json:
    return {"if": _has_key_with("model", {"const": model}), "then": _defined(schema)}


def _defined(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


class _ModelSchema:
    """The schema of the configs of one model."""

    def __init__(self, model: Model, requirement_sets: tuple[str, ...]) -> None:
        self.model = model
        self.requirement_sets = requirement_sets

    def definitions(self) -> Json:
        found = {self.model.id: self.config(), _extending(self.model.id): self.extending()}
        for entry in self.entries().values():
            found |= entry.definitions()
        return found

    def entries(self) -> dict[str, _EntrySchema]:
        clauses = self.model.clauses.values()
        return {each.id: _EntrySchema(each, f"{self.model.id}.{each.id}") for each in clauses}

    def extending(self) -> Json:
        """Return the schema of a config that extends another: nothing in it must be given."""
        shape = config_shape(self.model, self.requirement_sets)
        properties = {name: _demanding_nothing(of_form(part)) for name, part in shape.items()}
        properties["clauses"] |= {
            "properties": {name: each.extending() for name, each in self.entries().items()},
            "additionalProperties": _demanding_nothing(_own_clause()),
        }
        return {"properties": properties, "additionalProperties": False}

    def config(self) -> Json:
        shape = config_shape(self.model, self.requirement_sets)
        properties = {name: of_form(part) for name, part in shape.items()}
        properties["model"] |= {"const": self.model.id}
        properties["parties"] = self.parties(properties["parties"])
        properties["term"] = _demanding(needed(properties["term"]), ["until"])
        properties["clauses"] = self.clauses(properties["clauses"])
        required = ["model", "parties", "term"]
        if properties["clauses"]["required"]:
            properties["clauses"] = needed(properties["clauses"])
            required.append("clauses")
        return {
            "type": "object",
            "required": required,
            "properties": properties,
            "additionalProperties": False,
        }

    def parties(self, form: Json) -> Json:
        planned = self.model.parties
        properties = {
            name: self.party(part) | {"title": planned[name].label.capitalize()}
            for name, part in form["properties"].items()
        }
        return {
            **form,
            "properties": properties,
            "additionalProperties": self.party(form["additionalProperties"]),
            "propertyNames": {"pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$"},
        }

    def party(self, form: Json) -> Json:
        kinds = {each.id: each.label for each in self.model.kinds.values()}
        shape = config_shape(self.model)["parties"]["allow_unknown"]["schema"]["kind"]
        properties = {**form["properties"], "kind": of_form(shape, words=kinds)}
        return {
            **_demanding(needed({**form, "properties": properties}), ["name"]),
            "not": {
                "required": ["signatory", "signatories"],
                "properties": {
                    "signatory": {"type": "object", "minProperties": 1},
                    "signatories": {"type": "array", "minItems": 1},
                },
            },
        }

    def clauses(self, form: Json) -> Json:
        entries = self.entries()
        return {
            **form,
            "properties": {name: each.schema() for name, each in entries.items()},
            "additionalProperties": _own_clause(),
            "required": [
                name for name, each in entries.items() if each.needs and not each.clause.optional
            ],
        }


def _own_clause() -> Json:
    """Return the schema of a clause that the config adds to its model."""
    parts = {name: of_form(part) for name, part in own_clause_shape().items()}
    return {
        "type": "object",
        "title": "A clause of your own",
        "properties": parts,
        "required": ["title", "text"],
        "additionalProperties": False,
    }


class _EntrySchema:
    """The schema of what a config says of one clause."""

    def __init__(self, clause: Clause, name: str) -> None:
        self.clause = clause
        self.name = name

    @property
    def needs(self) -> bool:
        """Whether the clause cannot stand without a config saying something of it."""
        undecided = bool(self.clause.variants) and self.clause.default is None
        return undecided or bool(self.lacking(self.clause.default or ""))

    def lacking(self, variant: str) -> list[str]:
        """Return the blanks that a config must give if it chooses ``variant``."""
        remainders = self.clause.parts_of(variant)
        return [
            name
            for name, blank in self.clause.blanks_of(variant).items()
            if is_lacking_without(blank) and name not in remainders
        ]

    def schema(self) -> Json:
        """Return the schema of the entry; the blanks of each variant stand in `definitions`."""
        return {
            **_title_and_description(self.clause.title, self.clause.guidance),
            **self.flags(),
            "if": _has_key_with("omit", {"not": _NOT_LEFT_OUT}),
            "then": self.omitted(),
            "else": {
                "if": _has_key_with("text", {"not": {"type": "null"}}),
                "then": self.replaced(),
                "else": self.by_variant(),
            },
        }

    def extending(self) -> Json:
        """Return the schema of an entry whose variant may be named in another config."""
        variants = ("", *self.clause.variants)
        properties: Json = {}
        for variant in variants:
            blanks = self.clause.blanks_of(variant)
            for name, part in entry_shape(self.clause, variant).items():
                form = _demanding_nothing(of_form(part, blanks.get(name)))
                forms = properties.setdefault(name, {"anyOf": []})["anyOf"]
                if form not in forms:
                    forms.append(form)
        properties["omit"] = {}
        return {
            **_title_and_description(self.clause.title, self.clause.guidance),
            "type": ["object", "boolean", "string", "null"],
            "pattern": whole(*YES, *NO),
            "properties": properties,
            "additionalProperties": False,
        }

    def flags(self) -> Json:
        """Return which single words may stand for the whole entry, and what types it has."""
        can_be = [] if self.needs else [True]
        can_be += [False] if self.clause.optional else []
        if not can_be:
            return {"type": ["object"]}
        patterns = [each for flag in can_be for each in (YES if flag else NO)]
        found: Json = {"type": ["object", "boolean", "string"], "pattern": whole(*patterns)}
        if len(can_be) == 1:
            found["not"] = {"const": not can_be[0]}
        if not self.needs:
            found["type"].append("null")
        return found

    def omitted(self) -> Json:
        """Return the schema of an entry that leaves the clause out, which says why, and no more."""
        form = of_form(entry_shape(self.clause, "")["omit"])
        wanted = ["because", "number"] if self.clause.optional else ["because"]
        return _closed_mapping({"omit": _demanding(needed(form), wanted)}, [])

    def replaced(self) -> Json:
        """Return the schema of an entry with a text of its own, which says why, and no more."""
        parts = entry_shape(self.clause, "")
        text, because = of_form(parts["text"]), of_form(parts["because"])
        return _closed_mapping(
            {"text": text | {"pattern": r"\S"}, "because": needed(because)}, ["because"]
        )

    def by_variant(self) -> Json:
        variants = self.clause.variants
        if not variants:
            return {"if": {"type": "object"}, "then": _defined(self.name)}
        chosen = {
            "if": _has_key_with("variant", {"not": {"type": "null"}}),
            "then": {"properties": {"variant": _defined(self.variants_name)}},
            "else": {"if": {"type": "object"}, "then": _defined(self.unchosen())},
        }
        branches = [
            {
                "if": _has_key_with("variant", {"enum": typed(name)}),
                "then": _defined(self.named(name)),
            }
            for name in variants
        ]
        return {"allOf": [chosen, *branches]}

    def named(self, variant: str) -> str:
        return f"{self.name}.{variant}"

    def unchosen(self) -> str:
        """Return the name of the definition that applies where no variant is named."""
        default = self.clause.default
        return self.name if default is None else self.named(default)

    @property
    def variants_name(self) -> str:
        """The name of the definition of the ids of the variants."""
        return f"{self.name}:variants"

    def variants(self) -> Json:
        titles = {name: each.title for name, each in self.clause.variants.items()}
        found = of_form(entry_shape(self.clause, "")["variant"], words=titles)
        for each in found["anyOf"]:
            variant = self.clause.variants.get(each.get("const"))
            if variant and variant.guidance:
                each["description"] = variant.guidance
        return found

    def definitions(self) -> Json:
        found = {self.variants_name: needed(self.variants())} if self.clause.variants else {}
        if not self.clause.variants or self.clause.default is None:
            found[self.name] = self.definition("")
        found |= {self.named(each): self.definition(each) for each in self.clause.variants}
        return found

    def definition(self, variant: str) -> Json:
        """Return the closed schema of an entry with ``variant``, if any."""
        parts = entry_shape(self.clause, variant)
        blanks = self.clause.blanks_of(variant)
        properties = {name: of_form(part, blanks.get(name)) for name, part in parts.items()}
        properties["omit"] = _NOT_LEFT_OUT
        if self.clause.variants:
            properties["variant"] = {"anyOf": [_defined(self.variants_name), {"type": "null"}]}
        required = self.lacking(variant)
        if self.clause.variants and not variant:
            required = [*required, "variant"]
        return _closed_mapping(properties, required)


def _demanding_nothing(form: Json) -> Json:
    """Return the schema of a mapping in which nothing must be given; in lists, all of it must."""
    found = {key: each for key, each in form.items() if key != "required"}
    if "properties" in found:
        parts = found["properties"].items()
        found["properties"] = {name: _demanding_nothing(part) for name, part in parts}
    if others := found.get("additionalProperties"):
        found["additionalProperties"] = _demanding_nothing(others)
    return found


def _title_and_description(title: str, description: str) -> Json:
    return {"title": title, **({"description": description} if description else {})}


def _has_key_with(key: str, value: Mapping[str, Any]) -> Json:
    """Return a schema that a mapping matches if it has ``key`` with such a value."""
    return {"type": "object", "required": [key], "properties": {key: value}}


def _closed_mapping(properties: Json, required: Iterable[str]) -> Json:
    return _demanding(
        {"type": ["object"], "properties": properties, "additionalProperties": False}, required
    )


def _demanding(form: Json, names: Iterable[str]) -> Json:
    """Return the schema of a mapping in which ``names`` must have a value."""
    wanted = list(names)
    properties = {
        name: needed(part) if name in wanted else part for name, part in form["properties"].items()
    }
    required = list(dict.fromkeys([*form.get("required", ()), *wanted]))
    return {**form, "properties": properties, **({"required": required} if required else {})}
