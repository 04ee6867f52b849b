"""Files are read whole and bounded, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mou_builder.diagnostic import Refused
from mou_builder.disk import files, locking
from mou_builder.disk.files import (
    ChangedMeanwhile,
    read_file,
    replace_file,
    write_file,
    write_files,
)
from mou_builder.disk.leftovers import temporary_name
from tests.support.cli.console import PATIENCE

LIMIT = 1_000_000


def codes(action: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as caught:
        action()
    assert all(each.message and "Errno" not in str(each) for each in caught.value.diagnostics)
    return [each.code for each in caught.value.diagnostics]


def everything(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones included."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# Reading


@pytest.mark.parametrize("size", [0, 1, LIMIT - 1, LIMIT])
def test_a_file_up_to_the_limit_is_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"x" * size)
    assert read_file(path, LIMIT) == b"x" * size


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    with path.open("wb") as large:
        large.truncate(50_000_000_000)  # sparse: reading it whole would take minutes
    assert codes(lambda: read_file(path, LIMIT)) == ["MOU704"]


def test_a_source_without_a_size_is_read_up_to_the_limit_only() -> None:
    assert codes(lambda: read_file(Path("/dev/zero"), LIMIT)) == ["MOU704"]


def test_a_pipe_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PATIENCE", PATIENCE)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"model: wisconsin-sro\n" * 9000,))
    writer.start()
    assert read_file(pipe, LIMIT) == b"model: wisconsin-sro\n" * 9000
    writer.join()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.yaml", "MOU701"),
        ("missing/config.yaml", "MOU701"),
        ("", "MOU702"),
        ("a-file/config.yaml", "MOU703"),
        ("nul\0byte", "MOU703"),
        ("n" * 300, "MOU703"),
        ("loop", "MOU703"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "a-file").write_text("x", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert codes(lambda: read_file(tmp_path / name, LIMIT)) == [code]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("maple-grove", "did you mean “{}/maple-grove.yaml”?"),
        ("Maple-Grove.yaml", "did you mean “{}/maple-grove.yaml”?"),
        ("Oak", 'a name with spaces stands in quotes: "{}/Oak Hill.yaml"'),
        ("elsewhere.yaml", "check the spelling, and the folder that you are in"),
    ],
)
def test_a_file_that_is_not_there_may_be_another_one(tmp_path: Path, name: str, hint: str) -> None:
    for each in ("maple-grove.yaml", "Oak Hill.yaml"):
        (tmp_path / each).write_text("x", "utf-8")
    with pytest.raises(Refused) as caught:
        read_file(tmp_path / name, LIMIT)
    assert caught.value.diagnostics[0].hint == hint.format(tmp_path)


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    # The superuser may read everything, so this asks for a file whose reading fails for everyone.
    assert codes(lambda: read_file(Path("/proc/self/mem"), LIMIT)) == ["MOU703"]


# Writing one file


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 10_000])
def test_a_new_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path, data: bytes) -> None:
    write_file(tmp_path / "a.docx", data)
    assert everything(tmp_path) == {"a.docx": data}


def test_a_system_that_takes_no_advice_has_its_files_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_such_call(*_: int) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(files.os, "posix_fadvise", no_such_call, raising=False)
    write_file(tmp_path / "a.txt", b"words")
    assert everything(tmp_path) == {"a.txt": b"words"}


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_file(tmp_path / "out" / "2026" / "a.docx", b"new")
    assert everything(tmp_path) == {"out/2026/a.docx": b"new"}


def test_a_file_that_exists_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    assert codes(lambda: write_file(path, b"new")) == ["MOU705"]
    assert everything(tmp_path) == {"a.docx": b"old"}


def test_a_file_that_exists_is_replaced_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    write_file(path, b"new", force=True)
    assert everything(tmp_path) == {"a.docx": b"new"}


def test_to_force_is_no_obstacle_where_nothing_is(tmp_path: Path) -> None:
    write_file(tmp_path / "a.docx", b"new", force=True)
    assert everything(tmp_path) == {"a.docx": b"new"}


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_comes_while_we_write_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path = tmp_path / "a.docx"
    put = files._put_in_place

    def late(*args: object) -> None:
        path.write_bytes(b"another's")
        put(*args)

    monkeypatch.setattr(files, "_put_in_place", late)
    if not links:
        monkeypatch.setattr(os, "link", without_links)
    assert codes(lambda: write_file(path, b"new")) == ["MOU705"]
    assert everything(tmp_path) == {"a.docx": b"another's"}


def without_links(*args: object, **extra: object) -> None:
    raise OSError(errno.EPERM, "no hard links here")


@pytest.mark.parametrize("old", [None, b"old"])
def test_a_file_system_without_hard_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes | None
) -> None:
    monkeypatch.setattr(os, "link", without_links)
    path = tmp_path / "a.docx"
    if old:
        path.write_bytes(old)
        assert codes(lambda: write_file(path, b"new")) == ["MOU705"]
    write_file(path, b"new", force=bool(old))
    assert everything(tmp_path) == {"a.docx": b"new"}


def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a.docx", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.docx").stat().st_mode) == 0o640


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write_file(path, b"new", force=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(b"old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    assert codes(lambda: write_file(tmp_path / "link.yaml", b"new")) == ["MOU705"]
    write_file(tmp_path / "link.yaml", b"new", force=True)
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"


def test_a_device_is_written_to_and_never_replaced() -> None:
    write_file(Path("/dev/null"), b"new")
    write_file(Path("/dev/null"), b"new", force=True)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with a name")
def test_a_pipe_that_nobody_reads_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for force in (False, True):
        with pytest.raises(Refused, match=r"MOU706.*nothing reads"):
            write_file(tmp_path / "pipe", b"x", force)
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(tmp_path / "pipe", b"words")
        assert os.read(reading, 100) == b"words"
    finally:
        os.close(reading)


def test_standard_output_is_written_to() -> None:
    done = python("write_file(Path('/dev/stdout'), b'on a pipe')")
    assert done.stdout == b"on a pipe"


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "name",
    ["a-file/a.docx", "n" * 300, "n" * 256 + "/a.docx", "nul\0byte", "a-folder", "loop/a.docx"],
)
def test_what_cannot_be_written_is_said_and_leaves_nothing(
    tmp_path: Path, name: str, force: bool
) -> None:
    (tmp_path / "a-file").write_bytes(b"x")
    (tmp_path / "a-folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    assert codes(lambda: write_file(tmp_path / name, b"new", force)) == ["MOU706"]
    assert everything(tmp_path) == {"a-file": b"x"}


def test_a_folder_that_nobody_may_write_to_is_said() -> None:
    # Not even the superuser makes a file here.
    assert codes(lambda: write_file(Path("/proc/self/a.docx"), b"new")) == ["MOU706"]


def python(code: str) -> subprocess.CompletedProcess[bytes]:
    before = (
        "import sys; from pathlib import Path; from mou_builder.diagnostic import Refused\n"
        "from mou_builder.disk.files import write_file, write_files\n"
    )
    return subprocess.run([sys.executable, "-c", before + code], capture_output=True, check=True)


# Nothing half done

FILLS_UP = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
folder = Path({folder!r})
outputs = {{folder / "a" / "a.docx": b"x" * 5_000, folder / "b.pdf": b"y" * 500_000}}
try:
    write_files(outputs, {force})
except Refused as refused:
    print(*[each.code for each in refused.diagnostics], end="")
"""


