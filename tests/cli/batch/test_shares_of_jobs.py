"""Many jobs are sent to processes in shares: each is done once, in order, and fails alone."""

from __future__ import annotations

from mou_builder.cli.batch.processes import shared_out

MANY = range(1100)
"""So many that two processes are sent two at once."""


def halved(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2


def test_each_job_is_done_once_in_order_and_a_fault_is_that_of_one() -> None:
    done = list(shared_out(MANY, len(MANY), halved, 2))
    assert [each.result for each in done] == [None if n % 2 else n // 2 for n in MANY]
    assert [each.fault for each in done[:3]] == ["", "ValueError: 1 is odd", ""]
