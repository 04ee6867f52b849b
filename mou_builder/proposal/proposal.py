"""A proposal: changes that one side asks for, each with its reason, as YAML.

```yaml
proposed_by: Maple Grove Police Department
date: 2026-09-01
effective: 2027-01-01    # a day of its own; when all have signed, if it is left out
approvals: [School Board of Maple Grove]  # lines for governing bodies
config: maple-grove.yaml
digest: 4a22…            # SHA-256 of the config it was made against
changes:
  - clause: funding      # other values of its blanks; the others stay
    set: {district_share: 60%}
    was: {variant: shared-cost, district_share: 75%}
    because: The council has voted so.
    awaits: them         # whose answer is not there yet: them, or us; no paper to sign till then
  - clause: custody      # or variant: …, text: …, add: yes, omit: yes
    text: …
    because: …
  - clause: quiet-hours  # a clause of its own, that the model does not have
    add: yes
    title: Quiet hours
    after: duty-stations
    number: 17A          # so that the clauses behind it keep their numbers
    text: …
    because: …
  - clause: annual-meeting
    omit: yes
    number: stays        # “[Reserved]” stands there, and the clauses behind it keep their numbers
    because: …
  - setting: term.until  # what stands outside the clauses
    to: 2028-06-30
    because: …
declined:                # what the other side asked for and is not taken; the redline says so
  - {clause: duty-stations, because: …}
accept:                  # findings about the result that all parties accept
  - {code: MOU350, because: …}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from cerberus import Validator

from mou_builder.check.shapes import LETTERED, STAYS
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.frozen import dataclass, field
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type, day_or_none, is_yes, scalar
from mou_builder.review.findings import AwaitedFrom
from mou_builder.yamltext.dotted import dotted, names_of, path_of
from mou_builder.yamltext.shape import (
    Codes,
    Schema,
    compile_schema,
    did_you_mean,
    items,
    mapping,
    validate,
    word,
)
from mou_builder.yamltext.source import Path, Plain, Source

CODES = Codes(
    unknown_key="MOU610",
    wrong_shape="MOU611",
    unreadable="MOU612",
    unknown_word="MOU613",
    lacking="MOU614",
)
SETTINGS = ("term", "parties", "grant", "signed")
"""What a setting may be about: the first part of its path."""

Day = date


@dataclass(frozen=True)
class ClauseChange:
    """A change of one clause.

    ``values`` are those of its blanks as they are typed; None takes a blank back to what it is when
    left out. ``variant`` and ``text`` are None where they stay. ``was`` is what the config said of
    the clause, as far as the change touches it; None where the proposal does not tell. ``at`` is
    the place among the changes, from 0. A clause that the model does not have is added with a
    ``title``, ``after`` another clause or under the heading of a ``section``. ``number`` is one
    that an added clause is given (``17A``), so that those behind it keep theirs, or ``stays`` for
    one that is left out.
    """

    clause: str
    because: str
    variant: str | None = None
    values: Mapping[str, Plain] = field(default_factory=dict)
    text: str | None = None
    add: bool = False
    omit: bool = False
    was: Mapping[str, Plain] | None = None
    at: int = 0
    title: str = ""
    after: str = ""
    section: str = ""
    number: str = ""
    awaits: AwaitedFrom | None = None

    @property
    def name(self) -> str:
        """The id of the clause."""
        return self.clause

    @property
    def is_whole(self) -> bool:
        """Whether it is of all that a config says of the clause, and not of some values alone."""
        return self.variant is not None or self.text is not None or self.omit

    @property
    def own_entry(self) -> dict[str, Plain]:
        """What a config says of a clause that the model does not have, but for the reason."""
        placed = {"title": self.title, "after": self.after, "section": self.section}
        said: dict[str, Plain] = {name: words for name, words in placed.items() if words}
        return {**said, "text": self.text or ""}


@dataclass(frozen=True)
class SettingChange:
    """A change of a value outside the clauses, by its path in the config (``term.until``)."""

    path: Path
    value: Plain
    because: str
    was: Plain = None
    tells_was: bool = False
    at: int = 0
    awaits: AwaitedFrom | None = None

    @property
    def name(self) -> str:
        """The path as it is typed."""
        return dotted(self.path)


ProposedChange = ClauseChange | SettingChange


def touched(entry: Mapping[str, Plain], values: Iterable[str]) -> dict[str, Plain]:
    """Return what a clause's entry says of some values, and its variant, text and omission."""
    named = [name for name in ("variant", "text", "omit") if name in entry]
    return {name: entry.get(name) for name in [*named, *values]}


