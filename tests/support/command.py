"""The command line in a process of its own, without what a new interpreter costs.

The process is a copy of the one that runs the tests, so that nothing has to be imported again. It
has its own folder, environment, streams and exit code. What depends on how the program starts (a
locale, what is imported, a signal) is tested with the program as it is installed.
"""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import IO, NoReturn

import mou_builder
from mou_builder.cli import main
from tests.support.console import CONSOLE

_LONGEST = 60
"""Seconds after which a command is ended by a signal."""


def mou(
    folder: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run ``mou`` in a folder; its output goes to ``output`` where one is given."""
    _import_everything()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        command = os.fork()
        if not command:
            _run(folder, arguments, environment or {}, (output or out).fileno(), err.fileno())
        _, status = os.waitpid(command, 0)
        said = []
        for each in (out, err):
            each.seek(0)
            said.append(each.read())
    return subprocess.CompletedProcess(
        ["mou", *arguments], os.waitstatus_to_exitcode(status), *said
    )


@cache
def _import_everything() -> None:
    """Import the whole program, which each command would otherwise do for itself."""
    for each in pkgutil.walk_packages(mou_builder.__path__, "mou_builder."):
        importlib.import_module(each.name)


def mou_says(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``mou`` in a folder, and read what it says as text."""
    done = mou(folder, *arguments, environment=environment)
    out, err = (io.TextIOWrapper(io.BytesIO(each), CONSOLE).read() for each in
                (done.stdout, done.stderr))  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def _run(
    folder: Path, arguments: tuple[str, ...], environment: Mapping[str, str], out: int, err: int
) -> NoReturn:
    """Be the command, and end with its exit code."""
    code = 70
    try:
        signal.alarm(_LONGEST)
        os.chdir(folder)
        os.environ.update(environment)
        for stream, end in ((os.open(os.devnull, os.O_RDONLY), 0), (out, 1), (err, 2)):
            os.dup2(stream, end)
        encoding = os.environ.get("PYTHONIOENCODING", CONSOLE)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(end, mode), encoding, "backslashreplace")
            for end, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        sys.argv = ["mou", *arguments]
        sys.modules["__main__"] = ModuleType("__main__")  # by which click knows its name
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            import traceback

            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
