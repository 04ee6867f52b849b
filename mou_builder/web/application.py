"""The application: pages, what stands before them, and what is said when something goes wrong."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import PurePosixPath
from traceback import extract_tb
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from mou_builder.agreement.wording import days_in_words, long_date
from mou_builder.diagnostic import Refused
from mou_builder.web.addresses import PAGES
from mou_builder.web.background_jobs import BackgroundJobs
from mou_builder.web.failed_forms import form_again, what_was_typed
from mou_builder.web.folder.config_folder import SavedMeanwhile, UnknownName
from mou_builder.web.local_time import moment_in_words
from mou_builder.web.safety.access import Access, Sessions
from mou_builder.web.safety.guard import Guard, csrf, signed_in, take_notices
from mou_builder.web.safety.record_guard import refuse_change_of_record
from mou_builder.web.uploads import LARGEST_REQUEST
from mou_builder.web.web_page import WebPage
from mou_builder.web.workbench import Workbench

_MOST_FIELDS = 5_000
_LARGEST_FIELD = 2_000_000

_IN_WORDS = {
    403: ("Not allowed", "You may not do this."),
    404: ("Not found", "There is no such page."),
    405: ("Not found", "There is no such page."),
    413: (
        "Too large",
        (
            f"What was sent is too large: a file may have {LARGEST_REQUEST // 1_000_000} MB. A "
            "scan has less if it is made in black and white, with 200 dots per inch."
        ),
    ),
}
"""The title of the page for each failure, and what it says where nothing more is known of it."""
_OTHERWISE = ("This cannot be done", "This was not sent by a page of the workbench.")


def application(workbench: Workbench, access: Access) -> Flask:
    """Return the workbench as a WSGI application."""
    app = Flask(__name__, static_url_path="/static")
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FIELD,
        MAX_FORM_PARTS=_MOST_FIELDS,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["long_date"] = _long_date_or_empty
    app.jinja_env.filters["as_read"] = days_in_words
    app.jinja_env.filters["moment"] = moment_in_words
    app.jinja_env.filters["on_a_page"] = workbench.on_a_page
    app.jinja_env.filters["first_error"] = workbench.first_error
    app.jinja_env.filters["parties_of"] = workbench.parties_of
    app.jinja_env.filters["is_config"] = lambda file: workbench.folder.has(PurePosixPath(file))
    app.extensions["workbench"] = workbench
    app.extensions["jobs"] = BackgroundJobs()
    guard = Guard(access, Sessions())
    app.extensions["guard"] = guard
    guard.protect(app)
    workbench.folder.before_saving = refuse_change_of_record
    for each in PAGES:
        app.register_blueprint(each)
    app.context_processor(_on_every_page)
    app.jinja_env.globals["has_people"] = bool(access.users)
    app.register_error_handler(HTTPException, _failed_request)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(SavedMeanwhile, _saved_meanwhile)
    app.register_error_handler(UnknownName, _unknown_file)
    app.register_error_handler(Exception, _fault_of_program)
    return app


def _on_every_page() -> dict[str, Any]:
    return {
        "navigation": [each for each in PAGES if each.title and each.start],
        "pages_of_config": [each for each in PAGES if each.of_config],
        "notices": take_notices,
        "csrf": csrf(),
        "user": signed_in(),
        "here": request.blueprint,
        "what_was_typed": what_was_typed,
    }


def _long_date_or_empty(day: date | None) -> str:
    return long_date(day) if day else ""


def _failed_request(fault: HTTPException) -> tuple[str, int] | Response:
    if fault.response is not None or (fault.code or 500) < 400:
        return cast(Response, fault.get_response())
    code = fault.code or 500
    title, otherwise = _IN_WORDS.get(code, _OTHERWISE)
    is_ours = fault.description != type(fault).description
    return _failure_page(
        title, fault.description if is_ours and fault.description else otherwise, code
    )


def _failure_page(title: str, said: str, status: int) -> tuple[str, int]:
    """Answer with the form that was sent and what is wrong with it, or else with that alone."""
    if form := form_again(said):
        return form, status
    return render_template("failed.html", title=title, said=said, sent_from=_sent_from()), status


def _sent_from() -> str:
    """Return the address of the page of ours that sent a form; "" for none."""
    page = urlsplit(request.referrer or "")
    is_ours = request.method == "POST" and page.netloc == request.host
    is_path = page.path.startswith("/") and not page.path.startswith("//")  # which names a server
    return urlunsplit(("", "", page.path, page.query, "")) if is_ours and is_path else ""


def _refused(fault: Refused) -> tuple[str, int]:
    if form := form_again(refused=fault.diagnostics):
        return form, 422
    return render_template("refused.html", diagnostics=fault.diagnostics, back=_begins_at()), 422


def _begins_at() -> WebPage | None:
    """Return the page of the navigation to which the requested address belongs."""
    return next((each for each in PAGES if each.name == request.blueprint and each.start), None)


def _unknown_file(_fault: UnknownName) -> tuple[str, int]:
    said = "There is no such file in this folder. It may have been moved or renamed."
    return _failure_page("Not found", said, 404)


def _saved_meanwhile(fault: SavedMeanwhile) -> AnyResponse:
    from mou_builder.web.pages.conflict import saved_meanwhile  # loaded where it is needed alone

    return saved_meanwhile(fault)


def _fault_of_program(fault: Exception) -> tuple[str, int]:
    """Say that the program is at fault; where it was goes to the terminal, without the request."""
    last = extract_tb(fault.__traceback__)[-1]
    place = f"{type(fault).__name__} in {last.name}, line {last.lineno} of {last.filename}"
    sys.stderr.write(f"mou: a fault of the program itself: {place}\n")
    said = "This is a fault of the program itself. Nothing was saved. Please report it."
    return _failure_page("Something went wrong", said, 500)
