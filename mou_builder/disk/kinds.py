"""What a file is that was taken for a text of ours, and which command reads it."""

from __future__ import annotations

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity

_WORD = ("a Word document", "mou review reads a copy that came back, mou diff compares it")
_PICTURE = ("a picture", "name a text, as an editor writes it")
_TABLE = ("an Excel workbook", "mou import makes configs from its rows")
_BY_FIRST_BYTES = {
    b"%PDF": ("a PDF", "mou verify says who signed it, and whether its words are the agreement's"),
    b"\xd0\xcf\x11\xe0": (
        "a file of Word or Excel as they were until 2003, or one with a password",
        "save it as .docx for mou review and mou diff, or as .xlsx for mou import",
    ),
    b"{\\rt": ("an RTF file", "save it as .docx; mou review and mou diff read that"),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff\xe0": _PICTURE,
}


def refuse_other_kinds(data: bytes, name: str, wanted: str = "a config") -> None:
    """Raise `Refused` (MOU002) for a file that is plainly not ``wanted``, and say what reads it."""
    found = _BY_FIRST_BYTES.get(data[:4]) or (_kind_of_archive(data) if data[:2] == b"PK" else None)
    if found:
        what, hint = found
        message = f"this is {what}, not {wanted}"
        raise Refused((Diagnostic("MOU002", Severity.ERROR, message, Place(name), hint),))


def _kind_of_archive(data: bytes) -> tuple[str, str]:
    import io  # start-up time is felt
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            folders = {each.partition("/")[0] for each in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        folders = set()
    if "word" in folders:
        return _WORD
    return _TABLE if "xl" in folders else ("a ZIP archive", "unpack it, and check what is in it")
