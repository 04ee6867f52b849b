"""References to clauses are real in Word: fields that print the number of the clause they mean."""

from __future__ import annotations

import re
import subprocess
from copy import deepcopy
from typing import Any

import pytest

from mou_builder.review.findings import PartFinding
from tests.support.assembling import example
from tests.support.libreoffice import converted
from tests.support.returned_copies import Copy, reviewed, sent, w

COUNTY = "county-and-four-schools.yaml"
CODE = re.compile(r"^ REF (mou_clause_\w+) \\r \\h $")


def county() -> Copy:
    return Copy(sent(example(COUNTY)))


def fields(copy: Copy) -> list[Any]:
    return [each for each in copy.body.iter(w("instrText")) if CODE.match(each.text or "")]


def test_each_reference_is_a_field_that_points_at_a_bookmark_of_the_file() -> None:
    copy = county()
    named = {each.get(w("name")) for each in copy.body.iter(w("bookmarkStart"))}
    targets = {found[1] for each in fields(copy) if (found := CODE.match(each.text))}
    assert len(targets) > 3
    assert targets <= named


def test_a_copy_with_its_references_untouched_is_unchanged() -> None:
    assert not any(part.findings for part in reviewed(county().returned()).review.parts)


def test_a_reference_that_points_at_another_clause_is_told() -> None:
    copy = county()
    fields(copy)[0].text = " REF mou_clause_mission \\r \\h "
    parts = reviewed(copy.returned()).review.parts
    assert [PartFinding.UNCERTAIN in part.findings for part in parts if part.findings] == [True]


@pytest.mark.crosscheck
def test_the_numbers_follow_when_a_clause_is_inserted_by_hand() -> None:
    copy = county()
    before = _referred(copy.returned())
    style = next(each for each in copy.body.iter(w("pStyle")) if each.get(w("val")) == "MOUClause")
    paragraph = style.getparent().getparent()
    at = paragraph
    while at.getparent() is not copy.body:
        at = at.getparent()
    at.addprevious(deepcopy(paragraph))
    after = _referred(copy.returned())
    assert before
    assert after == [number + 1 for number in before]


def _referred(docx: bytes) -> list[int]:
    """Return the numbers of the clauses that a document refers to, as LibreOffice prints them."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"],
        input=converted(docx, "pdf"),
        capture_output=True,
        check=True,
    )
    text = " ".join(done.stdout.decode().split())
    return [int(each) for each in re.findall(r"\bclause (\d+)\b", text)]
