"""Words that another library made, distinguished from silent edits.

A document says which library made it, and gives a digest of each part's words as they were made. If
a part has the words of its digest, but not those that the library makes now, the library may be the
cause. But a document proves nothing about itself: so the words are reported all the same, as a kind
of finding of their own, and only the library that made them can confirm that nobody edited them.
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
    """What a document says about the words it was made with: their digest, by part.

    ``is_another`` says that it names another library than the one it is compared with.
    """

    source: MadeFrom
    digests: Mapping[Key, str]
    is_another: bool

    def has_changed(self, sent: SentPart) -> bool:
        """Tell whether our library makes other words of a part than the document was made with."""
        return self._differs(sent.key, sent.text)

    def has_not_yet(self, key: Key) -> bool:
        """Tell whether the other library, by the document, lacked a clause, heading or recital."""
        return self.is_another and key.part in _OF_LIBRARIES and key not in self.digests

    def is_as_made(self, key: Key, text: str) -> bool:
        """Tell whether a part has the words that, by the document, another library made."""
        return self.is_another and key in self.digests and not self._differs(key, text)

    def _differs(self, key: Key, text: str) -> bool:
        recorded = self.digests.get(key)
        return bool(recorded) and self.source.digest(_PIECES.split(text)) != recorded


def made_with(source: MadeFrom | None, anchors: Anchors, library: str) -> MadeWith | None:
    """Return what a document says about its words; ``library`` is the digest of ours."""
    if source is None:
        return None
    digests = {anchors[tag]: each for tag, each in source.digests.items() if tag in anchors}
    return MadeWith(source, digests, bool(digests) and source.library != library)


def of_library(laid: Overlay) -> Overlay:
    """Return words whose silent edits are attributed to another library.

    That does not include edits within a change that we proposed.
    """
    return replace(
        laid,
        words=tuple(map(_by_library, laid.words)),
        edits=tuple(
            replace(each, hand=LIBRARY) if each.is_silent and each.change is None else each
            for each in laid.edits
        ),
    )


def _by_library(words: CopyWords) -> CopyWords:
    if words.change is not None:
        return words
    inserted, deleted = (
        LIBRARY if each == SILENT else each for each in (words.inserted, words.deleted)
    )
    return replace(words, inserted=inserted, deleted=deleted)
