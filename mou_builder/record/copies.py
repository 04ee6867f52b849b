"""Reading an executed copy and comparing it with the agreement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import PurePath
from types import MappingProxyType

from mou_builder.agreement.document import Agreement
from mou_builder.config.facts import WordsFound
from mou_builder.diagnostic import Refused, refusal
from mou_builder.file_kinds import PDF, WORD, kind_of, this_is
from mou_builder.frozen import dataclass, replace
from mou_builder.patterns import pattern
from mou_builder.pdf_reading.evidence import PdfEvidence, read_evidence
from mou_builder.pdf_reading.pictures import look_alike
from mou_builder.pdf_reading.signatures import FoundSignature
from mou_builder.pdf_reading.words import (
    PdfLine,
    PdfMark,
    PdfPage,
    PdfWords,
    normal,
    running_lines,
)
from mou_builder.record.beside_pages import heard_otherwise, named_otherwise, said_beside
from mou_builder.record.digest import digest_of_file
from mou_builder.record.handwriting import BlankLines, handwriting, labelled_lines, lines_to_write
from mou_builder.record.house_margins import PageMargins, differing_margins, page_margins
from mou_builder.record.house_paper import HousePaper
from mou_builder.record.printed_words import (
    PAGE_END,
    WordsCompared,
    WordsDiffer,
    compare_words,
    printed_parts,
    shortened,
)
from mou_builder.record.reading_order import misplaced_line
from mou_builder.review.folding import plain
from mou_builder.review.returned_copy import Cell, ReturnedCopy
from mou_builder.review.sent_parts import sent_parts
from mou_builder.word.reading.copy import read_copy
from mou_builder.word.reading.fields import NUMBER_OF_PAGES, PAGE_NUMBER
from mou_builder.word.template.compiling import Template

_DAY = pattern(
    r"\W|\d|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
"""What a day may be written with."""
_BELOW, _ABOVE = 4, 10
"""How many points below and above the foot of their line typed words may be."""
_PAGE_NUMBER = pattern(
    r"(?:page|p\.)?\s*[–-]?\s*(\d+)?\s*(?:(?:of|/)\s*(\d+)?)?\s*[–-]?", re.IGNORECASE
)
_NEAR = 1.0
"""Points by which a mark of a template may be off its place."""
_HEADER_BEGINS = 0.75
"""The share of a page's height above which a header begins."""


@dataclass(frozen=True)
class ReadCopy:
    """What was found when a copy was read.

    ``compared`` is None where there are no words to compare. ``remarks`` say what lies over a scan,
    in words for a person; ``unknown`` are letters that nobody here can judge. ``unsigned`` are the
    signature fields that nobody signed, ``does`` what a PDF does that a signed agreement does not.
    """

    digest: str
    words: WordsFound
    compared: WordsCompared | None
    remarks: tuple[str, ...] = ()
    signatures: tuple[FoundSignature, ...] = ()
    unsigned: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    does: tuple[str, ...] = ()

    @property
    def by_hand(self) -> tuple[int, ...]:
        """The pages with something drawn or pasted on a line to sign."""
        return self.compared.by_hand if self.compared else ()

    @property
    def shows_signing(self) -> bool:
        """Whether something in it may be a signature: digital, typed on a line, or in a picture.

        A day alone that was typed on a line is not. What only a person can see in a scan counts,
        and is told.
        """
        typed = self.compared.filled_in if self.compared else ()
        return (
            any(not each.is_time_stamp for each in self.signatures)
            or any(_DAY.sub("", each) for each in typed)
            or bool(self.by_hand)
            or self.words is WordsFound.SCAN
        )


ReadPdf = Callable[[bytes, str], PdfEvidence]
"""How a PDF is read: `read_evidence`, or the same in a process with limits."""