@dataclass(frozen=True)
class ProposedAcceptance:
    """A finding about the result that the proposal accepts, as a config does."""

    code: str
    because: str
    about: str = ""


@dataclass(frozen=True)
class DeclinedChange:
    """A change that the other side asked for and that is not taken, with the reason.

    ``clause`` is the one that it is about, ``about`` what it would have added or set; without a
    clause, it is told where the clauses end.
    """

    because: str
    clause: str = ""
    about: str = ""

    @property
    def text(self) -> str:
        """What the other side is told."""
        about = f"“{self.about}”: " if self.about else ""
        return f"{about}Not accepted. {self.because}".strip()


@dataclass(frozen=True)
class Proposal:
    """What one side proposes. ``digest`` is that of the config's bytes, "" where not recorded.

    ``effective`` is the day on which the amendment takes effect, where it has one of its own;
    ``approvals`` are the governing bodies that the instrument has a line for.
    """

    proposed_by: str
    changes: tuple[ProposedChange, ...]
    date: date | None = None
    config: str = ""
    digest: str = ""
    accept: tuple[ProposedAcceptance, ...] = ()
    effective: Day | None = None
    approvals: tuple[str, ...] = ()
    declined: tuple[DeclinedChange, ...] = ()


_TEXT = scalar(Type.TEXT)
_ANY: Schema = {"nullable": True}
_CHANGE = mapping(
    {
        "clause": _TEXT,
        "variant": _TEXT,
        "set": {"type": "dict", "nullable": True},
        "text": {"type": "string", "nullable": True},
        "add": scalar(Type.FLAG),
        "omit": scalar(Type.FLAG),
        "title": _TEXT,
        "after": _TEXT,
        "section": _TEXT,
        "number": {"type": "string", "nullable": True, "regex": f"{LETTERED}|{STAYS}"},
        "setting": _TEXT,
        "to": _ANY,
        "was": _ANY,
        "awaits": word(*AwaitedFrom),
        "because": {**_TEXT, "required": True},
    }
)
_PROPOSAL: Schema = {
    "proposed_by": {**scalar(Type.NAME), "required": True},
    "date": scalar(Type.DATE),
    "effective": scalar(Type.DATE),
    "approvals": items(scalar(Type.NAME)),
    "config": _TEXT,
    "digest": _TEXT,
    "changes": items(_CHANGE, required=True),
    "declined": items(mapping({"clause": _TEXT, "about": _TEXT, "because": _TEXT})),
    "accept": items(
        mapping(
            {
                "code": {**_TEXT, "required": True},
                "because": {**_TEXT, "required": True},
                "about": _TEXT,
            }
        )
    ),
}


@lru_cache(maxsize=1)
def _proposal_shape() -> Validator:
    return compile_schema(_PROPOSAL)


def read_proposal(source: Source, model: Model) -> Proposal:
    """Read a proposal to change an agreement of ``model``.

    Raises `Refused` with every fault: MOU610 to MOU614 for its shape, MOU615 for a clause, MOU616
    for a change that contradicts itself, MOU617 for a setting that is not there to be changed.
    """
    found = list(validate(_proposal_shape(), source.data, source, CODES))
    if found or not isinstance(source.data, dict):
        raise Refused(tuple(found))
    data: dict[str, Any] = source.data
    found += _lacking(data, source)
    for at, each in enumerate(data["changes"] or ()):
        found += _change_faults(each or {}, source, ("changes", at), model)
    found += _changed_twice(data["changes"] or (), source)
    if found:
        raise Refused(tuple(found))
    return Proposal(
        proposed_by=data["proposed_by"],
        changes=tuple(_change_of(at, each) for at, each in enumerate(data["changes"])),
        date=day_or_none(data.get("date")),
        config=data.get("config") or "",
        digest=data.get("digest") or "",
        accept=tuple(
            ProposedAcceptance(each["code"], each["because"], each.get("about") or "")
            for each in data.get("accept") or ()
        ),
        effective=day_or_none(data.get("effective")),
        approvals=tuple(each for each in data.get("approvals") or () if each),
        declined=tuple(
            DeclinedChange(*(each.get(key) or "" for key in ("because", "clause", "about")))
            for each in data.get("declined") or ()
            if each
        ),
    )


