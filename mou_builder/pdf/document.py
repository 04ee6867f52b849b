"""Making PDF: a finished DOCX in, a PDF to sign, file and read out."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime

import pikepdf

from mou_builder.diagnostic import Diagnostic
from mou_builder.pdf.attachment import attach
from mou_builder.pdf.docx_body import DocxBody, read_body
from mou_builder.pdf.engine import Engine, RdocxEngine
from mou_builder.pdf.fields import add_signature_fields, find_spots, require_a_line_for_each
from mou_builder.pdf.fonts import missing_font_warnings
from mou_builder.pdf.marks import PageMarks
from mou_builder.pdf.metadata import set_metadata
from mou_builder.pdf.revisions import tell_revisions
from mou_builder.pdf.rules import Rule, find_rules
from mou_builder.pdf.tags import Tags
from mou_builder.pdf.unprintable import refuse_unprintable
from mou_builder.pdf.values import (
    Attachment,
    Fragment,
    Job,
    Laid,
    Rendered,
    SignatureField,
    warning,
)


def make_pdf(
    docx: bytes,
    fields: Sequence[SignatureField],
    title: str,
    language: str,
    attachment: Attachment | None = None,
    made: datetime | None = None,
    engine: Engine | None = None,
    file: str = "PDF",
) -> Rendered:
    """Lay a DOCX out as an accessible, archivable PDF (PDF/UA-1 and PDF/A-2b) ready to be signed.

    ``fields`` are the signature fields, in the order of the paragraphs with the style id
    ``MOUSignature``; ``language`` is a BCP 47 tag; ``attachment`` is carried along as the source
    and makes it PDF/A-3b; ``made`` is the date to print in the metadata, none by default, so that
    the same input gives the same bytes; ``engine`` is rdocx by default; ``file`` is the name by
    which diagnostics call the result.

    Raises `Refused`: MOU501 no such engine, MOU502 the engine failed, MOU503 fields and signature
    lines do not match, MOU504 characters that no font has, MOU507 an unexpected PDF. Warnings in
    the result: MOU505 a font was replaced, MOU506 the engine cannot place signature fields.
    """
    job = Job(docx, title, language, tuple(fields), attachment, made, file)
    return make_pdfs((job,), engine)[0]


def make_pdfs(jobs: Sequence[Job], engine: Engine | None = None) -> tuple[Rendered, ...]:
    """Make several PDFs, as `make_pdf` does; quicker with an engine that is slow to start."""
    engine = engine or RdocxEngine()
    bodies = [read_body(job.docx) for job in jobs]
    for job, body in zip(jobs, bodies, strict=True):
        require_a_line_for_each(job.fields, body, job.file)
    rendered: dict[int, Rendered] = {}
    for archival in {job.archival for job in jobs}:
        chosen = [at for at, job in enumerate(jobs) if job.archival is archival]
        laid = engine.lay_out([bodies[at].docx for at in chosen], archival)
        for at, each in zip(chosen, laid, strict=True):
            rendered[at] = _finish(jobs[at], bodies[at], each, engine.carried_fonts)
    return tuple(rendered[at] for at in range(len(jobs)))


def make_comparison_copy(
    docx: bytes,
    title: str,
    language: str,
    made: datetime | None = None,
    engine: Engine | None = None,
    file: str = "PDF",
) -> Rendered:
    """Draw the tracked changes of a DOCX in legal style: PDF/UA-1, to read and not to sign.

    Insertions are blue and double-underlined, deletions red and struck, moves green; a screen
    reader is told “inserted”, “deleted”, “moved from here” and “moved to here”.
    """
    engine = engine or RdocxEngine()
    job = Job(docx, title, language, made=made, file=file)
    body = read_body(docx)
    laid = engine.lay_out_marked((body.docx,))[0]
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        if laid.words_are_marked:
            tags, pages = _read(pdf)
            tell_revisions(pages, tags)
            tags.label_lists(_reader(pages))
            _draw_rules(
                pdf, tags, pages, [rule for page in pages for rule in find_rules(page, body)]
            )
            tags.drop_empty_paragraphs()
        set_metadata(pdf, job, archival=None, accessible=laid.words_are_marked)
        return Rendered(_saved(pdf), missing_font_warnings(docx, engine.carried_fonts, file))


def _finish(job: Job, body: DocxBody, laid: Laid, carried: frozenset[str] | None) -> Rendered:
    diagnostics = list(missing_font_warnings(job.docx, carried, job.file))
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        if laid.fragments is not None:
            _finish_pages(pdf, job, body, laid.fragments)
        elif job.fields:
            diagnostics.append(_no_fields(job))
        attach(pdf, job)
        set_metadata(pdf, job, job.archival, accessible=True)
        return Rendered(_saved(pdf), tuple(diagnostics))


def _finish_pages(
    pdf: pikepdf.Pdf, job: Job, body: DocxBody, fragments: Sequence[Fragment]
) -> None:
    tags, pages = _read(pdf)
    refuse_unprintable(pages, body, fragments, job.file)
    rules = [rule for page in pages for rule in find_rules(page, body, fragments)]
    if job.fields:
        spots = find_spots(body, fragments, pages, rules, job.file)
        add_signature_fields(pdf, tags, job.fields, spots)
    tags.label_lists(_reader(pages))
    _draw_rules(pdf, tags, pages, rules)
    tags.drop_empty_paragraphs()


def _draw_rules(
    pdf: pikepdf.Pdf, tags: Tags, pages: Sequence[PageMarks], rules: Sequence[Rule]
) -> None:
    for page in pages:
        drawn = [rule for rule in rules if rule.page == page.number]
        contents = {mark.id: b"" for rule in drawn for mark in rule.marks}
        contents |= {rule.marks[-1].id: rule.drawing for rule in drawn}
        page.rewrite(pdf, contents)
        for rule in drawn:
            for mark in rule.marks:
                tags.forget(mark)


def _read(pdf: pikepdf.Pdf) -> tuple[Tags, list[PageMarks]]:
    tags = Tags(pdf)
    return tags, [
        PageMarks(number, page, tags.count(page)) for number, page in enumerate(pdf.pages)
    ]


def _reader(pages: Sequence[PageMarks]) -> Callable[[int, int], str]:
    marks = {(page.number, mark.id): (page, mark) for page in pages for mark in page.marks}

    def text_of(page: int, mark_id: int) -> str:
        owner, mark = marks[page, mark_id]
        return owner.text(mark)

    return text_of


def _no_fields(job: Job) -> Diagnostic:
    return warning(
        "MOU506",
        job.file,
        "this PDF engine does not tell where the signature lines are: "
        "the PDF has lines to sign on paper but no signature fields",
        "the default engine, rdocx, makes signature fields",
    )


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(
        target,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return target.getvalue()
