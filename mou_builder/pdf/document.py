"""Making PDF: a finished DOCX in, a PDF to sign, file and read out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import pikepdf

from mou_builder.diagnostic import Diagnostic
from mou_builder.pdf.attachment import attach
from mou_builder.pdf.changes import draw_changes, tell_changes
from mou_builder.pdf.docx_body import DocxBody, read_body
from mou_builder.pdf.engine import Engine, RdocxEngine
from mou_builder.pdf.fields import add_signature_fields, find_spots, require_a_line_for_each
from mou_builder.pdf.fonts import missing_font_warnings
from mou_builder.pdf.links import tag_links
from mou_builder.pdf.marks import Edit, Font, PageMarks
from mou_builder.pdf.metadata import set_metadata
from mou_builder.pdf.page_numbers import close_gaps
from mou_builder.pdf.references import with_short_references
from mou_builder.pdf.rules import Rule, find_rules
from mou_builder.pdf.saving import saved
from mou_builder.pdf.tags import Tags
from mou_builder.pdf.unprintable import refuse_unprintable
from mou_builder.pdf.values import (
    Archival,
    Attachment,
    Fragment,
    Job,
    Laid,
    Rendered,
    SignatureField,
    warning,
)
from mou_builder.pdf.whole_tables import broken_tables, on_the_next_page


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


def make_comparison_copy(
    docx: bytes,
    title: str,
    language: str,
    made: datetime | None = None,
    engine: Engine | None = None,
    file: str = "PDF",
) -> Rendered:
    """Draw the tracked changes of a DOCX as lawyers do, to read and not to sign; see `make_pdf`.

    Insertions are blue and double-underlined, deletions red and struck, moves green; a screen
    reader is told “inserted”, “deleted”, “moved from here” and “moved to here”.
    """
    job = Job(docx, title, language, made=made, file=file, shows_changes=True)
    return make_pdfs((job,), engine)[0]


def make_pdfs(jobs: Sequence[Job], engine: Engine | None = None) -> tuple[Rendered, ...]:
    """Make several PDFs, as `make_pdf` does; quicker with an engine that is slow to start."""
    engine = engine or RdocxEngine()
    bodies = [read_body(draw_changes(job.docx) if job.shows_changes else job.docx) for job in jobs]
    for job, body in zip(jobs, bodies, strict=True):
        require_a_line_for_each(job.fields, body, job.file)
    rendered: dict[int, Rendered] = {}
    for archival in {job.archival for job in jobs}:
        chosen = [at for at, job in enumerate(jobs) if job.archival is archival]
        laid = engine.lay_out([bodies[at].docx for at in chosen], archival)
        for at, each in zip(chosen, laid, strict=True):
            each = _with_whole_tables(each, bodies[at], engine, archival)
            warnings = list(
                missing_font_warnings(jobs[at].docx, engine.carried_fonts, jobs[at].file)
            )
            if each.fragments is None and jobs[at].fields:
                warnings.append(_no_fields(jobs[at]))
            pdf = _finished(jobs[at], bodies[at], each.pdf, each.fragments)
            rendered[at] = Rendered(pdf, tuple(warnings))
    return tuple(rendered[at] for at in range(len(jobs)))


def _with_whole_tables(laid: Laid, body: DocxBody, engine: Engine, archival: Archival) -> Laid:
    """The document laid out anew for as long as a small table in it is broken."""
    moved: set[int] = set()
    while laid.fragments is not None:
        broken = set(broken_tables(body, laid.fragments)) - moved
        if not broken:
            break
        moved.add(min(broken))  # the first one: where it goes decides on those after it
        [laid] = engine.lay_out([on_the_next_page(body, sorted(moved)).docx], archival)
    return laid


def _finished(job: Job, body: DocxBody, laid: bytes, fragments: Sequence[Fragment] | None) -> bytes:
    if fragments is not None:
        laid = with_short_references(laid)
    with pikepdf.open(io.BytesIO(laid)) as pdf:
        if fragments is not None:
            _finish_pages(pdf, job, body, fragments)
        attach(pdf, job)
        set_metadata(pdf, job)
        return saved(pdf)


def _finish_pages(
    pdf: pikepdf.Pdf, job: Job, body: DocxBody, fragments: Sequence[Fragment]
) -> None:
    tags = Tags(pdf)
    fonts: dict[tuple[int, int], Font] = {}
    pages = [
        PageMarks(number, page, tags.count(page), fonts) for number, page in enumerate(pdf.pages)
    ]
    refuse_unprintable(pages, body, fragments, job.file)
    tag_links(pdf, pages, tags)
    rules = [rule for page in pages for rule in find_rules(page, body, fragments)]
    if job.fields:
        spots = find_spots(body, fragments, pages, rules, job.file)
        add_signature_fields(pdf, tags, job.fields, spots)
    tags.label_lists(lambda page, mark: pages[page].text(pages[page].mark(mark)))
    bars = tell_changes(pages, tags, fragments) if job.shows_changes else {}
    for page in pages:
        ruled = [rule for rule in rules if rule.page == page.number]
        edits = [*close_gaps(page, fragments), *_drawn(ruled)]
        if bar := bars.get(page.number):
            edits.append(Edit(page.end, page.end, bar))
        page.rewrite(pdf, edits)
        for rule in ruled:
            for mark in rule.marks:
                tags.forget(mark)
    tags.drop_empty_paragraphs()


def _drawn(rules: Sequence[Rule]) -> Iterator[Edit]:
    """The ruled lines of a page instead of their underscores."""
    for rule in rules:
        for mark in rule.marks[:-1]:
            yield Edit(mark.start, mark.end, b"")
        yield Edit(rule.marks[-1].start, rule.marks[-1].end, rule.drawing)


def _no_fields(job: Job) -> Diagnostic:
    return warning(
        "MOU506",
        job.file,
        "this PDF engine does not tell where the signature lines are: "
        "the PDF has lines to sign on paper but no signature fields",
        "the default engine, rdocx, makes signature fields",
    )
