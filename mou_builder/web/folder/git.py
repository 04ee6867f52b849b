"""The history of a config that git has, where its folder is a repository."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

from mou_builder.frozen import dataclass

_PATIENCE = 5
_MOST = 100
_GIT = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")
"""So that git runs no program that a repository names."""


@dataclass(frozen=True)
class Commit:
    """A commit that changed a config."""

    id: str
    when: datetime
    by: str
    title: str


def commits_of(root: Path, name: str) -> list[Commit]:
    """Return the commits that changed a config, the newest first; none where git has none."""
    form = "%H%x1f%cI%x1f%an%x1f%s"
    found = _git(root, "log", f"-{_MOST}", f"--format={form}", "--", name)
    commits = []
    for line in (found or b"").decode("utf-8", "replace").splitlines():
        id_, when, by, title = line.split("\x1f", 3)
        commits.append(Commit(id_, datetime.fromisoformat(when), by, title))
    return commits


def committed(root: Path, name: str, id_: str) -> bytes:
    """Return a config as a commit has it; raise LookupError for a commit not among its own."""
    if id_ not in {each.id for each in commits_of(root, name)}:
        raise LookupError(id_)
    found = _git(root, "cat-file", "blob", f"{id_}:./{name}")
    if found is None:
        raise LookupError(id_)
    return found


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603 # a fixed program, and names out of the listing
            [*_GIT, *arguments], cwd=root, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
