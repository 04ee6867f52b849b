"""References to clauses are real: fields in Word that print a clause's number, links in the PDF.

What comes back is read by what a reference refers to; a number that follows its clause is no edit.
"""

from __future__ import annotations

import io
import re
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.agreement.document import PartKind
from mou_builder.review.findings import PartFinding, Reviewed
from mou_builder.word.look import ListLevel, Look
from mou_builder.word.names import Anchor
from mou_builder.word.references import clause_referred_to, counted_clauses
from mou_builder.word.template.compiling import compile_template
from mou_builder.word.template.layout import layout_of
from mou_builder.word.template.values import tag_values
from tests.support.agreement.assembling import TEMPLATE, assembled, checked, example
from tests.support.libreoffice.converting import converted
from tests.support.pdf.samples import words_in
from tests.support.review.returned_copies import Copy, reviewed, sent, text_of, w

COUNTY = "county-and-four-schools.yaml"
CODE = re.compile(r"^ REF (mou_clause_\w+) \\r \\h $")


def county() -> Copy:
    return Copy(sent(example(COUNTY)))


def fields(copy: Copy) -> list[Any]:
    return [each for each in copy.body.iter(w("instrText")) if CODE.match(each.text or "")]


def number_of(field: Any) -> Any:
    """The words of a field's result."""
    run = field.getparent().getnext().getnext()
    return run.find(w("t"))


def target(field: Any) -> str:
    found = CODE.match(field.text)
    assert found
    return found[1]


def findings(copy: Copy) -> list[Reviewed]:
    return [each for each in reviewed(copy.returned()).review.parts if each.findings]


def inserted_first(copy: Copy) -> None:
    """Type a clause before all others, so that every number after it grows by one."""
    style = next(each for each in copy.body.iter(w("pStyle")) if each.get(w("val")) == "MOUClause")
    paragraph = next(style.iterancestors(w("p")))
    at = paragraph
    while at.getparent() is not copy.body:
        at = at.getparent()
    made = deepcopy(paragraph)
    for each in (*made.findall(w("bookmarkStart")), *made.findall(w("bookmarkEnd"))):
        made.remove(each)
    for each in made.iter(w("t")):
        each.text = "Visitors shall report to the office of the school before they go elsewhere."
    at.addprevious(made)


def test_each_reference_is_a_field_that_points_at_a_bookmark_of_the_file() -> None:
    copy = county()
    named = {each.get(w("name")) for each in copy.body.iter(w("bookmarkStart"))}
    targets = {target(each) for each in fields(copy)}
    assert len(targets) > 3
    assert targets <= named


def test_a_reference_prints_the_number_of_its_clause() -> None:
    agreement = assembled(example(COUNTY))
    numbers = {
        Anchor(PartKind.CLAUSE, id_).first: n for id_, n in counted_clauses(agreement).items()
    }
    copy = county()
    assert all(number_of(each).text == str(numbers[target(each)]) for each in fields(copy))


def test_where_a_template_writes_clauses_otherwise_a_reference_is_typed() -> None:
    look = compile_template(TEMPLATE, "template").look_of(
        tag_values(assembled(example(COUNTY)), redline=False)
    )
    plain, roman, named = (
        layout_of(with_levels(look, each))
        for each in (ListLevel(), ListLevel(form="upperRoman"), ListLevel(pattern="Article %1"))
    )
    counts = [each.counts_plainly for each in (plain, roman, named)]
    assert counts == [True, False, False]


def with_levels(look: Look, first: ListLevel) -> Look:
    return replace(look, levels=(first, *look.levels[1:]))


def test_a_copy_with_its_references_untouched_is_unchanged() -> None:
    assert not findings(county())


def test_a_reference_that_points_at_another_clause_is_told() -> None:
    copy = county()
    fields(copy)[0].text = " REF mou_clause_mission \\r \\h "
    assert [PartFinding.UNCERTAIN in part.findings for part in findings(copy)] == [True]


def test_a_reference_to_another_clause_with_that_ones_number_is_an_edit() -> None:
    copy = county()
    field = fields(copy)[0]
    field.text, number_of(field).text = " REF mou_clause_mission \\r \\h ", "1"
    assert [PartFinding.SILENT in part.findings for part in findings(copy)] == [True]


