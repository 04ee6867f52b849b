"""What came of one of many jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Finished(Generic[Job, Result]):
    """What came of a job; ``result`` is None if its process was ended from outside."""

    job: Job
    result: Result | None
