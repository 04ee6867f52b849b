"""Files handed to a browser: named for people, and never shown as a page of ours."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from flask import Response

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".yaml": "application/yaml",
    ".ics": "text/calendar",
    ".csv": "text/csv",
}


def download(data: bytes, name: str) -> Response:
    """Return a file as a download (RFC 6266)."""
    kind = _TYPES.get(PurePath(name).suffix, "application/octet-stream")
    plain = "".join(each if each.isascii() and each.isprintable() else "_" for each in name)
    plain = plain.replace('"', "_").replace("\\", "_")
    response = Response(data, mimetype=kind)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response
