"""What was sent compared with what came back: tracked changes, and silent edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from mou_builder.difference.phrases import kept_tokens
from mou_builder.frozen import dataclass, replace
from mou_builder.review.folding import BREAK, plain, strict, tokens_of
from mou_builder.review.returned_copy import CopyWords, Line, Reviser

SILENT = Reviser("")
"""Stands for the unknown author of a change that is not tracked."""


@dataclass(frozen=True)
class _OtherLibrary(Reviser):
    """A type of its own, so that no author of a document is equal to it, whatever their name."""


LIBRARY = _OtherLibrary("another library")
"""Stands for the author of words that, by the document, another library made."""
_CONTEXT = 60
"""The most characters of the words around an edit that are shown."""
_NEAR = 40
"""The most pieces of words that are searched for them."""


@dataclass(frozen=True)
class Edit:
    """One change of words: ``inserted`` replaced ``deleted``; either may be empty.

    ``hand`` is who made it, `SILENT` if it is not tracked; ``before`` and ``after`` are the words
    around it. A split or joined paragraph shows as a line break. ``over`` is who had inserted words
    that somebody else deleted again. ``change`` is the index of the change that we proposed and in
    whose words the edit is; ``is_ours`` says that it is that change itself, not yet decided.
    """

    deleted: str
    inserted: str
    hand: Reviser
    before: str = ""
    after: str = ""
    over: Reviser | None = None
    change: int | None = None
    is_ours: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether the edit is not tracked."""
        return self.hand == SILENT

    @property
    def is_tracked(self) -> bool:
        """Whether somebody made the edit with changes tracked."""
        return self.hand not in (SILENT, LIBRARY)


