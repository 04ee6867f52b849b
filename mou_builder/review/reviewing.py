"""Reviewing a returned copy: what the other side changed in the agreement that was sent.

Words are silently edited where they differ from what was sent even when every tracked change is
rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mou_builder.agreement.document import Agreement, Key, Kind, PartKind
from mou_builder.difference.alignment import staying
from mou_builder.review.findings import AcceptedLine, PartFinding, Review, Reviewed
from mou_builder.review.folding import BREAK, plain
from mou_builder.review.header_lines import unsent_margins
from mou_builder.review.line_match import Anchors, FoundBy, MatchedLines, place, with_own_ends
from mou_builder.review.returned_copy import (
    CopyWords,
    Line,
    MadeFrom,
    Remark,
    ReturnedCopy,
    Reviser,
)
from mou_builder.review.sent_parts import SentPart, sent_parts
from mou_builder.review.silent_edits import SILENT, Edit, Overlay, moved, overlay


def review(
    sent: Agreement, returned: ReturnedCopy, anchors: Anchors, template: Sequence[Line] = ()
) -> Review:
    """Compare a returned copy with the agreement that was sent.

    ``anchors`` says what the names of anchors stand for; ``template`` are the lines that every
    document of the template has, letterhead and all.
    """
    return _Reviewer(sent, returned, anchors, template).review()


@dataclass(frozen=True)
class _Place:
    """Where a part stands, when tracked changes are rejected and when they are accepted."""

    rejected: int | None
    accepted: int | None


class _Reviewer:
    def __init__(
        self, sent: Agreement, returned: ReturnedCopy, anchors: Anchors, template: Sequence[Line]
    ) -> None:
        self.agreement = sent
        self.sent = sent_parts(sent)
        self.by_key = {each.key: each for each in self.sent}
        self.returned = replace(returned, lines=with_own_ends(returned.lines))
        self.template = template
        body = [each for each in self.sent if each.key.part is not PartKind.HEADER]
        self.found = place(self.returned.lines, body, anchors)
        self.recorded = _recorded(returned.source, anchors)
        self.starts = _starts(self.returned.lines, self.found)

    def review(self) -> Review:
        moves = self.moves()
        made = {each.at: self.part(each, moves) for each in self.found if not self.is_fixed(each)}
        parts = [*self.margins(), *self.in_order(made)]
        claimed = {id(each) for part in parts for each in part.remarks}
        loose = tuple(each for each in self.returned.remarks if id(each) not in claimed)
        return Review(self.agreement, tuple(parts), tuple(self.notes()), loose)

    # What stands in the margins

    def margins(self) -> Iterator[Reviewed]:
        header = self.sent[0]
        lines, others = unsent_margins(header, self.returned.margins, self.template)
        if not lines:
            yield Reviewed(
                header.key,
                header.title,
                "",
                (PartFinding.REMOVED, PartFinding.SILENT),
                (CopyWords(header.text, deleted=SILENT),),
                (Edit(header.text, "", SILENT),),
                by=FoundBy.NOTHING,
            )
        for number, line in enumerate(lines):
            if number == 0 or plain(line.accepted) != plain(header.text):
                yield self.part(MatchedLines(header.key, -1, (line,), FoundBy.WORDS), frozenset())
        for line in others:
            yield self.added(MatchedLines(None, -1, (line,), FoundBy.NOTHING), "Header or footer")

    # Parts

    def part(self, found: MatchedLines, moves: frozenset[Key]) -> Reviewed:
        sent = self.by_key.get(found.key) if found.key else None
        if sent is None:
            return self.added(found, "")
        if self.is_our_insertion(sent, found):
            laid = overlay("", found.lines)
            brought = [PartFinding.ADDED, PartFinding.TRACKED]
            return self.made(found, laid, brought, sent.title, self.number_of(sent))
        base = self.base(sent, found)
        laid = overlay(base, found.lines)
        is_silent = any(each.is_silent for each in laid.edits) or plain(base) != plain(
            found.rejected
        )
        findings: list[PartFinding] = []
        if not found.accepted.strip():
            findings.append(PartFinding.REMOVED)
        if found.moved_to is not None:
            laid = moved(found.rejected, found.accepted, _mover(found.lines))
            findings += [PartFinding.MOVED, PartFinding.TRACKED]
        elif sent.key in moves:
            findings.append(PartFinding.MOVED)
            is_silent = is_silent or self.is_silently_moved(found)
        if any(not each.is_silent for each in laid.edits):
            findings.append(PartFinding.TRACKED)
        if is_silent:
            findings.append(PartFinding.SILENT)
        return self.made(found, laid, findings, sent.title, self.number_of(sent))

    def base(self, sent: SentPart, found: MatchedLines) -> str:
        """Return the words that were sent: those of the agreement, or in a redline the old ones."""
        was = self.recorded.get(sent.key)
        if self.returned.source is None or was is None or plain(found.rejected) == sent.plain:
            return sent.text
        return found.rejected if self.is_as_recorded(found, was) else sent.text

    def is_our_insertion(self, sent: SentPart, found: MatchedLines) -> bool:
        """Tell whether a part is all insertion: a redline of ours came back that brings it."""
        if plain(found.rejected) or not plain(found.accepted):
            return False
        source = self.returned.source
        is_redline = source is not None and bool(source.were)
        return is_redline or plain(found.accepted) == sent.plain

    def is_as_recorded(self, found: MatchedLines, digest: str) -> bool:
        """Tell whether the words of a part, changes rejected, have the digest that was recorded."""
        source = self.returned.source
        paragraphs = re.split(f"[{BREAK}\t]", found.rejected)
        return source is not None and source.digest(paragraphs) == digest

    def number_of(self, sent: SentPart) -> str:
        return f"{sent.number}." if sent.number else ""

    def added(self, found: MatchedLines, title: str) -> Reviewed:
        laid = overlay("", found.lines)
        was = self.recorded.get(found.key) if found.key else None
        if was and plain(found.rejected) and self.is_as_recorded(found, was):
            # A redline that takes the whole clause out: what it strikes was there before.
            laid = overlay(found.rejected, found.lines)
            findings = [PartFinding.REMOVED, PartFinding.TRACKED]
            return self.made(found, laid, findings, title or _title(found), "")
        findings = [PartFinding.ADDED]
        if any(not each.is_silent for each in laid.edits):
            findings.append(PartFinding.TRACKED)
        if plain(found.rejected):
            findings.append(PartFinding.SILENT)
        number = found.lines[0].number if found.lines[0].kind is Kind.CLAUSE else ""
        return self.made(found, laid, findings, title or _title(found), number)

    def made(
        self,
        found: MatchedLines,
        laid: Overlay,
        findings: list[PartFinding],
        title: str,
        number: str,
    ) -> Reviewed:
        remarks = tuple(each for each in self.returned.remarks if self.holds(found, each))
        if remarks:
            findings = [*findings, PartFinding.COMMENTED]
        hands = dict.fromkeys(
            hand for each in laid.words for hand in (each.inserted, each.deleted) if hand
        )
        return Reviewed(
            key=found.key,
            title=title,
            number=number,
            findings=tuple(dict.fromkeys(findings)),
            words=laid.words,
            edits=laid.edits,
            accepted=tuple(_accepted(found.lines)),
            remarks=remarks,
            notes=tuple(_notes(found, laid)),
            by=found.by,
            after=self.before(found),
            hands=tuple(each for each in hands if each != SILENT),
        )

    def holds(self, found: MatchedLines, remark: Remark) -> bool:
        return remark.line is not None and found.at >= 0 and self.starts[remark.line] == found.at

    def before(self, found: MatchedLines) -> Key | None:
        earlier = [each.key for each in self.found if each.at < found.at and each.key]
        return earlier[-1] if earlier else None

    def is_fixed(self, found: MatchedLines) -> bool:
        """Tell whether lines are those of the template, whatever the agreement."""
        if found.key is not None:
            return False
        fixed = {plain(each.accepted) for each in self.template}
        return all(plain(each.accepted) in fixed for each in found.lines if not each.is_empty)

    # Order

    def moves(self) -> frozenset[Key]:
        """Return the parts that stand elsewhere than they were sent."""
        return self._moved(rejected=True) | self._moved(rejected=False)

    def is_silently_moved(self, found: MatchedLines) -> bool:
        return found.key in self._moved(rejected=True)

    def _moved(self, *, rejected: bool) -> frozenset[Key]:
        ranks = {each.key: at for at, each in enumerate(self.sent)}
        here = []
        for each in self.found:
            text = each.rejected if rejected else each.accepted
            if each.key in ranks and text.strip():
                at = each.at if rejected or each.moved_to is None else each.moved_to
                here.append((at, each.key))
        keys = [key for _, key in sorted(here, key=lambda one: one[0]) if key]
        if self._is_old_order(rejected=rejected):
            return frozenset()
        stays = staying([ranks[key] for key in keys], [len(self.by_key[k].text) for k in keys])
        return frozenset(key for at, key in enumerate(keys) if at not in stays)

    def _is_old_order(self, *, rejected: bool) -> bool:
        """Tell whether this may be the order of the old side of a redline, which is not known.

        A redline of ours that moves a clause has tracked the move itself.
        """
        has_moves = any(each.moved_to is not None for each in self.found)
        return rejected and has_moves and bool(self.recorded)

    def in_order(self, made: Mapping[int, Reviewed]) -> Iterator[Reviewed]:
        """Yield the parts as they came back, and what is gone where it stood."""
        present = {each.key for each in self.found}
        gone: dict[Key | None, list[Reviewed]] = {}
        last: Key | None = None
        for sent in self.sent[1:]:
            if sent.key in present:
                last = sent.key
            else:
                gone.setdefault(last, []).append(self.removed(sent))
        yield from gone.pop(None, ())
        for at in sorted(made):
            yield made[at]
            yield from gone.pop(made[at].key, ()) if made[at].key else ()

    def removed(self, sent: SentPart) -> Reviewed:
        return Reviewed(
            sent.key,
            sent.title,
            self.number_of(sent),
            (PartFinding.REMOVED, PartFinding.SILENT),
            (CopyWords(sent.text, deleted=SILENT),),
            (Edit(sent.text, "", SILENT),),
            by=FoundBy.NOTHING,
        )

    # The whole

    def notes(self) -> Iterator[str]:
        if self.returned.programs:
            yield f"the file holds macros: {', '.join(self.returned.programs)}"
        source = self.returned.source
        if source is None:
            yield "what made the document was stripped from the file"
        elif not source.is_intact:
            yield "the config inside the file is not the one that it was made with"
        numbers = list(_clause_numbers(self.returned.lines))
        wrong = [
            number
            for counted, number in enumerate(numbers, start=1)
            if number and number.rstrip(".") != str(counted)
        ]
        if wrong and not any(each.moved_to is not None for each in self.found):
            yield f"clauses are not numbered in order: {', '.join(wrong)}"


def _clause_numbers(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the numbers of clauses that are seen when every change is accepted.

    A clause that was split has two, one that was emptied still has its own; what is joined with the
    paragraph after it has that one's.
    """
    for line in lines:
        is_seen = line.deleted is None and (line.number or line.accepted.strip())
        if line.kind is Kind.CLAUSE and is_seen:
            yield line.number


