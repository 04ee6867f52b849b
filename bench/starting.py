"""Whole processes: what one waits for at the prompt."""

from __future__ import annotations

import compileall
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import mou_builder
from bench import subjects
from bench.timing import Row, process, ratio
from mou_builder.disk.packaged import packaged

PACKAGE = Path(mou_builder.__file__).parent


def measure() -> Iterator[Row]:
    """`mou check` and `mou --help` against a Python that only imports what they are made of."""
    compileall.compile_dir(PACKAGE, quiet=1)  # as pip does when it installs; what is bare has it
    mou = str(Path(sys.executable).with_name("mou"))
    config = str(packaged("configs") / f"{subjects.EXAMPLE}.yaml")
    bare = process([sys.executable, "-c", "import click, yaml, cerberus"])
    yield ratio(
        "mou check, against importing click, yaml, cerberus",
        process([mou, "check", "--as-of", subjects.DAY.isoformat(), config]),
        bare,
        rounds=15,
        aim=1.5,
    )
    with tempfile.TemporaryDirectory(prefix="mou-bench-") as folder:
        render = [mou, "render", config, "-o", folder, "--force"]
        what = "mou render of one config, DOCX and PDF, against the same"
        yield ratio(what, process(render), bare, rounds=9, aim=4.0)
    yield ratio("mou --help, against the same", process([mou, "--help"]), bare, rounds=9)