@pytest.mark.parametrize("force", [False, True])
def test_a_disk_that_fills_up_in_mid_write_leaves_what_was_there(
    tmp_path: Path, force: bool
) -> None:
    before = {}
    if force:
        (tmp_path / "b.pdf").write_bytes(b"old")
        before = {"b.pdf": b"old"}
    # The kernel refuses to let a file grow on, as it does when the disk is full.
    done = python(FILLS_UP.format(folder=str(tmp_path), force=force))
    assert done.stdout == b"MOU707"
    assert everything(tmp_path) == before
    assert not (tmp_path / "a").exists()
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 100_000


def test_a_device_without_room_is_said(tmp_path: Path) -> None:
    outputs = {tmp_path / "a.docx": b"a", Path("/dev/full"): b"b"}
    assert codes(lambda: write_files(outputs)) == ["MOU707"]
    assert everything(tmp_path) == {}


def test_every_file_that_exists_is_named_and_none_is_written(tmp_path: Path) -> None:
    for name in ("b.pdf", "c.html"):
        (tmp_path / name).write_bytes(b"old")
    outputs = {tmp_path / name: b"new" for name in ("a.docx", "b.pdf", "c.html")}
    with pytest.raises(Refused) as caught:
        write_files(outputs)
    [said] = caught.value.diagnostics
    assert (said.code, said.place.file) == ("MOU705", str(tmp_path))
    assert said.message == "2 files exist already, and none was overwritten: b.pdf, c.html"
    assert everything(tmp_path) == {"b.pdf": b"old", "c.html": b"old"}


def test_a_folder_that_was_written_before_is_told_once(tmp_path: Path) -> None:
    outputs = {tmp_path / folder / f"{n}.pdf": b"" for folder in ("a", "b") for n in range(13)}
    write_files(outputs)
    with pytest.raises(Refused) as caught:
        write_files(outputs)
    assert [each.message for each in caught.value.diagnostics] == [
        "13 files exist already, and none was overwritten: 0.pdf, 1.pdf, 2.pdf, 10 more"
    ] * 2
    assert codes(lambda: write_file(tmp_path / "a", b"")) == ["MOU706"], "it is a folder"


