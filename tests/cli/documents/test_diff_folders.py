"""``mou diff`` of two folders: config by config, and what only one of them has."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mou_builder.cli.program import program
from mou_builder.disk.pairs import pairs_of

CITY = Path("configs/city-and-one-school.yaml").read_text(encoding="utf-8")


def run(*args: object) -> Result:
    return CliRunner().invoke(program, ["diff", *map(str, args)])


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "2026", tmp_path / "2027"
    for folder in (old, new):
        (folder / "north").mkdir(parents=True)
        (folder / "same.yaml").write_text(CITY, "utf-8")
    (old / "north" / "maple-2027.yaml").write_text(CITY, "utf-8")
    (new / "north" / "maple-2028.yaml").write_text(CITY.replace("75%", "70%"), "utf-8")
    (old / "gone.yaml").write_text(CITY, "utf-8")
    (new / "come.yaml").write_text(CITY, "utf-8")
    return old, new


def test_configs_are_paired_by_name_with_or_without_a_year(folders: tuple[Path, Path]) -> None:
    found = pairs_of(*folders)
    assert [each.name.as_posix() for each in found.both] == ["north/maple-2028.yaml", "same.yaml"]
    assert [each.name for each in found.only_old] == ["gone.yaml"]
    assert [each.name for each in found.only_new] == ["come.yaml"]


@pytest.mark.parametrize("processes", [1, 2])
def test_each_pair_that_differs_is_shown(folders: tuple[Path, Path], processes: int) -> None:
    result = run(*folders, "-j", processes, "--causes")
    assert result.exit_code == 0
    assert "funding.district_share: 75% → 70%" in result.stdout
    assert f"only in {folders[0]}" in result.stdout
    assert "2 pairs: 1 the same, 1 differ, 0 failed; 1 only in the first" in result.stderr
    assert run(*folders, "--exit-code").exit_code == 1
    assert run(folders[0], folders[0], "--exit-code").exit_code == 0


@pytest.mark.parametrize("name", ["x.html", "x.PDF", "x.txt"])
def test_a_folder_is_not_named_like_a_file_without_a_word(
    folders: tuple[Path, Path], tmp_path: Path, name: str
) -> None:
    result = run(*folders, "-o", tmp_path / name)
    assert result.exit_code == 2
    assert "would become a folder" in " ".join(result.stderr.split())
    assert not (tmp_path / name).exists()
    (tmp_path / name).mkdir()
    assert run(*folders, "--format", "html", "-o", tmp_path / name).exit_code == 0


def test_outputs_go_into_a_folder_like_the_configs(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    target = tmp_path / "o"
    assert run(*folders, "--format", "html", "-o", target).exit_code == 0
    assert [each.relative_to(target).as_posix() for each in target.rglob("*.html")] == [
        "north/maple-2028.html"
    ]


def test_one_that_cannot_be_compared_does_not_stop_the_others(folders: tuple[Path, Path]) -> None:
    (folders[1] / "same.yaml").write_text("model: wisconsin-sro\nparties: [", "utf-8")
    result = run(*folders)
    assert result.exit_code == 2
    assert "The school district's share" in result.stdout
    assert "1 failed" in result.stderr
