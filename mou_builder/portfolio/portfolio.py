"""A portfolio: how all the agreements that were found stand, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePath

from mou_builder.check.record.words import other_words_text
from mou_builder.config.amendments import rests_on, stem_of
from mou_builder.config.facts import Record, RecordedFact
from mou_builder.frozen import dataclass, replace
from mou_builder.portfolio.joining import families, follows, whose
from mou_builder.portfolio.standing import Standing, with_record
from mou_builder.portfolio.states import (
    AgreementState,
    AmendmentState,
    Event,
    FoundDocument,
)
from mou_builder.record.recording import says_the_same

_FAR = 10**6


DOCUMENTS = (".docx", ".pdf")
"""Endings of the names of files that may be an `AgreementDocument`."""


@dataclass(frozen=True)
class AgreementDocument:
    """A Word file or PDF of ours: whose agreement it is, and whether it has digital signatures."""

    file: str
    standing: Standing
    has_signatures: bool


def portfolio(
    configs: Iterable[Standing], documents: Sequence[AgreementDocument] = ()
) -> list[Standing]:
    """Return all agreements, sorted by urgency.

    The configs of an agreement and of its amendments are one agreement: the config stands for it
    that has all amendments in effect and no other, and the others' amendments are told beneath. A
    document belongs to the agreement that it was made of; one without a config stands for itself.
    An agreement is done with when the one that was renewed from it is signed and has begun.
    """
    own = [
        _joined_standing(each) if len(each) > 1 else _of_one_config(each[0])
        for each in families(configs)
    ]
    made = _with_documents(own, documents) if documents else own
    return sorted(_followed(made), key=_urgency)


def _with_documents(
    own: Sequence[Standing], documents: Sequence[AgreementDocument]
) -> list[Standing]:
    known: defaultdict[str, list[Standing]] = defaultdict(list)
    for each in own:
        for key in {key for one in each.configs or (each,) for key in _known_by(one)}:
            known[key].append(each)
    found: defaultdict[str, list[FoundDocument]] = defaultdict(list)
    alone: dict[str, Standing] = {}
    for one in documents:
        candidates = [each for key in _known_by(one.standing) for each in known.get(key, ())]
        home = whose(one.standing, candidates)
        if home is None:
            key = one.standing.digest or one.file
            home = alone.setdefault(key, replace(one.standing, file=one.file))
        found[home.file].append(FoundDocument(one.file, one.has_signatures))
    return [
        replace(each, documents=tuple(found.get(each.file, ()))) for each in (*own, *alone.values())
    ]


def _known_by(each: Standing) -> tuple[str, str]:
    """Return the keys by which a document is matched with its agreement: digest and name."""
    return each.digest, stem_of(each.file)


def _of_one_config(each: Standing) -> Standing:
    """Return an agreement with one config, with a note if the config before it is missing."""
    waiting = [one.number for one in each.amendments if not one.state.was_in_effect]
    if not waiting or each.state is AgreementState.UNREADABLE:
        return each
    lost = (
        f"the config that Amendment No. {waiting[0]} was made from is not among these files: name "
        "its folder, too"
    )
    return replace(each, message="; ".join(filter(None, (each.message, lost))))


def _joined_standing(family: Sequence[Standing]) -> Standing:
    """Return the standing of an agreement with several configs."""
    newest = sorted(family, key=lambda each: len(each.lineage), reverse=True)
    signed = {each.file for each in family if _is_signed_as_it_reads(each)}
    record = _whole_record(newest)
    known = {one.number for each in family for one in each.amendments}
    family = [with_record(each, _facts_for_config(each, record, known)) for each in family]
    in_force = max(
        (each for each in family if _is_in_effect(each)),
        key=lambda each: (len(each.lineage), not each.changed),  # a draft may be kept beside it
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
        configs=tuple(family),
        message="; ".join(
            filter(
                None,
                (
                    in_force.message,
                    *_moved_bases(family),
                    *_faults_of_others(family, in_force, signed),
                ),
            )
        ),
    )


def _whole_record(newest: Sequence[Standing]) -> Record:
    """Return all facts that the configs of an agreement have, each once.

    An amended config begins with the facts of the one that it was made from, and more may be
    recorded in either; where two say different things of the same, the newest config is right.
    What was withdrawn in one of them counts in no other either.
    """
    facts: list[RecordedFact] = []
    mistaken = [fact for each in newest for fact in each.record.mistaken()]
    for each in newest:
        known, own = tuple(facts), each.record.mistaken()
        facts += (
            fact
            for fact in each.record
            if not any(says_the_same(other, fact) for other in known)
            and (fact not in mistaken or fact in own)
        )
    return Record(tuple(sorted(facts, key=lambda each: each.day)))


def _facts_for_config(each: Standing, record: Record, numbers: Collection[int]) -> Record:
    """Return the facts about an agreement and those of its amendments that a config has.

    ``numbers`` are those of all its amendments: facts about one that no config has stay, too.
    """
    others = {*numbers} - {one.number for one in each.amendments}
    return Record(tuple(fact for fact in record if fact.amendment not in others))


def _moved_bases(family: Sequence[Standing]) -> Iterator[str]:
    """Yield which configs have changed since an amendment was made from them."""
    for base in family:
        for each in family:
            is_next = each.lineage[:-1] == base.lineage and len(each.lineage) > len(base.lineage)
            if is_next and not rests_on(each.entries[-1], base.digest):
                number = each.amendments[-1].number
                yield (
                    f"{PurePath(base.file).name} was changed after Amendment No. {number} was "
                    "made from it"
                )


def _is_signed_as_it_reads(each: Standing) -> bool:
    """Tell whether all signed the last amendment of a config in its words, by its own record."""
    last = each.amendments[-1:]
    return not each.changed and any(
        one.state.was_in_effect or one.state is AmendmentState.SIGNED for one in last
    )


def _faults_of_others(
    family: Sequence[Standing], in_force: Standing, signed: Collection[str]
) -> Iterator[str]:
    """Yield what is wrong with the other configs of an agreement.

    ``signed`` are the files of those whose last amendment is signed as they read.
    """
    for each in family:
        if each is in_force:
            continue
        of_its_own = tuple(fact for fact in each.changed if fact not in in_force.changed)
        said = _other_words(each, in_force, of_its_own) if of_its_own else ""
        if of_its_own and {each.file, in_force.file} <= {*signed}:
            number = in_force.amendments[-1].number
            said = f"Amendment No. {number} was signed in these words, too: it cannot be both"
        name = PurePath(each.file).name
        shown = each.file if name == PurePath(in_force.file).name else name
        for text in (each.message, said):
            if text:
                yield f"{shown}: {text}"


def _other_words(each: Standing, in_force: Standing, facts: Sequence[RecordedFact]) -> str:
    """Return the sentence that facts of an agreement are about other words than a config has.

    Of an amendment that is signed, drafts may have been kept beside it.
    """
    numbers = {one.amendments[-1].number for one in (each, in_force) if one.amendments}
    if len(numbers) == 1 and all(fact.amendment in numbers for fact in facts):
        return f"another text of Amendment No. {numbers.pop()} than the one that was signed"
    return other_words_text(facts, each.digest)


def _is_in_effect(each: Standing) -> bool:
    return all(one.state.was_in_effect for one in each.amendments)


def _followed(standings: Sequence[Standing]) -> Iterator[Standing]:
    """Yield the standings, with those marked whose next term is signed."""
    following: defaultdict[date, list[Standing]] = defaultdict(list)
    for each in standings:
        for term in each.past if each.signed else ():
            following[term.until].append(each)
    for each in standings:
        signed = following.get(each.until, ()) if each.until else ()
        after = next((one for one in signed if follows(one, each)), None)
        if after is None:
            yield each
            continue
        is_over = each.state is AgreementState.OVER
        has_begun = after.since is not None and after.since <= each.as_of
        state = AgreementState.SUPERSEDED if is_over or has_begun else each.state
        kept = tuple(due for due in each.dues if due.event is Event.END)
        yield replace(each, state=state, followed=True, dues=kept)


def _urgency(each: Standing) -> tuple[int, int, int, str]:
    """Return the sort key by urgency.

    First what cannot be read, what has lapsed, whose executed copy is lost and whose words were
    changed, the longest over first; then by the days until something falls due, with errors before
    none; at the end what is done.
    """
    left = each.days_left if each.days_left is not None else _FAR
    if each.state is AgreementState.UNREADABLE:
        return (0, -_FAR, 0, each.file)
    if each.state is AgreementState.OVER or each.lost_copies or each.state.is_changed:
        return (0, left, 0, each.file)
    if not each.is_live:
        return (2, left, 0, each.file)
    following = each.next_due
    days = (following.day - each.as_of).days if following else left
    return (1, days, -each.errors, each.file)
