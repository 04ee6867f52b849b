"""What came of one of many jobs."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Generic, TypeVar

from mou_builder.frozen import dataclass

Result = TypeVar("Result")


@dataclass(frozen=True)
class FinishedJob(Generic[Result]):
    """What came of a job.

    ``result`` is None where nothing did: its process was ended from outside, or the program has a
    ``fault``, which is then named.
    """

    result: Result | None
    fault: str = ""


def finished(result: Callable[[], Result]) -> FinishedJob[Result]:
    """Do a job and return what came of it; a fault of the program does not stop the other jobs.

    With ``MOU_TRACEBACK`` in the environment it does, to be seen whole.
    """
    try:
        return FinishedJob(result())
    except Exception as fault:
        if os.environ.get("MOU_TRACEBACK"):
            raise
        return FinishedJob(None, f"{type(fault).__name__}: {fault}")
