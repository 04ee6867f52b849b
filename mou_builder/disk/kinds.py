"""What a file is that was taken for a text of ours, and which command reads it."""

from __future__ import annotations

import re
from pathlib import Path

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.disk.files import read_beginning, too_large
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import MAX_BYTES

_PICTURE = ("a picture", "name a text, as an editor writes it")
_BY_FIRST_BYTES = {
    b"%PDF": ("a PDF", "mou verify says who signed it, and whether its words are the agreement's"),
    b"\xd0\xcf\x11\xe0": (
        "a file of Word or Excel as they were until 2003, or one with a password",
        "save it as .docx for mou review and mou diff, or as .xlsx for mou import",
    ),
    b"{\\rt": ("an RTF file", "save it as .docx; mou review and mou diff read that"),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"PK\x03\x04": ("a ZIP archive", "unpack it, and check what is in it"),
}
_BY_FOLDER = {
    b"word": ("a Word document", "mou review reads a copy that came back, mou diff compares it"),
    b"xl": ("an Excel workbook", "mou import makes configs from its rows"),
}
_FOLDER = pattern(rb"PK\x03\x04.{26}(word|xl)/", re.DOTALL)
"""The name of a file in a ZIP archive, whose content follows."""


def read_text(path: Path, wanted: str = "a config") -> bytes:
    """Return what stands in a file of YAML.

    Raises `Refused` where it cannot be read, is plainly not ``wanted``, or is too large for it.
    """
    data = read_beginning(path, MAX_BYTES + 1)
    refuse_other_kinds(data, str(path), wanted)
    if len(data) > MAX_BYTES:
        raise too_large(path, MAX_BYTES)
    return data


def refuse_other_kinds(data: bytes, name: str, wanted: str = "a config") -> None:
    """Raise `Refused` (MOU002) for a file that is plainly not ``wanted``, and say what reads it.

    ``data`` is its beginning.
    """
    for start, (what, hint) in _BY_FIRST_BYTES.items():
        if data.startswith(start):
            if start == b"PK\x03\x04" and (folder := _FOLDER.search(data)):
                what, hint = _BY_FOLDER[folder[1]]
            message = f"this is {what}, not {wanted}"
            raise Refused((Diagnostic("MOU002", Severity.ERROR, message, Place(name), hint),))
