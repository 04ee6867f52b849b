"""What a clause may be given is printed, or the model says beside what it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mou_builder.agreement.assemble import assemble_clause
from mou_builder.config.config import Config
from mou_builder.frozen import replace
from mou_builder.library.model import Model
from tests.support.agreement.assembling import library
from tests.support.library.sample_configs import Sample, Setting, samples

LEAST, ALL = (Setting(3, 1, 2, full=each) for each in (False, True))


def values_that_print_nothing(model: Model) -> Iterator[str]:
    """Yield each value that changes no word, in a clause with what it cannot do without."""
    for least, every in zip(samples(model, LEAST), samples(model, ALL), strict=True):
        always = frozenset(name for name, each in model.clauses.items() if not each.optional)
        config = least.beside(always | {each.partition("/")[0] for each in least.clause.requires})
        words = assemble_clause(config, model, least.clause.id).blocks
        plain = config.choices[least.clause.id].values
        for name, value in every.config.choices[least.clause.id].values.items():
            if plain.get(name) != value:
                given = with_value(config, least, name, value)
                if assemble_clause(given, model, least.clause.id).blocks == words:
                    yield f"{least.clause.id}.{name}"


def with_value(config: Config, sample: Sample, name: str, value: object) -> Config:
    choice = config.choices[sample.clause.id]
    more = replace(choice, values={**choice.values, name: value})
    return replace(config, choices={**config.choices, sample.clause.id: more})


@pytest.mark.parametrize("name", ["wisconsin-sro", "general-sro"])
def test_a_value_that_is_printed_only_beside_another_is_known_to_the_model(name: str) -> None:
    model = library().model(name)
    known = {each.blank for each in model.judgement.beside}
    found = set(values_that_print_nothing(model))
    assert found == known
