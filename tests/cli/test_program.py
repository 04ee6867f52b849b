"""The group of commands: what is loaded when one is called."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import click
import pytest

from mou_builder.cli.program import program


@pytest.fixture
def collecting() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("collecting")
def test_garbage_is_collected_again_once_a_command_is_loaded() -> None:
    gc.disable()  # as `main` does
    program.get_command(click.Context(program), "check")
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
