"""From two configs, or documents of ours, to their comparison in every form that is asked for.

Between the core and the command line: no files, no clock; the template, author and date come in as
values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from mou_builder.actions.render import (
    document_title,
    pdf_of,
    sheet_of,
    source_of,
    unmarked_pages,
    words_of,
)
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement, Kind, Span, drafted_line
from mou_builder.agreement.wording import long_date
from mou_builder.check.checking import Checked, Ready, check, ready
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity, as_typed, refusal
from mou_builder.difference.causes import ConfigSources
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Comparison
from mou_builder.difference.config_sources import origin_of
from mou_builder.difference.consequences import with_consequences
from mou_builder.difference.redline import redline
from mou_builder.file_kinds import WORD, it_is, kind_of
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.review.as_returned import AsReturned, as_returned
from mou_builder.review.findings import Review
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source, legible

if TYPE_CHECKING:
    from mou_builder.pdf.values import Sheet

_PACKAGE = b"PK"
_WORD_FILES = (".doc", ".docx", ".docm", ".dotx")
_HINTS = {
    "MOU601": "only documents that were made here can be compared",
    "MOU602": "compare the config that it was made from",
    "MOU603": "give the library that made it (--library DIR), or compare the config",
}


class Form(StrEnum):
    """A form that a comparison is given in."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    """A redline: the new agreement with tracked changes against the old one."""
    PDF = "pdf"
    """A comparison copy: the redline drawn, with a summary in front."""

    @property
    def is_document(self) -> bool:
        """Whether it is a file that cannot be printed."""
        return self in (Form.DOCX, Form.PDF)


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: a config, or a document and the config inside it.

    ``name`` is what the user calls it; ``is_document`` tells which of the two it is, and
    ``is_edited`` whether its words are not those that its config makes.
    """

    name: str
    checked: Ready
    agreement: Agreement
    is_document: bool = False
    is_edited: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Compared:
    """Two sides, and how the one differs from the other."""

    old: Side
    new: Side
    comparison: Comparison

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called."""
        return legible(self.old.name), legible(self.new.name)

    @property
    def titles(self) -> tuple[str, str]:
        """What a board calls the two: whose agreement, and until when."""
        return _title_for_board(self.old), _title_for_board(self.new)

    @property
    def plain(self) -> PlainWords:
        """What puts the comparison into sentences."""
        return PlainWords.of(self.new.checked, self.old.checked)


@dataclass(frozen=True)
class ComparisonOptions:
    """What the forms of a comparison need beside it.

    ``color`` and ``width`` (in columns) are those of a terminal; ``template`` is a Word template
    that diagnostics call ``template_name``;
    ``author`` and ``date`` (ISO 8601) are those of tracked changes; ``made`` is the date in a
    file's metadata, none by default; ``fonts`` are folders of fonts that a PDF may use;
    ``file`` is what diagnostics call the output. With ``causes``, what changed is said by the keys
    and lines of the configs, for those who draft, and not in sentences.
    """

    template: bytes
    author: str
    date: str
    color: bool = False
    width: int = 100
    made: datetime | None = None
    file: str = "PDF"
    fonts: tuple[Path, ...] = ()
    causes: bool = False
    template_name: str = "template"


def _title_for_board(side: Side) -> str:
    until = side.checked.config.until
    end = f", until {long_date(until)}" if isinstance(until, date) else ""
    return f"{side.agreement.header.text}{end}"


def is_word_file(data: bytes, name: str) -> bool:
    """Tell whether a file is to be read as a Word document; else it is a config."""
    return data.startswith(_PACKAGE) or name.lower().endswith(_WORD_FILES)


def refuse_other_files(data: bytes, name: str) -> None:
    """Raise `Refused` (MOU401) for a file that is not to be read as a Word document."""
    hint = "choose the Word file that came back"
    if not data:
        raise refusal("MOU401", name or "no file", "there is nothing in it", hint)
    kind = kind_of(data)
    if not is_word_file(data, name) or (kind and kind.on_page and kind is not WORD):
        more = f"; {kind.on_page}" if kind and kind.on_page else ""
        raise refusal("MOU401", name, f"this is not a Word file{it_is(kind)}", hint + more)


def config_side(source: Source, library: Library) -> Side:
    """Return a config as a side of a comparison, unfinished as it may be.

    What keeps it from being signed is no obstacle, but said. Raises `Refused` with what keeps it
    from being assembled at all.
    """
    found = check(source, library)
    if found.obstacles:
        raise Refused(found.obstacles)
    checked = ready(found)
    agreement = assemble(checked.config, checked.model, draft=bool(checked.open_points))
    return Side(source.file, checked, agreement, diagnostics=tuple(_note_of_faults(checked)))


def _note_of_faults(checked: Checked) -> Iterable[Diagnostic]:
    if not (count := len(checked.faults)):
        return
    file = checked.source.file
    message = (
        f"this config has {count} {'error' if count == 1 else 'errors'} that "
        f"{'keeps' if count == 1 else 'keep'} it from being signed; it is compared as it is"
    )
    yield Diagnostic(
        "MOU651", Severity.WARNING, message, Place(file), f"see: mou check {as_typed(file)}"
    )


def document_side(
    data: bytes, file: str, library: Library, template: bytes, template_name: str = "template"
) -> Side:
    """Return a Word document that was made here as a side of a comparison.

    Its words are those in the document, with tracked changes accepted. A diagnostic refers to `mou
    review` for who changed what, and for what a comparison cannot show. ``template`` is the one
    that the document was made with; diagnostics call it ``template_name``. Raises `Refused` as
    `mou_builder.actions.review.review_copy` does.
    """
    from mou_builder.actions.review import is_instrument, review_copy

    if side := _untouched_side(data, file, library, template):
        return side
    try:
        found = review_copy(data, file, library, template, template_name=template_name)
    except Refused as refused:
        raise Refused(tuple(_without_against(each) for each in refused.diagnostics)) from None
    if is_instrument(found):
        message = "this is the instrument of an amendment, not an agreement"
        hint = "compare the agreements before and after it"
        raise Refused((Diagnostic("MOU601", Severity.ERROR, message, Place(file), hint),))
    returned = as_returned(found.review)
    notes = list(found.diagnostics)
    if why := "; ".join(_what_words_do_not_show(found.review, returned)):
        message = f"it is compared by the words that stand in it, but {why}"
        hint = f"see what was done: mou review {as_typed(file)}"
        notes.append(Diagnostic("MOU650", Severity.WARNING, message, Place(file), hint))
    return Side(
        name=file,
        checked=found.checked,
        agreement=returned.agreement,
        is_document=True,
        is_edited=bool(found.review.changed) or found.review.has_other_library,
        diagnostics=tuple(notes),
    )


def _what_words_do_not_show(review: Review, returned: AsReturned) -> Iterator[str]:
    """Yield what a comparison of words does not show."""
    if any(edit.is_tracked for part in review.parts for edit in part.edits):
        yield "it has tracked changes, which count as accepted"
    if review.is_uncertain:
        yield "it may print otherwise than it was read"
    if review.remarks or any(part.remarks for part in review.parts):
        yield "it has comments"
    if returned.left_out:
        yield f"it has words that are not part of an agreement: {', '.join(returned.left_out)}"


def _untouched_side(data: bytes, file: str, library: Library, template: bytes) -> Side | None:
    """Return a document as a side if it is byte for byte what its config makes; quickly found."""
    from mou_builder.word.package.opening import open_package
    from mou_builder.word.reading.source import read_source
    from mou_builder.word.writing.document import render_docx

    try:
        carried = read_source(open_package(data, file))
        if carried is None:
            return None
        checked = ready(check(yaml_source.parse(carried.config, carried.config_name), library))
        agreement = words_of(checked, draft=bool(checked.open_points))
        made = render_docx(agreement, template, source_of(checked, agreement))
    except Refused:
        return None  # the review says why
    return Side(file, checked, agreement, True) if made == data else None


def _without_against(found: Diagnostic) -> Diagnostic:
    """Return a refusal of a review with a hint that fits a comparison."""
    return replace(found, hint=_HINTS.get(found.code, found.hint))


def compare_sides(old: Side, new: Side) -> Compared:
    """Compare two sides; each cause has its place in both configs."""
    origins = ConfigSources(*(origin_of(each.checked, _document_name(each)) for each in (old, new)))
    comparison = compare(old.agreement, new.agreement, origins)
    corrections = {
        each.id: each.target for side in (old, new) for each in side.checked.model.corrections
    }
    models = [side.checked.model for side in (old, new)]

    def asked(clause: str) -> frozenset[str]:
        return frozenset().union(
            *(model.clauses[clause].asks for model in models if clause in model.clauses)
        )

    return Compared(old, new, with_consequences(comparison, origins, corrections, asked))


def _document_name(side: Side) -> str:
    return side.name if side.is_document else ""


def shown(
    compared: Compared, form: Form, looks: ComparisonOptions
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return a comparison in one form, and what there is to say about that.

    Raises `Refused`, for the document forms, as rendering does.
    """
    comparison, names = compared.comparison, compared.names
    plain = None if looks.causes else compared.plain
    match form:
        case Form.TEXT:
            from mou_builder.report.comparison.as_text import comparison_text

            text = comparison_text(
                comparison, names, color=looks.color, width=looks.width, plain=plain
            )
        case Form.JSON:
            from mou_builder.report.comparison.as_json import comparison_json

            text = comparison_json(comparison, names)
        case Form.HTML:
            from mou_builder.report.comparison.as_html import comparison_html

            text = comparison_html(comparison, compared.titles if plain else names, plain)
        case Form.DOCX:
            return redline_docx(compared, looks), _unmarked_pages(compared, looks)
        case Form.PDF:
            made, said = _comparison_copy(compared, looks)
            return made, (*_unmarked_pages(compared, looks), *said)
    return text.encode(), ()


