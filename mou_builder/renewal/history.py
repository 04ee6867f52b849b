"""The history of a config: each past term with its dates and a digest of what was signed."""

from __future__ import annotations

from datetime import date

from mou_builder.config import amendments
from mou_builder.library.typed.values import Type, Unreadable, read
from mou_builder.patterns import pattern
from mou_builder.renewal.term import Term
from mou_builder.yamltext.changes import list_at, mappings_at
from mou_builder.yamltext.source import Plain

KEY = "history"
_YEAR = pattern(r"-(?:19|20)\d\d$")


def past_terms(data: Plain) -> list[dict[str, Plain]]:
    """Return the entries of a config's history, oldest first."""
    return mappings_at(data, (KEY,))


def end_of(entry: dict[str, Plain]) -> date | None:
    """Return the last day of a past term."""
    return day_of(entry.get("until"))


def day_of(plain: Plain) -> date | None:
    """Return a day as it is typed; None for anything else."""
    try:
        day = read(Type.DATE, plain) if isinstance(plain, str) else None
    except Unreadable:
        return None
    return day if isinstance(day, date) else None


def root_of(file: str) -> str:
    """Return the common beginning of the file names of an agreement and its later terms."""
    return _YEAR.sub("", amendments.stem_of(file))


def is_successor(other: tuple[str, Plain], config: tuple[str, Plain], until: date) -> bool:
    """Tell whether a config was renewed from ``config``, whose term ends on ``until``.

    Each is a file's name and its content as typed. It was if it was made from this very content, or
    bears the name that mou renew gives it.
    """
    is_named_so = root_of(other[0]) == root_of(config[0])
    made_from = amendments.base_digest(config[1])
    return any(
        end_of(each) == until and (is_named_so or amendments.base_of(each) == made_from)
        for each in past_terms(other[1])
    )


def history_entry(
    data: Plain, term: Term, signed: date | None, model: str, words: str
) -> dict[str, Plain]:
    """Return the history's entry of the term that ends, its amendments and record folded in.

    ``model`` names the model and its version, ``words`` is the digest of the agreement's words,
    ``base`` that of what the config says, by which the term that ends is known among other
    agreements of the same parties. An executed copy is in the record.
    """
    made: dict[str, Plain] = {}
    if term.since:
        made["from"] = term.since.isoformat()
    made["until"] = term.until.isoformat()
    if signed:
        made["signed"] = signed.isoformat()
    made |= {"model": model, "words": words, "base": amendments.base_digest(data)}
    for key in (amendments.KEY, amendments.RECORD):
        if entries := list_at(data, (key,)):
            made[key] = entries
    return made
