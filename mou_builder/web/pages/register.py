"""The register for the public, as it would look: made anew from the records, and not written."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import PurePosixPath
from threading import Lock

from flask import Response, abort, current_app, g, request, url_for

from mou_builder.actions.publish import KnownAgreement, PublishOptions, Site, publish
from mou_builder.disk.opening import source_date
from mou_builder.patterns import pattern
from mou_builder.web.responses import download
from mou_builder.web.safety.guard import POLICY
from mou_builder.web.workbench import Workbench, current_workbench

TITLE = "School Resource Officer agreements"
_STYLE = pattern(r"<style>(.*?)</style>", re.DOTALL)
_BODY = pattern(r'<body[^>]*>(\s*<a class="skip".*?</a>)?', re.DOTALL)
_SHOWN = {".html": "text/html", ".json": "application/json", ".xml": "application/xml"}


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
        f'<nav aria-label="Workbench"><a href="{url_for("record.choose")}">Back to the workbench'
        "</a>. This line is not in the register; the rest is what the public would see.</nav>"
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
            looks, made = bench.letterhead, source_date()
            options = PublishOptions(
                looks.template, bench.today, TITLE, request.host_url, made, looks.fonts
            )
            kept.site, kept.key = publish(known, options), key
        return kept.site


def _known_agreements(bench: Workbench) -> tuple[list[KnownAgreement], tuple[object, ...]]:
    """Return the configs that can be read, and what they were read from."""
    found = [KnownAgreement(each, bench.standing(name, each)) for name, each in bench.all_checked()]
    texts = tuple(sorted(pair for each in found for pair in each.checked.source.texts().items()))
    return found, (bench.today, texts)