def _unmarked_pages(compared: Compared, looks: ComparisonOptions) -> tuple[Diagnostic, ...]:
    return unmarked_pages(compared.new.agreement, looks.template, looks.template_name)


def redline_docx(compared: Compared, looks: ComparisonOptions) -> bytes:
    """Return the new agreement as DOCX with tracked changes against the old one.

    It carries the configs of both, unless those make other words.
    """
    from mou_builder.word.writing.document import Revision, render_docx

    old, new = compared.old, compared.new
    is_edited = new.is_edited or old.is_edited
    source = None if is_edited else source_of(new.checked, new.agreement, old.checked)
    marked = redline(old.agreement, new.agreement)
    revision = Revision(looks.author, looks.date)
    return render_docx(marked, looks.template, source, revision, looks.made, looks.template_name)


def _comparison_copy(
    compared: Compared, looks: ComparisonOptions
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    from mou_builder.pdf.values import Job

    sheet = comparison_sheet(compared, looks)
    job = Job(sheet.title, compared.new.agreement.language, None, looks.made, looks.file)
    rendered = pdf_of(sheet, job, looks.fonts, looks.template_name)
    return rendered.pdf, rendered.diagnostics


_IN_PACKET = "Comparison – new words are underlined, old words are struck through"
_APART = " – Comparison – not to be signed"


def comparison_sheet(
    compared: Compared, looks: ComparisonOptions, *, is_in_packet: bool = False
) -> Sheet:
    """Return the redline drawn, with a summary in front, ready to be set as PDF.

    The summary is in sentences for a board, or has the keys of the configs (``looks.causes``). In a
    packet another part has it, and the header of each page says how changes are marked; else it
    says that this is a comparison, because a page without a change looks like one to sign.
    """
    from mou_builder.papers.comparison_preface import preface

    old, new = compared.old.agreement, compared.new.agreement
    template, name, causes = looks.template, looks.template_name, looks.causes
    names = compared.names if causes else compared.titles
    title = f"Comparison: {document_title(new)}"
    if is_in_packet:
        header = drafted_line(Kind.HEADER, _IN_PACKET)
        return sheet_of(replace(redline(old, new), header=header), template, title, name)
    front = preface(compared.comparison, names, None if causes else compared.plain)
    marked = redline(old, new)
    header = replace(marked.header, spans=(*marked.header.spans, Span(_APART)))
    return sheet_of(replace(marked, header=header, preface=front), template, title, name)
