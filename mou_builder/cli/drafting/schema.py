"""``mou schema``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mou_builder.cli.options import library_option
from mou_builder.disk.opening import open_library
from mou_builder.schema.config_schema import json_schema


@click.command("schema")
@click.argument("model", required=False)
@library_option
def command(model: str | None, libraries: tuple[Path, ...]) -> None:
    """Print the JSON Schema of configs of MODEL, or of all models if it is left out.

    An editor that knows YAML then completes keys, offers variants and topics, and marks faults as
    you type. Save the schema beside your configs and begin each config with the line

    # yaml-language-server: $schema=mou.schema.json

    Example: mou schema > mou.schema.json
    """
    library = open_library(libraries)
    models = [library.model(each) for each in ([model] if model else library.model_ids)]
    schema = json_schema(models, library.requirement_set_ids)
    click.echo(json.dumps(schema, indent=2))
