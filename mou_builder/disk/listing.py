"""What is in a folder: which of its files are configs, and which are documents."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.disk.files import everywhere_alike, no_such_file, read_file
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import MAX_BYTES

CONFIG_ENDINGS = (".yaml", ".yml")
_IS_CONFIG = pattern(rb"^(?:model|extends)[ \t]*:", re.M)
_EXTENDS = pattern(rb"^extends[ \t]*:[ \t]*[\"']?([^\"'#\r\n]+?)[\"']?[ \t]*(?:#.*)?$", re.M)
_GLOB = pattern(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that was found; ``below`` is its folder, seen from the folder that was named.

    A folder's files share the path of the folder: thousands are listed at once.
    """

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


def is_within(path: Path, folder: Path) -> bool:
    """Tell whether a file is really in a folder, and not by a link or a circle of links."""
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # which of them a circle raises depends on the Python
        return False


def configs_in(arguments: Iterable[Path]) -> list[ListedFile]:
    """Return the configs that ``arguments`` name: files, globs, or folders with all below them.

    In a folder, a YAML file is a config if it says which model it is of, or what it extends; one
    that others extend is not made into an agreement of its own. Raises `Refused` (MOU810) for a
    folder or glob without any.
    """
    found: list[list[ListedFile]] = []
    for argument in arguments:
        listed = _files_named(argument, CONFIG_ENDINGS)
        if listed is None:
            found.append([ListedFile.named(argument)])
            continue
        configs = _only_configs(listed)
        if not configs:
            place = Place(str(argument))
            message = "no config was found here"
            hint = "a config says in its first column model: or extends:"
            raise Refused((Diagnostic("MOU810", Severity.ERROR, message, place, hint),))
        found.append(configs)
    return _each_once(found)


def files_in(arguments: Iterable[Path], endings: tuple[str, ...]) -> list[ListedFile]:
    """Return the files with such an ending that ``arguments`` name."""
    found: list[list[ListedFile]] = []
    for argument in arguments:
        listed = _files_named(argument, endings)
        named = [ListedFile.named(argument)] if listed is None else listed
        found.append([each for each in named if each.name.lower().endswith(endings)])
    return _each_once(found)


def configs_beside(arguments: Iterable[Path], endings: tuple[str, ...]) -> list[ListedFile]:
    """Return the configs that ``arguments`` name, as `configs_in`.

    What has, or is, a file with one of ``endings`` need not have a config, too.
    """
    found: list[list[ListedFile]] = []
    for each in arguments:
        if each.suffix.lower() in endings:
            continue
        try:
            found.append(configs_in([each]))
        except Refused:
            if not files_in([each], endings):
                raise
    return _each_once(found)


def refuse_missing(arguments: Iterable[Path]) -> None:
    """Raise `Refused` (MOU701) for each of ``arguments`` that is neither there nor a glob."""
    lacking = [each for each in arguments if not _GLOB.search(str(each)) and not each.exists()]
    if lacking:
        raise Refused(tuple(no_such_file(each) for each in lacking))


def refuse_same_names(configs: Iterable[ListedFile]) -> None:
    """Raise `Refused` (MOU708) if outputs of two configs would have the same names."""
    places: dict[str, ListedFile] = {}
    for each in configs:
        output = everywhere_alike(str(each.below / each.path.stem))
        if output in places:
            message = f"its outputs would have the same names as those of “{places[output].path}”"
            hint = "render them into different folders, or rename one of them"
            place = Place(str(each.path))
            raise Refused((Diagnostic("MOU708", Severity.ERROR, message, place, hint),))
        places[output] = each


def _files_named(argument: Path, endings: tuple[str, ...]) -> list[ListedFile] | None:
    """Return what is below a folder or what a glob matches; None for a single file."""
    if argument.is_dir():
        return list(_files_below(argument, endings))
    if argument.exists() or not _GLOB.search(str(argument)):
        return None
    import glob  # start-up time is felt

    matches = sorted(glob.glob(str(argument), recursive=True))  # noqa: PTH207 # it may be absolute
    files = [each for each in map(Path, matches) if each.is_file() and each.name.endswith(endings)]
    return [ListedFile.named(each) for each in files]


def _each_once(found: Sequence[list[ListedFile]]) -> list[ListedFile]:
    """Return each file once, as it was found first; one argument names none twice."""
    if len(found) == 1:
        return found[0]
    once: dict[tuple[Path, str], ListedFile] = {}
    for each in chain.from_iterable(found):
        once.setdefault((each.folder, each.name), each)
    return list(once.values())


def _files_below(folder: Path, endings: tuple[str, ...]) -> Iterator[ListedFile]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        at = Path(root)
        below = at.relative_to(folder)
        for name in sorted(names):
            if name.lower().endswith(endings) and not name.startswith((".", "~$")):
                yield ListedFile(at, name, below)


def _only_configs(listed: Sequence[ListedFile]) -> list[ListedFile]:
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
