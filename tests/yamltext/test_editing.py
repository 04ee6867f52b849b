"""Edits to a YAML text: right to the letter, and nothing else is touched."""

from __future__ import annotations

import difflib
import re
from pathlib import Path as File

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from mou_builder.yamltext.changes import Annotate, Append, Delete, NotEditable, Set, edited
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Path, Plain, parse
from tests.support.example_counts import drawn
from tests.support.yamltext.strategies import ROOTS, WORDS, Writer, data, paths_of

EXAMPLES = sorted(File("configs").glob("*.yaml"))


def read(text: str) -> Plain:
    return parse(text.encode(), "t.yaml").data


def comments(text: str) -> list[str]:
    return re.findall(r"# note \d+", text)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, dict[str, Plain]]:
    root = draw(ROOTS)
    writer = Writer(draw(st.data()), draw(st.sampled_from([2, 2, 4])))
    lines = writer.block(root, 0)
    if draw(st.booleans()):
        lines.append("# note 999")
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = newline.join(lines) + draw(st.sampled_from([newline, ""]))
    if newline == "\r\n" and "\n" in str(root):
        text = text.replace("\r\n", "\n")
    parsed = read(text)  # without a newline at its end, a last text after “|” has none either
    assert isinstance(parsed, dict)
    return text, parsed if not text.endswith("\n") else root


