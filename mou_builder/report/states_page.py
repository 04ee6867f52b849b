"""The states as a table: what the law asks for, how well it was read, which set to use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mou_builder.agreement.wording import days_in_words
from mou_builder.frozen import dataclass
from mou_builder.library.requirement import RequirementKind, RequirementSet
from mou_builder.library.states import State
from mou_builder.patterns import pattern

_INTRODUCTION = """\
# The states

<!-- Made by scripts/make_docs.py from clauses/states.yaml and clauses/requirements/. -->

What the law of each state asks of an agreement on school resource officers, how well it was read,
and which requirement set to use, as `mou states` prints it. A *whole* set has all that was found in
the law's own text; a *partial* one says what was not read, and an agreement that satisfies it may
still lack something. No set is legal advice, and no counsel has reviewed any.

| State | Set | Read | What the law asks for |
|---|---|---|---|"""


@dataclass(frozen=True)
class StateRow:
    """A state in the table: its sets, how well the law was read, and what it asks for."""

    state: State
    sets: tuple[str, ...]
    read: str
    asks: str


def state_rows(states: Sequence[State], sets: Sequence[RequirementSet]) -> tuple[StateRow, ...]:
    """Return a row for each state, in the order of their names."""
    ordered = sorted(states, key=lambda each: each.name)
    return tuple(_row(each, [one for one in sets if each.code in one.states]) for each in ordered)


def _row(state: State, sets: Sequence[RequirementSet]) -> StateRow:
    if not sets:
        how = ", ".join(part for part in (state.how, state.read) if part) or "not searched"
        asks = state.found + (f" {state.citation}." if state.citation else "")
        return StateRow(state, (), how, asks)
    names = [f"{each.id}: " if len(sets) > 1 else "" for each in sets]
    read = "; ".join(name + _read(each) for name, each in zip(names, sets, strict=True))
    asks = " ".join(name + _asks(each) for name, each in zip(names, sets, strict=True))
    return StateRow(state, tuple(each.id for each in sets), read, asks)


def _read(wanted: RequirementSet) -> str:
    how = wanted.read_at.how or "own text"
    return f"{'partial' if wanted.partial else 'whole'}, {how}, {wanted.read.isoformat()}"


_IN_WORDS = {
    "own text": "the law's own words",
    "own text in part": "the law's own words, in part",
    "quoted": "as others quote it",
    "secondary": "from what others say of it",
    "whole": "the whole of it",
    "partial": "a part of it",
}
_READ = pattern("own text in part|own text|quoted|secondary|whole|partial")


def how_read(said: str) -> str:
    """Return how well the law of a state was read, and when, in words for a page."""
    return _READ.sub(lambda found: _IN_WORDS[found[0]], days_in_words(said))


def _asks(wanted: RequirementSet) -> str:
    """Return how many contents a set asks for, and what beside contents."""
    kinds = Counter(each.kind for each in wanted.requirements)
    contents = kinds.pop(RequirementKind.CONTENTS, 0)
    parts = [f"{contents} {'content' if contents == 1 else 'contents'}"] if contents else []
    parts += [_KINDS[kind] for kind in RequirementKind if kind in kinds]
    binds = f"; binds {wanted.binds}" if wanted.binds else ""
    return f"{', '.join(parts)}{binds}."


_KINDS = {
    RequirementKind.STATE_MODEL: "a state model",
    RequirementKind.REVIEW: "review",
    RequirementKind.POSTING: "posting",
    RequirementKind.FILING: "filing",
    RequirementKind.TRAINING: "training",
    RequirementKind.SIGNATURE: "who signs",
    RequirementKind.FORBIDDEN: "what must not be there",
}


def states_page(rows: Sequence[StateRow]) -> str:
    """Return the table as a page in Markdown."""
    lines = [_INTRODUCTION]
    for each in rows:
        sets = ", ".join(f"`{one}`" for one in each.sets) or "–"
        lines.append(f"| {each.state.name} | {sets} | {each.read} | {each.asks} |")
    return "\n".join(lines) + "\n"


def states_text(rows: Sequence[StateRow]) -> str:
    """Return the table as text for a terminal."""
    return "\n".join(line for each in rows for line in _text(each)) + "\n"


def _text(row: StateRow) -> Iterator[str]:
    sets = f"set {', '.join(row.sets)}" if row.sets else "no set"
    yield f"{row.state.code}  {row.state.name}: {sets}"
    yield f"    {row.asks}"
    if row.sets or row.state.read:
        what = "Read" if row.sets or row.state.how else "Searched"
        yield f"    {what}: {how_read(row.read)}."
