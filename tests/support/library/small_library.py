"""A model of two clauses, small enough to read in a test."""

from __future__ import annotations

from tests.support.library.files_in_memory import FilesInMemory

MODEL = """\
id: small
version: 1.2.3
language: en-US
source: written for the tests
title: Small Agreement
agreement_line: "The parties agree:"
recitals:
  - {id: purpose, text: "The purpose is a test;"}
sections:
  - {id: main, heading: Main Part, clauses: [pay, notice]}
closing:
  text: Signed on the {{ day }} of {{ month }}, {{ year }}
  open: {day: _____, month: _____, year: 20_}
parties:
  district: {label: school district, open: _____ Schools, caption: Superintendent}
  agency: {label: agency, open: _____ Police, caption: Chief}
kinds:
  police: {label: police department, head: Chief of Police, agency: yes}
corrections:
  - {id: typo, in: notice, find: thirtty, replace: thirty, because: a slip}
"""
PAY = """\
id: pay
title: Pay
provenance: drafted
variants:
  whole:
    title: All of it
    blanks:
      amount: {type: money, label: amount}
    text: |
      The district pays {{ amount }}.
  shares:
    title: Shares
    blanks:
      district_share: {type: percent, label: share}
      agency_share: {type: percent, label: share, required: no}
    sums:
      - {parts: [district_share, agency_share], whole: 100%}
    text: |
      The district pays {{ district_share }}, the agency {{ agency_share }}.
"""
NOTICE = """\
id: notice
title: Notice
blanks:
  days: {type: days, label: days of notice, default: 30, minimum: 30}
text: |
  Notice is given thirtty or more, here {{ days }}, before; see {{ clause("pay") }}.
"""
FILES = {
    "small/model.yaml": MODEL,
    "small/clauses/pay.yaml": PAY,
    "small/clauses/notice.yaml": NOTICE,
}


def small(**changed: str) -> FilesInMemory:
    """The small library, with files replaced: ``model``, ``pay``, ``notice`` or a clause more."""
    texts = dict(FILES)
    for name, text in changed.items():
        texts["small/model.yaml" if name == "model" else f"small/clauses/{name}.yaml"] = text
    return FilesInMemory(texts)
