"""The words of a copy held against those of its agreement, whoever wrote either of them."""

from __future__ import annotations

from time import process_time

import pytest
from lxml import etree

from mou_builder.record.copies import read_executed_copy
from mou_builder.record.printed_words import PrintedPart, compare_words
from mou_builder.word.template.compiling import compile_template
from tests.support.agreement.assembling import TEMPLATE, assembled, example
from tests.support.review.returned_copies import Copy, sent, w


def test_words_that_repeat_without_end_are_compared_in_little_time():
    """Whoever sends a copy chooses both texts: that of the config in it, and that of its pages."""
    part = PrintedPart("1. Costs", " ".join(["pay"] * 1500))
    began = process_time()
    found = compare_words([part], " ".join(["pay", "not"] * 750)).differences
    assert process_time() - began < 5
    assert {each.copy for each in found} >= {"not"}


COUNTY = example("county-and-four-schools.yaml")


def of_word(copy: Copy, *, is_house: bool) -> list[str]:
    house = compile_template(TEMPLATE) if is_house else None
    found = read_executed_copy(copy.returned(), "x.docx", assembled(COUNTY), house=house)
    assert found.compared
    return [each.remark for each in found.compared.differences]


@pytest.mark.parametrize("is_house", [False, True])
def test_words_of_a_table_that_stand_in_another_cell_of_a_word_file_are_told(is_house: bool):
    copy = Copy(sent(COUNTY))
    assert of_word(copy, is_house=is_house) == []
    first, second = list(copy.root.iter(w("tc")))[2:4]
    first.append(second.find(w("p")))
    etree.SubElement(second, w("p"))
    said = "“$85,500.00” does not stand in the cell of a table that it belongs in"
    assert of_word(copy, is_house=is_house) == [said]
