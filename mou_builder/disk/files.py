"""Files: the only place that reads and writes them, whole or not at all.

What cannot be read or written is said by diagnostics: MOU701 not there, MOU702 a folder, MOU703
cannot be read, MOU704 too large, MOU705 exists already, MOU706 cannot be written, MOU707 no room
left, MOU708 two outputs in one place or one in that of an input, MOU709 changed meanwhile.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity, as_typed
from mou_builder.disk.leftovers import temporary_name, tidy
from mou_builder.disk.locking import held
from mou_builder.file_kinds import CONFIG_ENDINGS, ends_in
from mou_builder.frozen import dataclass

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_HARD_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK}


_READING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


EXISTS = "MOU705"
"""The code of a file that is in the way of one that would be written."""
_MOST_NAMES = 2_000
"""How many names of a folder are looked at for the one that was meant."""
_SHOWN = 3
"""How many of the files of a folder that are in the way are named."""
_PATIENCE = 0.3
"""Seconds in which a pipe has to begin."""


def read_file(path: Path, limit: int) -> bytes:
    """Return the content of a file of at most ``limit`` bytes; never more than that is read.

    Raises `Refused`: MOU701 to MOU704.
    """
    data = read_beginning(path, limit + 1)
    if len(data) > limit:
        raise too_large(path, limit)
    return data


def read_beginning(path: Path, most: int) -> bytes:
    """Return the first ``most`` bytes of a file; raise `Refused`, MOU701 to MOU703."""
    try:
        descriptor = os.open(path, _READING)
        try:
            _refuse_waiting(descriptor, path)
            return _read_descriptor(descriptor, most)
        finally:
            os.close(descriptor)
    except FileNotFoundError as error:
        raise Refused((no_such_file(path),)) from error
    except IsADirectoryError as error:
        hint = "name a file in it"
        raise _refused("MOU702", path, "this is a folder, not a file", hint) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        message = f"this file cannot be read: {_reason_of(error)}"
        raise _refused("MOU703", path, message, "look whether you may open it") from error


def _refuse_waiting(descriptor: int, path: Path) -> None:
    """Refuse what would be waited for: a pipe that nobody writes to, a terminal, a folder.

    A pipe that another program of the same command line writes to (``/dev/fd/63``) is read.
    """
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if stat.S_ISREG(mode):
        return
    is_handed_over = path.is_relative_to("/dev") or path.is_relative_to("/proc")
    if stat.S_ISFIFO(mode) and not is_handed_over:
        import select  # pipes with a name are rare

        if not select.select([descriptor], [], [], _PATIENCE)[0]:
            hint = "name a file"
            raise _refused("MOU703", path, "this is a pipe that nothing comes out of", hint)
    elif stat.S_ISCHR(mode) and os.isatty(descriptor):
        raise _refused("MOU703", path, "this is a terminal, not a file", "name a file")
    if hasattr(os, "set_blocking"):
        os.set_blocking(descriptor, True)


def _read_descriptor(descriptor: int, most: int) -> bytes:
    """Return at most ``most`` bytes; a pipe may give them piece by piece."""
    data = bytearray()
    while piece := os.read(descriptor, min(1 << 20, most - len(data))):
        data += piece
    return bytes(data)


_inputs: set[str] = set()
"""The files that the command line names to be read; see `everywhere_alike`."""


def note_input(path: Path) -> None:
    """Note a file that the command line names to be read: no output takes its place.

    Neither does --force ask for that: a letterhead may be called as the agreement that is rendered
    with it, and a config that is given twice is a slip.
    """
    with suppress(OSError, ValueError):
        if path.is_file():
            _inputs.add(everywhere_alike(os.path.realpath(path)))


def forget_inputs() -> None:
    """Begin a command line anew."""
    _inputs.clear()


def write_file(path: Path, data: bytes, force: bool = False, *, is_input: bool = False) -> None:
    """Write one file; see `write_files`. One that ``is_input`` as well is changed in its place."""
    if is_input:
        _inputs.discard(everywhere_alike(os.path.realpath(path)))
    write_files({path: data}, force)


def write_files(files: Mapping[Path, bytes], force: bool = False) -> None:
    """Write files, all of them or none, as far as a file system allows that.

    Raises `Refused` as `write_beside`.
    """
    sync_folders(write_beside(files, force).put_in_place())


def write_beside(files: Mapping[Path, bytes], force: bool) -> FilesBeside:
    """Write files beside their places, to be put there in one step.

    So nobody sees half a file, and none is left when the disk fills up, the machine stops, or
    another file fails. A file that exists is refused without ``force``; with it, it is replaced,
    and a link to it stays a link. Missing folders are made. A device or pipe (``/dev/stdout``) is
    written to as it is, at the end.

    Raises `Refused` with what is in the way, files of one folder told together: MOU705 to MOU708.
    """
    _refuse_same_place(files)
    if not force:
        _refuse_existing(files)
    streams = {path: data for path, data in files.items() if _is_stream(path)}
    undo = _Undo([], [], [])
    with _undone_on_failure(undo):
        pending = [
            _written_beside(path, data, undo) for path, data in files.items() if path not in streams
        ]
    return FilesBeside(pending, streams, force, undo)


def _write_into(path: Path, data: bytes) -> None:
    """Write into a device or a pipe; a pipe that nobody reads is refused, and not waited for."""
    try:
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        message = "this is a pipe or a socket that nothing reads"
        raise Refused((_diagnostic("MOU706", path, message, "name a file"),)) from None
    with os.fdopen(descriptor, "wb") as stream:
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(descriptor, True)
        stream.write(data)


class ChangedMeanwhile(Refused):
    """Raised where a file no longer holds what its new content was made from."""


def replace_file(path: Path, data: bytes, was: bytes) -> None:
    """Replace a file that holds what the new content was made from, and no other.

    What a program of this machine saves at the same moment is not lost: those that replace files
    here wait for each other, and what an editor wrote in between is put back.

    Raises `ChangedMeanwhile` (MOU709) where it holds something else, and `Refused` as `write_file`.
    """
    undo = _Undo([], [], [])
    with _undone_on_failure(undo):
        pending = _written_beside(path, data, undo)
        with told_if_unwritable(path), held(pending.target):
            _wait_for_disk(pending.temporary)
            if _content_if_any(pending.target, len(was)) != was:
                raise _changed_meanwhile(path)
            _replace_with_backup(pending, undo)
            if any(_content_if_any(backup, len(was)) != was for backup, _ in undo.restore):
                raise _changed_meanwhile(path)
    sync_folders([pending.target.parent])


def _content_if_any(path: Path, length: int) -> bytes | None:
    """Return what a file holds, but at most one byte more than ``length``; None if it is gone."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        return file.read(length + 1)
    return None


