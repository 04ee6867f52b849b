"""The agreement that stands in a returned copy is what a comparison compares."""

from __future__ import annotations

import pytest

from mou_builder.agreement.document import Paragraph
from mou_builder.difference.comparing import compare
from mou_builder.review.as_returned import as_returned
from tests.support.agreement.assembling import FINISHED, assembled, example
from tests.support.difference.negotiated_pairs import PAIRS, agreements, redlined
from tests.support.review.returned_copies import Copy, new_paragraph, reviewed, sent


@pytest.mark.parametrize("name", FINISHED)
def test_an_untouched_copy_holds_the_agreement_that_was_sent(name: str) -> None:
    text = example(name)
    returned = as_returned(reviewed(sent(text)).review)
    assert returned.left_out == ()
    assert returned.agreement == assembled(text)


@pytest.mark.parametrize("name", PAIRS)
def test_a_redline_holds_the_new_agreement(name: str) -> None:
    returned = as_returned(reviewed(redlined(name)).review)
    assert compare(agreements(name)[1], returned.agreement).is_equal
    assert returned.left_out == ()


def test_what_was_put_in_and_taken_out_is_there_and_gone() -> None:
    copy = Copy()
    copy.add_after("The SRO shall meet with", "The SRO shall carry a badge.", "MOUClause")
    gone = copy.clause("school-community")
    gone.getparent().remove(gone)
    agreement = as_returned(reviewed(copy.returned()).review).agreement
    titles = [each.title for each in agreement.provisions]
    assert "“The SRO shall carry a badge.”" in titles
    assert "school-community" not in {each.id for each in agreement.provisions}
    assert [each.number for each in agreement.provisions] == list(range(1, len(titles) + 1))


def test_a_reference_follows_its_clause_where_another_was_put_in_before_it() -> None:
    copy = Copy()
    copy.add_after("The SRO shall meet with", "The SRO shall carry a badge.", "MOUClause")
    agreement = as_returned(reviewed(copy.returned()).review).agreement
    numbers = {each.id: each.number for each in agreement.provisions}
    command = next(each for each in agreement.provisions if each.id == "chain-of-command")
    words = " ".join(block.text for block in command.blocks if isinstance(block, Paragraph))
    assert numbers["final-authority"] == 7
    assert "This clause does not limit clause 7." in words


def test_the_cells_of_a_table_are_those_that_came_back() -> None:
    copy = Copy()
    (cell, *_) = [p for p in copy.root.iter() if p.text == "Portable radio"]
    cell.text = "Two radios"
    agreement = as_returned(reviewed(copy.returned()).review).agreement
    words = [span.text for block in agreement.blocks() for span in _spans(block)]
    assert "Two radios" in words
    assert "Portable radio" not in words


def _spans(block: object) -> list[object]:
    from mou_builder.agreement.document import Paragraph, Table

    match block:
        case Paragraph(spans=spans):
            return list(spans)
        case Table():
            return [span for row in block.all_rows for cell in row.cells for span in cell]
    return []


def test_a_line_of_no_part_is_left_out_and_named() -> None:
    copy = Copy()
    copy.body[-1].addprevious(new_paragraph("Confidential", "Normal"))
    left_out = as_returned(reviewed(copy.returned()).review).left_out
    assert left_out == ("“Confidential”",)