def choose(draw: st.DataObject, root: Plain) -> Path:
    return draw.draw(st.sampled_from([each for each in paths_of(root) if each]), label="path")


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that only the old text has, and those that only the new one has."""
    rows = list(difflib.ndiff(old.splitlines(), new.splitlines()))
    return (
        [row[2:] for row in rows if row.startswith("- ")],
        [row[2:] for row in rows if row.startswith("+ ")],
    )


@drawn(80)
@given(texts(), st.data())
def test_the_generated_texts_are_what_they_should_be(
    made: tuple[str, dict[str, Plain]], draw: st.DataObject
) -> None:
    text, root = made
    assert read(text) == root


@drawn(80)
@given(texts(), WORDS, st.data())
def test_setting_a_single_value_touches_its_own_lines_only(
    made: tuple[str, dict[str, Plain]], value: str, draw: st.DataObject
) -> None:
    text, root = made
    path = choose(draw, root)
    there = root
    for part in path:
        there = there[part]  # type: ignore
    if isinstance(there, dict | list):
        return
    change = Set(path, value)
    after = edit(text, [change])
    assert read(after) == edited(root, change)
    assert comments(after) == comments(text)
    if "\n" not in str(there) + value and not isinstance(there, dict | list):
        gone, come = changed_lines(text, after)
        unended = not text.endswith("\n")
        assert len(gone) <= 1 + unended
        assert len(come) <= 1 + unended


@drawn(80)
@given(texts(), data(), st.data())
def test_any_value_can_take_the_place_of_any_other(
    made: tuple[str, dict[str, Plain]], value: Plain, draw: st.DataObject
) -> None:
    text, root = made
    change = Set(choose(draw, root), value)
    after = edit(text, [change])
    assert read(after) == edited(root, change)


@drawn(80)
@given(texts(), data(), st.data())
def test_what_is_added_leaves_every_line_as_it_was(
    made: tuple[str, dict[str, Plain]], value: Plain, draw: st.DataObject
) -> None:
    text, root = made
    mappings = [
        path
        for path in paths_of(root)
        if isinstance(_at(root, path), dict) or (_at(root, path) is None and path)
    ]
    path = (*draw.draw(st.sampled_from(mappings)), "new", "below")
    change = Set(path, value)
    after = edit(text, [change])
    assert read(after) == edited(root, change)
    assert comments(after) == comments(text)
    assert len(changed_lines(text, after)[0]) <= 1 + (not text.endswith("\n"))


@drawn(80)
@given(texts(), st.data())
def test_deleting_keeps_every_other_entry_and_its_comments(
    made: tuple[str, dict[str, Plain]], draw: st.DataObject
) -> None:
    text, root = made
    change = Delete(choose(draw, root))
    after = edit(text, [change])
    assert read(after) == edited(root, change)
    assert len(changed_lines(text, after)[1]) <= 1 + (not text.endswith("\n"))
    kept = comments(after)
    assert kept == [each for each in comments(text) if each in kept]


@drawn(80)
@given(texts(), data(2), st.data())
def test_appending_adds_at_the_end_of_the_list(
    made: tuple[str, dict[str, Plain]], value: Plain, draw: st.DataObject
) -> None:
    text, root = made
    lists = [each for each in paths_of(root) if isinstance(_at(root, each), list)]
    path = draw.draw(st.sampled_from(lists)) if lists else ("a list",)
    change = Append(path, value)
    after = edit(text, [change])
    assert read(after) == edited(root, change)
    assert comments(after) == comments(text)


@drawn(80)
@given(texts(), st.data())
def test_a_remark_is_one_more_line_and_no_more(
    made: tuple[str, dict[str, Plain]], draw: st.DataObject
) -> None:
    text, root = made
    after = edit(text, [Annotate(choose(draw, root), "Look again: x")])
    assert read(after) == root
    gone, come = changed_lines(text, after)
    assert not gone or not text.endswith("\n")
    assert "# Look again: x" in [each.strip() for each in come]
    assert len(come) <= 1 + len(gone)


@drawn(80)
@given(texts(), st.lists(st.tuples(st.integers(0, 3), data(2)), max_size=5), st.data())
def test_several_changes_are_made_one_after_the_other(
    made: tuple[str, dict[str, Plain]], plan: list[tuple[int, Plain]], draw: st.DataObject
) -> None:
    text, root = made
    wanted: Plain = root
    changes: list[Set | Delete | Append] = []
    for what, value in plan:
        paths = [each for each in paths_of(wanted) if each]
        if not paths:
            break
        path = draw.draw(st.sampled_from(paths))
        change: Set | Delete = Delete(path) if what == 0 else Set(path, value)
        changes.append(change)
        wanted = edited(wanted, change)
    assert read(edit(text, changes)) == wanted


def _at(value: Plain, path: Path) -> Plain:
    for part in path:
        value = value[part]  # type: ignore
    return value


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda each: each.stem)
def test_an_independent_round_trip_reader_sees_the_same_comments_and_order(file: File) -> None:
    text = file.read_text(encoding="utf-8")
    after = edit(text, [Set(("term", "until"), "2031-06-30"), Set(("signed",), "2030-07-01")])
    rows = difflib.ndiff(text.splitlines(), after.splitlines())
    touched = [row for row in rows if row[:2] in ("- ", "+ ")]
    assert all("until" in row or "signed" in row for row in touched)
    reader = YAML()
    reader.preserve_quotes = True
    old, new = reader.load(text), reader.load(after)
    assert [key for key in new if key != "signed"] == [key for key in old if key != "signed"]
    assert str(new["term"]["until"]) == "2031-06-30"


def test_quoting_is_kept_and_given_only_where_it_is_needed() -> None:
    text = "a: plain\nb: 'single'\nc: \"double\"\n"
    changes = [Set(("a",), "other"), Set(("b",), "it's"), Set(("c",), "x"), Set(("d",), "no: w")]
    assert edit(text, changes) == "a: other\nb: 'it''s'\nc: \"x\"\nd: \"no: w\"\n"


def test_alignment_comments_and_blank_lines_stay() -> None:
    text = "a:    1   # one\n\n# two\nb: 2\n"
    assert edit(text, [Set(("a",), "10")]) == "a:    10   # one\n\n# two\nb: 2\n"


def test_a_missing_parent_is_made_in_block_style() -> None:
    assert edit("a: 1\n", [Set(("b", "c", "d"), "2")]) == "a: 1\nb:\n  c:\n    d: 2\n"


def test_flow_stays_flow_and_block_stays_block() -> None:
    text = "f: {a: 1}\nb:\n  x: 1\nl: [p]\nm:\n  - p\n"
    changes = [
        Set(("f", "b"), "2"),
        Set(("b", "y"), "2"),
        Append(("l",), "q"),
        Append(("m",), "q"),
    ]
    wanted = "f: {a: 1, b: 2}\nb:\n  x: 1\n  y: 2\nl: [p, q]\nm:\n  - p\n  - q\n"
    assert edit(text, changes) == wanted


def test_a_change_behind_an_alias_stays_where_it_was_asked_for() -> None:
    text = "a: &s {name: Dana, title: Chief}   # shared\nb: *s\nc: *s\n"
    after = edit(text, [Set(("b", "name"), "Luis")])
    data = read(after)
    assert isinstance(data, dict)
    assert data["a"] == data["c"] == {"name": "Dana", "title": "Chief"}
    assert data["b"] == {"name": "Luis", "title": "Chief"}
    assert "# shared" in after


def test_a_change_at_an_anchor_does_not_show_behind_its_aliases() -> None:
    text = "a: &s {name: Dana}\nb: *s\n"
    assert read(edit(text, [Set(("a", "name"), "Luis")])) == {
        "a": {"name": "Luis"},
        "b": {"name": "Dana"},
    }


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Delete(("b",)), "there is no “b”"),
        (Set(("a", "b"), "1"), "no place for “a.b”"),
        (Append(("a",), "1"), "“a” is not a list"),
        (Set(("l", 7), "1"), "no place for “l.7”"),
    ],
)
def test_a_path_that_does_not_fit_is_refused(change: Set | Delete | Append, says: str) -> None:
    with pytest.raises(NotEditable, match=says):
        edit("a: 1\nl: [x]\n", [change])
