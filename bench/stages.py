"""What each stage costs, from the text of a config to the bytes of a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from bench import subjects
from bench.timing import Row, medians
from mou_builder.actions.render import document_title, pdf_of, sheet_of
from mou_builder.agreement.assemble import assemble
from mou_builder.check.checking import check, ready
from mou_builder.pdf.values import Job
from mou_builder.report.agreement_html import agreement_html
from mou_builder.report.agreement_text import agreement_text
from mou_builder.word.writing.document import render_docx


def measure() -> Iterator[Row]:
    """Milliseconds of each stage for the longest example."""
    subject = subjects.example()
    source = subject.source()
    checked = ready(check(source, subject.library, subjects.DAY))
    config, model = checked.config, checked.model
    agreement = assemble(config, model, draft=False)
    template, carried = subjects.template().read_bytes(), subject.docx_source()
    title = document_title(agreement)
    job = Job(title, agreement.language)
    stages = {
        "read the config": subject.source,
        "check it": lambda: check(source, subject.library, subjects.DAY),
        "assemble the agreement": lambda: assemble(config, model, draft=False),
        "DOCX": lambda: render_docx(agreement, template, carried),
        "PDF": lambda: pdf_of(sheet_of(agreement, template, title), job),
        "HTML": lambda: agreement_html(agreement),
        "text": lambda: agreement_text(agreement),
    }
    for what, seconds in zip(stages, medians(*stages.values(), rounds=15), strict=True):
        yield Row(what, 1000 * seconds, "ms")
