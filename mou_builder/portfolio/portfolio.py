"""A portfolio: how all the agreements that were found stand, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mou_builder.portfolio.standing import AgreementState, FoundDocument, Standing, with_documents

_FAR = 10**6
_UNSIGNED = {AgreementState.UNREADABLE, AgreementState.DRAFT, AgreementState.READY}


@dataclass(frozen=True)
class Document:
    """A Word file or PDF of ours: whose agreement it is, and whether it bears a signature."""

    file: str
    standing: Standing
    signed: bool


def portfolio(configs: Iterable[Standing], documents: Sequence[Document] = ()) -> list[Standing]:
    """Return all agreements, sorted by urgency.

    A document belongs to the config of the same parties and term; one without a config stands for
    itself. An agreement is done with when the one that was renewed from it is signed; until then
    its own review and notice still fall due.
    """
    own = list(configs)
    found: dict[object, list[FoundDocument]] = defaultdict(list)
    for each in documents:
        found[_identity(each.standing)].append(FoundDocument(each.file, each.signed))
    known = {_identity(each) for each in own}
    alone: dict[object, Standing] = {}
    for document in documents:
        key = _identity(document.standing)
        if key not in known:
            alone.setdefault(key, replace(document.standing, file=document.file))
    made = [
        with_documents(each, found.get(_identity(each), ())) for each in [*own, *alone.values()]
    ]
    followed = {
        (*_parties(each), day) for each in made if each.state not in _UNSIGNED for day in each.past
    }
    return sorted((_renewed(each, followed) for each in made), key=urgency)


def _renewed(each: Standing, followed: set[tuple[str, str, date]]) -> Standing:
    if each.until and each.district and (*_parties(each), each.until) in followed:
        return replace(each, state=AgreementState.RENEWED)
    return each


def _parties(each: Standing) -> tuple[str, str]:
    return each.district, each.agency


def _identity(each: Standing) -> object:
    return (*_parties(each), each.until) if each.district and each.until else each.file


def urgency(each: Standing) -> tuple[int, int, int, str]:
    """Return a key that puts what cannot wait first.

    First what is over or cannot be read, the longest over first; then by the days until something
    falls due, with errors before none; at the end what has been renewed.
    """
    left = each.days_left if each.days_left is not None else _FAR
    match each.state:
        case AgreementState.UNREADABLE:
            return (0, -_FAR, 0, each.file)
        case AgreementState.OVER:
            return (0, left, 0, each.file)
        case AgreementState.RENEWED:
            return (2, left, 0, each.file)
        case _:
            following = each.next_due
            days = (following.day - each.as_of).days if following else left
            return (1, days, -each.errors, each.file)
