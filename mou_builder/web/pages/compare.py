"""Compare: any two agreements of the folder, or any two states of one."""

from __future__ import annotations

from flask import Response, abort, render_template, request

from mou_builder.actions.compare import (
    Compared,
    ComparisonOptions,
    Form,
    Side,
    compare_sides,
    config_side,
    shown,
)
from mou_builder.actions.render import PROGRAM
from mou_builder.disk.opening import source_date
from mou_builder.frozen import dataclass
from mou_builder.report.comparison.as_html import comparison_body
from mou_builder.web.folder.states import NOW, KnownState, content_of, states_of
from mou_builder.web.local_time import moment_in_words
from mou_builder.web.responses import download
from mou_builder.web.workbench import Workbench, current_workbench

_FORMS = {"redline.docx": Form.DOCX, "comparison.pdf": Form.PDF}


@dataclass(frozen=True)
class WantedSide:
    """A config of the folder, in one of its states."""

    name: str
    state: str = NOW


def chosen() -> str:
    """Ask for two agreements, and show how they differ once both are named."""
    bench = current_workbench()
    old, new = _side_wanted("old"), _side_wanted("new")
    compared = _compare_sides_wanted(bench, old, new) if old.name and new.name else None
    return render_template(
        "compare/compare.html",
        names=bench.folder.names(),
        old=old,
        new=new,
        compared=compared,
        body=comparison_body(compared.comparison, compared.plain) if compared else "",
        sentences=compared.plain.sentences(compared.comparison) if compared else (),
        forms=_FORMS,
    )


def states(name: str) -> str:
    """Show the states of one config, to compare two of them."""
    bench = current_workbench()
    bench.state(name)
    known = states_of(bench.folder, name)
    return render_template("compare/states.html", name=name, states=known, state_text=state_text)


def document(form: str) -> Response:
    """Hand out the redline as a Word file, or the comparison copy as a PDF."""
    if form not in _FORMS:
        abort(404)
    compared = _compare_sides_wanted(current_workbench(), _side_wanted("old"), _side_wanted("new"))
    made = source_date()
    bench = current_workbench()
    looks = ComparisonOptions(
        template=bench.letterhead.template,
        author=PROGRAM,
        date=bench.today.isoformat(),
        made=made,
        fonts=bench.letterhead.fonts,
    )
    data, _ = shown(compared, _FORMS[form], looks)
    return download(data, form)


def state_text(state: KnownState) -> str:
    """Return what a state is called."""
    if state.when is None:
        return "as it is saved now"
    by = f" by {state.by}" if state.by else ""
    return f"{state.title or 'saved'}, {moment_in_words(state.when)}{by}"


def _side_wanted(side: str) -> WantedSide:
    return WantedSide(request.args.get(side, ""), request.args.get(f"{side}_state", NOW))


def _compare_sides_wanted(bench: Workbench, old: WantedSide, new: WantedSide) -> Compared:
    return compare_sides(_side_of(bench, old), _side_of(bench, new))


def _side_of(bench: Workbench, wanted: WantedSide) -> Side:
    bench.state(wanted.name)
    try:
        data = content_of(bench.folder, wanted.name, wanted.state)
    except LookupError:
        abort(404, f"“{wanted.name}” has no such state.")
    said = wanted.name
    if wanted.state != NOW:
        known = {each.id: each for each in states_of(bench.folder, wanted.name)}
        said = f"{wanted.name}, {state_text(known[wanted.state])}"
    side = config_side(bench.source(wanted.name, data), bench.library)
    return Side(said, side.checked, side.agreement, diagnostics=side.diagnostics)
