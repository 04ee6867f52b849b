"""Output reaches any terminal, pipe or file, whatever its encoding, and nothing is printed raw."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mou_builder.cli.console import printable
from tests.support.cli.command import mou
from tests.support.cli.console import CONSOLE, PATIENCE

CONFIG = (Path(__file__).parents[2] / "configs" / "city-and-one-school.yaml").read_text("utf-8")
FOREIGN = CONFIG.replace("Maple Grove High School", "Żółw → Élan High School")


def started(
    folder: Path, *arguments: str, output: object = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a terminal starts it."""
    return subprocess.run(
        [sys.executable, "-c", "from mou_builder.cli import main; main()", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        stdout=output,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(CONFIG, "utf-8")
    (tmp_path / "new.yaml").write_text(FOREIGN, "utf-8")
    return tmp_path


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "utf-8", "latin-1"])
def test_a_letter_that_the_encoding_lacks_becomes_the_nearest(folder: Path, encoding: str) -> None:
    done = started(folder, "diff", "old.yaml", "new.yaml", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode(encoding)
    assert "old.yaml" in text
    assert "High School" in text
    assert ("Żółw" in text) == (encoding == "utf-8")


def test_a_locale_without_letters_stops_nothing(folder: Path) -> None:
    done = started(folder, "diff", "old.yaml", "new.yaml", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout


def test_what_programs_read_is_utf_8_on_every_terminal(folder: Path) -> None:
    done = started(
        folder, "diff", "old.yaml", "new.yaml", "--format", "json", PYTHONIOENCODING="cp1252"
    )
    assert "Żółw → Élan" in json.dumps(json.loads(done.stdout.decode()), ensure_ascii=False)


def test_a_full_disk_behind_standard_output_is_told(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = started(folder, "clauses", output=full)
    assert done.returncode == 2
    assert done.stderr == b"mou: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a<U+001B>[2Jb"),
        ("a\x07b", "a<U+0007>b"),
        ("a\u202eb\u2066", "a<U+202E>b<U+2066>"),
        ("a\rb", "a<U+000D>b"),
        ("a\x9bb", "a<U+009B>b"),
        ("\udcff.yaml", "\\xff.yaml"),
        ("hidden \x1b[8mwords", "hidden <U+001B>[8mwords"),
        ("\x1b[1;31mred\x1b[0m\r\n", "\x1b[1;31mred\x1b[0m\r\n"),
        ("\r\x1b[K", "\r\x1b[K"),
    ],
)
def test_what_would_disturb_a_terminal_is_spelt_out(text: str, shown: str) -> None:
    assert printable(text, "utf-8") == shown


def test_a_name_that_is_no_text_is_shown_and_its_file_read(folder: Path) -> None:
    name = os.fsencode(folder) + b"/\xff\xfe\x1b[2J.yaml"
    os.link(folder / "old.yaml", name)
    done = mou(folder, "check", ".")
    assert done.returncode == 0, done.stderr
    done = mou(folder, "status", ".", "--format", "json")
    names = [each["file"] for each in json.loads(done.stdout)["agreements"]]
    assert os.fsdecode(b"\xff\xfe\x1b[2J.yaml") in names
    assert b"\x1b[2J" not in mou(folder, "status", ".").stdout


def test_what_is_no_file_in_a_folder_is_refused_and_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)  # the path of a socket has 107 bytes at most
    os.mkfifo("pipe.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yaml")
        done = mou(folder, "check", ".")
    assert done.returncode == 2
    assert b"pipe.yaml: MOU703" in done.stderr
    assert b"socket.yaml: MOU703" in done.stderr
    assert b"2 of 4 configs have errors." in done.stderr


@pytest.mark.parametrize(
    "name", ["a b/c d.yaml", "-x.yaml", "--help.yaml", os.fsdecode("é/ü.yaml".encode())]
)
def test_names_with_spaces_dashes_and_accents_are_names(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(CONFIG, "utf-8")
    assert mou(folder, "check", "--", name).returncode == 0
    done = mou(folder, "render", "--format", "docx", "-o", "out put", "--", name)
    assert done.returncode == 0, done.stderr
    assert (folder / "out put" / Path(name).with_suffix(".docx").name).exists()


@pytest.mark.parametrize("day", ["2027-03-01", "3/1/2027", "Mar 1, 2027", "3/1/27", "2027-3-1"])
def test_an_option_takes_a_day_as_people_write_it(folder: Path, day: str) -> None:
    done = mou(folder, "status", "old.yaml", "--as-of", day, "--format", "json")
    assert json.loads(done.stdout)["as_of"] == "2027-03-01"


def test_an_option_refuses_a_day_that_can_be_two(folder: Path) -> None:
    done = mou(
        folder, "status", "old.yaml", "--as-of", "1.3.2027",
        environment={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "2027-01-03 or 2027-03-01" in " ".join(done.stderr.decode().split())


def test_a_day_that_could_be_another_is_said_as_it_was_taken(folder: Path) -> None:
    said = mou(folder, "status", "old.yaml", "--as-of", "3/1/2027").stderr.decode(CONSOLE)
    assert said.strip() == "3/1/2027 is taken as March 1, 2027."
    for plain in ("2027-03-01", "3/31/2027", "March 1, 2027"):
        assert not mou(folder, "status", "old.yaml", "--as-of", plain).stderr


@pytest.mark.parametrize("option", [("clauses", "--library"), ("render", "old.yaml", "-o")])
def test_what_is_no_folder_is_not_taken_for_one(folder: Path, option: tuple[str, ...]) -> None:
    os.mkfifo(folder / "pipe")
    for name in ("pipe", "/dev/null", "old.yaml"):
        done = mou(folder, *option, name)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


def test_a_name_of_several_lines_is_one_line(folder: Path) -> None:
    name = "a\n\x1b[31mb.yaml"
    done = mou(folder, "init", name, "--example", "city-and-one-school")
    assert done.stdout.decode(CONSOLE).splitlines() == ["Written: a<U+000A><U+001B>[31mb.yaml"]
    assert (folder / name).exists()


def test_a_name_that_is_no_text_is_carried_into_every_kind_of_output(folder: Path) -> None:
    """Documents, pages, JSON, calendars and records are UTF-8; a name of a file need not be."""
    odd = [os.fsdecode(b"\xff\xfe old.yaml"), os.fsdecode(b"new\xff.yaml")]
    for name, share in zip(odd, ("75%", "60%"), strict=True):
        (folder / name).write_text(CONFIG.replace("75%", share), "utf-8")
    commands = [
        ("render", odd[0], "--format", "docx,pdf,html,text", "-o", "out"),
        ("render", *odd, "--format", "html", "--changed", "-o", "all"),
        *(("diff", *odd, "-o", f"changes.{form}") for form in ("docx", "pdf", "html", "json")),
        *(("status", ".", "--format", form) for form in ("csv", "html", "ics", "json")),
        *(("status", ".", "--format", form, "-o", f"all.{form}") for form in ("csv", "json")),
        ("trace", odd[0], "--format", "json"),
        ("renew", odd[0]),
        ("renew", odd[0], "--next", odd[1], "--packet", "packet"),
        ("amend", "--new", odd[0]),
    ]
    for arguments in commands:
        done = mou(folder, *arguments)
        assert done.returncode == 0, (arguments, done.stderr)
