"""``mou explain``: what a code means, for whoever sees one for the first time."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from mou_builder.cli.program import program
from mou_builder.diagnostic import Severity
from mou_builder.explanations.catalogue import CodeKind, Example, Explanation, packaged_catalogue
from mou_builder.report.explanations.as_text import explanation_text


def explain(*words: str) -> Result:
    return CliRunner().invoke(program, ["explain", *words])


def test_a_code_is_explained_with_an_example_before_and_after():
    found = explain("MOU104")
    assert found.exit_code == 0
    lines = found.stdout.split("\n")
    assert lines[0] == "MOU104 error: A word that is not one of the choices"
    before, after = lines.index("Before (in a config):"), lines.index("After (in a config):")
    assert "        kind: polce" in lines[before:after]
    assert "        kind: police" in lines[after:]


@pytest.mark.parametrize("written", ["mou104", "104", " MOU104 "])
def test_a_code_is_known_however_it_is_written(written: str):
    assert explain(written).stdout == explain("MOU104").stdout


def test_without_a_code_all_are_listed():
    found = explain()
    assert found.exit_code == 0
    assert all(code in found.stdout for code in packaged_catalogue().codes)


def test_a_code_that_does_not_exist_names_the_nearest():
    found = explain("MOU1044")
    assert found.exit_code == 2
    assert found.stdout == ""
    assert "did you mean “MOU104”?" in found.stderr


@pytest.mark.parametrize("written", ["XYZ", "MOU", "E501", "", "MOUSE"])
def test_what_is_like_no_code_is_told_where_to_look(written: str):
    found = explain(written)
    assert found.exit_code == 2
    assert "MOU1xx the form of a config" in found.stderr


def test_lines_are_no_wider_than_the_terminal_and_what_disturbs_it_is_spelt_out():
    page = Explanation(
        "MOU999",
        "A title",
        Severity.NOTE,
        "word " * 40,
        "word " * 40,
        Example(CodeKind.FILE, "", "\x07"),
    )
    text = explanation_text(page, 50)
    assert max(len(line) for line in text.split("\n")) <= 50
    assert "    (an empty file)\n" in text
    assert "    <U+0007>\n" in text
