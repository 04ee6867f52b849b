"""What a config adds to its model in words of its own: clauses, and the frame around them.

Both are laid over the model, so that numbering, comparing and tracing treat an own clause like any
other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mou_builder.check.codes import NO_REASON
from mou_builder.check.faults import Faults
from mou_builder.check.shapes import CODES, FRAME_LINES, own_clause_validator
from mou_builder.config.config import Choice, OwnText
from mou_builder.frozen import dataclass, field, replace
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model, Recital, SectionPlan
from mou_builder.library.provenance import Provenance
from mou_builder.library.typed.values import shown
from mou_builder.patterns import pattern
from mou_builder.yamltext.shape import did_you_mean
from mou_builder.yamltext.source import Path

_ID = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class OwnWords:
    """A model with the own clauses and recitals of one config in their places.

    ``choices`` are the own clauses as chosen, ``frame`` the own words of each line that stands
    outside the clauses, by its name (``title``, ``recitals.board-policy``).
    """

    model: Model
    choices: Mapping[str, Choice] = field(default_factory=dict)
    frame: Mapping[str, OwnText] = field(default_factory=dict)


def read_own_words(data: Mapping[str, Any], model: Model, faults: Faults) -> OwnWords:
    """Return what ``data``, a config of the right shape, says in words of its own."""
    clauses = data.get("clauses")
    entries = dict(own_entries(clauses if isinstance(clauses, dict) else {}, model))
    choices: dict[str, Choice] = {}
    for name, entry in _in_the_order_of_places(entries):
        placed = _with_clause(model, name, entry, faults)
        if placed:
            model, choices[name] = placed
    frame = dict(_frame_of(data.get("frame") or {}, model, faults))
    return OwnWords(_with_recitals(model, data.get("frame") or {}, faults), choices, frame)


def own_entries(clauses: Mapping[str, Any], model: Model) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the entries that add a clause: those with a title, of no clause of the model."""
    for name, entry in clauses.items():
        if name not in model.clauses and isinstance(entry, dict) and "title" in entry:
            yield name, entry


def _in_the_order_of_places(entries: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield own clauses, each after the one that it follows, in whatever order they are typed."""
    waiting = dict(entries)
    while waiting:
        free = next(
            (name for name, each in waiting.items() if each.get("after") not in waiting),
            next(iter(waiting)),  # those that stand after each other have no place
        )
        yield free, waiting.pop(free)


def _with_clause(
    model: Model, name: str, entry: dict[str, Any], faults: Faults
) -> tuple[Model, Choice] | None:
    path: Path = ("clauses", name)
    if not _ID.fullmatch(name):
        message = f"“{shown(name)}” cannot be the id of a clause"
        hint = "use lower-case letters, digits and hyphens, such as: body-worn-cameras"
        faults.break_key(CODES.unknown_word, message, path, hint)
        return None
    data: Any = faults.check_shape(own_clause_validator(), entry, path)
    if not data.get("title") or not data.get("text"):
        faults.broken.add(path)
        return None
    title, file = data["title"].strip(), faults.source.file
    clause = Clause(name, title, provenance=Provenance.CUSTOM, optional=True, file=file)
    sections = _sections_with(model, name, data, path, faults)
    wider = replace(model, sections=sections, clauses={**model.clauses, name: clause})
    return wider, Choice(name, own_text=data["text"], because=data.get("because"))


def _sections_with(
    model: Model, name: str, data: dict[str, Any], path: Path, faults: Faults
) -> tuple[SectionPlan, ...]:
    """Return the sections with the clause where its entry says, else at the end."""
    sections = list(model.sections)
    after, heading = data.get("after"), data.get("section")
    at = len(sections) - 1
    if after is not None:
        found = [n for n, each in enumerate(sections) if after in each.clauses]
        if found:
            at = found[0]
        else:
            known = [each for section in sections for each in section.clauses]
            message = f"there is no clause “{shown(after)}” to stand after"
            hint = did_you_mean(after, known)
            faults.break_at(CODES.unknown_word, message, (*path, "after"), hint)
            after = None
    same = [n for n, each in enumerate(sections) if heading in (each.id, each.heading)]
    if heading is not None and not same:
        plan = SectionPlan(f"own-{name}", heading, (name,), Provenance.CUSTOM)
        return (*sections[: at + 1], plan, *sections[at + 1 :])
    at = same[0] if same else at
    there = sections[at].clauses
    place = there.index(after) + 1 if after in there else len(there)
    sections[at] = replace(sections[at], clauses=(*there[:place], name, *there[place:]))
    return tuple(sections)


def _frame_of(
    data: Mapping[str, Any], model: Model, faults: Faults
) -> Iterator[tuple[str, OwnText]]:
    for name in FRAME_LINES:
        if entry := data.get(name):
            yield name, _own_text_of(entry, ("frame", name), faults, replaces=True)
    published = {each.id for each in model.recitals}
    for name, entry in (data.get("recitals") or {}).items():
        path: Path = ("frame", "recitals", name)
        if not entry:
            continue
        if entry.get("omit") and name not in published:
            message = f"the model has no recital “{shown(name)}” to leave out"
            hint = did_you_mean(name, sorted(published))
            faults.break_at(CODES.unknown_word, message, path, hint)
            continue
        yield f"recitals.{name}", _own_text_of(entry, path, faults, replaces=name in published)


def _own_text_of(entry: dict[str, Any], path: Path, faults: Faults, *, replaces: bool) -> OwnText:
    text, omit = entry.get("text"), entry.get("omit") or {}
    because = omit.get("because") if omit else entry.get("because")
    if text is None and not omit:
        faults.lack(CODES.lacking, f"“{path[-1]}” has no text", path, "write it below, after text:")
    if replaces and not (because or "").strip():
        what = f"“{path[-1]}” of the model is {'left out' if omit else 'replaced'} without a reason"
        hint = "say why, for the board that approves it: because: …"
        faults.lack(NO_REASON, what, (*path, "omit") if omit else (*path, "text"), hint)
    return OwnText(None if omit else text or "…", because)


def _with_recitals(model: Model, frame: Mapping[str, Any], faults: Faults) -> Model:
    if not frame.get("recitals"):
        return model
    recitals = list(model.recitals)
    for name, entry in frame["recitals"].items():
        ids = [each.id for each in recitals]
        if not entry or name in ids or entry.get("text") is None:
            continue
        after = entry.get("after")
        at = len(recitals)
        if after in ids:
            at = ids.index(after) + 1
        elif after is not None:
            message = f"there is no recital “{shown(after)}” to stand after"
            path: Path = ("frame", "recitals", name, "after")
            faults.break_at(CODES.unknown_word, message, path, did_you_mean(after, ids))
        recitals.insert(at, Recital(name, "", Provenance.CUSTOM))
    return replace(model, recitals=tuple(recitals))
