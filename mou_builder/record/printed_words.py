"""The words that an agreement has on paper, part by part, and how a copy's words differ from them.

White space is not compared, because lines break elsewhere in every format; nor are the rules that
one writes on, and rows of dots or hyphens, which lead to a tab. What was written onto such a rule
is told apart from what differs.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
    Paragraph,
    Part,
    PartKind,
    Table,
    text_of,
)
from mou_builder.difference.alignment import common_subsequence
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.pdf_reading.words import normal
from mou_builder.record.repeated_heads import PrintedTable, repeated_heads

PAGE_END = "\f"
"""Between two pages of a copy."""

_LONG = 60
"""A part with at least so many letters is recognized by its words anywhere in the copy."""
_SHOWN = 200
_MOST_FILLED = 60
"""The most letters that count as filled in on a rule: a name or a day, not a sentence."""
_RULED = "the copy has a line to write on where the agreement has none"
_LEFT_OUT = pattern(r"[\s_\u200b\ufeff\u00ad]+|\.{3,}|-{3,}")


@dataclass(frozen=True)
class PrintedPart:
    """A part of an agreement as printed; ``may_be_filled`` where there are rules to write on.

    ``labels`` are those of lines with nothing on them, "" for one without a label that begins it.
    ``tables`` are those of the part.
    """

    title: str
    text: str
    may_be_filled: bool = False
    labels: tuple[str, ...] = ()
    tables: tuple[PrintedTable, ...] = ()


@dataclass(frozen=True)
class WordsDiffer:
    """Where a copy differs: the part, what the agreement says there, and what the copy says.

    ``remark`` says what is wrong there in its own words, where no words differ.
    """

    part: str
    agreement: str
    copy: str
    remark: str = ""


@dataclass(frozen=True)
class WordsCompared:
    """What differs, and what was written onto the rules of the closing and the signatures.

    ``by_hand`` are the pages of a PDF with something drawn or pasted on a line to sign.
    """

    differences: tuple[WordsDiffer, ...]
    filled_in: tuple[str, ...] = ()
    by_hand: tuple[int, ...] = ()

    @property
    def are_equal(self) -> bool:
        """Whether the copy has the agreement's words and no others."""
        return not self.differences


Printed = Callable[[Sequence[Block]], Iterable[Block]]
"""How a paper prints the blocks of a part: as they are, or in the manner of a template."""


def printed_parts(agreement: Agreement, printed: Printed = tuple) -> tuple[PrintedPart, ...]:
    """Return the parts of an agreement in reading order, its header left out."""
    parts = [
        _printed_part(each, tuple(printed(each.blocks)))
        for each in agreement.parts()
        if each.kind is not PartKind.HEADER
    ]
    return tuple(each for each in parts if without_space(each.text))


def _printed_part(part: Part, blocks: Sequence[Block]) -> PrintedPart:
    text = "\n".join(map(_printed_block, blocks))
    is_closing = part.kind in (PartKind.CLOSING, PartKind.SIGNATURE)
    lines = [each for each in blocks if isinstance(each, Paragraph) and not each.text.strip()]
    labels = tuple(each.label for each in lines) if part.kind is PartKind.SIGNATURE else ()
    tables = tuple(_printed_table(each) for each in blocks if isinstance(each, Table))
    return PrintedPart(_part_name(part), text, is_closing, labels, tables)


def _printed_table(table: Table) -> PrintedTable:
    head, *rows = (without_space("".join(map(text_of, row.cells))) for row in table.all_rows)
    return PrintedTable(head, "".join(rows))


def _part_name(part: Part) -> str:
    match part.kind:
        case PartKind.RECITAL:
            return part.title.lower()
        case PartKind.HEADING:
            return f"the {part.title[0].lower()}{part.title[1:]}"
        case PartKind.CLAUSE:
            return f"{part.number}. {part.title}"
        case PartKind.SIGNATURE:
            paragraphs = (each for each in part.blocks if isinstance(each, Paragraph))
            heads = [each.text for each in paragraphs if each.kind is Kind.SIGNING_PARTY]
            return f"the signature of {heads[0] if heads else part.id}"
        case _:
            return f"the {part.kind.value}"


