"""The history of a config: each state that it had, what it changed, and the way back."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from mou_builder.web.folder.config_folder import UnknownName
from mou_builder.web.folder.states import KnownState, content_of, states_of
from mou_builder.web.responses import go_to
from mou_builder.web.safety.guard import add_notice, signed_in
from mou_builder.web.workbench import current_workbench


def states(name: str) -> str:
    """Show every state that a config had, the newest first."""
    bench = current_workbench()
    now = bench.state(name)
    return render_template(
        "history/states.html",
        name=name,
        states=states_of(bench.folder, name)[1:],
        digest=now.digest,
        can_undo=any(not each.was_undone for each in bench.folder.history.of(name)),
    )


def state(name: str, id_: str) -> str:
    """Show a past state, and what differs in it from what is saved."""
    now = current_workbench().state(name)
    found, data = _past_state(name, id_)
    old, new = data.decode("utf-8", "replace"), now.data.decode("utf-8", "replace")
    return render_template(
        "history/state.html",
        name=name,
        state=found,
        lines=list(_compared_lines(old, new)),
        text=old,
        digest=now.digest,
    )


def go_back(name: str, id_: str) -> Response:
    """Save a past state anew; what it replaces goes into the history."""
    _, data = _past_state(name, id_)
    current_workbench().folder.save(name, data, request.form.get("made_from", ""), signed_in().name)
    add_notice("The earlier state is saved again. What it replaced is in the history.")
    return go_to("history.states", name=name)


def undo(name: str) -> Response:
    """Take the last save back."""
    bench = current_workbench()
    bench.state(name)
    try:
        bench.folder.undo(name, request.form.get("made_from", ""), signed_in().name)
    except UnknownName:
        raise
    except LookupError:
        add_notice("There is nothing to take back.", "bad")
    else:
        add_notice("The last save was taken back.")
    return go_to("history.states", name=name)


def _past_state(name: str, id_: str) -> tuple[KnownState, bytes]:
    folder = current_workbench().folder
    found = next((each for each in states_of(folder, name)[1:] if each.id == id_), None)
    if found is None:
        abort(404, "The agreement has no such state in its history.")
    return found, content_of(folder, name, id_)


def _compared_lines(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield each line with how it stands: ``old`` alone, ``new`` alone, or in both (``same``)."""
    kinds = {"- ": "old", "+ ": "new", "  ": "same"}
    for line in difflib.ndiff(old.splitlines(), new.splitlines()):
        if line[:2] in kinds:
            yield kinds[line[:2]], line[2:]
