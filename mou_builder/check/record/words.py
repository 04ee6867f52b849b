"""Whether the words of an agreement are still those that its record speaks of.

A fact about an agreement's words keeps their digest. It is a fact about those words and no others:
when a value of the config, of the one that it extends, or a text of the library changes them, the
fact says nothing about the words as they are now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mou_builder import __version__
from mou_builder.agreement.document import Agreement, words_digest
from mou_builder.agreement.wording import counted, listed, long_date
from mou_builder.check.codes import CHANGED_WORDS
from mou_builder.check.rule import Case, Finding
from mou_builder.config.alike import folded
from mou_builder.config.amendments import base_digest, newest
from mou_builder.config.config import Config
from mou_builder.config.facts import Record, RecordedFact
from mou_builder.diagnostic import Refused
from mou_builder.frozen import replace
from mou_builder.library.fact import Fact
from mou_builder.library.model import Model
from mou_builder.yamltext.source import Plain

_MOST_TOLD = 4
"""Facts that a message names; of more it says how many."""


def words_as_now(config: Config, model: Model) -> tuple[str, ...]:
    """Return by which digests the words of an agreement may be on record.

    The first is that of the words as they are; the second, where the config has a day of signing,
    of the same with room to write one: filling it in afterwards changes nothing that was agreed.
    Nothing where the agreement cannot be assembled.
    """
    from mou_builder.agreement.assemble import assemble  # only where it is needed: it takes long

    try:
        return digests_of(assemble(config, model), config, model)
    except Refused:
        return ()


def digests_of(agreement: Agreement, config: Config, model: Model) -> tuple[str, ...]:
    """Return the same for an agreement that is assembled already."""
    digest = words_digest(agreement)
    if config.signed is None or "closing" in config.frame:
        return (digest,)
    from mou_builder.agreement.signing import closing

    unsigned = closing(replace(config, signed=None), model)
    return (digest, words_digest(replace(agreement, closing=unsigned)))


def made_from(data: Plain, model: Model) -> str:
    """Return the digests of what an agreement's words are made from.

    The first is of what the config says of them, the second of the model's files and the version of
    this program: of the same the words are the same.
    """
    import hashlib  # few configs have words on record

    parts = (model.digest, __version__)
    library = hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:16]
    return f"{base_digest(data)}-{library}"


def words_of_record(
    facts: Sequence[RecordedFact], data: Plain, config: Config, model: Model
) -> tuple[str, ...]:
    """Return what `words_as_now` does, for facts with words, and seldom assembles anything.

    Where these facts were all recorded of the very same config, library and program, they say it.
    """
    source = made_from(data, model)
    digests = {each.agreement: None for each in facts if each.made_from == source}
    if all(each.agreement in digests for each in facts):
        return tuple(filter(None, digests))
    return words_as_now(config, model)


def facts_with_words(record: Record, amendment: int | None) -> list[RecordedFact]:
    """Return the facts that are kept with the digest of the words that they are about.

    They are those about the agreement as ``amendment`` left it, None for the agreement itself. Of
    what a body adopted several times the last counts.
    """
    found = [each for each in record if each.fact.is_about_words and each.amendment == amendment]
    adoptions = sorted(
        (each for each in found if each.fact is Fact.ADOPTED), key=lambda one: one.day
    )
    adopted = {folded(each.by or ""): each for each in adoptions}
    return [
        each
        for each in found
        if each.agreement
        and (each.fact is not Fact.ADOPTED or each is adopted[folded(each.by or "")])
    ]


def about_other_words(
    record: Record, amendment: int | None, words: Sequence[str]
) -> tuple[RecordedFact, ...]:
    """Return the facts that are about other words than those with one of these digests."""
    return tuple(
        each for each in facts_with_words(record, amendment) if each.agreement not in words
    )


def words_are_on_record(case: Case, words: Sequence[str]) -> Iterator[Finding]:
    """MOU919: the words were changed after they were adopted or signed."""
    record = case.config.record
    if changed := about_other_words(record, newest(case.source.data), words):
        number = record.facts.index(changed[0])
        path = ("record", number)
        config = base_digest(case.source.data)
        message, hint = other_words_text(changed, config), what_to_do(changed, config)
        yield case.error(CHANGED_WORDS, message, path, hint)


_OF_THE_CONFIG = (
    "take the change back, or amend the agreement as it was (mou amend). What differs: mou verify "
    "COPY --against CONFIG, or mou diff with the file as it was; where the library has changed, "
    "give it as it was: --library DIR"
)
_OF_THE_LIBRARY = (
    "nobody changed the config: the library's texts, or this program, are of a newer version than "
    "the record. Give the library as it was, --library DIR (the folder “clauses” of the version of "
    "then), and renew with --old-library DIR. What differs: mou verify COPY --against CONFIG"
)


def is_of_the_library(facts: Sequence[RecordedFact], config: str) -> bool:
    """Tell whether facts are about what the very same config said with another library."""
    return all((each.made_from or "").startswith(f"{config}-") for each in facts)


def what_to_do(facts: Sequence[RecordedFact], config: str) -> str:
    """Return what to do about facts that are about other words than the agreement's.

    ``config`` is the digest of what its config says (`base_digest`).
    """
    return _OF_THE_LIBRARY if is_of_the_library(facts, config) else _OF_THE_CONFIG


def other_words_text(facts: Sequence[RecordedFact], config: str) -> str:
    """Return in words which facts are about other words than the agreement's."""
    told = [_fact_text(each) for each in facts[:_MOST_TOLD]]
    if more := len(facts) - len(told):
        told.append(f"{counted(more, 'more fact')} of the record speak{'s' * (more == 1)} of")
    changed = "its words were changed: they"
    if is_of_the_library(facts, config):
        changed = "the library has other texts for it now: its words"
    return f"{changed} are not those that {listed(told)}"


def _fact_text(each: RecordedFact) -> str:
    day = f"on {long_date(each.day)}"
    match each.fact:
        case Fact.SIGNED:
            return f"{each.by or each.place} signed {day}"
        case Fact.ADOPTED:
            return f"{each.by} adopted {day}"
        case Fact.COPY:
            return f"the executed copy {each.copy.file if each.copy else ''} has".replace("  ", " ")
        case _:
            return f"took effect {day}"
