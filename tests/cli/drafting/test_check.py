"""`mou check` as its users run it: formats, strictness, requirement sets, departures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.agreement.assembling import CONFIGS
from tests.support.cli.command import mou_says
from tests.support.cli.console import CONSOLE

CITY = (CONFIGS / "city-and-one-school.yaml").read_text(encoding="utf-8")
DAY = "2026-08-01"
"""As of today, it would be told some day that the law was read over a year ago."""
OWN = """
  custody:
    text: |
      Students shall not be taken into custody at school except pursuant to a warrant.
    because: The board resolved on a stricter rule.
"""


def run(folder: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = mou_says(folder, *arguments)
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    return done


def written(folder: Path, text: str) -> Path:
    (folder / "c.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_config_without_errors_says_so_and_exits_with_0(tmp_path: Path) -> None:
    done = run(written(tmp_path, CITY), "check", "c.yaml", "--as-of", DAY)
    assert (done.stdout, done.stderr) == ("The config has no errors.\n", "")


def test_checking_loads_nothing_that_only_rendering_or_editing_needs(tmp_path: Path) -> None:
    """Start-up time is felt; see bench/starting.py."""
    written(tmp_path, CITY)
    arguments = ["check", "--as-of", DAY, "c.yaml"]
    program = (
        f"import sys; sys.argv = ['mou', *{arguments}]\n"
        "from mou_builder.cli import main\n"
        "try:\n    main()\nfinally:\n    print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        encoding=CONSOLE,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "mou_builder.check.checking" in loaded
    heavy = {"docx", "docxtpl", "jinja2", "lxml", "openpyxl", "pikepdf", "rdocx", "rich", "ruamel"}
    heavy |= {
        "email.message",
        "importlib.metadata",
        "socket",
        "zipfile",
        "mou_builder.disk.examples",
    }
    assert not loaded & {*heavy, "_strptime", "multiprocessing", "mou_builder.yamltext.editing"}


def test_an_error_is_shown_with_its_line_and_a_caret_and_exits_with_1(tmp_path: Path) -> None:
    text = CITY.replace("district_share: 75%", "district_share: 175%")
    done = run(written(tmp_path, text), "check", "c.yaml", "--as-of", DAY, code=1)
    lines = done.stderr.splitlines()
    assert lines[0].startswith("c.yaml:35:21: MOU103 error:")
    assert lines[1].endswith("district_share: 175%   # the agency's share is what remains")
    assert lines[2].rstrip().endswith("^")


def test_json_and_sarif_go_to_standard_output(tmp_path: Path) -> None:
    text = CITY.replace("    supervisor: Patrol Captain\n", "")
    written(tmp_path, text)
    command = ("check", "c.yaml", "--as-of", DAY, "--format")
    found = json.loads(run(tmp_path, *command, "json", code=1).stdout)
    assert [each["code"] for each in found["diagnostics"]] == ["MOU110"]
    log = json.loads(run(tmp_path, *command, "sarif", code=1).stdout)
    assert (log["version"], log["runs"][0]["results"][0]["ruleId"]) == ("2.1.0", "MOU110")


def test_strict_turns_warnings_into_errors(tmp_path: Path) -> None:
    text = CITY.replace("until: 2027-06-30", "until: 2041-06-30")
    run(written(tmp_path, text), "check", "c.yaml")
    run(tmp_path, "check", "c.yaml", "--strict", code=1)


def test_a_set_given_on_the_command_line_is_held_against_the_config(tmp_path: Path) -> None:
    written(tmp_path, CITY)
    done = run(tmp_path, "check", "c.yaml", "--requirements", "cops-chp", code=1)
    assert "roles-and-responsibilities: yes" in done.stderr
    assert "basis: COPS Hiring Program" in done.stderr
    done = run(tmp_path, "check", "c.yaml", "--requirements", "cops", code=2)
    assert "did you mean “cops-chp”?" in done.stderr


def test_departures_show_the_clause_its_reason_and_the_words_changed(tmp_path: Path) -> None:
    written(tmp_path, CITY.replace("requirements: [wisconsin]\n", "") + OWN)
    done = run(tmp_path, "check", "c.yaml", "--departures")
    assert "custody" in done.stdout.lower()
    assert "The board resolved on a stricter rule." in done.stdout
    assert "[-" in done.stdout
    plain = run(written(tmp_path, CITY), "check", "c.yaml", "--departures")
    assert "[-" not in plain.stdout


def test_a_checklist_shows_what_a_config_satisfies(tmp_path: Path) -> None:
    written(tmp_path, CITY)
    done = run(tmp_path, "clauses", "--requirements", "wisconsin", "c.yaml")
    assert "c.yaml: 21 of 21 requirements are met" in done.stdout
    done = run(tmp_path, "clauses", "--requirements", "cops-chp", "c.yaml")
    assert "[ ] Clearly defined roles" in done.stdout


@pytest.mark.parametrize(
    "arguments", [(), ("wisconsin-sro",), ("washington-sro",), ("general-sro",)]
)
def test_clauses_lists_a_model(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, "clauses", *arguments)
    assert "funding" in done.stdout
    assert "opt-in" in done.stdout


def test_clauses_shows_one_clause_with_its_variants_and_blanks(tmp_path: Path) -> None:
    done = run(tmp_path, "clauses", "funding")
    for words in ("variant: shared-cost", "district_share", "reviewed by no counsel"):
        assert words in done.stdout
    alone = run(tmp_path, "clauses", "funding/shared-cost").stdout
    assert "variant: shared-cost" in alone
    assert "variant: hourly" not in alone


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("fundng", "did you mean “funding”?"),
        ("zzz", "no clause or model is called “zzz”: mou clauses lists them\n"),
        ("interviews", "“interviews”: mou clauses wisconsin-sro questioning says it\n"),
        ("connecticut", "is a requirement set, and no clause or model: mou clauses --requirements"),
        ("funding/shared", "did you mean “shared-cost”?"),
        ("funding/zzz", "has no variant “zzz”: mou clauses funding shows them\n"),
    ],
)
def test_a_clause_that_there_is_not_is_told_in_a_line(tmp_path: Path, name: str, says: str) -> None:
    assert says in run(tmp_path, "clauses", name, code=2).stderr
