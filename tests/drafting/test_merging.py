"""Two states of one config are put together part by part."""

from __future__ import annotations

from mou_builder.drafting.merging import ChangedBy, divergences, merged
from mou_builder.yamltext.source import Plain, parse

BASE = (
    "model: m\nclauses:\n  a: {x: 1}\n  b: {x: 1}   # kept\n  c: yes\nterm: {until: 2027-06-30}\n"
)
OURS = BASE.replace("a: {x: 1}", "a: {x: 2}").replace("  c: yes\n", "")
THEIRS = BASE.replace("b: {x: 1}", "b: {x: 3}").replace("2027", "2028")


def data(text: str) -> Plain:
    return parse(text.encode(), "t.yaml").data


def test_each_part_in_which_they_differ_says_who_changed_it() -> None:
    found = divergences(data(OURS), data(THEIRS), data(BASE))
    assert {(each.path, each.changed_by) for each in found} == {
        (("clauses", "a"), ChangedBy.OURS),
        (("clauses", "c"), ChangedBy.OURS),
        (("clauses", "b"), ChangedBy.THEIRS),
        (("term", "until"), ChangedBy.THEIRS),
    }


def test_without_the_state_before_each_difference_may_be_of_both() -> None:
    found = divergences(data(OURS), data(THEIRS))
    assert {each.changed_by for each in found} == {ChangedBy.BOTH}


def test_what_is_taken_of_ours_stands_in_their_text_with_their_comments() -> None:
    text = merged(THEIRS, data(OURS), [("clauses", "a"), ("clauses", "c")])
    assert text == THEIRS.replace("a: {x: 1}", "a: {x: 2}").replace("  c: yes\n", "")


def test_equal_states_do_not_differ() -> None:
    assert divergences(data(BASE), data(BASE)) == []
