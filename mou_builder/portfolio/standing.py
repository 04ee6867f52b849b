"""How one agreement stands on a given day: its term, what is due, whether it is signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from mou_builder.check.checking import Checked
from mou_builder.config.config import Config, Party
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.library.model import Model
from mou_builder.renewal.history import end_of, past_terms
from mou_builder.yamltext.source import Plain
from mou_builder.yamltext.values import Type, Unreadable, read


class AgreementState(StrEnum):
    """What has become of an agreement; how much of it is still to be done comes with the days."""

    UNREADABLE = "unreadable"
    """The file cannot be read as a config."""
    DRAFT = "draft"
    """It has errors or open points."""
    READY = "ready to sign"
    """Nothing is lacking but the signatures."""
    SIGNED = "signed"
    OVER = "over"
    """Its term has ended, and nothing is known that follows it."""
    RENEWED = "renewed"
    """The agreement that was renewed from it is signed, and among those that were found."""


class Event(StrEnum):
    """What falls due in the life of an agreement."""

    SIGNING = "signing"
    """The term begins: the last day to sign what is not signed yet."""
    REVIEW = "review"
    """All signatories review it before it is renewed."""
    NOTICE = "notice"
    """The last day to give notice such that the agreement ends with its term at the latest."""
    END = "end"
    """The last day of the term."""


@dataclass(frozen=True)
class Due:
    """An event and its day."""

    event: Event
    day: date


@dataclass(frozen=True)
class FoundDocument:
    """A document that belongs to an agreement: a Word file or PDF, and whether it is signed."""

    file: str
    signed: bool = False


@dataclass(frozen=True)
class Standing:
    """How an agreement stands on the day ``as_of``.

    ``number`` counts its terms, the first being 1. ``days_left`` is negative once the term is over,
    None where it has no end. ``amendment`` names the last one.
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
    number: int = 1
    errors: int = 0
    warnings: int = 0
    amendment: str = ""
    dues: tuple[Due, ...] = ()
    documents: tuple[FoundDocument, ...] = ()
    message: str = ""
    past: tuple[date, ...] = field(default=(), repr=False)

    @property
    def days_left(self) -> int | None:
        """Days until the term ends."""
        return (self.until - self.as_of).days if self.until else None

    @property
    def is_live(self) -> bool:
        """Whether there is anything left to do about it."""
        return self.state is not AgreementState.RENEWED

    def due(self, event: Event) -> date | None:
        """Return the day of an event."""
        return next((each.day for each in self.dues if each.event is event), None)

    @property
    def next_due(self) -> Due | None:
        """What comes next, today included; None where all of it has passed."""
        ahead = [each for each in self.dues if each.day >= self.as_of]
        return min(ahead, key=lambda each: each.day, default=None)

    def is_due_within(self, days: int) -> bool:
        """Whether something falls due within ``days``, or is over without having been renewed."""
        if not self.is_live:
            return False
        following = self.next_due
        if self.days_left is not None and self.days_left < 0:
            return True
        return following is not None and (following.day - self.as_of).days <= days


def standing(checked: Checked, as_of: date) -> Standing:
    """Return how the agreement of a checked config stands."""
    config, model, data = checked.config, checked.model, checked.source.data
    errors = len(checked.errors)
    warnings = sum(each.severity is Severity.WARNING for each in checked.diagnostics)
    if config is None or model is None:
        message = checked.errors[0].message if checked.errors else ""
        return _named(checked, as_of, errors, warnings, message)
    until = config.until if isinstance(config.until, date) else None
    return Standing(
        file=checked.source.file,
        state=_state(config, errors, until, as_of),
        as_of=as_of,
        district=_name(config.parties.get("district")),
        agency="; ".join(_agencies(config, model)),
        model=f"{model.id} {model.version}",
        since=config.since,
        until=until,
        signed=config.signed,
        number=len(past_terms(data)) + 1,
        errors=errors,
        warnings=warnings,
        amendment=_last_amendment(data),
        dues=tuple(_dues(config, model, until)),
        past=tuple(day for each in past_terms(data) if (day := end_of(each))),
    )


