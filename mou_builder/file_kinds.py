"""What a file is, by its bytes and not by its name, and which command reads it.

Where only names are there, as in the listing of a folder, `ends_in` tells them apart.
"""

from __future__ import annotations

import codecs
import re

from mou_builder.diagnostic import Refused, refusal
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

CONFIG = "a config"
PROPOSAL = "a proposal"
MAP = "a map of columns"
PEM = "a certificate or key as text (PEM)"
CONFIG_ENDINGS = (".yaml", ".yml")
PDF_ENDINGS = (".pdf",)


def ends_in(name: str, endings: tuple[str, ...]) -> bool:
    """Tell whether the name of a file has one of ``endings``, in capitals or not.

    A scanner writes SIGNED.PDF, and Windows does not tell it from signed.pdf.
    """
    return name.casefold().endswith(endings)


@dataclass(frozen=True)
class FileKind:
    """A kind of file: what it is called, what reads it, and where in the workbench it belongs.

    ``is_text`` tells whether an editor of texts shows it, and so whether it may be one of ours.
    """

    name: str
    hint: str
    on_page: str = ""
    is_text: bool = False


_EMPTY = FileKind("empty", "ask for it again, or save it again: it may not be whole")
WORD = FileKind(
    "a Word document",
    "mou review reads a copy that came back, mou diff compares it",
    "what came back as a Word file is read on the page Negotiate",
)
PDF = FileKind(
    "a PDF",
    "mou verify says who signed it, and whether its words are the agreement's",
    "in a PDF no changes can be read; one that is signed is kept on the page Record",
)
_OLD_OFFICE = FileKind(
    "a file of Word or Excel as they were until 2003, or one with a password",
    "save it as .docx for mou review and mou diff, or as .xlsx for mou import",
    "open it in Word, and save it as a Word document (.docx) without a password",
)
_RTF = FileKind(
    "an RTF file",
    "save it as .docx; mou review and mou diff read that",
    "open it in Word, and save it as a Word document (.docx)",
)
_PICTURE = FileKind(
    "a picture",
    "no command reads pictures; a signed paper is scanned as a PDF",
    "a paper that was scanned is kept as a PDF on the page Record",
)
_TABLE = FileKind("an Excel workbook", "mou import makes configs from its rows")
_SLIDES = FileKind("a PowerPoint presentation", "no command reads it")
_OPEN_DOCUMENT = FileKind("an OpenDocument file", "save it as .docx, or a table as .xlsx")
_ARCHIVE = FileKind("a ZIP archive", "unpack it, and check what is in it")
_IN_ARCHIVE = b"PK\x03\x04"
_PART = pattern(rb"PK\x03\x04.{26}(word/|xl/|ppt/|content\.xml)", re.DOTALL)
"""The name of a file in a ZIP archive, whose content follows."""
_KIND_OF_PART = {
    b"word/": WORD,
    b"xl/": _TABLE,
    b"ppt/": _SLIDES,
    b"content.xml": _OPEN_DOCUMENT,
}
_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": _OLD_OFFICE,
    b"{\\rt": _RTF,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
}
_PDF_BEGINS_WITHIN = 1024
"""Bytes in which a file must say that it is a PDF (ISO 32000-1, appendix H.3)."""

_OURS = {
    CONFIG: FileKind(
        CONFIG, "mou check reads it", "a config is listed on the page Agreements", is_text=True
    ),
    PROPOSAL: FileKind(PROPOSAL, "mou amend CONFIG PROPOSAL carries it out", is_text=True),
    MAP: FileKind(MAP, "mou import TABLE --map MAP.yaml uses it", is_text=True),
    PEM: FileKind(PEM, "mou verify --trust takes such a file", is_text=True),
}
_KEYS = pattern(rb"^([\"']?)(model|extends|parties|changes|columns)\1[ \t]*:(?=\s)", re.MULTILINE)
_PEM = pattern(rb"^-----BEGIN [A-Z0-9 ]+-----", re.MULTILINE)
_KIND_OF_KEY = {b"changes": PROPOSAL, b"columns": MAP}


def kind_of(data: bytes) -> FileKind | None:
    """Return what a file plainly is; None for a text of no known kind, and for what is unknown.

    Its first megabyte is enough.
    """
    if not data:
        return _EMPTY
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    if data.startswith(_IN_ARCHIVE):
        return _kind_of_archive(data)
    if b"%PDF-" in data[:_PDF_BEGINS_WITHIN]:
        return PDF
    text = plain_lines(data)
    return None if b"\0" in text else _kind_of_text(text)


def plain_lines(data: bytes) -> bytes:
    """Return a text in UTF-8 with plain ends of lines, as whoever looks for its keys needs it.

    Editors of Windows put a mark before the first key, or write UTF-16: such a file is a config,
    too, also where it has to be saved anew before it can be read.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            data = data.decode(encoding, "replace").encode()
    return data.replace(b"\r", b"\n")


_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def _kind_of_text(data: bytes) -> FileKind | None:
    """Tell our own texts apart by their keys; None where they are of two kinds, or of none."""
    if _PEM.search(data):
        return _OURS[PEM]
    kinds = {_KIND_OF_KEY.get(key, CONFIG) for _, key in _KEYS.findall(data)}
    return _OURS[kinds.pop()] if len(kinds) == 1 else None


def _kind_of_archive(data: bytes) -> FileKind:
    found = _PART.search(data)
    return _KIND_OF_PART[found[1]] if found else _ARCHIVE


def it_is(kind: FileKind | None) -> str:
    """Return the end of “this is not …”: what the file is instead; "" if that is unknown."""
    return f": it is {kind.name}" if kind else ""


def this_is(kind: FileKind | None) -> str:
    """Return the end of “… is wanted”: what was given instead; "" if that is unknown."""
    return f"; this is {kind.name}" if kind else ""


def name_instead(wanted: str, kind: FileKind | None) -> str:
    """Return the hint to name ``wanted``, and what reads the file that was named."""
    return f"{wanted}; {kind.hint}" if kind else wanted


def refuse_other_kinds(data: bytes, name: str, wanted: str = CONFIG) -> None:
    """Raise `Refused` for a text that is plainly not ``wanted``, and say what reads it.

    MOU002 for a file of another kind; MOU003 for an empty one.
    """
    if (kind := kind_of(data)) is None or kind.name == wanted:
        return
    if kind is _EMPTY:
        raise _empty(name, wanted)
    raise refusal("MOU002", name, f"this is {kind.name}, not {wanted}", kind.hint)


_BEGIN_WITH = {
    CONFIG: "start from an example: mou init",
    PROPOSAL: "for one to start from: mou amend CONFIG --new",
    MAP: "for an example: mou import --help",
}


def _empty(name: str, wanted: str) -> Refused:
    return refusal("MOU003", name, "the file is empty", _BEGIN_WITH[wanted])
