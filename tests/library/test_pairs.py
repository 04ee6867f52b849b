"""Every two clauses that may be chosen, in a whole agreement: sentences and references hold.

`test_sentences` reads each clause beside those that its text asks for; here stand whole agreements,
with the parts that every one has, so that numbers and what is not asked for are seen, too.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import CROSS_REFERENCE, Agreement, Paragraph, Provision
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model
from tests.support.agreement.assembling import library, open_points
from tests.support.example_counts import drawn
from tests.support.library.english_faults import faults_of
from tests.support.library.sample_configs import SETTINGS, Sample, Setting, samples

MODELS = library().model_ids


@lru_cache(maxsize=4)
def chosen(model: str, setting: Setting) -> tuple[Sample, ...]:
    """Every clause that may be chosen, in each of its variants."""
    every = samples(library().model(model), setting)
    return tuple(each for each in every if each.clause.optional)


def names(references: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each.partition("/")[0] for each in references)


def excludes(one: Clause, other: Clause) -> bool:
    return other.id in names(one.conflicts) or one.id in names(other.conflicts)


def whole(plan: Model, sample: Sample, other: Clause) -> Agreement:
    """The agreement with what every one has, two clauses more, and what these require."""
    always = frozenset(name for name, each in plan.clauses.items() if not each.optional)
    required = names(sample.clause.requires) | names(other.requires)
    return assemble(sample.beside(always | required | {other.id}), plan)


READ: dict[str, list[str]] = {}
"""The faults of provisions by their words, whatever the numbers of the clauses that they name."""


def faults_read_once(provision: Provision) -> list[str]:
    words = [
        block.text if isinstance(block, Paragraph) else str(block) for block in provision.blocks
    ]
    key = re.sub(r"clause \d+", "clause 1", f"{provision.id}: {words}")
    if key not in READ:
        READ[key] = list(faults_of(provision))
    return READ[key]


def faults_in(agreement: Agreement) -> list[str]:
    """What is wrong in a sentence, what is left open, and numbers of other clauses than meant."""
    numbers = {each.id: each.number for each in agreement.provisions}
    wrong = [f"open: {path}" for path, _ in open_points(agreement) if path != "signed"]
    for provision in agreement.provisions:
        wrong += [f"{provision.id}: {each}" for each in faults_read_once(provision)]
        spans = [
            span for each in provision.blocks if isinstance(each, Paragraph) for span in each.spans
        ]
        for span in spans:
            meant = (span.blank or "").partition(CROSS_REFERENCE)[2]
            if meant and span.text != f"clause {numbers.get(meant)}":
                wrong.append(f"{provision.id}: “{span.text}” for “{meant}”")
    return wrong


A_FEW = (("general-sro", SETTINGS[-1]), ("washington-sro", SETTINGS[1]))
"""Of the models and settings, as making the samples of all takes long."""


@drawn(24)
@given(st.sampled_from(A_FEW), st.integers(0, 9999), st.integers(0, 9999))
def test_two_clauses_in_a_whole_agreement_read_as_english_and_name_each_other_rightly(
    place: tuple[str, Setting], one: int, another: int
) -> None:
    every = chosen(*place)
    sample, other = every[one % len(every)], every[another % len(every)].clause
    if not excludes(sample.clause, other):
        assert faults_in(whole(library().model(place[0]), sample, other)) == []


@pytest.mark.nightly
@pytest.mark.parametrize("setting", SETTINGS, ids=str)
@pytest.mark.parametrize("model", MODELS)
def test_every_two_clauses_in_a_whole_agreement_do(model: str, setting: Setting) -> None:
    plan = library().model(model)
    others = {each.clause.id: each.clause for each in chosen(model, setting)}
    found = {
        (sample.clause.id, sample.variant, other.id): faults_in(whole(plan, sample, other))
        for sample in chosen(model, setting)
        for other in others.values()
        if (other.id < sample.clause.id or (other.variants and other is not sample.clause))
        and not excludes(sample.clause, other)
    }
    assert {pair: wrong for pair, wrong in found.items() if wrong} == {}
