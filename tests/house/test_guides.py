"""The commands of each guide run in an empty folder, as they stand, and its pictures show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.guides import FOLDER, PICTURES, carried_out, picture, steps

GUIDES = sorted(FOLDER.glob("*.md"))
ENDS_WITH_1 = {"--due", "drafts"}
"""Words of commands whose exit code tells of something found."""


@pytest.mark.parametrize("guide", GUIDES, ids=[each.stem for each in GUIDES])
def test_the_commands_of_a_guide_run_as_they_stand(guide: Path, tmp_path: Path) -> None:
    ran = drawn = 0
    for step in steps(guide.read_text("utf-8")):
        if step.file:
            (tmp_path / step.file).write_text(step.content, "utf-8")
            continue
        ran += 1
        done = carried_out(step, tmp_path)
        expected = {0, 1} if ENDS_WITH_1 & set(step.words) else {0}
        assert done.returncode in expected, f"{step.command}\n{done.stdout}"
        if step.picture:
            drawn += 1
            shown = (PICTURES / step.picture).read_text("utf-8")
            assert shown == picture(step, done.stdout), (
                "draw it anew: python -m scripts.make_pictures guides"
            )
    assert ran >= 5
    assert drawn >= 1


def test_there_is_a_guide_for_each_of_the_three_groups() -> None:
    names = {each.stem for each in GUIDES}
    assert names == {"district-counsel", "police", "renewal-committee"}