def _lacking(data: Mapping[str, Any], source: Source) -> Iterator[Diagnostic]:
    """Yield required keys that have no value."""
    needed: list[tuple[Path, object]] = [
        (("proposed_by",), data["proposed_by"]),
        (("changes",), data["changes"]),
    ]
    for at, each in enumerate(data["changes"] or ()):
        needed.append((("changes", at, "because"), (each or {}).get("because")))
    for at, each in enumerate(data.get("accept") or ()):
        needed += [(("accept", at, key), (each or {}).get(key)) for key in ("code", "because")]
    for path, value in needed:
        if not value:
            message = f"nothing is given for “{path[-1]}”"
            place = source.place(path)
            yield Diagnostic(CODES.lacking, Severity.ERROR, message, place, f"write {path[-1]}: …")


def _change_of(at: int, data: Mapping[str, Any]) -> ProposedChange:
    because = data["because"]
    awaits = AwaitedFrom(data["awaits"]) if data.get("awaits") else None
    if data.get("setting"):
        path, was = path_of(data["setting"]), data.get("was")
        return SettingChange(path, data.get("to"), because, was, "was" in data, at, awaits)
    was = data.get("was")
    return ClauseChange(
        clause=data["clause"],
        because=because,
        variant=data.get("variant"),
        values=dict(data.get("set") or {}),
        text=data.get("text"),
        add=is_yes(data.get("add")),
        omit=is_yes(data.get("omit")),
        was=dict(was) if isinstance(was, dict) else None,
        at=at,
        title=data.get("title") or "",
        after=data.get("after") or "",
        section=data.get("section") or "",
        number=data.get("number") or "",
        awaits=awaits,
    )


def _changed_twice(changes: Sequence[Mapping[str, Any]], source: Source) -> Iterator[Diagnostic]:
    """Yield values that two changes of the proposal give."""
    seen: dict[tuple[str, str, str], int] = {}
    for at, each in enumerate(changes):
        clause, setting = str(each.get("clause") or ""), str(each.get("setting") or "")
        asked = [(clause, "set", name) for name in each.get("set") or ()]
        asked += [(clause, key, "") for key in ("variant", "text", "add", "omit") if each.get(key)]
        for what in [*asked, *([("", "setting", setting)] if setting else [])]:
            first = source.place(("changes", seen.setdefault(what, at)))
            if seen[what] != at:
                name = setting or dotted(tuple(filter(None, (clause, what[2]))))
                message = f"“{name}” is changed twice in this proposal"
                hint = f"keep one of the two; the other is on line {first.line}"
                place = source.place(("changes", at, *filter(None, what[1:])))
                yield Diagnostic("MOU616", Severity.ERROR, message, place, hint)


