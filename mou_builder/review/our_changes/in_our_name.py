"""Tracked changes that stand in our name and that we did not make.

What is typed into words that we proposed keeps our name in some programs, and anybody can write
our name over a change. Whoever accepts it as one of ours would accept it unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mou_builder.agreement.document import Key
from mou_builder.frozen import replace
from mou_builder.review.findings import PartFinding, Reviewed
from mou_builder.review.our_changes.answering import are_some_of, bare
from mou_builder.review.our_changes.proposed_parts import ProposedPart
from mou_builder.review.returned_copy import Reviser
from mou_builder.review.silent_edits import Edit

_MIDNIGHT = "T00:00:00Z"


def told_in_our_name(
    parts: Sequence[Reviewed], proposed: Mapping[Key, ProposedPart]
) -> tuple[Reviewed, ...]:
    """Return the parts, with what stands in our name and is not ours told as an edit of theirs.

    Our name is that of the changes that we proposed, with the moment at which we made them. Where
    none of them stands as it did, they are told by the midnight to which our writer dates them.
    """
    if not proposed:
        return tuple(parts)
    edits = [each for part in parts for each in part.edits]
    ours = {
        each.hand
        for each in edits
        if each.hand.date and (each.is_ours or each.hand.date.endswith(_MIDNIGHT))
    }
    return tuple(_told(part, ours, proposed) for part in parts)


def _told(part: Reviewed, ours: set[Reviser], proposed: Mapping[Key, ProposedPart]) -> Reviewed:
    if PartFinding.MOVED in part.findings:
        return part
    said = [
        f"a tracked change in the name of {each.hand.author} that we did not propose"
        for each in part.edits
        if each.hand in ours and not all(_is_of(*half) for half in _halves(part, each, proposed))
    ]
    if not said:
        return part
    findings = tuple(dict.fromkeys((*part.findings, PartFinding.SILENT)))
    return replace(part, findings=findings, notes=tuple(dict.fromkeys((*part.notes, *said))))


def _halves(
    part: Reviewed, edit: Edit, proposed: Mapping[Key, ProposedPart]
) -> Iterator[tuple[str, str]]:
    """Yield the words that an edit took and brought, each with what we proposed there."""
    ours = proposed.get(part.key) if part.key else None
    stretch = ours.stretches[edit.change] if ours and edit.change is not None else None
    for words, own in (
        (edit.deleted, stretch.old if stretch else ""),
        (edit.inserted, stretch.new if stretch else ""),
    ):
        if bare(words):
            yield words, own


def _is_of(words: str, own: str) -> bool:
    return are_some_of(words, (own,))
