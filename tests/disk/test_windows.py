"""What Windows lacks, on which no test runs: without what Unix alone has, the program works."""

from __future__ import annotations

import ast
import os
import re
import signal
import stat
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from mou_builder.disk import files, leftovers, locking
from mou_builder.disk.files import everywhere_alike, read_file, write_file
from mou_builder.disk.packaged import PROGRAM
from mou_builder.drafting.importing.file_name import everywhere
from tests.support.agreement.assembling import CONFIGS

UNIX_MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"}
UNIX_NAMES = {
    "os": {
        *("O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "chroot"),
        *("fchmod", "fchown", "fork", "forkpty", "get_blocking", "getegid", "geteuid", "getgid"),
        *("getpgid", "getuid", "killpg", "lchown", "mkfifo", "mknod", "nice", "openpty", "pread"),
        *("pwrite", "register_at_fork", "sched_getaffinity", "set_blocking", "setgid", "setsid"),
        *("setuid", "statvfs", "sync", "sysconf", "uname", "wait", "wait4", "waitpid"),
    },
    "signal": {"SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "alarm", "setitimer"},
}
"""What Python has on Unix alone, as its documentation says (“Availability: Unix”)."""
MENTIONED = re.compile(r"\b(?:" + "|".join(UNIX_MODULES.union(*UNIX_NAMES.values())) + r")\b")


def guarded(tree: ast.AST) -> set[ast.AST]:
    """Return what stands behind a question about the system, or what tries and goes on without."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        asks = isinstance(node, ast.If | ast.IfExp) and any(
            word in ast.unparse(node.test)
            for word in ("sys.platform", "os.name", "hasattr(os", "_LOCKS")
        )
        if asks or isinstance(node, ast.Try):
            found.update(ast.walk(node))
        if isinstance(node, ast.FunctionDef):
            for at, each in enumerate(node.body):
                if isinstance(each, ast.If) and "win32" in ast.unparse(each.test):
                    found.update(one for after in node.body[at:] for one in ast.walk(after))
    return found


def unguarded(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    if not MENTIONED.search(text):
        return
    tree = ast.parse(text)
    safe = guarded(tree)
    for node in ast.walk(tree):
        if node in safe:
            continue
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                if name in UNIX_NAMES.get(module, ()):
                    yield f"{path.name}: {module}.{name}"
            case ast.Import(names=names):
                yield from (
                    f"{path.name}: {each.name}" for each in names if each.name in UNIX_MODULES
                )


def test_nothing_of_unix_alone_is_used_without_asking() -> None:
    found = [each for path in sorted(PROGRAM.rglob("*.py")) for each in unguarded(path)]
    where_there_are_locks = ["locking.py: os.O_CLOEXEC", "locking.py: os.O_NONBLOCK"]
    assert sorted(found) == where_there_are_locks


@pytest.fixture
def without_unix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what Windows lacks and the program itself may ask for."""
    for name in ("O_NONBLOCK", "O_CLOEXEC", "set_blocking", "uname", "mkfifo"):
        monkeypatch.delattr(os, name)
    monkeypatch.delattr(signal, "SIGKILL")
    monkeypatch.setattr(locking, "_LOCKS", False)
    monkeypatch.setattr(files, "_READING", os.O_RDONLY)
    monkeypatch.setattr(leftovers, "_digest_of_machine", lambda: "00000000")


@pytest.mark.usefixtures("without_unix")
def test_an_agreement_is_checked_rendered_and_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_bytes((CONFIGS / "city-and-one-school.yaml").read_bytes())
    for command in (
        "check a.yaml",
        "render a.yaml -o out",
        "record a.yaml sent --on 2026-06-01",
        "status a.yaml --as-of 2026-06-02",
    ):
        done = CliRunner().invoke(program, command.split())
        assert done.exit_code == 0, done.output
    assert {each.name for each in Path("out").iterdir()} == {"a.docx", "a.pdf"}
    assert "fact: sent" in Path("a.yaml").read_text("utf-8")
    assert not list(tmp_path.rglob(".mou-*.tmp"))


@pytest.mark.usefixtures("without_unix")
def test_the_device_for_nothing_is_read_and_written_as_it_is() -> None:
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    assert read_file(Path(os.devnull), 10) == b""
    write_file(Path(os.devnull), b"gone")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("con.yaml", "con_.yaml"),
        ("NUL", "NUL_"),
        ("com1.docx", "com1_.docx"),
        ("north/aux.yaml", "north/aux_.yaml"),
        ("lpt9 .yaml", "lpt9 _.yaml"),
        ("console.yaml", "console.yaml"),
    ],
)
def test_a_name_that_windows_keeps_for_a_device_gets_a_line_behind_it(name: str, kept: str) -> None:
    assert everywhere(name) == kept
    assert not PureWindowsPath(kept).is_reserved()


@pytest.mark.parametrize(
    ("one", "other"), [("Elm.yaml", "ELM.YAML"), ("caf\u00e9", "cafe\u0301"), ("STRASSE", "straße")]
)
def test_names_that_windows_or_macos_take_for_one_are_alike(one: str, other: str) -> None:
    names = [os.fsdecode(each.encode()) for each in (one, other)]
    assert everywhere_alike(names[0]) == everywhere_alike(names[1])
