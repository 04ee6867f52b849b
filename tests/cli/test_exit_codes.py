"""Every command ends in one of three ways.

0: done; 1: the config or document has errors; 2: wrong usage, or a file that cannot be read.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import COMMANDS, program
from mou_builder.disk.packaged import packaged

CITY = (packaged("configs") / "city-and-one-school.yaml").read_bytes()
WRONG = {
    "not YAML": (b"model: wisconsin-sro\nparties: [", 2),
    "not text": (b"model: \xff\xfe", 2),
    "no such model": (CITY.replace(b"model: wisconsin-sro", b"model: wisconsin"), 1),
    "no such variant": (CITY.replace(b"variant: agency", b"variant: agnecy"), 1),
    "missing": (None, 2),
}
WITH_A_CONFIG = {
    "amend": ["amend", "c.yaml", "proposal.yaml"],
    "amend --new": ["amend", "c.yaml", "--new"],
    "check": ["check", "c.yaml"],
    "clauses": ["clauses", "--requirements", "wisconsin", "c.yaml"],
    "diff from": ["diff", "c.yaml", "good.yaml"],
    "diff to": ["diff", "good.yaml", "c.yaml"],
    "record": ["record", "c.yaml"],
    "record a fact": ["record", "c.yaml", "public"],
    "render": ["render", "c.yaml", "--format", "text"],
    "renew": ["renew", "c.yaml"],
    "renew --model-changes": ["renew", "c.yaml", "--model-changes"],
    "renew --next": ["renew", "good.yaml", "--next", "c.yaml", "--packet", "packet"],
    "review --against": ["review", "sent.docx", "--against", "c.yaml"],
    "trace": ["trace", "c.yaml"],
    "verify --against": ["verify", "sent.pdf", "--against", "c.yaml"],
}
UNNAMED = {
    "init": ["--model", "x", "new.yaml"],
    "schema": ["x"],
    "clauses": ["x", "y"],
    "states": ["Atlantis"],
    "explain": ["MOU000"],
}
OF_ANOTHER_KIND = {
    "review": ["review", "c.docx"],
    "diff": ["diff", "c.docx", "good.yaml"],
    "template": ["template", "check", "c.docx"],
    "render": ["render", "good.yaml", "--template", "c.docx"],
    "verify": ["verify", "c.docx"],
    "import": ["import", "c.docx", "--map", "c.docx"],
}
NOT_THERE = {
    "check": ["check", "empty"],
    "render": ["render", "empty"],
    "status": ["status", "empty"],
    "publish": ["publish", "empty", "-o", "register"],
    "status of a file": ["status", "gone"],
    "serve": ["serve", "gone"],
    "serve to all": ["serve", "--host", "0.0.0.0"],
    "serve to users": ["serve", "--users", "good.yaml", "--no-browser"],
    "sign": ["sign", "good.pdf", "--field", "district", "--certificate", "good.yaml"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_bytes(CITY)
    (tmp_path / "proposal.yaml").write_text("proposed_by: Ann\nchanges: []\n", "utf-8")
    return tmp_path


def ended(*args: str) -> int:
    return CliRunner().invoke(program, args).exit_code


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what `good.yaml` was made into: ``sent.docx`` and ``sent.pdf``."""
    there = tmp_path_factory.mktemp("sent")
    (there / "sent.yaml").write_bytes(CITY)
    assert ended("render", str(there / "sent.yaml"), "-o", str(there)) == 0
    return there


def test_every_command_is_asked_here_how_it_ends() -> None:
    asked = {each.split()[0] for each in (*WITH_A_CONFIG, *UNNAMED, *OF_ANOTHER_KIND, *NOT_THERE)}
    assert asked == set(COMMANDS)


@pytest.mark.parametrize("command", WITH_A_CONFIG)
@pytest.mark.parametrize("fault", WRONG)
def test_the_same_config_ends_every_command_in_the_same_way(
    folder: Path, sent: Path, command: str, fault: str
) -> None:
    data, expected = WRONG[fault]
    for each in ("sent.docx", "sent.pdf"):
        (folder / each).write_bytes((sent / each).read_bytes())
    if data is not None:
        (folder / "c.yaml").write_bytes(data)
    assert ended(*WITH_A_CONFIG[command]) == expected


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_wrong_usage_and_shows_its_help(folder: Path, command: str) -> None:
    assert ended(command, "--no-such-option") == 2
    assert ended(command, "--help") == 0


@pytest.mark.parametrize("command", UNNAMED)
def test_a_model_that_does_not_exist_is_wrong_usage(folder: Path, command: str) -> None:
    assert ended(command, *UNNAMED[command]) == 2


@pytest.mark.parametrize("command", OF_ANOTHER_KIND)
def test_a_file_of_another_kind_cannot_be_read(folder: Path, command: str) -> None:
    (folder / "c.docx").write_bytes(b"\xff\xfe no document")
    assert ended(*OF_ANOTHER_KIND[command]) == 2
    assert ended(*(each.replace("c.docx", "gone.docx") for each in OF_ANOTHER_KIND[command])) == 2


@pytest.mark.parametrize("command", NOT_THERE)
def test_what_the_command_line_names_and_is_not_there_is_wrong_usage(
    folder: Path, command: str
) -> None:
    (folder / "empty").mkdir()
    assert ended(*NOT_THERE[command]) == 2


def test_a_status_in_which_a_config_cannot_be_read_shows_the_others_and_ends_so(
    folder: Path,
) -> None:
    (folder / "broken.yaml").write_bytes(b"model: [")
    found = CliRunner().invoke(
        program, ["status", "good.yaml", "broken.yaml", "--as-of", "2026-09-01"]
    )
    assert found.exit_code == 2
    assert "2 agreements: 1 unreadable, 1 ready to sign." in found.output


@pytest.mark.parametrize("command", ["diff", "init", "render", "renew", "review", "status"])
def test_a_dash_is_refused_where_a_file_is_named(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    where = {"diff": ["a", "b", "-o"], "init": [], "review": ["a.docx", "--to-proposal"]}
    asked = [command, *where.get(command, ["a.yaml", "-o"]), "-"]
    done = CliRunner().invoke(program, asked)
    assert done.exit_code == 2
    assert "would become a file of that name" in done.output
    assert not list(tmp_path.iterdir())
