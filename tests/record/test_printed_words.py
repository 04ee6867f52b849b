"""The words of a copy held against those of its agreement, whoever wrote either of them."""

from __future__ import annotations

from time import process_time

from mou_builder.record.printed_words import PrintedPart, compare_words


def test_words_that_repeat_without_end_are_compared_in_little_time():
    """Whoever sends a copy chooses both texts: that of the config in it, and that of its pages."""
    part = PrintedPart("1. Costs", " ".join(["pay"] * 1500))
    began = process_time()
    found = compare_words([part], " ".join(["pay", "not"] * 750)).differences
    assert process_time() - began < 5
    assert {each.copy for each in found} >= {"not"}
