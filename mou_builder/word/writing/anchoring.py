"""Anchors of parts: their bookmarks, and which of the two places of a moved part is the old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mou_builder.agreement.document import Block, Change, PartKind
from mou_builder.word.names import Anchor
from mou_builder.word.writing.runs import Marks, unmoved
from mou_builder.word.xml_text import attribute


def change_of(blocks: Sequence[Block]) -> Change:
    """The change that all the blocks share, `Change.KEPT` if they share none.

    Blocks that came by a move and inserted ones share the insertion, those that left by a move and
    deleted ones the deletion.
    """
    changes = {each.change for each in blocks}
    if len(changes) > 1:
        changes = {unmoved(each) for each in changes}
    return changes.pop() if len(changes) == 1 else Change.KEPT


def told_apart(parts: Sequence[tuple[Anchor, Sequence[Block]]]) -> list[Anchor]:
    """The anchors of parts; of a moved part, which has two, the one where it leaves is old."""
    times = Counter((anchor.what, anchor.id) for anchor, _ in parts)
    return [
        anchor._replace(old=True)
        if times[anchor.what, anchor.id] > 1 and not change_of(blocks).is_new
        else anchor
        for anchor, blocks in parts
    ]


def bookmark(name: str, marks: Marks) -> tuple[str, str]:
    """The start and the end of a bookmark."""
    number = marks.id()
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{attribute(name)}"/>',
        f'<w:bookmarkEnd w:id="{number}"/>',
    )


def first_bookmark(anchor: Anchor, marks: Marks, *, is_one: bool) -> tuple[str, str]:
    """The bookmark on the first paragraph, by which references and LibreOffice find the part.

    There is none where a moved part leaves, and none for a part of a single paragraph (``is_one``)
    to which nothing refers.
    """
    if anchor.old or (is_one and anchor.what is not PartKind.CLAUSE):
        return "", ""
    return bookmark(anchor.first, marks)