def _printed_block(block: Block) -> str:
    match block:
        case Paragraph():
            return " ".join(part for part in (block.number, block.label, block.text) if part)
        case Table():
            cells = list(map(text_of, block.runs))
            return "\n".join([block.caption, *cells] if block.caption else cells)


def without_space(text: str) -> str:
    """Return what is compared of a text: no white space, no rule to write on, no row of dots.

    A letter may be written as one sign or as several, as the copy has it.
    """
    return normal(_LEFT_OUT.sub("", text))


def compare_words(parts: Sequence[PrintedPart], copy: str) -> WordsCompared:
    """Compare a copy's words, whose pages are apart by `PAGE_END`, with those of an agreement."""
    return _Comparison(parts, copy).compared()


class _Comparison:
    """``letters`` are those of the copy that count, ``places`` where each stands in its text."""

    def __init__(self, parts: Sequence[PrintedPart], copy: str) -> None:
        self.parts = parts
        self.copy = _without_repeated_heads(copy, parts)
        self.places = _places(self.copy)
        self.letters = "".join(self.copy[at] for at in self.places)
        self.differences: list[WordsDiffer] = []
        self.filled: list[str] = []

    def compared(self) -> WordsCompared:
        at = 0
        waiting: list[PrintedPart] = []
        for number, part in enumerate(self.parts):
            words = without_space(part.text)
            found = self.found(words, at, is_next=not waiting)
            if found is None:
                waiting.append(part)
                continue
            before = self.parts[number - 1] if number else part
            self.between(waiting, at, found, before)
            self.ruled(part, before, at if not waiting else found, found, found + len(words))
            waiting, at = [], found + len(words)
        last = self.parts[-1] if self.parts else PrintedPart("the end", "")
        self.between(waiting, at, len(self.letters), last)
        if not waiting and at == len(self.letters):
            self.ruled_after(last, at, at)
        return WordsCompared(tuple(self.differences), tuple(self.filled))

    def found(self, words: str, at: int, *, is_next: bool) -> int | None:
        """Return where a part is: here, or further on if it is long enough to be recognized."""
        if is_next and self.letters.startswith(words, at):
            return at
        found = self.letters.find(words, at) if len(words) >= _LONG else -1
        return found if found >= 0 else None

    def between(
        self, waiting: Sequence[PrintedPart], start: int, end: int, before: PrintedPart
    ) -> None:
        """Add what differs between two places of the copy where parts were not found."""
        if not waiting:
            if extra := " ".join(self.stretch(start, end).split()):
                lines = {line for _, line in self.words(max(start - 1, 0), end)}
                words = before.text.split()
                if before.may_be_filled and _is_filled_in(
                    before, "", extra, " ".join(words), words[-1:], len(lines)
                ):
                    self.filled.append(extra)
                else:
                    self.told(before, "", extra)
            return
        for part in waiting[:-1]:
            near = self.nearest_end(without_space(part.text), start, end)
            self.part(part, start, near)
            start = near
        self.part(waiting[-1], start, end)

    def nearest_end(self, words: str, start: int, end: int) -> int:
        """Return roughly where a part ends that is followed by another part not found."""
        tail = words[-12:]
        found = self.letters.find(tail, start, end)
        return found + len(tail) if found >= 0 else min(start + len(words), end)

    def part(self, part: PrintedPart, start: int, end: int) -> None:
        if without_space(part.text) == self.letters[start:end]:
            return
        if end > start:
            self.ruled(part, part, start, start, end)
        old, copied = part.text.split(), self.words(start, end)
        new = [word for word, _ in copied]
        bare, found = ([without_space(word) for word in words] for words in (old, new))
        same = [(-1, -1), *common_subsequence(bare, found), (len(old), len(new))]
        for (last_old, last_new), (k, n) in pairwise(same):
            i, m = last_old + 1, last_new + 1
            was, now = " ".join(old[i:k]), " ".join(new[m:n])
            if without_space(was) == without_space(now):
                continue
            lines = {line for _, line in copied[max(m - 1, 0) : n]}
            around = old[max(i - 1, 0) : k + 1]
            if part.may_be_filled and _is_filled_in(
                part, was, now, " ".join(old[:i]), around, len(lines)
            ):
                self.filled.append(now)
            else:
                self.told(part, was, now)

    def told(self, part: PrintedPart, was: str, now: str) -> None:
        self.differences.append(WordsDiffer(part.title, shortened(was), shortened(now)))

    def ruled(
        self, part: PrintedPart, before: PrintedPart, start: int, found: int, end: int
    ) -> None:
        """Add a difference for a rule in a part or before it where the agreement has none."""
        begins_ruled = part.text.startswith("_") or "" in part.labels
        if not begins_ruled:
            self.ruled_after(before, start, found)
        if not part.may_be_filled and "_" not in part.text and "_" in self.stretch(found, end):
            self.differences.append(WordsDiffer(part.title, "", "", _RULED))

    def ruled_after(self, before: PrintedPart, start: int, end: int) -> None:
        """Add a difference for a rule after a part, except one at the end of its last line."""
        first = self.places[start - 1] if start else 0
        last = self.places[end] if end < len(self.places) else len(self.copy)
        between = self.copy[first:last]
        if before.may_be_filled:
            between = between.partition("\n")[2]
        if "_" in between and not before.text.rstrip().endswith("_"):
            self.differences.append(WordsDiffer(before.title, "", "", _RULED))

    def stretch(self, start: int, end: int) -> str:
        """Return the text of the copy between two of its letters, with what is not compared."""
        return self.copy[self.places[start] : self.places[end - 1] + 1] if start < end else ""

    def words(self, start: int, end: int) -> list[tuple[str, int]]:
        """Return the words of a stretch of the copy, each with the line that it is on."""
        lines = self.stretch(start, end).split("\n")
        return [(word, number) for number, line in enumerate(lines) for word in line.split()]


