"""Sixteen agreements after real ones, of sixteen states: 95 of 100 facts are said without own text.

Where each was found stands at the head of its config. What is real in it stands beside the config,
in `.facts.txt`: every fact with the words of the agreement that say it, or, after a dash, why the
library has no words for it. Those that say so were written down before their configs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from mou_builder.actions.render import Format, Output, RenderOptions, render
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Paragraph
from mou_builder.check.checking import Ready
from tests.support.agreement.assembling import TEMPLATE, checked, library
from tests.support.word.docx_reading import words_of

FOLDER = Path(__file__).parents[1] / "data" / "agreements"


@dataclass(frozen=True)
class Fact:
    """What a real agreement says, the words that say it here, and why there are none."""

    what: str
    said: tuple[str, ...]
    missing: str


def facts_of(name: str) -> list[Fact]:
    lines = (FOLDER / f"{name}.facts.txt").read_text(encoding="utf-8").splitlines()
    found: list[Fact] = []
    for line in (each for each in lines if not each.startswith("#")):
        match line.removeprefix("  "):
            case words if words == line:
                found.append(Fact(line, (), ""))
            case words if words.startswith("- "):
                found[-1] = replace(found[-1], missing=words.removeprefix("- "))
            case words:
                found[-1] = replace(found[-1], said=(*found[-1].said, words))
    return found


NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def rendered(name: str) -> Output:
    found = checked((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")
    formats = (Format.TEXT, Format.DOCX, Format.PDF)
    return render(found, RenderOptions(formats, TEMPLATE))


def file(name: str, ending: str) -> bytes:
    return next(data for path, data in rendered(name).files.items() if path.endswith(ending))


def letters_of_pdf(name: str) -> str:
    """The words of the pages without spaces, and without what stands at the head and the foot."""
    found = checked((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, Ready)
    head = "".join(assemble(found.config, found.model).header.text.split())
    with pypdfium2.PdfDocument(file(name, ".pdf")) as pdf:
        pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    return "".join(re.sub(r"Page\d+of\d+$", "", page.removeprefix(head)) for page in pages)


def test_they_are_of_as_many_states_and_each_says_what_of_it_is_real() -> None:
    states = set()
    for name in NAMES:
        text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
        head = text.partition("\nmodel:")[0]
        assert all(each in head for each in ("# Source: ", "# Real: ", "# Replaced: ", "Ours: "))
        found = checked(text)
        assert isinstance(found, Ready)
        states.add(found.config.state or found.model.states)
    assert len(NAMES) == len(states) == 16


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_it_and_nothing_in_it_is_own_text(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    found = checked(text, f"{name}.yaml")
    assert [each.code for each in found.diagnostics if "accepted" not in each.message] == []
    assert isinstance(found, Ready)
    assert found.config.frame == {}
    assert all(each.own_text is None for each in found.config.choices.values())
    assert set(found.model.clauses) == set(library().model(found.config.model).clauses)


@pytest.mark.parametrize("name", NAMES)
def test_its_facts_are_said_in_the_text_the_word_document_and_the_pdf(name: str) -> None:
    text = " ".join(file(name, ".txt").decode().replace("|", " ").split())
    word = " ".join(words_of(file(name, ".docx")))
    letters = letters_of_pdf(name)
    for fact in facts_of(name):
        assert fact.said or fact.missing, fact
        for said in fact.said:
            assert said in text, fact
            assert said in word, fact
            assert "".join(said.split()) in letters, fact


def test_of_a_hundred_facts_ninety_five_are_said_without_own_text() -> None:
    facts = [fact for name in NAMES for fact in facts_of(name)]
    said = [each for each in facts if not each.missing]
    assert len(facts) > 190
    assert len(said) / len(facts) >= 0.95


def test_the_first_day_is_printed_where_no_clause_on_the_first_day_of_service_is() -> None:
    name = "oklahoma-halves-with-dollars"
    text = " ".join(file(name, ".txt").decode().split())
    assert (
        "shall become effective on July 1, 2027, or upon execution by signature if that is later, "
        "and remain effective until June 30, 2028" in text
    )
    config = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    served = checked(config.replace("  appropriations: yes", "  commencement: yes"))
    assert isinstance(served, Ready)
    words = " ".join(
        each.text
        for each in assemble(served.config, served.model).blocks()
        if isinstance(each, Paragraph)
    )
    assert "shall become effective immediately upon execution by signature and remain" in words
    assert "on July 1, 2027. No payment is due" in words
