"""A command in a real terminal, which asks and is answered."""

from __future__ import annotations

import sys
from pathlib import Path

import pexpect

from tests.support.cli.console import CONSOLE, PATIENCE, environment

_MOU = str(Path(sys.executable).with_name("mou"))


class Terminal:
    """A real terminal with ``mou`` in it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.child = pexpect.spawn(
            _MOU, [*arguments], cwd=str(folder), encoding=CONSOLE, timeout=PATIENCE,
            dimensions=(50, 100), env=environment(),
        )  # fmt: skip
        # It need not wait before it types or after it closes: nothing typed here is hidden.
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = 0

    def answer(self, prompt: str, text: str) -> str:
        """Answer what a prompt asks; return what was said up to there."""
        self.child.expect_exact(prompt)
        said = str(self.child.before + self.child.after)
        self.child.expect(r"[^\n]*: $")
        self.child.sendline(text)
        return said + self.child.before + self.child.after

    def end(self) -> str:
        """Wait until the command ends; return what it has said since the last answer."""
        self.child.expect(pexpect.EOF)
        return str(self.child.before)
