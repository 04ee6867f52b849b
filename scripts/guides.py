"""The guides under docs/guides: their files and commands, and pictures of what the commands say."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

FOLDER = Path(__file__).parent.parent / "docs" / "guides"
PICTURES = FOLDER.parent / "images"
COLUMNS = 92
_MOST_LINES = 34
_BLOCK = re.compile(
    r"^```(\w+)\n(.*?)^```$(?:\n\n!\[[^\]]*\]\(\.\./images/([\w-]+\.svg)\))?",
    re.MULTILINE | re.DOTALL,
)
_NAMED = re.compile(r"`([\w-]+\.(?:csv|yaml))`:$")
_MARGIN = 12
_LINE, _CELL = 18, 8.43
_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<rect width="100%" height="100%" rx="6" fill="#1d1f21"/>
<g fill="#e8e8e8" font-size="14"
 font-family="ui-monospace, Consolas, Menlo, 'Liberation Mono', monospace">
{lines}
</g>
</svg>
"""


@dataclass(frozen=True)
class Step:
    """A command of a guide, or a file to write; ``picture`` is of what the command says."""

    command: str = ""
    file: str = ""
    content: str = ""
    picture: str = ""

    @property
    def words(self) -> list[str]:
        """The words of the command, without that of the program."""
        return shlex.split(self.command)[1:]


def steps(guide: str) -> Iterator[Step]:
    """Yield what a guide asks for, from its first line to its last."""
    for block in _BLOCK.finditer(guide):
        named = _NAMED.search(guide[: block.start()].rstrip())
        if block[1] != "console":
            if not named:
                raise ValueError("a file in a guide has its name before it")
            yield Step(file=named[1], content=block[2])
            continue
        lines = block[2].splitlines()
        for at, line in enumerate(lines):
            if not line.startswith("$ mou "):
                raise ValueError(f"no command: {line}")
            is_last = at == len(lines) - 1
            yield Step(line.removeprefix("$ "), picture=(block[3] or "") if is_last else "")


def carried_out(step: Step, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command of a step in a folder."""
    return subprocess.run(
        [Path(sys.executable).with_name("mou"), *step.words],
        cwd=folder,
        env={**os.environ, "COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def picture(step: Step, said: str) -> str:
    """Return a picture (SVG) of a command and what it says, the first lines of it."""
    lines = [f"$ {step.command}", *said.rstrip("\n").splitlines()]
    shown = lines[:_MOST_LINES] + (["…"] if len(lines) > _MOST_LINES else [])
    console = Console(file=io.StringIO(), width=COLUMNS + 8)
    lines = [part.plain for each in shown for part in Text(each).wrap(console, COLUMNS + 8)]
    drawn = [
        f'<text x="{_MARGIN}" y="{_MARGIN + (at + 1) * _LINE - 4}">{_escaped(line)}</text>'
        for at, line in enumerate(lines)
    ]
    return _PICTURE.format(
        width=round((COLUMNS + 8) * _CELL) + 2 * _MARGIN,
        height=len(lines) * _LINE + 2 * _MARGIN,
        lines="\n".join(drawn),
    )


def _escaped(text: str) -> str:
    """Return a text as SVG shows it, its spaces kept."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace(" ", "\N{NO-BREAK SPACE}")
