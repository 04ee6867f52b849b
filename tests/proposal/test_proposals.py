"""Proposals: read, held against their config, applied to its text, and made of what came back."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.actions.review import proposal_of
from mou_builder.agreement.wording import written
from mou_builder.config.extending import extended
from mou_builder.diagnostic import Refused
from mou_builder.library.clause import Blank
from mou_builder.library.model import Model
from mou_builder.library.typed.values import OwnEntry, Type, read
from mou_builder.proposal.applying import apply, digest_of
from mou_builder.proposal.from_review import ProposedFromReview, proposed_changes
from mou_builder.proposal.proposal import ClauseChange, Proposal, SettingChange, read_proposal
from mou_builder.proposal.proposal_text import proposal_text
from mou_builder.proposal.value_reading import as_typed, list_of, scalar_of
from mou_builder.review.sent_parts import sent_parts
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source
from tests.support.agreement.assembling import assembled, checked, example, library
from tests.support.difference.negotiated_pairs import PAIRS, agreements, redlined
from tests.support.example_counts import drawn
from tests.support.review.returned_copies import CITY, Copy, new_paragraph, reviewed, sent, w

CITY_TEXT = example(CITY)
DAY = date(2026, 9, 1)


def model() -> Model:
    return library().model("wisconsin-sro")


def source(text: str = CITY_TEXT, file: str = CITY) -> Source:
    return yaml_source.parse(text.encode(), file)


def asked(changes: str, head: str = "") -> Source:
    return source(f"proposed_by: The Police\n{head}changes:\n{changes}", "proposal.yaml")


def applied(changes: str, config: Source | None = None, head: str = "") -> str:
    file = asked(changes, head)
    proposal = read_proposal(file, model())
    return apply(proposal, file, config or source(), model(), DAY).text


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.diagnostics]


def refused_codes(changes: str, head: str = "", config: Source | None = None) -> list[str]:
    with pytest.raises(Refused) as refused:
        applied(changes, config, head)
    return codes(refused)


# Reading


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ("  - {clause: funding, sett: {officers: 2}, because: x}\n", "MOU610"),
        ("  - {clause: funding, set: [officers], because: x}\n", "MOU611"),
        ("  - {clause: disputes, add: perhaps, because: x}\n", "MOU612"),
        ("  - {clause: funding, set: {officers: 2}}\n", "MOU614"),
        ("  - {clause: funding, set: {officers: 2}, because: }\n", "MOU614"),
        ("  - {clause: fundign, set: {officers: 2}, because: x}\n", "MOU615"),
        ("  - {clause: funding, variant: shared, because: x}\n", "MOU615"),
        ("  - {clause: funding, because: x}\n", "MOU616"),
        ("  - {clause: funding, setting: term.until, to: 2028-06-30, because: x}\n", "MOU616"),
        ("  - {because: x}\n", "MOU616"),
        (
            "  - {clause: funding, set: {officers: 2}, because: x}\n" * 2,
            "MOU616",
        ),
        (
            "  - {setting: term.until, to: 2028-06-30, because: x}\n" * 2,
            "MOU616",
        ),
        ("  - {clause: mission, omit: yes, text: words, because: x}\n", "MOU616"),
        ("  - {clause: funding, text: words, set: {officers: 2}, because: x}\n", "MOU616"),
        ("  - {clause: funding, to: words, set: {officers: 2}, because: x}\n", "MOU616"),
        ("  - {setting: term.until, set: {a: b}, to: 2028-06-30, because: x}\n", "MOU616"),
        ("  - {setting: model, to: other, because: x}\n", "MOU617"),
    ],
)
def test_a_proposal_that_is_none_is_refused_in_its_place(changes: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_proposal(asked(changes), model())
    assert code in codes(refused)
    assert all(each.place.file == "proposal.yaml" for each in refused.value.diagnostics)
    assert all(each.place.line >= 3 for each in refused.value.diagnostics)


def test_every_fault_of_a_proposal_is_told_at_once() -> None:
    changes = "  - {clause: nope, omit: yes, because: x}\n  - {setting: model, because: y}\n"
    with pytest.raises(Refused) as refused:
        read_proposal(asked(changes), model())
    assert codes(refused) == ["MOU615", "MOU617"]


@pytest.mark.parametrize("text", ["changes: []\n", "proposed_by: A\nchanges:\n", "- a list\n", "x"])
def test_a_proposal_without_changes_or_author_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_proposal(source(text, "proposal.yaml"), model())


def test_a_proposal_reads_back_as_it_was_written() -> None:
    proposal = Proposal(
        proposed_by="The Police: “us”",
        changes=(
            ClauseChange("funding", "why", values={"officers": "2", "due": None}, was={"due": "1"}),
            ClauseChange("training", "why", variant="topics", values={"hours": "1"}, at=1),
            ClauseChange("custody", "why #2", text="First.\n\n- Second.\n", was={}, at=2),
            ClauseChange("disputes", "why", add=True, at=3),
            ClauseChange("mission", "why", omit=True, was={}, at=4),
            SettingChange(("parties", "district", "schools", 0), "no", "why", "012", True, 5),
        ),
        date=DAY,
        config=CITY,
        digest="0" * 64,
    )
    text = proposal_text(proposal, CITY, "proposal.yaml", ["a remark\nof two lines"])
    assert read_proposal(source(text, "proposal.yaml"), model()) == proposal


# Applying


def test_changes_are_made_in_the_text_and_comments_stay() -> None:
    text = applied("  - {clause: funding, set: {district_share: 60%}, because: x}\n")
    assert "    district_share: 60%   # the agency's share is what remains\n" in text
    assert text.startswith(CITY_TEXT.replace("district_share: 75%", "district_share: 60%").rstrip())
    assert "  - number: 1\n    date: 2026-09-01\n    proposed_by: The Police\n" in text
    assert checked(text).errors == ()


def test_another_variant_keeps_the_lines_that_both_have() -> None:
    changes = "  - {clause: funding, variant: agency-pays, set: {officers: 1}, because: x}\n"
    text = applied(changes)
    assert "    variant: agency-pays\n    officers: 1\n" in text
    assert "district_share" not in text
    assert checked(text).errors == ()


def test_clauses_come_go_and_get_words_of_their_own() -> None:
    changes = (
        "  - {clause: disputes, add: yes, because: x}\n"
        "  - {clause: complaints, add: yes, set: {decide_within: 20 days}, because: x}\n"
        "  - clause: mission\n    text: |\n      Our own mission.\n    because: the board says so\n"
        "  - {clause: annual-meeting, omit: yes, because: done elsewhere}\n"
        "  - {setting: term.until, to: 2028-06-30, because: x}\n"
    ).replace("decide_within", next(iter(model().clauses["complaints"].blanks)))
    text = applied(changes, source(CITY_TEXT.replace("requirements: [wisconsin]\n", "")))
    agreement = assembled(text)
    ids = [each.id for each in agreement.provisions]
    assert {"disputes", "complaints"} <= set(ids)
    assert "annual-meeting" not in ids
    assert agreement.provisions[0].blocks[0].text == "Our own mission."  # type: ignore[union-attr]
    assert "2028-06-30" in text
    gone = applied(
        "  - {clause: disputes, omit: yes, because: x}\n",
        source(text.replace("disputes: yes", "disputes: yes")),
    )
    assert "  disputes:" not in gone


def test_a_blank_goes_back_to_what_it_is_when_left_out() -> None:
    text = applied("  - {clause: funding, set: {invoiced: }, because: x}\n")
    assert "invoiced:" not in text


def test_the_next_amendment_is_numbered_by_the_history() -> None:
    first = applied("  - {clause: funding, set: {officers: 2}, because: x}\n")
    second = applied("  - {clause: funding, set: {officers: 3}, because: x}\n", source(first))
    assert second.count("- number:") == 2
    assert "  - number: 2\n" in second
    assert checked(second).errors == ()


def test_a_config_that_extends_another_is_amended_in_its_own_text() -> None:
    base = source(CITY_TEXT, "base.yaml")
    own = source("extends: base.yaml\nclauses:\n  disputes: yes\n", "own.yaml")
    config = extended(own, lambda _: base)
    text = applied(
        "  - {clause: disputes, omit: yes, because: x}\n"
        "  - {clause: funding, set: {district_share: 60%, invoiced: }, because: x}\n",
        config,
    )
    whole = extended(source(text, "own.yaml"), lambda _: base)
    assert isinstance(whole.data, dict)
    clauses = whole.data["clauses"]
    assert isinstance(clauses, dict)
    assert clauses["disputes"] == "no"
    assert clauses["funding"]["district_share"] == "60%"  # type: ignore[index, call-overload]
    assert clauses["funding"]["invoiced"] is None  # type: ignore[index, call-overload]
    assert "officers" not in text


def test_a_proposal_against_an_older_config_is_refused_with_what_changed_since() -> None:
    digest = f"digest: {digest_of(source())}\n"
    newer = source(CITY_TEXT.replace("district_share: 75%", "district_share: 70%"))
    change = (
        "  - {clause: funding, set: {district_share: 60%}, "
        "was: {district_share: 75%}, because: x}\n"
    )
    with pytest.raises(Refused) as refused:
        applied(change, newer, digest)
    (fault,) = refused.value.diagnostics
    assert fault.code == "MOU620"
    assert "clauses.funding.district_share was “75%” and is now “70%”" in fault.message
    unknown = "  - {clause: funding, set: {district_share: 60%}, because: x}\n"
    assert refused_codes(unknown, digest, newer) == ["MOU620"]
    setting = "  - {setting: term.until, to: 2029-06-30, was: 2026-06-30, because: x}\n"
    assert refused_codes(setting) == ["MOU620"]
    other_variant = (
        "  - {clause: funding, variant: agency-pays, set: {officers: 1}, "
        "was: {variant: hourly}, because: x}\n"
    )
    assert refused_codes(other_variant, digest, newer) == ["MOU620"]


def test_a_proposal_still_fits_a_config_that_changed_elsewhere() -> None:
    digest = f"digest: {digest_of(source())}\n"
    newer = source(CITY_TEXT.replace("Patrol Captain", "Chief's Deputy"))
    change = (
        "  - {clause: funding, set: {district_share: 60%}, "
        "was: {variant: shared-cost, district_share: 75%}, because: x}\n"
    )
    assert "district_share: 60%" in applied(change, newer, digest)


@pytest.mark.parametrize(
    "change",
    [
        "  - {clause: funding, set: {district_share: 75%}, because: x}\n",
        "  - {clause: funding, variant: shared-cost, because: x}\n",
        "  - {setting: term.until, to: 2027-06-30, because: x}\n",
        "  - {clause: training, add: yes, because: x}\n",
    ],
)
def test_a_change_of_what_is_already_so_is_refused(change: str) -> None:
    assert refused_codes(change) == ["MOU621"]


def test_a_setting_without_a_place_is_refused() -> None:
    change = "  - {setting: parties.district.name.first, to: A, because: x}\n"
    assert refused_codes(change) == ["MOU622"]


# Reading values back


VALUES = {
    Type.COUNT: st.integers(0, 20_000),
    Type.DAYS: st.integers(1, 2_000),
    Type.PERCENT: st.decimals(0, 100, places=1),
    Type.MONEY: st.decimals(0, 9_999_999, places=2),
    Type.DATE: st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    Type.TIME: st.times().map(lambda each: time(each.hour, each.minute)),
}


@drawn(100)
@given(st.data())
def test_a_value_is_read_back_from_the_words_that_state_it(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(VALUES)))
    value = data.draw(VALUES[kind])
    blank = Blank("x", kind, "x")
    assert scalar_of(blank, f"the {written(kind, value)} thereof") == value
    said = as_typed(blank, value)
    assert isinstance(said, str)
    assert read(kind, said) == value


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (Type.COUNT, "two (2)", 2),
        (Type.COUNT, "two SROs", 2),
        (Type.COUNT, "1,440", 1440),
        (Type.COUNT, "several", None),
        (Type.DAYS, "within forty-five (45) days", 45),
        (Type.PERCENT, "62.5%", Decimal("62.5")),
        (Type.MONEY, "$85,500", Decimal("85500.00")),
        (Type.DATE, "June 31, 2027", None),
        (Type.TIME, "noon", time(12, 0)),
    ],
)
def test_words_of_other_hands_are_read_where_they_state_a_value(
    kind: Type, words: str, value: object
) -> None:
    assert scalar_of(Blank("x", kind, "x"), words) == value


def test_lists_are_read_from_lines_and_from_sentences() -> None:
    blank = Blank("x", Type.LIST, "x", choices={"a-b": "A and B", "c": "C"}, own=True)
    assert list_of(blank, "A and B;\nour own; and\nC.") == ("a-b", OwnEntry("our own"), "c")
    assert list_of(blank, "A and B; our own; and C") == ("a-b", OwnEntry("our own"), "c")
    assert list_of(Blank("x", Type.LIST, "x"), "one, two, and three") == ("one", "two", "three")


# What came back


def proposal_from(copy: Copy) -> ProposedFromReview:
    return proposal_of(reviewed(copy.returned()))


def change_of(found: ProposedFromReview) -> ClauseChange:
    assert found.proposal is not None
    (change,) = found.proposal.changes
    assert isinstance(change, ClauseChange)
    return change


def test_changed_words_of_a_blank_are_a_changed_blank() -> None:
    copy = Copy().track("75 percent (75%)", "60 percent (60%)")
    copy.track("25 percent (25%)", "40 percent (40%)")
    change = change_of(proposal_from(copy))
    assert (change.clause, change.values) == ("funding", {"district_share": "60%"})
    assert change.was == {"variant": "shared-cost", "district_share": "75%"}


def test_words_that_contradict_each_other_are_custom_text() -> None:
    change = change_of(proposal_from(Copy().track("75 percent (75%)", "60 percent (75%)")))
    assert change.values == {}
    assert change.text is not None
    assert "60 percent (75%)" in change.text


def test_reworded_text_is_custom_text_with_the_quotes_that_were_sent() -> None:
    copy = Copy().track("shall be integrated", "may be integrated")
    change = change_of(proposal_from(copy))
    assert change.text is not None
    assert "may be integrated" in change.text
    copy = Copy().replace("employer's", "employer’s").track("the whole year", "two years only")
    text = change_of(proposal_from(copy)).text
    assert text is not None
    assert "employer's" in text
    assert "two years only" in text


def test_words_of_theirs_that_look_like_marks_of_ours_print_as_they_wrote_them() -> None:
    change = change_of(proposal_from(Copy().track("shall be integrated", "may *be* [[funding]]")))
    assert change.text is not None
    assert r"may \*be\* \[[funding]]" in change.text


def test_authors_and_comments_are_the_rationale() -> None:
    copy = Copy()
    thread = copy.comment("75 percent", "The council voted so.", "Luis Ortega")
    copy.reply(thread, "We will see.", "Dana Whitfield")
    copy.track("75 percent (75%)", "60 percent (60%)", "Luis Ortega")
    copy.track("25 percent (25%)", "40 percent (40%)", "Luis Ortega")
    found = proposal_from(copy)
    reason = change_of(found).because
    assert "Luis Ortega (September 1, 2026)" in reason
    assert "Luis Ortega: “The council voted so.”" in reason
    assert "Dana Whitfield: “We will see.”" in reason
    assert found.proposal is not None
    assert found.proposal.date == DAY
    assert "Luis Ortega" in found.proposal.proposed_by


def test_a_silent_edit_says_so_in_its_reason() -> None:
    reason = change_of(proposal_from(Copy().replace("shall be integrated", "may be integrated")))
    assert "without tracking" in reason.because


def test_a_new_signatory_and_a_new_name_are_settings() -> None:
    found = proposal_from(Copy().replace("Luis Ortega", "Maria Lopez"))
    assert found.proposal is not None
    (change,) = found.proposal.changes
    assert isinstance(change, SettingChange)
    assert (change.name, change.value, change.was) == (
        "parties.agency.signatory.name",
        "Maria Lopez",
        "Luis Ortega",
    )


def test_what_no_config_can_say_is_told_and_not_dropped() -> None:
    copy = Copy().replace("Memorandum of Understanding for", "Agreement on the")
    copy.clause("custody").addnext(copy.clause("mission"))
    copy.body.insert(
        len(copy.body) - 1,
        new_paragraph("The SRO shall wear a badge at all times.", "MOUContinuation"),
    )
    found = proposal_from(copy)
    assert found.proposal is None
    told = "\n".join(found.left_out)
    assert "Agreement on the" in told
    assert "moved" in told
    assert "The SRO shall wear a badge at all times." in told


def test_a_clause_of_the_library_typed_by_hand_is_added_as_such() -> None:
    words = agreements("an added clause")[1]
    blocks = next(each for each in words.provisions if each.id == "disputes").blocks
    copy = Copy()
    place = copy.clause("duty-stations")
    for number, block in enumerate(reversed(blocks)):
        style = "MOUClause" if number == len(blocks) - 1 else "MOUContinuation"
        place.addnext(new_paragraph(block.text, style))  # type: ignore[union-attr]
    change = change_of(proposal_from(copy))
    assert (change.clause, change.add) == ("disputes", True)


def test_a_clause_that_our_redline_takes_out_is_still_to_be_taken_out_when_it_comes_back() -> None:
    found = proposal_of(reviewed(redlined("an opt-in clause that goes")))
    change = change_of(found)
    assert (change.clause, change.omit) == ("disputes", True)


@pytest.mark.parametrize("name", PAIRS)
def test_a_redline_accepted_by_the_other_side_is_proposed_and_applied_to_the_new_agreement(
    name: str,
) -> None:
    """Round trip: redline → accepted → proposal → amended config gives NEW again."""
    old_text, _ = PAIRS[name]
    copy = Copy(redlined(name))
    accept(copy)
    old = source(old_text)
    reviewing = reviewed(copy.returned(), against=old)
    config, found_model = reviewing.checked.config, reviewing.checked.model
    found = proposed_changes(reviewing.review, config, found_model, old)
    assert found.left_out == ()
    assert found.proposal is not None
    changes = [each for each in found.proposal.changes if isinstance(each, ClauseChange)]
    own = [each for each in changes if each.text is not None and not each.add]
    assert bool(own) is (name == "custom text"), "blanks are recognised as blanks"
    file = source(proposal_text(found.proposal, CITY, "proposal.yaml"), "proposal.yaml")
    text = apply(read_proposal(file, found_model), file, old, found_model, DAY).text
    _, new = agreements(name)
    assert [each.text for each in sent_parts(assembled(text))] == [
        each.text for each in sent_parts(new)
    ]


def accept(copy: Copy) -> None:
    """Accept all changes, as an editor does (ISO/IEC 29500-1, 17.13.5)."""
    for name in ("del", "moveFrom"):
        for each in list(copy.root.iter(w(name))):
            parent = each.getparent()
            if parent.tag == w("rPr"):
                copy_paragraph = parent.getparent().getparent()
                copy_paragraph.set("gone", "1")
            elif parent.tag == w("trPr"):
                parent.getparent().getparent().remove(parent.getparent())
            else:
                parent.remove(each)
    for each in [one for one in copy.root.iter(w("p")) if one.get("gone")]:
        each.getparent().remove(each)
    for name in ("ins", "moveTo"):
        for each in list(copy.root.iter(w(name))):
            parent = each.getparent()
            if parent.tag not in (w("rPr"), w("trPr")):
                for child in list(each):
                    each.addprevious(child)
            parent.remove(each)


def test_the_digest_of_a_config_knows_its_bases() -> None:
    base = source(CITY_TEXT, "base.yaml")
    other = source(CITY_TEXT.replace("officers: 1", "officers: 2"), "base.yaml")
    own = source("extends: base.yaml\n", "own.yaml")
    assert digest_of(extended(own, lambda _: base)) != digest_of(extended(own, lambda _: other))


def test_an_untouched_copy_proposes_nothing() -> None:
    found = proposal_of(reviewed(sent()))
    assert found == ProposedFromReview(None, ())
