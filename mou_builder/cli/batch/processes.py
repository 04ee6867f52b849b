"""Worker processes: many jobs shared out among them, results in order, none left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, TypeVar

from mou_builder.cli.batch.finished import Finished, ProcessEnded, finished

Job = TypeVar("Job")
Result = TypeVar("Result")

_AHEAD = 4
"""Jobs that wait for each process; more would only take memory."""


def shared_out(
    jobs: Sequence[Job], prepare: Callable[[], Callable[[Job], Result]], processes: int
) -> Iterator[Finished[Job, Result]]:
    """Do all jobs in several processes and yield their results in order."""
    pool = ProcessPoolExecutor(processes, initializer=_begin, initargs=(prepare, os.getpid()))
    waiting: deque[tuple[Job, Future[Result]]] = deque()
    left = deque(jobs)
    try:
        while left or waiting:
            while left and len(waiting) < _AHEAD * processes:
                waiting.append((left[0], pool.submit(_work, left[0])))
                left.popleft()
            job, future = waiting.popleft()
            yield finished(job, partial(_result, future))
    except BrokenProcessPool:  # what waits for a process has none any more
        yield from (finished(job, partial(_result, future)) for job, future in waiting)
        yield from (Finished(job, None) for job in left)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[Result]) -> Result:
    try:
        return future.result()
    except BrokenProcessPool:
        raise ProcessEnded from None


_working: Any = None
"""What does a job in this process; `_begin` puts it there."""


def _begin(prepare: Any, parent: int) -> None:
    """Prepare a process: its parent handles Ctrl-C, and it ends when its parent has ended."""
    global _working
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _working = prepare()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _work(job: Any) -> Any:
    return _working(job)
