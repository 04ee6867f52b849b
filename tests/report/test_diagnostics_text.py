"""Diagnostics as a clerk reads them in a terminal, and as other programs read them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.report.diagnostics.as_json import diagnostics_json
from mou_builder.report.diagnostics.as_text import diagnostics_text, findings_summary
from mou_builder.report.diagnostics.excerpt import excerpt, source_line
from mou_builder.report.terminal import visible
from mou_builder.yamltext import source as yaml_source

MAPLE = "model: wisconsin-sro\nparties:\n  agency:\n    kind: polce\n"
KIND = Diagnostic(
    "MOU104",
    Severity.ERROR,
    "“polce” is not known as kind",
    Place("maple.yaml", 4, 11),
    "did you mean “police”?",
    "Wis. Stat. § 66.0301",
)


def shown(*found: Diagnostic, text: str = MAPLE, color: bool = False, width: int = 100) -> str:
    return diagnostics_text(found, {"maple.yaml": text}, color=color, width=width)


def test_a_diagnostic_shows_its_place_line_caret_hint_basis_and_the_sum_of_all():
    assert shown(KIND) == (
        "maple.yaml:4:11: MOU104 error: “polce” is not known as kind\n"
        "    4 |     kind: polce\n"
        "      |           ^\n"
        "  hint: did you mean “police”?\n"
        "  basis: Wis. Stat. § 66.0301\n"
        "\n"
        "1 error in maple.yaml\n"
    )


def test_no_diagnostics_say_nothing():
    assert diagnostics_text((), {}, color=True, width=80) == ""


def test_a_file_without_text_at_hand_shows_no_line():
    found = Diagnostic("MOU401", Severity.ERROR, "no Word document", Place("letter.docx"))
    assert diagnostics_text([found], {}, color=False, width=80) == (
        "letter.docx: MOU401 error: no Word document\n\n1 error in letter.docx\n"
    )
    [data] = json.loads(diagnostics_json([found]))["diagnostics"]
    assert (data["file"], data["line"], data["column"]) == ("letter.docx", None, None)


def test_the_summary_counts_each_severity_and_the_files():
    def of(severity: Severity, file: str) -> Diagnostic:
        return Diagnostic("MOU300", severity, "", Place(file))

    errors = [of(Severity.ERROR, "a.yaml")] * 3
    assert (
        findings_summary([*errors, of(Severity.WARNING, "a.yaml")])
        == "3 errors, 1 warning in a.yaml"
    )
    assert (
        findings_summary([of(Severity.NOTE, "a.yaml"), of(Severity.NOTE, "b.yaml")])
        == "2 notes in 2 files"
    )


def test_colour_adds_escapes_and_no_words():
    plain = shown(KIND)
    coloured = shown(KIND, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def caret_under(text: str, column: int, line: int = 1, width: int = 100) -> tuple[str, str]:
    """Return the shown line and what stands in it above the caret."""
    found = Diagnostic("MOU103", Severity.ERROR, "x", Place("maple.yaml", line, column))
    _, source, caret, *_ = shown(found, text=text, width=width).split("\n")
    at = cell_len(caret.partition("^")[0])
    before, under = "", source
    while cell_len(before) < at:
        before, under = before + under[0], under[1:]
    assert cell_len(before) == at
    return source, under


def test_the_caret_stands_under_the_place_behind_a_tab():
    assert caret_under("a:\tb", 4) == ("    1 | a:  b", "b")


def test_the_caret_stands_under_the_place_behind_wide_characters():
    assert caret_under("name: 学校 x", 10)[1] == "x"


def test_the_caret_stands_under_the_place_behind_combining_marks():
    assert caret_under("name: e\u0301cole x", 14)[1] == "x"


def test_a_long_line_is_cut_around_the_place():
    text = "name: " + "word " * 80 + "HERE " + "more " * 80
    source, under = caret_under(text, text.index("HERE") + 1, width=60)
    assert under.startswith("HERE")
    assert source.count("…") == 2
    assert cell_len(source) <= 60


def test_lines_are_counted_as_yaml_counts_them():
    # YAML 1.1 ends a line at U+0085, U+2028 and U+2029, too, and at a lone carriage return.
    text = 'a: "x\u2028y"\rb: "\x85"\r\nc: 1\nc: 2\n'
    with pytest.raises(Refused) as refused:
        yaml_source.parse(text.encode(), "maple.yaml")
    [found] = refused.value.diagnostics
    assert source_line(text, found.place.line) == "c: 2"


@pytest.mark.parametrize("number", [0, -1, 3, 99])
def test_a_line_that_is_not_there_is_not_shown(number: int):
    assert source_line("one\ntwo", number) is None


def test_what_would_disturb_a_terminal_is_spelt_out():
    trick = "a\x1b[31m\u202eb"
    found = Diagnostic("MOU103", Severity.ERROR, trick, Place("maple.yaml", 1, 1), hint=trick)
    text = shown(found, text=trick)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.count("<U+001B>[31m<U+202E>b") == 3


def test_long_hints_are_wrapped_and_stay_under_their_label():
    found = Diagnostic("MOU103", Severity.ERROR, "x", Place("maple.yaml"), hint="word " * 30)
    lines = shown(found, width=60).splitlines()
    hint = [line for line in lines if "word" in line]
    assert len(hint) > 1
    assert all(cell_len(line) <= 60 for line in hint)
    assert all(line.startswith("        word") for line in hint[1:])


ANY_LINE = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)


@given(ANY_LINE, st.integers(-3, 320), st.integers(1, 200))
def test_an_excerpt_always_fits_and_its_caret_too(line: str, column: int, width: int):
    found = excerpt(line, column, width)
    assert "\n" not in found.line
    assert 0 <= found.before <= cell_len(found.line)
    assert cell_len(found.line) <= max(width, 10)  # ten columns are the least


# Where a character takes no column, several characters begin at one column.
WITH_COLUMNS = st.characters(exclude_categories=("Cs",)).filter(
    lambda each: cell_len(visible(each))
)


@given(st.text(WITH_COLUMNS, max_size=300), st.integers(0, 299))
def test_the_caret_of_an_excerpt_stands_before_the_character_of_its_column(line: str, at: int):
    if at >= len(line):
        return
    found = excerpt(line, at + 1, 60)
    whole = excerpt(line, at + 1, 10_000)
    head, tail = (
        whole.line[: _at(whole.line, whole.before)],
        found.line[_at(found.line, found.before) :],
    )
    assert head == visible(line[:at])
    kept = tail.removesuffix("…")
    assert whole.line[len(head) :].startswith(kept)


def _at(line: str, columns: int) -> int:
    """Return the index of the first character that stands ``columns`` from the left."""
    return next(i for i in range(len(line) + 1) if cell_len(line[:i]) == columns)


def test_the_json_form_is_the_documented_one():
    note = Diagnostic("MOU300", Severity.NOTE, "m", Place("ö.yaml"))
    assert json.loads(diagnostics_json([KIND, note])) == {
        "format": 1,
        "summary": {"errors": 1, "warnings": 0, "notes": 1},
        "diagnostics": [
            {
                "code": "MOU104",
                "severity": "error",
                "message": "“polce” is not known as kind",
                "file": "maple.yaml",
                "line": 4,
                "column": 11,
                "hint": "did you mean “police”?",
                "basis": "Wis. Stat. § 66.0301",
            },
            {
                "code": "MOU300",
                "severity": "note",
                "message": "m",
                "file": "ö.yaml",
                "line": None,
                "column": None,
                "hint": None,
                "basis": None,
            },
        ],
    }


def test_the_json_form_of_nothing_is_an_empty_list():
    assert json.loads(diagnostics_json(()))["diagnostics"] == []
