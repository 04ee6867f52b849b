"""Configs as editors read them before they hand them to a schema.

An editor reads YAML 1.2 or 1.1, and hands text, numbers and booleans on. ruamel.yaml reads 1.2 here
and PyYAML 1.1; dates stay text, because JSON has none.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import ruamel.yaml
import yaml
from jsonschema import Draft202012Validator

from mou_builder.check.checking import check
from mou_builder.diagnostic import Refused
from mou_builder.schema.config_schema import json_schema
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import library


class _Yaml11(yaml.SafeLoader):
    """Reads dates as text."""


_Yaml11.yaml_implicit_resolvers = {
    first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Yaml12(ruamel.yaml.SafeConstructor):
    """Builds dates as the text that was typed."""


_Yaml12.add_constructor(
    "tag:yaml.org,2002:timestamp", lambda self, node: self.construct_scalar(node)
)


def in_editors(text: str) -> list[Any]:
    """Return what editors of both versions of YAML make of ``text``."""
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.Constructor = _Yaml12
    return [yaml.load(text, Loader=_Yaml11), reader.load(text)]


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """Return the schema of all packaged models, as an editor gets it."""
    models = [library().model(each) for each in library().model_ids]
    made = json_schema(models, library().requirement_set_ids)
    return json.loads(json.dumps(made))


@lru_cache(maxsize=1)
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def has_errors(text: str) -> bool:
    """Tell whether the checker refuses ``text``."""
    try:
        return bool(check(yaml_source.parse(text.encode(), "c.yaml"), library()).errors)
    except Refused:
        return True
