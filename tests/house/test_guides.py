"""The commands of each guide run in an empty folder, as they stand, and its pictures show them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from scripts.guides import FOLDER, PICTURES, Step, carried_out, picture, steps
from tests.support.cli.command import mou_says

GUIDES = sorted(FOLDER.glob("*.md"))
Runner = Callable[[Step, Path], CompletedProcess[str]]
ENDS_WITH_1 = {"--due", "drafts", "verify", "all-of Texas"}
"""Words of commands whose exit code tells of something found."""


def followed(guide: Path, folder: Path, run: Runner) -> list[tuple[Step, str]]:
    """Do what a guide says, and return its commands with what they said."""
    done = []
    for step in steps(guide.read_text("utf-8")):
        if step.file:
            (folder / step.file).write_text(step.content, "utf-8")
            continue
        ran = run(step, folder)
        expected = {0, 1} if ENDS_WITH_1 & set(step.words) else {0}
        assert ran.returncode in expected, f"{step.command}\n{ran.stdout}"
        done.append((step, ran.stdout))
    return done


@pytest.mark.parametrize("guide", GUIDES, ids=[each.stem for each in GUIDES])
def test_the_commands_of_a_guide_run_as_they_stand(guide: Path, tmp_path: Path) -> None:
    done = followed(guide, tmp_path, lambda step, folder: mou_says(folder, *step.words))
    assert len(done) >= 5
    drawn = [step for step, _ in done if step.picture]
    assert drawn
    for step in drawn:
        begin = picture(step, "").split("<text", 2)[1]
        assert begin.split("</text>")[0] in (PICTURES / step.picture).read_text("utf-8")


@pytest.mark.crosscheck
@pytest.mark.parametrize("guide", GUIDES, ids=[each.stem for each in GUIDES])
def test_the_pictures_of_a_guide_show_what_its_commands_say(guide: Path, tmp_path: Path) -> None:
    """Drawn anew by: python -m scripts.make_pictures guides."""
    for step, said in followed(guide, tmp_path, carried_out):
        if step.picture:
            assert (PICTURES / step.picture).read_text("utf-8") == picture(step, said)


def test_there_is_a_guide_for_each_of_the_three_groups() -> None:
    names = {each.stem for each in GUIDES}
    assert names == {"district-counsel", "police", "renewal-committee"}
