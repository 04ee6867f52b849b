"""Many jobs are sent to processes in shares: each is done once, in order, and fails alone."""

from __future__ import annotations

from mou_builder.cli.batch.finished import Work
from mou_builder.cli.batch.processes import shared_out

MANY = range(1100)
"""So many that two processes are sent several at once, and in the end single ones."""


def halved(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2


def test_each_job_is_done_once_in_order_and_a_fault_is_that_of_one() -> None:
    done = list(shared_out(MANY, len(MANY), Work(halved), 2))
    assert [each.result for each in done] == [None if n % 2 else n // 2 for n in MANY]
    assert [each.fault for each in done[:3]] == ["", "ValueError: 1 is odd", ""]


def test_jobs_of_a_share_are_all_done_before_the_first_is_ended() -> None:
    told: list[str] = []

    def do(job: str) -> str:
        told.append(f"{job} done")
        if job == "b":
            raise ValueError("b is bad")
        return job

    def end(job: str) -> str:
        told.append(f"{job} ended")
        if job == "c":
            raise ValueError("c has no room")
        return job.upper()

    found = Work(do, end).done("abcd")
    assert told == ["a done", "b done", "c done", "d done", "a ended", "c ended", "d ended"]
    assert [each.result for each in found] == ["A", None, None, "D"]
    assert [each.fault for each in found] == [
        *("", "ValueError: b is bad", "ValueError: c has no room", ""),
    ]
