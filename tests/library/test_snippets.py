"""Snippets: sentences that several texts share stand once, and stay what they are."""

from __future__ import annotations

import pytest

from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.library.clause import Clause
from mou_builder.library.reading.models import load_model
from tests.support.library.files_in_memory import FilesInMemory
from tests.support.library.small_library import FILES, PAY

SNIPPETS = """\
snippets:
  when-due:
    provenance: drafted
    text: |
      Payment is due at the end of the month.

      - The month begins on its first day.
"""
USES = PAY.replace("pays {{ amount }}.", 'pays {{ amount }}. {{ snippet("when-due") }}')


def with_snippets(pay: str = USES, snippets: str = SNIPPETS) -> FilesInMemory:
    return FilesInMemory({**FILES, "small/clauses/pay.yaml": pay, "small/snippets.yaml": snippets})


def clause(files: FilesInMemory) -> Clause:
    return load_model(files, "small").clauses["pay"]


def faults(files: FilesInMemory) -> tuple[Diagnostic, ...]:
    with pytest.raises(Refused) as refused:
        load_model(files, "small")
    return refused.value.diagnostics


def test_a_text_reads_as_if_the_snippet_had_been_written_there() -> None:
    assert clause(with_snippets()).variants["whole"].text == (
        "The district pays {{ amount }}. Payment is due at the end of the month.\n"
        "\n"
        "- The month begins on its first day.\n"
    )


def test_another_snippet_is_another_model() -> None:
    changed = SNIPPETS.replace("the end", "the start")
    before, after = with_snippets(), with_snippets(snippets=changed)
    assert load_model(before, "small").digest != load_model(after, "small").digest


def test_an_unknown_snippet_is_told_with_its_line_and_what_was_meant() -> None:
    (fault,) = faults(with_snippets(USES.replace("when-due", "when-dew")))
    assert (fault.code, fault.place.file, fault.place.line) == (
        "MOU207",
        "small/clauses/pay.yaml",
        10,
    )
    assert fault.hint == "did you mean “when-due”?"


def test_a_drafted_snippet_cannot_pass_for_the_published_models_words() -> None:
    published = USES.replace("    blanks:", "    open: yes\n    blanks:", 1)
    (fault,) = faults(with_snippets(published))
    assert fault.code == "MOU207"
    assert fault.message == "the snippet “when-due” is drafted, the text model"


def test_a_snippet_is_held_to_the_blanks_of_the_text_that_takes_it_in() -> None:
    (fault,) = faults(with_snippets(snippets=SNIPPETS.replace("the month.", "{{ moon }}.")))
    assert fault.code == "MOU207"
    assert "“moon”" in fault.message


def test_a_snippet_says_whose_words_it_holds() -> None:
    lacking = SNIPPETS.replace("    provenance: drafted\n", "")
    assert [each.code for each in faults(with_snippets(snippets=lacking))] == ["MOU205"]


def test_a_snippet_of_the_model_itself_prevails_over_that_of_its_base() -> None:
    plan = FILES["small/model.yaml"].replace("id: small\n", "id: other\nbase: small\n")
    own = SNIPPETS.replace("at the end", "in the middle")
    files = FilesInMemory(
        {**with_snippets().texts, "other/model.yaml": plan, "other/snippets.yaml": own}
    )
    text = load_model(files, "other").clauses["pay"].variants["whole"].text
    assert "in the middle of the month" in text


def test_a_verified_clause_is_examined_again_where_its_snippets_are_not_verified() -> None:
    right = with_snippets()
    digests = {file.digest for path in right.texts if (file := right.read(path))}
    wrong = with_snippets(snippets=SNIPPETS.replace("the month.", "{{ moon }}."))
    files = FilesInMemory(wrong.texts, frozenset(digests))
    assert [each.code for each in faults(files)] == ["MOU207"]