def _no_copy(data: bytes, file: str) -> Refused:
    """Return what to raise for a file that is no copy by its name (MOU913), with what it is."""
    kind = kind_of(data)
    message, hint = "an executed copy is a PDF or a Word file", "give a PDF or a Word file (.docx)"
    if kind is PDF or kind is WORD:
        message = f"{message}, which its name does not say"
        hint = f"let its name end in {'.pdf' if kind is PDF else '.docx'}"
    return refusal("MOU913", file, f"{message}{this_is(kind)}", hint)


def read_executed_copy(
    data: bytes,
    file: str,
    agreement: Agreement,
    read_pdf: ReadPdf = read_evidence,
    house: Template | None = None,
) -> ReadCopy:
    """Read a PDF or Word file as a copy of ``agreement``, made with the ``house``'s own template.

    Raises `Refused`: MOU911 and MOU912 for a PDF that cannot be read or is too large, MOU401 and
    MOU402 for such a Word file, MOU913 for a file of another kind.
    """
    ending = PurePath(file).suffix.lower()
    if ending == ".docx":
        return _word_copy(data, file, agreement, house)
    if ending != ".pdf":
        raise _no_copy(data, file)
    found = read_pdf(data, file)
    signatures = found.fields.signatures
    if found.words.is_scan:
        remarks = found.words.overlays
        digest = digest_of_file(data)
        return ReadCopy(digest, WordsFound.SCAN, None, remarks, signatures, does=found.carried.does)
    compared = compare_pdf(found, agreement, house)
    return ReadCopy(
        digest_of_file(data),
        WordsFound.EQUAL,
        compared,
        signatures=signatures,
        unsigned=found.fields.unsigned,
        unknown=found.words.unknown,
        does=found.carried.does,
    )


def compare_pdf(
    evidence: PdfEvidence, agreement: Agreement, house: Template | None = None
) -> WordsCompared:
    """Do what `compare_pdf_words` does, for all that was read of a PDF."""
    signers = {each.field: each.by for each in evidence.fields.signatures}
    compared = compare_pdf_words(evidence.words, agreement, house, signers)
    words, carried = evidence.words, evidence.carried
    told = named_otherwise(carried.names, words, agreement, is_as_made=carried.is_as_made)
    differences = [*compared.differences, *told]
    if carried.is_as_made and not compared.differences:  # which would be told once more
        paper = HousePaper(agreement, house) if house else None
        parts = paper.parts_of_pdf(len(words.pages)) if paper else printed_parts(agreement)
        differences += heard_otherwise(parts, words)
    return replace(compared, differences=tuple(differences))


def compare_pdf_words(
    found: PdfWords,
    agreement: Agreement,
    house: Template | None = None,
    signers: Mapping[str, str] = MappingProxyType({}),
) -> WordsCompared:
    """Compare all that a PDF shows with the words of an agreement.

    ``house`` is the template of the house that it was made with, if it has one; ``signers`` are the
    names of those who signed digitally, by the field.
    """
    pages = found.pages
    paper = HousePaper(agreement, house) if house else None
    if paper is None:
        margins = _usual_margins(pages, agreement.header.text)
        lines, parts = lines_to_write(agreement), printed_parts(agreement)
    else:
        margins = list(page_margins(paper, pages))
        lines, parts = lines_to_write(agreement, paper.printed), paper.parts_of_pdf(len(pages))
    compared = compare_words(parts, _pdf_text(pages, margins, lines))
    bare = [
        replace(page, marks=tuple(each for each in page.marks if each not in margin.pictures))
        for page, margin in zip(pages, margins, strict=True)
    ]
    written = handwriting(bare, lines, signers)
    if paper and written.elsewhere:
        written = handwriting(_without_own_marks(bare, paper), lines, signers)
    told = dict.fromkeys(each for margin in margins for each in margin.differences)
    differences = (
        *compared.differences,
        *told,
        *said_beside(found, paper.descriptions if paper else ()),
        *(_on_page(each) for each in (*found.unseen, *_misplaced(pages, margins, lines))),
        *(WordsDiffer(f"page {page}", "", "", said) for page, said in written.elsewhere),
    )
    return WordsCompared(differences, compared.filled_in, written.signed)


