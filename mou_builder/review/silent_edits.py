"""What was sent laid over what came back: tracked changes, and the edits that nobody tracked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mou_builder.difference.phrases import kept_tokens
from mou_builder.frozen import dataclass, replace
from mou_builder.review.folding import BREAK, plain, strict, tokens_of
from mou_builder.review.returned_copy import CopyWords, Line, Reviser

SILENT = Reviser("")
"""Stands for whoever made a change that is not tracked."""


@dataclass(frozen=True)
class _OfTheLibrary(Reviser):
    """No author of a document is equal to it, whatever they call themselves."""


LIBRARY = _OfTheLibrary("another library")
"""Stands for whoever changed words that the document says another library made."""


@dataclass(frozen=True)
class Edit:
    """One change of words: ``deleted`` gave way to ``inserted``; either may be empty.

    ``hand`` is who made it, `SILENT` for an edit that is not tracked; ``before`` and ``after`` are
    the words around it. A paragraph that was split or joined shows as a line break. ``over`` is who
    had inserted the words that somebody else deleted again. ``change`` is the change of the part
    that we proposed in whose words it is; ``is_ours`` tells that it is that change itself, not yet
    decided.
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
    """The words of a part with their marks, those edited silently by the hand `SILENT`.

    ``typography`` counts the words that differ only in quotes, dashes and the like.
    """

    words: tuple[CopyWords, ...]
    edits: tuple[Edit, ...]
    typography: int = 0
    spacing: int = 0


@dataclass(frozen=True)
class ChangePlaces:
    """Where a change that we proposed stands when tracked changes are accepted, and rejected."""

    accepted: tuple[int, int]
    rejected: tuple[int, int]


def reading(lines: Sequence[Line], *, rejected: bool) -> str:
    """Return the words of lines as they read when every change is accepted, or rejected."""
    return "".join(
        each.text for each in _flat(lines) if (each.inserted if rejected else each.deleted) is None
    )


def overlay(sent: str, lines: Sequence[Line], changes: Sequence[ChangePlaces] = ()) -> Overlay:
    """Lay the text of a part over the lines in which it came back.

    ``changes`` are the places in the `reading` of those that we proposed.
    """
    words = list(_told_apart(_flat(lines), changes) if changes else _flat(lines))
    rejected = "".join(each.text for each in words if each.inserted is None)
    typography = 0
    if plain(sent) != plain(rejected):
        words = list(_with_silent_edits(sent, rejected, words))
    else:
        typography = _typography(sent, rejected)
    edits, slight, spacing = _edits(words)
    return Overlay(tuple(words), tuple(edits), typography + slight, spacing)


def moved(rejected: str, accepted: str, hand: Reviser) -> Overlay:
    """Lay a part over itself at the place where a tracked move put it."""
    words = list(_difference(rejected, accepted, hand))
    edits, slight, spacing = _edits(words)
    return Overlay(tuple(words), tuple(edits), slight, spacing)


def _flat(lines: Sequence[Line]) -> Iterator[CopyWords]:
    """Yield the words of all lines with the breaks between them, which have a history, too."""
    for number, line in enumerate(lines):
        yield from line.words
        if number + 1 < len(lines):
            yield CopyWords(BREAK, line.inserted, line.deleted)


def _told_apart(words: Iterable[CopyWords], changes: Sequence[ChangePlaces]) -> Iterator[CopyWords]:
    """Yield the words, cut where one of our changes begins or ends, with the change they are in."""
    accepted = [(*each.accepted, number) for number, each in enumerate(changes)]
    rejected = [(*each.rejected, number) for number, each in enumerate(changes)]
    in_new = in_old = 0
    for each in words:
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
class _Change:
    """At ``start`` of the new text ``deleted`` is gone; its words up to ``end`` are new."""

    start: int
    end: int
    deleted: str


def _changes(old: str, new: str) -> list[_Change]:
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
            found.append(_Change(start, end, deleted))
            continue
        # Words that are only gone keep the space that parted them from those that stay.
        at = after.ends[j] if j >= 0 else 0
        lead = before.text[before.ends[i] if i >= 0 else 0 : before.starts[i + 1]]
        found.append(_Change(at, at, lead + deleted))
    return found


def _with_silent_edits(sent: str, rejected: str, words: Sequence[CopyWords]) -> Iterator[CopyWords]:
    """Yield the words with what was silently inserted marked, and what was deleted put back."""
    changes = _changes(sent, rejected)
    position = 0
    for each in words:
        if each.inserted is not None:
            yield each
            continue
        end = position + len(each.text)
        yield from _cut(each, position, end, changes)
        position = end
    for change in changes:
        if change.start >= position and change.deleted:
            yield CopyWords(change.deleted, deleted=SILENT)


def _cut(each: CopyWords, start: int, end: int, changes: Sequence[_Change]) -> Iterator[CopyWords]:
    at = start
    for change in changes:
        if change.end < start or change.start >= end:
            continue
        if change.deleted and start <= change.start < end:
            yield from _piece(each, at - start, change.start - start)
            within = each.change if change.start > start or change.end > change.start else None
            yield CopyWords(change.deleted, deleted=SILENT, change=within)
            at = max(at, change.start)
        first, last = max(change.start, at), min(change.end, end)
        if last > first:
            yield from _piece(each, at - start, first - start)
            yield replace(each, text=each.text[first - start : last - start], inserted=SILENT)
            at = last
    yield from _piece(each, at - start, end - start)


