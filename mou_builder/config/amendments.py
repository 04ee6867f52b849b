"""What a config records about the amendments of its term.

Each amendment made a new config from the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePath

from mou_builder.file_kinds import CONFIG_ENDINGS
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.yamltext.changes import list_at, mapping_at, mappings_at, text_at
from mou_builder.yamltext.source import Plain, Source

KEY = "amendments"
"""The key of a config that records what amended its term."""
RECORD = "record"
_BESIDE = frozenset({KEY, RECORD, "history", "renewal", "extends"})
"""Keys that say nothing of the agreement's own words."""
_BASE = "base"
_AMENDED = pattern(r"-amended-\d+$")

Entry = dict[str, Plain]


def entries_of(data: Plain) -> list[Entry]:
    """Return what a config records of its amendments, in their order, as it is written."""
    return mappings_at(data, (KEY,))


def number_of(entry: Entry, position: int) -> int:
    """Return the number of an amendment; its ``position``, from 1, where it says none."""
    text = entry.get("number")
    return int(text) if isinstance(text, str) and _is_ordinal(text) else position


def newest(data: Plain) -> int | None:
    """Return the number of the last amendment that a config has in it; None where it has none."""
    entries = entries_of(data)
    return number_of(entries[-1], len(entries)) if entries else None


def base_digest(data: Plain) -> str:
    """Return a digest of what a config says of its agreement, beside facts and comments.

    By it an amendment knows the config that it was made from: when another value is put there
    afterwards, the amendment rests on words that are no longer the config's.
    """
    own = {key: each for key, each in mapping_at(data).items() if key not in _BESIDE}
    import hashlib  # few configs have amendments
    import json

    text = json.dumps(own, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def with_base(entry: Entry, base: Plain) -> Entry:
    """Return the entry of an amendment with the digest of the config that it was made from."""
    return {**entry, _BASE: base_digest(base)}


def base_of(entry: Entry) -> str | None:
    """Return the digest of the config that an amendment or a further term was made from."""
    return text_at(entry.get(_BASE)) or None


def stem_of(file: str) -> str:
    """Return how the files of an agreement and of its amendments begin."""
    return _AMENDED.sub("", PurePath(file).stem)


def config_name(stem: str, number: int) -> str:
    """Return what a config is called that has amendments up to a number; 0 is the agreement."""
    return f"{stem}-amended-{number}.yaml" if number else f"{stem}.yaml"


def names_of_step(
    file: str, number: int, is_there: Callable[[PurePath], bool]
) -> tuple[PurePath, PurePath]:
    """Return what the configs are called before and after an amendment, beside one of them.

    Of the endings that a config may have, theirs are those under which they are there.
    """
    stem = stem_of(file)
    before, after = (
        _name_there(PurePath(file).with_name(config_name(stem, each)), is_there)
        for each in (number - 1, number)
    )
    return before, after


def _name_there(name: PurePath, is_there: Callable[[PurePath], bool]) -> PurePath:
    """Return a name, or that with another ending that is there."""
    endings = (*CONFIG_ENDINGS, *(each.upper() for each in CONFIG_ENDINGS))
    names = (name.with_suffix(each) for each in endings)
    return next((each for each in names if is_there(each)), name)


def rests_on(entry: Entry, digest: str) -> bool:
    """Tell whether an amendment was made from such a config; true where its entry does not say."""
    return entry.get(_BASE) in (None, digest)


def is_step(before: Plain, after: Plain) -> bool:
    """Tell whether ``after`` is ``before`` with one more amendment."""
    entries = entries_of(after)
    return bool(entries) and lineage(entries[:-1]) == lineage(entries_of(before))


def amended_name(data: Plain, file: str) -> str:
    """Return what the config is called that the next amendment makes of one."""
    return config_name(stem_of(file), (newest(data) or 0) + 1)


def lineage(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return what each amendment is known by among the configs of an agreement."""
    return tuple(repr(sorted(each.items())) for each in entries)


@dataclass(frozen=True)
class RecordedAmendment:
    """An amendment by its number; its days, where it has them.

    ``agreement_signed`` is the day on which the agreement was signed, by the record as it was then.
    """

    number: int
    proposed_by: str
    day: date | None = None
    proposed: date | None = None
    effective: date | None = None
    approvals: tuple[str, ...] = ()
    agreement_signed: date | None = None


def amendments_of(config: Source) -> tuple[RecordedAmendment, ...]:
    """Return the amendments of a config in their order; entries without a number are none."""
    return tuple(
        RecordedAmendment(
            int(number),
            text_at(each.get("proposed_by")),
            _day_or_none(each.get("date")),
            _day_or_none(each.get("proposed")),
            _day_or_none(each.get("effective")),
            tuple(map(text_at, list_at(each.get("approvals")))),
            _day_or_none(each.get("agreement_signed")),
        )
        for each in entries_of(config.data)
        if isinstance(number := each.get("number"), str) and _is_ordinal(number)
    )


def _is_ordinal(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5


def _day_or_none(value: Plain) -> date | None:
    try:
        return date.fromisoformat(text_at(value))
    except ValueError:
        return None
