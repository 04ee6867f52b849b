"""What is in a folder: which of its files are configs, and which are documents."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

from mou_builder.diagnostic import Refused, refusal
from mou_builder.disk.files import everywhere_alike, no_such_file, read_file
from mou_builder.file_kinds import CONFIG_ENDINGS, PDF_ENDINGS, ends_in, plain_lines
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import MAX_BYTES

_IS_CONFIG = pattern(rb"^([\"']?)(?:model|extends)\1[ \t]*:", re.M)
_EXTENDS = pattern(
    rb"^[\"']?extends[\"']?[ \t]*:[ \t]*[\"']?([^\"'#\r\n]+?)[\"']?[ \t]*(?:#.*)?$", re.M
)
_GLOB = pattern(r"[*?\[]")
_NAMES = pattern(r"(?:^|/)([^/]*)")


class ListedFile(NamedTuple):
    """A file that was found; ``below`` is its folder, seen from the folder that was named."""

    folder: Path
    name: str
    below: Path = Path()

    @classmethod
    def named(cls, path: Path) -> ListedFile:
        """Return a file that was named itself, not found in a folder."""
        return cls(path.parent, path.name)

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / self.name

    @property
    def output(self) -> str:
        """How its outputs are called, without their endings, below the folder of all outputs."""
        stem, _ = os.path.splitext(self.name)  # noqa: PTH122 # Path interns each name
        return f"{self.below.as_posix()}/{stem}".removeprefix("./")


class Listing:
    """Files that were found, in order; each is in memory only while it is looked at.

    The names of a folder are one text, with what no name has in it between them: there may be
    thousands of files.
    """

    def __init__(self, files: Iterable[ListedFile]) -> None:
        self._folders = [
            (folder, below, "/".join(each.name for each in some))
            for (folder, below), some in groupby(files, lambda each: (each.folder, each.below))
        ]

    def __len__(self) -> int:
        return sum(names.count("/") + 1 for _, _, names in self._folders)

    def __iter__(self) -> Iterator[ListedFile]:
        for folder, below, names in self._folders:
            for name in _NAMES.finditer(names):
                yield ListedFile(folder, name[1], below)


def is_within(path: Path, folder: Path) -> bool:
    """Tell whether a file is really in a folder, and not by a link or a circle of links."""
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # which of them a circle raises depends on the Python
        return False


def configs_in(arguments: Iterable[Path]) -> Listing:
    """Return the configs that ``arguments`` name: files, globs, or folders with all below them.

    In a folder, a YAML file is a config if it says which model it is of, or what it extends; one
    that others extend is not made into an agreement of its own. Raises `Refused` (MOU810) for a
    folder or glob without any.
    """
    return _each_once([_configs_named(each) for each in arguments])


def files_in(arguments: Iterable[Path], endings: tuple[str, ...]) -> Listing:
    """Return the files with such an ending that ``arguments`` name."""
    return _each_once([_files_named(each, endings) for each in arguments])


def pdfs_in(arguments: Iterable[Path]) -> Listing:
    """Return the PDFs in the folders and globs of ``arguments``, and each file that they name.

    A file that was named itself need not have the ending. Raises `Refused` (MOU810) for a folder
    or glob without any.
    """
    return _each_once([_pdfs_named(each) for each in arguments])


def _pdfs_named(argument: Path) -> Iterable[ListedFile]:
    if is_single(argument):
        return [ListedFile.named(argument)]
    found = list(_files_found(argument, PDF_ENDINGS))
    if not found:
        hint = "name a PDF, or a folder that has some"
        raise refusal("MOU810", str(argument), "no PDF was found here", hint)
    return found


def configs_beside(arguments: Iterable[Path], endings: tuple[str, ...]) -> Listing:
    """Return the configs that ``arguments`` name, as `configs_in`.

    What has, or is, a file with one of ``endings`` need not have a config, too.
    """
    found: list[Iterable[ListedFile]] = []
    for each in arguments:
        if is_single(each) and ends_in(each.name, endings):
            continue
        try:
            found.append(_configs_named(each))
        except Refused:
            if not files_in([each], endings):
                raise
    return _each_once(found)


def register_pages(site: Path) -> list[Path]:
    """Return the folders of a register that have the page of an agreement, in order."""
    return sorted(each.parent for each in site.glob("*/agreement.html") if each.is_file())


def refuse_missing(arguments: Iterable[Path]) -> None:
    """Raise `Refused` (MOU701) for each of ``arguments`` that is neither there nor a glob."""
    lacking = [each for each in arguments if not _GLOB.search(str(each)) and not each.exists()]
    if lacking:
        raise Refused(tuple(no_such_file(each) for each in lacking))


def refuse_same_names(configs: Listing) -> None:
    """Raise `Refused` (MOU708) if outputs of two configs would have the same names."""
    seen: set[int] = set()  # hashes take half the memory of names
    for each in configs:
        output = everywhere_alike(each.output)
        if hash(output) in seen:
            first = next(other for other in configs if everywhere_alike(other.output) == output)
            if first != each:  # two hashes may be the same by chance
                message = f"its outputs would have the same names as those of “{first.path}”"
                hint = "render them into different folders, or rename one of them"
                raise refusal("MOU708", str(each.path), message, hint)
        seen.add(hash(output))


def _configs_named(argument: Path) -> Iterable[ListedFile]:
    if is_single(argument):
        return [ListedFile.named(argument)]
    configs = _only_configs(_files_found(argument, CONFIG_ENDINGS))
    if not configs:
        message = "no config was found here"
        hint = "to begin one: mou init; a config says in its first column model: or extends:"
        raise refusal("MOU810", str(argument), message, hint)
    return configs


def _files_named(argument: Path, endings: tuple[str, ...]) -> Iterable[ListedFile]:
    if is_single(argument):
        return [ListedFile.named(argument)] if ends_in(argument.name, endings) else []
    return _files_found(argument, endings)


def is_single(argument: Path) -> bool:
    """Tell whether an argument is neither a folder nor a glob."""
    return not argument.is_dir() and (argument.exists() or not _GLOB.search(str(argument)))


def _files_found(argument: Path, endings: tuple[str, ...]) -> Iterator[ListedFile]:
    """Yield what is below a folder, or what a glob matches."""
    if argument.is_dir():
        return _files_below(argument, endings)
    import glob  # start-up time is felt

    matches = sorted(glob.glob(str(argument), recursive=True))  # noqa: PTH207 # it may be absolute
    files = (each for each in map(Path, matches) if each.is_file() and ends_in(each.name, endings))
    return map(ListedFile.named, files)


def _each_once(found: Sequence[Iterable[ListedFile]]) -> Listing:
    """Return each file once, as it was found first; one argument names none twice."""
    if len(found) == 1:
        return Listing(found[0])
    once: dict[tuple[Path, str], ListedFile] = {}
    for each in chain.from_iterable(found):
        once.setdefault((each.folder, each.name), each)
    return Listing(once.values())


def _files_below(folder: Path, endings: tuple[str, ...]) -> Iterator[ListedFile]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        at = Path(root)
        below = at.relative_to(folder)
        for name in sorted(names):
            if ends_in(name, endings) and not name.startswith((".", "~$")):
                yield ListedFile(at, name, below)


def _only_configs(listed: Iterable[ListedFile]) -> Listing:
    bases: set[str] = set()
    configs = Listing(each for each in listed if _is_config(each.path, bases))
    if not bases:
        return configs
    return Listing(each for each in configs if os.path.realpath(each.path) not in bases)


def _is_config(path: Path, bases: set[str]) -> bool:
    """Tell whether a file is a config, and note the bases that it extends."""
    try:
        raw = plain_lines(read_file(path, MAX_BYTES))
    except Refused:
        return True  # whoever opens it says why it cannot be read
    for base in _EXTENDS.findall(raw):
        bases.add(os.path.realpath(path.parent / os.fsdecode(base)))
    return _IS_CONFIG.search(raw) is not None
