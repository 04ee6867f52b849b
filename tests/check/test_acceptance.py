"""Findings that a municipality accepts become notes with their reason; acceptances do not outlive
what they accept."""

from __future__ import annotations

from datetime import date

from mou_builder.diagnostic import Severity
from tests.support.check.wrong_configs import findings
from tests.support.library.judged_library import RIGHT

SHORT = RIGHT.replace("2028-06-30", "2027-12-15")


def accepting(text: str, *entries: str) -> str:
    return text + "accept:\n" + "".join(f"  - {{{each}}}\n" for each in entries)


def test_an_accepted_finding_is_a_note_with_its_place_and_the_reason() -> None:
    [before] = findings(SHORT)
    [after] = findings(accepting(SHORT, "code: MOU309, because: the budget year ends then"))
    assert (before.code, before.severity) == ("MOU309", Severity.WARNING)
    assert (after.code, after.severity, after.place) == ("MOU309", Severity.NOTE, before.place)
    assert before.message in after.message
    assert after.hint == "because: the budget year ends then"


def test_an_acceptance_of_what_is_not_found_any_more_is_reported() -> None:
    text = accepting(RIGHT, "code: MOU309, because: the budget year ends then")
    [found] = findings(text)
    assert (found.code, found.severity) == ("MOU360", Severity.WARNING)
    assert text.splitlines()[found.place.line - 1][found.place.column - 1 :].startswith("MOU309")


def test_a_fault_of_form_cannot_be_accepted() -> None:
    broken = RIGHT.replace("officers: 2", "officers: two")
    found = findings(accepting(broken, "code: MOU103, because: it is clear what is meant"))
    assert [(each.code, each.severity) for each in found] == [
        ("MOU103", Severity.ERROR),
        ("MOU121", Severity.ERROR),
    ]


def test_a_clause_that_refers_to_nothing_cannot_be_accepted() -> None:
    text = RIGHT + "  cameras: yes\n  records: {omit: {because: there are none}}\n"
    found = findings(accepting(text, "code: MOU120, because: so"))
    assert [(each.code, each.severity) for each in found] == [
        ("MOU120", Severity.ERROR),
        ("MOU121", Severity.ERROR),
    ]


def test_a_word_that_is_no_code_cannot_be_accepted() -> None:
    [found] = findings(accepting(RIGHT, "code: everything, because: so"))
    assert found.code == "MOU121"


def test_an_acceptance_may_be_about_one_place_only() -> None:
    text = RIGHT.replace("first aid]", "first aid, TBD]").replace("Luis Ortega", "TBD")
    found = findings(
        accepting(text, "code: MOU325, because: chosen in May, about: clauses.training")
    )
    assert [(each.place.line, each.severity) for each in found] == [
        (10, Severity.WARNING),
        (18, Severity.NOTE),
    ]


def test_an_acceptance_may_be_about_one_requirement_only() -> None:
    text = RIGHT + "requirements: [state]\n"
    text = text.replace("officers: 2", "officers: 1").replace("[law, care", "[care")
    found = findings(accepting(text, "code: MOU350, because: a small town, about: state/officers"))
    assert sorted((each.message, each.severity) for each in found) == [
        ("accepted: state is not satisfied: At least two officers", Severity.NOTE),
        ("state is not satisfied: Training in school law", Severity.WARNING),
    ]


def test_nothing_is_called_idle_in_a_config_that_is_not_complete() -> None:
    draft = SHORT.replace("    district_share: 75%\n", "")
    found = findings(accepting(draft, "code: MOU301, because: settled at the year's end"))
    assert [each.code for each in found] == ["MOU309", "MOU110"]


def test_what_depends_on_the_day_is_not_called_idle_without_a_day() -> None:
    text = accepting(RIGHT, "code: MOU311, because: we are renewing")
    assert findings(text, None) == ()
    assert [each.code for each in findings(text, date(2027, 1, 1))] == ["MOU360"]
    assert [each.severity for each in findings(text, date(2029, 1, 1))] == [Severity.NOTE]


def test_an_acceptance_without_a_reason_is_an_error() -> None:
    found = findings(accepting(SHORT, "code: MOU309"))
    assert [(each.code, each.severity) for each in found] == [
        ("MOU309", Severity.NOTE),
        ("MOU105", Severity.ERROR),
    ]
