"""Publish: the register for the public, made anew from the records; to look at, or to take away."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import PurePosixPath
from threading import Lock
from urllib.parse import urlsplit

from flask import Response, abort, current_app, g, render_template, request, url_for

from mou_builder.actions.publish import KnownAgreement, PublishOptions, Site, publish
from mou_builder.diagnostic import Severity
from mou_builder.disk.opening import source_date
from mou_builder.patterns import pattern
from mou_builder.portfolio.portfolio import portfolio
from mou_builder.web.archive import archive_of
from mou_builder.web.responses import download
from mou_builder.web.safety.guard import POLICY
from mou_builder.web.workbench import Workbench, current_workbench

TITLE = "School Resource Officer agreements"
_STYLE = pattern(r"<style>(.*?)</style>", re.DOTALL)
_BODY = pattern(r'<body[^>]*>(\s*<a class="skip".*?</a>)?', re.DOTALL)
_SHOWN = {".html": "text/html", ".json": "application/json", ".xml": "application/xml"}


def overview() -> str:
    """Tell what the register shows, what it does not show and why; hand it out."""
    bench = current_workbench()
    site = _kept_register(bench)
    agreements = portfolio(bench.standings())
    public = [each for each in agreements if each.is_public]
    return render_template(
        "register/overview.html",
        shown=[each for each in public if each.state.is_in_force],
        waiting=[each for each in public if each.state.is_to_come],
        changed=[each for each in public if each.state.is_changed],
        unsaid=[each for each in agreements if each.state.is_in_force and not each.is_public],
        findings=[each for each in site.diagnostics if each.severity is not Severity.NOTE],
    )


def files() -> Response:
    """Hand the whole register out as one archive, to be put on a web server."""
    bench, url = current_workbench(), request.args.get("url", "").strip()
    if url and urlsplit(url).scheme not in ("http", "https"):
        abort(400, "The address begins with https:// – leave it empty if you do not know it yet.")
    return download(
        archive_of(_made(bench, _known_agreements(bench)[0], url).files), "register.zip"
    )


def show(file: str) -> Response:
    """Show a file of the register."""
    site = _kept_register(current_workbench())
    if file not in site.files:
        abort(404)
    data = site.files[file]
    ending = PurePosixPath(file).suffix
    if ending not in _SHOWN:
        return download(data, PurePosixPath(file).name)
    if ending == ".html":
        text = data.decode("utf-8")
        g.policy = _policy_for(text)
        data = _BODY.sub(lambda found: found[0] + _way_back(), text, count=1).encode()
    return Response(data, mimetype=_SHOWN[ending])


def _way_back() -> str:
    return (
        f'<nav aria-label="Workbench"><a href="{url_for("register.overview")}">'
        "Back to the workbench</a>. This line is not in the register; the rest is what the public "
        "would see.</nav>"
    )


def _policy_for(text: str) -> str:
    """Return a policy that allows the one stylesheet within a page of the register, and no other.

    The pages stand alone, because they are made to be put on another server.
    """
    digests = (hashlib.sha256(each.encode()).digest() for each in _STYLE.findall(text))
    allowed = " ".join(f"'sha256-{b64encode(each).decode('ascii')}'" for each in digests)
    return POLICY.replace("style-src 'self'", f"style-src {allowed}")


class _KeptSite:
    """The last register that was made, until something that it was made from changes."""

    def __init__(self) -> None:
        self.key: tuple[object, ...] = ()
        self.site = Site({}, ())
        self.lock = Lock()


def _kept_register(bench: Workbench) -> Site:
    kept: _KeptSite = current_app.extensions.setdefault("register", _KeptSite())
    with kept.lock:
        known, key = _known_agreements(bench)
        if key != kept.key or not kept.site.files:
            kept.site, kept.key = _made(bench, known, request.host_url), key
        return kept.site


def _made(bench: Workbench, known: list[KnownAgreement], url: str) -> Site:
    looks, made = bench.letterhead, source_date()
    return publish(
        known, PublishOptions(looks.template, bench.today, TITLE, url, made, looks.fonts)
    )


def _known_agreements(bench: Workbench) -> tuple[list[KnownAgreement], tuple[object, ...]]:
    """Return the configs that can be read, and what they were read from."""
    found = [KnownAgreement(each, bench.standing(name, each)) for name, each in bench.all_checked()]
    texts = tuple(sorted(pair for each in found for pair in each.checked.source.texts().items()))
    return found, (bench.today, texts)
