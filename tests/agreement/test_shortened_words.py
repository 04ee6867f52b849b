"""Long words are shortened in one line, and between two of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mou_builder.agreement.wording import shortened
from tests.support.example_counts import drawn


@drawn(100)
@given(st.text(alphabet="ab \n", max_size=80), st.integers(5, 60))
def test_what_is_shortened_ends_between_two_words_and_fits(words: str, most: int) -> None:
    whole, short = words.split(), shortened(words, most)
    assert len(short) <= most
    assert "\n" not in short
    if not short.endswith("…"):
        assert short.split() == whole
    elif len(whole[0]) < most - 1:
        assert short.split()[:-1] == whole[: len(short.split()) - 1]
    else:
        assert whole[0].startswith(short[:-1].strip())
