"""The names by which a Word document of ours is known again: styles, anchors, the custom XML part.

This is the contract between what writes a document, what reads one back, and a house template.
Every clause has two anchors, because LibreOffice drops block-level content controls when it saves
and a person can delete either in Word: a content control and a bookmark.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from mou_builder.agreement.document import Kind, PartKind
from mou_builder.frozen import dataclass

SOURCE_NAMESPACE = "urn:mou-builder:source:1"
"""The root element's namespace of the custom XML part that says what made a document.

The part is ``customXml/item1.xml``, or the next free number where a house template has parts of its
own: find it by this namespace.
"""

PACKAGED_TEMPLATE = "7cb70f56cd3fc91e8d52be05e8e4b7edd684c341508f16927f67e104c8e5e866"
"""The SHA-256 of the template that comes with the program, which no document needs to carry."""

TABLE_STYLE = "MOUTable"
TABLE_HEAD = "MOUTableHead"
TABLE_TEXT = "MOUTableText"
TABLE_CAPTION = "Caption"
SIGNATURE_STYLE = "MOUSignature"
END_STYLE = "MOUEnd"
"""A paragraph that nobody sees, in redlines; see `mou_builder.word.writing.blocks.SPACER`."""

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
"""The id of each kind's paragraph style."""


PART_NAMES = {kind: kind.value.replace(" ", "-") for kind in PartKind} | {
    PartKind.SIGNATURE: "signature"
}
"""What opens the tag and the bookmark of each kind of part.

A signature block has a bookmark only: a line to sign must stand directly in the body. The header,
which is not in the body, has neither; its tag names its digest.
"""


@dataclass(frozen=True)
class Anchor:
    """A part of an agreement, by what it is and its id ("" where there is only one of it).

    In a redline a part that was moved stands twice; ``old`` marks the place that it leaves. Both
    have the same tag, but a bookmark's name must be unique in a file.
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

        References to a clause name this one, and of several paragraphs it says where they begin:
        LibreOffice 7.4 begins a bookmark on several of them anew in the last, and when it saves
        once more, there alone.
        """
        return _bookmark(self.what, self.id, FIRST)


FIRST = "__at"
"""What ends the name of the bookmark on the first paragraph of a part."""


@lru_cache(maxsize=1024)
def _tag(what: PartKind, id_: str) -> str:
    return _fitting(":".join(filter(None, ("mou", PART_NAMES[what], id_))), 64)


@lru_cache(maxsize=1024)
def _bookmark(what: PartKind, id_: str, end: str) -> str:
    name = "_".join(filter(None, ("mou", PART_NAMES[what], id_))).replace("-", "_")
    return _fitting(name, 40 - len(end)) + end


def _fitting(name: str, limit: int) -> str:
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
