"""Draft: the agreement as a form, and beside it the agreement itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, abort, jsonify, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from mou_builder.actions.begin import empty_config
from mou_builder.agreement.wording import capitalized
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.examples import examples
from mou_builder.drafting.form.fields import sentences
from mou_builder.frozen import replace
from mou_builder.report.diagnostics.excerpt import source_line
from mou_builder.report.draft.preview import findings_html
from mou_builder.web.counts import count_in
from mou_builder.web.drafting.editing import ConfigEditing, packed, unpacked, work_from
from mou_builder.web.drafting.view import DraftView, view_of
from mou_builder.web.failed_forms import gives_back
from mou_builder.web.folder.config_folder import plain_name
from mou_builder.web.folder.unsaved import Turn, UnsavedWork
from mou_builder.web.papers import papers_of
from mou_builder.web.responses import go_to
from mou_builder.web.safety.access import Role
from mou_builder.web.safety.guard import add_notice, signed_in
from mou_builder.web.workbench import current_workbench
from mou_builder.yamltext import source as yaml_source

_ELSEWHERE = {
    True: "You have this agreement open in another window, too, and typed into it. “Undo” leads to "
    "what you typed there.",
    False: "You have opened this agreement in another window since. What you type here is kept "
    "only when you save it, and both are then shown side by side if they differ.",
}
"""What a person with two windows is told, by whether what this one sent is kept."""
_NOT_UTF8 = (
    "The file is not in UTF-8. See whether each letter is here as it should be, and save it: that "
    "writes it in UTF-8."
)
_READY = (
    " It is ready to sign: take the PDF to sign from Record, and record there who adopted it and "
    "who signed."
)
_LATEST = 10**18
"""Microseconds since 1970; no page is shown so late."""


def choose() -> str:
    """Show the agreements to go on with, and the ways to begin one."""
    return _page_to_choose({}, "")


def begin() -> AnyResponse | tuple[str, int]:
    """Write a new config: empty for a state, from an example, or of the term after the last."""
    given = request.form
    if given.get("way") == "last":
        called = given.get("name", "").strip() or None
        return go_to("renew.plan", name=given.get("last", ""), called=called)
    try:
        stem, text = _beginning_chosen(given)
        called = given.get("name", "").strip() or stem
        name = plain_name(called) or called
        current_workbench().folder.create(name, text)
    except ValueError as fault:
        return _page_to_choose(given, f"{fault}."), 422
    except Refused as refused:
        return _page_to_choose(given, " ".join(each.message for each in refused.diagnostics)), 422
    return go_to("draft.draft", name=name)


def _beginning_chosen(given: Mapping[str, str]) -> tuple[str, bytes]:
    """Return what a new config is called if nothing else is said, and its content."""
    bench = current_workbench()
    match given.get("way"):
        case "example":
            example = next((e for e in examples() if e.name == given.get("example")), None)
            if example is None:
                abort(404, "There is no such example.")
            return example.name, example.data
        case _:
            state = bench.library.states.find(given.get("state", ""))
            return "agreement", empty_config(state, bench.library).encode()


def _page_to_choose(given: Mapping[str, str], said: str) -> str:
    bench = current_workbench()
    names = bench.folder.names()
    unsaved = {each for each in names if bench.unsaved.find(each, signed_in().name)}
    states = bench.library.states.by_code.values()
    return render_template(
        "draft/choose.html", names=names, unsaved=unsaved, given=given, said=said,
        states=states, examples=examples(),
    )  # fmt: skip


def draft(name: str) -> str | tuple[str, int]:
    """Show the form of a config and the agreement that it makes."""
    editing = _editing(name)
    if not editing.is_in_utf8:
        add_notice(_NOT_UTF8, "warn")
    return _page_of_draft(editing, editing.work())


def file(name: str) -> str:
    """Show the file itself, to be edited as it is written."""
    editing = _editing(name)
    return render_template(
        "draft/broken.html", editing=editing, name=name, work=editing.work(), diagnostics=(),
        why_in_memory=editing.why_in_memory(),
    )  # fmt: skip


def _form_again(said: str, against: tuple[Diagnostic, ...], name: str) -> str:
    """Show the form of a refused request with what was typed into it, and keep that."""
    editing = _editing(name)
    work, refused = _work_sent(editing)
    if signed_in().role >= Role.DRAFT:
        editing.keep(work)
    if said:
        add_notice(said, "bad")
    shown = _page_of_draft(editing, work, (*against, *refused))
    return shown if isinstance(shown, str) else shown[0]


@gives_back(_form_again)
def take(name: str) -> AnyResponse | str | tuple[str, int]:
    """Take the form as it came back, and do with it what the button says."""
    editing = _editing(name)
    what, _, at = request.form.get("do", "see").partition(":")
    with editing.bench.folder.locked():
        editing.is_next(_turn_of_request())  # whatever was typed before and comes later is too late
    work, refused = _work_sent(editing)
    match what:
        case "save":
            return _save_work(editing, work, refused)
        case "undo":
            work = work.back() or work
            editing.keep(work)
        case "discard":
            editing.bench.unsaved.drop(name, editing.by)
        case _:
            editing.keep(work)
    if refused:
        return _page_of_draft(editing, work, refused)
    return go_to("draft.draft", name=name, _anchor=_anchor(at, work.text))


def _anchor(at: str, text: str) -> str | None:
    """Return where the page goes on: at the field ``at``, or at what was added in a section."""
    if not at.startswith("part-"):
        return f"f-{at}" if at else None
    before, after = (
        yaml_source.parse(each.encode(), "").data
        for each in (unpacked(request.form.get("text", "")), text)
    )
    for key in ("clauses", "parties"):
        was, now = (each.get(key) if isinstance(each, dict) else None for each in (before, after))
        if isinstance(now, dict):
            added = [each for each in now if each not in (was if isinstance(was, dict) else {})]
            if added:
                return f"f-{key}.{added[0]}"
    return at


def live(name: str) -> Response | tuple[Response, int]:
    """Answer what is being typed with the agreement and the findings, to be put into the page."""
    editing = _editing(name)
    try:
        was = unpacked(request.form.get("text", ""))
        filled = editing.filled(was, request.form.to_dict(flat=False))
        kept, turn = _unsaved_work(editing), _turn_of_request()
        work = replace(work_from(request.form.get("made_from", ""), was, kept), view=turn[0])
        if is_elsewhere := kept is not None and kept.view not in (0, turn[0]) and kept.text != was:
            work = kept.before(work)
        work = work.stepped(filled.text) if request.form.get("step") else work.typed(filled.text)
        with editing.bench.folder.locked():
            if is_kept := editing.is_next(turn):
                editing.keep(work, soon=True)
        view = _view(editing, filled.text)
    except (ValueError, Refused) as fault:
        return jsonify({"fault": str(fault)}), 422
    said = {name: view.told(name) for name in view.said}
    return jsonify(
        {
            "preview": view.preview,
            "said": said,
            "status": render_template("draft/status.html", view=view, sentence=capitalized),
            "text": None if filled.grows else packed(filled.text),
            "refused": [each.message for each in filled.refused],
            "elsewhere": "" if is_kept and not is_elsewhere else _ELSEWHERE[is_kept],
        }
    )


@gives_back(_form_again)
def paper(name: str) -> Response:
    """Send the agreement as a Word file, a PDF, or both in one archive."""
    editing = _editing(name)
    work, _ = _work_sent(editing)
    if signed_in().role >= Role.DRAFT:
        editing.keep(work)
    wanted, found = request.form.get("paper", ""), editing.draft(work.text)
    return papers_of(editing.bench, found.checked, wanted, draft=not found.is_finished)


def _editing(name: str) -> ConfigEditing:
    editing = ConfigEditing(current_workbench(), name, signed_in().name)
    _ = editing.saved  # 404 for a name that the folder has not
    return editing


def _turn_of_request() -> Turn:
    shown, _, number = request.form.get("turn", "").partition("-")
    return count_in(shown, _LATEST) or 0, count_in(number, _LATEST) or 0


def _unsaved_work(editing: ConfigEditing) -> UnsavedWork | None:
    return editing.bench.unsaved.find(editing.name, editing.by)


def _work_sent(editing: ConfigEditing) -> tuple[UnsavedWork, tuple[Diagnostic, ...]]:
    """Return the work that came back with the form, and what of it could not be taken."""
    made_from = request.form.get("made_from", "")
    if "file" in request.form:  # the text itself was edited
        return _edited_file(editing, made_from)
    try:
        was = unpacked(request.form.get("text", ""))
    except ValueError:
        abort(400, "This form is incomplete. Go back, reload the page, and send it again.")
    posted: Mapping[str, Sequence[str]] = request.form.to_dict(flat=False)
    filled = editing.filled(was, posted)
    return work_from(made_from, was, _unsaved_work(editing)).stepped(filled.text), filled.refused


def _edited_file(
    editing: ConfigEditing, made_from: str
) -> tuple[UnsavedWork, tuple[Diagnostic, ...]]:
    was = editing.work().text
    newline = "\r\n" if "\r\n" in was else "\n"
    text = request.form["file"].replace("\r\n", "\n").replace("\n", newline)
    work = work_from(made_from, was, _unsaved_work(editing)).stepped(text)
    try:
        yaml_source.parse(text.encode(), editing.name)
    except Refused as refused:
        return work, refused.diagnostics
    return work, ()


def _save_work(
    editing: ConfigEditing, work: UnsavedWork, refused: tuple[Diagnostic, ...]
) -> AnyResponse | str | tuple[str, int]:
    if refused:
        editing.keep(work)
        return _page_of_draft(editing, work, refused)
    editing.save(work)  # what stands against it leads to both states
    is_finished = editing.draft(work.text).is_finished
    add_notice(f"Saved. The file has what you see here.{_READY if is_finished else ''}")
    return go_to("draft.draft", name=editing.name)


def _view(editing: ConfigEditing, text: str) -> DraftView:
    found = editing.draft(text)
    is_changed = text.encode() != editing.saved.data
    return view_of(found, editing.form(found), editing.last_saved(), is_changed=is_changed)


def _page_of_draft(
    editing: ConfigEditing, work: UnsavedWork, refused: tuple[Diagnostic, ...] = ()
) -> str | tuple[str, int]:
    saved = editing.saved
    facts = {
        "editing": editing,
        "name": editing.name,
        "work": work,
        "text": packed(work.text),
        "is_old": work.made_from != saved.digest,
        "refused": refused,
        "why_in_memory": editing.why_in_memory(),
        "turn": f"{editing.next_view()}-1",
        "findings_html": findings_html,
        "sentence": capitalized,
        "sentences": sentences,
    }
    try:
        view = _view(editing, work.text)
    except Refused as fault:
        facts |= {"diagnostics": fault.diagnostics, "source_line": source_line}
        page_ = render_template("draft/broken.html", **facts)
        return page_ if request.method == "GET" else (page_, 422)
    page_ = render_template("draft/draft.html", view=view, **facts)
    return (page_, 422) if refused else page_
