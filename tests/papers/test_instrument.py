"""How an amendment tells which clause it means where the clauses are renumbered."""

from __future__ import annotations

import pytest

from mou_builder.agreement.document import Kind, Paragraph
from mou_builder.difference.comparing import compare
from mou_builder.papers.instrument import AmendmentOccasion, instrument
from tests.support.agreement.assembling import assembled, example

COUNTY = example("county-and-four-schools.yaml")


def leads(new: str) -> list[str]:
    """The sentence of each provision of the amendment that makes another agreement of COUNTY's."""
    comparison = compare(assembled(COUNTY), assembled(new))
    closing = Paragraph(Kind.CLOSING, ())
    paper = instrument(comparison, AmendmentOccasion(1, "A", None, None, closing))
    firsts = [each.blocks[0] for each in paper.provisions]
    return [each.text for each in firsts if isinstance(each, Paragraph)]


@pytest.mark.parametrize(
    ("kept", "place"),
    [
        ("", "The following clause 23 is added after clause 23, which becomes clause 22, under"),
        ("  complaints: yes\n", "The following clause 24 is added after clause 23, under"),
    ],
)
def test_the_clause_before_an_added_one_has_both_its_numbers(kept: str, place: str) -> None:
    new = COUNTY.replace("  complaints: yes\n", f"{kept}  counterparts: yes\n")
    assert [each for each in leads(new) if each.startswith(place)]
