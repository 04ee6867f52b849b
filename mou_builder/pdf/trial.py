"""A template on trial: what becomes known only when a PDF is made in it.

A damaged picture, a character that no font has, a font that is replaced: Typst itself is asked, so
that what passes here renders.
"""

from __future__ import annotations

from pathlib import Path

from mou_builder.agreement.document import (
    Agreement,
    Kind,
    Paragraph,
    Provision,
    Section,
    SignatureBlock,
    Span,
    drafted_line,
)
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.library.provenance import Provenance
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.values import Job, Sheet
from mou_builder.word.template.compiling import check_template, compile_template
from mou_builder.word.template.values import tag_values


def judged(template: bytes, file: str, fonts: tuple[Path, ...] = ()) -> tuple[Diagnostic, ...]:
    """What there is to say of a Word template: by itself, and where it is sound, of a PDF in it.

    Raises `Refused` as `tried` does.
    """
    found = check_template(template, file)
    if any(each.severity is Severity.ERROR for each in found):
        return found
    return (*found, *tried(template, file, fonts))


def tried(template: bytes, file: str, fonts: tuple[Path, ...] = ()) -> tuple[Diagnostic, ...]:
    """What there is to say of a PDF in a template that is known to be sound.

    ``file`` is the name by which the diagnostics call it. Errors: MOU502 it cannot be laid out,
    MOU504 a character has no font. Warnings: MOU505 a font is replaced. Raises `Refused` (MOU508)
    for a folder without a font.
    """
    writer = pdf_writer(fonts)
    look = compile_template(template, file).look_of(tag_values(_AGREEMENT, redline=False))
    try:
        return writer.write(
            Sheet(_AGREEMENT, look, "Trial"), Job("Trial", "en-US", file=file)
        ).diagnostics
    except Refused as refused:
        return refused.diagnostics


def _numbered(kind: Kind, number: str) -> Paragraph:
    return Paragraph(kind, (Span("A clause."),), number=number)


_AGREEMENT = Agreement(
    model="",
    version="",
    digest="",
    language="en-US",
    header=drafted_line(Kind.HEADER, "Header"),
    title=drafted_line(Kind.TITLE, "Title"),
    subtitle=drafted_line(Kind.SUBTITLE, "Subtitle"),
    recitals=(("recital", drafted_line(Kind.RECITAL, "A recital.")),),
    agreement_line=drafted_line(Kind.AGREEMENT_LINE, "The signatories agree:"),
    sections=(
        Section(
            "section",
            drafted_line(Kind.HEADING, "Heading"),
            (
                Provision(
                    "clause",
                    1,
                    "Clause",
                    "",
                    Provenance.DRAFTED,
                    (_numbered(Kind.CLAUSE, "1."), _numbered(Kind.SUBCLAUSE, "a.")),
                ),
            ),
        ),
    ),
    closing=drafted_line(Kind.CLOSING, "Signed."),
    signatures=(
        SignatureBlock(
            "party",
            "Signature",
            (
                drafted_line(Kind.SIGNING_PARTY, "Party"),
                Paragraph(Kind.SIGNATURE, (), label="Signature:"),
                Paragraph(Kind.PARTICULAR, (), label="Date:"),
            ),
        ),
    ),
)
