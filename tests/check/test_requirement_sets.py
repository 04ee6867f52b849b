"""Requirement sets: loaded from data with faults in their places, and held against agreements."""

from __future__ import annotations

from datetime import date

import pytest

from mou_builder.check.checking import Ready, check
from mou_builder.check.rule import Case
from mou_builder.check.satisfaction import RequirementState, Satisfaction, satisfaction
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.library.library import Library
from mou_builder.library.reading.requirement_sets import requirement_faults
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import library
from tests.support.check.wrong_configs import AS_OF, findings
from tests.support.library.files_in_memory import FilesInMemory
from tests.support.library.judged_library import (
    ELSEWHERE,
    GRANT,
    RIGHT,
    STATE,
    files,
    judged_library,
)


def with_state(old: str, new: str) -> Library:
    assert STATE.count(old) == 1
    texts = {**files().texts, "requirements/state.yaml": STATE.replace(old, new)}
    return Library(FilesInMemory(texts))


def refused(library: Library) -> tuple[Diagnostic, ...]:
    with pytest.raises(Refused) as caught:
        library.requirement_set("state")
    return caught.value.diagnostics


FAULTS = {
    "an unknown key": ("basis: Stat. § 1", "bases: Stat. § 1", ["MOU201", "MOU205"]),
    "no severity of ours": ("severity: warning", "severity: grave", ["MOU204"]),
    "another id": ("id: state\n", "id: estate\n", ["MOU209"]),
    "an id twice": ("id: officers", "id: mission", ["MOU221"]),
    "no day": ("read: 2026-11-24", "read: lately", ["MOU203"]),
    "nothing that satisfies it": ("[{clause: mission}]", "[]", ["MOU205"]),
    "something else that satisfies it": ("[{clause: mission}]", "[{claus: mission}]", ["MOU222"]),
    "a misspelt limit": ("blank: officers, minimum: 2}\n      - {clause: p", None, ["MOU201"]),
    "a limit of nothing": ("variant: listed, blank: topics, includes", None, ["MOU205"]),
    "a limit that is no number": ("presence, blank: officers, minimum: 2}", None, ["MOU203"]),
    "a term of no such day": ("{term: until}", "{term: end}", ["MOU204"]),
    "no clause to be left out": ("[{term: until}]", "[{not: {term: until}}]", ["MOU222"]),
    "a list of no words": ("includes: law", "includes: {law: yes}", ["MOU202"]),
    "a part that is not said": ("models: [demo]", "partial: yes", ["MOU205", "MOU205"]),
}
REPLACED = {
    "a misspelt limit": "blank: officers, minium: 2}\n      - {clause: p",
    "a limit of nothing": "variant: listed, includes",
    "a limit that is no number": "presence, blank: officers, minimum: two}",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_set_is_found_in_its_place(name: str) -> None:
    old, new, codes = FAULTS[name]
    found = refused(with_state(old, new or REPLACED[name]))
    assert sorted(each.code for each in found) == codes
    assert all(each.place.line > 1 or name == "another id" for each in found)
    assert all(each.hint for each in found)


def test_days_are_due_only_after_the_award_of_a_named_grant() -> None:
    texts = {
        **files().texts,
        "requirements/state.yaml": GRANT.replace("police-grant\ntitle", "state\ntitle").replace(
            "    grant: police-grant\n", ""
        ),
    }
    [found] = refused(Library(FilesInMemory(texts)))
    assert found.code == "MOU205"


UNKNOWN = [
    ("MOU223", "[{clause: mission}]", "[{clause: misson}]", "did you mean “mission”?"),
    ("MOU224", "variant: listed", "variant: list", "did you mean “listed”?"),
    ("MOU225", "blank: topics", "blank: topic", "did you mean “topics”?"),
    ("MOU226", "includes: law", "includes: lawn", "did you mean “law”?"),
    (
        *("MOU226", "[{clause: mission}]"),
        *("[{clause: funding, blank: payer, equals: e}]", "known here: d, a"),
    ),
]


@pytest.mark.parametrize("models", ["models: [demo]\n", ""], ids=["one", "any"])
@pytest.mark.parametrize(("code", "old", "new", "hint"), UNKNOWN)
def test_a_name_that_no_model_knows_is_a_fault_of_the_set(
    code: str, old: str, new: str, hint: str, models: str
) -> None:
    assert STATE.count(old) == 1
    state = STATE.replace(old, new).replace("models: [demo]\n", models)
    texts = {**files().texts, "requirements/state.yaml": state, "torn/model.yaml": "id: [torn"}
    source = parse((RIGHT + "requirements: [state]\n").encode(), "c.yaml")
    with pytest.raises(Refused) as caught:
        check(source, Library(FilesInMemory(texts)), AS_OF)
    [found] = caught.value.diagnostics
    assert (found.code, found.hint) == (code, hint)
    assert found.place.file == "requirements/state.yaml"


def test_a_set_for_any_model_may_name_what_only_another_model_has() -> None:
    texts = files().texts
    state = STATE.replace("models: [demo]\n", "").replace("{clause: mission}", "{clause: vision}")
    other = {path.replace("demo/", "other/"): text for path, text in texts.items()}
    model = other["other/model.yaml"].replace("id: demo", "id: other").replace("mission", "vision")
    vision = {"other/clauses/vision.yaml": "id: vision\ntitle: Vision\ntext: It is safety.\n"}
    del other["other/clauses/mission.yaml"]
    both = {**texts, **other, "other/model.yaml": model, **vision, "requirements/state.yaml": state}
    source = parse((RIGHT + "requirements: [state]\n").encode(), "c.yaml")
    found = check(source, Library(FilesInMemory(both)), AS_OF).diagnostics
    assert [each.code for each in found] == ["MOU350"]


def test_no_set_of_that_name() -> None:
    with pytest.raises(Refused, match="MOU220") as caught:
        judged_library().requirement_set("stat")
    assert caught.value.diagnostics[0].hint == "did you mean “state”?"
    with pytest.raises(Refused, match="MOU220"):
        judged_library().requirement_set("../demo/model")


def test_every_name_in_the_packaged_sets_is_known_to_their_models() -> None:
    for name in library().requirement_set_ids:
        wanted = library().requirement_set(name)
        models = [library().model(each) for each in wanted.models or library().model_ids]
        assert list(requirement_faults(wanted, models)) == []
        assert wanted.read <= date(2026, 11, 26)
        assert all(each.basis for each in wanted.requirements)


def standing(text: str) -> dict[str, Satisfaction]:
    found = check(parse(text.encode(), "c.yaml"), judged_library(), AS_OF)
    assert isinstance(found, Ready), found.diagnostics
    case = Case(found.source, found.config, found.model, AS_OF)
    wanted = judged_library().requirement_set("state")
    return {each.requirement.id: each for each in satisfaction(case, wanted)}


def test_it_is_told_what_satisfies_each_requirement() -> None:
    found = standing(RIGHT)
    assert all(each.met for each in found.values())
    assert found["mission"].by == "clause mission"
    assert found["officers"].by == "clause funding: officers"
    assert found["signed"].by == "signatory of district and signatory of agency"


def test_it_is_told_what_would_satisfy_a_requirement() -> None:
    found = standing(RIGHT.replace("officers: 2", "officers: 1"))["officers"]
    assert found.state is RequirementState.UNMET
    assert found.by == "clause funding: officers, minimum 2; or clause presence"
    assert found.path == ("clauses", "funding", "officers")


def test_what_is_not_given_yet_is_open_and_no_finding() -> None:
    draft = RIGHT.replace("    officers: 2\n", "") + "requirements: [state]\n"
    assert standing(draft)["officers"].state is RequirementState.OPEN
    assert [each.code for each in findings(draft)] == ["MOU110"]


def test_a_broken_clause_is_not_called_missing() -> None:
    broken = RIGHT.replace("variant: listed", "variant: lists") + "requirements: [state]\n"
    assert [each.code for each in findings(broken)] == ["MOU113"]


def test_sets_may_be_asked_for_beside_those_of_the_config() -> None:
    source = parse(RIGHT.replace("officers: 2", "officers: 1").encode(), "c.yaml")
    [found] = check(source, judged_library(), AS_OF, ("state",)).diagnostics
    assert (found.code, found.severity, found.basis) == ("MOU350", Severity.ERROR, "Stat. § 2")
    assert check(source, judged_library(), AS_OF, ()).diagnostics == ()


def test_a_set_that_is_asked_for_twice_speaks_once() -> None:
    text = RIGHT.replace("officers: 2", "officers: 1") + "requirements: [state, state]\n"
    source = parse(text.encode(), "c.yaml")
    found = check(source, judged_library(), AS_OF, ("state",)).diagnostics
    assert [each.code for each in found] == ["MOU350"]


def test_the_set_of_a_grant_applies_where_the_grant_is_named() -> None:
    text = RIGHT + "grant: {program: police-grant}\n"
    assert findings(text) == ()
    gone = text + "accept: []\n"
    gone = gone.replace("clauses:\n", "clauses:\n  records: {omit: {because: none are kept}}\n")
    [found] = findings(gone)
    assert (found.code, found.basis) == ("MOU350", "Award, condition 1")


def test_a_severity_of_the_set_is_that_of_the_finding() -> None:
    text = RIGHT.replace("[law, care", "[care") + "requirements: [state]\n"
    [found] = findings(text)
    assert (found.code, found.severity) == ("MOU350", Severity.WARNING)


def test_a_deadline_counts_down_to_the_last_day() -> None:
    text = RIGHT.replace("signed: 2026-06-15\n", "")
    text += "grant: {program: police-grant, awarded: 2026-09-01}\n"
    said = {
        day: [(each.code, each.message.split(":")[0]) for each in findings(text, day)]
        for day in (date(2026, 9, 2), date(2026, 11, 30), date(2026, 12, 1))
    }
    assert list(said.values()) == [
        [("MOU352", "eighty-nine (89) days left")],
        [("MOU352", "no day left after this one")],
        [("MOU353", "it is one (1) day overdue")],
    ]
    assert findings(text, None) == ()


def test_sets_of_other_models_are_told_apart() -> None:
    assert "[other]" in ELSEWHERE
    [found] = findings(RIGHT + "requirements: [elsewhere]\n")
    assert found.code == "MOU354"


def test_an_own_text_is_not_said_to_lack_what_it_may_well_say() -> None:
    own = "clauses:\n  mission: {text: The mission is safe schools., because: our board's words}\n"
    text = RIGHT.replace("clauses:\n", own) + "requirements: [state]\n"
    [found] = findings(text)
    assert found.message == "state asks for this, in the model's words: A mission"
    assert "accept: [{code: MOU350, about: state/mission, because: …}]" in (found.hint or "")
    accept = "accept: [{code: MOU350, about: state/mission, because: it says so}]\n"
    assert [each.severity for each in findings(text + accept)] == [Severity.NOTE]
    left_out = text.replace("{text: The mission is safe schools., ", "{omit: {").replace(
        "words}", "words}}"
    )
    assert [each.message for each in findings(left_out)] == ["state is not satisfied: A mission"]


def test_a_set_for_another_model_that_the_config_does_not_name_is_no_fault_of_its_lines() -> None:
    source = parse((RIGHT + "requirements: [state]\n").encode(), "c.yaml")
    [found] = check(source, judged_library(), AS_OF, ("elsewhere",)).diagnostics
    assert (found.code, found.place.line) == ("MOU354", 1)
    assert found.hint == "leave out --requirements elsewhere for this config"
