"""A file of another kind than is wanted is named for what it is, wherever it is given."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from mou_builder.diagnostic import Refused
from mou_builder.disk.packaged import packaged
from mou_builder.file_kinds import kind_of, refuse_other_kinds

CONFIG = b"# ours\nmodel: wisconsin-sro\nparties:\n  district: {name: Elm}\n"
PROPOSAL = b"proposed_by: Elm\nchanges:\n  - {clause: mission, omit: yes, because: x}\n"
MAP = b'file: "{District}.yaml"\nvalues: {model: wisconsin-sro}\ncolumns:\n  a: District\n'


def _archive(*names: str) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


FILES = {
    "empty": b"",
    "a Word document": _archive("[Content_Types].xml", "word/document.xml"),
    "an Excel workbook": _archive("[Content_Types].xml", "xl/workbook.xml"),
    "a PowerPoint presentation": _archive("ppt/presentation.xml"),
    "an OpenDocument file": _archive("mimetype", "content.xml"),
    "a ZIP archive": _archive("a.yaml"),
    "a PDF": b"\n%PDF-1.7 \xff",
    "a file of Word or Excel as they were until 2003, or one with a password": b"\xd0\xcf\x11\xe0",
    "an RTF file": b"{\\rtf1 hello}",
    "a picture": b"\xff\xd8\xff\xe1\0\0",
    "a config": CONFIG,
    "a proposal": PROPOSAL,
    "a map of columns": MAP,
    "a certificate or key as text (PEM)": b"Bag\n-----BEGIN CERTIFICATE-----\nMII\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_its_bytes(name: str) -> None:
    kind = kind_of(FILES[name])
    assert kind is not None
    assert kind.name == name
    assert kind.hint


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_text_is_known_in_every_encoding_that_says_which_it_is(encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("be") else ""
    kind = kind_of((mark + PROPOSAL.decode().split("\n", 1)[1]).encode(encoding))
    assert kind is not None
    assert kind.name == "a proposal"


@pytest.mark.parametrize(
    "data",
    [
        b"hello\n",
        b"District,Agency\nElm,Oak\n",
        b"model:draft:scrypt$a\n",  # a person of a users file who is called so
        b"clauses:\n  mission:\n    text: |\n      changes: none\n",
        CONFIG + PROPOSAL,  # of two kinds: its own reader says what is wrong
        b"\0\1\2",
        "naïve".encode("utf-16"),
    ],
)
def test_what_is_of_no_one_kind_is_left_to_its_reader(data: bytes) -> None:
    assert kind_of(data) is None


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("a config", "an example: mou init"),
        ("a proposal", "mou amend CONFIG --new"),
        ("a map of columns", "mou import --help"),
    ],
)
def test_an_empty_file_leads_to_how_such_a_text_is_begun(wanted: str, hint: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_other_kinds(b"", "a.yaml", wanted)
    (found,) = refused.value.diagnostics
    assert found.code == "MOU003"
    assert hint in (found.hint or "")


PLACES = {
    "check": ["check", "FILE"],
    "amend": ["amend", "config.yaml", "FILE"],
    "map": ["import", "table.csv", "--map", "FILE", "-o", "made"],
    "table": ["import", "FILE", "--map", "map.yaml", "-o", "made"],
    "review": ["review", "FILE"],
    "template": ["render", "config.yaml", "--template", "FILE", "-o", "made"],
    "verify": ["verify", "FILE"],
    "trust": ["verify", "paper.pdf", "--trust", "FILE"],
    "copy": ["record", "config.yaml", "--copy", "FILE"],
    "users": ["serve", "--no-browser", "--users", "FILE"],
    "people": ["serve", "--users", "FILE", "--add-user", "Ann"],
}
"""What is asked for, by the place; FILE is of another kind."""
_WANTED = {
    ("table", "a proposal"),  # a line of a cell may begin as one of our texts does
    ("amend", "a proposal"),
    ("amend", "a Word document"),
    ("review", "a Word document"),
    ("template", "a Word document"),
    ("verify", "a PDF"),
}
"""What the places take: whether it is a good one is said by other tests."""


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (place, name)
        for place in PLACES
        for name in ("a picture", "a proposal", "a PDF", "a Word document")
        if (place, name) not in _WANTED
    ],
)
def test_each_place_says_what_the_file_is(
    place: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(packaged("configs") / "city-and-one-school.yaml", "config.yaml")
    Path("map.yaml").write_bytes(MAP)
    Path("table.csv").write_bytes(b"District\nElm\n")
    Path("paper.pdf").write_bytes(b"%PDF-1.7")
    Path("given.xyz").write_bytes(FILES[name])
    words = [each.replace("FILE", "given.xyz") for each in PLACES[place]]
    result = CliRunner().invoke(program, words)
    assert result.exit_code == 2, result.output
    assert name in " ".join(result.stderr.split()), result.stderr
    assert "1 error in given.xyz" in result.stderr
    assert not Path("made").exists()