def _changed_meanwhile(path: Path) -> ChangedMeanwhile:
    message = "this file was changed meanwhile by another program; it was left as it is now"
    return ChangedMeanwhile((_diagnostic("MOU709", path, message, "do it again"),))


@dataclass(frozen=True)
class _Pending:
    """A file that is written and waits beside its place."""

    path: Path
    target: Path
    temporary: Path


@dataclass(frozen=True)
class _Undo:
    """What is to be undone on a failure: files to remove, folders to remove, files to restore."""

    remove: list[Path]
    folders: list[Path]
    restore: list[tuple[Path, Path]]


@dataclass(frozen=True)
class FilesBeside:
    """Files that are written beside their places, while the disk takes them in."""

    _pending: Sequence[_Pending]
    _streams: Mapping[Path, bytes]
    _force: bool
    _undo: _Undo

    def put_in_place(self) -> set[Path]:
        """Put all of them in their places, or none; return their folders, for `sync_folders`.

        Raises `Refused` as `write_beside`.
        """
        with _undone_on_failure(self._undo):
            for each in self._pending:
                with told_if_unwritable(each.path):
                    _wait_for_disk(each.temporary)
            for each in self._pending:
                with told_if_unwritable(each.path):
                    _put_in_place(each, self._force, self._undo)
            for path, data in self._streams.items():
                with told_if_unwritable(path):
                    _write_into(path, data)
        return {each.target.parent for each in self._pending}