@pytest.mark.parametrize("force", [False, True])
def test_one_file_that_cannot_be_written_takes_the_others_back(tmp_path: Path, force: bool) -> None:
    before = {"a-file": b"x"}
    (tmp_path / "a-file").write_bytes(b"x")
    if force:
        (tmp_path / "a.docx").write_bytes(b"old")
        before["a.docx"] = b"old"
    outputs = {
        tmp_path / "a.docx": b"new",
        tmp_path / "out" / "b.pdf": b"new",
        tmp_path / ("n" * 250) / ("n" * 300): b"new",
    }
    assert codes(lambda: write_files(outputs, force)) == ["MOU706"]
    assert everything(tmp_path) == before
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(before)


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize(("force", "exists"), [(False, False), (True, False), (True, True)])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(errno.EIO, "broken")])
def test_an_interruption_between_two_files_takes_the_first_back(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    force: bool,
    exists: bool,
    links: bool,
    stop: BaseException | type[BaseException],
) -> None:
    before = {"a.docx": b"old"} if exists else {}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    put = files._put_in_place
    done: list[object] = []

    def interrupted(*args: object) -> None:
        if done:
            raise stop
        put(*args)
        done.append(args)

    monkeypatch.setattr(files, "_put_in_place", interrupted)
    if not links:
        monkeypatch.setattr(os, "link", without_links)
    outputs = {tmp_path / "a.docx": b"new", tmp_path / "out" / "b.pdf": b"new"}
    with pytest.raises((KeyboardInterrupt, Refused)):
        write_files(outputs, force)
    # Without hard links there is no way back to a file that was replaced, but it is whole.
    expected = {"a.docx": b"new"} if exists and not links else before
    assert everything(tmp_path) == expected
    assert not (tmp_path / "out").exists()


def test_two_outputs_that_windows_would_take_for_one_are_refused(tmp_path: Path) -> None:
    outputs = {tmp_path / "Elm.docx": b"one", tmp_path / "elm.docx": b"other"}
    assert codes(lambda: write_files(outputs)) == ["MOU708"]
    assert everything(tmp_path) == {}


def test_two_outputs_in_one_place_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    outputs = {tmp_path / "a.docx": b"one", tmp_path / "link" / "a.docx": b"other"}
    assert codes(lambda: write_files(outputs, force=True)) == ["MOU708"]
    assert everything(tmp_path) == {}


KILLED = """
folder = Path({folder!r})
for number in range(10_000):
    data = (b"%d" % number) * 20_000
    write_files({{folder / "a.docx": data, folder / "b.pdf": data}}, force=True)
    if not number:
        print("ready", flush=True)
"""


def test_killed_at_any_moment_each_file_is_whole(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from mou_builder.disk.files import write_files\n"
        + KILLED.format(folder=str(tmp_path))
    )
    for after in (0.0, 0.003, 0.011):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            threading.Event().wait(after)
            process.kill()
        for name in ("a.docx", "b.pdf"):
            data = (tmp_path / name).read_bytes()
            assert data == data[: len(data) // 20_000] * 20_000


# What killed runs leave


def killed_runs_name(process: int) -> str:
    return temporary_name(Path("x")).name.replace(f"-{os.getpid()}-", f"-{process}-")


def test_the_next_run_removes_what_a_killed_one_left_and_nothing_else(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / killed_runs_name(ended.pid)).touch()
    kept = ["mine.tmp", ".mou-made.sqlite", killed_runs_name(os.getppid())]
    for name in kept:
        (tmp_path / name).touch()
    write_file(tmp_path / "new.yaml", b"x")
    assert sorted(everything(tmp_path)) == sorted([*kept, "new.yaml"])


# Replacing


def test_a_file_is_replaced_that_holds_what_the_new_content_was_made_from(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"one")
    replace_file(path, b"two", b"one")
    assert everything(tmp_path) == {"config.yaml": b"two"}
    for was in (b"one", b"", b"tw", b"two!"):
        with pytest.raises(ChangedMeanwhile) as caught:
            replace_file(path, b"three", was)
        assert [each.code for each in caught.value.diagnostics] == ["MOU709"]
    assert everything(tmp_path) == {"config.yaml": b"two"}
    assert codes(lambda: replace_file(tmp_path / "gone.yaml", b"x", b"")) == ["MOU706"]
    assert everything(tmp_path) == {"config.yaml": b"two"}


def test_what_an_editor_saves_in_the_last_moment_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"one")
    replace = files._replace_with_backup

    def saved_first(*given: Any) -> None:
        path.write_bytes(b"of the editor")
        replace(*given)

    monkeypatch.setattr(files, "_replace_with_backup", saved_first)
    assert codes(lambda: replace_file(path, b"two", b"one")) == ["MOU709"]
    assert everything(tmp_path) == {"config.yaml": b"of the editor"}


def test_a_file_that_another_program_does_not_let_go_of_is_not_waited_for_forever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"one")
    monkeypatch.setattr(locking, "PATIENCE", 0.05)
    with locking.held(path):
        assert codes(lambda: replace_file(path, b"two", b"one")) == ["MOU706"]
    assert everything(tmp_path) == {"config.yaml": b"one"}
    replace_file(path, b"two", b"one")
    assert path.read_bytes() == b"two"
