"""Anchors in place: bookmarks, and which of two places of a part is the old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mou_builder.agreement.document import Block, Change, PartKind
from mou_builder.frozen import replace
from mou_builder.word.names import Anchor
from mou_builder.word.writing.runs import Marks, attribute, is_new, unmoved


def change_of(blocks: Sequence[Block]) -> Change:
    """The change that all the blocks share, or `Change.KEPT`.

    Moved and inserted ones together were inserted, moved and deleted ones together deleted.
    """
    changes = {each.change for each in blocks}
    if len(changes) > 1:
        changes = {unmoved(each) for each in changes}
    return changes.pop() if len(changes) == 1 else Change.KEPT


def told_apart(parts: Sequence[tuple[Anchor, Sequence[Block]]]) -> list[Anchor]:
    """The anchors; of two that are the same, the one on its way out is the old one."""
    times = Counter((anchor.what, anchor.id) for anchor, _ in parts)
    return [
        replace(anchor, old=True)
        if times[anchor.what, anchor.id] > 1 and not is_new(change_of(blocks))
        else anchor
        for anchor, blocks in parts
    ]


def bookmark(name: str, marks: Marks) -> tuple[str, str]:
    """The begin and the end of a bookmark."""
    number = marks.id()
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{attribute(name)}"/>',
        f'<w:bookmarkEnd w:id="{number}"/>',
    )


def first_bookmark(anchor: Anchor, marks: Marks, *, is_one: bool) -> tuple[str, str]:
    """The bookmark on the first paragraph, by which references and LibreOffice find the part.

    A part that leaves its place has none there; nor has one of one paragraph (``is_one``) to which
    nothing refers.
    """
    if anchor.old or (is_one and anchor.what is not PartKind.CLAUSE):
        return "", ""
    return bookmark(anchor.first, marks)