def _misplaced(
    pages: Sequence[PdfPage], margins: Sequence[PageMargins], to_write: BlankLines
) -> Iterator[str]:
    """Yield for each page which line stands above what is read before it.

    Margins stand where they will, and what was typed later is read at the end.
    """
    for number, (page, margin) in enumerate(zip(pages, margins, strict=True), start=1):
        others = margin.lines | _lines_written_on(page.lines, to_write).keys()
        lines = (each for at, each in enumerate(page.lines) if at not in others)
        if said := misplaced_line(lines):
            yield f"page {number}: {said}"


def _without_own_marks(pages: Sequence[PdfPage], paper: HousePaper) -> list[PdfPage]:
    """Return pages without the marks that the template makes: a rule of dots, a picture, a band."""
    made = paper.made_as_pdf
    return [
        replace(page, marks=tuple(each for each in page.marks if not _is_among(each, own.marks)))
        for page, own in zip(pages, made, strict=False)
    ] + list(pages[len(made) :])


def _is_among(mark: PdfMark, others: Sequence[PdfMark]) -> bool:
    """Tell whether a mark is one of others, by what it is, how it looks and where it lies."""
    return any(
        mark.said == each.said
        and look_alike(mark.look, each.look)
        and all(abs(one - two) <= _NEAR for one, two in zip(mark.box, each.box, strict=True))
        for each in others
    )


def _on_page(said: str) -> WordsDiffer:
    page, _, remark = said.partition(": ")
    return WordsDiffer(page, "", "", remark)


def _pdf_text(
    pages: Sequence[PdfPage], margins: Sequence[PageMargins], to_write: BlankLines
) -> str:
    """Return the words of a PDF without its headers and footers."""
    made: list[str] = []
    for page, margin in zip(pages, margins, strict=True):
        kept: list[str] = []
        written = _lines_written_on(page.lines, to_write)
        for at, line in enumerate(page.lines):
            if at not in margin.lines and at not in written:
                more = (page.lines[each].text for each, on in written.items() if on == at)
                kept.append(" ".join([line.text, *more]))
        made.append("\n".join(kept))
    return f"\n{PAGE_END}".join(made)


def _usual_margins(pages: Sequence[PdfPage], header: str) -> list[PageMargins]:
    """Return the agreement's header and what runs on every page, where no template is known.

    What runs there is told, if it is no page number.
    """
    margins = []
    for number, (page, running) in enumerate(
        zip(pages, running_lines(pages), strict=True), start=1
    ):
        own = _header_lines(page, header)
        others = (page.lines[at].text for at in sorted(running) if at not in own)
        told = [each.strip() for each in others if not _is_page_number(each, number, len(pages))]
        differ = tuple(WordsDiffer("the margin of every page", "", each) for each in told)
        margins.append(PageMargins(frozenset(running.union(own)), differ))
    return margins


def _lines_written_on(lines: Sequence[PdfLine], to_write: BlankLines) -> dict[int, int]:
    """Return which lines of a page stand on which lines to write on, beside their labels.

    What was typed later comes at the end of a page, or by itself where it stands a little higher.
    """
    found: dict[int, int] = {}
    for on, label, _ in labelled_lines(lines, to_write):
        for at, line in enumerate(lines):
            is_beside = line.left >= label.right and at != on
            if is_beside and label.bottom - _BELOW <= line.bottom <= label.bottom + _ABOVE:
                found[at] = on
    return found


def _header_lines(page: PdfPage, header: str) -> range:
    """Return the places of the lines, at the top of a page, that are an agreement's header."""
    wanted = "".join(normal(header).split())
    for start, first in enumerate(page.lines):
        words = ""
        for end, line in enumerate(page.lines[start:], start + 1):
            words += "".join(line.text.split())
            if words == wanted and first.bottom > page.height * _HEADER_BEGINS:
                return range(start, end)
            if not wanted.startswith(words):
                break
    return range(0)


