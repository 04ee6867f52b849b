"""From a config and what was decided about the library's changes to the next term's config.

No files, no clock: the configs beside it, the old model and the day come in as values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import PurePath

from mou_builder.actions.render import agreement_of
from mou_builder.agreement.document import words_digest
from mou_builder.agreement.wording import long_date
from mou_builder.check.checking import Checked, NotReady, Ready, check, ready
from mou_builder.check.codes import CHANGED_WORDS
from mou_builder.config.moving import moved
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity, as_typed
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.portfolio.amended import refuse_amended
from mou_builder.renewal import model_changes
from mou_builder.renewal.history import is_successor
from mou_builder.renewal.renew import Renewal, renew
from mou_builder.yamltext.changes import Set, YamlChange
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Plain, Source

ALL = "all"
CORRECTIONS = "corrections"


@dataclass(frozen=True)
class Decisions:
    """Which changes of the model are taken and which are not; `ALL` speaks for the rest."""

    take: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def of(self, name: str) -> bool | None:
        """Return whether the change of a part is taken; None if nothing was said of it."""
        for names, taken in ((self.take, True), (self.keep, False)):
            if name in names:
                return taken
        if ALL in self.take or ALL in self.keep:
            return ALL in self.take
        return None


@dataclass(frozen=True)
class ModelChange:
    """A part that the library words otherwise than when the term was made."""

    comparison: Comparison
    item: Item
    old: Model
    new: Model

    @property
    def can_be_kept(self) -> bool:
        """Whether a config can keep the old words."""
        return model_changes.can_be_kept(self.item)


Ask = Callable[[ModelChange], bool | None]
"""Asks a person whether a change is taken; None where there is nobody to ask."""


def nobody(_change: ModelChange) -> None:
    """Ask nobody."""


def _old_model(checked: Ready, before: Library | None) -> Model | None:
    """Return the model as it was when the term was made; None where it has not changed.

    The library as it was ``before`` has it if it has the version that the term records, or if that
    records none. Raises `Refused` (MOU808) where the model has changed and nothing has the old one.
    """
    recorded = model_changes.recorded_version(checked.source.data)
    if before is not None and checked.model.id in before.model_ids:
        found = before.model(checked.model.id)
        if recorded in (None, found.id_and_version):
            return found
    now = checked.model.id_and_version
    if recorded is None or recorded == now:
        return None
    message = f"this term was made with {recorded}, and the library now has {now}"
    hint = "say where the clauses as they were are: --old-library DIR; or take all: --take all"
    raise _refusal_for_model(checked, message, hint)


def changes_of_model(checked: Ready, before: Library | None) -> list[ModelChange]:
    """Return what is new in the library since the term was made.

    ``before`` is the library as it was then. Raises `Refused` (MOU808) where that is not known.
    """
    old = _old_model(checked, before)
    if old is None:
        return []
    comparison = model_changes.model_changes(checked.config, old, checked.model)
    offered = model_changes.offered(comparison)
    return [ModelChange(comparison, each, old, checked.model) for each in offered]


def corrections_left_out(checked: Ready) -> list[ModelChange]:
    """Return the corrections of the model that the config leaves out."""
    if checked.config.corrected:
        return []
    model = checked.model
    comparison = model_changes.corrections(checked.config, model)
    offered = model_changes.offered(comparison)
    return [ModelChange(comparison, each, model, model) for each in offered]


def as_signed(checked: Checked, before: Library | None) -> Checked:
    """Return a config with the library as it was, where that gives the words that were signed.

    What the library words in another way since then is no change of the agreement. Otherwise the
    config is returned as it is.
    """
    others = tuple(each for each in checked.diagnostics if each.code != CHANGED_WORDS)
    if before is None or len(others) == len(checked.diagnostics):
        return checked
    then = check(checked.source, before)
    if isinstance(then, NotReady) or any(each.code == CHANGED_WORDS for each in then.diagnostics):
        return checked
    return replace(then, diagnostics=others)


def renewal_of(
    checked: Checked,
    until: date | None = None,
    before: Library | None = None,
    others: Iterable[Checked] = (),
) -> Renewal:
    """Return the next term of an agreement, the library's changes aside.

    ``before`` is the library as it was when this term was made; ``others`` are configs that may be
    what an amendment made of this one. Raises `Refused` as `renew` does, with MOU629 where a signed
    amendment was made of it, and with MOU919 where its words are not those on record.
    """
    refuse_amended(checked.source, others)
    made = as_signed(checked, before)
    words = words_digest(agreement_of(made, draft=False))
    return renew(replace(checked, diagnostics=made.diagnostics), words, until)


def next_term_text(
    checked: Checked,
    renewal: Renewal,
    before: Library | None,
    decisions: Decisions,
    target: PurePath,
    beside: Iterable[tuple[str, Plain]],
    ask: Ask = nobody,
) -> str:
    """Return the text of the next term's config, to be written to ``target``.

    ``before`` is the library as it was when this term was made; what is not taken of its changes
    stays as it was. ``beside`` are the names and contents of the configs there. Raises `Refused`:
    MOU808 for changes that nobody decided on, and for words that no config can keep; MOU802 where
    one of those beside it was renewed from this config already.
    """
    changes = _changes_not_taken(ready(checked), before, decisions, ask)
    home = PurePath(checked.source.file).parent
    text = moved(edit(renewal.text, changes), home, target.parent)
    _refuse_renewed(checked, renewal, beside)
    return text


def _refuse_renewed(
    checked: Checked, renewal: Renewal, beside: Iterable[tuple[str, Plain]]
) -> None:
    for name in successors(checked.source, renewal.old.until, beside):
        message = f"this config was renewed already: {name}"
        hint = "go on from that one, or put it away first"
        place = checked.source.place(("term", "until"))
        raise Refused((Diagnostic("MOU802", Severity.ERROR, message, place, hint),))


def successors(source: Source, until: date, beside: Iterable[tuple[str, Plain]]) -> Iterator[str]:
    """Yield those of the configs ``beside`` that were renewed from a term that ends then.

    Each is a file's name and its content as typed.
    """
    own = (source.file, source.data)
    return (name for name, data in beside if is_successor((name, data), own, until))


def told_of_next(checked: Checked, renewal: Renewal, following: Source) -> Iterator[Diagnostic]:
    """Yield MOU806 where a config is not known as the next term of this agreement."""
    if not any(successors(checked.source, renewal.old.until, [(following.file, following.data)])):
        message = (
            f"the history of this config does not have the term of {checked.source.file}, which "
            f"ends on {long_date(renewal.old.until)}; it may be the next term of another agreement"
        )
        made_it = f"mou renew {as_typed(checked.source.file)}"
        hint = f"look whether it is the file that is meant: {made_it} made it"
        place = following.place(("history",))
        yield Diagnostic("MOU806", Severity.WARNING, message, place, hint)


def _changes_not_taken(
    checked: Ready, before: Library | None, decisions: Decisions, ask: Ask
) -> list[YamlChange]:
    """Return the changes by which what is not taken stays as it was."""
    changes: list[YamlChange] = []
    if CORRECTIONS in decisions.take:
        changes.append(Set(("corrections",), "all"))
    if ALL in decisions.take:
        return changes
    undecided: list[Item] = []
    for each in changes_of_model(checked, before):
        taken = decisions.of(each.item.id)
        if taken is None:
            taken = ask(each)
        if taken is None:
            undecided.append(each.item)
        elif not taken:
            changes.append(_old_words(checked, each))
    if undecided:
        raise Refused(tuple(_undecided(checked, undecided)))
    return changes


def _old_words(checked: Checked, change: ModelChange) -> YamlChange:
    item = change.item
    if model_changes.can_be_kept(item):
        return model_changes.keeping_old_words(item, change.old.id_and_version)
    message = f"the old words of “{item.title}” cannot be kept by a config"
    hint = f"take the change (--take {item.id}), or renew with the library as it was"
    raise _refusal_for_model(checked, message, hint)


def _undecided(checked: Checked, items: Iterable[Item]) -> Iterator[Diagnostic]:
    for item in items:
        message = f"the library words “{item.title}” in another way than when this term was made"
        hint = f"look at it with --model-changes, then --take {item.id} or --keep {item.id}"
        yield _model_changed(checked, message, hint)


def _model_changed(checked: Checked, message: str, hint: str) -> Diagnostic:
    return Diagnostic("MOU808", Severity.ERROR, message, Place(checked.source.file), hint)


def _refusal_for_model(checked: Checked, message: str, hint: str) -> Refused:
    return Refused((_model_changed(checked, message, hint),))
