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
from mou_builder.yamltext.changes import at_path, mappings_at
from mou_builder.yamltext.source import Plain


def record_of(entries: Plain) -> Record:
    """Return what plain data records: the list under ``record``, here or in a past term."""
    return Record(tuple(_facts_of(mappings_at(entries))))


def _facts_of(entries: list[dict[str, Plain]]) -> Iterator[RecordedFact]:
    for each in entries:
        day = _day(each.get("day"))
        if day is None or each.get("fact") not in list(Fact):
            continue
        number = _read_or_none(Type.COUNT, each.get("amendment"))
        yield RecordedFact(
            fact=Fact(str(each["fact"])),
            day=day,
            by=_text(each.get("by")),
            place=_text(each.get("for")),
            resolution=_text(each.get("resolution")),
            vote=_text(each.get("vote")),
            where=_text(each.get("where")),
            notice=_day(each.get("notice")),
            amendment=number if isinstance(number, int) else None,
            copy=_copy_of(each),
            agreement=_text(each.get("agreement")),
            made_from=_text(each.get("made_from")),
            withdrawn=_withdrawal_of(each.get("withdrawn")),
        )


def _withdrawal_of(data: Plain) -> Withdrawal | None:
    day, because = _day(at_path(data, ("day",))), _text(at_path(data, ("because",)))
    return Withdrawal(day, because) if day and because else None


def _copy_of(data: dict[str, Any]) -> CopyOnRecord | None:
    file, digest, words = (_text(data.get(name)) for name in ("file", "digest", "words"))
    if not file or not digest or words not in list(WordsFound):
        return None
    found = data.get("signatures")
    signatures = (_signature_of(each) for each in (found if isinstance(found, list) else ()))
    return CopyOnRecord(file, digest, WordsFound(words), tuple(filter(None, signatures)))


def _signature_of(data: Plain) -> CopySignature | None:
    if not isinstance(data, dict):
        return None
    certificate = data.get("certificate")
    return CopySignature(
        field=_text(data.get("field")) or "",
        by=_text(data.get("by")) or "",
        day=_day(data.get("day")),
        certificate=Certificate(str(certificate))
        if certificate in list(Certificate)
        else Certificate.UNKNOWN,
    )


def _text(text: Plain) -> str | None:
    return read_text(text) if isinstance(text, str) else None


def _day(text: Plain) -> date | None:
    value = _read_or_none(Type.DATE, text)
    return value if isinstance(value, date) else None


def _read_or_none(kind: Type, text: Plain) -> object:
    try:
        return read(kind, text) if isinstance(text, str) else None
    except Unreadable:
        return None
