"""Requirement sets that the commands name, and their checklists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mou_builder.check.checking import check, ready
from mou_builder.check.rule import Case
from mou_builder.cli.drafting.state_choice import state_named
from mou_builder.disk.opening import open_config
from mou_builder.library.library import Library
from mou_builder.yamltext.shape import did_you_mean

ALL_OF = "all-of"
"""Stands, before the name of a state, for every set that holds the law of that state."""


def sets_named(
    words: Sequence[str], arguments: Sequence[Path], library: Library
) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Return the sets that ``--requirements`` names, and the arguments that are left.

    After ``all-of`` the state is the next argument. Raises a usage error for a set that the library
    does not have, or a state for which it has none.
    """
    sets: list[str] = []
    rest = list(arguments)
    for word in words:
        if word == ALL_OF and rest:
            sets += _sets_of_state(str(rest.pop(0)), library)
        elif word.startswith(f"{ALL_OF} "):
            sets += _sets_of_state(word.removeprefix(ALL_OF), library)
        elif word in library.requirement_set_ids:
            sets.append(word)
        else:
            hint = did_you_mean(word, list(library.requirement_set_ids))
            raise _wrong_requirements(f"there is no set “{word}”: {hint}")
    return tuple(dict.fromkeys(sets)), tuple(rest)


def _sets_of_state(words: str, library: Library) -> list[str]:
    state = state_named(words, library, "--requirements")
    sets = [each.id for each in library.sets_of(state.code)]
    if not sets:
        raise _wrong_requirements(f"the library has no set for {state.name}: {state.found}")
    return sets


def _wrong_requirements(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="--requirements")


def checklists(sets: Sequence[str], configs: Sequence[Path], library: Library) -> str:
    """Return each set as a checklist, with what each config satisfies and where."""
    from mou_builder.check.satisfaction import satisfaction
    from mou_builder.report.checklist_text import HeldConfig, checklist_text

    cases = [_case_of_config(path, library) for path in configs]
    texts = []
    for name in sets:
        wanted = library.requirement_set(name)
        held = [
            HeldConfig(str(path), case.source, satisfaction(case, wanted))
            for path, case in zip(configs, cases, strict=True)
        ]
        texts.append(checklist_text(wanted, held))
    return "\n".join(texts)


def _case_of_config(path: Path, library: Library) -> Case:
    checked = ready(check(open_config(path), library))
    return Case(checked.source, checked.config, checked.model)
