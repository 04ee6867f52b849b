"""Messages about a PDF that cannot be read, worded for the person who gave it."""

from __future__ import annotations

from mou_builder.diagnostic import Refused, refusal
from mou_builder.file_kinds import PDF, it_is, kind_of, name_instead


def too_large_pdf(file: str, message: str) -> Refused:
    """Return what to raise (MOU912) for a PDF with more in it than any agreement has."""
    return refusal("MOU912", file, message, "check that it is the file that you meant")


def unreadable_pdf(data: bytes, file: str, what: str = "this PDF", done: str = "read") -> Refused:
    """Return what to raise (MOU911) for a file that no reader of PDFs makes sense of.

    ``what`` cannot be ``done``, if the file is a PDF at all. What the readers say of it is left
    out: it is about their insides, and another one on each run.
    """
    if (kind := kind_of(data)) is not PDF:
        message = f"this is not a PDF{it_is(kind)}"
        return refusal("MOU911", file, message, name_instead("name the PDF that is meant", kind))
    if b"/Encrypt" in data:
        message = f"{what} is encrypted, and cannot be {done}"
        return refusal("MOU911", file, message, "ask for it without a password or restrictions")
    message = f"{what} is damaged, and cannot be {done}"
    return refusal("MOU911", file, message, "ask for it again; it may not have arrived whole")
