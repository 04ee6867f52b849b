"""Every school district of the United States: whether cost and memory stay flat, and status."""

from __future__ import annotations

from collections.abc import Iterator

from bench import portfolio
from bench.districts import NATION, WISCONSIN
from bench.timing import Row


def measure() -> Iterator[Row]:
    """Time and memory from 421 to 13,000 districts; LibreOffice would take an hour or more."""
    yield from portfolio.measure((WISCONSIN, NATION), against=False)