def _recorded(source: MadeFrom | None, anchors: Anchors) -> dict[Key | None, str]:
    """Return the digests of the old words of a redline, by part."""
    if source is None:
        return {}
    return {anchors[name]: was for name, was in source.were.items() if name in anchors}


def _starts(lines: Sequence[Line], found: Sequence[MatchedLines]) -> dict[int, int]:
    """Return for each line where the part begins that it is in."""
    places = {id(line): each.at for each in found for line in each.lines}
    starts: dict[int, int] = {}
    last = -1
    for at, line in enumerate(lines):
        last = places.get(id(line), last)
        starts[at] = last
    starts[len(lines)] = last
    return starts


def _mover(lines: Sequence[Line]) -> Reviser:
    for line in lines:
        for each in line.words:
            if each.deleted or each.inserted:
                return each.deleted or each.inserted or SILENT
    return SILENT


def _accepted(lines: Sequence[Line]) -> Iterator[AcceptedLine]:
    """Yield the lines that are left when every change is accepted, joined where they were."""
    waiting = ""
    for line in lines:
        text = waiting + line.accepted
        if line.deleted is not None:
            waiting = text
            continue
        waiting = ""
        if text.strip():
            yield AcceptedLine(text, line.kind, line.cell)
    if waiting.strip():
        yield AcceptedLine(waiting, lines[-1].kind, lines[-1].cell)


def _title(found: MatchedLines) -> str:
    words = " ".join((found.accepted.strip() or found.rejected.strip()).split())
    return f"“{words[:60]}…”" if len(words) > 60 else f"“{words}”"


def _notes(found: MatchedLines, laid: Overlay) -> Iterator[str]:
    if laid.typography:
        yield f"quotation marks, dashes or the like differ in {laid.typography} places"
    if laid.spacing:
        yield "tracked changes of spacing alone"
    yield from dict.fromkeys(remark for line in found.lines for remark in line.remarks)
    last = found.lines[-1]
    if last.deleted is not None and found.accepted.strip() and found.moved_to is None:
        yield "its end is struck, so that what follows would be joined to it"
