"""The shapes of ours are right schemas of Cerberus, which is not asked about it at run time."""

from __future__ import annotations

from typing import Any

import pytest
from cerberus import SchemaError, Validator

from mou_builder.check.shapes import config_shape, entry_shape
from mou_builder.library.reading import requirement_sets, shapes
from tests.support.assembling import library


def examined(schema: Any) -> None:
    """Have Cerberus examine a schema, as it does where it is not told to trust it."""
    Validator(schema)


@pytest.mark.parametrize("name", library().model_ids)
def test_the_shapes_of_configs_are_right(name: str) -> None:
    model = library().model(name)
    examined(config_shape(model, library().requirement_set_ids))
    for clause in model.clauses.values():
        for variant in ("", *clause.variants):
            examined(entry_shape(clause, variant))


def test_the_shapes_of_library_files_are_right() -> None:
    for validator in (shapes.clause_shape(), shapes.model_shape(), shapes.one_blank_shape()):
        examined(dict(validator.schema))
    examined(requirement_sets._SET)
    for schema in requirement_sets._KINDS.values():
        examined(schema)


def test_a_wrong_schema_would_be_found() -> None:
    with pytest.raises(SchemaError):
        examined({"name": {"tpye": "string"}})
