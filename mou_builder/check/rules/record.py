"""The record: whether each fact has what makes it one, and can be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mou_builder.agreement.wording import long_date
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.diagnostic import Severity
from mou_builder.library.fact import Fact
from mou_builder.yamltext.changes import at_path
from mou_builder.yamltext.source import Path

_EVERY = {"fact", "day", "amendment"}
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
_WORDS = frozenset({"agreement", "made_from"})
ALLOWED: Mapping[Fact, frozenset[str]] = {
    Fact.SENT: frozenset({"by", "where"}),
    Fact.SIGNED: frozenset({"by", "for"}) | _WORDS,
    Fact.ADOPTED: frozenset({"by", "resolution", "vote"}) | _WORDS,
    Fact.REFUSED: frozenset({"by", "resolution", "vote"}),
    Fact.IN_EFFECT: _WORDS,
    Fact.AMENDED: _WORDS,
    Fact.POSTED: frozenset({"where", "by"}),
    Fact.FILED: frozenset({"where", "by"}),
    Fact.REVIEWED: frozenset({"by"}),
    Fact.PUBLIC: frozenset(),
    Fact.SUPERSEDED: frozenset({"by"}),
    Fact.TERMINATED: frozenset({"by", "notice"}),
    Fact.ENDED: frozenset({"by"}),
    Fact.COPY: frozenset({"file", "digest", "words", "signatures"}) | _WORDS,
}
"""The keys that a fact of the kind may have beside its day and the number of an amendment."""


def facts_are_whole(case: Case) -> Iterator[Finding]:
    """MOU901: a fact lacks what makes it one, or has what belongs to another kind."""
    for path, entry, fact in _entries(case):
        for name in NEEDED.get(fact, ()):
            if not entry.get(name):
                message = f"the fact “{fact}” does not say “{name}”"
                hint = f"add {name}: to it"
                yield case.finding("MOU901", Severity.ERROR, message, path, hint)
        for name in entry:
            if name not in _EVERY | ALLOWED[fact]:
                message = f"“{name}” says nothing about the fact “{fact}”"
                hint = "delete it, or correct the fact"
                yield case.finding("MOU901", Severity.ERROR, message, (*path, name), hint)


def facts_have_happened(case: Case) -> Iterator[Finding]:
    """MOU902: a fact has a day that is still to come."""
    for number, each in enumerate(case.config.record):
        if case.as_of and each.day > case.as_of:
            message = f"{long_date(each.day)} is still to come; a record is of what has happened"
            path: Path = ("record", number, "day")
            yield case.finding("MOU902", Severity.WARNING, message, path, "correct the day")


def amendments_are_known(case: Case) -> Iterator[Finding]:
    """MOU903: a fact is about an amendment that the config does not have."""
    entries = at_path(case.source.data, ("amendments",))
    known = {each.get("number") for each in entries or () if isinstance(each, dict)}
    for number, each in enumerate(case.config.record):
        if each.amendment is not None and str(each.amendment) not in known:
            message = f"the config has no amendment No. {each.amendment}"
            hint = "record it in the config as amended, which mou amend wrote"
            path: Path = ("record", number, "amendment")
            yield case.finding("MOU903", Severity.ERROR, message, path, hint)


def _entries(case: Case) -> Iterator[tuple[Path, dict[str, object], Fact]]:
    entries = at_path(case.source.data, ("record",))
    for number, each in enumerate(entries if isinstance(entries, list) else ()):
        path: Path = ("record", number)
        if isinstance(each, dict) and not case.is_broken(path) and each["fact"] in list(Fact):
            yield path, dict(each), Fact(str(each["fact"]))


RULES: tuple[Rule, ...] = (
    facts_are_whole,
    facts_have_happened,
    amendments_are_known,
)
