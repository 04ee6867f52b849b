"""Every address of the workbench: the view that answers it, and the role that it asks for."""

from __future__ import annotations

from functools import partial

from mou_builder.portfolio.steps import Step
from mou_builder.web.safety.access import Role
from mou_builder.web.web_page import WebAddress, WebPage

_ANYONE, _READ, _DRAFT, _RECORD = Role.ANYONE, Role.READ, Role.DRAFT, Role.RECORD
_get, _post = partial(WebAddress, "GET"), partial(WebAddress, "POST")

PAGES: tuple[WebPage, ...] = (
    WebPage(
        "signing_in",
        _get("/in", "sign_in_with_token", _ANYONE),
        _get("/sign-in", "sign_in", _ANYONE),
        _post("/sign-in", "signed_in_with_password", _ANYONE),
        _post("/sign-out", "sign_out", _READ),
        _get("/signed-out", "signed_out", _ANYONE),
        _get("/people", "people", _RECORD),
        _get("/favicon.ico", "icon", _ANYONE),
    ),
    WebPage(
        "agreements",
        _get("/", "overview", _READ),
        title="Agreements",
        start="agreements.overview",
    ),
    WebPage(
        "draft",
        _get("/draft/", "choose", _READ),
        _post("/draft/", "begin", _DRAFT),
        _get("/draft/of/<path:name>", "draft", _READ),
        _get("/draft/file/<path:name>", "file", _DRAFT),
        _post("/draft/of/<path:name>", "take", _DRAFT),
        _post("/draft/live/<path:name>", "live", _DRAFT),
        _post("/draft/paper/<path:name>", "paper", _READ),
        title="Draft",
        start="draft.choose",
        of_config="draft.draft",
        steps=(Step.DRAFT, Step.MEND),
    ),
    WebPage(
        "compare",
        _get("/compare", "chosen", _READ),
        _get("/compare/states/<path:name>", "states", _READ),
        _get("/compare/<form>", "document", _READ),
        title="Compare",
        start="compare.chosen",
        of_config="compare.states",
    ),
    WebPage(
        "negotiate",
        _get("/negotiate", "hand_in", _READ),
        _get("/negotiate/of/<path:name>", "hand_in_of", _READ),
        _post("/negotiate", "handed_in", _READ),
        _get("/negotiate/<id_>", "changes", _READ),
        _post("/negotiate/<id_>", "answered", _READ),
        _post("/negotiate/<id_>/accept", "accepted", _READ),
        _get("/negotiate/<id_>/result", "result", _READ),
        _get("/negotiate/<id_>/<name>", "paper", _READ),
        _post("/negotiate/<id_>/amendment", "amendment_files", _READ),
        _post("/negotiate/<id_>/take", "take", _DRAFT),
        _post("/negotiate/<id_>/amended", "keep_amended", _DRAFT),
        title="Negotiate",
        start="negotiate.hand_in",
        of_config="negotiate.hand_in_of",
        steps=(Step.REVIEW, Step.AMEND),
    ),
    WebPage(
        "renew",
        _get("/renew", "choose", _READ),
        _get("/renew/<path:name>", "plan", _READ),
        _post("/renew/<path:name>", "write", _DRAFT),
        _post("/renewal-packet/<path:name>", "board_packet", _READ),
        title="Renew",
        start="renew.choose",
        of_config="renew.plan",
        steps=(Step.RENEW,),
    ),
    WebPage(
        "record",
        _get("/record", "choose", _READ),
        _get("/record/<path:name>", "show", _READ),
        _post("/record/<path:name>", "put_fact", _RECORD),
        _post("/withdrawal/<path:name>", "withdraw", _RECORD),
        _post("/executed-copy/<path:name>", "put_copy", _RECORD),
        _get("/executed-copy/<path:name>", "download_copy", _READ),
        _get("/paper-to-sign/<path:name>", "paper_to_sign", _READ),
        title="Record",
        start="record.choose",
        of_config="record.show",
        steps=(Step.SEND, Step.SIGN, Step.COPY, Step.FIND, Step.PUBLISH),
    ),
    WebPage(
        "register",
        _get("/publish", "overview", _READ),
        _get("/publish/files", "files", _READ),
        _get("/register/<path:file>", "show", _READ),
        title="Publish",
        start="register.overview",
    ),
    WebPage(
        "library",
        _get("/library", "overview", _READ),
        _get("/library/models/<model>", "of_model", _READ),
        _get("/library/models/<model>/<clause>", "of_clause", _READ),
        _get("/library/sets/<set_>", "of_set", _READ),
        title="Library",
        start="library.overview",
    ),
    WebPage(
        "jobs",
        _post("/jobs/documents", "documents", _READ),
        _get("/jobs", "all_jobs", _READ),
        _get("/jobs/<id_>", "show", _READ),
        _get("/jobs/<id_>/progress", "progress", _READ),
        _post("/jobs/<id_>/stop", "stop", _READ),
        _get("/jobs/<id_>/files", "files", _READ),
    ),
    WebPage(
        "conflict",
        _get("/conflict/<path:name>", "both", _DRAFT),
        _post("/conflict/<path:name>", "settle", _DRAFT),
    ),
    WebPage(
        "history",
        _get("/history/<path:name>", "states", _READ),
        _get("/history/<path:name>/state/<id_>", "state", _READ),
        _post("/history/<path:name>/state/<id_>", "go_back", _DRAFT),
        _post("/history/<path:name>/undo", "undo", _DRAFT),
        of_config="history.states",
        steps=(Step.COMPARE,),
    ),
)
"""Every page, in the order of the navigation and of the links from an agreement."""
