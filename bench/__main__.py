"""Run the measurements and print the table."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import time

from rich.console import Console
from rich.table import Table

USUAL = (
    "documents",
    "starting",
    "stages",
    "checking",
    "importing",
    "redline",
    "portfolio",
    "pages",
    "typing_to_text",
)

MEASUREMENTS = (*USUAL, "nation")
"""All that there are; the last takes half an hour, and must be asked for by name."""


def main(names: list[str]) -> None:
    """Run the measurements of these names, or the usual ones."""
    if unknown := set(names) - set(MEASUREMENTS):
        sys.exit(f"no such measurement: {', '.join(sorted(unknown))}; {', '.join(MEASUREMENTS)}")
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    table = Table("what", "measured", "aim", "", "")
    table.columns[1].justify = table.columns[2].justify = "right"
    start = time.perf_counter()
    for name in names or USUAL:
        if sys.stderr.isatty():
            print(f"{name} …", file=sys.stderr)
        for row in importlib.import_module(f"bench.{name}").measure():
            measured = f"{row.measured:.2f} {row.unit}"
            aim = "" if row.aim is None else f"≤ {row.aim:g} {row.unit}"
            met = {None: "", True: "met", False: "MISSED"}[row.is_met]
            table.add_row(row.what, measured, aim, met, row.note)
        table.add_section()
    console.print(table)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    console.print(f"{machine}; medians of alternating runs; {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
