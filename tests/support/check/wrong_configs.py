"""Wrong configs as text: a right one, changed, with «MOU…» where each finding is expected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mou_builder.check.checking import check
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.yamltext.source import parse
from tests.support.library.judged_library import RIGHT, judged_library

AS_OF = date(2026, 11, 24)
_MARK = re.compile("«(MOU\\d{3})»")

Found = tuple[str, int, int]


@dataclass(frozen=True)
class Wrong:
    """A config that is ``RIGHT`` but for the replacements; marks tell what is found and where."""

    name: str
    changes: tuple[tuple[str, str], ...]
    as_of: date = AS_OF

    @property
    def marked(self) -> str:
        text = RIGHT
        for old, new in self.changes:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        return text

    def __str__(self) -> str:
        return self.name


def unmarked(marked: str) -> tuple[str, list[Found]]:
    """Return a text without its marks, and the code, line and column of each of them."""
    expected = []
    while found := _MARK.search(marked):
        before = marked[: found.start()]
        column = found.start() - before.rfind("\n")
        expected.append((found[1], before.count("\n") + 1, column))
        marked = before + marked[found.end() :]
    return marked, sorted(expected, key=lambda each: (each[1], each[2], each[0]))


def findings(text: str, as_of: date | None = AS_OF) -> tuple[Diagnostic, ...]:
    """Return all that is said about a config, whether it can be read or not."""
    try:
        return check(parse(text.encode(), "config.yaml"), judged_library(), as_of).diagnostics
    except Refused as refused:
        return refused.diagnostics


def places(diagnostics: tuple[Diagnostic, ...]) -> list[Found]:
    """Return the code, line and column of each diagnostic, in the order of their places."""
    found = [(each.code, each.place.line, each.place.column) for each in diagnostics]
    return sorted(found, key=lambda each: (each[1], each[2], each[0]))


TOPICS = "[law, care, first aid]"
TERM = "term:\n  from: 2026-07-01\n  until: 2028-06-30\n"
FUNDING = "    variant: shared\n    officers: 2\n    district_share: 75%\n"
STATIONS = "    variant: one\n    school: Oak Middle School\n"
AGENCY = "    name: Maple Grove Police Department\n    kind: police\n"
CHIEF = "{name: Luis Ortega, title: Chief of Police}"
HEAD = "{name: Dana Whitfield, title: Superintendent}"
END = "clauses:\n"


def wrong(name: str, *changes: tuple[str, str], as_of: date = AS_OF) -> Wrong:
    return Wrong(name, changes, as_of)


def fixed(officers: str, total: str, rows: str) -> tuple[str, str]:
    return (
        FUNDING,
        (
            f"    variant: fixed\n    officers: {officers}\n    total: {total}\n"
            f"    instalments:\n      {rows}\n"
        ),
    )


def grant(days: str) -> tuple[str, str]:
    return (FUNDING, f"    variant: grant\n    officers: 2\n    {days}\n")


def posts(rows: str) -> tuple[str, str]:
    return (STATIONS, f"    variant: posts\n    posts:\n      {rows}\n")


def rota(rows: str) -> tuple[str, str]:
    return (STATIONS, f"    variant: schedule\n    rota:\n      {rows}\n")


def clause(text: str) -> tuple[str, str]:
    return (END, f"{END}  {text}\n")


SETS = "requirements: [state]\n"
