"""SARIF, judged by models that others generated from the schema of the standard."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.explanations.catalogue import packaged_catalogue
from mou_builder.report.diagnostics.as_sarif import diagnostics_sarif

KIND = Diagnostic(
    "MOU104",
    Severity.ERROR,
    "“polce” is not known as kind",
    Place("configs/maple.yaml", 4, 11),
    "did you mean “police”?",
    "Wis. Stat. § 66.0301",
)
NOTE = Diagnostic("MOU312", Severity.NOTE, "the renewal is due", Place("a b/ö.yaml", 2, 1))


def run(*found: Diagnostic) -> dict[str, Any]:
    text = diagnostics_sarif(found, packaged_catalogue())
    Sarif.model_validate_json(text, strict=True)
    [only] = json.loads(text)["runs"]
    return only


def test_a_result_has_its_rule_level_place_and_words():
    made = run(NOTE, KIND)
    for each in made["results"]:
        assert made["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]
    result = made["results"][1]
    assert result["ruleId"] == "MOU104"
    assert result["level"] == "error"
    assert result["message"]["text"] == (
        "“polce” is not known as kind. Hint: did you mean “police”? Basis: Wis. Stat. § 66.0301."
    )
    [location] = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "configs/maple.yaml"},
        "region": {"startLine": 4, "startColumn": 11},
    }


def test_what_is_said_of_a_file_as_a_whole_has_no_place_in_it():
    [result] = run(Diagnostic("MOU701", Severity.ERROR, "no such file", Place("a.pdf")))["results"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.pdf"}}}]


def test_a_rule_stands_once_however_often_it_is_broken():
    made = run(KIND, KIND, NOTE)
    assert [each["id"] for each in made["tool"]["driver"]["rules"]] == ["MOU104", "MOU312"]
    rule = made["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"]["text"] == "A word that is not one of the choices"
    assert rule["defaultConfiguration"]["level"] == "error"


def test_no_diagnostics_are_a_run_without_results():
    # Without the empty list, a reader would take it that nothing was checked (section 3.14.23).
    assert run()["results"] == []


def test_a_code_without_a_page_is_still_a_rule():
    made = run(Diagnostic("MOU999", Severity.WARNING, "new", Place("a.yaml")))
    assert made["tool"]["driver"]["rules"] == [{"id": "MOU999"}]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("configs/a.yaml", "configs/a.yaml"),
        ("a b/ö#1.yaml", "a%20b/%C3%B6%231.yaml"),
        ("/srv/a.yaml", "file:///srv/a.yaml"),
        (r"C:\agreements\a.yaml", "file:///C:/agreements/a.yaml"),
        ("odd:name.yaml", "odd%3Aname.yaml"),
        ("caf\udce9.yaml", "caf%E9.yaml"),
    ],
)
def test_file_names_are_uris(file: str, uri: str):
    result = run(Diagnostic("MOU003", Severity.ERROR, "empty", Place(file)))["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_the_judge_refuses_what_is_no_sarif():
    whole = json.loads(diagnostics_sarif([KIND], packaged_catalogue()))
    whole["runs"][0]["results"][0]["severity"] = "error"
    with pytest.raises(ValidationError):
        Sarif.model_validate_json(json.dumps(whole), strict=True)


@given(
    st.text(max_size=20),
    st.text(min_size=1, max_size=20).filter(lambda name: not name.startswith("/")),
    st.sampled_from(Severity),
    st.integers(1, 10**6),
)
def test_any_words_and_names_make_valid_sarif(words, file, severity, line):
    found = Diagnostic("MOU103", severity, words, Place(file, line, line), words)
    result = run(found)["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote(uri.removeprefix("file:///")).replace("\\", "/") == file.replace("\\", "/")
