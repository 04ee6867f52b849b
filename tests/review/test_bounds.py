"""Any copy that a stranger sends costs a moment or is refused with the limit (law 11)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mou_builder.diagnostic import Refused
from mou_builder.word.reading.limits import MOST
from tests.support.cli.console import CONSOLE, PATIENCE
from tests.support.counted_calls import calls
from tests.support.review.hostile_copies import KINDS, MORE
from tests.support.review.returned_copies import reviewed

SMALL = 20
"""Of each kind, as many as no limit refuses."""

_COSTS = """
import re, resource, sys
from mou_builder.cli.program import program
try:
    program(["review", sys.argv[1]])
except SystemExit as end:
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open("/proc/self/status") as status:
        peak = re.search(r"VmHWM:\\\\s+(\\\\d+)", status.read())[1]
    print("\\\\n", used.ru_utime + used.ru_stime, int(peak) // 1024, end.code)
"""


@pytest.mark.parametrize("name", KINDS)
def test_the_work_grows_no_faster_than_the_copy(name: str) -> None:
    make, _ = KINDS[name]
    sizes = (make(SMALL), make(2 * SMALL))
    once, twice = (calls(lambda data=each: _read(data)) for each in sizes)  # type: ignore[misc]
    base = calls(lambda: reviewed(make(1)))
    grown, grown_twice = max(once - base, 1), max(twice - base, 1)
    assert grown_twice < 3 * grown + base / 4


def _read(data: bytes) -> None:
    try:
        reviewed(data)
    except Refused:
        pytest.fail("it is meant to be read at this size")


@pytest.mark.nightly
@pytest.mark.parametrize("name", KINDS | MORE)
@pytest.mark.parametrize("part", [1.0, 0.1, 0.02])
def test_a_copy_of_any_size_costs_two_seconds_and_200_mb_at_most(
    name: str, part: float, tmp_path: Path
) -> None:
    make, size = (KINDS | MORE)[name]
    file = tmp_path / "hostile.docx"
    file.write_bytes(make(max(1, int(size * part))))
    done = subprocess.run(
        [sys.executable, "-c", _COSTS.replace("\\\\", "\\"), str(file)],
        capture_output=True,
        encoding=CONSOLE,
        env=os.environ,
        timeout=PATIENCE,
        check=False,
    )
    seconds, peak, code = done.stdout.split()[-3:]
    assert float(seconds) < 2
    assert int(peak) < 200
    assert code in ("0", "1", "2")


@pytest.mark.parametrize("name", KINDS)
def test_a_copy_of_full_size_is_read_or_refused_with_its_limit(name: str) -> None:
    make, size = KINDS[name]
    try:
        reviewed(make(size))
    except Refused as refused:
        (said,) = refused.diagnostics
        assert said.code == "MOU402"
        limits = [f"{most:,} {what}" for what, most in MOST.items()]
        is_limit = any(limit in said.message for limit in limits)
        assert is_limit or re.search("too large|larger than", said.message)
