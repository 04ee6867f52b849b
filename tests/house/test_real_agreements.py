"""Ten agreements after real ones, of ten states and kinds: each is said whole, without own text.

What is real in each of them, and where it was found, stands at the head of its config. The
words that must state it stand beside the config, in `.facts.txt`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from mou_builder.actions.render import Format, Output, RenderOptions, render
from mou_builder.agreement.assemble import assemble
from mou_builder.check.checking import Ready
from mou_builder.disk.packaged import packaged
from tests.support.assembling import checked, library
from tests.support.docx_reading import words_of

FOLDER = Path(__file__).parents[1] / "data" / "agreements"
TEMPLATE = (packaged("templates") / "agreement.docx").read_bytes()

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


def test_they_are_of_ten_states_and_each_says_what_of_it_is_real() -> None:
    states = set()
    for name in NAMES:
        text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
        head = text.partition("\nmodel:")[0]
        assert all(each in head for each in ("# Source: ", "# Real: ", "# Replaced: ", "Ours: "))
        found = checked(text)
        assert isinstance(found, Ready)
        states.add(found.config.state or found.model.states)
    assert len(NAMES) == len(states) == 10


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
    facts = (FOLDER / f"{name}.facts.txt").read_text(encoding="utf-8").splitlines()
    assert len(facts) > 3
    for fact in facts:
        assert fact in text, fact
        assert fact in word, fact
        assert "".join(fact.split()) in letters, fact
