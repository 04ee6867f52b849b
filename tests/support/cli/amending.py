"""A folder with a config and a proposal, and what `mou amend` makes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from tests.support.agreement.assembling import example
from tests.support.review.returned_copies import CITY
from tests.support.word.docx_reading import lines_of

PROPOSAL = """\
proposed_by: Maple Grove Police Department
date: 2026-09-01
changes:
  - clause: funding
    set: {district_share: 60%}
    because: The council has voted to carry more of the cost.
  - {clause: disputes, add: yes, because: Mediation is cheaper than a lawsuit.}
  - {clause: annual-meeting, omit: yes, because: The safety committee meets monthly.}
  - {setting: term.until, to: 2028-06-30, because: Two years save a round of talks.}
"""


def amending_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enter a folder, and put a config and a proposal into it."""
    monkeypatch.chdir(folder)
    text = example(CITY).replace("requirements: [wisconsin]\n", "")
    Path("maple.yaml").write_text(text, encoding="utf-8")
    Path("proposal.yaml").write_text(PROPOSAL, encoding="utf-8")
    return folder


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, list(arguments))
    return result.exit_code, result.output


def amend(*arguments: str) -> tuple[int, str]:
    return run("amend", *arguments)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def instrument_words(changes: str, head: str = "", config: str = "maple.yaml") -> str:
    """Amend, and return the words of the instrument."""
    proposal = f"proposed_by: Maple Grove Police Department\n{head}changes:\n{changes}"
    Path("asked.yaml").write_text(proposal, "utf-8")
    code, text = amend(config, "asked.yaml", "--force")
    assert code == 0, text
    made = next(each for each in text.splitlines() if re.search(r"amendment-\d+\.docx$", each))
    return "\n".join(lines_of(Path(made).read_bytes()))


RENAMED = (
    "  - {setting: parties.agency.name, to: Maple Grove Public Safety, because: It was renamed.}\n"
)
LONGER = "  - {setting: term.until, to: 2028-06-30, because: Two years.}\n"
