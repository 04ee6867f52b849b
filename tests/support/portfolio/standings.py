"""Records, and how an agreement with one stands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from mou_builder.check.checking import check
from mou_builder.cli.program import program
from mou_builder.portfolio.standing import Standing, standing
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import library

LIBRARY = library()
CITY = Path("configs/city-and-one-school.yaml").read_text(encoding="utf-8")
AS_OF = date(2027, 3, 1)


def signed(day: str, *more: str) -> str:
    """Return a record in which both sign on a day, with more facts."""
    facts = [f"{{fact: signed, day: {day}, for: {each}, by: X}}" for each in ("district", "agency")]
    return "record:\n" + "".join(f"  - {each}\n" for each in (*facts, *more))


def recorded(*facts: str) -> str:
    return "record:\n" + "".join(f"  - {each}\n" for each in facts)


def stands(text: str, as_of: date = AS_OF, file: str = "a.yaml") -> Standing:
    return standing(check(parse(text.encode(), file), LIBRARY, as_of), as_of)


def run(*args: object) -> Result:
    return CliRunner().invoke(program, ["status", *map(str, args)])


def records(folder: Path, *more: object) -> list[dict[str, Any]]:
    result = run(folder, "--format", "json", "--as-of", AS_OF, *more)
    cannot_all_be_read = (folder / "torn.yaml").exists()
    assert result.exit_code == (2 if cannot_all_be_read else 0), result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["agreements"]
    return found
