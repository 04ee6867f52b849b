"""The page that a board decides by, as it reads where it has no room for all changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Paragraph, words_digest
from mou_builder.check.checking import Ready, check
from mou_builder.disk.opening import open_library
from mou_builder.papers.decision import DecisionFacts, RenewalOccasion, decision
from mou_builder.portfolio.standing import standing
from mou_builder.renewal.renew import renew
from mou_builder.yamltext.source import parse

CHANGES = ("The start of duty: 7:30 a.m. → 7:15 a.m.", "The last day of the term: later")


def ready(data: bytes) -> Ready:
    found = check(parse(data, "maple-grove.yaml"), open_library(()))
    assert isinstance(found, Ready)
    return found


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (0, ["2 changes, in the next part of this packet."]),
        (1, [CHANGES[0], "1 more change, in the next part of this packet."]),
        (2, list(CHANGES)),
    ],
)
def test_what_is_left_for_the_next_part_is_said_as_a_number_of_changes(most: int, said: list[str]):
    old = ready(Path("configs/city-and-one-school.yaml").read_bytes())
    renewal = renew(old, words_digest(assemble(old.config, old.model)))
    new = ready(renewal.text.encode())
    agreement = assemble(new.config, new.model)
    stands = standing(old, date(2027, 3, 1))
    occasion = RenewalOccasion(renewal, stands, old.config, new.config, agreement)
    facts = DecisionFacts(CHANGES, (), (), old.model, new.model)
    (changes,) = (e for e in decision(occasion, facts, most).sections if e.id == "changes")
    blocks = [block for each in changes.provisions for block in each.blocks]
    assert [each.text for each in blocks if isinstance(each, Paragraph)] == said
