"""What was made of texts is read back in the next run, and never when it could be another's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mou_builder import kept as keeping
from mou_builder.disk.kept.texts import KeptTexts, keep_texts
from mou_builder.disk.packaged import packaged

RUN = """
import sys
from jinja2 import Environment
from mou_builder.cli import main
compiled = []
of_jinja = Environment.compile
Environment.compile = lambda *given: compiled.append(1) or of_jinja(*given)
sys.argv = ["mou", "render", sys.argv[1], "-o", sys.argv[2]]
try:
    main()
finally:
    print("docxtpl" in sys.modules, bool(compiled), sep=",")
"""
"""Renders a config, and tells whether it needed docxtpl, and whether Jinja had to compile."""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOU_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(keeping, "_keepers", list(keeping._keepers))
    keep_texts()
    return tmp_path / "kept" / "texts"


def kept(text: str, made: bytes) -> bytes:
    return keeping.kept("shout", text, lambda: made)


def test_what_was_made_of_a_text_is_read_back_in_the_next_run() -> None:
    assert kept("hush", b"HUSH") == b"HUSH"
    assert kept("hush", b"made anew") == b"HUSH"


def test_another_text_and_another_thing_made_of_it_are_others() -> None:
    kept("hush", b"HUSH")
    assert kept("hush!", b"HUSH!") == b"HUSH!"
    assert keeping.kept("whisper", "hush", lambda: b"h") == b"h"


def test_what_is_damaged_or_others_may_write_is_made_anew(cache: Path) -> None:
    kept("hush", b"HUSH")
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert kept("hush", b"anew") == b"anew"
    file.chmod(0o666)
    assert kept("hush", b"once more") == b"once more"


@pytest.mark.parametrize("changed", ["place.__version__", "texts._LIBRARIES"])
def test_another_version_of_the_program_or_of_a_library_makes_it_anew(
    cache: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    kept("hush", b"HUSH")
    monkeypatch.setattr(f"mou_builder.disk.kept.{changed}", ("jinja2", "click"))
    keeping.keep_with(KeptTexts(cache.parent))
    assert kept("hush", b"by the other version") == b"by the other version"


def test_a_second_run_makes_the_same_files_without_compiling_anything(tmp_path: Path) -> None:
    config = packaged("configs") / "county-and-four-schools.yaml"
    runs = [tmp_path / "first", tmp_path / "second"]
    used = [
        subprocess.run(  # its own Python
            (sys.executable, "-c", RUN, str(config), str(each)), capture_output=True, check=True
        ).stdout.split()[-1]
        for each in runs
    ]
    assert used == [b"True,True", b"False,False"]
    first, second = ({each.name: each.read_bytes() for each in run.iterdir()} for run in runs)
    assert len(first) == 2
    assert first == second
