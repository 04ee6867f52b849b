"""Bad input: a diagnostic with its place, an exit code, nothing written, and no traceback."""

from __future__ import annotations

import io
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mou_builder.cli.options import OneOf
from mou_builder.cli.program import COMMANDS, program
from mou_builder.disk.packaged import packaged
from tests.support.agreement.assembling import CONFIGS
from tests.support.cli.command import mou_says
from tests.support.cli.console import CONSOLE, PATIENCE

MOU = str(Path(sys.executable).with_name("mou"))
CITY = (CONFIGS / "city-and-one-school.yaml").read_bytes()
TO_OHIO = (
    "model: wisconsin-sro\nrequirements: [wisconsin]\n",
    "model: general-sro\nstate: Ohio\nrequirements: [ohio]\n",
)
"""What makes of an example an agreement that lacks what a law asks for."""
ALIAS_BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n".encode()
    for n in range(8)
)


def run(
    folder: Path, *arguments: str, largest_file: int | None = None
) -> subprocess.CompletedProcess[str]:
    if largest_file is None:
        return mou_says(folder, *arguments)
    return subprocess.run(
        [MOU, *arguments], cwd=folder, capture_output=True, encoding=CONSOLE, check=False,
        timeout=PATIENCE,
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (largest_file, largest_file)
        ),
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], code: str, exit_code: int) -> None:
    assert "Traceback" not in done.stderr + done.stdout
    assert code in done.stderr
    assert done.returncode == exit_code


@pytest.mark.parametrize(
    ("raw", "code", "place", "exit_code"),
    [
        (b"a: [1, 2", "MOU010", "c.yaml:2:1", 2),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "MOU002", "c.yaml: MOU002", 2),
        (b"", "MOU003", "c.yaml", 2),
        (b"- a\n- list\n", "MOU102", "c.yaml", 1),
        (b"just words\n", "MOU102", "c.yaml", 1),
        (ALIAS_BOMB, "MOU007", "c.yaml:", 2),
        (CITY.replace(b"Luis", b"Lu\x07is"), "MOU004", "c.yaml:15:25", 2),
        (CITY.replace(b"model: wisconsin-sro", b"model: wisconsin"), "MOU119", "c.yaml:4:8", 1),
        (CITY.replace(b"Patrol Captain", b""), "MOU110", "c.yaml:", 1),
    ],
)
@pytest.mark.parametrize("command", ["check", "render"])
def test_a_config_that_is_none_is_refused_with_its_place(
    tmp_path: Path, command: str, raw: bytes, code: str, place: str, exit_code: int
) -> None:
    (tmp_path / "c.yaml").write_bytes(raw)
    done = run(tmp_path, command, "c.yaml")
    refused(done, code, exit_code)
    assert place in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["c.yaml"]


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "c.yaml").open("wb") as file:
        file.truncate(50_000_000)
    refused(run(tmp_path, "check", "c.yaml"), "MOU", 2)


def test_a_jinja_expression_as_a_name_is_printed_as_typed(tmp_path: Path) -> None:
    text = CITY.decode().replace("name: Luis Ortega", 'name: "{{ 7 * 7 }} {% if x %}"')
    (tmp_path / "c.yaml").write_text(text, "utf-8")
    done = run(tmp_path, "render", "c.yaml", "--format", "text")
    assert done.returncode == 0
    assert "Name: {{ 7 * 7 }} {% if x %}" in done.stdout


