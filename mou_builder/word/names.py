"""The names that identify the parts of a Word document: styles, anchors, the custom XML part.

The writer, the reader and house templates depend on them. Every clause has two anchors, a content
control and a bookmark, because LibreOffice drops block-level content controls when it saves, and a
person can delete either in Word.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import NamedTuple

from mou_builder.agreement.document import Kind, PartKind

SOURCE_NAMESPACE = "urn:mou-builder:source:1"
"""The namespace of the root element of the custom XML part that says what made a document.

The part is ``customXml/item1.xml``, or has the next free number if a house template has such parts
of its own: it is found by this namespace.
"""

PACKAGED_TEMPLATE = "554b9f74fdc2125dac4ca4569b9ecdab55ddef307c78e85e57ab7e0b0c8ca767"
"""The SHA-256 of the template that comes with the program, which documents need not carry."""

TABLE_STYLE = "MOUTable"
TABLE_HEAD = "MOUTableHead"
TABLE_TEXT = "MOUTableText"
TABLE_CAPTION = "Caption"
SIGNATURE_STYLE = "MOUSignature"
END_STYLE = "MOUEnd"
"""The style of an invisible paragraph; see `mou_builder.word.writing.blocks.SPACER`."""
TABLE_STYLES = (TABLE_STYLE, TABLE_HEAD, TABLE_TEXT, TABLE_CAPTION)
"""The styles of tables: that of the table, and those of its paragraphs."""

STYLES: dict[Kind, str] = {
    Kind.HEADER: "Header",
    Kind.TITLE: "Title",
    Kind.SUBTITLE: "Subtitle",
    Kind.RECITAL: "MOURecital",
    Kind.AGREEMENT_LINE: "MOUAgreementLine",
    Kind.HEADING: "Heading1",
    Kind.CLAUSE: "MOUClause",
    Kind.SUBCLAUSE: "MOUSubclause",
    Kind.CONTINUATION: "MOUContinuation",
    Kind.QUOTED: "MOUQuoted",
    Kind.CLOSING: "MOUClosing",
    Kind.SIGNING_PARTY: "MOUSigningParty",
    Kind.SIGNATURE: SIGNATURE_STYLE,
    Kind.PARTICULAR: "MOUParticular",
    Kind.CAPTION: "MOUCaption",
}
"""The id of the paragraph style of each kind."""

PART_NAMES = {kind: kind.value.replace(" ", "-") for kind in PartKind} | {
    PartKind.SIGNATURE: "signature"
}
"""How tags and bookmarks name each kind of part.

A signature block has a bookmark only: a signature line must stand directly in the body. The header,
which is not in the body, has neither; its tag names its digest in the custom XML part.
"""
FIRST = "__at"
"""The end of the name of the bookmark on the first paragraph of a part."""


class Anchor(
    NamedTuple
):  # of which every document has dozens: a dataclass takes four times as long
    """A part of an agreement, by what it is and its id ("" where there is only one of it).

    In a redline a moved part stands twice; ``old`` is the anchor at the place that it leaves. Both
    have the same tag, but the name of a bookmark must be unique in a file.
    """

    what: PartKind
    id: str = ""
    old: bool = False

    @property
    def tag(self) -> str:
        """The tag of the content control: ``mou:clause:chain-of-command``, ``mou:title``.

        At most 64 characters, as Word allows.
        """
        return _tag(self.what, self.id)

    @property
    def bookmark(self) -> str:
        """The name of the bookmark: ``mou_clause_chain_of_command``, with ``__old`` if it is.

        Letters, digits and underscores, at most 40, as Word allows.
        """
        return _bookmark(self.what, self.id, "__old" if self.old else "")

    @property
    def first(self) -> str:
        """The name of the bookmark on the first paragraph alone: ``mou_clause_custody__at``.

        References to a clause name it. It also says where a part of several paragraphs begins:
        LibreOffice 7.4 shortens the bookmark on several paragraphs to the last one when it saves
        twice.
        """
        return _bookmark(self.what, self.id, FIRST)


@lru_cache(maxsize=1024)
def _tag(what: PartKind, id_: str) -> str:
    return _fitting(":".join(filter(None, ("mou", PART_NAMES[what], id_))), 64)


@lru_cache(maxsize=1024)
def _bookmark(what: PartKind, id_: str, end: str) -> str:
    name = "_".join(filter(None, ("mou", PART_NAMES[what], id_))).replace("-", "_")
    return _fitting(name, 40 - len(end)) + end


def _fitting(name: str, limit: int) -> str:
    """The name, shortened and with a digest if it is longer than the limit."""
    if len(name) <= limit:
        return name
    return f"{name[: limit - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def anchor_of_tag(tag: str) -> Anchor | None:
    """Return the anchor that a content control's tag names, or None for a tag that is not ours."""
    mou, _, rest = tag.partition(":")
    what, _, id_ = rest.partition(":")
    for kind, name in PART_NAMES.items():
        if (mou, what) == ("mou", name) and kind is not PartKind.HEADER:
            return Anchor(kind, id_)
    return None
