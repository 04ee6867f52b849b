"""What a house's own template prints around an agreement, and how it prints the agreement's words.

Its headers and footers are known for each page, with the page's number in the template's form. They
must stand whole above, or below, all other words of their page: the same words elsewhere are none
of the template's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
    Paragraph,
    Row,
    Span,
)
from mou_builder.frozen import dataclass, replace
from mou_builder.pdf_reading.words import PdfLine, PdfMark, PdfPage
from mou_builder.record.printed_words import (
    PrintedPart,
    WordsDiffer,
    printed_parts,
    shortened,
    without_space,
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
    Running,
    Story,
    StoryBlock,
    StoryParagraph,
    StoryTable,
    Words,
)
from mou_builder.word.names import STYLES, TABLE_CAPTION, TABLE_HEAD, TABLE_TEXT
from mou_builder.word.number_forms import number_in_form
from mou_builder.word.reading.copy import read_copy
from mou_builder.word.template.compiling import Template
from mou_builder.word.template.values import new_words, printed_as_runs, tag_values
from mou_builder.word.writing.document import render

_ALIKE = 0.6
"""Lines that are less like a header than this are other words, and no header that was changed."""
_NEAR = 2.0
"""Points by which a picture may be off its size and place."""
_LEVELS = {Kind.CLAUSE: 0, Kind.SUBCLAUSE: 1}
_ABOVE, _BELOW = "header", "footer"


@dataclass(frozen=True)
class PageMargins:
    """Which lines of a page are its header and footer, and how these differ from the template's.

    ``pictures`` are the marks that are the template's own pictures.
    """

    lines: frozenset[int]
    differences: tuple[WordsDiffer, ...]
    pictures: frozenset[PdfMark] = frozenset()


@dataclass(frozen=True)
class _PagePlace:
    """Where in a template a page may be: its section, whether it begins it, and its number."""

    section: int
    begins: bool
    number: int


class HousePaper:
    """An agreement as one template prints it."""

    def __init__(self, agreement: Agreement, template: Template) -> None:
        self.agreement = agreement
        self.template = template
        self.look: Look = template.look_of(tag_values(agreement, redline=False))

    def parts_of_pdf(self, pages: int) -> tuple[PrintedPart, ...]:
        """Return the parts of the agreement between the template's own words, as a PDF has them."""
        content = [each for section in self.look.sections for each in section.content]
        place = content.index(AgreementPlace())
        around = (content[:place], content[place + 1 :])
        before, after = (self._text(each, 0, pages) for each in around)
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

    # -- headers and footers

    def margins(self, pages: Sequence[PdfPage]) -> Iterator[PageMargins]:
        """Yield the header and footer of each page."""
        places = [_PagePlace(0, begins=True, number=self.look.sections[0].first_number or 1)]
        for at, page in enumerate(pages, start=1):
            tried = [(self._margins(page, at, each, len(pages)), each) for each in places]
            found, place = min(tried, key=lambda each: _lacking(each[0]))
            yield found
            places = list(self._following(place))

    def _following(self, place: _PagePlace) -> Iterator[_PagePlace]:
        """Yield where the page after one may be: further on in its section, or in the next."""
        following = place.number + 1
        yield _PagePlace(place.section, begins=False, number=following)
        if place.section + 1 < len(self.look.sections):
            begun = self.look.sections[place.section + 1].first_number
            number = following if begun is None else begun
            yield _PagePlace(place.section + 1, begins=True, number=number)

    def _margins(self, page: PdfPage, at: int, place: _PagePlace, count: int) -> PageMargins:
        section = self.look.sections[place.section]
        lines: set[int] = set()
        differences: list[WordsDiffer] = []
        pictures: list[Picture] = []
        for name, running in ((_ABOVE, section.headers), (_BELOW, section.footers)):
            story = _story(running, place)
            pictures += _pictures(story)
            wanted = self._text(story, place.number, count)
            found = _nearest(page, wanted, is_above=name == _ABOVE)
            lines |= set(found)
            said = "\n".join(page.lines[each].text for each in found)
            if without_space(said) != without_space(wanted):
                where = f"the {name} of page {at}"
                differences.append(_difference(where, wanted, said))
        others = [each for at, each in enumerate(page.lines) if at not in lines]
        marks = (each for each in page.marks if _is_one_of(each, pictures, page, others))
        return PageMargins(frozenset(lines), tuple(differences), frozenset(marks))

    def _text(self, story: Sequence[StoryBlock], page: int, count: int) -> str:
        return "\n".join(self._texts(story, page, count))

    def _texts(self, story: Sequence[StoryBlock], page: int, count: int) -> Iterator[str]:
        for block in story:
            match block:
                case StoryParagraph():
                    label = _cased(block.label.text, block.label.look) if block.label else ""
                    words = (self._inline(each, page, count) for each in block.content)
                    yield "".join((label, *words))
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
                shown = number_in_form(number, inline.form)
                return _cased(str(number) if shown is None else shown, inline.look)
            case _:
                return ""

    # -- a Word file

    def made_again(self) -> ReturnedCopy:
        """Return the Word file that this template makes of the agreement, as it is read."""
        return read_copy(render(self.agreement, self.template, None), "made again")

    def parts_of_word(self, made: ReturnedCopy) -> tuple[PrintedPart, ...]:
        """Return the parts of the agreement between the template's own words, as Word has them."""
        parts = printed_parts(self.agreement, self.numbered)
        words = without_space("".join(each.text for each in parts))
        everything = without_space("".join(f"{each.number}{each.accepted}" for each in made.lines))
        before, found, after = everything.partition(words)
        return _between(before, parts, after) if found else parts


