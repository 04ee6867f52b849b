"""``mou check``."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from mou_builder.check.checking import check
from mou_builder.cli.opening import (
    CONFIGS,
    as_of_option,
    day_of,
    library_option,
    open_config,
    open_library,
)
from mou_builder.cli.printing import print_diagnostics
from mou_builder.cli.program import DONE, exit_code
from mou_builder.diagnostic import Diagnostic, Refused, Severity


@click.command("check")
@CONFIGS
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@as_of_option
@library_option
def command(
    configs: tuple[Path, ...],
    strict: bool,
    as_of: datetime | None,
    libraries: tuple[Path, ...],
) -> None:
    """Check CONFIGS and report every fault in one run, each with its place and what to do.

    Exit code 0: no errors; 1: errors; 2: a file could not be read.

    Example: mou check maple-grove.yaml
    """
    library = open_library(libraries)
    found: list[Diagnostic] = []
    texts: dict[str, str] = {}
    for path in configs:
        try:
            source = open_config(path)
            texts[source.file] = source.text
            found += check(source, library, day_of(as_of)).diagnostics
        except Refused as refused:
            found += refused.diagnostics
    print_diagnostics(found, texts)
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    errors = [each for each in found if each.severity in grave]
    if not errors:
        click.echo(f"{len(configs)} of {len(configs)} configs are right.")
    sys.exit(exit_code(errors) if errors else DONE)
