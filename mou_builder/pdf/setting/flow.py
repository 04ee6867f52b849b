"""Blocks one after another, and how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, starmap
from typing import Any

from mou_builder.frozen import dataclass
from mou_builder.pdf.setting.style_data import Data
from mou_builder.word.look import ParagraphLook

_PLAIN = ParagraphLook()


@dataclass(frozen=True)
class Edge:
    """The paragraph at the upper or lower end of a block: its style and how it lies.

    ``added`` is what its line spacing adds below its last line, but at the end of a page, and
    ``at_end`` what it adds at the end of a header, a footer or a cell.
    """

    look: ParagraphLook = _PLAIN
    style: str = ""
    added: float = 0.0
    at_end: float = 0.0

    @property
    def below(self) -> float:
        """The space below it at the end of a header, a footer or a cell."""
        return self.look.after + self.at_end


@dataclass
class Block:
    """A block as data, and what its distance from its neighbors depends on.

    ``above`` in its data is filled in when its place is known. ``after`` overrides the space below
    it. ``height`` is the most that one of a header, a footer or a cell is high.
    """

    data: Data
    first: Edge = Edge()
    last: Edge = Edge()
    after: float | None = None
    height: float = 0.0


def paragraph_data(look: Data | str, words: Sequence[Data | str], **said: Any) -> Data:
    """A paragraph as data; of what is ``said`` of it, only what is not usual (see `blocks.typ`)."""
    return {
        "kind": "paragraph",
        "look": look,
        "words": words,
        **{name: each for name, each in said.items() if each},
    }


class HeadingLevels:
    """The levels of the headings of one document, in reading order.

    Word lets a document begin with a heading of any level and leave levels out; PDF/UA-1 does not.
    """

    def __init__(self) -> None:
        self._open: list[int] = []

    def level(self, outline: int) -> int:
        """The level in the PDF of a heading with this outline level in Word."""
        self._open = [*(each for each in self._open if each < outline), outline]
        return len(self._open)


@dataclass(frozen=True)
class Flow:
    """Puts blocks below one another; ``spaces_add`` is that of the template's look."""

    spaces_add: bool

    def distance(self, before: Block, block: Block) -> float:
        """The space between two blocks (ISO/IEC 29500-1, 17.3.1.33 and 17.3.1.9)."""
        upper, lower = before.last, block.first
        alike = bool(upper.style) and upper.style == lower.style
        after = upper.look.after if before.after is None else before.after
        above = lower.look.before
        if alike and upper.look.contextual:
            after = 0.0
        if alike and lower.look.contextual:
            above = 0.0
        return upper.added + (after + above if self.spaces_add else max(after, above))

    def joined(self, blocks: Sequence[Block]) -> list[Data]:
        """The data of blocks, each with the space above it; there is none above the first."""
        spaces = (0.0, *starmap(self.distance, pairwise(blocks)))
        return [{**each.data, "above": above} for each, above in zip(blocks, spaces, strict=False)]

    def begun(self, blocks: Sequence[Block]) -> list[Data]:
        """The same with the space above the first, also at the top of a page."""
        return [*_gap(blocks[0].first.look.before if blocks else 0.0), *self.joined(blocks)]

    def whole(self, blocks: Sequence[Block]) -> list[Data]:
        """The same with the space below the last, too: a header, a footer or a cell."""
        return [*self.begun(blocks), *_gap(blocks[-1].last.below if blocks else 0.0)]


def _gap(height: float) -> list[Data]:
    return [{"kind": "gap", "height": height}] if height else []
