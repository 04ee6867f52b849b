"""LibreOffice as the engine that is not ours: it opens a document, decides on its changes, and says
what it sees there.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from tests.support.cli.console import wait_until
from tests.support.crashes import once_more, raise_if_crashed

DRIVER = Path(__file__).with_name("driver.py")
Decision = Literal["accept", "reject", "keep"]


@dataclass(frozen=True)
class Seen:
    """What LibreOffice has of a document: style name, number and words of each paragraph.

    ``changes`` are the kinds, authors and words of what is still tracked, ``bookmarks`` their names
    and words, ``comments`` their authors and words; ``saved`` is the document as it writes it.
    """

    body: tuple[tuple[str, str, str], ...]
    header: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]
    bookmarks: dict[str, str]
    comments: tuple[tuple[str, str], ...]
    saved: bytes

    @property
    def lines(self) -> list[str]:
        """The paragraphs with their numbers, white space evened out."""
        return [" ".join(f"{number} {text}".split()) for _, number, text in self.body]

    @property
    def styles(self) -> list[str]:
        """The name of each paragraph's style."""
        return [style for style, _, _ in self.body]


@dataclass(frozen=True)
class Step:
    """An edit in the paragraph of these words; ``what`` is one of `editing.EDITS`.

    ``start`` and ``length`` count characters; ``words`` are put there, ``cells`` into a new row.
    """

    what: str
    paragraph: str
    author: str
    tracked: bool
    start: int = 0
    length: int = 0
    words: str = ""
    cells: tuple[str, ...] = ()


def see(jobs: list[tuple[bytes, Decision]]) -> list[Seen]:
    """Open each document, accept or reject all changes if asked to, and tell what is there."""
    return _done([(data, decision, ()) for data, decision in jobs])


def edited(jobs: Sequence[tuple[bytes, Sequence[Step]]]) -> list[Seen]:
    """Open each document, edit it step by step, and tell what is there."""
    return _done([(data, "keep", steps) for data, steps in jobs])


def answered(jobs: Sequence[tuple[bytes, Sequence[Decision], Sequence[Step]]]) -> list[Seen]:
    """Decide on each tracked change, edit the document step by step, and tell what is there."""
    return _done(jobs)


def _done(
    jobs: Sequence[tuple[bytes, Decision | Sequence[Decision], Sequence[Step]]],
) -> list[Seen]:
    return once_more(lambda: _done_once(jobs))


def _done_once(
    jobs: Sequence[tuple[bytes, Decision | Sequence[Decision], Sequence[Step]]],
) -> list[Seen]:
    with tempfile.TemporaryDirectory(prefix="mou-word-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for number, (data, *_) in enumerate(jobs):
            (folder / f"{number}.docx").write_bytes(data)
        listing = [
            [str(number), decision, [asdict(each) for each in steps]]
            for number, (_, decision, steps) in enumerate(jobs)
        ]
        (folder / "jobs.json").write_text(json.dumps(listing), "utf-8")
        _drive(folder, len(jobs))
        return [_seen(folder, str(number)) for number in range(len(jobs))]


def _drive(folder: Path, count: int) -> None:
    """Have the driver do the jobs; what becomes of both processes after that does not matter."""
    pipe, said = folder.name, folder / "said"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    accept = f"--accept=pipe,name={pipe};urp;"
    office = _started(said, "soffice", "--headless", "--norestore", profile, accept)
    driver = _started(said, _python_with_uno(), DRIVER, folder, pipe)
    both = {"LibreOffice": office, "its driver": driver}
    try:
        with suppress(AssertionError):  # told below, with what both say
            for name in (*(f"{number}.saved.docx" for number in range(count)), "done"):
                wait_until(
                    lambda file=folder / name: (
                        file.exists() or {office.poll(), driver.poll()} != {None}
                    )
                )
        for each in both.values():
            with suppress(subprocess.TimeoutExpired):
                each.wait(10)  # the other one soon follows
        ends = {name: each.poll() for name, each in both.items()}
    finally:
        for each in both.values():
            with suppress(ProcessLookupError):
                os.killpg(each.pid, signal.SIGKILL)
            each.wait()
    if not (folder / "done").exists():
        words = said.read_text("utf-8", "replace")
        for code in ends.values():
            raise_if_crashed(code or 0, words)
        raise AssertionError(f"exit codes (None: it went on): {ends}\n{words}")


def _started(said: Path, *command: str | Path) -> subprocess.Popen[bytes]:
    with said.open("ab") as words:
        return subprocess.Popen(command, stdout=words, stderr=words, start_new_session=True)


@cache
def _python_with_uno() -> str:
    """The Python that LibreOffice's bridge is installed for (Debian: python3-uno)."""
    for folder in os.get_exec_path():
        python = shutil.which("python3", path=folder)
        if (
            python
            and not subprocess.run([python, "-c", "import uno"], capture_output=True).returncode
        ):
            return python
    raise AssertionError("no Python here has the module uno: apt install python3-uno")


def _seen(folder: Path, stem: str) -> Seen:
    found = json.loads((folder / f"{stem}.json").read_text("utf-8"))
    return Seen(
        body=tuple((style, number, text) for style, number, text in found["body"]),
        header=tuple(text for _, _, text in found["header"]),
        changes=tuple((kind, author, words) for kind, author, words in found["changes"]),
        bookmarks=dict(found["bookmarks"]),
        comments=tuple((author, text) for author, text in found["comments"]),
        saved=(folder / f"{stem}.saved.docx").read_bytes(),
    )
