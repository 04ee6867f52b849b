"""Answers given as ``key=value``: the same config without a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mou_builder.drafting.interview.question import Answers
from mou_builder.drafting.interview.questions import OPT_IN
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type, Unreadable
from mou_builder.yamltext.changes import Set, list_at, mapping_at
from mou_builder.yamltext.dotted import names_of
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Path, Plain


def settings_of(pairs: Iterable[str], model: Model) -> dict[Path, Plain]:
    """Return the answers of ``key=value`` pairs; raise `Unreadable` for a pair that is none.

    A key is a path with dots (``clauses.funding.officers``); the entries of a list are separated by
    semicolons, and ``clauses.disputes=yes`` adds an opt-in clause.
    """
    answers: dict[Path, Plain] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise Unreadable(f"“{pair}” is not key=value", "such as term.until=2027-06-30")
        path: Path = names_of(key.strip())
        answers[path] = _plain_value(path, value.strip(), model, answers)
    opted = [
        name
        for name, clause in model.clauses.items()
        if clause.optional and any(path[:2] == ("clauses", name) for path in answers)
        and answers.get(("clauses", name)) != "no"
    ]  # fmt: skip
    kept = {path: each for path, each in answers.items() if not _is_flag(path, each)}
    return {**kept, OPT_IN: list(opted)} if opted else kept


def with_settings(text: str, pairs: Iterable[str], model: Model) -> str:
    """Return the text of a config with the answers of ``key=value`` pairs in it; see above."""
    answers = settings_of(pairs, model)
    flags = [("clauses", str(each)) for each in list_at(answers.pop(OPT_IN, []))]
    flags = [each for each in flags if not any(path[:2] == each for path in answers)]
    return edit(text, [*(Set(path, each) for path, each in answers.items()),
                       *(Set(path, "yes") for path in flags)])  # fmt: skip


def _plain_value(path: Path, value: str, model: Model, answers: Answers) -> Plain:
    if path[-1] == "schools" or path == ("requirements",):
        return _entries_of_list(value)
    if len(path) == 3 and path[0] == "clauses":
        clause = model.clauses.get(str(path[1]))
        variant = str(answers.get((*path[:2], "variant")) or "")
        blank = clause.blanks_of(variant).get(str(path[2])) if clause else None
        if blank and blank.type is Type.LIST:
            return _entries_of_list(value)
    return value


def _entries_of_list(value: str) -> list[Plain]:
    return [each.strip() for each in value.split(";") if each.strip()]


def _is_flag(path: Path, value: Plain) -> bool:
    return len(path) == 2 and path[0] == "clauses" and value in ("yes", "no")


def answers_in(data: Mapping[str, Plain], model: Model) -> dict[Path, Plain]:
    """Return the answers that a config already has, to go on from."""
    answers: dict[Path, Plain] = {}
    for top, value in data.items():
        if isinstance(value, dict) and top in ("parties", "term", "clauses"):
            for key, each in value.items():
                answers |= _answers_below((top, key), each)
        elif value is not None:
            answers[(top,)] = value
    named = mapping_at(data.get("clauses"))
    opted = [
        name for name, clause in model.clauses.items()
        if clause.optional and name in named and named[name] != "no"
    ]  # fmt: skip
    kept = {path: each for path, each in answers.items() if not _is_flag(path, each)}
    return {**kept, OPT_IN: list(opted)} if opted else kept


def _answers_below(path: Path, value: Plain) -> dict[Path, Plain]:
    """Return the answers at ``path`` and below; a mapping is taken apart, a list is not."""
    if isinstance(value, dict):
        found: dict[Path, Plain] = {}
        for key, each in value.items():
            found |= _answers_below((*path, key), each)
        return found
    return {} if value is None else {path: value}
