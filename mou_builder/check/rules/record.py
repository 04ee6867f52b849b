"""The record: whether each entry says what a fact of its kind must say, and can be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mou_builder.agreement.wording import long_date
from mou_builder.check.record.signatures import signed_by
from mou_builder.check.record.signers import (
    is_signers_own,
    same_person,
    signer_of,
    signs_in_an_office,
    who_signs,
)
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.config.amendments import KEY, entries_of, number_of
from mou_builder.config.facts import Record, RecordedFact
from mou_builder.file_kinds import ends_in
from mou_builder.library.fact import Fact
from mou_builder.library.typed.values import shown
from mou_builder.patterns import pattern
from mou_builder.yamltext.changes import at_path, list_at
from mou_builder.yamltext.source import Path

COPY_ENDINGS = (".pdf", ".docx")
"""How the name of an executed copy ends."""
_DIGEST = pattern("sha256:[0-9a-f]{64}")
_OF_EVERY_FACT = {"fact", "day", "amendment", "withdrawn"}
NEEDED: Mapping[Fact, tuple[str, ...]] = {
    Fact.SIGNED: ("by",),
    Fact.ADOPTED: ("by",),
    Fact.REFUSED: ("by",),
    Fact.AMENDED: ("amendment",),
    Fact.POSTED: ("where",),
    Fact.FILED: ("where",),
    Fact.TERMINATED: ("by",),
    Fact.COPY: ("file", "digest", "words"),
}
"""The keys without which a fact of the kind says too little to be one."""
_ABOUT_WORDS = frozenset({"agreement", "made_from"})
ALLOWED: Mapping[Fact, frozenset[str]] = {
    Fact.SENT: frozenset({"by", "where"}),
    Fact.SIGNED: frozenset({"by", "for"}) | _ABOUT_WORDS,
    Fact.ADOPTED: frozenset({"by", "resolution", "vote"}) | _ABOUT_WORDS,
    Fact.REFUSED: frozenset({"by", "resolution", "vote"}),
    Fact.IN_EFFECT: _ABOUT_WORDS,
    Fact.AMENDED: _ABOUT_WORDS,
    Fact.POSTED: frozenset({"where", "by"}),
    Fact.FILED: frozenset({"where", "by"}),
    Fact.REVIEWED: frozenset({"by"}),
    Fact.PUBLIC: frozenset(),
    Fact.SUPERSEDED: frozenset({"by"}),
    Fact.TERMINATED: frozenset({"by", "notice"}),
    Fact.ENDED: frozenset({"by"}),
    Fact.COPY: frozenset({"file", "digest", "words", "signatures"}) | _ABOUT_WORDS,
}
"""The keys that a fact of the kind may have beside its day and the number of an amendment."""


def facts_are_whole(case: Case) -> Iterator[Finding]:
    """MOU901: a fact lacks what makes it one, or has what belongs to another kind."""
    for path, entry, fact in _entries_of_record(case):
        for name in NEEDED.get(fact, ()):
            if not entry.get(name):
                message = f"the fact “{fact}” does not say “{name}”"
                hint = f"add {name}: to it"
                yield case.error("MOU901", message, path, hint)
        for key, message, hint in _wrong_copy(entry) if fact is Fact.COPY else ():
            yield case.error("MOU901", message, (*path, key), hint)
        for name in entry:
            if name not in _OF_EVERY_FACT | ALLOWED[fact]:
                message = f"“{name}” says nothing about the fact “{fact}”"
                hint = "delete it, or correct the fact"
                yield case.error("MOU901", message, (*path, name), hint)


def _wrong_copy(entry: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield what keeps an entry from being an executed copy: its key, and what to do."""
    file, digest = entry.get("file"), entry.get("digest")
    if isinstance(file, str) and not ends_in(file, COPY_ENDINGS):
        yield "file", f"“{shown(file)}” is neither a PDF nor a Word file", "name the executed copy"
    if isinstance(digest, str) and not _DIGEST.fullmatch(digest.strip()):
        hint = "record the copy again: mou record CONFIG --copy FILE"
        yield "digest", "this is not the digest of a file", hint


def facts_have_happened(case: Case) -> Iterator[Finding]:
    """MOU902: a fact has a day that is still to come."""
    for number, each in case.config.record.placed():
        if case.as_of and each.day > case.as_of:
            message = f"{long_date(each.day)} is still to come; a record is of what has happened"
            path: Path = ("record", number, "day")
            hint = to_withdraw(number)
            yield case.warning("MOU902", message, path, hint)


