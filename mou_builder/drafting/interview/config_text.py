"""Answers become a config: YAML with the library's guidance as comments, ready for an editor."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from mou_builder.drafting.interview.question import Answers
from mou_builder.drafting.interview.questions import OPT_IN
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Open
from mou_builder.yamltext.source import Path, Plain
from mou_builder.yamltext.writing import flow, scalar
from mou_builder.yamltext.writing import key as written_key

_WIDTH = 96
_AT_THE_TOP = ("state", "requirements")
"""Keys that stand right behind the model."""


def config_text(model: Model, answers: Answers, sets: Sequence[str] = ()) -> str:
    """Return a commented config of ``model`` with ``answers``; what is unanswered is empty.

    ``sets`` are the ids of the requirement sets that it may be held to.
    """
    return "\n".join(_lines(model, answers, sets)) + "\n"


def _lines(model: Model, answers: Answers, sets: Sequence[str]) -> Iterator[str]:
    yield "# A School Resource Officer agreement."
    yield "# Check it: mou check FILE. Render it: mou render FILE."
    yield f"# What each clause offers: mou clauses {model.id} CLAUSE"
    yield f"model: {model.id}"
    for top in _AT_THE_TOP:
        yield from _value(top, answers.get((top,)) or None, "", needed=False)
    if sets and ("requirements",) not in answers:
        yield "# To check what the law or a grant asks for, too, keep what applies and drop the #:"
        yield f"# requirements: [{', '.join(sets)}]"
    yield ""
    yield "parties:"
    for party in _parties(model, answers):
        yield f"  {written_key(party)}:"
        yield from _party(party, answers)
    yield ""
    yield "term:"
    yield from _value("from", answers.get(("term", "from")), "  ", needed=False)
    yield from _value("until", answers.get(("term", "until")), "  ")
    yield ""
    yield "clauses:"
    chosen = answers.get(OPT_IN)
    for clause in model.clauses.values():
        wanted = isinstance(chosen, list) and clause.id in chosen
        if wanted or (not clause.optional and (clause.variants or clause.blanks)):
            yield from _clause(clause, answers)
    yield from _not_chosen(model, chosen)
    yield from _settings_not_asked(answers)


def _not_chosen(model: Model, chosen: Plain) -> Iterator[str]:
    """Yield a comment that names the opt-in clauses which can still be added."""
    taken = chosen if isinstance(chosen, list) else []
    others = [each.id for each in model.clauses.values() if each.optional and each.id not in taken]
    if others:
        yield ""
        yield from _comment(f"Further clauses that can be added: {', '.join(others)}")


def _parties(model: Model, answers: Answers) -> list[str]:
    named = [str(path[1]) for path in answers if path[0] == "parties" and len(path) > 1]
    return list(dict.fromkeys([*model.parties, *named]))


def _party(party: str, answers: Answers) -> Iterator[str]:
    at: Path = ("parties", party)
    yield from _value("name", answers.get((*at, "name")), "    ")
    for key in ("kind", "schools", "address"):
        yield from _value(key, answers.get((*at, key)), "    ", needed=False)
    inside = {path[3]: value for path, value in answers.items() if path[:3] == (*at, "signatory")
              and len(path) > 3 and value is not None}  # fmt: skip
    if inside:
        yield f"    signatory: {flow({str(key): value for key, value in inside.items()})}"
    if (several := answers.get((*at, "signatories"))) is not None:
        yield from _value("signatories", several, "    ")


def _clause(clause: Clause, answers: Answers) -> Iterator[str]:
    at: Path = ("clauses", clause.id)
    variant = str(answers.get((*at, "variant")) or "")
    blanks = clause.blanks_of(variant)
    yield ""
    yield from _comment(f"{clause.title}. {clause.guidance}".strip())
    own = [key for key in ("text", "omit", "because") if (*at, key) in answers]
    if not clause.variants and not blanks and not own:
        yield f"  {clause.id}: yes"
        return
    yield f"  {clause.id}:"
    if clause.variants and not own:
        others = [each.id for each in clause.variants.values() if not each.open]
        yield f"    # One of: {', '.join(others)}"
        yield from _value("variant", variant or None, "    ")
    for blank in blanks.values() if not own else ():
        yield from _blank(blank, answers.get((*at, blank.id)))
    for key in own:
        yield from _value(key, answers[(*at, key)], "    ")


def _blank(blank: Blank, value: Plain) -> Iterator[str]:
    if value in (Open.OPEN.value, [Open.OPEN.value]):
        yield f"    {blank.id}: {flow(value)}   # {blank.label}"
    elif value is not None:
        yield from _value(blank.id, value, "    ")
    elif blank.required and blank.default is None:
        yield f"    {blank.id}:   # {blank.label}"
    elif blank.default is None:
        yield f"    # {blank.id}:   {blank.label}; may be left out"


def _settings_not_asked(answers: Answers) -> Iterator[str]:
    """Yield what was set outside the parts that are asked about."""
    tops = {path[0] for path in answers} - {"model", *_AT_THE_TOP, "parties", "term", "clauses"}
    for top in sorted(str(each) for each in tops):
        value = _value_below(answers, top)
        if value is not None:
            yield ""
            yield from _value(top, value, "")


def _value_below(answers: Answers, top: str) -> Plain:
    """Return the value at ``top``, put together from the answers below it."""
    if (top,) in answers:
        return answers[(top,)]
    below = {str(path[1]): value for path, value in answers.items() if path[0] == top}
    return dict(below)


def _value(key: str, value: Plain, indent: str, *, needed: bool = True) -> Iterator[str]:
    head = f"{indent}{written_key(key)}:"
    match value:
        case None:
            if needed:
                yield head
        case str():
            yield f"{head} {scalar(value)}"
        case list():
            yield head
            yield from (f"{indent}  - {flow(each)}" for each in value)
        case dict():
            yield head
            for name, each in value.items():
                yield from _value(name, each, indent + "  ")


def _comment(text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent="  # ", subsequent_indent="  # ", break_on_hyphens=False
    )
