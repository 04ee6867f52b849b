"""Folders, globs and worker processes: what commands do with many files at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from mou_builder.cli.batch.finished import Finished, finished
from mou_builder.cli.batch.progress import ProgressLine
from mou_builder.cli.files import read_file
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.yamltext.source import MAX_BYTES

Job = TypeVar("Job")
Result = TypeVar("Result")
_Command = TypeVar("_Command", bound=Callable[..., object])

CONFIG_ENDINGS = (".yaml", ".yml")
_IS_CONFIG = re.compile(rb"^(?:model|extends)[ \t]*:", re.M)
_EXTENDS = re.compile(rb"^extends[ \t]*:[ \t]*[\"']?([^\"'#\r\n]+?)[\"']?[ \t]*(?:#.*)?$", re.M)
_GLOB = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Listed:
    """A file that was found; ``below`` is its folder, seen from the folder that was named."""

    path: Path
    below: Path = Path()


def jobs_option(command: _Command) -> _Command:
    """Add ``-j`` to a command."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(1, 64),
        metavar="N",
        help="How many processes work at once; one, if left out.",
    )(command)


def processes_for(asked: int | None, jobs: int, *, many: int | None = None) -> int:
    """Return how many processes to use: as asked, or as many as cores from ``many`` jobs on."""
    if asked is not None:
        return asked
    return (os.cpu_count() or 1) if many is not None and jobs >= many else 1


def configs_in(arguments: Iterable[Path]) -> list[Listed]:
    """Return the configs that ``arguments`` name: files, globs, or folders with all below them.

    In a folder, a YAML file is a config if it says which model it is of, or what it extends; one
    that others extend is not made into an agreement of its own. Raises `Refused` (MOU810) for a
    folder or glob without any.
    """
    found: dict[Path, Listed] = {}
    for argument in arguments:
        listed = _named(argument, CONFIG_ENDINGS)
        if listed is None:
            found.setdefault(argument, Listed(argument))
            continue
        configs = _only_configs(listed)
        if not configs:
            place = Place(str(argument))
            message = "no config was found here"
            hint = "a config says in its first column model: or extends:"
            raise Refused((Diagnostic("MOU810", Severity.ERROR, message, place, hint),))
        for each in configs:
            found.setdefault(each.path, each)
    return list(found.values())


def files_in(arguments: Iterable[Path], endings: tuple[str, ...]) -> list[Listed]:
    """Return the files with such an ending that ``arguments`` name."""
    found: dict[Path, Listed] = {}
    for argument in arguments:
        listed = _named(argument, endings)
        for each in [Listed(argument)] if listed is None else listed:
            if each.path.name.lower().endswith(endings):
                found.setdefault(each.path, each)
    return list(found.values())


def _named(argument: Path, endings: tuple[str, ...]) -> list[Listed] | None:
    """Return what is below a folder or what a glob matches; None for a single file."""
    if argument.is_dir():
        return list(_below(argument, endings))
    if argument.exists() or not _GLOB.search(str(argument)):
        return None
    import glob  # start-up time is felt

    matches = sorted(glob.glob(str(argument), recursive=True))  # noqa: PTH207 # it may be absolute
    files = (Path(each) for each in matches)
    return [Listed(each) for each in files if each.is_file() and each.name.endswith(endings)]


def _below(folder: Path, endings: tuple[str, ...]) -> Iterator[Listed]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(endings) and not name.startswith((".", "~$")):
                path = Path(root) / name
                yield Listed(path, path.parent.relative_to(folder))


def _only_configs(listed: Sequence[Listed]) -> list[Listed]:
    bases: set[str] = set()
    configs = []
    for each in listed:
        try:
            raw = read_file(each.path, MAX_BYTES)
        except Refused:
            configs.append(each)  # whoever opens it says why it cannot be read
            continue
        for base in _EXTENDS.findall(raw):
            bases.add(os.path.realpath(each.path.parent / os.fsdecode(base)))
        if _IS_CONFIG.search(raw):
            configs.append(each)
    return [each for each in configs if os.path.realpath(each.path) not in bases]


# -- working


def worked(
    jobs: Sequence[Job], prepare: Callable[[], Callable[[Job], Result]], processes: int
) -> Iterator[Finished[Job, Result]]:
    """Do all jobs and yield their results in order, showing progress on a terminal.

    ``prepare`` is called once in each process and gives what does a job; it and the jobs must be
    such as can be sent to a process. What is in work when the user stops it is still finished.
    """
    results: Iterator[Finished[Job, Result]]
    if processes == 1 or len(jobs) < 2:
        work = prepare()
        results = (finished(job, partial(work, job)) for job in jobs)
    else:
        from mou_builder.cli.batch.processes import shared_out  # one file needs no processes

        results = shared_out(jobs, prepare, min(processes, len(jobs)))
    progress = ProgressLine(len(jobs))
    try:
        for each in results:
            progress.wipe()
            yield each
            progress.advance()
    finally:
        progress.wipe()


def broken(job: Finished[Any, Any], path: Path) -> Diagnostic:
    """Return the diagnostic of a file of whose job nothing came."""
    if job.fault:
        message = f"a fault of the program itself: {job.fault}"
        hint = "please report it; MOU_TRACEBACK=1 shows more"
        return Diagnostic("MOU812", Severity.ERROR, message, Place(str(path)), hint)
    message = "the process that worked on this file was ended from outside"
    hint = "run it again with fewer processes: -j 1"
    return Diagnostic("MOU811", Severity.ERROR, message, Place(str(path)), hint)
