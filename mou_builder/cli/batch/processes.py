"""Worker processes: many jobs shared out among them, results in order, none left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from mou_builder.cli.batch.finished import FinishedJob, Work

Job = TypeVar("Job")
Result = TypeVar("Result")
_Results: TypeAlias = Future[list[FinishedJob[Result]]]

_AHEAD = 4
"""Shares of jobs that wait for each process; more would only take memory."""
_MOST_AT_ONCE, _SHARES = 8, 8
"""Jobs that a process is sent at once, at most; and in how many shares it gets those that are left.

So shares grow small towards the end, and no process waits long for another.
"""


def shared_out(
    jobs: Iterable[Job], count: int, work: Work[Job, Result], processes: int
) -> Iterator[FinishedJob[Result]]:
    """Do all jobs, which are ``count``, in several processes and yield their results in order.

    Jobs are asked for when a process will soon be free, so that few are there at once.
    """
    pool = ProcessPoolExecutor(processes, initializer=_begin_process, initargs=(work, os.getpid()))
    shares = _shares(jobs, count, processes)
    waiting: deque[tuple[int, _Results[Result]]] = deque()
    try:
        while True:
            for share in islice(shares, _AHEAD * processes - len(waiting)):
                waiting.append((len(share), _submitted(pool, share)))
            if not waiting:
                return
            yield from _results_of(*waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _shares(jobs: Iterable[Job], count: int, processes: int) -> Iterator[list[Job]]:
    left = iter(jobs)
    while count > 0:
        share = list(islice(left, min(max(count // (_SHARES * processes), 1), _MOST_AT_ONCE)))
        yield share
        count -= len(share)


def _submitted(pool: ProcessPoolExecutor, share: Sequence[Job]) -> _Results[Any]:
    try:
        return pool.submit(_do_share, share)
    except BrokenProcessPool as fault:
        lost: _Results[Any] = Future()
        lost.set_exception(fault)
        return lost


def _results_of(count: int, future: _Results[Result]) -> list[FinishedJob[Result]]:
    try:
        return future.result()
    except BrokenProcessPool:
        return [FinishedJob(None)] * count


_work: Any = None
"""What does a job in this process; `_begin_process` puts it there."""


def _begin_process(work: Any, parent: int) -> None:
    """Prepare a process: its parent handles Ctrl-C, and it ends when its parent has ended."""
    global _work
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # typst's own threads would only be in its way
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(parent,), daemon=True).start()
    _work = work


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _do_share(share: Sequence[Any]) -> list[FinishedJob[Any]]:
    done: list[FinishedJob[Any]] = _work.done(share)
    return done
