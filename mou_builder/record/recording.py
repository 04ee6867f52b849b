"""Writing a fact into the record of a config, if the record allows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mou_builder.agreement.wording import long_date
from mou_builder.check.checking import Checked, Ready, ready
from mou_builder.check.codes import CHANGED_WORDS
from mou_builder.check.record.signers import signer_of, signers, who_signs
from mou_builder.check.record.words import (
    about_other_words,
    made_from,
    other_words_text,
    what_to_do,
    words_as_now,
)
from mou_builder.check.rules.record import ALLOWED, NEEDED, to_withdraw
from mou_builder.config.alike import folded
from mou_builder.config.amendments import KEY as AMENDMENTS
from mou_builder.config.amendments import RECORD, amendments_of, base_digest, newest
from mou_builder.config.facts import CopyOnRecord, CopySignature, RecordedFact, Withdrawal
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.frozen import dataclass, replace
from mou_builder.library.fact import Fact
from mou_builder.yamltext.changes import Append, Set
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.shape import nearest
from mou_builder.yamltext.source import Path, Plain

_ONCE = frozenset({Fact.IN_EFFECT, Fact.AMENDED, Fact.PUBLIC, Fact.TERMINATED, Fact.ENDED})
"""Facts recorded only once: a second would contradict or repeat the first."""


@dataclass(frozen=True)
class WrongKey:
    """A key that a fact lacks, or that a fact of its kind cannot have."""

    key: str
    is_lacking: bool


def wrong_keys(fact: RecordedFact) -> Iterator[WrongKey]:
    """Yield what a fact lacks, and what of it belongs to another kind; a copy is judged elsewhere.

    The name of who signed is not needed where the signature block is named.
    """
    for key, value in _texts_by_key(fact).items():
        is_signed_for = fact.fact is Fact.SIGNED and fact.place is not None
        if value and key not in ALLOWED[fact.fact]:
            yield WrongKey(key, is_lacking=False)
        if not value and key in NEEDED.get(fact.fact, ()) and not is_signed_for:
            yield WrongKey(key, is_lacking=True)
    if fact.amendment is None and "amendment" in NEEDED.get(fact.fact, ()):
        yield WrongKey("amendment", is_lacking=True)


def keys_to_ask(kind: Fact, *, is_amended: bool) -> tuple[str, ...]:
    """Return the keys that a person may give with a fact of a kind, in the order of its entry.

    Which paper the fact is about is asked where there are amendments, or it is one that took
    effect.
    """
    texts = [key for key in _texts_by_key(RecordedFact(kind, date.min)) if key in ALLOWED[kind]]
    return (*texts, *(["amendment"] if is_amended or kind is Fact.AMENDED else []))


def recorded(checked: Checked, fact: RecordedFact) -> tuple[RecordedFact, str]:
    """Return a fact as it is recorded, and the text of the config with it, comments kept.

    A fact that speaks of the agreement's words keeps their digest. Raises `Refused`: the config's
    own faults, MOU904 for a signature of somebody who does not sign here, MOU905 for what is
    recorded already, MOU919 for a fact about words where those on record are others.
    """
    if not isinstance(checked, Ready):
        raise Refused(checked.faults or checked.diagnostics)
    known = _with_words(checked, _known_signer(checked, fact))
    _refuse_unfinished(checked, known)
    facts = checked.config.record.placed()
    number, again = next(((n, one) for n, one in facts if says_the_same(one, known)), (0, None))
    if again is not None:
        message = f"this is recorded already, with the day {long_date(again.day)}"
        hint = to_withdraw(number)
        if amendments_of(checked.source) and known.amendment is None:
            hint = f"of an amendment, say which: --amendment N; {hint}"
        raise _refused(checked, "MOU905", message, hint, (RECORD, number))
    return known, edit(checked.source.text, [Append((RECORD,), as_entry(known))])


def _refuse_unfinished(checked: Ready, fact: RecordedFact) -> None:
    """Refuse a signature under what no paper to sign is made of.

    The record's own faults keep nobody from signing.
    """
    against = [each for each in checked.errors if each.path[:1] not in ((RECORD,), (AMENDMENTS,))]
    if fact.fact is Fact.SIGNED and fact.amendment == newest(checked.source.data) and against:
        message = "the agreement has errors, so that no paper to sign is made of it"
        hint = "mend or accept what is said below, and record the signature then"
        raise Refused((_diagnostic(checked, "MOU933", message, hint), *against))


def withdrawn(checked: Checked, number: int, withdrawal: Withdrawal) -> tuple[RecordedFact, str]:
    """Return an entry of the record as withdrawn, and the text of the config that says so.

    ``number`` is its place in the record, counted from 1. What was recorded stays to be seen, and
    counts for nothing. Raises `Refused`: the config's own faults, MOU929 for an entry that is not
    there or was withdrawn before.
    """
    facts = ready(checked).config.record.facts
    if not 0 < number <= len(facts):
        many = f"{len(facts)} entries" if len(facts) != 1 else "one entry"
        message = f"the record has no entry No. {number}; it has {many if facts else 'none'}"
        raise _refused(checked, "MOU929", message, "mou record CONFIG shows them by number")
    fact, at = facts[number - 1], (RECORD, number - 1)
    if old := fact.withdrawn:
        message = f"entry No. {number} was withdrawn already, on {long_date(old.day)}"
        raise _refused(checked, "MOU929", message, "what is right is recorded anew", at)
    entry: dict[str, Plain] = {"day": withdrawal.day.isoformat(), "because": withdrawal.because}
    text = edit(checked.source.text, [Set((*at, "withdrawn"), entry)])
    return replace(fact, withdrawn=withdrawal), text


def what_it_tells(before: Checked, after: Checked) -> tuple[Diagnostic, ...]:
    """Return what a check says of a config with one more fact that it did not say without it.

    That fewer facts are about other words than before is nothing new. Raises `Refused` where an
    error is among it: a fact that breaks the config is not written.
    """
    known = {_known_as(each) for each in before.diagnostics}
    new = [each for each in after.diagnostics if _known_as(each) not in known]
    errors = tuple(each for each in new if each.severity is Severity.ERROR)
    if errors:
        raise Refused(errors)
    return tuple(new)


def _known_as(each: Diagnostic) -> tuple[object, ...]:
    if each.code == CHANGED_WORDS:
        return (each.code,)
    return (each.code, each.message, each.path)


def _with_words(checked: Ready, fact: RecordedFact) -> RecordedFact:
    """Return a fact about the agreement's words with the digest of what they are now.

    One about the agreement before an amendment of this config says nothing of these words.
    """
    if not fact.fact.is_about_words or fact.amendment != newest(checked.source.data):
        return fact
    words = checked.words or words_as_now(checked.config, checked.model)
    others = about_other_words(checked.config.record, fact.amendment, words)
    is_adopted_anew = fact.fact is Fact.ADOPTED and all(each.fact is fact.fact for each in others)
    if others and not is_adopted_anew:
        at = (RECORD, checked.config.record.facts.index(others[0]))
        config = base_digest(checked.source.data)
        hint = what_to_do(others, config)
        if all(each.fact is Fact.ADOPTED for each in others):
            hint = f"if these words were adopted again, record that first; or {hint}"
        raise _refused(checked, CHANGED_WORDS, other_words_text(others, config), hint, at)
    if not words:
        return fact
    source = made_from(checked.source.data, checked.model)
    return replace(fact, agreement=words[0], made_from=source)


def _known_signer(checked: Ready, fact: RecordedFact) -> RecordedFact:
    """Return a signature with the place where it stands."""
    if fact.fact is not Fact.SIGNED:
        return fact
    all_of = signers(checked.config, checked.model)
    signer = signer_of(fact.place, fact.by, all_of)
    if signer is None:
        who = fact.place if fact.place is not None else fact.by
        message = f"“{who}” is not who signs this agreement"
        near = nearest(who or "", [each.place if fact.place else each.label for each in all_of])
        hint = f"did you mean “{near}”? {who_signs(all_of)}" if near else who_signs(all_of)
        raise _refused(checked, "MOU904", message, hint)
    is_same = fact.by is None or folded(fact.by) == folded(signer.label)
    return replace(fact, place=signer.place, by=signer.label if is_same else fact.by)


def says_the_same(old: RecordedFact, new: RecordedFact) -> bool:
    """Tell whether two facts are the same, or about a thing that is recorded only once."""
    if (old.fact, old.amendment) != (new.fact, new.amendment):
        return False
    match new.fact:
        case Fact.SIGNED:
            return old.place == new.place
        case Fact.COPY:
            return bool(old.copy and new.copy and old.copy.digest == new.copy.digest)
        case _:
            return new.fact in _ONCE or old == new


def _refused(
    checked: Checked, code: str, message: str, hint: str, at: Path | None = None
) -> Refused:
    return Refused((_diagnostic(checked, code, message, hint, at),))


def _diagnostic(
    checked: Checked, code: str, message: str, hint: str, at: Path | None = None
) -> Diagnostic:
    place = checked.source.place(at) if at else Place(checked.source.file)
    return Diagnostic(code, Severity.ERROR, message, place, hint)


def as_entry(fact: RecordedFact) -> dict[str, Plain]:
    """Return a fact as plain data, in the order in which a person reads it."""
    entry: dict[str, Plain] = {"fact": fact.fact.value, "day": fact.day.isoformat()}
    if fact.amendment is not None:
        entry["amendment"] = str(fact.amendment)
    entry |= {name: text for name, text in _texts_by_key(fact).items() if text}
    entry |= _copy_entry(fact.copy) if fact.copy else {}
    for name, digest in (("agreement", fact.agreement), ("made_from", fact.made_from)):
        if digest:
            entry[name] = digest
    return entry


def _texts_by_key(fact: RecordedFact) -> Mapping[str, str | None]:
    return {
        "by": fact.by,
        "for": fact.place,
        "resolution": fact.resolution,
        "vote": fact.vote,
        "where": fact.where,
        "notice": fact.notice.isoformat() if fact.notice else None,
    }


def _copy_entry(copy: CopyOnRecord) -> dict[str, Plain]:
    entry: dict[str, Plain] = {"file": copy.file, "digest": copy.digest, "words": copy.words.value}
    if copy.signatures:
        entry["signatures"] = [_signature_entry(each) for each in copy.signatures]
    return entry


def _signature_entry(found: CopySignature) -> dict[str, Plain]:
    entry: dict[str, Plain] = {"field": found.field, "by": found.by}
    if found.day:
        entry["day"] = found.day.isoformat()
    return entry | {"certificate": found.certificate.value}