def unreadable(file: str, found: Sequence[Diagnostic], as_of: date) -> Standing:
    """Return the standing of a file that cannot be read, with the reason."""
    message = found[0].message if found else "it cannot be read"
    return Standing(file, AgreementState.UNREADABLE, as_of, errors=len(found), message=message)


def _named(checked: Checked, as_of: date, errors: int, warnings: int, message: str) -> Standing:
    """Return the standing of a config too broken to be typed, with what it says plainly."""
    data = checked.source.data
    parties = data.get("parties") if isinstance(data, dict) else None
    names = [_plain_name(parties, each) for each in ("district", "agency")]
    return Standing(
        file=checked.source.file,
        state=AgreementState.DRAFT,
        as_of=as_of,
        district=names[0],
        agency=names[1],
        until=_plain_end(data),
        errors=errors,
        warnings=warnings,
        message=message,
    )


def _plain_name(parties: Plain, name: str) -> str:
    party = parties.get(name) if isinstance(parties, dict) else None
    text = party.get("name") if isinstance(party, dict) else None
    return text if isinstance(text, str) else ""


def _plain_end(data: Plain) -> date | None:
    term = data.get("term") if isinstance(data, dict) else None
    return end_of(term) if isinstance(term, dict) else None


def _state(config: Config, errors: int, until: date | None, as_of: date) -> AgreementState:
    if until and until < as_of:
        return AgreementState.OVER
    if errors:
        return AgreementState.DRAFT
    if config.signed and config.signed <= as_of:
        return AgreementState.SIGNED
    return AgreementState.READY


def _name(party: Party | None) -> str:
    return party.name if party and isinstance(party.name, str) else ""


def _agencies(config: Config, model: Model) -> list[str]:
    kinds = model.kinds
    parties = config.parties.values()
    names = [_name(each) for each in parties if each.kind in kinds and kinds[each.kind].agency]
    return [each for each in names if each] or [_name(config.parties.get("agency"))]


def _dues(config: Config, model: Model, until: date | None) -> Iterator[Due]:
    if config.since and not config.signed:
        yield Due(Event.SIGNING, config.since)
    if until is None:
        return
    if model.judgement.renewal_days is not None:
        yield Due(Event.REVIEW, until - timedelta(days=model.judgement.renewal_days))
    if notice := max(_notices(config, model), default=0):
        yield Due(Event.NOTICE, until - timedelta(days=notice))
    yield Due(Event.END, until)


def _notices(config: Config, model: Model) -> Iterator[int]:
    """Yield the days of notice that the agreement asks for: its own, or the model's least."""
    for each in model.judgement.notices:
        choice = config.choices.get(each.clause)
        if choice is None or choice.omitted:
            continue
        blanks = model.clauses[each.clause].blanks_of(choice.variant)
        own = [choice.values.get(name) for name, blank in blanks.items() if blank.type is Type.DAYS]
        yield max((days for days in own if isinstance(days, int)), default=each.days)


def _last_amendment(data: Plain) -> str:
    amendments = data.get("amendments") if isinstance(data, dict) else None
    numbered = [each for each in amendments or [] if isinstance(each, dict)] if amendments else []
    if not numbered:
        return ""
    last = numbered[-1]
    number = last.get("number") or str(len(numbered))
    return f"No. {number}" + (f", {signed}" if (signed := _day_text(last)) else "")


def _day_text(amendment: dict[str, Plain]) -> str:
    text = amendment.get("signed") or amendment.get("date")
    try:
        day = read(Type.DATE, text) if isinstance(text, str) else None
    except Unreadable:
        return ""
    return day.isoformat() if isinstance(day, date) else ""


def with_documents(each: Standing, documents: Sequence[FoundDocument]) -> Standing:
    """Return a standing with the documents that were found; a signed one makes it signed."""
    if not any(document.signed for document in documents) or each.state is AgreementState.DRAFT:
        return replace(each, documents=tuple(documents))
    state = AgreementState.SIGNED if each.state is AgreementState.READY else each.state
    dues = tuple(due for due in each.dues if due.event is not Event.SIGNING)
    return replace(each, documents=tuple(documents), state=state, dues=dues)
