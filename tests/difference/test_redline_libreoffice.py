"""Redlines of configs, decided on by LibreOffice: accepted the new agreement, rejected the old one.

One process of it decides on the whole batch, driven by its own API.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from mou_builder.actions.compare import (
    Compared,
    ComparisonOptions,
    compare_sides,
    config_side,
    redline_docx,
)
from mou_builder.actions.render import source_of
from mou_builder.agreement.document import Agreement
from mou_builder.difference.comparison import Difference
from mou_builder.word.writing.document import render_docx
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import TEMPLATE, library
from tests.support.difference.random_pairs import EDITS, Pair, pairs
from tests.support.libreoffice.jobs import Decision, Seen, see
from tests.support.word.docx_reading import header_words
from tests.support.word.redlines import decided, shown

COUNT = 24
AUTHOR = 'Dana "D" <Whitfield> & Co'
LOOKS = ComparisonOptions(TEMPLATE, AUTHOR, "2026-09-01")
Line = tuple[str, str, str]
Job = tuple[bytes, Decision]


@lru_cache(maxsize=1)
def every_pair() -> list[tuple[Pair, Compared]]:
    return [(each, compared(each)) for each in pairs(COUNT)]


def compared(pair: Pair) -> Compared:
    sides = (
        config_side(yaml_source.parse(text.encode(), name), library())
        for text, name in ((pair.old, "old.yaml"), (pair.new, "new.yaml"))
    )
    return compare_sides(*sides)


def plain(agreement: Agreement) -> bytes:
    return render_docx(agreement, TEMPLATE, None)


def test_the_pairs_reach_every_edit_and_every_way_to_differ() -> None:
    assert {edit for pair, _ in every_pair() for edit in pair.edits} == set(EDITS)
    assert {way for _, each in every_pair() for way in ways(each)} == set(Difference)


def test_between_equal_agreements_nothing_is_marked() -> None:
    for pair, each in every_pair():
        marked = redline_docx(compare_sides(each.new, each.new), LOOKS)
        source = source_of(each.new.checked, each.new.agreement, each.new.checked)
        assert marked == render_docx(each.new.agreement, TEMPLATE, source), pair


def test_rdocx_accepts_a_redline_to_the_new_agreement_and_rejects_it_to_the_old() -> None:
    for pair, each in every_pair()[::2]:  # LibreOffice decides on all of them
        marked = redline_docx(each, LOOKS)
        for decision, side in (("accept_all", each.new), ("reject_all", each.old)):
            got, wanted = decided(marked, decision), plain(side.agreement)
            assert shown(got) == shown(wanted), pair
            assert header(header_words(got)) == header(header_words(wanted)), pair


@pytest.mark.crosscheck
def test_libreoffice_accepts_a_redline_to_the_new_agreement_and_rejects_it_to_the_old() -> None:
    wanted: list[tuple[Pair, Job, Job]] = []
    as_sent: list[tuple[Pair, Job, bool]] = []
    for pair, each in every_pair():
        marked = redline_docx(each, LOOKS)
        wanted.append((pair, (marked, "accept"), (plain(each.new.agreement), "keep")))
        wanted.append((pair, (marked, "reject"), (plain(each.old.agreement), "keep")))
        if pair.seed < 4:
            differs = set(ways(each)) != {Difference.UNCHANGED}
            as_sent.append((pair, (marked, "keep"), differs))
    jobs = [job for _, *both in wanted for job in both] + [job for _, job, _ in as_sent]
    once = list(dict.fromkeys(jobs))
    seen = dict(zip(once, see(once), strict=True))
    for pair, decision, outcome in wanted:
        got, aim = seen[decision], seen[outcome]
        assert lines(got) == lines(aim), (pair, decision[1])
        assert header(got.header) == header(aim.header), (pair, decision[1])
        assert got.changes == (), (pair, decision[1])
    for pair, job, differs in as_sent:
        authors = {author for _, author, _ in seen[job].changes}
        assert authors == ({AUTHOR} if differs else set()), pair


def ways(compared: Compared) -> list[Difference]:
    return [way for item in compared.comparison.items for way in item.differences]


def lines(seen: Seen) -> list[Line]:
    """What LibreOffice shows of the body; the paragraph that nobody sees is not shown."""
    return [
        (style, number, " ".join(text.split()))
        for style, number, text in seen.body
        if style != "MOU End"
    ]


def header(lines: tuple[str, ...] | list[str]) -> list[str]:
    """The running header. That a redline is a draft is the template's word, not a tracked one."""
    return [each for each in lines if each != "DRAFT"]
