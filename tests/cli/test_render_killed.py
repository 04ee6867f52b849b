"""A batch that is killed at any moment leaves whole files, and the next run completes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.districts import write_districts
from mou_builder.cli.batch.manifest import NAME

COUNT = 12
COMMAND = [sys.executable, "-c", "from mou_builder.cli import main; main()", "render", "state"]
HELD = """
import multiprocessing, time
from pathlib import Path
from mou_builder.cli import main
from mou_builder.cli.documents.render_job import Renderer

multiprocessing.set_start_method("fork")
write = Renderer.write

def held(self, job, output):
    written = write(self, job, output)
    while not Path("told").exists():
        time.sleep(0.01)
    return written

Renderer.write = held
main()
"""
"""The program, whose jobs end only when the file ``told`` says that the run was told to stop."""

OPTIONS = ["-o", "out", "--format", "docx,html", "-j", "2", "--changed"]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed")
    write_districts(folder / "state", COUNT, faulty=0)
    return folder


@pytest.fixture(scope="module")
def whole(state: Path) -> tuple[dict[str, bytes], float]:
    """The outputs of a run that nobody disturbs, and how long it takes."""
    begin = time.monotonic()
    subprocess.run([*COMMAND, *OPTIONS], cwd=state, check=True, capture_output=True)
    taken = time.monotonic() - begin
    found = outputs(state)
    assert len(found) == 2 * COUNT
    clear(state)
    return found, taken


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in (folder / "out").rglob("*")
        if each.is_file() and not each.name.startswith(".mou-")
    }


def configs(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in (folder / "state").rglob("*.yaml")}


def clear(folder: Path) -> None:
    for each in sorted((folder / "out").rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()


def start(folder: Path) -> subprocess.Popen[bytes]:
    devnull = subprocess.DEVNULL
    return subprocess.Popen([*COMMAND, *OPTIONS], cwd=folder, stdout=devnull, stderr=devnull)


def children_of(process: subprocess.Popen[bytes]) -> list[str]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return listed.read_text(encoding="utf-8").split() if listed.exists() else []


def is_alive(process: str) -> bool:
    try:
        state = (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        )
    except OSError:
        return False
    return state not in "ZX"


def wait_until_alone(children: list[str]) -> None:
    end = time.monotonic() + 10
    while any(map(is_alive, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_alive, children))


def kill_and_complete(state: Path, whole: dict[str, bytes], moment: float) -> int:
    """Kill a run after ``moment`` seconds; return how many files were there by then."""
    before = configs(state)
    running = start(state)
    time.sleep(moment)
    children = children_of(running)
    running.kill()
    running.wait()
    wait_until_alone(children)
    left = outputs(state)
    assert {name: whole[name] for name in left} == left
    assert configs(state) == before
    subprocess.run([*COMMAND, *OPTIONS], cwd=state, check=True, capture_output=True)
    assert outputs(state) == whole
    assert (state / "out" / NAME).is_file()
    clear(state)
    return len(left)


def moments(count: int, taken: float) -> list[float]:
    chance = random.Random(count)
    return [chance.uniform(0.1, 1.05) * taken for _ in range(count)]


def test_killed_at_random_moments_no_file_is_half_written(
    state: Path, whole: tuple[dict[str, bytes], float]
) -> None:
    found, taken = whole
    made: list[int] = []
    for moment in moments(12, taken):
        made.append(kill_and_complete(state, found, moment))
        in_the_midst = any(0 < each < 2 * COUNT for each in made)
        if len(made) >= 2 and in_the_midst:
            return
    raise AssertionError("no run was killed in the midst of its work")


@pytest.mark.nightly
def test_killed_a_hundred_times_no_file_is_half_written(
    state: Path, whole: tuple[dict[str, bytes], float]
) -> None:
    found, taken = whole
    made = [kill_and_complete(state, found, moment) for moment in moments(100, taken)]
    assert sum(0 < each < 2 * COUNT for each in made) > 20


def test_stopped_by_the_user_it_finishes_what_it_is_writing(
    state: Path, whole: tuple[dict[str, bytes], float]
) -> None:
    found, _ = whole
    told = state / "told"
    running = subprocess.Popen(
        [sys.executable, "-c", HELD, *COMMAND[3:], *OPTIONS],
        cwd=state,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not outputs(state):
        time.sleep(0.01)
    children = children_of(running)
    os.kill(running.pid, signal.SIGINT)
    told.touch()
    code = running.wait(timeout=20)
    wait_until_alone(children)
    left = outputs(state)
    assert {name: found[name] for name in left} == left
    assert 0 < len(left) < len(found)
    assert len(left) % 2 == 0
    assert code == 1
    assert not list((state / "out").rglob(".mou-*.tmp"))
    told.unlink()
    clear(state)
