"""What is said of a PDF that cannot be read, in the words of those who gave it."""

from __future__ import annotations

from mou_builder.diagnostic import Refused, refusal

_BEGINNING = 1024
"""Bytes in which a file must say that it is a PDF (ISO 32000-1, appendix H.3)."""


def too_large_pdf(file: str, message: str) -> Refused:
    """Return what to raise (MOU912) for a PDF with more in it than any agreement has."""
    return refusal("MOU912", file, message, "check that it is the file that you meant")


def unreadable_pdf(data: bytes, file: str, what: str = "this PDF", done: str = "read") -> Refused:
    """Return what to raise (MOU911) for a file that no reader of PDFs makes sense of.

    ``what`` cannot be ``done``, if the file is a PDF at all. What the readers say of it is left
    out: it is about their insides, and another one on each run.
    """
    if b"%PDF-" not in data[:_BEGINNING]:
        return refusal("MOU911", file, "this is not a PDF", "name the PDF that is meant")
    if b"/Encrypt" in data:
        message = f"{what} is encrypted, and cannot be {done}"
        return refusal("MOU911", file, message, "ask for it without a password or restrictions")
    message = f"{what} is damaged, and cannot be {done}"
    return refusal("MOU911", file, message, "ask for it again; it may not have arrived whole")
