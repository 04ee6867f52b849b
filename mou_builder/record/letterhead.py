"""What a house's own template does to the words of a copy: it adds headers, and prints capitals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from mou_builder.agreement.document import Agreement, Kind
from mou_builder.frozen import dataclass
from mou_builder.pdf_reading.words import PdfPage, normal
from mou_builder.word.look import (
    FilledTag,
    Inline,
    Number,
    PageField,
    Running,
    Story,
    StoryParagraph,
    StoryTable,
    StyleLook,
    Words,
)
from mou_builder.word.names import STYLES
from mou_builder.word.number_forms import number_in_form

_HEADER_BEGINS, _FOOTER_ENDS = 0.75, 0.25
"""Of a page: a header begins above that height, a footer below the other."""


@dataclass(frozen=True)
class Letterhead:
    """The headers and footers of a template, with the words of one agreement in them.

    ``in_capitals`` are the paragraphs that its styles print so.
    """

    agreement: Agreement
    headers: tuple[Story, ...] = ()
    footers: tuple[Story, ...] = ()
    in_capitals: frozenset[Kind] = frozenset()

    def lines_on(self, page: PdfPage, number: int, count: int) -> frozenset[int]:
        """Return the places of the lines of a page that are such a header or footer, whole.

        ``number`` is that of the page, of ``count`` pages.
        """
        shown = partial(self.text, page=str(number), pages=str(count))
        headers = (self.agreement.header.text, *map(shown, self.headers))
        footers = map(shown, self.footers)
        top, bottom = page.height * _HEADER_BEGINS, page.height * _FOOTER_ENDS
        found: set[int] = set()
        for each in headers:
            found.update(_lines_saying(page, each, top, page.height))
        for each in footers:
            found.update(_lines_saying(page, each, 0, bottom))
        return frozenset(found)

    def says(self, line: str, page: str, pages: str) -> bool:
        """Tell whether a line of a margin is a paragraph of these; its numbers are as given."""
        stories = (*self.headers, *self.footers)
        texts = (self.text((e,), page, pages) for each in stories for e in _paragraphs(each))
        return _compared(line) in {_compared(self.agreement.header.text), *map(_compared, texts)}

    def text(self, story: Story, page: str, pages: str) -> str:
        """Return the words of a header or footer with these for its page numbers."""
        from mou_builder.word.template.values import new_words, printed_as_runs

        filled = {
            name: "" if each is None else new_words(each)
            for name, each in printed_as_runs(self.agreement).items()
        }
        numbers = {PageField.PAGE: page, PageField.PAGES: pages}

        def word(inline: Inline) -> str:
            match inline:
                case Words():
                    return inline.text
                case Number():
                    shown = numbers[inline.field]
                    return (
                        number_in_form(int(shown), inline.form) or "" if shown.isdigit() else shown
                    )
                case FilledTag():
                    return filled[inline.name]
                case _:
                    return ""

        return "".join(
            word(each)
            for paragraph in _paragraphs(story)
            for each in (*([paragraph.label] if paragraph.label else []), *paragraph.content)
        )


OnLetterhead = Callable[[Agreement], Letterhead]
"""How an agreement was printed: as `Letterhead` alone says, in a template without words of its own,
or by `letterhead_of` one template."""


def letterhead_of(template: bytes, name: str, agreement: Agreement) -> Letterhead:
    """Return the letterhead of a Word template, which diagnostics call ``name``.

    Raises `Refused` as `compile_template` does.
    """
    from mou_builder.word.template.compiling import compile_template
    from mou_builder.word.template.values import tag_values

    look = compile_template(template, name).look_of(tag_values(agreement, redline=False))
    return Letterhead(
        agreement,
        _stories(each.headers for each in look.sections),
        _stories(each.footers for each in look.sections),
        frozenset(kind for kind, style in STYLES.items() if _is_in_capitals(look.styles[style])),
    )


def _is_in_capitals(style: StyleLook) -> bool:
    return style.character.caps or style.character.small_caps


def _stories(running: Iterable[Running]) -> tuple[Story, ...]:
    pages = (story for each in running for story in (each.usual, each.first, each.even))
    return tuple(each for each in pages if each)


def _paragraphs(story: Story) -> Iterator[StoryParagraph]:
    """Yield the paragraphs of a story, also those in its tables, in reading order."""
    for each in story:
        match each:
            case StoryParagraph():
                yield each
            case StoryTable():
                for row in each.rows:
                    for cell in row.cells:
                        yield from _paragraphs(cell.blocks)


def _compared(text: str) -> str:
    """Return a text as it is compared: a letterhead in capitals has small letters in Word."""
    return "".join(normal(text).split()).casefold()


def _lines_saying(page: PdfPage, text: str, low: float, high: float) -> range:
    """Return the places of the first lines between two heights that say a text and no more."""
    wanted = _compared(text)
    for start, first in enumerate(page.lines if wanted else ()):
        words = ""
        for end, line in enumerate(page.lines[start:], start + 1):
            words += _compared(line.text)
            if words == wanted and low <= first.bottom <= high:
                return range(start, end)
            if not wanted.startswith(words):
                break
    return range(0)