def _change_faults(
    data: Mapping[str, Any], source: Source, path: Path, model: Model
) -> Iterator[Diagnostic]:
    def fault(code: str, message: str, key: str, hint: str | None = None) -> Diagnostic:
        return Diagnostic(code, Severity.ERROR, message, source.place((*path, key)), hint)

    clause, setting = data.get("clause"), data.get("setting")
    if bool(clause) == bool(setting):
        hint = "write clause: with the id of a clause, or setting: with a path such as term.until"
        yield fault("MOU616", "a change is of one clause or of one setting", "clause", hint)
    elif isinstance(setting, str):
        if names_of(setting)[0] not in SETTINGS:
            yield fault(
                "MOU617",
                f"“{setting}” cannot be proposed",
                "setting",
                _what_to_write_instead(setting),
            )
        for key in ("variant", "set", "text", "add", "omit"):
            if data.get(key) is not None:
                message = f"“{key}” is for a clause, not for a setting"
                yield fault("MOU616", message, key, "write the new value behind to:")
    elif clause not in model.clauses and data.get("title"):
        yield from _own_clause_faults(data, fault)
    elif clause not in model.clauses:
        hint = did_you_mean(str(clause), list(model.clauses))
        hint = hint or "a clause of your own has a title: and a text:"
        yield fault("MOU615", f"the model has no clause “{clause}”", "clause", hint)
    else:
        yield from _clause_faults(data, fault, model)


def _what_to_write_instead(setting: str) -> str:
    """Return what to write instead of a setting that cannot be proposed."""
    first, *rest = names_of(setting)
    if first == "clauses" and len(rest) > 1:
        return f"write clause: {rest[0]} and set: {{{dotted(tuple(rest[1:]))}: …}}"
    if first == "clauses" and rest:
        return f"write clause: {rest[0]} and set:, variant:, text:, add: yes or omit: yes"
    known = ", ".join(SETTINGS)
    return f"a setting begins with one of: {known}; all else is for the person who keeps the config"


def _own_clause_faults(data: Mapping[str, Any], fault: Any) -> Iterator[Diagnostic]:
    """Yield what is missing or not allowed in a clause that the model does not have."""
    if not is_yes(data.get("add")) or not data.get("text"):
        yield fault(
            "MOU616",
            "a clause of its own is added with its words",
            "title",
            "write add: yes and text:",
        )
    if data.get("number") == STAYS:
        yield from _number_faults(data, fault, ["add"])
    for key in ("variant", "set", "omit"):
        if data.get(key) is not None:
            yield fault("MOU616", f"“{key}” goes with a clause of the model", key)
    if data.get("after") and data.get("section"):
        hint = "write after: with a clause, or section: with a heading"
        yield fault("MOU616", "the clause stands at two places", "section", hint)


def _clause_faults(data: Mapping[str, Any], fault: Any, model: Model) -> Iterator[Diagnostic]:
    clause = model.clauses[data["clause"]]
    variant, text = data.get("variant"), data.get("text")
    asked = [key for key in ("variant", "set", "text", "add", "omit") if _is_asked(data, key)]
    if not asked:
        hint = "write set:, variant:, text:, add: yes or omit: yes"
        yield fault("MOU616", f"nothing is changed in “{clause.id}”", "clause", hint)
    if "omit" in asked and len(asked) > 1:
        yield fault("MOU616", f"“{clause.id}” is left out and changed at once", "omit")
    if text is not None and {"variant", "set"} & set(asked):
        yield fault("MOU616", "a text of its own has neither variant nor blanks", "text")
    if variant and variant not in clause.variants:
        hint = did_you_mean(variant, list(clause.variants))
        message = f"“{variant}” is not a variant of the clause “{clause.id}”"
        yield fault("MOU615", message, "variant", hint)
    if data.get("number"):
        yield from _number_faults(data, fault, asked)
    if "to" in data:
        yield fault("MOU616", "“to” is for a setting, not for a clause", "to", "write set:")


def _number_faults(
    data: Mapping[str, Any], fault: Any, asked: Sequence[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a number: only an added or omitted clause may have one."""
    if data["number"] == STAYS and "omit" not in asked:
        message = "only the number of a clause that is left out can stay behind"
        yield fault("MOU616", message, "number", "write omit: yes, or a number such as 17A")
    elif data["number"] != STAYS and "add" not in asked:
        message = (
            f"“{data['clause']}” is there already: only a clause that is added is given a number"
        )
        yield fault("MOU616", message, "number", "of one that is left out, write number: stays")


def _is_asked(data: Mapping[str, Any], key: str) -> bool:
    value = data.get(key)
    if key in ("add", "omit"):
        return is_yes(value)
    return bool(value)
