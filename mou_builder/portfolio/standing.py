"""How the agreement of one config stands on a given day: its state, what is due, who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mou_builder.check.checking import Checked, NotReady
from mou_builder.check.record.signatures import SigningDays, signed_by
from mou_builder.check.record.signers import Signer, signers
from mou_builder.check.record.words import about_other_words, words_as_now
from mou_builder.config.amendments import (
    Entry,
    base_digest,
    base_of,
    entries_of,
    lineage,
    number_of,
)
from mou_builder.config.config import Config, Party
from mou_builder.config.facts import Record, RecordedFact
from mou_builder.config.refusals import refusal
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.frozen import dataclass, field, replace
from mou_builder.library.fact import Fact
from mou_builder.library.model import Model
from mou_builder.library.requirement import Duty, RequirementSet
from mou_builder.portfolio.dues import dues, duties
from mou_builder.portfolio.states import (
    AgreementState,
    AmendmentStanding,
    AmendmentState,
    CopyStanding,
    CopyState,
    Due,
    Event,
    FoundDocument,
)
from mou_builder.renewal.history import day_of, end_of, past_terms
from mou_builder.yamltext.changes import at_path, text_at

CopyStates = Mapping[str, CopyState]
"""The state of each executed copy that is on record, by its file as the record names it."""

_USUAL_REVIEW = 60
"""Days before its end from which an agreement counts as expiring, if its model names none."""


_MISNUMBERED = ("MOU903", "MOU927")
"""Codes of findings about facts whose amendment number matches no amendment."""


@dataclass(frozen=True)
class RecordTerms:
    """The values of an agreement that its record is compared with.

    ``fixed`` falls due whatever has happened; ``duties`` are what the law asks for; ``faulty``
    tells that its config has errors.
    """

    since: date | None
    until: date | None
    signers: tuple[Signer, ...]
    duties: tuple[Duty, ...]
    fixed: tuple[Due, ...]
    faulty: bool


@dataclass(frozen=True)
class PastTerm:
    """A past term: its last day, and the digest of the config that the next was made from."""

    until: date
    base: str | None = None


@dataclass(frozen=True, slots=True)  # of which there are thousands at once
class Standing:
    """How an agreement stands on the day ``as_of``.

    ``number`` counts its terms, the first being 1. ``signed`` is the day of the last signature,
    once all have signed; ``missing`` are those who have not. ``sent`` is the day on which it went
    out for signature. ``amendments`` are all of this term. ``followed`` tells that the next term is
    signed, so that this one needs no review. ``lineage`` identifies each amendment up to the last.
    ``terms`` are what the record is held against; ``digest`` is that of what the config says;
    ``configs`` are all configs of an agreement that has several. ``words`` are the digests that its
    words may have on record, ``changed`` the facts of the record that are about other words.
    """

    file: str
    state: AgreementState
    as_of: date
    district: str = ""
    agency: str = ""
    model: str = ""
    since: date | None = None
    until: date | None = None
    signed: date | None = None
    sent: date | None = None
    missing: tuple[str, ...] = ()
    number: int = 1
    errors: int = 0
    warnings: int = 0
    amendments: tuple[AmendmentStanding, ...] = ()
    dues: tuple[Due, ...] = ()
    documents: tuple[FoundDocument, ...] = ()
    copies: tuple[CopyStanding, ...] = ()
    message: str = ""
    followed: bool = False
    is_public: bool = False
    record: Record = field(default_factory=Record, repr=False)
    past: tuple[PastTerm, ...] = field(default=(), repr=False)
    lineage: tuple[str, ...] = field(default=(), repr=False)
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    terms: RecordTerms | None = field(default=None, repr=False)
    digest: str = field(default="", repr=False)
    configs: tuple[Standing, ...] = field(default=(), repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)
    changed: tuple[RecordedFact, ...] = ()

    @property
    def days_left(self) -> int | None:
        """Days until the term ends; negative once it is over, None where it has no end.

        None, too, for an agreement that was ended or superseded before its term was over.
        """
        if self.until is None or (self.state.is_done and self.until >= self.as_of):
            return None
        return (self.until - self.as_of).days

    @property
    def is_live(self) -> bool:
        """Whether there is anything left to do about it."""
        return not (self.state.is_done or self.followed)

    @property
    def lost_copies(self) -> tuple[CopyStanding, ...]:
        """The executed copies on record that are missing or altered."""
        return tuple(each for each in self.copies if each.state is not CopyState.KEPT)

    @property
    def pending_amendment(self) -> AmendmentStanding | None:
        """The first amendment that waits for signatures or for its day."""
        return next((each for each in self.amendments if each.state.is_pending), None)

    def due(self, event: Event) -> date | None:
        """Return the day of an event."""
        return next((each.day for each in self.dues if each.event is event), None)

    @property
    def next_due(self) -> Due | None:
        """What falls due next, including today.

        A duty of the law, and signatures that are not there, also when their day has passed.
        """
        waits = (Event.DUTY, Event.SIGNING)
        ahead = [each for each in self.dues if each.day >= self.as_of or each.event in waits]
        return min(ahead, key=lambda each: each.day, default=None)

    def is_due_within(self, days: int) -> bool:
        """Whether something falls due within ``days``, is over, or needs looking after.

        That is a copy on record that is lost, and words that are not those on record.
        """
        if self.lost_copies or (self.changed and self.is_live):
            return True
        if not self.is_live:
            return False
        following = self.next_due
        if self.days_left is not None and self.days_left < 0:
            return True
        return following is not None and (following.day - self.as_of).days <= days


def standing(
    checked: Checked,
    as_of: date,
    sets: Sequence[RequirementSet] = (),
    copies: CopyStates | None = None,
) -> Standing:
    """Return how the agreement of a checked config stands, by its record.

    ``sets`` are the requirement sets that the config names, ``copies`` the executed copies as they
    were found on the disk.
    """
    errors = len(checked.errors)
    warnings = sum(each.severity is Severity.WARNING for each in checked.diagnostics)
    if isinstance(checked, NotReady):
        message = checked.errors[0].message if checked.errors else ""
        return _standing_of_plain(checked, as_of, errors, warnings, message)
    config, model, data = checked.config, checked.model, checked.source.data
    until = config.until if isinstance(config.until, date) else None
    terms = RecordTerms(
        config.since,
        until,
        signers(config, model),
        tuple(duty for each in sets for duty in each.duties),
        tuple(dues(config, model, until)),
        errors > 0,
    )
    record = _record_until(config.record, as_of)
    entries = entries_of(data)
    told = {each.file: each for each in _copy_standings(record, copies or {})}
    words = checked.words
    if entries and not words:  # another config of the agreement may have the signatures
        words = words_as_now(config, model)
    made = Standing(
        file=checked.source.file,
        state=AgreementState.DRAFT,
        as_of=as_of,
        district=_party_name(config.parties.get("district")),
        agency="; ".join(_agency_names(config, model)),
        model=model.id_and_version,
        since=config.since,
        until=until,
        number=len(past_terms(data)) + 1,
        errors=errors,
        warnings=warnings,
        copies=tuple(told.values()),
        past=tuple(
            PastTerm(day, base_of(each)) for each in past_terms(data) if (day := end_of(each))
        ),
        lineage=lineage(entries),
        entries=tuple(entries),
        message=next((one.message for one in checked.errors if one.code in _MISNUMBERED), ""),
        terms=terms,
        digest=base_digest(data),
        words=words,
    )
    return with_record(made, record)


def with_record(each: Standing, record: Record) -> Standing:
    """Return the standing with another record."""
    terms, as_of = each.terms, each.as_of
    if terms is None:
        return each
    signed = signed_by(record, terms.signers, as_of)
    amendments = tuple(_amendment_standings(each.entries, record, terms.signers, as_of))
    newest = amendments[-1].number if amendments else None
    changed = (
        *about_other_words(record, newest, each.words),
        *_about_lost_amendments(record, amendments),
    )
    if newest is not None and any(one.amendment == newest for one in changed):
        amendments = (*amendments[:-1], _changed_amendment(amendments[-1]))
    state = _agreement_state(terms, record, signed, amendments, as_of)
    if changed and not (state.is_done or state in (AgreementState.REFUSED, AgreementState.OVER)):
        is_of_bodies = all(one.fact is Fact.ADOPTED for one in changed)
        state = AgreementState.UNADOPTED if is_of_bodies else AgreementState.CHANGED
    is_refused = state is AgreementState.REFUSED
    due = [] if is_refused else list(_all_dues(terms, record, signed.by_all))
    if changed:
        due = [Due(Event.CHANGED, as_of)] if state.is_changed else []
    return replace(
        each,
        state=state,
        signed=None if changed or is_refused else signed.by_all,
        sent=max((one.day for one in record.of(Fact.SENT)), default=None),
        missing=() if changed else tuple(one.label for one in signed.missing),
        amendments=amendments,
        dues=tuple(due),
        is_public=bool(record.of(Fact.PUBLIC)),
        record=record,
        changed=changed,
    )


def _changed_amendment(each: AmendmentStanding) -> AmendmentStanding:
    """Return an amendment whose words are not those on record."""
    if each.state is not AmendmentState.IN_EFFECT:
        return each
    return replace(each, state=AmendmentState.CHANGED, day=None)


def _about_lost_amendments(
    record: Record, amendments: Sequence[AmendmentStanding]
) -> Iterator[RecordedFact]:
    """Yield facts about the words of amendments that the agreement does not have."""
    known = {None, *(each.number for each in amendments)}
    for each in record:
        if each.fact.is_about_words and each.amendment not in known:
            yield each


def _all_dues(terms: RecordTerms, record: Record, signed: date | None) -> Iterator[Due]:
    if terms.since and not signed:
        yield Due(Event.SIGNING, terms.since)
    yield from terms.fixed
    yield from duties(terms.duties, terms.since, record, signed, terms.until)


def unreadable(file: str, found: Sequence[Diagnostic], as_of: date) -> Standing:
    """Return the standing of a file that cannot be read, with the reason."""
    message = found[0].message if found else "it cannot be read"
    return Standing(file, AgreementState.UNREADABLE, as_of, errors=len(found), message=message)


def _record_until(record: Record, as_of: date) -> Record:
    """Return the facts of a record up to a day."""
    return Record(tuple(each for each in record.facts if each.day <= as_of))


def _standing_of_plain(
    checked: NotReady, as_of: date, errors: int, warnings: int, message: str
) -> Standing:
    """Return the standing of a config with errors in its form, from its plain values."""
    data = checked.source.data
    return Standing(
        file=checked.source.file,
        state=AgreementState.DRAFT,
        as_of=as_of,
        district=text_at(data, ("parties", "district", "name")),
        agency=text_at(data, ("parties", "agency", "name")),
        until=day_of(at_path(data, ("term", "until"))),
        errors=errors,
        warnings=warnings,
        message=message,
    )


def _agreement_state(
    terms: RecordTerms,
    record: Record,
    signed: SigningDays,
    amendments: Sequence[AmendmentStanding],
    as_of: date,
) -> AgreementState:
    until = terms.until
    if record.of(Fact.SUPERSEDED):
        return AgreementState.SUPERSEDED
    if record.of(Fact.TERMINATED, Fact.ENDED):
        return AgreementState.ENDED
    if refusal(record):
        return AgreementState.REFUSED
    if until and until < as_of:
        return AgreementState.OVER
    if signed.by_all:
        begins = terms.since or signed.by_all
        if begins > as_of and not record.of(Fact.IN_EFFECT):
            return AgreementState.SIGNED
        review = next((each.day for each in terms.fixed if each.event is Event.REVIEW), None)
        expiring = review or (until and date.fromordinal(until.toordinal() - _USUAL_REVIEW))
        if expiring and expiring <= as_of:
            return AgreementState.EXPIRING
        is_amended = any(each.state is AmendmentState.IN_EFFECT for each in amendments)
        return AgreementState.AMENDED if is_amended else AgreementState.IN_EFFECT
    return AgreementState.DRAFT if terms.faulty else _unsigned_state(terms, record, signed, as_of)


def _unsigned_state(
    terms: RecordTerms, record: Record, signed: SigningDays, as_of: date
) -> AgreementState:
    """Return the state of an agreement that not all have signed."""
    has_begun = terms.since is not None and terms.since <= as_of
    is_at_work = bool(signed.days or record.of(Fact.SENT, Fact.ADOPTED, Fact.IN_EFFECT))
    if record.of(Fact.IN_EFFECT) or (has_begun and is_at_work):
        return AgreementState.UNSIGNED
    if signed.days:
        return AgreementState.PARTLY
    if record.of(Fact.ADOPTED):
        return AgreementState.ADOPTED
    return AgreementState.OUT if record.of(Fact.SENT) else AgreementState.READY


def _amendment_standings(
    entries: Sequence[Entry], record: Record, all_of: Sequence[Signer], as_of: date
) -> Iterator[AmendmentStanding]:
    for position, entry in enumerate(entries, start=1):
        number = number_of(entry, position)
        yield _amendment_standing(number, day_of(entry.get("effective")), record, all_of, as_of)


def _amendment_standing(
    number: int, effective: date | None, record: Record, all_of: Sequence[Signer], as_of: date
) -> AmendmentStanding:
    """Return how an amendment stands; it takes effect on the day ``effective`` at the earliest."""
    signed = signed_by(record, all_of, as_of, number)
    missing = tuple(each.label for each in signed.missing)
    refused = refusal(record, number)
    effect = record.of(Fact.AMENDED, Fact.IN_EFFECT, amendment=number)
    adopted = record.of(Fact.ADOPTED, amendment=number)
    if refused:
        return AmendmentStanding(number, AmendmentState.REFUSED, refused.day, refused.by or "")
    if signed.by_all:
        day = effect[-1].day if effect else max(signed.by_all, effective or signed.by_all)
        if day > as_of:
            return AmendmentStanding(number, AmendmentState.SIGNED, day)
        return AmendmentStanding(number, AmendmentState.IN_EFFECT, day)
    if signed.days:
        day = max(signed.days.values())
        return AmendmentStanding(number, AmendmentState.PARTLY, day, missing=missing)
    if adopted:
        state, day, by = AmendmentState.ADOPTED, adopted[-1].day, adopted[-1].by or ""
        return AmendmentStanding(number, state, day, by, missing)
    return AmendmentStanding(number, AmendmentState.PROPOSED)


def _copy_standings(record: Record, states: CopyStates) -> Iterator[CopyStanding]:
    for each in record:
        if each.copy:
            state = states.get(each.copy.file, CopyState.MISSING)
            yield CopyStanding(each.copy.file, state, each.amendment)


def _party_name(party: Party | None) -> str:
    return party.name if party and isinstance(party.name, str) else ""


def _agency_names(config: Config, model: Model) -> list[str]:
    kinds = model.kinds
    parties = config.parties.values()
    names = [
        _party_name(each) for each in parties if each.kind in kinds and kinds[each.kind].agency
    ]
    return [each for each in names if each] or [_party_name(config.parties.get("agency"))]