def _without_repeated_heads(copy: str, parts: Sequence[PrintedPart]) -> str:
    """Return a copy's words with spaces where a table is headed again on a further page."""
    ends = [at for at, letter in enumerate(copy) if letter == PAGE_END]
    tables = [each for part in parts for each in part.tables]
    if not ends or not tables:
        return copy
    places = _places(copy)
    letters = "".join(copy[at] for at in places)
    kept = list(copy)
    for found in repeated_heads(letters, [bisect(places, end) for end in ends], tables):
        for at in found:
            kept[places[at]] = " "
    return "".join(kept)


def _places(copy: str) -> list[int]:
    """Return the places of the letters of a copy that count."""
    left_out = {at for found in _LEFT_OUT.finditer(copy) for at in range(*found.span())}
    return [at for at in range(len(copy)) if at not in left_out]


def words_around(text: str, words: str) -> tuple[str, str] | None:
    """Return what a text has before and after some words, as it stands; None if it lacks them."""
    text, wanted = normal(text), without_space(words)
    places = _places(text)
    at = "".join(text[each] for each in places).find(wanted)
    return (text[: places[at]], text[places[at + len(wanted) - 1] + 1 :]) if at >= 0 else None


def _is_filled_in(
    part: PrintedPart, was: str, now: str, before: str, around: Sequence[str], lines: int
) -> bool:
    """Tell whether words stand on a rule: among its strokes, or on the line that its label begins.

    ``before`` is what the agreement has before them, ``around`` the words between which they stand;
    ``lines`` counts those of the copy on which they and the word before them are.
    """
    if len(now) > _MOST_FILLED:
        return False
    if any("_" in each for each in around):
        return without_space(now).startswith(without_space(was))
    if was:
        return False
    if not before:
        return "" in part.labels
    return lines == 1 and any(each and before.endswith(each) for each in part.labels)


def shortened(text: str) -> str:
    """Return a text on one line, cut off where it is too long to be shown."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
