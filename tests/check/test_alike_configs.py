"""What many configs say alike is read once, and what is at fault is told of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mou_builder.check.checking import Ready, check
from mou_builder.check.rule import Case, ChosenClause, Finding, of_each_clause
from mou_builder.frozen import replace
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import library

CITY = Path("configs/city-and-one-school.yaml").read_text("utf-8")


def test_a_clause_of_which_two_configs_say_the_same_is_read_once():
    one, other = (
        check(parse(text.encode(), "a.yaml"), library())
        for text in (CITY, CITY.replace("Maple Grove", "Oak Hill").replace("75%", "60%"))
    )
    assert isinstance(one, Ready)
    assert isinstance(other, Ready)
    assert one.config.choices["training"] is other.config.choices["training"]
    assert one.config.choices["funding"] != other.config.choices["funding"]


def test_a_fault_is_told_of_each_config_that_has_it_at_its_own_line():
    wrong = CITY.replace("district_share: 75%", "district_share: 750%")
    for text in (CITY, wrong, wrong, "# a line before\n" + wrong):
        found = check(parse(text.encode(), "a.yaml"), library()).errors
        told = [each.place.line for each in found if each.path[-1] == "district_share"]
        lines = text.splitlines()
        assert told == [at for at, line in enumerate(lines, 1) if "750%" in line]


def test_what_a_rule_finds_in_a_clause_is_told_of_each_config_that_says_the_same():
    twice = CITY.replace("- school-values", "- de-escalation")
    broken = twice.replace("until: 2027-06-30", "until: 2027-06-31")
    for text in (broken, twice, twice, CITY, twice):
        found = check(parse(text.encode(), "a.yaml"), library()).diagnostics
        told = [each.code for each in found if each.code in ("MOU103", "MOU324")]
        assert told == ["MOU103"] * (text == broken) + ["MOU324"] * (text != CITY)


def test_a_rule_passes_over_what_it_found_faultless_until_the_model_has_another_clause():
    looked_at: list[str] = []

    @of_each_clause
    def rule(_: Case, each: ChosenClause) -> Iterator[Finding]:
        looked_at.append(each.clause.id)
        yield from ()

    found = check(parse(CITY.encode(), "a.yaml"), library())
    assert isinstance(found, Ready)
    training = replace(found.model.clauses["training"], title="Lessons")
    wider = replace(found.model, clauses={**found.model.clauses, "training": training})
    judged = Case(found.source, found.config, found.model)
    for case in (replace(judged, broken=frozenset({("term",)})), judged, judged):
        assert list(rule(case)) == []
    assert looked_at == [*found.config.choices] * 2
    assert list(rule(replace(judged, model=wider))) == []
    assert looked_at[-1] == "training"
    assert len(looked_at) == 2 * len(found.config.choices) + 1
