"""Words that another library made, told apart from edits that nobody tracked.

A document says which library made it, and gives a digest of each part's words as they were made. A
part that has the words of its digest, but not those that the library makes now, differs by the
library, if the document is to be believed. It is not: the words are told, under a name of their
own, and only the library that made them can show that nobody else did.
"""

from __future__ import annotations

from collections.abc import Mapping

from mou_builder.agreement.document import Key, PartKind
from mou_builder.frozen import dataclass, replace
from mou_builder.patterns import pattern
from mou_builder.review.line_match import Anchors
from mou_builder.review.returned_copy import CopyWords, MadeFrom
from mou_builder.review.sent_parts import SentPart
from mou_builder.review.silent_edits import LIBRARY, SILENT, Overlay

_OF_LIBRARIES = (PartKind.CLAUSE, PartKind.HEADING, PartKind.RECITAL)
_PIECES = pattern(r"[\n\t]")


@dataclass(frozen=True)
class MadeWith:
    """What a document says of the words that it was made with, by part.

    ``is_another`` tells that it names another library than the one that it is compared with.
    """

    source: MadeFrom
    digests: Mapping[Key, str]
    is_another: bool

    def has_changed(self, sent: SentPart) -> bool:
        """Tell whether the library makes other words of a part than the document says."""
        return self._differs(sent.key, sent.text)

    def has_not_yet(self, key: Key) -> bool:
        """Tell whether another library is said to have had no such clause, heading or recital."""
        return self.is_another and key.part in _OF_LIBRARIES and key not in self.digests

    def is_as_made(self, key: Key, text: str) -> bool:
        """Tell whether a part has the words that another library is said to have made."""
        return self.is_another and key in self.digests and not self._differs(key, text)

    def _differs(self, key: Key, text: str) -> bool:
        recorded = self.digests.get(key)
        return bool(recorded) and self.source.digest(_PIECES.split(text)) != recorded


def made_with(source: MadeFrom | None, anchors: Anchors, library: str) -> MadeWith | None:
    """Return what a document says of its words; ``library`` is the digest of the one at hand."""
    if source is None:
        return None
    digests = {anchors[tag]: each for tag, each in source.digests.items() if tag in anchors}
    return MadeWith(source, digests, bool(digests) and source.library != library)


def of_library(laid: Overlay) -> Overlay:
    """Return words with what was not tracked in them as the doing of another library.

    What was done within a change that we proposed is none of its doing.
    """
    return replace(
        laid,
        words=tuple(map(_named, laid.words)),
        edits=tuple(
            replace(each, hand=LIBRARY) if each.is_silent and each.change is None else each
            for each in laid.edits
        ),
    )


def _named(words: CopyWords) -> CopyWords:
    if words.change is not None:
        return words
    inserted, deleted = (
        LIBRARY if each == SILENT else each for each in (words.inserted, words.deleted)
    )
    return replace(words, inserted=inserted, deleted=deleted)
