"""Words of two paragraphs compared: marked as a lawyer would mark them, in little work."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.agreement.document import Change, Span
from mou_builder.difference.alignment import common_subsequence, matched_pairs, staying
from mou_builder.difference.marking import marked_spans
from mou_builder.difference.words import tokens
from tests.support.counted_calls import calls
from tests.support.example_counts import drawn

SIGNS = {Change.KEPT: "{}", Change.DELETED: "[-{}-]", Change.INSERTED: "{{+{}+}}"}


def diff(old: str, new: str) -> str:
    return "".join(SIGNS[s.change].format(s.text) for s in marked_spans((Span(old),), (Span(new),)))


def cut(text: str) -> list[str]:
    found = tokens((Span(text),))
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)][:-1]


@pytest.mark.parametrize(
    "unit",
    [
        "June 30, 2027",
        "1st day of July, 2026",
        "$85,500.00",
        "thirty (30) days",
        "forty-five (45) calendar days",
        "two (2)",
        "75 percent (75%)",
        "56.8 percent (56.8%)",
        "75%",
        "7:30 a.m.",
        "118.125(2)(d)",
        "1232g",
        "U.S.C.",
        "2027-06-30",
        "officer(s)",
        "school-based",
        "student’s",
        "[district: name]",
        "_____",
        "e\u0301cole",
        "👩‍🚒",
        "שָׁלוֹם",
    ],
)
def test_what_is_read_as_one_thing_is_one_token(unit: str) -> None:
    assert cut(unit) == [unit]
    assert cut(f"by {unit}, or") == ["by", unit, ",", "or"]


def test_an_amount_gives_back_the_comma_after_it() -> None:
    assert cut("$85,500, and $1.") == ["$85,500", ",", "and", "$1", "."]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "The district shall pay 50 percent (50%) of the salary.",
            "The district shall pay 75 percent (75%) of the wages.",
            (
                "The district shall pay [-50 percent (50%)-]{+75 percent (75%)+} of the "
                "[-salary-]{+wages+}."
            ),
        ),
        (
            "at least thirty (30) days before June 30, 2027, by $85,500.00",
            "at least sixty (60) days before June 30, 2028, by $95,500.00",
            (
                "at least [-thirty (30) days-]{+sixty (60) days+} before "
                "[-June 30, 2027-]{+June 30, 2028+}, by [-$85,500.00-]{+$95,500.00+}"
            ),
        ),
        (
            "118.125(2)(d) of the Statutes",
            "118.125(2)(e) of the Statutes",
            "[-118.125(2)(d)-]{+118.125(2)(e)+} of the Statutes",
        ),
    ],
)
def test_figures_are_compared_as_units(old: str, new: str, shown: str) -> None:
    assert diff(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("The officer meets.", "The senior officer meets.", "The {+senior +}officer meets."),
        ("The SRO shall", "SRO shall", "[-The -]SRO shall"),
        ("Pay.", "Pay promptly.", "Pay{+ promptly+}."),
        ("The officers meet.", "The officer's meet.", "The [-officers-]{+officer's+} meet."),
        ("", "New words.", "{+New words.+}"),
        ("Old words.", "", "[-Old words.-]"),
        ("a  b", "a b", "a [- -]b"),
    ],
)
def test_white_space_goes_with_the_words_beside_it(old: str, new: str, shown: str) -> None:
    assert diff(old, new) == shown


def test_an_inserted_sentence_is_marked_from_its_first_word() -> None:
    assert (
        diff("The SRO shall meet.", "The SRO shall attend training. The SRO shall meet.")
        == "{+The SRO shall attend training. +}The SRO shall meet."
    )


def test_an_inserted_alternative_begins_at_its_conjunction() -> None:
    assert (
        diff("the chief or the principal or the board", "the chief or the board")
        == "the chief [-or the principal -]or the board"
    )


def test_a_rewritten_sentence_is_replaced_whole() -> None:
    old = "*[Insert language here on the terms of the SROs employment]*"
    new = "The SRO is an employee of the Maple Grove Police Department and keeps to its rules."
    assert diff(old, new) == f"[-{old}-]{{+{new}+}}"


def test_a_rewritten_sentence_between_kept_ones_is_replaced_whole() -> None:
    kept, end = "The SRO shall attend the course.", "The parties review it every year."
    old = "The district buys a radio for each officer."
    new = "All uniforms, in any season, belong to the agency."
    shown = diff(f"{kept} {old} {end}", f"{kept} {new} {end}")
    assert shown == f"{kept} [-{old}-]{{+{new}+}} {end}"


def test_function_words_that_recur_by_chance_do_not_make_confetti() -> None:
    assert (
        diff("The district shall pay the cost.", "The agency shall employ the officer.")
        == "[-The district shall pay the cost.-]{+The agency shall employ the officer.+}"
    )


def test_a_phrase_kept_between_larger_changes_goes_with_them() -> None:
    old = "The SRO shall keep a written log of the visits for the board and send it monthly."
    new = "The SRO shall keep a daily account of each arrest or the referrals and send it monthly."
    assert diff(old, new) == (
        "The SRO shall keep a [-written log of the visits for the board-]"
        "{+daily account of each arrest or the referrals+} and send it monthly."
    )


def test_a_sentence_that_is_continued_keeps_its_words_and_full_stop() -> None:
    old = "The SRO reports to the Chief of Police."
    new = "The SRO reports to the Chief of Police and, in school, follows the principal; both meet."
    assert diff(old, new) == (
        "The SRO reports to the Chief of Police"
        "{+ and, in school, follows the principal; both meet+}."
    )


def test_a_change_of_emphasis_alone_is_a_change_of_whole_words() -> None:
    shown = marked_spans((Span("as needed"),), (Span("as "), Span("needed", emphasis=True)))
    assert shown == (
        Span("as "),
        Span("needed", change=Change.DELETED),
        Span("needed", emphasis=True, change=Change.INSERTED),
    )


def test_words_that_now_come_from_a_blank_are_kept_and_say_so() -> None:
    old = (Span("The Maple Grove police meet."),)
    new = (Span("The "), Span("Maple Grove", blank="parties.agency.name"), Span(" police meet."))
    assert marked_spans(old, new) == new


def test_marks_keep_the_blank_that_each_side_was_filled_from() -> None:
    old = (Span("pays "), Span("$5.00", blank="clauses.funding.rate"), Span("."))
    new = (Span("pays "), Span("$6.00", blank="clauses.funding.amount"), Span("."))
    assert [(s.text, s.blank, s.change) for s in marked_spans(old, new)] == [
        ("pays ", None, Change.KEPT),
        ("$5.00", "clauses.funding.rate", Change.DELETED),
        ("$6.00", "clauses.funding.amount", Change.INSERTED),
        (".", None, Change.KEPT),
    ]


@drawn(100)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_come_back_whole(old: str, new: str) -> None:
    spans = marked_spans((Span(old),), (Span(new),))
    assert "".join(s.text for s in spans if s.change is not Change.INSERTED) == old
    assert "".join(s.text for s in spans if s.change is not Change.DELETED) == new


@drawn(100)
@given(st.text(max_size=60))
def test_tokens_and_the_space_between_them_make_up_the_text(text: str) -> None:
    found = tokens((Span(text),))
    pieces = zip(found.starts, found.ends, strict=True)
    words = [text[start:end] for start, end in pieces]
    leads = [found.lead(index) for index in range(len(words))]
    assert all(not lead.strip() for lead in leads)
    assert "".join(lead + word for lead, word in zip(leads, words, strict=True)) == text


@given(st.lists(st.integers(0, 4), max_size=9), st.lists(st.integers(0, 4), max_size=9))
def test_what_is_common_is_as_long_as_can_be(old: list[int], new: list[int]) -> None:
    found = common_subsequence(old, new)
    assert all(old[i] == new[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            longest = max(lengths[i][j + 1], lengths[i + 1][j])
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if one == other else longest
    assert len(found) == lengths[-1][-1]


@given(st.permutations(range(7)), st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_as_little_as_can_be_moves(ranks: list[int], sizes: list[int]) -> None:
    def worth(chosen: tuple[int, ...]) -> tuple[int, int]:
        return len(chosen), sum(sizes[index] for index in chosen)

    def rising(mask: int) -> tuple[int, ...]:
        chosen = tuple(index for index in range(7) if mask >> index & 1)
        pairs = pairwise(chosen)
        return chosen if all(ranks[a] < ranks[b] for a, b in pairs) else ()

    best = max(worth(rising(mask)) for mask in range(1 << 7))
    stays = tuple(sorted(staying(ranks, sizes)))
    assert all(ranks[a] < ranks[b] for a, b in pairwise(stays))
    assert worth(stays) == best


def test_items_are_paired_by_likeness_between_equal_ones() -> None:
    found = matched_pairs(
        ["one", "seven", "three"],
        ["one", "two", "eleven", "three"],
        str,
        lambda a, b: float(len(set(a) & set(b)) > 2),
    )
    assert found == [("one", "one"), (None, "two"), ("seven", "eleven"), ("three", "three")]


def words_of(count: int, kept: float) -> tuple[tuple[Span], tuple[Span]]:
    """Return a paragraph of ``count`` words, and another that keeps the share ``kept``."""
    chance = random.Random(7)
    pool = [f"word{n}" for n in range(500)] + ["the", "of", "and", "shall", "75%"] * 60
    old = chance.choices(pool, k=count)
    new = [word if chance.random() < kept else chance.choice(pool) for word in old]
    return (Span(" ".join(old)),), (Span(" ".join(new) + " end"),)


@pytest.mark.parametrize("kept", [1.0, 0.8, 0.0])
def test_the_work_of_marking_grows_with_the_length_of_a_paragraph(kept: float) -> None:
    short, long = words_of(2000, kept), words_of(8000, kept)
    assert calls(lambda: marked_spans(*long)) < 6 * calls(lambda: marked_spans(*short))


@pytest.mark.parametrize("hostile", ["one ", "[[", "  ", "1,111"])
def test_hostile_texts_are_cut_in_linear_work(hostile: str) -> None:
    short, long = ((Span(hostile * count),) for count in (5_000, 20_000))
    assert calls(lambda: tokens(long)) <= 4.1 * calls(lambda: tokens(short)) + 100
