"""The command line in a process of its own, without what a new interpreter costs.

The process is a copy of one that has imported the program and put the examples together. It has
its own folder, environment, streams and exit code. What depends on how the program starts (a
locale, what is imported, a signal) is tested with the program as it is installed.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from mou_builder.cli import main
from mou_builder.disk import bounded
from tests.support.cli.console import CONSOLE, PATIENCE

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(
    ["tests.support.cli.whole_program", "tests.support.cli.patience", bounded.__name__]
)


def mou(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``mou`` in a folder, with more in its environment than the tests have."""
    with tempfile.TemporaryDirectory() as said:
        out, err = Path(said, "out"), Path(said, "err")
        out.touch()
        err.touch()
        command = _SERVER.Process(
            target=_run,
            args=(folder, arguments, {**os.environ, **(environment or {})}, out, err),
        )
        command.start()
        command.join(PATIENCE)
        if command.is_alive():
            command.kill()
            command.join()
            raise subprocess.TimeoutExpired(
                ["mou", *arguments], PATIENCE, out.read_bytes(), err.read_bytes()
            )
        assert command.exitcode is not None
        return subprocess.CompletedProcess(
            ["mou", *arguments], command.exitcode, out.read_bytes(), err.read_bytes()
        )


def mou_says(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``mou`` in a folder, and read what it says as text."""
    done = mou(folder, *arguments, environment=environment)
    out, err = (
        io.TextIOWrapper(io.BytesIO(each), CONSOLE).read() for each in (done.stdout, done.stderr)
    )
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def _run(
    folder: Path, arguments: tuple[str, ...], environment: Mapping[str, str], out: Path, err: Path
) -> NoReturn:
    """Be the command, and end with its exit code."""
    code = 70
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        encoding = os.environ.get("PYTHONIOENCODING", CONSOLE)
        for end, file in enumerate((Path(os.devnull), out, err)):
            os.dup2(os.open(file, os.O_RDWR | os.O_CREAT), end)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(end, mode), encoding, "backslashreplace")
            for end, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        sys.argv = ["mou", *arguments]
        sys.modules["__main__"] = ModuleType("__main__")  # by which click knows its name
        code = _exit_code()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
        return 1
    return 0
