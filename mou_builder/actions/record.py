"""Facts put into the record of an agreement, and who has signed which of its papers.

No files, no clock: the fact and the day come in as values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mou_builder.check.checking import Checked, Ready, check
from mou_builder.check.record.signatures import SigningDays, signed_by
from mou_builder.check.record.signers import Signer, signers
from mou_builder.config.extending import with_text
from mou_builder.config.facts import Record, RecordedFact, Withdrawal
from mou_builder.diagnostic import Diagnostic
from mou_builder.frozen import dataclass
from mou_builder.library.library import Library
from mou_builder.portfolio.standing import Standing
from mou_builder.record.recording import recorded, what_it_tells, withdrawn


@dataclass(frozen=True)
class RecordedConfig:
    """A config with one fact more in its record, or with one of its facts withdrawn.

    ``fact`` is that fact as the config has it, ``texts`` are the lines to show with what is
    ``told`` of it.
    """

    fact: RecordedFact
    text: str
    texts: Mapping[str, str]
    told: tuple[Diagnostic, ...] = ()


def record_fact(
    checked: Checked, fact: RecordedFact, library: Library, today: date
) -> RecordedConfig:
    """Return a config with one more fact in its record.

    Raises `Refused` as `recorded` does, and for a fact that would break the config.
    """
    known, text = recorded(checked, fact)
    return _with_new_findings(checked, known, text, library, today)


def withdraw_fact(
    checked: Checked, number: int, withdrawal: Withdrawal, library: Library, today: date
) -> RecordedConfig:
    """Return a config with the entry of its record of this number withdrawn.

    Raises `Refused` as `withdrawn` does.
    """
    fact, text = withdrawn(checked, number, withdrawal)
    return _with_new_findings(checked, fact, text, library, today)


def _with_new_findings(
    checked: Checked, fact: RecordedFact, text: str, library: Library, today: date
) -> RecordedConfig:
    after = check(with_text(checked.source, text), library, today)
    return RecordedConfig(fact, text, after.source.texts(), what_it_tells(checked, after))


@dataclass(frozen=True)
class AmendedConfigs:
    """The config before an amendment, and the one that it made."""

    before: Checked
    after: Checked


def signers_of(checked: Checked) -> tuple[Signer, ...]:
    """Return who signs the agreement of a config; nobody where it cannot be read."""
    return signers(checked.config, checked.model) if isinstance(checked, Ready) else ()


@dataclass(frozen=True)
class SignedPaper:
    """The agreement, or an amendment by its number: who signs it, and who has signed its words."""

    amendment: int | None
    signers: tuple[Signer, ...]
    signed: SigningDays


def signed_papers(checked: Checked, stands: Standing, first: Checked) -> Iterator[SignedPaper]:
    """Yield the agreement and its amendments, with the signatures under each.

    ``first`` is the config before the first amendment: it has the signatures under the agreement.
    """
    record = checked.config.record if isinstance(checked, Ready) else Record()
    known = Record(tuple(each for each in record if each not in stands.changed))
    of_first = known
    if first is not checked:
        of_first = first.config.record if isinstance(first, Ready) else Record()
    all_of, day = signers_of(first), stands.as_of
    yield SignedPaper(None, all_of, signed_by(of_first, all_of, day))
    for each in stands.amendments:
        all_of = signers_of(checked)
        yield SignedPaper(each.number, all_of, signed_by(known, all_of, day, each.number))