def zip_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"\x00" * 300_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    "make",
    [lambda: b"no zip", lambda: b"PK\x03\x04 truncated", zip_bomb],
    ids=["text", "truncated", "bomb"],
)
def test_a_template_that_is_no_word_document_is_refused(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    (tmp_path / "t.docx").write_bytes(make())
    done = run(tmp_path, "render", "c.yaml", "--template", "t.docx")
    refused(done, "MOU4", 2)
    assert done.stderr.startswith("t.docx: ")
    refused(run(tmp_path, "template", "check", "t.docx"), "MOU4", 2)
    assert {path.name for path in tmp_path.iterdir()} == {"c.yaml", "t.docx"}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    (tmp_path / "file").write_text("in the way", "utf-8")
    done = run(tmp_path, "render", "c.yaml", "-o", "file/below")
    refused(done, "MOU70", 2)
    assert (tmp_path / "file").read_text("utf-8") == "in the way"


def test_a_disk_that_fills_up_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    done = run(tmp_path, "render", "c.yaml", "-o", "out", largest_file=4_000)
    refused(done, "MOU70", 2)
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True
    assert sorted(path.name for path in tmp_path.rglob("*.docx")) == []


def test_an_output_that_exists_is_refused_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    (tmp_path / "c.pdf").write_text("signed", "utf-8")
    refused(run(tmp_path, "render", "c.yaml"), "MOU70", 2)
    assert (tmp_path / "c.pdf").read_text("utf-8") == "signed"
    assert not (tmp_path / "c.docx").exists()
    assert run(tmp_path, "render", "c.yaml", "--force").returncode == 0
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")


def test_what_a_law_still_asks_for_keeps_no_draft_from_being_made_or_read(tmp_path: Path) -> None:
    text = CITY.decode().replace(*TO_OHIO)
    (tmp_path / "c.yaml").write_text(text, "utf-8")
    done = run(tmp_path, "render", "c.yaml")
    refused(done, "MOU350", 1)
    assert "--draft" in done.stderr
    draft = run(tmp_path, "render", "c.yaml", "--draft", "--format", "docx")
    assert draft.returncode == 0
    assert "MOU350" in draft.stderr
    review = run(tmp_path, "review", "c-draft.docx")
    assert review.returncode == 0, review.stderr


NAMING_A_TEMPLATE = {
    "render": ("c.yaml",),
    "diff": ("c.yaml", "other.yaml", "-o", "c.pdf"),
    "amend": ("c.yaml", "p.yaml", "-o", "talks", "--draft"),
    "renew": ("c.yaml", "--until", "2028-06-30", "--packet", "packet", "--as-of", "2027-03-01"),
    "publish": (".", "-o", "site", "--as-of", "2026-09-01"),
}


@pytest.mark.parametrize("command", NAMING_A_TEMPLATE)
def test_a_template_that_cannot_be_used_is_called_by_its_name(command: str, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    (tmp_path / "other.yaml").write_bytes(
        CITY.replace(b"district_share: 75%", b"district_share: 60%")
    )
    (tmp_path / "p.yaml").write_text(
        "proposed_by: A\nchanges:\n- {clause: funding, set: {district_share: 60%}, because: B.}\n",
        "utf-8",
    )
    if command == "publish":
        for who in (
            ("signed", "--by", "Dana Whitfield"),
            ("signed", "--by", "Luis Ortega"),
            ("public",),
        ):
            assert run(tmp_path, "record", "c.yaml", *who, "--on", "2026-08-02").returncode == 0
    (tmp_path / "house.docx").write_bytes(b"no Word file")
    done = run(tmp_path, command, *NAMING_A_TEMPLATE[command], "--template", "house.docx")
    assert done.returncode != 0
    assert "house.docx: MOU401" in done.stderr


def test_an_unfinished_config_is_refused_and_rendered_as_a_draft(tmp_path: Path) -> None:
    text = CITY.decode().replace("    supervisor: Patrol Captain\n", "")
    (tmp_path / "c.yaml").write_text(text, "utf-8")
    done = run(tmp_path, "render", "c.yaml")
    refused(done, "MOU110", 1)
    assert "--draft" in done.stderr
    draft = run(tmp_path, "render", "c.yaml", "--draft", "--format", "docx,pdf,html,text")
    assert draft.returncode == 0
    assert "1 open point:" in draft.stderr
    assert "c.yaml:" in draft.stderr
    assert "[title of the SRO's supervisor]" in (tmp_path / "c-draft.txt").read_text("utf-8")


def test_every_fault_is_told_in_one_run(tmp_path: Path) -> None:
    text = (
        CITY.decode()
        .replace("district_share: 75%", "district_share: 75%\n    agency_share: 20%")
        .replace("until: 2027-06-30", "until: 2025-06-30")
        .replace("variant: one-school", "variant: one-skool")
        .replace("experience: 3", "experience: three")
        .replace("  agency:\n", "  agency:\n    nmae: x\n")
    )
    (tmp_path / "c.yaml").write_text(text, "utf-8")
    done = run(tmp_path, "check", "c.yaml")
    for code in ("MOU101", "MOU103", "MOU113", "MOU301"):
        assert code in done.stderr
    assert "did you mean “one-school”?" in done.stderr
    assert "did you mean “name”?" in done.stderr
    assert done.returncode == 1


def test_an_unknown_command_or_flag_is_wrong_usage(tmp_path: Path) -> None:
    done = run(tmp_path, "rendre", "c.yaml")
    assert done.returncode == 2
    assert "did you mean “render”?" in done.stderr
    assert run(tmp_path, "render", "c.yaml", "--format", "doc").returncode == 2
    refused(run(tmp_path, "check", "missing.yaml"), "MOU70", 2)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("record", "c.yaml", "signd"), "“signd” is not known here: did you mean “signed”?"),
        (("record", "c.yaml", "effect"), "“effect” is not known here: did you mean “in-effect”?"),
        (("check", "c.yaml", "--format", "xml"), "“xml” is none of text, json, sarif"),
        (
            ("render", "c.yaml", "--format", "docx,pfd"),
            "“pfd” is not known here: did you mean “pdf”?",
        ),
        (("clauses", "duty"), "did you mean “duty-stations”?"),
        (("init", "c.yaml", "--example", "citty"), "did you mean “city-and-one-school”?"),
    ],
)
def test_a_mistyped_choice_is_told_with_the_one_that_may_have_been_meant(
    typed: tuple[str, ...], said: str
) -> None:
    result = CliRunner().invoke(program, typed)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_every_choice_of_every_command_is_told_so() -> None:
    for name in COMMANDS:
        command = program.get_command(click.Context(program), name)
        assert command is not None
        for each in command.params:
            assert isinstance(each.type, OneOf) or not isinstance(each.type, click.Choice), name


