"""The laws speak of all configs: words, numbers, bytes and accessibility of generated ones."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import page
import pytest

from mou_builder.actions.render import Format, Output, RenderOptions, render
from mou_builder.diagnostic import Refused
from mou_builder.report.agreement_text import agreement_text
from tests.support.agreement.assembling import TEMPLATE, checked
from tests.support.agreement.small_agreement import words_in_order
from tests.support.difference.random_pairs import pairs
from tests.support.word.docx_reading import words_of

MANY, FEW = 60, 16
NOT_IN_OUR_FONTS = ("🚒", "👮", "شرطة")


@cache
def configs(count: int) -> tuple[str, ...]:
    """Generated configs, each with another choice of variants, blanks, clauses and parties."""
    return tuple(each.new for each in pairs(count))


def files(text: str, *formats: Format) -> Output:
    """The files of a config, whatever the rules of judgment say of values drawn by chance."""
    unjudged = replace(checked(text), diagnostics=())
    return render(unjudged, RenderOptions(formats, TEMPLATE, draft=True))


@pytest.mark.parametrize("number", range(MANY))
def test_the_word_document_has_the_agreements_words_and_numbers(number: int) -> None:
    text = configs(MANY)[number]
    output = files(text, Format.DOCX)
    [docx] = output.files.values()
    assert words_of(docx) == words_in_order(output.agreement)


@pytest.mark.parametrize("number", range(MANY))
def test_numbers_run_without_a_gap_and_nothing_of_the_language_is_left(number: int) -> None:
    made = files(configs(MANY)[number]).agreement
    assert [each.number for each in made.provisions] == list(range(1, len(made.provisions) + 1))
    assert not re.search("[\ue000\ue001]", agreement_text(made))


@pytest.mark.parametrize("number", range(FEW))
def test_the_pdf_conforms_or_says_which_words_it_cannot_show(number: int) -> None:
    text = configs(FEW)[number]
    if any(each in text for each in NOT_IN_OUR_FONTS):
        with pytest.raises(Refused, match="MOU504"):
            files(text, Format.PDF)
        return
    [pdf] = files(text, Format.PDF).files.values()
    for profile in ("ua1", "3b"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [each.message for each in report.failures] == []


@pytest.mark.parametrize("number", range(FEW))
def test_the_same_config_gives_the_same_bytes(number: int) -> None:
    text = configs(FEW)[number]
    first = files(text, Format.DOCX, Format.HTML, Format.TEXT).files
    assert files(text, Format.DOCX, Format.HTML, Format.TEXT).files == first
