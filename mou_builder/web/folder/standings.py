"""How the agreements of a folder stand: told again only of what has changed.

A standing is kept with the digests of all files that it was made from and of the copies on record,
so that neither a reload nor a save of one agreement judges the hundreds of others anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock

from mou_builder.check.checking import Checked, Ready
from mou_builder.diagnostic import Refused
from mou_builder.disk.files import read_file
from mou_builder.frozen import dataclass
from mou_builder.portfolio.standing import Standing, unreadable
from mou_builder.yamltext.source import MAX_BYTES

_Seen = tuple[tuple[Path, str], ...]
"""Files, each with what tells its content from any other."""


@dataclass(frozen=True)
class _Kept:
    day: date
    texts: _Seen
    copies: _Seen
    standing: Standing

    def still_holds(self, day: date) -> bool:
        """Tell whether everything is as it was when the agreement was judged."""
        return (
            self.day == day
            and all(_digest(path) == digest for path, digest in self.texts)
            and all(_stamp(path) == stamp for path, stamp in self.copies)
        )


class Standings:
    """The standings of the configs of one folder, by name."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    def of(
        self,
        root: Path,
        names: tuple[str, ...],
        day: date,
        check: Callable[[str], Checked],
        judge: Callable[[str, Checked], Standing],
    ) -> list[Standing]:
        """Return how each config stands on a day.

        One whose files are not as they were is read by ``check`` and judged by ``judge``.
        """

        def now(name: str) -> _Kept:
            kept = self._kept.get(name)
            if kept is not None and kept.still_holds(day):
                return kept
            own = (root / name, _digest(root / name))
            try:
                checked = check(name)
            except Refused as refused:
                standing = unreadable(name, refused.diagnostics, day)
                # What else it names is not known; it is judged anew until it can be read.
                return _Kept(date.min, (own,), (), standing)
            bases = (root / each.file for each in checked.source.bases)
            copies = ((root / name).parent / each for each in _copies_on_record(checked))
            return _Kept(
                day,
                (own, *((each, _digest(each)) for each in bases)),
                tuple((each, _stamp(each)) for each in copies),
                judge(name, checked),
            )

        found = {name: now(name) for name in names}
        with self._lock:
            self._kept = found
        return [each.standing for each in found.values()]


def _copies_on_record(checked: Checked) -> list[str]:
    record = checked.config.record if isinstance(checked, Ready) else ()
    return [each.copy.file for each in record if each.copy]


def _digest(path: Path) -> str:
    try:
        return sha256(read_file(path, MAX_BYTES)).hexdigest()
    except Refused:
        return ""


def _stamp(path: Path) -> str:
    """Return what changes when a large file is written: reading all of them takes too long."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ""
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino} {found.st_ctime_ns}"
