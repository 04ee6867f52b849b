"""A config of very many clauses of its own takes as much longer as it is longer."""

from __future__ import annotations

from mou_builder.check.shapes import MOST_OWN
from tests.support.agreement.assembling import checked, example
from tests.support.counted_calls import calls
from tests.support.review.returned_copies import CITY


def _with_own_clauses(count: int) -> str:
    own = (
        f"  c{each}:\n    title: Title {each}\n    after: custody\n"
        f"    text: No drone is flown {each}.\n    because: x\n"
        for each in range(count)
    )
    return example(CITY) + "".join(own)


def test_twice_as_many_clauses_of_its_own_take_no_more_than_twice_as_long() -> None:
    few, many = _with_own_clauses(80), _with_own_clauses(160)
    checked(few, CITY)
    least = calls(lambda: checked("# none\n" + example(CITY), CITY))
    first = calls(lambda: checked("# once\n" + few, CITY)) - least
    second = calls(lambda: checked("# twice\n" + many, CITY)) - least
    assert second < 2.3 * first


def test_more_clauses_than_an_agreement_has_are_refused_before_they_are_judged() -> None:
    assert checked(_with_own_clauses(MOST_OWN), CITY).diagnostics == ()
    [found] = checked(_with_own_clauses(3_000), CITY).diagnostics
    assert (found.code, found.path) == ("MOU102", ("clauses",))
    assert "is the most" in found.message
