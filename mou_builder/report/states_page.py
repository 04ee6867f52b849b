"""The states as a table: what the law asks for, how well it was read, which set to use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mou_builder.agreement.wording import counted, days_in_words, listed
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
        how = ", ".join(filter(None, (state.how, state.read))) or "not searched"
        asks = state.found + (f" {state.citation}." if state.citation else "")
        return StateRow(state, (), how, asks)
    several = len(sets) > 1
    read = "; ".join(
        f"{each.id}: {_how_it_was_read(each)}" if several else _how_it_was_read(each)
        for each in sets
    )
    asks = " ".join(_what_is_asked(each, f"{each.id} asks" if several else "Asks") for each in sets)
    return StateRow(state, tuple(each.id for each in sets), read, asks)


def _how_it_was_read(wanted: RequirementSet) -> str:
    how = wanted.read_at.how or "own text"
    return f"{'partial' if wanted.partial else 'whole'}, {how}, {wanted.read.isoformat()}"


_IN_WORDS = {
    "own text": "in its own words",
    "own text in part": "in its own words, in part",
    "quoted": "as others quote it",
    "secondary": "in what others write about it",
    "whole": "all of it",
    "partial": "a part of it",
}
_READ = pattern("own text in part|own text|quoted|secondary|whole|partial")


def how_read(said: str) -> str:
    """Return how well the law of a state was read, and when, in words for a page."""
    return _READ.sub(lambda found: _IN_WORDS[found[0]], days_in_words(said))


def _what_is_asked(wanted: RequirementSet, asks: str) -> str:
    """Return how many provisions a set asks for, what beside them, and whom it binds."""
    kinds = Counter(each.kind for each in wanted.requirements)
    contents = kinds.pop(RequirementKind.CONTENTS, 0)
    parts = [counted(contents, "provision")] if contents else []
    parts += [_KINDS[kind] for kind in RequirementKind if kind in kinds]
    binds = f"; binds {wanted.binds}" if wanted.binds else ""
    return f"{asks} for {listed(parts)}{binds}."


_KINDS = {
    RequirementKind.STATE_MODEL: "the state's model",
    RequirementKind.REVIEW: "a review",
    RequirementKind.POSTING: "posting",
    RequirementKind.FILING: "filing",
    RequirementKind.TRAINING: "training",
    RequirementKind.SIGNATURE: "certain signatures",
    RequirementKind.FORBIDDEN: "the absence of some provisions",
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
    return "\n".join(line for each in rows for line in _row_lines(each)) + "\n"


def asked_text(sets: Sequence[RequirementSet]) -> str:
    """Return what each set asks for, with its legal basis, as text for a terminal."""
    lines = []
    for wanted in sets:
        lines.append(f"    {wanted.id} asks for:")
        lines += (f"    - {each.title} ({each.basis})" for each in wanted.requirements)
    return "".join(f"{each}\n" for each in lines)


def _row_lines(row: StateRow) -> Iterator[str]:
    sets = f"requirement set{'s' if len(row.sets) > 1 else ''} {listed(row.sets)}"
    yield f"{row.state.code}  {row.state.name}: {sets if row.sets else 'no requirement set'}"
    yield f"    {row.asks}"
    if row.sets or row.state.read:
        what = "Law read" if row.sets or row.state.how else "Searched"
        yield f"    {what}: {how_read(row.read)}."
