"""Blocks one after another, and how far they are apart."""

from __future__ import annotations

from collections.abc import Iterable

from mou_builder.frozen import dataclass
from mou_builder.pdf.setting.style_data import Data
from mou_builder.word.look import ParagraphLook

_PLAIN = ParagraphLook()


@dataclass(frozen=True)
class Edge:
    """The paragraph at the upper or lower end of a block: its style and how it lies."""

    look: ParagraphLook = _PLAIN
    style: str = ""


@dataclass
class Block:
    """A block as data, and what its distance from its neighbours depends on.

    ``above`` in its data is filled in when its place is known. ``after`` overrides the space below
    it; ``label`` is the number of a block that begins an item of a list.
    """

    data: Data
    first: Edge = Edge()
    last: Edge = Edge()
    after: float | None = None


def distance(before: Block, block: Block, *, spaces_add: bool) -> float:
    """The space between two blocks (ISO/IEC 29500-1, 17.3.1.33 and 17.3.1.9)."""
    upper, lower = before.last, block.first
    alike = bool(upper.style) and upper.style == lower.style
    after = upper.look.after if before.after is None else before.after
    above = lower.look.before
    if alike and upper.look.contextual:
        after = 0.0
    if alike and lower.look.contextual:
        above = 0.0
    return after + above if spaces_add else max(after, above)


def joined(blocks: Iterable[Block], *, spaces_add: bool, top: float = 0.0) -> list[Data]:
    """The data of blocks, each with the space above it; ``top`` is that above the first."""
    made: list[Data] = []
    before: Block | None = None
    for each in blocks:
        above = top if before is None else distance(before, each, spaces_add=spaces_add)
        made.append({**each.data, "above": above})
        before = each
    return made
