"""Copies as they come back signed: by a certificate, or by a name typed on the line."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from docx import Document

from mou_builder.pdf.signing import SignRequest, open_certificate, sign_pdf
from tests.support.signing.certificates import PASSPHRASE, identity


def signed_pdf(data: bytes, field: str, name: str) -> bytes:
    """A PDF whose field is signed with a certificate that its owner made."""
    signer = open_certificate(identity(name).p12, PASSPHRASE.encode(), "test.p12")
    return sign_pdf(data, "a.pdf", signer, SignRequest(field, datetime.now(UTC)))


def typed_on_the_line(data: bytes, words: str) -> bytes:
    """A Word file with words typed on the first line for a signature."""
    document = Document(io.BytesIO(data))
    line = next(each for each in document.paragraphs if each.text.startswith("Signature:"))
    line.add_run(words)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
