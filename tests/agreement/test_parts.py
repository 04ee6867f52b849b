"""The parts of an agreement: one order, one key each, nothing left out."""

from __future__ import annotations

from hypothesis import given

from mou_builder.agreement.document import Agreement, PartKind
from tests.support.agreement.small_agreement import small_agreement
from tests.support.agreement.strategies import agreements
from tests.support.example_counts import drawn


def test_parts_come_in_the_order_in_which_one_reads_them() -> None:
    kinds = list(dict.fromkeys(each.kind for each in small_agreement().parts()))
    assert kinds == [kind for kind in PartKind if kind in kinds]


@drawn(10)
@given(agreements())
def test_every_part_has_a_key_of_its_own(agreement: Agreement) -> None:
    keys = [each.key for each in agreement.parts()]
    assert len(keys) == len(set(keys))


@drawn(10)
@given(agreements())
def test_the_parts_hold_the_header_and_every_block(agreement: Agreement) -> None:
    header, *others = agreement.parts()
    assert header.blocks == (agreement.header,)
    assert [block for part in others for block in part.blocks] == list(agreement.blocks())


@drawn(10)
@given(agreements())
def test_clauses_know_their_provision_and_their_section(agreement: Agreement) -> None:
    clauses = [each for each in agreement.parts() if each.kind is PartKind.CLAUSE]
    assert [each.provision for each in clauses] == list(agreement.provisions)
    assert all(each.section and each.provision in each.section.provisions for each in clauses)
