"""From a checked config to the bytes of each format that was asked for.

Between the core and the command line: no files, no clock; the template and the time come in as
values. Both the DOCX and the PDF are made from the agreement, in the looks of the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mou_builder import __version__
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement
from mou_builder.check.checking import Checked, Ready, ready
from mou_builder.check.codes import CHANGED_WORDS
from mou_builder.config.extending import standalone
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.frozen import dataclass, replace
from mou_builder.library.reviews import review_text
from mou_builder.yamltext.source import legible

if TYPE_CHECKING:
    from mou_builder.pdf.values import Job, Rendered, Sheet
    from mou_builder.word.writing.source_part import DocxSource

_Made = tuple[bytes, tuple[Diagnostic, ...]]

PROGRAM = f"mou-builder {__version__}"


@dataclass(frozen=True)
class RenderOptions:
    """What is asked for: formats, whether open points may remain, and what the files are made with.

    ``conformed`` is the day of which the conformed copy is wanted instead of the agreement to sign;
    ``template`` is a Word template that diagnostics call ``template_name``; ``made`` a date for the
    files' metadata, none by default; ``fonts`` are folders of fonts that the PDF may use;
    ``carries_config`` tells whether a PDF has the config inside.
    """

    formats: tuple[Format, ...]
    template: bytes
    draft: bool = False
    conformed: date | None = None
    pdf_engine: str = "typst"
    made: datetime | None = None
    template_name: str = "template"
    fonts: tuple[Path, ...] = ()
    carries_config: bool = True

    @property
    def suffix(self) -> str:
        """What the name of an output has behind that of its config."""
        return "-draft" if self.draft else "-conformed" if self.conformed else ""


@dataclass(frozen=True)
class Output:
    """The finished files of one config, by name, and what there is to say about them."""

    files: dict[str, bytes]
    agreement: Agreement
    diagnostics: tuple[Diagnostic, ...] = ()


def agreement_of(checked: Checked, *, draft: bool) -> Agreement:
    """Return the agreement of a config; raise `Refused` with what keeps it from being made."""
    against = checked.obstacles if draft else checked.errors
    if against or not isinstance(checked, Ready):
        raise Refused(against or checked.diagnostics)
    return assemble(checked.config, checked.model, draft=draft)


def words_of(checked: Checked, *, draft: bool = False) -> Agreement:
    """Return the agreement of a config as it reads now, for a copy to be compared with.

    What `agreement_of` returns, and also where the words are no longer those on record. Raises
    `Refused` with what else keeps it from being made.
    """
    others = tuple(each for each in checked.diagnostics if each.code != CHANGED_WORDS)
    return agreement_of(replace(checked, diagnostics=others), draft=draft)


def render(checked: Checked, options: RenderOptions) -> Output:
    """Render one config in every format that is asked for."""
    agreement = _agreement_wanted(checked, options)
    stem = PurePath(checked.source.file).stem + options.suffix
    files: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    if not {Format.DOCX, Format.PDF}.isdisjoint(options.formats):
        diagnostics += unmarked_pages(agreement, options.template, options.template_name)
    for form in options.formats:
        name = stem + form.ending
        files[name], said = form.make(agreement, checked, options, name)
        diagnostics += said
    return Output(files, agreement, tuple(diagnostics))


def _agreement_wanted(checked: Checked, options: RenderOptions) -> Agreement:
    agreement = agreement_of(checked, draft=options.draft)
    if options.conformed is None:
        return agreement
    from mou_builder.actions.conform import conformed

    return conformed(checked, agreement, options.conformed)


def document_title(agreement: Agreement) -> str:
    """Return the title that a file carries: what it is, said once, and whose it is."""
    title, header = agreement.title.text, agreement.header.text
    return header if header.startswith(title) else f"{title} – {header}"


def source_of(checked: Checked, agreement: Agreement, before: Checked | None = None) -> DocxSource:
    """Return what a Word document carries, to tell what made it; ``before`` is a redline's old."""
    from mou_builder.word.writing.source_part import DocxSource

    old = (_config_name(before), standalone(before.source).encode()) if before else None
    return DocxSource(
        config_name=_config_name(checked),
        config=standalone(checked.source).encode(),
        program=PROGRAM,
        model=agreement.model,
        version=agreement.version,
        library_digest=agreement.digest,
        before=old,
        reviews=tuple(_reviews_of_texts(checked)),
    )