@dataclass(frozen=True)
class Overlay:
    """The words of a part with the marks of all changes; the hand of silent edits is `SILENT`.

    ``typography`` counts the words that differ only in quotes, dashes and the like, ``spacing`` the
    changes of white space alone.
    """

    words: tuple[CopyWords, ...]
    edits: tuple[Edit, ...]
    typography: int = 0
    spacing: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether any edit is not tracked."""
        return any(each.is_silent for each in self.edits)

    @property
    def is_tracked(self) -> bool:
        """Whether any edit is tracked."""
        return any(each.is_tracked for each in self.edits)


@dataclass(frozen=True)
class ChangePlaces:
    """Where a change that we proposed stands: with tracked changes accepted, and rejected.

    Each is the offset of its first character, and that behind its last one.
    """

    accepted: tuple[int, int]
    rejected: tuple[int, int]


def reading(lines: Sequence[Line], *, rejected: bool) -> str:
    """Return the words of lines as they read when every change is accepted, or rejected."""
    words = _with_breaks(lines)
    return "".join(
        each.text for each in words if (each.inserted if rejected else each.deleted) is None
    )


def overlay(sent: str, lines: Sequence[Line], changes: Sequence[ChangePlaces] = ()) -> Overlay:
    """Compare the text of a part with the lines in which it came back.

    ``changes`` are the places of the changes that we proposed, as the `reading` has them.
    """
    words = list(_with_breaks(lines))
    if changes:
        words = list(_cut_at_changes(words, changes))
    rejected = "".join(each.text for each in words if each.inserted is None)
    if plain(sent) != plain(rejected):
        return _overlay(_with_silent_edits(sent, rejected, words))
    return _overlay(words, _typography(sent, rejected))


def moved(rejected: str, accepted: str, hand: Reviser) -> Overlay:
    """Compare a part that was moved, with changes tracked, with itself at its new place."""
    return _overlay(_moved_words(rejected, accepted, hand))


def _with_breaks(lines: Sequence[Line]) -> Iterator[CopyWords]:
    """Yield the words of all lines, and the breaks between them, which also have a history."""
    for number, line in enumerate(lines):
        yield from line.words
        if number + 1 < len(lines):
            yield CopyWords(BREAK, line.inserted, line.deleted)


def _cut_at_changes(
    words: Iterable[CopyWords], changes: Sequence[ChangePlaces]
) -> Iterator[CopyWords]:
    """Yield the words, cut where one of our changes begins or ends, with the change they are in."""
    accepted = [(*each.accepted, number) for number, each in enumerate(changes)]
    rejected = [(*each.rejected, number) for number, each in enumerate(changes)]
    in_new = in_old = 0
    for each in words:
        if each.inserted is not None and each.deleted is not None:  # of no length in any reading
            ends = (n for first, last, n in rejected if first <= in_old <= last)
            yield replace(each, change=next(ends, None))
            continue
        length = len(each.text)
        ranges, start = (accepted, in_new) if each.deleted is None else (rejected, in_old)
        cuts = {0, length}
        for first, last, _ in ranges:
            cuts |= {at - start for at in (first, last) if start < at < start + length}
        for at, end in pairwise(sorted(cuts)):
            change = next(
                (n for first, last, n in ranges if first <= start + at and start + end <= last),
                None,
            )
            yield replace(each, text=each.text[at:end], change=change)
        in_new += length if each.deleted is None else 0
        in_old += length if each.inserted is None else 0


@dataclass(frozen=True)
class _Replacement:
    """What differs at one place: the new text from ``start`` to ``end`` stands for ``deleted``."""

    start: int
    end: int
    deleted: str


def _replacements(old: str, new: str) -> list[_Replacement]:
    before, after = tokens_of(old), tokens_of(new)
    found = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *kept_tokens(before, after)]):
        if next_i == i + 1 and next_j == j + 1:
            continue
        deleted = ""
        if next_i > i + 1:
            deleted = old[before.starts[i + 1] : before.ends[next_i - 1]]
        start = after.starts[j + 1] if next_j > j + 1 else after.starts[next_j]
        end = after.ends[next_j - 1] if next_j > j + 1 else start
        if not deleted or next_j > j + 1:
            found.append(_Replacement(start, end, deleted))
            continue
        # Words that are only deleted take the space before them along.
        at = after.ends[j] if j >= 0 else 0
        found.append(_Replacement(at, at, before.lead(i + 1) + deleted))
    return found


def _with_silent_edits(sent: str, rejected: str, words: Sequence[CopyWords]) -> Iterator[CopyWords]:
    """Yield the words, with silent insertions marked and silent deletions put back."""
    changes = _replacements(sent, rejected)
    position = 0
    for each in words:
        if each.inserted is not None:
            yield each
            continue
        end = position + len(each.text)
        yield from _with_replacements(each, position, end, changes)
        position = end
    for change in changes:
        if change.start >= position and change.deleted:
            yield CopyWords(change.deleted, deleted=SILENT)


def _with_replacements(
    each: CopyWords, start: int, end: int, changes: Sequence[_Replacement]
) -> Iterator[CopyWords]:
    """Yield words that stand from ``start`` to ``end`` of a text, with what was replaced there."""
    at = start
    for change in changes:
        if change.end < start or change.start >= end:
            continue
        if change.deleted and start <= change.start < end:
            yield from _part_of(each, at - start, change.start - start)
            within = each.change if change.start > start or change.end > change.start else None
            yield CopyWords(change.deleted, deleted=SILENT, change=within)
            at = max(at, change.start)
        first, last = max(change.start, at), min(change.end, end)
        if last > first:
            yield from _part_of(each, at - start, first - start)
            yield replace(each, text=each.text[first - start : last - start], inserted=SILENT)
            at = last
    yield from _part_of(each, at - start, end - start)


def _part_of(each: CopyWords, start: int, end: int) -> Iterator[CopyWords]:
    if end > start:
        yield replace(each, text=each.text[start:end])


def _moved_words(old: str, new: str, hand: Reviser) -> Iterator[CopyWords]:
    at = 0
    for change in _replacements(old, new):
        yield from _part_of(CopyWords(new), at, change.start)
        if change.deleted:
            yield CopyWords(change.deleted, deleted=hand)
        if change.end > change.start:
            yield CopyWords(new[change.start : change.end], inserted=hand)
        at = change.end
    yield from _part_of(CopyWords(new), at, len(new))


def _typography(sent: str, returned: str) -> int:
    """Count the words that differ only in quotes, dashes and the like."""
    if strict(sent) == strict(returned):
        return 0
    before, after = tokens_of(sent), tokens_of(returned)
    if before.keys != after.keys:
        return 1
    places = zip(before.starts, before.ends, after.starts, after.ends, strict=True)
    return sum(strict(sent[a:b]) != strict(returned[c:d]) for a, b, c, d in places)


def _overlay(marked: Iterable[CopyWords], typography: int = 0) -> Overlay:
    """Return the words with the edits in them; those of typography or spacing are only counted."""
    words = tuple(marked)
    found: list[Edit] = []
    spacing = 0
    for start, end in _stretches(words):
        stretch = words[start:end]
        before = _context(reversed(words[max(0, start - _NEAR) : start]))
        after = _context(iter(words[end : end + _NEAR]), forwards=True)
        deleted, inserted = _whole_words(words, start, end)
        if plain(deleted) == plain(inserted) and not _is_break(deleted, inserted, before, after):
            is_spacing = strict(deleted) == strict(inserted)
            typography, spacing = typography + (not is_spacing), spacing + is_spacing
            continue
        over = next((each.inserted for each in stretch if each.inserted and each.deleted), None)
        hand, change = _reviser_of(stretch), stretch[0].change
        found.append(Edit(deleted, inserted, hand, before, after, over, change))
    return Overlay(words, tuple(found), typography, spacing)


def _context(words: Iterator[CopyWords], *, forwards: bool = False) -> str:
    """Return some of the words that are kept; ``words`` begin with the nearest."""
    text = ""
    for each in words:
        if each.deleted is None:
            text = text + each.text if forwards else each.text + text
        if len(text) >= _CONTEXT:
            break
    return text[:_CONTEXT] if forwards else text[-_CONTEXT:]


def _is_break(deleted: str, inserted: str, before: str, after: str) -> bool:
    """Tell whether a paragraph with words was split in two, or two such were joined."""
    if (BREAK in deleted) == (BREAK in inserted):
        return False
    return bool(before.rpartition(BREAK)[2].strip() and after.partition(BREAK)[0].strip())


def _stretches(words: Sequence[CopyWords]) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of adjacent changed words of one origin begins and ends."""
    start = 0
    for origin, group in groupby(words, key=_origin):
        end = start + len(list(group))
        if origin:
            yield start, end
        start = end


