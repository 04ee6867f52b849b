"""``mou render`` of many configs: folders, globs, processes, and only what is out of date."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mou_builder.actions.render import Output, RenderOptions
from mou_builder.check.checking import Checked
from mou_builder.cli.program import program
from mou_builder.disk.jobs import rendering
from mou_builder.disk.listing import configs_in
from mou_builder.disk.manifest import NAME

CITY = Path("configs/city-and-one-school.yaml").read_text(encoding="utf-8")


def run(*args: object) -> Result:
    return CliRunner().invoke(program, list(map(str, args)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two counties with a district each of the same file name, a base, and what is no config."""
    root = tmp_path / "state"
    at = CITY.index("\nclauses:")
    (root / "north").mkdir(parents=True)
    (root / "south").mkdir()
    (root / "base.yaml").write_text("model: wisconsin-sro\n" + CITY[at:], "utf-8")
    for county in ("north", "south"):
        own = CITY[:at].replace("Maple Grove", f"Maple {county.capitalize()}")
        own = own.replace("model: wisconsin-sro", "extends: ../base.yaml")
        (root / county / "maple.yaml").write_text(own, "utf-8")
    base = root / "base.yaml"
    base.write_text(base.read_text("utf-8").replace("Maple Grove High School", "_"), "utf-8")
    for county in ("north", "south"):
        path = root / county / "maple.yaml"
        school = f"Maple {county.capitalize()} High School"
        path.write_text(
            path.read_text("utf-8") + f"clauses: {{duty-stations: {{school: {school}}}}}\n", "utf-8"
        )
    (root / "notes.yaml").write_text("todo: [call the chief]\n", "utf-8")
    (root / ".hidden").mkdir()
    (root / ".hidden" / "old.yaml").write_text("model: x\n", "utf-8")
    return root


def names(folder: Path) -> list[str]:
    return sorted(
        each.relative_to(folder).as_posix()
        for each in folder.rglob("*")
        if each.is_file() and not each.name.startswith(".")
    )


def test_a_folder_means_its_configs_and_not_their_bases(folder: Path) -> None:
    found = configs_in([folder])
    assert [each.path.relative_to(folder).as_posix() for each in found] == [
        "north/maple.yaml",
        "south/maple.yaml",
    ]
    assert [each.below.as_posix() for each in found] == ["north", "south"]


def test_a_glob_means_what_it_matches(folder: Path) -> None:
    found = configs_in([folder / "**" / "m*.yaml", folder / "north" / "maple.yaml"])
    assert len(found) == 2


def test_a_folder_without_configs_is_told(tmp_path: Path) -> None:
    result = run("render", tmp_path)
    assert result.exit_code == 2
    assert "MOU810" in result.stderr


@pytest.mark.parametrize("processes", [1, 2])
def test_outputs_lie_in_folders_like_their_configs(
    folder: Path, tmp_path: Path, processes: int
) -> None:
    result = run("render", folder, "-o", tmp_path / "o", "--format", "text,html", "-j", processes)
    assert result.exit_code == 0, result.output
    assert names(tmp_path / "o") == [
        f"{county}/maple.{ending}" for county in ("north", "south") for ending in ("html", "txt")
    ]
    text = (tmp_path / "o/south/maple.txt").read_text("utf-8")
    assert "Maple South Police Department" in text
    assert "Maple North" not in text


@pytest.mark.parametrize("processes", [1, 2])
def test_one_failure_does_not_stop_the_others(folder: Path, tmp_path: Path, processes: int) -> None:
    bad = folder / "north" / "bad.yaml"
    bad.write_text("model: wisconsin-sro\n", "utf-8")
    result = run("render", folder, "-o", tmp_path / "o", "--format", "text", "-j", processes)
    assert result.exit_code == 1
    assert "3 configs: 2 rendered, 1 failed" in result.stderr
    assert f"failed: {bad}" in result.stderr
    assert len(names(tmp_path / "o")) == 2


def test_two_configs_never_share_an_output(folder: Path, tmp_path: Path) -> None:
    files = [folder / county / "maple.yaml" for county in ("north", "south")]
    result = run("render", *files, "-o", tmp_path / "o", "--format", "text")
    assert result.exit_code == 2
    assert "MOU708" in result.stderr
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("names", [("Elm.yaml", "elm.yaml"), ("caf\u00e9.yaml", "cafe\u0301.yaml")])
def test_nor_do_two_whose_names_only_some_systems_tell_apart(
    folder: Path, tmp_path: Path, names: tuple[str, str]
) -> None:
    text = (folder / "north" / "maple.yaml").read_bytes()
    on_disk = [os.fsdecode(name.encode()) for name in names]
    files = [folder / at / name for at, name in zip(("north", "south"), on_disk, strict=True)]
    for each in files:
        each.write_bytes(text)
    result = run("render", *files, "-o", tmp_path / "o", "--format", "text")
    assert "MOU708" in result.stderr
    assert not (tmp_path / "o").exists()


