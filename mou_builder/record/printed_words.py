"""The words that an agreement has on paper, part by part, and how a copy's words differ from them.

White space is not compared, because lines break elsewhere in every format; nor are the rules that
one writes on. What was written onto such a rule is told apart from what differs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
    Paragraph,
    Part,
    PartKind,
    Table,
)
from mou_builder.frozen import dataclass

_LONG = 60
"""Letters from which on a part is known by its words wherever they stand."""
_MOST_COMPARED = 3_000
"""Words of a part that are compared one by one; longer ones are told as a whole."""
_SHOWN = 200
_MOST_FILLED = 60
"""Letters that a person may have put on a rule: a name or a day, and no sentence."""
_LEFT_OUT = re.compile(r"[\s_\u200b\ufeff\u00ad]+")


@dataclass(frozen=True)
class PrintedPart:
    """A part of an agreement as printed; ``may_be_filled`` where there are rules to write on."""

    title: str
    text: str
    may_be_filled: bool = False


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
    """What differs, and what was written onto the rules of the closing and the signatures."""

    differences: tuple[WordsDiffer, ...]
    filled_in: tuple[str, ...] = ()

    @property
    def are_equal(self) -> bool:
        """Whether the copy has the agreement's words and no others."""
        return not self.differences


def printed_parts(agreement: Agreement) -> tuple[PrintedPart, ...]:
    """Return the parts of an agreement in reading order, its header left out."""
    parts = [_part(each) for each in agreement.parts() if each.kind is not PartKind.HEADER]
    return tuple(each for each in parts if _squeezed(each.text))


def _part(part: Part) -> PrintedPart:
    text = "\n".join(map(_printed, part.blocks))
    return PrintedPart(_name(part), text, part.kind in (PartKind.CLOSING, PartKind.SIGNATURE))


def _name(part: Part) -> str:
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


def _printed(block: Block) -> str:
    match block:
        case Paragraph():
            return " ".join(part for part in (block.number, block.label, block.text) if part)
        case Table():
            rows = block.all_rows
            cells = ["".join(span.text for span in cell) for row in rows for cell in row.cells]
            return "\n".join([block.caption, *cells] if block.caption else cells)


def _squeezed(text: str) -> str:
    return _LEFT_OUT.sub("", text)


def compare_words(parts: Sequence[PrintedPart], copy: str) -> WordsCompared:
    """Compare a copy's words with those of an agreement, part by part."""
    return _Comparison(parts, copy).compared()


class _Comparison:
    """``letters`` are those of the copy that count, ``places`` where each stands in its text."""

    def __init__(self, parts: Sequence[PrintedPart], copy: str) -> None:
        self.parts = parts
        self.copy = copy
        self.places = [at for at, letter in enumerate(copy) if not _LEFT_OUT.match(letter)]
        self.letters = "".join(copy[at] for at in self.places)
        self.differences: list[WordsDiffer] = []
        self.filled: list[str] = []

    def compared(self) -> WordsCompared:
        at = 0
        waiting: list[PrintedPart] = []
        for number, part in enumerate(self.parts):
            words = _squeezed(part.text)
            found = self.found(words, at, is_next=not waiting)
            if found is None:
                waiting.append(part)
                continue
            self.between(waiting, at, found, self.parts[number - 1] if number else part)
            waiting, at = [], found + len(words)
        last = self.parts[-1] if self.parts else PrintedPart("the end", "")
        self.between(waiting, at, len(self.letters), last)
        return WordsCompared(tuple(self.differences), tuple(self.filled))

    def found(self, words: str, at: int, *, is_next: bool) -> int | None:
        """Return where a part stands: here, or further on if it is long enough to be known."""
        if is_next and self.letters.startswith(words, at):
            return at
        found = self.letters.find(words, at) if len(words) >= _LONG else -1
        return found if found >= 0 else None

    def between(
        self, waiting: Sequence[PrintedPart], start: int, end: int, before: PrintedPart
    ) -> None:
        """Tell what differs where parts were not found between two places of the copy."""
        if not waiting:
            if extra := self.shown(start, end):
                self.told(before, "", extra)
            return
        for part in waiting[:-1]:
            near = self.nearest_end(_squeezed(part.text), start, end)
            self.part(part, start, near)
            start = near
        self.part(waiting[-1], start, end)

    def nearest_end(self, words: str, start: int, end: int) -> int:
        """Return about where a part ends after which another one was not found either."""
        tail = words[-12:]
        found = self.letters.find(tail, start, end)
        return found + len(tail) if found >= 0 else min(start + len(words), end)

    def part(self, part: PrintedPart, start: int, end: int) -> None:
        if _squeezed(part.text) == self.letters[start:end]:
            return
        old, new = part.text.split(), self.shown(start, end).split()
        if max(len(old), len(new)) > _MOST_COMPARED:
            self.told(part, part.text, " ".join(new))
            return
        bare = [_squeezed(word) for word in old]
        matched = SequenceMatcher(None, bare, [_squeezed(word) for word in new], autojunk=False)
        for tag, i, k, m, n in matched.get_opcodes():
            was, now = " ".join(old[i:k]), " ".join(new[m:n])
            if tag != "equal" and _squeezed(was) != _squeezed(now):
                self.told(part, was, now)

    def told(self, part: PrintedPart, was: str, now: str) -> None:
        if part.may_be_filled and not _squeezed(was) and len(now) <= _MOST_FILLED:
            self.filled.append(now)
        else:
            self.differences.append(WordsDiffer(part.title, _short(was), _short(now)))

    def shown(self, start: int, end: int) -> str:
        """Return the words of a stretch of the copy with the white space that they have there."""
        if start >= end:
            return ""
        return " ".join(self.copy[self.places[start] : self.places[end - 1] + 1].split())


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