def differing_margins(copy: ReturnedCopy, made: ReturnedCopy) -> Iterator[WordsDiffer]:
    """Yield which headers and footers of a Word file are not those of the file ``made`` again."""
    sent, here = (
        {(e.section, e.place): "\n".join(line.accepted for line in e.lines) for e in each.margins}
        for each in (made, copy)
    )
    for key in dict.fromkeys((*sent, *here)):
        was, now = sent.get(key, ""), here.get(key, "")
        if was.split() != now.split():
            place = f"the {key[1][0].lower()}{key[1][1:]}"
            yield _difference(place, was, now)


def _difference(where: str, was: str, now: str) -> WordsDiffer:
    """Return how the words of a header differ, without those that are the same on both sides."""
    old, new = was.split(), now.split()
    for _ in range(2):  # at the end, then at the beginning
        while old and new and old[-1] == new[-1]:
            old, new = old[:-1], new[:-1]
        old, new = old[::-1], new[::-1]
    return WordsDiffer(where, shortened(" ".join(old)), shortened(" ".join(new)))


def _between(before: str, parts: tuple[PrintedPart, ...], after: str) -> tuple[PrintedPart, ...]:
    own = (
        PrintedPart("the template's words before the agreement", before),
        *parts,
        PrintedPart("the template's words after the agreement", after),
    )
    return tuple(each for each in own if without_space(each.text))


def _story(running: Running, place: _PagePlace) -> Story:
    """Return what a page prints: the header of a first or an even one, where it has its own."""
    if place.begins and running.first is not None:
        return running.first
    if place.number % 2 == 0 and running.even is not None:
        return running.even
    return running.usual


def _pictures(story: Sequence[StoryBlock]) -> Iterator[Picture]:
    for block in story:
        match block:
            case StoryParagraph():
                yield from (each for each in block.content if isinstance(each, Picture))
            case StoryTable():
                for cell in (cell for row in block.rows for cell in row.cells):
                    yield from _pictures(cell.blocks)


def _is_one_of(
    mark: PdfMark, pictures: Sequence[Picture], page: PdfPage, others: Sequence[PdfLine]
) -> bool:
    """Tell whether a mark is one of a template's pictures: of its size, and where it should be.

    One that does not lie at a place of the page is above, or below, the ``others`` of its lines.
    """
    left, bottom, right, top = mark.box
    words = [each for each in others if _has_words(each)]
    is_apart = all(each.top <= bottom for each in words) or all(e.bottom >= top for e in words)
    for each in pictures if mark.is_picture else ():
        place = each.placement
        sides = [right - left - each.width, top - bottom - each.height]
        if place and not place.from_paragraph:
            sides += [left - place.x, page.height - top - place.y]
        elif not is_apart:
            continue
        if all(abs(side) <= _NEAR for side in sides):
            return True
    return False


def _nearest(page: PdfPage, wanted: str, *, is_above: bool) -> range:
    """Return the lines above (or below) all others of a page that are most like what is wanted."""
    words = without_space(wanted)
    if not words:
        return range(0)
    best, likeness = range(0), _ALIKE
    for lines in _stretches(page, len(words), is_above=is_above):
        said = without_space("".join(page.lines[each].text for each in lines))
        if said == words:
            return lines
        found = SequenceMatcher(None, said, words, autojunk=False).ratio()
        if found > likeness:
            best, likeness = lines, found
    return best


def _stretches(page: PdfPage, length: int, *, is_above: bool) -> Iterator[range]:
    """Yield the lines in a row that stand above (or below) all others, if not far too long."""
    middle = page.height / 2
    for start in range(len(page.lines)):
        letters = 0
        for end in range(start + 1, len(page.lines) + 1):
            letters += len(without_space(page.lines[end - 1].text))
            if letters > 2 * length:
                break
            inside = [each.bottom for each in page.lines[start:end] if _has_words(each)]
            others = [each.bottom for each in (*page.lines[:start], *page.lines[end:])]
            if not inside:
                continue
            if is_above and min(inside) > max((middle, *others)):
                yield range(start, end)
            if not is_above and max(inside) < min((middle, *others)):
                yield range(start, end)


def _has_words(line: PdfLine) -> bool:
    return bool(without_space(line.text))


def _lacking(margins: PageMargins) -> tuple[int, int]:
    """Return how far a page is from having the margins of one place in the template."""
    return len(margins.differences), -len(margins.lines)


def _cased(text: str, look: CharacterLook) -> str:
    return text.upper() if look.caps or look.small_caps else text


def _cased_spans(spans: Sequence[Span], look: CharacterLook) -> tuple[Span, ...]:
    return tuple(replace(each, text=_cased(each.text, look)) for each in spans)


def _cased_row(row: Row, look: CharacterLook) -> Row:
    return replace(row, cells=tuple(_cased_spans(each, look) for each in row.cells))
