"""The papers of an agreement, as a browser downloads them."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import Response, abort

from mou_builder.actions.render import Format, render
from mou_builder.agreement.wording import capitalized
from mou_builder.check.checking import Checked
from mou_builder.web.archive import archive_of
from mou_builder.web.responses import download
from mou_builder.web.safety.guard import add_notice
from mou_builder.web.workbench import Workbench

_PAPERS = (Format.DOCX, Format.PDF)


def papers_of(bench: Workbench, checked: Checked, wanted: str, *, draft: bool) -> Response:
    """Return a paper of an agreement as a download, or ``both`` as one archive.

    Raises `Refused` as `render` does; answers 404 for a paper that there is not.
    """
    formats = tuple(each for each in _PAPERS if wanted in (each.value, "both"))
    if not formats:
        abort(404)
    made = render(checked, bench.letterhead.options(formats, draft=draft))
    for each in made.diagnostics:
        add_notice(f"{capitalized(each.message)}.", "warn")
    (file, data), *others = made.files.items()
    if not others:
        return download(data, file)
    return download(archive_of(made.files), f"{PurePosixPath(file).stem}.zip")
