"""Typst: the data of a document in, a tagged PDF out.

Values reach Typst as files of data that its constant library reads; nothing of a document stands in
its source. It reads no other file but that library, and no package from anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from mou_builder.diagnostic import refusal
from mou_builder.pdf.setting.fonts import STANDARDS, Fonts
from mou_builder.pdf.setting.style_data import Data, as_json
from mou_builder.pdf.values import Job

FOLDER = str(Path(__file__).parent / "typst")
"""The folder of what Typst is given to read."""
_MAIN = b"""
#import "pages.typ": set-all
#set-all()
"""
_NO_GLYPH = "could not be displayed with any font"
_PICTURE_FAULTS = {
    "decode image": "is damaged",
    "parse SVG": "cannot be read",
    "load linked image": "shows another picture, which is not in it",
    "CMYK": "is in the colors of print (CMYK)",
}
"""What typst says of a picture that it cannot show, and what that means."""
_PANIC = "PanicException"
"""What a fault of typst itself is raised as; it is no Exception."""
_NOWHERE = "/nowhere"


@dataclass
class Typesetter:
    """One compiler for any number of documents: it remembers what is alike in them.

    It works for one thread at a time, as others would find typst's own compiler in use.
    """

    fonts: Fonts
    _compiler: Any = None
    _lock: Lock = field(default_factory=Lock)

    def set(self, data: Data, styles: str, pictures: Mapping[str, bytes], job: Job) -> bytes:
        """Set a document. Raises `Refused`: MOU502 Typst failed, MOU504 a character has no font."""
        moment = job.made or datetime(1970, 1, 1, tzinfo=UTC)
        sources = {
            "main": _MAIN,
            "styles": _unread(styles),
            "pictures": _pictures(tuple(pictures.items())),
            "data": _unread(as_json(data)),
        }
        with self._lock:
            try:
                self._compiler = self._compiler or self._new_compiler()
                pdf = self._compiler.compile(
                    input=sources,
                    format="pdf",
                    pdf_standards=STANDARDS,
                    timestamp=int(moment.timestamp()),
                )
            except typst.TypstError as error:
                raise _failed(error, job.file) from error
            except BaseException as error:
                if type(error).__name__ != _PANIC:
                    raise
                self._compiler = None  # one that has failed so is not used again
                raise _failed(error, job.file) from error
        assert isinstance(pdf, bytes)
        return pdf

    def _new_compiler(self) -> Any:
        """A compiler; what typst says of its types knows nothing of several files as input."""
        return typst.Compiler(
            root=FOLDER,  # a file there is parsed once, those given in memory each time
            font_paths=self.fonts.book,
            ignore_system_fonts=True,
            package_path=_NOWHERE,
            package_cache_path=_NOWHERE,
        )


@lru_cache(maxsize=8)
def _pictures(pictures: tuple[tuple[str, bytes], ...]) -> bytes:
    """Pictures as numbers: what is given to typst in memory must be text."""
    return _unread(json.dumps({name: list(data) for name, data in pictures}))


def _unread(data: str) -> bytes:
    """Data, which is one line of JSON, as a comment.

    Typst reads every file given in memory as text of its own, which takes longer than the rest of
    the work if it is anything but a comment.
    """
    return b"//" + data.encode()


def _failed(error: BaseException, file: str) -> Exception:
    message = str(error)
    if _NO_GLYPH in message:
        return refusal(
            "MOU504",
            file,
            f"the PDF cannot be made: {message}",
            "write it in other words, or give a folder with a font that has it (--fonts DIR)",
        )
    for said, meaning in _PICTURE_FAULTS.items():
        if said in message:
            return refusal(
                "MOU502",
                file,
                f"a picture of the template {meaning}, and the PDF cannot show it: {message}",
                "open it with a program for pictures and save it anew as a PNG in RGB; or use "
                "--pdf-engine libreoffice",
            )
    return refusal(
        "MOU502",
        file,
        f"the document could not be laid out as PDF: {message}",
        "try another template, or --pdf-engine libreoffice",
    )
