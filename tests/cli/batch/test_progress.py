"""The line that tells how far a batch is: on a terminal only, and never in the way of words."""

from __future__ import annotations

import io

import pytest

from mou_builder.cli.batch.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen(written: str) -> list[str]:
    """The lines that a person sees once all was written; each “wipe” clears the last one."""
    return [line.rpartition("\r\x1b[K")[2] for line in written.split("\n")]


def test_what_is_said_stands_alone_and_the_line_at_the_foot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 7.0)
    terminal = Terminal()
    progress = ProgressLine(3, terminal)
    for name in ("a.pdf", "b.pdf"):
        progress.wipe()
        terminal.write(f"{name}\n")
        progress.advance()
    *said, foot = screen(terminal.getvalue())
    assert said == ["a.pdf", "b.pdf"]
    assert " 2/3, 0:00 left" in foot


def test_nothing_is_left_at_the_end() -> None:
    terminal = Terminal()
    progress = ProgressLine(2, terminal)
    progress.advance()
    progress.wipe()
    progress.advance()
    progress.wipe()
    assert screen(terminal.getvalue())[-1] == ""


@pytest.mark.parametrize(("stream", "total"), [(io.StringIO(), 5), (Terminal(), 1)])
def test_without_a_terminal_or_for_one_file_it_is_silent(stream: io.StringIO, total: int) -> None:
    progress = ProgressLine(total, stream)
    progress.wipe()
    progress.advance()
    progress.wipe()
    assert stream.getvalue() == ""


def test_it_fits_the_terminal_and_tells_the_time_that_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    progress = ProgressLine(400, Terminal())
    progress.done = 100
    for columns in ("30", "80", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        line = progress.line(60)
        assert line.endswith(" 100/400, 3:00 left")
        assert len(line) < int(columns)
