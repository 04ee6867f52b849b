"""The config that a careful colleague has nothing to say about, and ways to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from textwrap import indent

import pytest

from mou_builder.check.checking import check
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import library

BASE = """\
model: wisconsin-sro
parties:
  district:
    name: Maple Grove School District
    schools: [Maple Grove High School, Maple Grove Middle School]
    signatory: {name: Dana Whitfield, title: Superintendent}
  agency:
    name: Maple Grove Police Department
    kind: police
    signatory: {name: Luis Ortega, title: Chief of Police}
term: {from: 2026-08-01, until: 2027-06-30}
clauses:
  training: {variant: topics, topics: [school-values, de-escalation]}
  funding: {variant: shared-cost, officers: 1, district_share: 75%}
  employment: {variant: chief-after-consultation}
  equipment-and-training-costs: {variant: agency-equips}
  chain-of-command: {variant: agency, supervisor: Patrol Captain}
  duty-stations:
    {variant: one-school, school: Maple Grove High School, starts: 7:30, ends: 15:30}
"""

FUNDING = "  funding: {variant: shared-cost, officers: 1, district_share: 75%}\n"

STATIONS = BASE[BASE.index("  duty-stations:") :]

PAYERS = "{{payer: the Maple Grove School District, share: {}}}, {{payer: {}, share: {}}}"


Change = tuple[str, str]
"""What stands in the config, and what is to stand there."""


def codes(*changes: Change) -> list[str]:
    """Return the codes of all that is said about the config with changes."""
    text = BASE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    found = check(parse(text.encode(), "config.yaml"), library()).diagnostics
    assert all(each.hint for each in found)
    return [each.code for each in found]


def judged(
    noticed: Mapping[str, tuple[str, Sequence[Change]]], silent: Mapping[str, Sequence[Change]]
) -> tuple[Callable[[str], None], Callable[[str], None]]:
    """Return the two tests of a table: a code is among what is said, or nothing is said at all."""

    @pytest.mark.parametrize("name", noticed)
    def test_it_is_noticed(name: str) -> None:
        code, changes = noticed[name]
        assert code in codes(*changes)

    @pytest.mark.parametrize("name", silent)
    def test_it_is_passed_over(name: str) -> None:
        assert codes(*silent[name]) == []

    return test_it_is_noticed, test_it_is_passed_over


def clause(text: str) -> Change:
    return ("clauses:\n", f"clauses:\n{text}\n")


def party(text: str) -> Change:
    return ("term:", f"  {text}\nterm:")


def instead(old: str, new: str) -> Change:
    return (old, new)


def schedule(rows: str, variant: str = "weekly-schedule") -> Change:
    return (STATIONS, f"  duty-stations:\n    variant: {variant}\n    schedule:\n{rows}")


def duty(school: str, days: str, hours: str = "7:30-15:30", officer: str = "") -> str:
    begins, _, ends = hours.partition("-")
    who = f"officer: {officer}, " if officer else ""
    return (
        f"      - {{{who}school: Maple Grove {school} School, days: '{days}', "
        f"from: {begins}, until: {ends}}}\n"
    )


def groups(*rows: str) -> Change:
    hours = "starts: 7:30, ends: 15:30"
    stations = f"variant: groups-of-schools, {hours}, groups: [{', '.join(rows)}]"
    return (STATIONS, f"  duty-stations: {{{stations}}}\n")


def payers(district: str, other: str, share: str) -> Change:
    rows = PAYERS.format(district, other, share)
    return (FUNDING, f"  funding: {{variant: several-payers, officers: 1, payers: [{rows}]}}\n")


def equipment(text: str) -> Change:
    return ("{variant: agency-equips}", f"{{variant: {text}}}")


def own(text: str) -> Change:
    return (FUNDING, _own("funding", text))


def own_termination(text: str) -> Change:
    return clause(_own("termination", text))


def _own(name: str, text: str) -> str:
    return f"  {name}:\n    because: so\n    text: |\n{indent(text, '      ')}\n"


def special(text: str) -> Change:
    words = indent(text, "      ")
    return clause(f"  special-matter:\n    title: A special matter\n    text: |\n{words}")
