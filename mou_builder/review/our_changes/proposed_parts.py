"""What a redline of ours proposes: each changed part as words that stay and words that change.

This is made from the comparison of the two agreements, both assembled anew, and from nothing that a
copy says about itself. A change is identified by its part and its place among that part's changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Agreement,
    Block,
    Change,
    Key,
    Paragraph,
    Table,
)
from mou_builder.difference.comparing import marked_parts
from mou_builder.difference.order import Placing
from mou_builder.frozen import dataclass
from mou_builder.review.folding import BREAK, plain


@dataclass(frozen=True)
class Stretch:
    """Adjacent words that change, in their order in the redline: each with whether it is new.

    ``only_follows`` tells that these are the numbers of clauses that are referred to, before and
    after: they follow other changes, and nobody proposes them.
    """

    words: tuple[tuple[str, bool], ...]
    only_follows: bool = False

    @cached_property
    def old(self) -> str:
        """The words to be deleted."""
        return "".join(text for text, is_new in self.words if not is_new)

    @cached_property
    def new(self) -> str:
        """The words to be inserted."""
        return "".join(text for text, is_new in self.words if is_new)

    @cached_property
    def lines(self) -> tuple[tuple[str, bool], ...]:
        """The lines that have words, each with whether it is new."""
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
    """A part that we propose to change.

    ``kept`` are the words before, between and after the ``stretches``, of which there is one less.
    ``after`` is the part before it among the parts of both agreements.
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
        kept, stretches = _kept_and_changed(_pieces(blocks))
        is_moved = placed.placing is Placing.ARRIVES
        if stretches or is_moved:
            is_added, is_removed = placed.old is None, placed.new is None
            found[here.key] = ProposedPart(
                here.key, kept, stretches, is_added, is_removed, is_moved, last
            )
        last = here.key
    return found


_Piece = tuple[str, Change, str | None]
"""Words, what becomes of them, and the blank that they were filled from."""


def _kept_and_changed(
    pieces: Iterable[_Piece],
) -> tuple[tuple[str, ...], tuple[Stretch, ...]]:
    """Return the words that stay and, between them, those that change."""
    kept: list[str] = [""]
    stretches: list[Stretch] = []
    for is_kept, group in groupby(pieces, key=lambda each: each[1] is Change.KEPT):
        words = list(group)
        if is_kept:
            kept[-1] += "".join(text for text, _, _ in words)
            continue
        sides = groupby(words, key=lambda each: each[1] is Change.INSERTED)
        stretch = Stretch(
            tuple(("".join(text for text, _, _ in side), new) for new, side in sides),
            only_follows=_are_of_one_reference(words),
        )
        if _letters(stretch.old) != _letters(stretch.new):
            stretches.append(stretch)
            kept.append("")
        else:
            kept[-1] += stretch.new
    return tuple(kept), tuple(stretches)


def _are_of_one_reference(words: Sequence[_Piece]) -> bool:
    """Tell whether all words are numbers of one clause that is referred to, old and new."""
    blanks = {blank or "" for _, _, blank in words}
    return len(blanks) == 1 and blanks.pop().startswith(CROSS_REFERENCE)


def _letters(text: str) -> str:
    """Return the letters and signs of words; a change of nothing else cannot be answered."""
    return "".join(plain(text).split())


def _pieces(blocks: Sequence[Block]) -> Iterator[_Piece]:
    """Yield the words of marked blocks as printed, a line for each paragraph or cell."""
    for block in blocks:
        match block:
            case Paragraph(spans=spans, lead=lead, change=change):
                if lead:
                    yield f"{lead}\t", change, None
                yield from ((each.text, each.change, each.blank) for each in spans)
                yield BREAK, change, None
            case Table(caption=caption, change=change):
                if caption:
                    yield caption + BREAK, change, None
                for row in block.all_rows:
                    for cell in row.cells:
                        yield from ((each.text, each.change, each.blank) for each in cell)
                        yield BREAK, row.change, None
