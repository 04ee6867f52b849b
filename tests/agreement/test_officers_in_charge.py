"""Who signs, in which capacity, and who is in charge are three things."""

from __future__ import annotations

import pytest

from mou_builder.agreement.officers_in_charge import head, superintendent
from mou_builder.config.config import Party, Signatory
from tests.support.agreement.assembling import library

MODEL = library().model("wisconsin-sro")


def district(*signatories: Signatory, officer: str | None = None) -> str:
    party = Party("district", "D", signatories=signatories, officer_in_charge=officer)
    return superintendent(party).title


def agency(kind: str, *titles: str, officer: str | None = None) -> str:
    signatories = tuple(Signatory(title=each) for each in titles)
    return head(Party("agency", "A", kind, (), None, signatories, officer), MODEL).title


def test_the_first_to_sign_is_not_therefore_the_superintendent() -> None:
    assert district(Signatory(title="Board Secretary")) == "Superintendent"
    assert district(Signatory(title="Board President"), Signatory(title="Clerk")) == (
        "Superintendent"
    )


def test_one_who_attests_is_not_meant_whatever_the_title() -> None:
    attesting = Signatory(title="Interim Superintendent", capacity="Attest", binds=False)
    assert district(attesting) == "Superintendent"


def test_one_who_signs_by_a_title_is_meant() -> None:
    signing = Signatory(title="Superintendent of Schools", capacity="By its Superintendent")
    assert district(signing) == "Superintendent of Schools"


@pytest.mark.parametrize("title", ["Interim Superintendent", "Superintendent of Schools"])
def test_a_superintendent_who_signs_is_called_by_that_title(title: str) -> None:
    assert district(Signatory(title="Board President"), Signatory(title=title)) == title


def test_what_the_config_says_comes_before_what_signatories_are_called() -> None:
    assert district(Signatory(title="Superintendent"), officer="District Administrator") == (
        "District Administrator"
    )
    assert agency("police", "Chief of Police", officer="Acting Chief") == "Acting Chief"


@pytest.mark.parametrize(
    ("kind", "title", "called"),
    [
        ("police", "Police Chief", "Police Chief"),
        ("police", "Interim Chief of Police", "Interim Chief of Police"),
        ("police", "Deputy Chief of Police", "Chief of Police"),
        ("police", "Mayor", "Chief of Police"),
        ("public-safety", "Public Safety Director", "Public Safety Director"),
        ("sheriff", "Sheriff", "Sheriff"),
        ("sheriff", "County Executive", "Sheriff"),
    ],
)
def test_the_head_of_an_agency_has_his_or_her_own_title(kind: str, title: str, called: str) -> None:
    assert agency(kind, title) == called


def test_a_mayor_assigns_no_officers() -> None:
    assert agency("city", "Mayor") == "head of the law enforcement agency"


@pytest.mark.parametrize(
    ("capacity", "binds"),
    [
        (None, True),
        ("By its Mayor", True),
        ("Legally authorized representative", True),
        ("Attested by:", False),
        ("ATTEST", False),
        ("Approved as to legal form", False),
        ("Reviewed and approved as to content", False),
    ],
)
def test_the_model_says_in_which_capacities_one_signs_beside_a_party(
    capacity: str | None, binds: bool
) -> None:
    assert MODEL.closing.binds(capacity) is binds
