"""The JSON Schema of a config, judged by a validator that is not ours."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from mou_builder.cli.program import program
from mou_builder.schema.value_schema import of_form
from tests.support.agreement.assembling import CONFIGS, library
from tests.support.schema.editors import has_errors, in_editors, schema, validator

EXAMPLES = sorted(CONFIGS.glob("*.yaml"))


def faults(text: str) -> list[str]:
    """Return what an editor marks in ``text``, if all editors mark something."""
    found = [[each.message for each in validator().iter_errors(data)] for data in in_editors(text)]
    return found[0] if all(found) else []


def passes(text: str) -> bool:
    return all(validator().is_valid(data) for data in in_editors(text))


@pytest.mark.crosscheck
def test_the_schema_is_a_json_schema():
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_passes(path):
    assert passes(path.read_text(encoding="utf-8"))


BASE = (CONFIGS / "city-and-one-school.yaml").read_text(encoding="utf-8")
MODEL = "model: wisconsin-sro"
TERM = "term:\n  from: 2026-08-01\n  until: 2027-06-30"
CHAIN = "  chain-of-command:\n    variant: agency\n    supervisor: Patrol Captain\n"
AGENCY = "kind: police"
DISTRICT = "schools: [Maple Grove High School]"
FUNDING = "variant: shared-cost"

FAULTS = {
    "an unknown key": (MODEL, f"{MODEL}\nmodle: x"),
    "an unknown model": (MODEL, "model: wisconsin-srow"),
    "no model": (MODEL, "corrections: all"),
    "an unknown requirement set": ("[wisconsin]", "[wisconsyn]"),
    "corrections neither all nor none": (MODEL, f"{MODEL}\ncorrections: some"),
    "no term": (TERM, ""),
    "a term without an end": ("  until: 2027-06-30", ""),
    "an end that is not given": ("until: 2027-06-30", "until:"),
    "a date that is none": ("until: 2027-06-30", "until: next summer"),
    "a date in the European order": ("until: 2027-06-30", "until: 30.06.2027"),
    "a month 13": ("until: 2027-06-30", "until: 2027-13-30"),
    "a day 32": ("until: 2027-06-30", "until: 2027-06-32"),
    "a list where a mapping belongs": (TERM, "term: [1, 2]"),
    "a party without a name": ("    name: Maple Grove Police Department\n", ""),
    "a party that is lacking": ("  agency:\n", "  police:\n"),
    "an unknown kind": (AGENCY, "kind: polce"),
    "an unknown key of a party": (AGENCY, "kind: police\n    phone: 555-0100"),
    "an unknown key of a further party": (
        "  agency:\n",
        "  city: {name: City, phone: 555-0100}\n  agency:\n",
    ),
    "a further party without a name": ("  agency:\n", "  city: {kind: city}\n  agency:\n"),
    "an id of a party with a space": ("  agency:\n", "  the city: {name: City}\n  agency:\n"),
    "one school where a list belongs": (DISTRICT, "schools: Maple Grove High School"),
    "a signatory beside signatories": (AGENCY, "kind: police\n    signatories: [{name: A B}]"),
    "an unknown key of a signatory": ("title: Superintendent", "tittle: Superintendent"),
    "an unknown clause": ("  funding:\n", "  fundng:\n"),
    "a clause that is undecided": ("    variant: shared-cost\n", ""),
    "a clause that is not there": (CHAIN, ""),
    "an unknown variant": (FUNDING, "variant: shared"),
    "a blank of another variant": (FUNDING, "variant: agency-pays"),
    "an unknown blank": ("officers: 1", "officers: 1\n    officer: 1"),
    "a blank that is lacking": ("    officers: 1\n", ""),
    "a blank that is not given": ("officers: 1", "officers:"),
    "an empty text": ("supervisor: Patrol Captain", "supervisor: ''"),
    "a word where a number belongs": ("officers: 1", "officers: one"),
    "a broken number": ("invoiced: quarterly", "invoiced: quarterly\n    due: 30.5"),
    "a number below the least": ("officers: 1", "officers: 0"),
    "a share that is none": ("75%", "three quarters"),
    "a share beyond the whole": ("75%", "101%"),
    "an unknown choice": ("invoiced: quarterly", "invoiced: sometimes"),
    "a time that is none": ("ends: 15:30", "ends: 25:30"),
    "a time without minutes": ("ends: 15:30", "ends: 3 o'clock"),
    "a list that is empty": ("      - school-values\n", ""),
    "a mapping where a value belongs": ("officers: 1", "officers: {count: 1}"),
    "a required clause left out by a no": ("clauses:\n", "clauses:\n  custody: no\n"),
    "left out without a reason": ("clauses:\n", "clauses:\n  custody: {omit: {}}\n"),
    "an optional clause left out for a reason": (
        "clauses:\n",
        "clauses:\n  disputes: {omit: {because: x}}\n",
    ),
    "left out by a yes": ("clauses:\n", "clauses:\n  custody: {omit: yes}\n"),
    "left out, and something beside": (
        "clauses:\n",
        "clauses:\n  custody: {omit: {because: x}, because: y}\n",
    ),
    "own text without a reason": ("clauses:\n", "clauses:\n  custody: {text: Words.}\n"),
    "own text, and a variant": (FUNDING, "text: Words.\n    because: x\n    variant: shared-cost"),
    "a clause that takes no word": ("clauses:\n", "clauses:\n  disputes: maybe\n"),
    "a clause that needs its blanks": ("clauses:\n", "clauses:\n  notices: [yes]\n"),
    "an acceptance without a reason": (MODEL, f"{MODEL}\naccept: [{{code: MOU300}}]"),
    "a grant without a program": (MODEL, f"{MODEL}\ngrant: {{awarded: 2026-10-01}}"),
    "an entry of a list that is empty": (DISTRICT, "schools: [Maple Grove High School, ~]"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_a_schema_can_express_fails(name: str):
    old, new = FAULTS[name]
    assert old in BASE
    if name == "a list that is empty":
        start, end = BASE.index("    topics:\n"), BASE.index("  funding:\n")
        text = BASE[:start] + "    topics: []\n\n" + BASE[end:]
    else:
        text = BASE.replace(old, new, 1)
    assert faults(text)
    assert has_errors(text), "the schema refuses what the checker does not"


RIGHT = {
    "a flag for a clause": ("clauses:\n", "clauses:\n  disputes: yes\n"),
    "an optional clause that is not wanted": ("clauses:\n", "clauses:\n  disputes: no\n"),
    "a required clause that is confirmed": ("clauses:\n", "clauses:\n  custody: yes\n"),
    "nothing said of a clause": ("clauses:\n", "clauses:\n  custody:\n"),
    "left out for a reason": ("clauses:\n", "clauses:\n  custody: {omit: {because: x}}\n"),
    "not left out": ("clauses:\n", "clauses:\n  custody: {omit: no}\n"),
    "own text for a reason": ("clauses:\n", "clauses:\n  custody: {text: Words., because: x}\n"),
    "a long date": ("until: 2027-06-30", "until: June 30, 2027"),
    "an open date": ("until: 2027-06-30", "until: _____"),
    "a share as a number": ("75%", "75"),
    "a share in words": ("75%", "75 percent"),
    "a share that is given as the other one": ("district_share: 75%", "agency_share: 25%"),
    "a time with a half": ("ends: 15:30", "ends: 3:30 p.m."),
    "a quoted time": ("ends: 15:30", 'ends: "15:30"'),
    "a number that is a name": ("supervisor: Patrol Captain", "supervisor: 012"),
    "a no that is a name": ("supervisor: Patrol Captain", "supervisor: no"),
    "a further party": ("  agency:\n", "  city: {name: City, kind: city}\n  agency:\n"),
    "a mapping with keys of one's own": (
        MODEL,
        f"{MODEL}\nrenewal: {{escalator: {{clauses.funding.annual_limit: 3%}}}}",
    ),
    "several signatories": (
        "signatory: {name: Luis Ortega, title: Chief of Police}",
        "signatories: [{name: Luis Ortega, title: Chief of Police}, {capacity: As to form}]",
    ),
}


IN_ONE_THAT_EXTENDS = {
    "an unknown key": "modle: x",
    "an unknown clause": "clauses: {fundng: {officers: 1}}",
    "a blank of no variant": "clauses: {funding: {officer: 1}}",
    "an unknown variant": "clauses: {funding: {variant: shared}}",
    "a value that is none": "clauses: {funding: {district_share: half}}",
    "an unknown kind": "parties: {agency: {kind: polce}}",
    "a date that is none": "term: {until: soon}",
}


@pytest.mark.parametrize("rest", IN_ONE_THAT_EXTENDS.values(), ids=IN_ONE_THAT_EXTENDS)
@pytest.mark.parametrize("model", ["", "model: wisconsin-sro"])
def test_a_fault_in_a_config_that_extends_another_fails(model: str, rest: str):
    assert faults(f"extends: base.yaml\n{model}\n{rest}\n")


@pytest.mark.parametrize("name", RIGHT)
def test_what_the_checker_accepts_passes(name: str):
    old, new = RIGHT[name]
    assert old in BASE
    assert passes(BASE.replace(old, new, 1))


def test_the_blanks_of_a_variant_are_known_under_it_alone():
    blanks = library().model("wisconsin-sro").clauses["funding"].variants
    for name, variant in blanks.items():
        known = schema()["$defs"][f"wisconsin-sro.funding.{name}"]["properties"]
        assert set(known) == {*variant.blanks, "variant", "text", "because", "omit"}


def test_variants_topics_and_kinds_are_listed_with_what_they_mean():
    definitions = schema()["$defs"]
    variants = definitions["wisconsin-sro.funding:variants"]["anyOf"]
    assert {each["const"]: each["title"] for each in variants}[
        "shared-cost"
    ] == "Shared by percentage"
    topics = definitions["wisconsin-sro.training.topics"]["properties"]["topics"]["items"]["anyOf"]
    assert {"const": "mental-health", "title": "school mental health"} in topics
    parties = definitions["wisconsin-sro"]["properties"]["parties"]["properties"]
    kinds = parties["agency"]["properties"]["kind"]["anyOf"]
    assert {"const": "sheriff", "title": "county sheriff's office"} in kinds


def test_a_rule_that_is_not_translated_is_not_passed_over():
    with pytest.raises(ValueError, match="minlength"):
        of_form({"type": "string", "minlength": 3})


def test_the_command_prints_the_schema_of_one_model_or_of_all():
    whole = CliRunner().invoke(program, ["schema"])
    assert whole.exit_code == 0
    assert json.loads(whole.stdout) == schema()
    one = CliRunner().invoke(program, ["schema", "wisconsin-sro"])
    assert "washington-sro" not in one.stdout
    Draft202012Validator.check_schema(json.loads(one.stdout))


def test_the_command_names_the_model_that_may_be_meant():
    found = CliRunner().invoke(program, ["schema", "wisconsin"])
    assert found.exit_code == 2
    assert "did you mean “wisconsin-sro”" in found.stderr
