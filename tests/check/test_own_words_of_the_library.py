"""The library's own sentences, said again as an own clause, contradict nothing: no false alarm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Block, Kind, Paragraph
from mou_builder.check.checking import Ready, check
from mou_builder.check.rule import Case
from mou_builder.check.rules import own
from mou_builder.config.config import Choice
from mou_builder.library.clause import Clause
from mou_builder.library.provenance import Provenance
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import CONFIGS, library

AGREEMENTS = [
    *sorted(CONFIGS.glob("*.yaml")),
    *sorted((Path(__file__).parents[1] / "data" / "agreements").glob("*.yaml")),
]


def typed(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"- {block.text}" if block.kind is Kind.SUBCLAUSE else block.text
    rows = (["".join(span.text for span in cell) for cell in row.cells] for row in block.all_rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


@pytest.mark.parametrize("path", AGREEMENTS, ids=lambda path: path.stem)
def test_what_an_agreement_says_may_be_said_again(path: Path) -> None:
    source = parse(path.read_bytes(), path.name)
    ready = check(source, library())
    assert isinstance(ready, Ready)
    again = Clause("again", "Said again", provenance=Provenance.CUSTOM, optional=True)
    model = replace(ready.model, clauses={**ready.model.clauses, "again": again})
    for provision in assemble(ready.config, ready.model, draft=True).provisions:
        text = "\n\n".join(map(typed, provision.blocks))
        choices = {**ready.config.choices, "again": Choice("again", own_text=text)}
        case = Case(source, replace(ready.config, choices=choices), model)
        found = [each.message for rule in own.RULES for each in rule(case)]
        assert found == [], provision.id
