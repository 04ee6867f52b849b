"""The parts of a config outside the clauses as fields, made from the shapes that a check knows.

So a key that a config may have is a key of the form, without being named again.
"""

from __future__ import annotations

from typing import Any

from mou_builder.drafting.form.fields import Entries, FieldGroup, FormPart, Input, Rows, ValueField
from mou_builder.drafting.form.in_file import in_file
from mou_builder.drafting.form.of_blanks import fitting, rows_fit
from mou_builder.library.typed.values import Type
from mou_builder.yamltext.shape import Schema
from mou_builder.yamltext.source import Path, Plain

_INPUTS = {Type.DATE: Input.DATE, Type.COUNT: Input.NUMBER}
_IN_WORDS = {
    "all": "corrected",
    "none": "left as published",
    "dates": "its first and last day",
    "school-years": "its school years, such as 2026–2027",
    "stays": "stays, and “[Reserved]” is printed there",
}
"""What a form calls the words that a key may have."""


def shape_part(schema: Schema, path: Path, plain: Plain) -> FormPart:
    """Return the field, list, table or group for the value at ``path`` of a shape.

    What the config has there in another shape is edited in the file, and so is what a shape leaves
    to others to judge.
    """
    inner: Any = schema.get("schema")
    match schema["type"], plain:
        case "string", None | str():
            return _field(schema, path, plain or "")
        case "list", None | list() if inner["type"] == "string":
            if all(isinstance(each, str | None) for each in plain or ()):
                return _entries(schema, path, plain or [])
        case "list", None | list() if _has_fields(inner):
            if rows_fit(plain or (), inner["schema"]):
                return _rows(schema, path, plain or [])
        case "dict", None | dict() if inner:
            return _group(schema, path, plain or {})
        case _:
            pass
    return in_file(path, label_of(schema, path), plain, help_of(schema))


def label_of(schema: Schema, path: Path) -> str:
    """Return the title of a shape."""
    return str(schema.get("meta", {}).get("title") or str(path[-1]).replace("_", " ").capitalize())


def help_of(schema: Schema) -> str:
    """Return the description of a shape."""
    return str(schema.get("meta", {}).get("description", ""))


def _field(schema: Schema, path: Path, value: str) -> ValueField:
    kind = schema.get("meta", {}).get("kind")
    allowed = schema.get("allowed")
    of_kind = _INPUTS.get(kind, Input.LINE if kind else Input.TEXT)  # paragraphs have no kind
    wanted = Input.CHOICE if allowed else of_kind
    return ValueField(
        path,
        label_of(schema, path),
        fitting(wanted, value),
        value,
        help_of(schema),
        bool(schema.get("required")),
        choices={each: _IN_WORDS.get(each, each) for each in map(str, allowed or ())},
    )


def _entries(schema: Schema, path: Path, plain: list[Plain]) -> Entries:
    allowed = schema["schema"].get("allowed") or ()
    choices = {str(each): str(each) for each in allowed}
    entries = tuple(str(each or "") for each in plain)
    about = label_of(schema, path), help_of(schema)
    return Entries(path, about[0], entries, about[1], choices=choices, own=not choices)


def _rows(schema: Schema, path: Path, plain: list[Plain]) -> Rows:
    parts: Schema = schema["schema"]["schema"]
    columns = tuple(_field(each, (*path, name), "") for name, each in parts.items())
    rows = tuple(
        tuple(_field(each, (*path, at, name), str(row.get(name) or "")) for name, each in
              parts.items())
        for at, row in enumerate(plain)
        if isinstance(row, dict)
    )  # fmt: skip
    return Rows(path, label_of(schema, path), columns, rows, help_of(schema))


def _has_fields(inner: Schema) -> bool:
    parts = inner.get("schema") or {}
    return bool(parts) and all(each["type"] == "string" for each in parts.values())


def _group(schema: Schema, path: Path, plain: dict[str, Plain]) -> FieldGroup:
    parts = [shape_part(each, (*path, name), plain.get(name)) for name, each in
             schema["schema"].items()]  # fmt: skip
    parts += unknown(schema["schema"], path, plain)
    is_needed = bool(schema.get("required"))
    return FieldGroup(
        path, label_of(schema, path), tuple(parts), help_of(schema), optional=not is_needed
    )


def unknown(known: Schema, path: Path, plain: dict[str, Plain]) -> list[FormPart]:
    """Return the entries of a mapping under keys that it may not have."""
    return [
        in_file((*path, name), name, each, "nothing that a config says here")
        for name, each in plain.items()
        if name not in known
    ]
