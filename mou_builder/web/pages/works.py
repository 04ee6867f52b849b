"""Long work: how far it is, the button that ends it, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import cast

from flask import Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.disk.opening import open_template, source_date
from mou_builder.web.downloads import download
from mou_builder.web.pages.agreements import shown_agreements
from mou_builder.web.safety.guard import signed_in, tell
from mou_builder.web.workbench import Workbench, the_workbench
from mou_builder.web.works.works import Step, TooMuchWork, Work, Works


def begun(title: str, archive: str, steps: list[Step], back: str) -> AnyResponse:
    """Begin a work and lead to its page, or say that others have to end first.

    ``back`` is the address to go on at when it has ended.
    """
    try:
        work = _works().begin(title, signed_in().name, archive, steps, back)
    except TooMuchWork:
        tell("Other long work is being done. Try again when it has ended.", "bad")
        return redirect(url_for("works.every"), 303)
    return redirect(url_for("works.of", id_=work.id), 303)


def documents() -> AnyResponse:
    """Make the Word files and PDFs of all agreements that are shown."""
    bench = the_workbench()
    names = [each.name for each in shown_agreements(bench, request.form)]
    template = open_template(None)
    options = RenderOptions((Format.DOCX, Format.PDF), template, made=source_date())
    count = len(names)
    title = f"Word files and PDFs of {count} agreement{'' if count == 1 else 's'}"
    steps: list[Step] = [partial(_rendered, bench, name, options) for name in names]
    return begun(title, "agreements.zip", steps, url_for("agreements.overview"))


def every() -> str:
    """List the works of this person."""
    return render_template("works/every.html", works=_works().of(signed_in().name))


def of(id_: str) -> str:
    """Show how far a work is."""
    return render_template("works/work.html", work=_work(id_))


def progress(id_: str) -> Response:
    """Tell a script how far a work is."""
    work = _work(id_)
    return jsonify(done=work.done, total=work.total, ended=work.has_ended)


def stop(id_: str) -> AnyResponse:
    """End a work after the file that is being made."""
    _work(id_).stopping.set()
    return redirect(url_for("works.of", id_=id_), 303)


def files(id_: str) -> Response:
    """Hand out what a work has made."""
    work = _work(id_)
    if not work.has_ended or not work.made:
        abort(404, "There is no archive yet.")
    return download(_works().read(work), work.archive)


def _rendered(bench: Workbench, name: str, options: RenderOptions) -> Mapping[str, bytes]:
    made = render(bench.checked(name), options)
    folder = PurePosixPath(name).parent
    return {(folder / file).as_posix(): data for file, data in made.files.items()}


def _work(id_: str) -> Work:
    found = _works().find(id_, signed_in().name)
    if found is None:
        abort(404, "There is no such work; it may have been dropped for later ones.")
    return found


def _works() -> Works:
    return cast(Works, current_app.extensions["works"])
