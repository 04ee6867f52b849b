"""The entries of a record, as plain data, become facts; what has a fault of shape is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from mou_builder.config.facts import (
    Certificate,
    CopyOnRecord,
    CopySignature,
    Record,
    RecordedFact,
    Withdrawal,
    WordsFound,
)
from mou_builder.library.fact import Fact
from mou_builder.library.typed.values import Type, Unreadable, read, read_text
from mou_builder.yamltext.source import Plain


def record_of(entries: Plain) -> Record:
    """Return what plain data records: the list under ``record``, here or in a past term."""
    return Record(tuple(_facts(entries if isinstance(entries, list) else [])))


def _facts(entries: list[Plain]) -> Iterator[RecordedFact]:
    for each in entries:
        day = _day(each.get("day")) if isinstance(each, dict) else None
        if not isinstance(each, dict) or day is None or each.get("fact") not in list(Fact):
            continue
        number = _read(Type.COUNT, each.get("amendment"))
        yield RecordedFact(
            fact=Fact(str(each["fact"])),
            day=day,
            by=_words(each.get("by")),
            place=_words(each.get("for")),
            resolution=_words(each.get("resolution")),
            vote=_words(each.get("vote")),
            where=_words(each.get("where")),
            notice=_day(each.get("notice")),
            amendment=number if isinstance(number, int) else None,
            copy=_copy(each),
            agreement=_words(each.get("agreement")),
            made_from=_words(each.get("made_from")),
            withdrawn=_withdrawal(each.get("withdrawn")),
        )


def _withdrawal(data: Plain) -> Withdrawal | None:
    day = _day(data.get("day")) if isinstance(data, dict) else None
    because = _words(data.get("because")) if isinstance(data, dict) else None
    return Withdrawal(day, because) if day and because else None


def _copy(data: dict[str, Any]) -> CopyOnRecord | None:
    file, digest, words = (_words(data.get(name)) for name in ("file", "digest", "words"))
    if not file or not digest or words not in list(WordsFound):
        return None
    found = data.get("signatures")
    signatures = (_signature(each) for each in (found if isinstance(found, list) else ()))
    return CopyOnRecord(file, digest, WordsFound(words), tuple(filter(None, signatures)))


def _signature(data: Plain) -> CopySignature | None:
    if not isinstance(data, dict):
        return None
    certificate = data.get("certificate")
    return CopySignature(
        field=_words(data.get("field")) or "",
        by=_words(data.get("by")) or "",
        day=_day(data.get("day")),
        certificate=Certificate(str(certificate))
        if certificate in list(Certificate)
        else Certificate.UNKNOWN,
    )


def _words(text: Plain) -> str | None:
    return read_text(text) if isinstance(text, str) else None


def _day(text: Plain) -> date | None:
    value = _read(Type.DATE, text)
    return value if isinstance(value, date) else None


def _read(kind: Type, text: Plain) -> object:
    try:
        return read(kind, text) if isinstance(text, str) else None
    except Unreadable:
        return None