@contextmanager
def _undone_on_failure(undo: _Undo) -> Iterator[None]:
    try:
        yield
    except BaseException:  # Ctrl-C, too
        for backup, target in undo.restore:
            with suppress(OSError):
                backup.replace(target)
        for path in undo.remove:
            with suppress(OSError):
                path.unlink()
        for folder in reversed(undo.folders):
            with suppress(OSError):
                folder.rmdir()
        raise
    for backup, _ in undo.restore:
        with suppress(OSError):
            backup.unlink()


def _written_beside(path: Path, data: bytes, undo: _Undo) -> _Pending:
    """Write data to a new file in the folder of its place."""
    with told_if_unwritable(path):
        target = Path(os.path.realpath(path))
        _make_folder(target.parent, undo)
        tidy(target.parent)
        temporary = temporary_name(target)
        # Made as any new file, so that the user's umask holds; never one that is there already.
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        undo.remove.append(temporary)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            with suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            if hasattr(os, "posix_fadvise"):  # Linux then begins to write, and nobody waits
                with suppress(OSError):  # not every system takes advice
                    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        return _Pending(path, target, temporary)


def _wait_for_disk(file: Path) -> None:
    """Wait until a file is on the disk, where it survives a power cut."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _put_in_place(each: _Pending, force: bool, undo: _Undo) -> None:
    """Put a written file in its place, in one step."""
    try:
        _put_where_nothing_is(each.temporary, each.target)
    except FileExistsError:
        if not force:
            raise
        _replace_with_backup(each, undo)
    else:
        undo.remove.append(each.target)


def _replace_with_backup(each: _Pending, undo: _Undo) -> None:
    backup = temporary_name(each.target)
    try:
        os.link(each.target, backup)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
    else:
        undo.restore.append((backup, each.target))
    each.temporary.replace(each.target)


def _put_where_nothing_is(temporary: Path, target: Path) -> None:
    """Put a file in its place; raise FileExistsError if another one came there meanwhile."""
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # A file system without hard links, as on a memory stick: take the name first.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        temporary.replace(target)
    else:
        temporary.unlink()


def _make_folder(folder: Path, undo: _Undo) -> None:
    missing = takewhile(lambda each: not each.exists(), (folder, *folder.parents))
    for each in reversed(tuple(missing)):
        with suppress(FileExistsError):  # another process was quicker
            each.mkdir()
            undo.folders.append(each)


def sync_folders(folders: Iterable[Path]) -> None:
    """Make the names in folders survive a power cut, where the system can do that."""
    for folder in folders:
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _mode_of(path: Path) -> int | None:
    """Return the mode of what is at a path (see `stat`); None where nothing is."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return None


def _is_stream(path: Path) -> bool:
    mode = _mode_of(path)
    return mode is not None and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def everywhere_alike(path: str) -> str:
    """Return a path by which to tell whether two are one file, on whatever system they will be.

    Windows and macOS do not tell “A” from “a”, nor one way of writing “é” from the other. The bytes
    of a name are read as UTF-8 in whatever locale the program runs.
    """
    with suppress(UnicodeEncodeError):  # a name that no file of this system has
        path = os.fsencode(path).decode("utf-8", "surrogateescape")
    return unicodedata.normalize("NFC", path).casefold()