def _is_page_number(text: str, number: int = 0, count: int = 0) -> bool:
    """Tell whether a line of a margin says on which page it stands, of how many, and no more.

    A Word file has no numbers there: every program counts its pages anew.
    """
    found = _PAGE_NUMBER.fullmatch(text.strip())
    if found is None:
        return False
    said = (found[1] or "", found[2] or "")
    return said in ((str(number or ""), str(count or "")), (str(number or ""), ""))


def _word_copy(data: bytes, file: str, agreement: Agreement, house: Template | None) -> ReadCopy:
    copy = read_copy(data, file)
    lines = [f"{each.number} {each.accepted}" for each in copy.lines]
    doubts = Counter(_doubts(copy))
    if house is None:
        parts, margins = printed_parts(agreement), list(_unusual_margins(copy, agreement))
        sent = (line for part in sent_parts(agreement) for line in part.lines)
        cells = [(each.cell, each.text) for each in sent if each.cell]
    else:
        paper = HousePaper(agreement, house)
        made = paper.made_again()
        parts, margins = paper.parts_of_word(made), list(differing_margins(copy, made))
        cells = [(each.cell, each.accepted) for each in made.lines if each.cell]
        doubts -= Counter(_doubts(made))
    compared = compare_words(parts, "\n".join(lines))
    told = dict.fromkeys(said for said, _ in doubts)
    differences = (
        *compared.differences,
        *margins,
        *(_other_cells(copy, cells) if not compared.differences else ()),
        *(
            WordsDiffer("a change that is only proposed", "", each)
            for each in _undecided_words(copy)
        ),
        *(WordsDiffer("the Word file", "", "", said) for said in told),
    )
    return ReadCopy(
        digest_of_file(data), WordsFound.EQUAL, WordsCompared(differences, compared.filled_in)
    )


def _other_cells(copy: ReturnedCopy, cells: Sequence[tuple[Cell, str]]) -> Iterator[WordsDiffer]:
    """Yield the first words of a copy that stand in another cell of a table, or out of it."""
    here = [(each.cell, each.accepted) for each in copy.lines if each.cell]
    places = (
        [(cell.row, cell.column, plain(text)) for cell, text in each if text.strip()]
        for each in (cells, here)
    )
    was, now = places
    differing = (new or old for old, new in zip_longest(was, now) if old != new)
    if (found := next(differing, None)) is not None:
        said = f"“{shortened(found[2])}” does not stand in the cell of a table that it belongs in"
        yield WordsDiffer("the Word file", "", "", said)


def _unusual_margins(copy: ReturnedCopy, agreement: Agreement) -> Iterator[WordsDiffer]:
    """Yield what the headers and footers have beside the agreement's header and page numbers."""
    header = agreement.header.text.split()
    for each in dict.fromkeys(line.accepted for margin in copy.margins for line in margin.lines):
        if each.split() != header and not _is_page_number(_without_numbers(each)):
            yield WordsDiffer("the margin of the pages", "", each)


def _without_numbers(margin: str) -> str:
    """Return the words of a margin without the page numbers that Word fills in."""
    return margin.replace(PAGE_NUMBER, "").replace(NUMBER_OF_PAGES, "")


def _doubts(copy: ReturnedCopy) -> Iterator[tuple[str, str]]:
    """Yield what may make a file print other words than were read, and the words that it is about.

    Those of a line that has a style of ours are its kind, as something may be written on it.
    """
    for each in copy.doubts:
        yield f"it has {each}", ""
    for line in (*copy.lines, *(line for margin in copy.margins for line in margin.lines)):
        for each in line.doubts:
            yield f"it has {each}", line.kind or line.accepted
    for remark in copy.remarks:
        yield f"a comment by {remark.author} stands in it: “{remark.text}”", remark.about
    for each in copy.programs:
        yield f"it holds a program ({each})", ""


def _undecided_words(copy: ReturnedCopy) -> Iterator[str]:
    """Yield the words of tracked changes that nobody has accepted or rejected."""
    for line in copy.lines:
        for each in line.words:
            if (each.inserted or each.deleted) and each.text.strip():
                yield each.text.strip()
