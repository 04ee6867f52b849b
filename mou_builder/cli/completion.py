"""What a shell completes beside commands, options and files: ids from the library and configs.

Every command refers to these functions, but few runs call one, so each imports what it needs when
it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from mou_builder.disk.opening import open_library
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model

_PARTS = (
    *("name", "kind", "address", "schools"),
    *("signatory.name", "signatory.title"),
)


@add_completion_class
class _Bash(BashComplete):
    """Completion for bash, which takes ``path=value`` for three words and replaces the last."""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, begun = super().get_completion_args()
        self.kept = ""
        if begun == "=":
            args, begun = [*args, begun], ""
        if len(args) > 1 and args[-1] == "=":
            *args, path, _ = args
            self.kept = f"{path}="
        return args, self.kept + begun

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.type},{item.value.removeprefix(self.kept)}"


def models(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of a model."""
    return _beginning_with(open_library(()).model_ids, incomplete)


def clauses(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of a model, or of a clause of the model that was named or is usual."""
    from mou_builder.drafting.interview.proposed import USUAL_MODEL

    library = open_library(())
    given = [each for each in ctx.params.get("names") or () if each in library.model_ids]
    model = library.model(given[0] if given else USUAL_MODEL)
    return _beginning_with([*model.clauses, *(() if given else library.model_ids)], incomplete)


def sets(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of a requirement set."""
    return _beginning_with(open_library(()).requirement_set_ids, incomplete)


def examples(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a packaged example."""
    from mou_builder.disk.examples import examples as known_examples

    return _beginning_with(["list", *(each.name for each in known_examples())], incomplete)


def settings(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a path in a config, and behind it the variants or choices that it can have."""
    from mou_builder.drafting.interview.proposed import USUAL_MODEL

    model = open_library(()).model(str(ctx.params.get("model") or USUAL_MODEL))
    return _beginning_with(_settings_of_model(model), incomplete)


def _settings_of_model(model: Model) -> Iterator[str]:
    yield from ("term.from=", "term.until=")
    for party in model.parties:
        yield from (f"parties.{party}.{part}=" for part in _PARTS)
    for clause in model.clauses.values():
        if clause.optional:
            yield f"clauses.{clause.id}=yes"
        yield from _settings_of_clause(clause)


def _settings_of_clause(clause: Clause) -> Iterator[str]:
    at = f"clauses.{clause.id}"
    yield from (f"{at}.variant={each.id}" for each in clause.variants.values() if not each.open)
    for variant in [*clause.variants] or [""]:
        for blank in clause.blanks_of(variant).values():
            yield from (f"{at}.{blank.id}={choice}" for choice in blank.choices or [""])


def _beginning_with(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    found = dict.fromkeys(each for each in words if each.startswith(incomplete))
    return [CompletionItem(each) for each in found]
