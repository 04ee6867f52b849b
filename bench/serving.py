"""`mou serve` in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.timing import Row

READY = 500
"""Milliseconds in which `mou serve` has to be ready."""


@dataclass(frozen=True)
class Served:
    """A server that listens; ``entrance`` lets a browser in, ``began`` is when it was started."""

    entrance: str
    process: int
    began: float
    listens: Row

    def waited(self) -> float:
        """Milliseconds since it was started."""
        return (time.perf_counter() - self.began) * 1000

    def worked(self) -> float:
        """Milliseconds for which its process has been on a processor so far, to the hundredth."""
        stat = Path(f"/proc/{self.process}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: str) -> Iterator[Served]:
    """Serve a folder as long as the context lasts."""
    command = "from mou_builder.cli import main; main()"
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-c", command, "serve", folder, "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert server.stdout is not None
        found = (re.search(r"http://\S+", line) for line in server.stdout)
        entrance = next(each[0] for each in found if each)
        listens = Row("serve: listens", (time.perf_counter() - began) * 1000, "ms", READY)
        yield Served(entrance, server.pid, began, listens)
    finally:
        server.terminate()
        server.wait(10)
