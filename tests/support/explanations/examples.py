"""The examples of the explanations, put into a config or a library without any finding."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from mou_builder.check.checking import check
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.explanations.catalogue import CodeKind, Example, packaged_catalogue
from mou_builder.library.reading.models import load_model
from mou_builder.library.reading.requirement_sets import load_requirement_set, requirement_faults
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import library
from tests.support.library.files_in_memory import FilesInMemory

CATALOGUE = packaged_catalogue()

PAGES = [each for family in CATALOGUE.families for each in family.explanations]

AS_OF = date(2026, 7, 20)

# A config without any finding, into which the examples put what they show.
BASE: dict[str, Any] = {
    "model": "wisconsin-sro",
    "parties": {
        "district": {
            "name": "Maple Grove School District",
            "schools": ["Maple Grove High School"],
            "signatory": {"name": "Dana Whitfield", "title": "Superintendent"},
        },
        "agency": {
            "name": "Maple Grove Police Department",
            "kind": "police",
            "signatory": {"name": "Luis Ortega", "title": "Chief of Police"},
        },
    },
    "term": {"from": "2026-08-01", "until": "2027-06-30"},
    "clauses": {
        "training": {"variant": "topics", "topics": ["de-escalation"]},
        "funding": {"variant": "agency-pays", "officers": "1"},
        "employment": {"variant": "chief-after-consultation"},
        "equipment-and-training-costs": {"variant": "item-by-item"},
        "chain-of-command": {"variant": "agency", "supervisor": "Patrol Captain"},
        "duty-stations": {
            "variant": "one-school",
            "school": "Maple Grove High School",
            "starts": "7:30",
            "ends": "15:30",
        },
    },
}

# A small library, into which the examples put a clause, keys of the model, or a requirement set.
CLAUSE = """
id: example
title: Example
blanks:
  subjects: {type: list, label: subjects, choices: {safety: safety at school, custody: custody}}
variants:
  yearly: {title: Yearly, text: The parties shall meet once a year.}
"""

MODEL: dict[str, Any] = {
    "id": "small",
    "version": "1.0.0",
    "language": "en-US",
    "source": "an example",
    "title": "Agreement",
    "agreement_line": "The parties agree:",
    "sections": [{"id": "one", "heading": "One", "clauses": ["example"]}],
    "closing": {"text": "Signed on {{ day }}", "open": {"day": "_____"}},
    "parties": {
        "district": {"label": "district", "open": "_____", "caption": "Superintendent"},
        "agency": {"label": "agency", "open": "_____", "caption": "Chief"},
    },
    "kinds": {"police": {"label": "police", "head": "Chief of Police", "agency": "yes"}},
}


def diagnostics(example: Example, text: str) -> tuple[Diagnostic, ...]:
    """Return what the program says of one side of an example."""
    try:
        match example.kind:
            case CodeKind.CONFIG:
                return _of_config(_with(yaml_source.parse(text.encode(), "snippet").data))
            case CodeKind.FILE:
                return _of_config(text)
            case CodeKind.REQUIREMENTS:
                return _of_requirements(text)
            case CodeKind.CLAUSE:
                _load(MODEL, text)
            case CodeKind.MODEL:
                _load({**MODEL, **yaml_source.parse(text.encode(), "snippet").data}, CLAUSE)
            case CodeKind.WORDS:
                raise AssertionError("words are not run")
    except Refused as refused:
        return refused.diagnostics
    return ()


def _of_config(text: str) -> tuple[Diagnostic, ...]:
    return check(yaml_source.parse(text.encode(), "c.yaml"), library(), AS_OF).diagnostics


def _with(snippet: Any) -> str:
    """Return the base config with the keys of a snippet: of parties single keys, else all of it."""
    parties = dict(BASE["parties"])
    for name, each in snippet.get("parties", {}).items():
        parties[name] = {**parties.get(name, {}), **each}
    clauses = {**BASE["clauses"], **snippet.get("clauses", {})}
    return json.dumps({**BASE, **snippet, "parties": parties, "clauses": clauses})


def _load(model: dict[str, Any], clause: str) -> None:
    # What `clause` may require or contradict is there, too.
    load_model(_files(model, clause), "small")


def _files(model: dict[str, Any], clause: str, requirements: str = "") -> FilesInMemory:
    return FilesInMemory(
        {
            "small/model.yaml": json.dumps(model),
            "small/clauses/example.yaml": clause,
            "requirements/example.yaml": requirements,
        }
    )


def _of_requirements(text: str) -> tuple[Diagnostic, ...]:
    files = _files(MODEL, CLAUSE, text)
    wanted = load_requirement_set(files, "example")
    return tuple(requirement_faults(wanted, [load_model(files, "small")]))


RUN = [each for each in PAGES if each.example.kind is not CodeKind.WORDS]