def _piece(each: CopyWords, start: int, end: int) -> Iterator[CopyWords]:
    if end > start:
        yield replace(each, text=each.text[start:end])


def _difference(old: str, new: str, hand: Reviser) -> Iterator[CopyWords]:
    at = 0
    for change in _changes(old, new):
        yield from _piece(CopyWords(new), at, change.start)
        if change.deleted:
            yield CopyWords(change.deleted, deleted=hand)
        if change.end > change.start:
            yield CopyWords(new[change.start : change.end], inserted=hand)
        at = change.end
    yield from _piece(CopyWords(new), at, len(new))


def _typography(sent: str, returned: str) -> int:
    """Count the words that are the same but for quotes, dashes and the like."""
    if strict(sent) == strict(returned):
        return 0
    before, after = tokens_of(sent), tokens_of(returned)
    if before.keys != after.keys:
        return 1
    pairs = zip(
        zip(before.starts, before.ends, strict=True),
        zip(after.starts, after.ends, strict=True),
        strict=True,
    )
    return sum(strict(sent[a:b]) != strict(returned[c:d]) for (a, b), (c, d) in pairs)


_CONTEXT, _NEAR = 60, 40


def _edits(words: Sequence[CopyWords]) -> tuple[list[Edit], int, int]:
    """Return the edits in the words, and how many were of typography or of spacing only."""
    found: list[Edit] = []
    slight = spacing = 0
    for start, end in _stretches(words):
        stretch = words[start:end]
        before = _context(reversed(words[max(0, start - _NEAR) : start]))
        after = _context(iter(words[end : end + _NEAR]), forwards=True)
        deleted, inserted = _whole_words(words, start, end)
        if plain(deleted) == plain(inserted) and not _is_break(deleted, inserted, before, after):
            is_spacing = strict(deleted) == strict(inserted)
            slight, spacing = slight + (not is_spacing), spacing + is_spacing
            continue
        over = next((each.inserted for each in stretch if each.inserted and each.deleted), None)
        hand = _hand(stretch)
        change = stretch[0].change
        found.append(Edit(deleted, inserted, hand, before, after, over, change))
    return found, slight, spacing


def _context(words: Iterator[CopyWords], *, forwards: bool = False) -> str:
    """Return some of the words that stay, from nearest to farthest."""
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
    """Yield the stretches of changed words, of one hand each, that stand next to each other."""
    start = None
    for number, each in enumerate(words):
        if each.inserted is None and each.deleted is None:
            if start is not None:
                yield start, number
            start = None
        elif start is None:
            start = number
        elif _belongs(words[start]) != _belongs(each):
            yield start, number
            start = number
    if start is not None:
        yield start, len(words)


def _belongs(words: CopyWords) -> tuple[set[str], int | None]:
    """Return who changed words, and in which of our changes they are.

    What one author deleted and inserted there is one change.
    """
    return {hand.author for hand in (words.inserted, words.deleted) if hand}, words.change


def _hand(words: Sequence[CopyWords]) -> Reviser:
    """Return who made a change: of words that one inserted and another deleted, the latter."""
    for each in reversed(words):
        if hand := each.deleted if each.inserted else each.deleted or each.inserted:
            return hand
    return next(each.inserted for each in words if each.inserted)


def _whole_words(words: Sequence[CopyWords], start: int, end: int) -> tuple[str, str]:
    """Return what was deleted and inserted, with the rest of any word that was cut in two."""
    stretch = words[start:end]
    if all(each.inserted and each.deleted for each in stretch):
        return "".join(each.text for each in stretch), ""
    deleted = "".join(each.text for each in stretch if each.inserted is None)
    inserted = "".join(each.text for each in stretch if each.deleted is None)
    if stretch[0].change is not None:  # a change of ours is one of whole words
        return deleted, inserted
    head = _tail_of(words[start - 1]) if start else ""
    tail = _head_of(words[end]) if end < len(words) else ""
    if head and not any(_is_letter(text[:1]) for text in (deleted, inserted)):
        head = ""
    if tail and not any(_is_letter(text[-1:]) for text in (deleted, inserted)):
        tail = ""
    return f"{head}{deleted}{tail}", f"{head}{inserted}{tail}"


def _is_letter(text: str) -> bool:
    return text.isalnum()


def _tail_of(words: CopyWords) -> str:
    """Return the piece of a word that words end with, if they are kept."""
    if words.inserted or words.deleted:
        return ""
    at = len(words.text)
    while at and words.text[at - 1].isalnum():
        at -= 1
    return words.text[at:]


def _head_of(words: CopyWords) -> str:
    if words.inserted or words.deleted:
        return ""
    at = 0
    while at < len(words.text) and words.text[at].isalnum():
        at += 1
    return words.text[:at]