def test_a_number_typed_over_the_one_that_is_counted_is_told_as_an_edit_and_as_a_doubt() -> None:
    copy = county()
    number_of(fields(copy)[0]).text = "4"
    [part] = findings(copy)
    assert PartFinding.SILENT in part.findings
    assert any("“4”" in each for each in part.notes)


@pytest.mark.parametrize("is_updated", [True, False], ids=["updated", "not updated"])
def test_numbers_that_follow_a_clause_inserted_by_hand_are_no_edits(is_updated: bool) -> None:
    copy = county()
    inserted_first(copy)
    if is_updated:
        for each in fields(copy):
            number_of(each).text = str(int(number_of(each).text) + 1)
    [part] = findings(copy)
    assert PartFinding.ADDED in part.findings


def test_a_number_that_was_brought_up_to_date_with_tracking_is_no_edit() -> None:
    copy = county()
    inserted_first(copy)
    words = number_of(fields(copy)[0])
    run, old = words.getparent(), words.text
    deletion, insertion = copy.deletion(old, "Word"), copy.insertion(str(int(old) + 1), "Word")
    run.addprevious(deletion)
    run.addprevious(insertion)
    run.getparent().remove(run)
    [part] = findings(copy)
    assert PartFinding.ADDED in part.findings


def test_a_reference_in_a_margin_or_with_other_switches_is_no_known_one() -> None:
    copy = county()
    fields(copy)[0].text = fields(copy)[0].text.replace("\\r", "\\w")
    assert [PartFinding.UNCERTAIN in part.findings for part in findings(copy)] == [True]


def test_a_reference_that_is_tracked_as_deleted_is_a_tracked_change() -> None:
    copy = county()
    paragraph = next(fields(copy)[0].iterancestors(w("p")))
    before = text_of(paragraph)
    copy.strike(paragraph)
    assert any(
        PartFinding.TRACKED in part.findings and any(before in each.deleted for each in part.edits)
        for part in findings(copy)
    )


def test_what_names_a_clause_of_another_agreement_is_no_reference() -> None:
    agreement = assembled(example(COUNTY))
    counted = counted_clauses(agreement)
    spans = [s for b in agreement.blocks() for s in getattr(b, "spans", ()) if s.blank]
    ours = [each for each in spans if clause_referred_to(each, counted)]
    assert ours
    other = {id_: number + 1 for id_, number in counted.items()}
    assert not [each for each in ours if clause_referred_to(each, other)]


def test_in_the_pdf_each_reference_leads_to_the_page_of_its_clause() -> None:
    found = checked(example(COUNTY), COUNTY)
    options = RenderOptions((Format.PDF,), TEMPLATE)
    (data,) = render(found, options).files.values()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [
            each
            for page in pdf.pages
            for each in page.get("/Annots", [])
            if each["/Subtype"] == "/Link"
        ]
        assert len(links) == len(fields(county()))
        assert all(str(each["/Contents"]).startswith("page ") for each in links)


@pytest.mark.crosscheck
def test_the_numbers_follow_in_libreoffice_when_a_clause_is_inserted_by_hand() -> None:
    copy = county()
    before = _referred(copy.returned())
    inserted_first(copy)
    after = _referred(copy.returned())
    assert before
    assert after == [number + 1 for number in before]


@pytest.mark.crosscheck
def test_a_copy_that_libreoffice_saved_with_a_clause_more_has_no_other_finding() -> None:
    copy = county()
    inserted_first(copy)
    (saved,) = converted([copy.returned()], "docx")
    found = reviewed(saved).review.parts
    changed = [each for each in found if set(each.findings) - {PartFinding.UNCERTAIN}]
    assert [PartFinding.ADDED in each.findings for each in changed] == [True]


def _referred(docx: bytes) -> list[int]:
    """Return the numbers of the clauses that a document refers to, as LibreOffice prints them."""
    (pdf,) = converted([docx], "pdf")
    text = " ".join(words_in(pdf, "-raw").split())
    return [int(each) for each in re.findall(r"\bclause (\d+)\b", text)]