def _reviews_of_texts(checked: Checked) -> Iterator[str]:
    """Yield which texts of an agreement counsel has reviewed, and which reviews have lapsed."""
    made = ready(checked)
    for name, choice in made.config.choices.items():
        clause = made.model.clauses.get(name)
        if clause and not choice.omitted and choice.own_text is None:
            said = review_text(clause, choice.variant, made.model.reviews)
            if said:
                yield f"{name}{f' / {choice.variant}' if choice.variant else ''}: {said}"


def _config_name(checked: Checked) -> str:
    return legible(PurePath(checked.source.file).name)


def _docx(agreement: Agreement, checked: Checked, options: RenderOptions) -> bytes:
    from mou_builder.word.writing.document import render_docx

    source = source_of(checked, agreement)
    return render_docx(agreement, options.template, source, template_name=options.template_name)


def _pdf(agreement: Agreement, checked: Checked, options: RenderOptions, name: str) -> Rendered:
    from mou_builder.pdf.values import Attachment, Job

    source = Attachment(_config_name(checked), standalone(checked.source).encode())
    attached = source if options.carries_config else None
    job = Job(document_title(agreement), agreement.language, attached, options.made, name)
    if options.pdf_engine == "libreoffice":
        from mou_builder.pdf.libreoffice import LibreOfficeEngine

        return LibreOfficeEngine().write(_docx(agreement, checked, options), job, agreement)
    sheet = sheet_of(agreement, options.template, job.title, options.template_name)
    return pdf_of(sheet, job, options.fonts, options.template_name)


def unmarked_pages(
    agreement: Agreement, template: bytes, template_name: str
) -> tuple[Diagnostic, ...]:
    """Return a warning for each kind of page on which a draft does not say that it is one.

    Raises `Refused` as `render_docx` does for a template that cannot be used.
    """
    from mou_builder.word.template.compiling import compile_template

    return compile_template(template, template_name).unmarked if agreement.draft else ()


def sheet_of(
    agreement: Agreement,
    template: bytes,
    title: str,
    template_name: str = "template",
) -> Sheet:
    """Return an agreement, or a paper of its kind, with its looks, ready to be set as PDF.

    Raises `Refused` as `render_docx` does for a template that cannot be used.
    """
    from mou_builder.pdf.values import Sheet
    from mou_builder.word.template.compiling import compile_template
    from mou_builder.word.template.values import tag_values

    values = tag_values(agreement, redline=agreement.has_changes)
    look = compile_template(template, template_name).look_of(values)
    return Sheet(agreement, look, title)


def pdf_of(
    sheet: Sheet, job: Job, fonts: tuple[Path, ...] = (), template_name: str = "template"
) -> Rendered:
    """Return one document as PDF, with what its template has that a PDF cannot show.

    Raises `Refused` as `PdfWriter.write` does.
    """
    from mou_builder.pdf.document import pdf_writer
    from mou_builder.word.template.looks.unshown import unseen_diagnostics, unshown_diagnostics

    made = pdf_writer(fonts).write(sheet, job)
    unseen = unseen_diagnostics(sheet.look.unseen, template_name)
    unshown = unshown_diagnostics(sheet.look.unshown, template_name)
    return replace(made, diagnostics=(*unseen, *unshown, *made.diagnostics))


def _made_as_docx(
    agreement: Agreement, checked: Checked, options: RenderOptions, _name: str
) -> _Made:
    return _docx(agreement, checked, options), ()


def _made_as_pdf(
    agreement: Agreement, checked: Checked, options: RenderOptions, name: str
) -> _Made:
    made = _pdf(agreement, checked, options, name)
    return made.pdf, made.diagnostics


def _made_as_html(agreement: Agreement, *_: object) -> _Made:
    from mou_builder.report.agreement_html import agreement_html

    return agreement_html(agreement).encode(), ()


def _made_as_text(agreement: Agreement, *_: object) -> _Made:
    from mou_builder.report.agreement_text import agreement_text

    return agreement_text(agreement).encode(), ()


class Format(StrEnum):
    """A format that an agreement is rendered in, how such a file ends, and what makes its bytes."""

    DOCX = "docx", ".docx", _made_as_docx
    PDF = "pdf", ".pdf", _made_as_pdf
    HTML = "html", ".html", _made_as_html
    TEXT = "text", ".txt", _made_as_text

    ending: str
    make: Callable[[Agreement, Checked, RenderOptions, str], _Made]
    """Given the file's name for diagnostics."""

    def __new__(
        cls, name: str, ending: str, make: Callable[[Agreement, Checked, RenderOptions, str], _Made]
    ) -> Format:
        """Return a format that is called by its name."""
        made = str.__new__(cls, name)
        made._value_, made.ending, made.make = name, ending, make
        return made
