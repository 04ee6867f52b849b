"""A batch that is killed at any moment leaves whole files, and the next run completes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.districts import write_districts
from mou_builder.disk.manifest import NAME
from tests.support.cli.console import PATIENCE, wait_until

COUNT = 33
"""So many that processes are sent several at once."""
COMMAND = [sys.executable, "-c", "from mou_builder.cli import main; main()", "render", "state"]
KILLED = """
import multiprocessing, os, signal, sys
from mou_builder.cli import main

multiprocessing.set_start_method("fork")
run, left = os.getpid(), int(sys.argv.pop(1))

def count(event, arguments):
    global left
    if event in ("open", "os.rename", "os.remove", "os.mkdir") and "out/" in str(arguments):
        left -= 1
        if not left:
            os.kill(run, signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
main()
"""
"""The program, which is killed before a process of it touches the outputs for the n-th time.

Time says nothing of how far a run has come; how often it has touched the files says it anywhere.
"""
HELD = """
import multiprocessing, time
from pathlib import Path
from mou_builder.cli import main
from mou_builder.disk.jobs.rendering import Rendering

multiprocessing.set_start_method("fork")
put_in_place = Rendering.put_in_place

def held(outcome):
    written = put_in_place(outcome)
    while not Path("told").exists():
        time.sleep(0.01)
    return written

Rendering.put_in_place = staticmethod(held)
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
def whole(state: Path) -> dict[str, bytes]:
    """The outputs of a run that nobody disturbs."""
    subprocess.run([*COMMAND, *OPTIONS], cwd=state, check=True, capture_output=True)
    found = outputs(state)
    assert len(found) == 2 * COUNT
    clear(state)
    return found


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


def kill_and_complete(state: Path, whole: dict[str, bytes], touch: int) -> int:
    """Kill a run before its n-th touch of the outputs; return how many files were there by then."""
    before = configs(state)
    running = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(touch), *COMMAND[3:], *OPTIONS],
        cwd=state,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = running.communicate(timeout=PATIENCE)  # until no process is left to say anything
    left = outputs(state)
    assert running.returncode == -signal.SIGKILL or left == whole, said
    assert {name: whole[name] for name in left} == left
    assert configs(state) == before
    subprocess.run([*COMMAND, *OPTIONS], cwd=state, check=True, capture_output=True)
    assert outputs(state) == whole
    assert (state / "out" / NAME).is_file()
    clear(state)
    return len(left)


def test_killed_in_the_midst_of_its_work_no_file_is_half_written(
    state: Path, whole: dict[str, bytes]
) -> None:
    assert 0 < kill_and_complete(state, whole, 10) < 2 * COUNT
    assert 0 < kill_and_complete(state, whole, 20) < 2 * COUNT


@pytest.mark.nightly
def test_killed_at_any_moment_no_file_is_half_written(state: Path, whole: dict[str, bytes]) -> None:
    made = [kill_and_complete(state, whole, touch) for touch in range(1, 40)]
    assert sum(0 < each < 2 * COUNT for each in made) > 10


def test_stopped_by_the_user_it_finishes_what_it_is_writing(
    state: Path, whole: dict[str, bytes]
) -> None:
    told = state / "told"
    running = subprocess.Popen(
        [sys.executable, "-c", HELD, *COMMAND[3:], *OPTIONS],
        cwd=state,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    wait_until(lambda: outputs(state) or running.poll() is not None)
    children = children_of(running)
    os.kill(running.pid, signal.SIGINT)
    told.touch()
    said, _ = running.communicate(timeout=PATIENCE)
    wait_until(lambda: not any(map(is_alive, children)))
    left = outputs(state)
    assert {name: whole[name] for name in left} == left
    assert 0 < len(left) < len(whole)
    assert len(left) % 2 == 0
    assert running.returncode == 1, said
    assert not list((state / "out").rglob(".mou-*.tmp"))
    told.unlink()
    clear(state)
