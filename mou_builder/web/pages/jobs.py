"""Background jobs: how far it is, the button that ends it, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import cast

from flask import Response, abort, current_app, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.agreement.wording import counted
from mou_builder.web.background_jobs import BackgroundJob, BackgroundJobs, JobStep, TooManyJobs
from mou_builder.web.pages.agreements import shown_agreements
from mou_builder.web.responses import download, go_to
from mou_builder.web.safety.guard import add_notice, signed_in
from mou_builder.web.workbench import Workbench, current_workbench


def begin_job(title: str, archive: str, steps: list[JobStep], back: str) -> AnyResponse:
    """Begin a job and lead to its page, or say that others have to end first.

    ``back`` is the address to go on at when it has ended.
    """
    try:
        job = _jobs().begin(title, signed_in().name, archive, steps, back)
    except TooManyJobs:
        add_notice("Other long work is being done. Try again when it has ended.", "bad")
        return go_to("jobs.all_jobs")
    return go_to("jobs.show", id_=job.id)


def documents() -> AnyResponse:
    """Make the Word files and PDFs of all agreements that are shown."""
    bench = current_workbench()
    names = [each.file for each in shown_agreements(bench, request.form)]
    options = bench.letterhead.options((Format.DOCX, Format.PDF))
    title = f"Word files and PDFs of {counted(len(names), 'agreement')}"
    steps: list[JobStep] = [partial(_rendered, bench, name, options) for name in names]
    return begin_job(title, "agreements.zip", steps, url_for("agreements.overview"))


def all_jobs() -> str:
    """List the jobs of this person."""
    return render_template("jobs/all_jobs.html", jobs=_jobs().of(signed_in().name))


def show(id_: str) -> str:
    """Show how far a job is."""
    return render_template("jobs/job.html", job=_job(id_))


def progress(id_: str) -> Response:
    """Tell a script how far a job is."""
    job = _job(id_)
    return jsonify(done=job.done, total=job.total, ended=job.has_ended)


def stop(id_: str) -> AnyResponse:
    """End a job after the file that is being made."""
    _job(id_).stopping.set()
    return go_to("jobs.show", id_=id_)


def files(id_: str) -> Response:
    """Hand out what a job has made."""
    job = _job(id_)
    if not job.has_ended or not job.made:
        abort(404, "There is no archive yet.")
    return download(_jobs().read(job), job.archive)


def _rendered(bench: Workbench, name: str, options: RenderOptions) -> Mapping[str, bytes]:
    made = render(bench.checked(name), options)
    folder = PurePosixPath(name).parent
    return {(folder / file).as_posix(): data for file, data in made.files.items()}


def _job(id_: str) -> BackgroundJob:
    found = _jobs().find(id_, signed_in().name)
    if found is None:
        abort(404, "There is no such work; it may have been dropped for later ones.")
    return found


def _jobs() -> BackgroundJobs:
    return cast(BackgroundJobs, current_app.extensions["jobs"])
