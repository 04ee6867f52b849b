"""Work that nobody has saved yet: kept beside the configs, so that no crash takes it away."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from threading import RLock, Timer
from time import time_ns
from urllib.parse import quote

from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.files import read_file, write_file
from mou_builder.frozen import dataclass
from mou_builder.yamltext.source import MAX_BYTES

Turn = tuple[int, int]
"""When a page was shown, and the number of its request; later ones are greater."""

FOLDER = ".mou-unsaved"
MOST_STEPS = 30
SOON = 0.5
"""Seconds for which typed work may be in memory alone."""
_LARGEST = 4 * MAX_BYTES


@dataclass(frozen=True)
class UnsavedWork:
    """The text that a config would have, and the digest of the state that it was made from.

    ``steps`` are texts to go back to, the latest last; the first is that of the state. ``view`` is
    when the page was shown that it was typed into, 0 where that is not known.
    """

    text: str
    made_from: str
    steps: tuple[str, ...] = ()
    view: int = 0

    def typed(self, text: str) -> UnsavedWork:
        """Return the work with another text, on the way from one step to the next."""
        return UnsavedWork(text, self.made_from, self.steps or (self.text,), self.view)

    def before(self, work: UnsavedWork) -> UnsavedWork:
        """Return other work with this one to go back to: it was typed in another window."""
        steps = (*(work.steps or (work.text,)), self.text)[-MOST_STEPS:]
        return UnsavedWork(work.text, work.made_from, steps, work.view)

    def stepped(self, text: str) -> UnsavedWork:
        """Return the work with another text, which can be gone back to."""
        steps = self.typed(text).steps
        more = () if steps[-1] == text else (text,)
        return UnsavedWork(text, self.made_from, (*steps, *more)[-MOST_STEPS:], self.view)

    def back(self) -> UnsavedWork | None:
        """Return the work as it was a step before; None where there is none."""
        steps = self.steps
        while steps and steps[-1] == self.text:
            steps = steps[:-1]
        return UnsavedWork(steps[-1], self.made_from, steps) if steps else None


class Unsaved:
    """What each person has not saved of each config."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._turns: dict[tuple[str, str], Turn] = {}
        self._soon: dict[tuple[str, str], UnsavedWork] = {}
        self._awaited: set[tuple[str, str]] = set()
        self._why: dict[tuple[str, str], tuple[Diagnostic, ...]] = {}
        self._lock = RLock()

    def next_view(self, name: str, by: str) -> int:
        """Return when a page is shown, in microseconds; later than those before it in any case.

        A clock that was set back must not make what is typed now older than what was typed before.
        """
        with self._lock:
            return max(time_ns() // 1000, self._turns.get((name, by), (0, 0))[0] + 1)

    def is_next(self, name: str, by: str, turn: Turn) -> bool:
        """Tell whether a request is the latest so far, and remember that it came.

        A browser that is given up on may still be answered: what it had typed is older by then.
        """
        with self._lock:
            last = self._turns.get((name, by), (0, 0))
            self._turns[name, by] = max(last, turn)
            return turn >= last

    def find(self, name: str, by: str) -> UnsavedWork | None:
        """Return what a person has not saved of a config; None for nothing."""
        with self._lock:
            if (name, by) in self._soon:
                return self._soon[name, by]
        with suppress(Refused, ValueError, KeyError, TypeError):
            found = json.loads(read_file(self._file(name, by), _LARGEST))
            steps = tuple(str(each) for each in found.get("steps", ()))
            view = int(found.get("view", 0))
            return UnsavedWork(str(found["text"]), str(found["made_from"]), steps, view)
        return None

    def keep_soon(self, name: str, by: str, work: UnsavedWork) -> None:
        """Keep what is being typed, within a second: to write at every key would take too long."""
        with self._lock:
            is_awaited = (name, by) in self._awaited
            self._awaited.add((name, by))
            self._soon[name, by] = work
        if not is_awaited:
            Timer(SOON, self._keep_awaited, (name, by)).start()

    def _keep_awaited(self, name: str, by: str) -> None:
        with self._lock:
            self._awaited.discard((name, by))
            if work := self._soon.get((name, by)):
                self.keep(name, by, work)

    def keep(self, name: str, by: str, work: UnsavedWork) -> None:
        """Keep what a person has not saved of a config, and of its steps as many as fit.

        Where the disk takes nothing, it is kept in memory; `why_in_memory` tells of it.
        """
        steps = list(work.steps)
        while steps and sum(map(len, steps)) > MAX_BYTES:
            steps.pop(0)
        kept = {"text": work.text, "made_from": work.made_from, "steps": steps, "view": work.view}
        data = json.dumps(kept, ensure_ascii=False)
        with self._lock:
            self._soon[name, by] = work
            try:
                write_file(self._file(name, by), data.encode(), force=True)
            except Refused as refused:
                self._why[name, by] = refused.diagnostics
            else:
                del self._soon[name, by]
                self._why.pop((name, by), None)

    def why_in_memory(self, name: str, by: str) -> tuple[Diagnostic, ...]:
        """Return what keeps unsaved work from being on the disk, too; nothing if it is there."""
        with self._lock:
            return self._why.get((name, by), ())

    def drop(self, name: str, by: str) -> None:
        """Forget what a person has not saved of a config: it was saved, or discarded."""
        with self._lock, suppress(OSError):
            self._soon.pop((name, by), None)
            self._why.pop((name, by), None)
            self._file(name, by).unlink()

    def _file(self, name: str, by: str) -> Path:
        return self._folder / f"{quote(name, safe='')}~{quote(by, safe='')}.json"
