"""A command that a hint prints does what it says when it is typed, whatever a file is called."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.cli.program import program
from mou_builder.diagnostic import as_typed
from tests.support.agreement.assembling import example
from tests.support.example_counts import drawn

CITY = example("city-and-one-school.yaml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments))


@drawn(200)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_shell_reads_a_name_as_one_word(name: str) -> None:
    (word,) = shlex.split(as_typed(name))
    assert word == (f"./{name}" if name.startswith("-") else name)


def test_a_name_that_needs_no_quotes_has_none() -> None:
    assert as_typed("districts/maple-grove.yaml") == "districts/maple-grove.yaml"
    assert as_typed("Žďár.yaml") == "Žďár.yaml"
    assert as_typed("Dana Whitfield") == '"Dana Whitfield"'


@pytest.mark.parametrize("name", ["maple grove.yaml", "-maple.yaml", "a'b$HOME.yaml"])
def test_each_printed_command_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    faulty = CITY.replace("district_share: 75%", "district_share: 75%\n    agency_share: 75%")
    Path(name).write_text(faulty, encoding="utf-8")
    Path("other.yaml").write_text(CITY, encoding="utf-8")
    told = " ".join(run("diff", f"./{name}", "other.yaml").stderr.split())
    command = re.search(r"see: mou (check .*?) 1 warning in", told)
    assert command, told
    checked = run(*shlex.split(command[1]))
    assert (checked.exit_code, "MOU301" in checked.stderr) == (1, True), checked.output
    Path(name).write_text(CITY, encoding="utf-8")
    made = run("amend", f"./{name}", "--new").stdout.strip()
    lines = re.findall(r"^#   mou (amend .*)$", Path(made).read_text("utf-8"), re.M)
    assert len(lines) == 2
    for line in lines:
        assert [Path(each).exists() for each in shlex.split(line)[1:3]] == [True, True], line