def test_outputs_that_are_not_there_yet_are_not_looked_for_among_thousands(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr("mou_builder.disk.files._what_was_meant", asked.append)
    result = run("render", folder, "-o", tmp_path / "o", "--format", "text", "--changed")
    assert result.exit_code == 0, result.output
    assert asked == []


def test_the_folders_that_were_written_to_are_waited_for_at_the_end_and_no_others(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, elsewhere = tmp_path / "o", tmp_path / "elsewhere"
    (target / "north").mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "real.txt").touch()
    (target / "north" / "maple.txt").symlink_to(elsewhere / "real.txt")
    waited: list[set[Path]] = []
    monkeypatch.setattr(
        "mou_builder.cli.documents.render_batch.sync_folders", lambda each: waited.append(set(each))
    )
    command = ("render", folder, "-o", target, "--format", "text")
    assert run(*command, "--force").exit_code == 0
    assert waited == [{elsewhere, target / "south"}]
    assert run(*command).exit_code != 0, "they exist"
    assert waited[1:] == [set()]


class TestChanged:
    @pytest.fixture
    def again(self, folder: Path, tmp_path: Path) -> object:
        target = tmp_path / "o"

        def run_again(*more: object) -> Result:
            return run("render", folder, "-o", target, "--format", "text", "--changed", *more)

        first = run_again()
        assert first.exit_code == 0, first.output
        return run_again

    def test_nothing_is_done_where_nothing_changed(self, again, tmp_path: Path) -> None:
        before = {each: each.stat().st_mtime_ns for each in (tmp_path / "o").rglob("*.txt")}
        result = again()
        assert "0 rendered, 2 up to date" in result.stderr
        assert {each: each.stat().st_mtime_ns for each in before} == before

    def test_only_the_config_that_changed_is_rendered(self, again, folder: Path) -> None:
        path = folder / "north" / "maple.yaml"
        path.write_text(
            path.read_text("utf-8").replace("Dana Whitfield", "Dana Whitfield-Lowe"), "utf-8"
        )
        result = again()
        assert "1 rendered, 1 up to date" in result.stderr
        assert "north" in result.stdout

    def test_a_change_of_the_base_renders_all(self, again, folder: Path) -> None:
        base = folder / "base.yaml"
        base.write_text(base.read_text("utf-8").replace("75%", "70%"), "utf-8")
        assert "2 configs: 2 rendered, 0 failed" in again().stderr

    def test_a_change_of_the_library_renders_all(self, again, folder: Path, tmp_path: Path) -> None:
        library = tmp_path / "library" / "wisconsin-sro" / "clauses"
        library.mkdir(parents=True)
        shutil.copy("clauses/wisconsin-sro/clauses/mission.yaml", library)
        mission = library / "mission.yaml"
        mission.write_text(mission.read_text("utf-8") + "# ours\n", "utf-8")
        assert "2 rendered" in again("--library", tmp_path / "library").stderr

    def test_a_conformed_copy_is_another_thing(self, again) -> None:
        result = again("--conformed")
        assert "0 rendered, 2 failed" in result.stderr
        assert "MOU914" in result.stderr, "nothing is in effect yet"

    def test_an_output_that_is_gone_is_made_again(self, again, tmp_path: Path) -> None:
        (tmp_path / "o/north/maple.txt").unlink()
        assert "1 rendered, 1 up to date" in again().stderr
        assert (tmp_path / "o/north/maple.txt").exists()

    def test_an_output_that_a_person_changed_is_not_overwritten(
        self, again, folder: Path, tmp_path: Path
    ) -> None:
        mine = tmp_path / "o/north/maple.txt"
        mine.write_text("mine", "utf-8")
        result = again()
        assert result.exit_code == 2
        assert "MOU705" in result.stderr
        assert mine.read_text("utf-8") == "mine"
        assert again("--force").exit_code == 0
        assert mine.read_text("utf-8") != "mine"

    def test_a_lost_record_costs_work_and_nothing_else(self, again, tmp_path: Path) -> None:
        record = tmp_path / "o" / NAME
        whole = record.read_bytes()
        page = whole[:4096] + b"\xff" * (len(whole) - 4096)
        for damaged in (
            None,
            b"",
            b"{}",
            whole[:100],
            whole[:5000],
            whole[:100] + whole[50:],
            page,
        ):
            record.unlink()
            if damaged is not None:
                record.write_bytes(damaged)
            assert again().exit_code == 0
            assert "0 rendered, 2 up to date" in again().stderr

    def test_a_record_of_another_form_is_none(self, again, tmp_path: Path) -> None:
        record = sqlite3.connect(tmp_path / "o" / NAME)
        record.execute("PRAGMA user_version = 9")
        record.close()
        assert "2 rendered" in again().stderr
        assert "0 rendered, 2 up to date" in again().stderr

    def test_a_record_that_cannot_be_written_is_told(self, again, tmp_path: Path) -> None:
        record = tmp_path / "o" / NAME
        record.unlink()
        record.mkdir()
        result = again("--force")
        assert result.exit_code == 2
        assert f"{NAME}: MOU706" in result.stderr


@pytest.mark.parametrize("processes", [1, 2])
def test_a_fault_of_the_program_in_one_file_does_not_stop_the_others(
    folder: Path, tmp_path: Path, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rendering.render

    def faulty(checked: Checked, options: RenderOptions) -> Output:
        if "north" in checked.source.file:
            raise KeyError("oops")
        return whole(checked, options)

    monkeypatch.setattr(rendering, "render", faulty)
    result = run("render", folder, "-o", tmp_path / "o", "--format", "text", "-j", processes)
    assert result.exit_code == 2
    assert "MOU812" in result.stderr
    assert "KeyError" in result.stderr
    assert "2 configs: 1 rendered, 1 failed" in result.stderr
    assert names(tmp_path / "o") == ["south/maple.txt"]


def test_a_process_that_is_killed_is_told_and_leaves_no_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(checked: Checked, options: RenderOptions) -> Output:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    monkeypatch.setattr(rendering, "render", killed)
    result = run("render", folder, "-o", tmp_path / "o", "--format", "text", "-j", 2)
    assert result.exit_code == 2
    assert "MOU811" in result.stderr
    assert not (tmp_path / "o").exists()
