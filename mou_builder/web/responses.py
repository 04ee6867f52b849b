"""Answers that are no page: another address to go to, or a file to download."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".yaml": "application/yaml",
    ".ics": "text/calendar",
    ".csv": "text/csv",
}


def go_to(view: str, **values: Any) -> AnyResponse:
    """Send the browser on to the address of a view (303)."""
    return redirect(url_for(view, **values), 303)


def download(data: bytes, name: str) -> Response:
    """Return a file as a download, named for people and never shown as a page (RFC 6266)."""
    kind = _TYPES.get(PurePath(name).suffix, "application/octet-stream")
    plain = "".join(each if each.isascii() and each.isprintable() else "_" for each in name)
    plain = plain.replace('"', "_").replace("\\", "_")
    response = Response(data, mimetype=kind)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response
