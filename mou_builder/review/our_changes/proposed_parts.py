"""What a redline of ours proposes: each changed part as what stays and what it would change.

Made from the comparison of the two agreements, both assembled anew, and from nothing that a copy
says of itself. A change is known by the part that it is in and by its place among the changes of
that part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Key,
    Kind,
    Paragraph,
    Part,
    Span,
    Table,
)
from mou_builder.difference.comparing import marked_parts
from mou_builder.difference.order import Placed, Placing
from mou_builder.frozen import dataclass
from mou_builder.review.folding import BREAK, plain


@dataclass(frozen=True)
class Stretch:
    """Words next to each other that change, in their order in the redline, each old or new."""

    words: tuple[tuple[str, bool], ...]
    """Words, and whether they are new."""

    @cached_property
    def old(self) -> str:
        """The words that should go, "" where none should."""
        return "".join(text for text, is_new in self.words if not is_new)

    @cached_property
    def new(self) -> str:
        """The words that should come, "" where none should."""
        return "".join(text for text, is_new in self.words if is_new)

    @cached_property
    def lines(self) -> tuple[tuple[str, bool], ...]:
        """The words line by line, without lines that have none, and whether they are new."""
        return tuple(
            (line, is_new)
            for text, is_new in self.words
            for line in text.splitlines(keepends=True)
            if line.strip()
        )

    @cached_property
    def both(self) -> str:
        """All of them, as the redline shows them."""
        return "".join(text for text, _ in self.words)


@dataclass(frozen=True)
class ProposedPart:
    """A part that we would change.

    ``kept`` are the words before, between and after the ``stretches``: one more than there are of
    these. ``after`` is the part before it among all parts of both agreements.
    """

    key: Key
    kept: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    is_added: bool = False
    is_removed: bool = False
    is_moved: bool = False
    after: Key | None = None


def proposed_parts(old: Agreement, new: Agreement) -> dict[Key, ProposedPart]:
    """Return the parts that ``new`` changes of ``old``, in reading order."""
    found: dict[Key, ProposedPart] = {}
    last: Key | None = None
    for placed, blocks in marked_parts(old, new):
        here = placed.new or placed.old
        assert here is not None
        key = here.key
        part = _proposed(key, placed, blocks, last)
        if part.stretches or part.is_moved:
            found[key] = part
        last = key
    return found


def _proposed(
    key: Key, placed: Placed[Part], blocks: Sequence[Block], after: Key | None
) -> ProposedPart:
    kept, stretches = _cut(_pieces(blocks))
    return ProposedPart(
        key,
        kept,
        stretches,
        is_added=placed.old is None,
        is_removed=placed.new is None,
        is_moved=placed.placing is Placing.ARRIVES,
        after=after,
    )


def _cut(pieces: Iterable[tuple[str, Change]]) -> tuple[tuple[str, ...], tuple[Stretch, ...]]:
    kept: list[str] = [""]
    stretches: list[Stretch] = []
    for is_kept, group in groupby(pieces, key=lambda each: each[1] is Change.KEPT):
        words = list(group)
        if is_kept:
            kept[-1] += "".join(text for text, _ in words)
            continue
        sides = groupby(words, key=lambda each: each[1] is Change.INSERTED)
        stretch = Stretch(tuple(("".join(text for text, _ in side), new) for new, side in sides))
        if _letters(stretch.old) != _letters(stretch.new):
            stretches.append(stretch)
            kept.append("")
        else:
            kept[-1] += stretch.new
    return tuple(kept), tuple(stretches)


def _letters(text: str) -> str:
    """Return what of some words tells them from others; their looks alone cannot be answered."""
    return "".join(plain(text).split())


def _pieces(blocks: Sequence[Block]) -> Iterator[tuple[str, Change]]:
    """Yield the words of marked blocks as they are printed, a line for each paragraph or cell."""
    for block in blocks:
        match block:
            case Paragraph(kind, spans, number, label, change=change):
                lead = number if kind is Kind.QUOTED else label
                if lead:
                    yield f"{lead}\t", change
                yield from _words(spans)
                yield BREAK, change
            case Table(caption=caption, change=change):
                if caption:
                    yield caption + BREAK, change
                for row in block.all_rows:
                    for cell in row.cells:
                        yield from _words(cell)
                        yield BREAK, row.change


def _words(spans: Iterable[Span]) -> Iterator[tuple[str, Change]]:
    yield from ((each.text, each.change) for each in spans)
