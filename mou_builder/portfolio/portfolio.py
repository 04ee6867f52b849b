"""A portfolio: how all the agreements that were found stand, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from mou_builder.config.amendments import rests_on
from mou_builder.config.facts import Record, RecordedFact
from mou_builder.frozen import dataclass, replace
from mou_builder.portfolio.standing import Standing, with_record
from mou_builder.portfolio.states import (
    AgreementState,
    AmendmentState,
    Event,
    FoundDocument,
)
from mou_builder.record.recording import says_the_same

_FAR = 10**6


@dataclass(frozen=True)
class Document:
    """A Word file or PDF of ours: whose agreement it is, and whether it has digital signatures."""

    file: str
    standing: Standing
    has_signatures: bool


def portfolio(configs: Iterable[Standing], documents: Sequence[Document] = ()) -> list[Standing]:
    """Return all agreements, sorted by urgency.

    The configs of an agreement and of its amendments are one agreement: the config stands for it
    that has all amendments in effect and no other, and the others' amendments are told beneath. A
    document belongs to the agreement of the same parties and term; one without a config stands for
    itself. An agreement is done with when the one that was renewed from it is signed and has begun.
    """
    own = list(configs)
    found: dict[object, list[FoundDocument]] = defaultdict(list)
    for each in documents:
        document = FoundDocument(each.file, each.has_signatures)
        found[_identity(each.standing)].append(document)
    known = {_identity(each) for each in own}
    alone: dict[object, Standing] = {}
    for each in documents:
        key = _identity(each.standing)
        if key not in known:
            alone.setdefault(key, replace(each.standing, file=each.file))
    made = [*_as_amended(own), *alone.values()]
    with_documents = [
        replace(each, documents=tuple(found.get(_identity(each), ()))) for each in made
    ]
    return sorted(_followed(with_documents), key=urgency)


def _as_amended(configs: Sequence[Standing]) -> Iterator[Standing]:
    """Yield one standing for each agreement, with its amendments."""
    groups: dict[object, list[Standing]] = defaultdict(list)
    for each in configs:
        groups[(*_parties(each), each.number) if each.district else each.file].append(each)
    for group in groups.values():
        yield from _merged(group) if any(each.lineage for each in group) else group


def _merged(group: Sequence[Standing]) -> Iterator[Standing]:
    """Yield the agreements of one pair of parties and one term."""
    families: list[list[Standing]] = []
    for each in sorted(group, key=lambda one: (len(one.lineage), one.file)):
        home = next((family for family in families if _belongs(each, family)), None)
        if each.lineage and home is not None:
            home.append(each)
        else:
            families.append([each])
    for family in families:
        yield _one_of(family) if len(family) > 1 else family[0]


def _belongs(each: Standing, family: Sequence[Standing]) -> bool:
    """Tell whether an amended config was made from one of a family."""
    return any(
        one.lineage == each.lineage[: len(one.lineage)] and one.since == each.since
        for one in family
    )


def _one_of(family: Sequence[Standing]) -> Standing:
    """Return the standing of an agreement of which there are several configs."""
    newest = sorted(family, key=lambda each: len(each.lineage), reverse=True)
    record = _whole_record(newest)
    family = [with_record(each, _about(each, record)) for each in family]
    in_force = max(
        (each for each in family if _is_in_effect(each)),
        key=lambda each: len(each.lineage),
        default=family[0],
    )
    others = [
        amendment
        for each in family
        if each.lineage[: len(in_force.lineage)] == in_force.lineage
        for amendment in each.amendments[len(in_force.lineage) :]
    ]
    copies = {(copy.file, copy.amendment): copy for each in family for copy in each.copies}
    return replace(
        in_force,
        amendments=(*in_force.amendments, *dict.fromkeys(others)),
        copies=tuple(copies.values()),
        message="; ".join(filter(None, (in_force.message, *_moved_bases(family)))),
    )


def _whole_record(newest: Sequence[Standing]) -> Record:
    """Return all facts that the configs of an agreement have, each once.

    An amended config begins with the facts of the one that it was made from, and more may be
    recorded in either; where two say different things of the same, the newest config is right.
    """
    facts: list[RecordedFact] = []
    for each in newest:
        known = tuple(facts)
        facts += (fact for fact in each.record if not any(says_the_same(o, fact) for o in known))
    return Record(tuple(sorted(facts, key=lambda each: each.day)))


def _about(each: Standing, record: Record) -> Record:
    """Return the facts about an agreement and those of its amendments that a config has."""
    known = {None, *(one.number for one in each.amendments)}
    return Record(tuple(fact for fact in record if fact.amendment in known))


def _moved_bases(family: Sequence[Standing]) -> Iterator[str]:
    """Yield which configs say other things now than when an amendment was made from them."""
    for base in family:
        for each in family:
            is_next = each.lineage[:-1] == base.lineage and len(each.lineage) > len(base.lineage)
            if is_next and not rests_on(each.entries[-1], base.digest):
                number = each.amendments[-1].number
                yield (
                    f"{PurePath(base.file).name} was changed after Amendment No. {number} was "
                    "made from it"
                )


def _is_in_effect(each: Standing) -> bool:
    return all(one.state is AmendmentState.IN_EFFECT for one in each.amendments)


def _followed(standings: Sequence[Standing]) -> Iterator[Standing]:
    """Yield the standings, those followed by a signed one marked so."""
    following = {
        (*_parties(each), day): each for each in standings if each.signed for day in each.past
    }
    for each in standings:
        after = following.get((*_parties(each), each.until)) if each.until else None
        if after is None or not each.district:
            yield each
            continue
        is_over = each.state is AgreementState.OVER
        has_begun = after.since is not None and after.since <= each.as_of
        state = AgreementState.SUPERSEDED if is_over or has_begun else each.state
        kept = tuple(due for due in each.dues if due.event is Event.END)
        yield replace(each, state=state, followed=True, dues=kept)


def _parties(each: Standing) -> tuple[str, str]:
    return each.district, each.agency


def _identity(each: Standing) -> object:
    return (*_parties(each), each.until) if each.district and each.until else each.file


def urgency(each: Standing) -> tuple[int, int, int, str]:
    """Return a key that puts what cannot wait first.

    First what cannot be read, what has lapsed, and whose signed copy is lost, the longest over
    first; then by the days until something falls due, with errors before none; at the end what is
    done.
    """
    left = each.days_left if each.days_left is not None else _FAR
    if each.state is AgreementState.UNREADABLE:
        return (0, -_FAR, 0, each.file)
    if each.state is AgreementState.OVER or each.lost_copies:
        return (0, left, 0, each.file)
    if not each.is_live:
        return (2, left, 0, each.file)
    following = each.next_due
    days = (following.day - each.as_of).days if following else left
    return (1, days, -each.errors, each.file)
