"""The whole round: a redline goes out, is decided on elsewhere, and comes back as a proposal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.actions.amend import AmendOptions, amend
from mou_builder.actions.render import source_of
from mou_builder.actions.review import proposal_of, review_copy
from mou_builder.difference.redline import redline
from mou_builder.proposal.proposal_text import proposal_text
from mou_builder.review.sent_parts import sent_parts
from mou_builder.word.writing.document import Revision, render_docx
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import TEMPLATE, assembled, checked, library
from tests.support.difference.negotiated_pairs import PAIRS, agreements, redlined
from tests.support.example_counts import drawn
from tests.support.libreoffice.jobs import see
from tests.support.review.returned_copies import CITY

OLD = PAIRS["a share"][0]
TOPICS = [
    *("school-values", "child-development", "positive-behavior", "de-escalation"),
    *("mental-health", "suicide-prevention", "a topic of our own", "trauma-informed-practices"),
]


def proposed_again(returned: bytes, old_text: str) -> str:
    """What came back, as a proposal against the old config, carried out."""
    old = yaml_source.parse(old_text.encode(), CITY)
    reviewing = review_copy(returned, "back.docx", library(), TEMPLATE, old)
    found = proposal_of(reviewing)
    assert found.left_out == ()
    assert found.proposal is not None
    text = proposal_text(found.proposal, CITY, "proposal.yaml")
    asked = yaml_source.parse(text.encode(), "proposal.yaml")
    options = AmendOptions(TEMPLATE, date(2026, 9, 1), agreed=True)
    made = amend(checked(old_text, CITY), asked, library(), options)
    return made.files[made.name].decode()


def words(text: str) -> list[str]:
    return [each.text for each in sent_parts(assembled(text))]


@st.composite
def new_configs(draw: st.DrawFn) -> str:
    """The city's config with some of its values changed, and clauses added and left out."""
    text = OLD
    changes = {
        "officers: 1": f"officers: {draw(st.integers(1, 12))}",
        "district_share: 75%": f"district_share: {draw(st.integers(1, 999)) / 10}%",
        "invoiced: quarterly": draw(
            st.sampled_from(["invoiced: monthly", "invoiced: yearly\n    due: 60 days"])
        ),
        "supervisor: Patrol Captain": draw(
            st.sampled_from(["supervisor: Chief's Deputy", "supervisor: 'Núñez & Söhne <3>'"])
        ),
        "starts: 7:30": f"starts: {draw(st.integers(6, 9))}:{draw(st.sampled_from(['00', '45']))}",
        "until: 2027-06-30": f"until: {draw(st.integers(2027, 2031))}-06-30",
        "experience: 3": f"experience: {draw(st.integers(1, 9))}",
        "body_camera: agency": "body_camera: district",
    }
    for old, new in changes.items():
        assert old in text
        if draw(st.booleans()):
            text = text.replace(old, new, 1)
    if draw(st.booleans()):
        topics = draw(st.lists(st.sampled_from(TOPICS), min_size=1, unique=True))
        start, end = text.index("    topics:\n"), text.index("\n  funding:")
        listed = "".join(f"      - {each}\n" for each in topics)
        text = f"{text[:start]}    topics:\n{listed}{text[end:]}"
    for clause in draw(
        st.lists(st.sampled_from(["disputes", "complaints", "counterparts"]), unique=True)
    ):
        text = text.replace("\nclauses:\n", f"\nclauses:\n  {clause}: yes\n")
    if draw(st.booleans()):
        omitted = "  annual-meeting: {omit: {because: done elsewhere}}\n"
        text = text.replace("\nclauses:\n", f"\nclauses:\n{omitted}")
    return text


def redline_of(old_text: str, new_text: str) -> bytes:
    marked = redline(assembled(old_text), assembled(new_text))
    source = source_of(checked(new_text, CITY), marked)
    return render_docx(marked, TEMPLATE, source, Revision("The Police", "2026-09-01"))


@drawn(6)
@given(new_configs())
def test_whatever_a_redline_asks_for_is_proposed_and_amended_to_the_new_agreement(
    new_text: str,
) -> None:
    if words(OLD) == words(new_text):
        return
    assert words(proposed_again(redline_of(OLD, new_text), OLD)) == words(new_text)


@pytest.mark.crosscheck
def test_a_redline_accepted_in_libreoffice_comes_back_as_the_new_agreement() -> None:
    names = list(PAIRS)
    for name, seen in zip(names, see([(redlined(each), "accept") for each in names]), strict=True):
        old_text, _ = PAIRS[name]
        text = proposed_again(seen.saved, old_text)
        new = [each.text for each in sent_parts(agreements(name)[1])]
        assert words(text) == new, name