def to_withdraw(number: int) -> str:
    """Return what corrects the entry at a place of the record, counted from 0."""
    return (
        f"if the entry is wrong, withdraw it and record it anew: mou record CONFIG --withdraw "
        f'{number + 1} --because "…"'
    )


def amendments_are_known(case: Case) -> Iterator[Finding]:
    """MOU903: a fact is about an amendment that the config does not have."""
    entries = at_path(case.source.data, ("amendments",))
    known = {each.get("number") for each in entries or () if isinstance(each, dict)}
    for number, each in case.config.record.placed():
        if each.amendment is not None and str(each.amendment) not in known:
            message = f"the config has no amendment No. {each.amendment}"
            hint = "record it in the config as amended, which mou amend wrote"
            path: Path = ("record", number, "amendment")
            yield case.error("MOU903", message, path, hint)


def _entries_of_record(case: Case) -> Iterator[tuple[Path, dict[str, object], Fact]]:
    for number, each in enumerate(list_at(case.source.data, ("record",))):
        path: Path = ("record", number)
        if not isinstance(each, dict) or case.is_broken(path) or "withdrawn" in each:
            continue
        if each["fact"] in list(Fact):
            yield path, dict(each), Fact(str(each["fact"]))


def amendments_are_numbered(case: Case) -> Iterator[Finding]:
    """MOU927: an amendment does not have the number of its place."""
    for position, entry in enumerate(entries_of(case.source.data), start=1):
        number = number_of(entry, position)
        if number != position:
            message = f"the amendment numbered {number} is No. {position} of this agreement"
            hint = (
                f"give it back the number that its signed paper has: number: {position}; an "
                "amendment from before this config goes into the list before it"
            )
            path: Path = (KEY, position - 1, "number")
            yield case.error("MOU927", message, path, hint)


def signatories_signed(case: Case) -> Iterator[Finding]:
    """MOU928: by the record, somebody signed whom the agreement does not name."""
    for number, each in case.config.record.placed():
        if each.fact is not Fact.SIGNED or not each.by:
            continue
        signer = signer_of(each.place, each.by, case.signers)
        path: Path = ("record", number, "by")
        if signer is None:
            message = f"“{each.by}” is not who signs this agreement, and counts for nobody"
            hint = f"{to_withdraw(number)}; {who_signs(case.signers)}"
            yield case.warning("MOU928", message, path, hint)
        elif not (is_signers_own(each.by, signer) or signs_in_an_office(each.by)):
            message = (
                f"“{each.by}” signed where the agreement names {signer.name}, and in which office "
                "is not recorded"
            )
            hint = f"say it behind the name: by: {each.by}, Acting {signer.title or 'Chief'}"
            yield case.warning("MOU928", message, path, hint)


def days_fit(case: Case) -> Iterator[Finding]:
    """MOU930: a day is not that of the executed copy, or a body adopted what all had signed."""
    record = case.config.record
    if not any(each.fact in (Fact.SIGNED, Fact.COPY) for each in record):
        return
    all_of = case.signers
    in_copies = {
        (each.amendment, found.field): found
        for each in record
        for found in (each.copy.signatures if each.copy else ())
    }
    for number, each in record.placed():
        path: Path = ("record", number, "day")
        signer = signer_of(each.place, each.by, all_of) if each.fact is Fact.SIGNED else None
        found = in_copies.get((each.amendment, signer.place)) if signer else None
        if found and found.day and found.day != each.day and same_person(found.by, each.by or ""):
            message = (
                f"{each.by} signed on {long_date(each.day)} by this entry, and on "
                f"{long_date(found.day)} by the executed copy"
            )
            hint = f"the day of the entry counts; {to_withdraw(number)}"
            yield case.warning("MOU930", message, path, hint)
        is_adoption = each.fact is Fact.ADOPTED and each == _first_adoption_by(record, each)
        signed = signed_by(record, all_of, date.max, each.amendment).by_all if is_adoption else None
        if signed and each.day > signed:
            message = (
                f"{each.by} adopted it on {long_date(each.day)}, after all had signed on "
                f"{long_date(signed)}"
            )
            hint = f"who signed may not have been allowed to yet; {to_withdraw(number)}"
            yield case.note("MOU930", message, path, hint)


def _first_adoption_by(record: Record, adopted: RecordedFact) -> RecordedFact:
    """Return what the body that adopted something adopted first."""
    every = record.of(Fact.ADOPTED, amendment=adopted.amendment)
    own = (each for each in every if each.by == adopted.by)
    return min(own, key=lambda each: each.day)


RULES: tuple[Rule, ...] = (
    facts_are_whole,
    facts_have_happened,
    amendments_are_known,
    amendments_are_numbered,
    signatories_signed,
    days_fit,
)
