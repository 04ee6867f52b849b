"""How things are timed: in turns, by the median."""

from __future__ import annotations

import gc
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Action = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the table; an ``aim`` is met if ``measured`` is not above it."""

    what: str
    measured: float
    unit: str
    aim: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; None if there is none."""
        return None if self.aim is None else self.measured <= self.aim


def medians(*actions: Action, rounds: int) -> tuple[float, ...]:
    """The median of each action in seconds; they take turns, after one round to warm up."""
    taken: list[list[float]] = [[] for _ in actions]
    for number in range(rounds + 1):
        for times, action in zip(taken, actions, strict=True):
            seconds = _timed(action)
            if number:
                times.append(seconds)
    return tuple(statistics.median(each) for each in taken)


def ratio(
    what: str, ours: Action, theirs: Action, *, rounds: int, each: int = 1, aim: float | None = None
) -> Row:
    """How long ours takes, in terms of theirs; each action does the work ``each`` times."""
    own, other = (1000 * seconds / each for seconds in medians(ours, theirs, rounds=rounds))
    return Row(what, own / other, "×", aim, f"{own:.1f} ms against {other:.1f} ms")


def process(command: Sequence[str]) -> Action:
    """Run a program to its end; a failure is one of the measurement."""

    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    return run


def _timed(action: Action) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start
    finally:
        gc.enable()
