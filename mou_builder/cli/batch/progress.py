"""How far a batch is, in one line at the foot of a terminal, and nowhere else.

The line is wiped before anything else is printed and drawn again after it, so that the two never
mix. What is in work in the meantime goes on in other processes.
"""

from __future__ import annotations

import sys
import time
from typing import TextIO

_WIPE = "\r\x1b[K"
_WIDEST = 40


class ProgressLine:
    """The line; silent where the stream is no terminal, or where there is only one job."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self.total = total
        self.stream = stream or sys.stderr
        self.is_shown = total > 1 and self.stream.isatty()
        self.done = 0
        self.began = time.monotonic()

    def wipe(self) -> None:
        """Clear the line, for something to be printed."""
        if self.is_shown:
            self.write(_WIPE)

    def advance(self) -> None:
        """Count one more job as done, and draw the line again."""
        self.done += 1
        if self.is_shown and self.done < self.total:
            self.write(_WIPE + self.line(time.monotonic() - self.began))

    def line(self, seconds: float) -> str:
        """Return the line after so many seconds: a bar, a count, and how long the rest may take."""
        import shutil  # it brings what compresses files

        left = round(seconds / self.done * (self.total - self.done)) if self.done else 0
        counts = f" {self.done}/{self.total}, {left // 60}:{left % 60:02} left"
        width = min(_WIDEST, shutil.get_terminal_size((80, 24)).columns - len(counts) - 1)
        full = max(width, 0) * self.done // self.total
        return f"{'━' * full}{'·' * (max(width, 0) - full)}{counts}"

    def write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
