"""The pages that are made from the program say what the program says now."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import click
import pytest
import yaml

from mou_builder.cli.program import COMMANDS

ROOT = Path(__file__).parents[2]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["diagnostics.md", "commands.md"])
def test_a_page_is_as_the_program_would_write_it_now(name: str):
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == script().PAGES[name](), "run: make docs"


def test_the_reference_has_every_command_and_option_down_to_the_last():
    @click.group(context_settings={"help_option_names": ["-h", "--help"]})
    def top() -> None:
        """The top."""

    @top.group()
    def middle() -> None:
        """The middle."""

    @middle.command()
    @click.option("--far", help="Far down.")
    def last(far: str) -> None:
        """The last."""

    page = script().commands_page(top)
    assert [line for line in page.split("\n") if line.startswith("## ")] == [
        "## mou",
        "## mou middle",
        "## mou middle last",
    ]
    assert "Usage: mou middle last [OPTIONS]" in page
    assert "--far TEXT  Far down." in page
    assert page.count("-h, --help  Show this message and exit.") == 3


def test_the_pages_name_no_place_of_this_machine():
    assert all(str(ROOT) not in make() for make in script().PAGES.values())


def test_the_hook_for_pre_commit_takes_configs_and_calls_the_check():
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    name, command = hook["entry"].split()
    assert name == "mou"
    assert command in COMMANDS
    wanted = re.compile(hook["files"])
    assert all(wanted.search(f"configs/{each.name}") for each in (ROOT / "configs").glob("*.yaml"))
    assert wanted.search("district/configs/a.yml")
    assert not wanted.search(".pre-commit-config.yaml")
    assert not wanted.search("configs/older/notes.yaml.txt")


def test_a_thing_has_one_name_wherever_it_is_read_of():
    """What was signed and is kept is an executed copy, in every message, page and guide."""
    folders = (ROOT / "docs", ROOT / "mou_builder", ROOT / "clauses", ROOT / "configs")
    read = [ROOT / "README.md", *(each for folder in folders for each in folder.rglob("*"))]
    endings = {".html", ".j2", ".js", ".md", ".py", ".yaml"}
    said = [each for each in read if each.suffix in endings]
    assert len(said) > 500
    assert [e for e in said if re.search(r"(?i)\bsigned cop(y|ies)\b", e.read_text("utf-8"))] == []
