"""An agreement as a house's own template prints it, with what it prints around the agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
    Paragraph,
    Row,
    Span,
    Table,
)
from mou_builder.diagnostic import Refused
from mou_builder.frozen import replace
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.values import Job, Sheet
from mou_builder.pdf_reading.pictures import look_alike
from mou_builder.pdf_reading.words import PdfMark, PdfPage, read_pdf_words
from mou_builder.record.printed_words import (
    PrintedPart,
    printed_parts,
    without_space,
    words_around,
)
from mou_builder.review.returned_copy import ReturnedCopy
from mou_builder.word.look import (
    AgreementPlace,
    CharacterLook,
    FilledTag,
    Inline,
    Look,
    Number,
    PageField,
    Picture,
    PictureKind,
    StoryBlock,
    StoryParagraph,
    StoryTable,
    Words,
)
from mou_builder.word.names import STYLES, TABLE_CAPTION, TABLE_HEAD, TABLE_TEXT
from mou_builder.word.number_forms import number_or_digits
from mou_builder.word.reading.copy import read_copy
from mou_builder.word.template.compiling import Template
from mou_builder.word.template.looks.picture_files import words_of_drawing
from mou_builder.word.template.values import new_words, printed_as_runs, tag_values
from mou_builder.word.writing.document import render

_LETTERED = frozenset(".-")
"""What leads to a tab as letters; before others a rule is drawn, or nothing."""
_MANY = 5
"""More of them than are compared, as no one knows how many there are."""
_LEVELS = {Kind.CLAUSE: 0, Kind.SUBCLAUSE: 1}


class HousePaper:
    """An agreement as one template prints it."""

    def __init__(self, agreement: Agreement, template: Template) -> None:
        self.agreement = agreement
        self.template = template
        self.look: Look = template.look_of(tag_values(agreement, redline=False))

    @property
    def descriptions(self) -> frozenset[str]:
        """What the template says of its pictures to those who do not see them."""
        stories = (
            story
            for each in self.look.sections
            for running in (each.headers, each.footers)
            for story in (each.content, running.usual, running.first or (), running.even or ())
        )
        return frozenset(each.text for story in stories for each in pictures_of(story))

    def parts_of_pdf(self, pages: int) -> tuple[PrintedPart, ...]:
        """Return the parts of the agreement between the template's own words, as a PDF has them."""
        content = [each for section in self.look.sections for each in section.content]
        place = content.index(AgreementPlace())
        around = (content[:place], content[place + 1 :])
        before, after = (self.text(each, 0, pages) for each in around)
        return _between(before, printed_parts(self.agreement, self.printed), after)

    def printed(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield blocks as a PDF prints them: in capitals where their style has them so."""
        return map(self._in_capitals, self.numbered(blocks))

    def numbered(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield blocks with the letters that count sub-clauses in capitals, where they are so."""
        for each in blocks:
            if isinstance(each, Paragraph) and each.kind in _LEVELS:
                level = self.look.levels[_LEVELS[each.kind]]
                yield replace(each, number=_cased(each.number, level.character))
            else:
                yield each

    def _in_capitals(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            look = self._style(STYLES[block.kind])
            label = _cased(block.label, look)
            return replace(block, spans=_cased_spans(block.spans, look), label=label)
        head, text = self._style(TABLE_HEAD), self._style(TABLE_TEXT)
        return replace(
            block,
            caption=_cased(block.caption, self._style(TABLE_CAPTION)),
            header=_cased_row(block.header, head),
            rows=tuple(_cased_row(each, text) for each in block.rows),
        )

    def _style(self, name: str) -> CharacterLook:
        return self.look.styles[name].character

    def text(self, story: Sequence[StoryBlock], page: int, count: int) -> str:
        """Return the words of a header, a footer or what is around the agreement, on a page."""
        return "\n".join(self._texts(story, page, count))

    def _texts(self, story: Sequence[StoryBlock], page: int, count: int) -> Iterator[str]:
        for block in story:
            match block:
                case StoryParagraph():
                    label = _cased(block.label.text, block.label.look) if block.label else ""
                    parts = (self._inline(each, page, count) for each in block.content)
                    words = "".join((label, *parts))
                    tabs = (each.leader for each in block.look.tabs if each.leader in _LETTERED)
                    yield words.replace("\t", next(tabs, "\t") * _MANY)
                case StoryTable():
                    for cell in (cell for row in block.rows for cell in row.cells):
                        yield from self._texts(cell.blocks, page, count)

    def _inline(self, inline: Inline, page: int, count: int) -> str:
        match inline:
            case Words():
                return _cased(inline.text, inline.look)
            case FilledTag():
                filled = printed_as_runs(self.agreement)[inline.name]
                return _cased(new_words(filled), inline.look) if filled else ""
            case Number():
                number = page if inline.field is PageField.PAGE else count
                return _cased(number_or_digits(number, inline.form), inline.look)
            case Picture(kind=PictureKind.SVG) if pdf_writer().fonts.show(inline.data):
                return "\n".join(words_of_drawing(inline.data))
            case _:
                return ""

    @cached_property
    def made_as_pdf(self) -> tuple[PdfPage, ...]:
        """The pages of the PDF that this template makes of the agreement; () if it makes none."""
        job = Job(self.agreement.title.text, self.agreement.language)
        try:
            made = pdf_writer().write(Sheet(self.agreement, self.look, job.title), job)
            return read_pdf_words(made.pdf, "made again").pages
        except Refused:
            return ()

    def shows(self, mark: PdfMark) -> bool:
        """Tell whether a picture looks like one that this template prints, wherever it does."""
        made = [each for page in self.made_as_pdf for each in page.marks if each.is_picture]
        return not made or any(look_alike(mark.look, each.look) for each in made)

    # -- a Word file

    def made_again(self) -> ReturnedCopy:
        """Return the Word file that this template makes of the agreement, as it is read."""
        return read_copy(render(self.agreement, self.template, None), "made again")

    def parts_of_word(self, made: ReturnedCopy) -> tuple[PrintedPart, ...]:
        """Return the parts of the agreement between the template's own words, as Word has them."""
        own = {each.accepted: each.number for each in made.lines if each.kind not in _LEVELS}
        parts = printed_parts(
            self.agreement, lambda blocks: map(partial(_with_number, own), self.numbered(blocks))
        )
        everything = "\n".join(f"{each.number} {each.accepted}" for each in made.lines)
        around = words_around(everything, "".join(each.text for each in parts))
        return _between(around[0], parts, around[1]) if around else parts


def pictures_of(story: Sequence[StoryBlock | AgreementPlace]) -> Iterator[Picture]:
    """Yield the pictures of a header, a footer or what is around the agreement."""
    for block in story:
        match block:
            case StoryParagraph():
                yield from (each for each in block.content if isinstance(each, Picture))
            case StoryTable():
                for cell in (cell for row in block.rows for cell in row.cells):
                    yield from pictures_of(cell.blocks)


def _with_number(numbers: Mapping[str, str], block: Block) -> Block:
    """Return a paragraph that an agreement does not number with the number that its style has."""
    if isinstance(block, Table) or block.number:
        return block
    return replace(block, number=numbers.get(block.text, ""))


def _between(before: str, parts: tuple[PrintedPart, ...], after: str) -> tuple[PrintedPart, ...]:
    own = (
        PrintedPart("the template's words before the agreement", before),
        *parts,
        PrintedPart("the template's words after the agreement", after),
    )
    return tuple(each for each in own if without_space(each.text))


def _cased(text: str, look: CharacterLook) -> str:
    return text.upper() if look.caps or look.small_caps else text


def _cased_spans(spans: Sequence[Span], look: CharacterLook) -> tuple[Span, ...]:
    return tuple(replace(each, text=_cased(each.text, look)) for each in spans)


def _cased_row(row: Row, look: CharacterLook) -> Row:
    return replace(row, cells=tuple(_cased_spans(each, look) for each in row.cells))
