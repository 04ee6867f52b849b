"""The commands of each guide run in an empty folder, one after the other, as they stand."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.console import CONSOLE

GUIDES = sorted((Path(__file__).parents[2] / "docs" / "guides").glob("*.md"))
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([\w-]+\.(?:csv|yaml))`:$")
ENDS_WITH_1 = {"--due"}
"""Options whose exit code tells of something found."""


@pytest.mark.parametrize("guide", GUIDES, ids=[each.stem for each in GUIDES])
def test_the_commands_of_a_guide_run_as_they_stand(guide: Path, tmp_path: Path) -> None:
    text = guide.read_text("utf-8")
    ran = 0
    for block in _BLOCK.finditer(text):
        named = _NAMED.search(text[: block.start()].rstrip())
        if block[1] != "console":
            assert named, "a file in a guide has its name before it"
            (tmp_path / named[1]).write_text(block[2], "utf-8")
            continue
        for line in block[2].splitlines():
            assert line.startswith("$ mou "), line
            words = shlex.split(line.removeprefix("$ "))
            ran += 1
            done = subprocess.run(
                [Path(sys.executable).with_name("mou"), *words[1:]],
                cwd=tmp_path,
                env={**os.environ, "COLUMNS": "100"},
                capture_output=True,
                encoding=CONSOLE,
                check=False,
            )
            expected = {0, 1} if ENDS_WITH_1 & set(words) else {0}
            assert done.returncode in expected, f"{line}\n{done.stdout}{done.stderr}"
    assert ran >= 5


def test_there_is_a_guide_for_each_of_the_three_groups() -> None:
    names = {each.stem for each in GUIDES}
    assert names == {"district-counsel", "police", "renewal-committee"}
