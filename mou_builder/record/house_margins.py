"""The headers and footers that a house's own template prints, in a PDF and in a Word file.

In a PDF they are known for each page, with its number in the template's form. They must stand whole
above, or below, all other words of their page: the same words elsewhere are none of the template's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from math import inf

from mou_builder.frozen import dataclass
from mou_builder.pdf_reading.words import PdfLine, PdfMark, PdfPage
from mou_builder.record.house_paper import HousePaper, pictures_of
from mou_builder.record.printed_words import WordsDiffer, shortened, without_space
from mou_builder.review.returned_copy import ReturnedCopy
from mou_builder.word.look import (
    Picture,
    PictureKind,
    Running,
    Story,
    TemplateSection,
)

_ALIKE = 0.6
"""Lines that are less like a header than this are other words, and no header that was changed."""
_COMPARED = 3
"""Of the lines that may be a header, so many are compared letter by letter."""
_NEAR = 2.0
"""Points by which a picture may be off its size and place."""
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


def page_margins(paper: HousePaper, pages: Sequence[PdfPage]) -> Iterator[PageMargins]:
    """Yield the header and footer of each page of a PDF."""
    sections = paper.look.sections
    places = [_PagePlace(0, begins=True, number=sections[0].first_number or 1)]
    for at, page in enumerate(pages, start=1):
        tried = [(_margins(paper, page, at, each, len(pages)), each) for each in places]
        found, place = min(tried, key=lambda each: _lacking(each[0]))
        yield found
        places = list(_following(place, sections))


def _following(place: _PagePlace, sections: Sequence[TemplateSection]) -> Iterator[_PagePlace]:
    """Yield where the page after one may be: further on in its section, or in the next."""
    following = place.number + 1
    yield _PagePlace(place.section, begins=False, number=following)
    if place.section + 1 < len(sections):
        begun = sections[place.section + 1].first_number
        number = following if begun is None else begun
        yield _PagePlace(place.section + 1, begins=True, number=number)


def _margins(
    paper: HousePaper, page: PdfPage, at: int, place: _PagePlace, count: int
) -> PageMargins:
    section = paper.look.sections[place.section]
    lines: set[int] = set()
    differences: list[WordsDiffer] = []
    pictures: list[Picture] = []
    for name, running in ((_ABOVE, section.headers), (_BELOW, section.footers)):
        story = _story(running, place)
        pictures += pictures_of(story)
        wanted = paper.text(story, place.number, count)
        found = _nearest(page, wanted, is_above=name == _ABOVE)
        lines |= set(found)
        said = "\n".join(page.lines[each].text for each in found)
        if without_space(said) != without_space(wanted):
            where = f"the {name} of page {at}"
            differences.append(_difference(where, wanted, said))
    others = [e for at, e in enumerate(page.lines) if at not in lines and _has_words(e)]
    middle = (
        min((each.bottom for each in others), default=inf),
        max((each.top for each in others), default=-inf),
    )
    marks = (each for each in page.marks if _is_one_of(each, pictures, page, middle, paper))
    return PageMargins(frozenset(lines), tuple(differences), frozenset(marks))


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


def _story(running: Running, place: _PagePlace) -> Story:
    """Return what a page prints: the header of a first or an even one, where it has its own."""
    if place.begins and running.first is not None:
        return running.first
    if place.number % 2 == 0 and running.even is not None:
        return running.even
    return running.usual


def _is_one_of(
    mark: PdfMark,
    pictures: Sequence[Picture],
    page: PdfPage,
    middle: tuple[float, float],
    paper: HousePaper,
) -> bool:
    """Tell whether a mark is one of a template's pictures: as it looks, of its size, at its place.

    One that does not lie at a place of the page is above, or below, the ``middle`` of it, which is
    where its other words end and begin.
    """
    left, bottom, right, top = mark.box
    is_apart = middle[1] <= bottom or middle[0] >= top
    for each in pictures if mark.is_picture else ():
        place = each.placement
        sides = [right - left - each.width, top - bottom - each.height]
        if place and not place.from_paragraph:
            sides += [left - place.x, page.height - top - place.y]
        elif not is_apart:
            continue
        is_drawing = each.kind is PictureKind.SVG  # which others may print as a picture
        if all(abs(side) <= _NEAR for side in sides) and (is_drawing or paper.shows(mark)):
            return True
    return False


def _nearest(page: PdfPage, wanted: str, *, is_above: bool) -> range:
    """Return the lines above (or below) all others of a page that are most like what is wanted."""
    words = without_space(wanted)
    if not words:
        return range(0)
    compared: list[tuple[SequenceMatcher[str], range]] = []
    for lines in _stretches(page, 2 * len(words), is_above=is_above):
        said = without_space("".join(page.lines[each].text for each in lines))
        if said == words:
            return lines
        compared.append((SequenceMatcher(None, said, words, autojunk=False), lines))
    best, likeness = range(0), _ALIKE
    for matcher, lines in nlargest(_COMPARED, compared, key=lambda each: each[0].quick_ratio()):
        if (found := matcher.ratio()) > likeness:
            best, likeness = lines, found
    return best


def _stretches(page: PdfPage, most: int, *, is_above: bool) -> Iterator[range]:
    """Yield the lines in a row, of ``most`` letters, that stand above (or below) all others.

    The shortest come first. Lines without words, as rules are, are among them where they stand no
    further inwards, and where they are read just before.
    """
    up = 1 if is_above else -1
    heights = [up * each.bottom for each in page.lines]
    letters = [len(without_space(each.text)) for each in page.lines]
    worded = [at for at, count in enumerate(letters) if count]
    places = {at: place for place, at in enumerate(worded)}
    rules = sorted((at for at, n in enumerate(letters) if not n), key=heights.__getitem__)
    outwards = sorted(worded, key=heights.__getitem__)
    first, last = len(worded), -1
    low, high = len(page.lines), -1
    count = 0
    while outwards:
        at = outwards.pop()
        count += letters[at]
        if heights[at] <= up * page.height / 2 or count > most:
            return
        first, last = min(first, places[at]), max(last, places[at])
        while rules and heights[rules[-1]] >= heights[at]:
            rule = rules.pop()
            low, high = min(low, rule), max(high, rule)
        is_apart = not outwards or heights[outwards[-1]] < heights[at]
        if not is_apart or last - first + 1 != len(worded) - len(outwards):
            continue
        begin = worded[first - 1] + 1 if first else 0
        end = max(worded[last], high) + 1
        following = worded[last + 1] if last + 1 < len(worded) else len(page.lines)
        if begin <= low and end <= following:
            yield range(begin, end)


def _has_words(line: PdfLine) -> bool:
    return bool(without_space(line.text))


def _lacking(margins: PageMargins) -> tuple[int, int]:
    """Return how far a page is from having the margins of one place in the template."""
    return len(margins.differences), -len(margins.lines)
