"""Every clause, beside every combination of the clauses that its text asks for, reads as English.

A text can tell whether another clause stands in the agreement only by asking for it by its id
(``has("custody")``), so that all that a pair, or any number, of clauses can do to a text is seen
by letting every combination of those that it asks for stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from mou_builder.agreement.assemble import assemble_clause, numbers_of
from mou_builder.agreement.document import Paragraph, Provision
from mou_builder.library.clause import Clause
from mou_builder.library.provenance import Provenance
from tests.support.agreement.assembling import library
from tests.support.library.english_faults import faults_of
from tests.support.library.sample_configs import BY_DAY, SETTINGS, Setting, samples


def asked_for(clause: Clause, variant: str) -> set[str]:
    """The ids of the clauses that the texts of ``clause`` ask for or refer to."""
    chosen = clause.variants.get(variant)
    text = clause.text + (chosen.text if chosen else "")
    return set(re.findall(r'(?:has|clause)\("([^"]+)"\)', text))


def subsets(names: set[str]) -> Iterator[frozenset[str]]:
    for size in range(len(names) + 1):
        yield from (frozenset(each) for each in combinations(sorted(names), size))


ONE_OFFICER = {("duty-stations", "weekly-schedule")}
"""Variants for a single officer, as their titles say."""


def first_officer(provision: Provision) -> str:
    """The word before the first mention of an officer in the drafted words of a provision."""
    drafted = (
        each.text
        for each in provision.blocks
        if isinstance(each, Paragraph) and each.provenance is Provenance.DRAFTED
    )
    found = re.search(r"(\w+) SROs?\b", " ".join(drafted))
    return found[0].lower() if found else ""


def words(provision: Provision) -> str:
    return " / ".join(each.text for each in provision.blocks if isinstance(each, Paragraph))


@pytest.mark.parametrize("setting", BY_DAY, ids=str)
@pytest.mark.parametrize("model", library().model_ids)
def test_every_variant_reads_as_english_beside_all_that_it_asks_for(
    model: str, setting: Setting
) -> None:
    assert faulty_sentences(model, setting) == []


@pytest.mark.nightly
@pytest.mark.parametrize("setting", [each for each in SETTINGS if each not in BY_DAY], ids=str)
@pytest.mark.parametrize("model", library().model_ids)
def test_every_variant_reads_as_english_in_the_other_settings(model: str, setting: Setting) -> None:
    assert faulty_sentences(model, setting) == []


def faulty_sentences(model: str, setting: Setting) -> list[object]:
    """What is wrong beside any of the clauses that a text asks for."""
    plan = library().model(model)
    wrong: list[object] = []
    for sample in samples(plan, setting):
        clause = sample.clause
        known = asked_for(clause, sample.variant) & plan.clauses.keys()
        required = {name.partition("/")[0] for name in clause.requires}
        for others in subsets(known - required):
            config = sample.beside(others | required)
            provision = assemble_clause(config, plan, clause.id)
            numbers = set(numbers_of(config, plan).values())
            text = words(provision)
            named = {int(each) for each in re.findall(r"\bclause (\d+)", text)}
            if faults := [*faults_of(provision), *(f"no clause {n}" for n in named - numbers)]:
                wrong.append((clause.id, sample.variant, sorted(others), faults, text))
    return wrong


@pytest.mark.parametrize("model", library().model_ids)
def test_no_drafted_clause_begins_as_if_there_were_only_one_officer(model: str) -> None:
    plan = library().model(model)
    several = next(each for each in SETTINGS if each.officers > 1)
    for sample in samples(plan, several):
        if (sample.clause.id, sample.variant) not in ONE_OFFICER:
            provision = assemble_clause(sample.config, plan, sample.clause.id)
            assert first_officer(provision) != "the sro", sample.clause.id


def test_no_text_asks_for_a_clause_that_no_model_has() -> None:
    plans = [library().model(each) for each in library().model_ids]
    known = {name for plan in plans for name in plan.clauses}
    for plan in plans:
        for clause in plan.clauses.values():
            for variant in clause.variants or ("",):
                assert asked_for(clause, variant) <= known, clause.id
