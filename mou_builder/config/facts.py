"""Facts about an agreement, as its config records them: what was done, when, by whom, with a copy.

The record says what nobody can tell from the words of an agreement: that it was adopted, signed,
posted or ended. Each fact is an entry of the list ``record`` of the config.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from mou_builder.frozen import dataclass, replace
from mou_builder.library.fact import Fact


class WordsFound(StrEnum):
    """What was found when the words of an executed copy were read."""

    EQUAL = "equal"
    """They are those of the agreement."""
    SCAN = "scan"
    """It has pictures of pages and no words that a program can read."""


class Certificate(StrEnum):
    """Who vouches for the certificate of a digital signature."""

    TRUSTED = "trusted"
    """It leads to a certificate that the user trusts."""
    SELF_MADE = "self-made"
    """Nobody but its owner."""
    UNKNOWN = "not known here"
    """Somebody, whom the user did not name as trusted."""


@dataclass(frozen=True)
class CopySignature:
    """A digital signature that was found whole and valid in a copy, on the day it was recorded.

    ``field`` is the signature field (``agency``, ``district-2``), ``by`` the name in the
    certificate, ``day`` that of signing as the file states it.
    """

    field: str
    by: str
    day: date | None = None
    certificate: Certificate = Certificate.UNKNOWN


@dataclass(frozen=True)
class CopyOnRecord:
    """An executed copy: a file known by its digest, and what was verified of it.

    ``file`` leads to it from the folder of the config; ``digest`` is ``sha256:`` and 64 digits.
    """

    file: str
    digest: str
    words: WordsFound
    signatures: tuple[CopySignature, ...] = ()


@dataclass(frozen=True)
class Withdrawal:
    """That an entry of the record was a mistake: since which day that is said, and why."""

    day: date
    because: str


@dataclass(frozen=True)
class RecordedFact:
    """One fact and its day.

    ``by`` is who did it: who signed, the body that adopted, the party that gave notice. ``place``
    is the id of the signature block that was signed, where the name alone does not tell;
    ``amendment`` the number of the amendment that the fact is about, None for the agreement itself.
    ``notice`` is the day on which notice was given. ``agreement`` is the digest of the words that
    the fact is about (`words_digest` of a document), None where it was recorded without;
    ``made_from`` tells what they were made from, so that the same need not be assembled again.
    ``withdrawn`` says that it was recorded by mistake: it stays to be seen, but does not count.
    """

    fact: Fact
    day: date
    by: str | None = None
    place: str | None = None
    resolution: str | None = None
    vote: str | None = None
    where: str | None = None
    notice: date | None = None
    amendment: int | None = None
    copy: CopyOnRecord | None = None
    agreement: str | None = None
    made_from: str | None = None
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True)
class Record:
    """The facts of a config, in the order in which they were written, without withdrawn ones.

    ``facts`` has the withdrawn ones, too, so that each stands at its place in the config.
    """

    facts: tuple[RecordedFact, ...] = ()

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __iter__(self) -> Iterator[RecordedFact]:
        return (each for _, each in self.placed())

    def placed(self) -> Iterator[tuple[int, RecordedFact]]:
        """Yield each fact that stands with its place among all of the config, from 0."""
        return ((at, each) for at, each in enumerate(self.facts) if each.withdrawn is None)

    def mistaken(self) -> list[RecordedFact]:
        """Return what was withdrawn, as it was recorded."""
        return [replace(each, withdrawn=None) for each in self.facts if each.withdrawn]

    def of(self, *facts: Fact, amendment: int | None = None) -> list[RecordedFact]:
        """Return what is recorded of these kinds about the agreement, or about an amendment."""
        return [each for each in self if each.fact in facts and each.amendment == amendment]
