"""Two states of one config that were edited separately, to be put together part by part."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from flask import render_template, request
from werkzeug.wrappers import Response

from mou_builder.actions.draft import draft_of
from mou_builder.agreement.wording import capitalized
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.drafting.merging import ChangedBy, Divergence, divergences, merged
from mou_builder.frozen import dataclass, replace
from mou_builder.report.agreement_text import block_text
from mou_builder.web.folder.config_folder import FileState, SavedMeanwhile
from mou_builder.web.folder.unsaved import UnsavedWork
from mou_builder.web.responses import go_to
from mou_builder.web.safety.guard import signed_in
from mou_builder.web.workbench import Workbench, current_workbench
from mou_builder.yamltext import writing
from mou_builder.yamltext.changes import NotEditable
from mou_builder.yamltext.source import Path, Plain, parse


@dataclass(frozen=True)
class ShownPart:
    """A part in which the two states differ, as a person reads it; "" where a side has none."""

    title: str
    ours: str
    theirs: str
    ours_printed: str
    theirs_printed: str
    changed_by: ChangedBy


@dataclass(frozen=True)
class TwoStates:
    """What the person has not saved and what is saved, and where they differ."""

    work: UnsavedWork
    theirs: FileState
    parts: tuple[Divergence, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    """What keeps one of them from being read, so that it can only be taken whole."""


def saved_meanwhile(fault: SavedMeanwhile) -> Response:
    """Keep what could not be saved, and lead to both states."""
    bench, by = current_workbench(), signed_in().name
    text = fault.ours.decode("utf-8", "replace")
    kept = bench.unsaved.find(fault.name, by) or UnsavedWork(text, fault.made_from)
    typed = kept.stepped(kept.text)  # to go back to, where that is not what was to be saved
    work = replace(typed, text=text, made_from=fault.made_from)
    bench.unsaved.keep(fault.name, by, work)
    return go_to("conflict.both", name=fault.name)


def both(name: str) -> str | Response:
    """Show both states side by side."""
    found = _two_states(current_workbench(), name)
    return _page_of_both(name, found) if found else go_to("history.states", name=name)


def settle(name: str) -> str | Response:
    """Save what was chosen; when either state is another by now, show them anew."""
    bench, by = current_workbench(), signed_in().name
    found = _two_states(bench, name)
    if found is None:
        return go_to("history.states", name=name)
    if request.form.get("shown") != _shown_digest(found):
        return _page_of_both(
            name, found, "Meanwhile one of the two was changed once more. Choose again."
        )
    match request.form.get("do"):
        case "theirs":
            bench.unsaved.drop(name, by)
        case "ours":
            _save_choice(bench, name, found.work.text, found.theirs)
        case _:
            chosen = [request.form.get(f"part-{at}") for at in range(len(found.parts))]
            if found.faults or None in chosen:
                return _page_of_both(name, found, "Choose one of the two for each part.")
            taken = [
                each.path for each, side in zip(found.parts, chosen, strict=True) if side == "ours"
            ]
            try:
                text = _merged_text(found, taken)
            except NotEditable as fault:
                return _page_of_both(name, found, f"This cannot be put together: {fault}.")
            _save_choice(bench, name, text, found.theirs)
    return go_to("history.states", name=name)


def _save_choice(bench: Workbench, name: str, text: str, theirs: FileState) -> None:
    bench.folder.save(name, text.encode(), theirs.digest, signed_in().name)
    bench.unsaved.drop(name, signed_in().name)


def _merged_text(found: TwoStates, taken: list[Path]) -> str:
    ours = parse(found.work.text.encode(), "").data
    return merged(found.theirs.data.decode("utf-8"), ours, taken)


def _two_states(bench: Workbench, name: str) -> TwoStates | None:
    """Return both states; None where nothing is unsaved, or where it goes on from what is saved."""
    theirs = bench.state(name)
    work = bench.unsaved.find(name, signed_in().name)
    if work is None or work.made_from == theirs.digest:
        return None
    try:
        ours_data = parse(work.text.encode(), name).data
        theirs_data = parse(theirs.data, name).data
    except Refused as refused:
        return TwoStates(work, theirs, faults=refused.diagnostics)
    base: Plain = None
    before = bench.folder.earlier(name, work.made_from)
    if before is not None:
        with suppress(Refused):
            base = parse(before, name).data
    return TwoStates(work, theirs, tuple(divergences(ours_data, theirs_data, base)))


def _page_of_both(name: str, found: TwoStates, said: str = "") -> str:
    bench = current_workbench()
    ours = _Printed.of(bench, name, found.work.text.encode())
    theirs = _Printed.of(bench, name, found.theirs.data)
    parts = [
        ShownPart(
            ours.titles.get(each.path) or theirs.titles.get(each.path) or _title_of_path(each.path),
            _value_as_text(each.ours),
            _value_as_text(each.theirs),
            ours.words.get(each.path, ""),
            theirs.words.get(each.path, ""),
            each.changed_by,
        )
        for each in found.parts
    ]
    return render_template(
        "conflict/both.html",
        name=name,
        parts=parts,
        faults=found.faults,
        said=said,
        shown=_shown_digest(found),
        chosen=request.form,
        ours_text=found.work.text,
        theirs_text=found.theirs.data.decode("utf-8", "replace"),
    )


def _shown_digest(found: TwoStates) -> str:
    return f"{FileState.of(found.work.text.encode()).digest}-{found.theirs.digest}"


@dataclass(frozen=True)
class _Printed:
    """The clauses of a state as they print, by their paths in the config."""

    titles: Mapping[Path, str]
    words: Mapping[Path, str]

    @staticmethod
    def of(bench: Workbench, name: str, data: bytes) -> _Printed:
        try:
            draft = draft_of(bench.source(name, data), bench.library, bench.today)
        except Refused:
            return _Printed({}, {})
        titles: dict[Path, str] = {
            ("clauses", each.id): each.title for each in draft.model.clauses.values()
        }
        provisions = draft.agreement.provisions if draft.agreement else ()
        words: dict[Path, str] = {
            ("clauses", each.id): "\n\n".join(block_text(block) for block in each.blocks)
            for each in provisions
        }
        return _Printed(titles, words)


def _title_of_path(path: Path) -> str:
    words = [str(each).replace("_", " ").replace("-", " ") for each in path]
    return capitalized(": ".join(words))


def _value_as_text(data: Plain) -> str:
    match data:
        case None:
            return ""
        case dict() | list():
            return "\n".join(writing.block(data, 0)) if data else writing.flow(data)
        case _:
            return data
