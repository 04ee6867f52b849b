"""A shell completes commands, options, clauses, variants and paths; help fits a narrow terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mou_builder.cli.program import COMMANDS
from tests.support.cli.command import mou_says
from tests.support.cli.console import CONSOLE


def completed(shell: str, *words: str) -> list[str]:
    """Return what a shell would be offered behind ``words``, the last of which is begun."""
    *_, begun = words
    environment = {
        "_MOU_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(["mou", *words]),
        "COMP_CWORD": begun if shell == "fish" else str(len(words)),
    }
    done = mou_says(Path(), environment=environment)
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    match shell:
        case "bash":
            return [each.partition(",")[2] for each in lines]
        case "zsh":
            return lines[1::3]
        case _:
            return [each.partition(",")[2].partition("\t")[0] for each in lines]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("cl",), "clauses"),
        (("check", "--str"), "--strict"),
        (("clauses", "chain"), "chain-of-command"),
        (("clauses", "general"), "general-sro"),
        (("clauses", "--requirements", "wis"), "wisconsin"),
        (("init", "--example", "city"), "city-and-one-school"),
        (("init", "--model", "wash"), "washington-sro"),
        (("init", "--set", "clauses.funding.variant=sh"), "clauses.funding.variant=shared-cost"),
        (("init", "--set", "clauses.funding.off"), "clauses.funding.officers="),
        (("init", "--set", "parties.agency.na"), "parties.agency.name="),
    ],
)
def test_what_is_begun_is_completed(shell: str, words: tuple[str, ...], offered: str) -> None:
    assert offered in completed(shell, *words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_the_script_that_asks_for_completions(shell: str) -> None:
    done = mou_says(Path(), environment={"_MOU_COMPLETE": f"{shell}_source"})
    assert f"_MOU_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_a_terminal_of_sixty_columns(command: str) -> None:
    words = [*([command] if command else []), "--help"]
    done = mou_says(Path(), *words, environment={"COLUMNS": "60"})
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 60


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("mou init --set clauses.funding.variant = sh", "shared-cost"),
        ("mou init --set clauses.funding.variant =", "shared-cost"),
        ("mou init --set clauses.funding.vari", "clauses.funding.variant=shared-cost"),
        ("mou clauses chain", "chain-of-command"),
        ("mou check --str", "--strict"),
    ],
)
def test_bash_itself_completes_what_is_begun(words: str, offered: str) -> None:
    """In its own words, which it breaks at “=”."""
    script = f"""
        eval "$(_MOU_COMPLETE=bash_source mou)"
        COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
        _mou_completion mou
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, encoding=CONSOLE, check=True, env=environment
    )
    assert offered in done.stdout.splitlines()


LISTS = [
    *(("clauses",), ("clauses", "funding"), ("clauses", "funding", "--source"), ("states",)),
    *(("clauses", "--requirements", "cops-chp"), ("explain", "MOU301")),
    ("init", "--example", "list"),
]


@pytest.mark.parametrize("arguments", LISTS)
def test_what_is_listed_fits_a_terminal_of_sixty_columns(arguments: tuple[str, ...]) -> None:
    done = mou_says(Path(), *arguments, environment={"COLUMNS": "60"})
    assert done.returncode == 0
    lines = [each for each in done.stdout.splitlines() if " " in each.strip()]  # but for addresses
    assert max(map(len, lines)) <= 60
