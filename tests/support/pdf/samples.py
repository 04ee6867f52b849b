"""PDFs for the tests, set from agreements, and what other programs read in them."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import page
import pikepdf
from PIL import Image

from mou_builder.actions.render import sheet_of
from mou_builder.agreement.document import Agreement, Kind, Paragraph, Provision, Section, Span
from mou_builder.library.provenance import Provenance
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.values import Attachment, Job, Rendered, Sheet
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import small_agreement

TITLE = "Agreement <of> Maple Grove & “Friends”"
CONFIG = Attachment("maple-grove.yaml", "model: wisconsin-sro\nname: Müller\n".encode())
PROFILES = ("ua1", "3b")


def sheet(agreement: Agreement, template: bytes = TEMPLATE) -> Sheet:
    return sheet_of(agreement, template, TITLE)


def written(
    agreement: Agreement,
    attachment: Attachment | None = None,
    *,
    template: bytes = TEMPLATE,
    language: str = "en-US",
) -> Rendered:
    job = Job(TITLE, language, attachment)
    return pdf_writer().write(sheet(agreement, template), job)


def scan() -> bytes:
    """A PDF of one page that is a picture, as a scanner makes it."""
    made = io.BytesIO()
    Image.new("L", (85, 110), 255).save(made, "PDF")
    return made.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def failures(data: bytes) -> list[str]:
    """What the checker has against a PDF, as PDF/UA-1 and as PDF/A-3b."""
    return [
        each.message
        for profile in PROFILES
        for each in page.validate_pdf_bytes(data, profile=profile).failures
    ]


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The structure elements directly below one."""
    below = element.get("/K", [])
    several = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [each for each in several if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """Every structure element with its depth, in reading order, found by a walk of our own."""

    def visit(element: pikepdf.Object, depth: int) -> Iterator[tuple[int, pikepdf.Object]]:
        yield depth, element
        for each in kids(element):
            yield from visit(each, depth + 1)

    for top in kids(pdf.Root.StructTreeRoot):
        yield from visit(top, 0)


def outline(pdf: pikepdf.Pdf) -> list[str]:
    """The structure tree, an element a line."""
    return ["  " * depth + str(each.S)[1:] for depth, each in elements(pdf)]


def words_in(data: bytes, order: str = "-layout") -> str:
    """The words of a PDF as poppler reads them, line by line."""
    command = ["pdftotext", order, "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def clause(number: int, text: str, *more: Paragraph) -> Provision:
    first = Paragraph(Kind.CLAUSE, (Span(text),), number=f"{number}.")
    return Provision(f"c-{number}", number, "", "", Provenance.MODEL, (first, *more))


def with_clauses(*provisions: Provision) -> Agreement:
    """The small agreement with one section of these clauses."""
    agreement = small_agreement()
    heading = Paragraph(Kind.HEADING, (Span("Clauses"),))
    return replace(agreement, sections=(Section("clauses", heading, provisions),))


def in_font(name: str, fonts: tuple[Path, ...] = (), words: str | None = None) -> Rendered:
    """A small agreement, or one of these words, in a template of that font."""
    agreement = with_clauses(clause(1, words)) if words else small_agreement()
    document = docx.Document(io.BytesIO(TEMPLATE))
    for style in document.styles:
        if getattr(style, "font", None) is not None:
            style.font.name = name
    template = io.BytesIO()
    document.save(template)
    made = sheet(agreement, template.getvalue())
    return pdf_writer(fonts).write(made, Job(TITLE, "en-US", file="a.pdf"))