def _refuse_same_place(files: Mapping[Path, bytes]) -> None:
    places: dict[str, Path] = {}
    found = []
    for path in files:
        with told_if_unwritable(path):
            place = everywhere_alike(os.path.realpath(path))
        if place in places:
            message = f"this output and “{places[place]}” would be the same file"
            hint = "give one of them another name or folder"
            found.append(_diagnostic("MOU708", path, message, hint))
        elif place in _inputs:
            message = "this file is read, and the output would take its place"
            hint = "give the output another name or folder"
            found.append(_diagnostic("MOU708", path, message, hint))
        places[place] = path
    if found:
        raise Refused(tuple(found))


def _refuse_existing(files: Mapping[Path, bytes]) -> None:
    found = [path for path in files if _mode_of(path) and not _is_stream(path)]
    by_folder: dict[Path, list[Path]] = {}
    for path in found:
        by_folder.setdefault(path if path.is_dir() else path.parent, []).append(path)
    if found:
        told = (_in_the_way(*some) for some in by_folder.values())
        raise Refused(tuple(told))


@contextmanager
def told_if_unwritable(path: Path) -> Iterator[None]:
    """Say in plain words why a file cannot be written: `Refused`, MOU705 to MOU707."""
    try:
        yield
    except FileExistsError as error:
        raise Refused((_in_the_way(path),)) from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            message = f"there is no room for this file: {_reason_of(error)}"
            hint = "make room, or choose a folder on another disk"
            raise _refused("MOU707", path, message, hint) from error
        raise _cannot_write(path, error) from error
    except ValueError as error:  # a name that no file can have
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: Exception) -> Refused:
    message = f"this file cannot be written: {_reason_of(error)}"
    return _refused("MOU706", path, message, "choose another folder or name")


def _in_the_way(path: Path, *others: Path) -> Diagnostic:
    if path.is_dir():
        message = "this is a folder; a file cannot take its place"
        return _diagnostic("MOU706", path, message, "choose another name")
    if not others:
        message = "this file exists already; it was not overwritten"
        return _diagnostic(EXISTS, path, message, "choose another name, or overwrite it: --force")
    names = [each.name for each in (path, *others)]
    shown = names if len(names) <= _SHOWN + 1 else [*names[:_SHOWN], f"{len(names) - _SHOWN} more"]
    message = f"{len(names)} files exist already, and none was overwritten: {', '.join(shown)}"
    hint = "choose another folder, or overwrite them: --force"
    return _diagnostic(EXISTS, path.parent, message, hint)


def too_large(path: Path, limit: int) -> Refused:
    """Return the refusal (MOU704) of a file of more than ``limit`` bytes."""
    message = f"this file is larger than {limit:,} bytes, which is more than such a file can need"
    return _refused("MOU704", path, message, "check that it is the file that you meant")


def _reason_of(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno)
    return str(error)


def _diagnostic(code: str, path: Path, message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, Place(str(path)), hint)


def no_such_file(path: Path) -> Diagnostic:
    """Return what is said of a path at which nothing is (MOU701), and what may have been meant."""
    hint = _what_was_meant(path) or "check the spelling, and the folder that you are in"
    return _diagnostic("MOU701", path, "there is no such file", hint)


def _what_was_meant(path: Path) -> str:
    """Return a hint that names a file of the same folder; "" where none is near."""
    from difflib import get_close_matches  # needed only where something is wrong
    from itertools import islice

    try:
        with os.scandir(path.parent) as listing:
            names = sorted(each.name for each in islice(listing, _MOST_NAMES) if each.is_file())
    except (OSError, ValueError):
        return ""
    if longer := next((each for each in names if each.startswith(f"{path.name} ")), None):
        return f"a name with spaces stands in quotes: {as_typed(path.with_name(longer))}"
    alike = {each.casefold(): each for each in names}
    alike |= {Path(each).stem.casefold(): each for each in names if ends_in(each, CONFIG_ENDINGS)}
    near = get_close_matches(path.name.casefold(), alike, n=1, cutoff=0.75)
    return f"did you mean “{path.with_name(alike[near[0]])}”?" if near else ""


def _refused(code: str, path: Path, message: str, hint: str | None = None) -> Refused:
    return Refused((_diagnostic(code, path, message, hint),))