def _origin(words: CopyWords) -> tuple[set[str], int | None] | None:
    """Return who changed words, and in which of our changes they are; None for kept words.

    So what one author deleted and inserted at one place is one change.
    """
    if words.inserted is None and words.deleted is None:
        return None
    return {hand.author for hand in (words.inserted, words.deleted) if hand}, words.change


def _reviser_of(words: Sequence[CopyWords]) -> Reviser:
    """Return who made a change; of words that one inserted and another deleted, the latter."""
    for each in reversed(words):
        if hand := each.deleted if each.inserted else each.deleted or each.inserted:
            return hand
    return next(each.inserted for each in words if each.inserted)


def _whole_words(words: Sequence[CopyWords], start: int, end: int) -> tuple[str, str]:
    """Return what was deleted and inserted, completed to whole words."""
    stretch = words[start:end]
    if all(each.inserted and each.deleted for each in stretch):
        return "".join(each.text for each in stretch), ""
    deleted = "".join(each.text for each in stretch if each.inserted is None)
    inserted = "".join(each.text for each in stretch if each.deleted is None)
    if stretch[0].change is not None:  # a change of ours is one of whole words
        return deleted, inserted
    head = tail = ""
    if start and _is_kept(words[start - 1]) and (deleted[:1].isalnum() or inserted[:1].isalnum()):
        head = "".join(takewhile(str.isalnum, reversed(words[start - 1].text)))[::-1]
    is_cut = deleted[-1:].isalnum() or inserted[-1:].isalnum()
    if end < len(words) and _is_kept(words[end]) and is_cut:
        tail = "".join(takewhile(str.isalnum, words[end].text))
    return f"{head}{deleted}{tail}", f"{head}{inserted}{tail}"


def _is_kept(words: CopyWords) -> bool:
    return not words.inserted and not words.deleted
