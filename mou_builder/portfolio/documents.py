"""Word files and PDFs of ours that lie among the configs: the config inside, and signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from mou_builder.diagnostic import Refused
from mou_builder.pdf.inspection import inspect_pdf
from mou_builder.word.package.opening import open_package
from mou_builder.word.reading.source import read_source

ENDINGS = (".docx", ".pdf")
_SAYS_SIGNED = re.compile(r"(?<![a-z])(?:signed|executed)(?![a-z])", re.IGNORECASE)
_NOT_SIGNED = re.compile(r"(?<![a-z])(?:un-?|not[ _-])(?:signed|executed)", re.IGNORECASE)


@dataclass(frozen=True)
class Carried:
    """The config that a document carries, and whether the document is signed.

    A PDF is signed if one of its signature fields is; a document whose name says so (“signed”,
    “executed”) counts as signed, too, because most are signed on paper and scanned.
    """

    config_name: str
    config: bytes
    signed: bool


def carried(data: bytes, file: str) -> Carried | None:
    """Return what a document carries; None if it is not one of ours."""
    name = PurePath(file).name
    by_name = bool(_SAYS_SIGNED.search(name)) and not _NOT_SIGNED.search(name)
    if name.lower().endswith(".pdf"):
        return _in_pdf(data, by_name)
    try:
        source = read_source(open_package(data, file))
    except Refused:
        return None
    if source is None or not source.config:
        return None
    return Carried(source.config_name, source.config, by_name)


def _in_pdf(data: bytes, by_name: bool) -> Carried | None:
    inspected = inspect_pdf(data)
    if inspected is None:
        return None
    for name, content in inspected.attachments.items():
        if name.endswith((".yaml", ".yml")):
            return Carried(name, content, by_name or inspected.signed_fields > 0)
    return None
