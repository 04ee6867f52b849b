"""A comparison as a terminal shows it: what changed, clause by clause, and where in the configs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from mou_builder.agreement.document import Block, Change, Paragraph, Row, Table
from mou_builder.difference.causes import Cause
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.report.comparison import wording
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.terminal import NARROWEST, visible

_STYLES = {Change.INSERTED: "blue underline", Change.DELETED: "red strike"}
_SIGNS = {Change.INSERTED: ("{+", "+}"), Change.DELETED: ("[-", "-]")}
_CONTEXT = 12
_LONG = 40


def comparison_text(
    comparison: Comparison,
    names: tuple[str, str],
    *,
    color: bool,
    width: int,
    plain: PlainWords | None = None,
) -> str:
    """Return a comparison for a terminal of ``width`` columns.

    With ``plain``, what changed is said in sentences; else by the keys of the configs that made
    it, with their lines. ``names`` are what the two agreements are called, such as their
    files. With ``color``, deleted words are red and struck and inserted ones blue and underlined;
    without, they stand between signs: ``[-deleted-]``, ``{+inserted+}``. Parts that read the same
    are folded to a line.
    """
    view = _View(color, plain)
    target = io.StringIO()
    console = _console(target, color, width)
    console.print(Text(f"{visible(names[0])} → {visible(names[1])}", style="bold"), soft_wrap=True)
    console.print(Text(wording.comparison_summary(comparison)))
    for each in view.general(comparison):
        console.print(each)
    for stretch in wording.stretches(comparison) if not comparison.is_equal else ():
        console.print()
        match stretch:
            case wording.FoldedItems():
                console.print(Text(f"· {visible(wording.folded_text(stretch))}", style="dim"))
            case Item():
                for line in view.item(stretch):
                    console.print(line)
    return _without_trailing_space(target)


def item_text(item: Item, *, color: bool, width: int) -> str:
    """Return one part of a comparison, as `comparison_text` shows it."""
    target = io.StringIO()
    console = _console(target, color, width)
    for line in _View(color).item(item):
        console.print(line)
    return _without_trailing_space(target)


def _console(target: io.StringIO, color: bool, width: int) -> Console:
    return Console(
        file=target,
        width=max(width, NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},
    )


def _without_trailing_space(target: io.StringIO) -> str:
    return "\n".join(line.rstrip() for line in target.getvalue().split("\n"))


class _View:
    def __init__(self, color: bool, plain: PlainWords | None = None) -> None:
        self.color = color
        self.plain = plain

    def general(self, comparison: Comparison) -> Iterator[Padding]:
        """Yield the causes that belong to no single part."""
        if self.plain is None:
            yield from map(self.cause, comparison.general)
            return
        for each in self.plain.general(comparison):
            yield Padding(Text(visible(each)), (0, 0, 0, 2))

    def item(self, item: Item) -> Iterator[Text | Padding]:
        title = Text(visible(wording.part_name(item)), style="bold")
        yield title.append(Text(f": {visible(wording.differences_text(item))}", style="not bold"))
        if self.plain is None:
            yield from map(self.cause, wording.shown_causes(item))
        for each in self.plain.of_causes(item) if self.plain else ():
            yield Padding(Text(visible(each)), (0, 0, 0, 2))
        for block in item.blocks:
            yield from (Padding(line, (0, 0, 0, 2)) for line in self.block(block))

    def cause(self, cause: Cause) -> Padding:
        line = Text("cause: ", style="dim")
        line.append(Text(visible(wording.cause_text(cause)), style="not dim"))
        if where := wording.places(cause):
            line.append(f"  ({visible(where)})")
        return Padding(line, (0, 0, 0, 2))

    def block(self, block: Block) -> Iterator[Text]:
        match block:
            case Paragraph():
                yield self.paragraph(block)
            case Table():
                yield from (self.row(row) for row in block.all_rows)

    def paragraph(self, block: Paragraph) -> Text:
        line = Text(f"{visible(block.number)} " if block.number else "")
        return line.append(self.pieces(wording.line_pieces(block)))

    def row(self, row: Row) -> Text:
        return Text(" | ").join(self.pieces(wording.pieces(cell)) for cell in row.cells)

    def pieces(self, pieces: Sequence[wording.ChangedWords]) -> Text:
        line = Text()
        last = len(pieces) - 1
        for index, piece in enumerate(pieces):
            text = piece.text
            if piece.change is Change.KEPT and last and len(text.split()) > _LONG:
                text = _shortened(text, index > 0, index < last)
            line.append(self.piece(piece.change, visible(text)))
        return line

    def piece(self, change: Change, text: str) -> Text:
        if change not in _STYLES:
            return Text(text)
        if self.color:
            return Text(text, style=_STYLES[change])
        opens, closes = _SIGNS[change]
        return Text(f"{opens}{text}{closes}")


def _shortened(text: str, after: bool, before: bool) -> str:
    """Keep the words of a long kept passage that stand next to a change on either side."""
    words = text.split(" ")
    head = words[:_CONTEXT] if after else []
    tail = words[-_CONTEXT:] if before else []
    return " ".join([*head, "[…]", *tail])