def test_a_template_of_ones_own_is_handed_out_checked_and_used(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    assert run(tmp_path, "template", "new", "house.docx").returncode == 0
    assert (tmp_path / "house.docx").read_bytes() == (
        packaged("templates") / "agreement.docx"
    ).read_bytes()
    assert run(tmp_path, "template", "check", "house.docx").returncode == 0
    assert run(tmp_path, "render", "c.yaml", "--template", "house.docx").returncode == 0
    assert run(tmp_path, "template", "new", "house.docx").returncode == 2


@pytest.mark.parametrize(
    "command",
    [
        *(["check"], ["render"], ["trace"], ["status"], ["verify"], ["amend", "--new"]),
        *(["publish", "-o", "new"], ["renew", "--packet", "new"], ["diff", "c.yaml"]),
        *(["record", "c.yaml", "--copy"], ["review"]),
        *(["amend", "c.yaml"], ["renew", "c.yaml", "--packet", "new", "--next"]),
        *(["render", "c.yaml", "--template"], ["template", "check"], ["init", "--resume"]),
        ["import", "c.yaml", "--map"],
        ["sign", "c.yaml", "--field", "district", "--certificate"],
    ],
    ids=" ".join,
)
def test_a_mistyped_path_is_told_by_its_name_and_nothing_is_written(
    tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    done = run(tmp_path, *command, "mistyped.yaml")
    refused(done, "mistyped.yaml: MOU701 error: there is no such file", 2)
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["c.yaml"]


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (["init", "--force", "signed.docx"], ".yaml or .yml"),
        (["renew", "c.yaml", "-o", "signed.docx", "--force"], ".yaml or .yml"),
        (["review", "c.docx", "--to-proposal", "signed.docx"], ".yaml or .yml"),
        (["template", "new", "c.yaml", "--force"], ".docx"),
        (["sign", "c.pdf", "-o", "signed.docx", "--force"], ".pdf"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_nothing_is_written_under_the_ending_of_another_kind(
    tmp_path: Path, command: list[str], ending: str
) -> None:
    there = {"c.yaml": CITY, "signed.docx": b"PK signed"}
    for name, data in there.items():
        (tmp_path / name).write_bytes(data)
    done = run(tmp_path, *command)
    refused(done, f"does not end in {ending}", 2)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == there


def test_all_folders_that_are_not_there_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    done = run(tmp_path, "status", "north", "c.yaml", "south")
    refused(done, "north: MOU701", 2)
    refused(done, "south: MOU701", 2)
    assert done.stdout == ""


def test_a_library_of_which_nothing_would_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(CITY)
    house = tmp_path / "house" / "wisconsin-sro" / "clauses"
    house.mkdir(parents=True)
    (house / "notes.txt").write_text("none", "utf-8")
    done = run(tmp_path, "check", "c.yaml", "--library", "house")
    refused(done, "“house” has no part of a library", 2)
    shutil.copy(packaged("clauses") / "wisconsin-sro" / "clauses" / "funding.yaml", house)
    assert run(tmp_path, "check", "c.yaml", "--library", "house").returncode == 0
    within = run(tmp_path, "check", "c.yaml", "--library", "house/wisconsin-sro")
    refused(within, "name the folder above it", 2)


def test_a_file_whose_name_begins_like_an_option_is_told_how_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "-lead.yaml").write_bytes(CITY)
    refused(run(tmp_path, "check", "-lead.yaml"), "To name the file -lead.yaml, write ./-lead", 2)
    assert "To name" not in run(tmp_path, "check", "-nothing.yaml").stderr
    assert run(tmp_path, "check", "./-lead.yaml").returncode == 0


def test_what_is_written_is_of_the_form_that_its_name_says_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.yaml").write_bytes(CITY)
    said = CliRunner().invoke
    assert said(program, ("render", "c.yaml", "--format", "docx")).exit_code == 0
    beginnings = {
        "r.html": "<!DOCTYPE",
        "r.json": "{",
        "r.txt": "c.docx, compared",
        "s.csv": "\ufefffile,",
    }
    for name, begins in beginnings.items():
        command = ("status", ".") if name == "s.csv" else ("review", "c.docx")
        assert said(program, (*command, "-o", name)).stdout == f"{name}\n"
        assert Path(name).read_text("utf-8").startswith(begins)
    for command in (("review", "c.docx"), ("status", "."), ("clauses", "--all")):
        Path("mine.txt").write_text("mine", "utf-8")
        refused = said(program, (*command, "-o", "mine.txt"))
        assert (refused.exit_code, "MOU705" in refused.output) == (2, True)
        assert Path("mine.txt").read_text("utf-8") == "mine"
        assert said(program, (*command, "-o", "mine.txt", "--force")).exit_code == 0
        assert Path("mine.txt").read_text("utf-8") != "mine"
