"""Reviewing a returned copy: what the other side changed in the agreement that was sent.

An edit is silent if the words differ from what was sent even when every tracked change is rejected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mou_builder.agreement.document import Agreement, Key, Kind, PartKind
from mou_builder.frozen import dataclass, replace
from mou_builder.review.findings import AcceptedLine, ChangeAnswer, PartFinding, Review, Reviewed
from mou_builder.review.folding import BREAK, plain, quoted
from mou_builder.review.following import followed
from mou_builder.review.line_match import (
    Anchors,
    FoundBy,
    MatchedLines,
    matched_lines,
    with_own_ends,
)
from mou_builder.review.made_with import MadeWith, of_library
from mou_builder.review.our_changes.answers import (
    answer_to_move,
    answers_if_gone,
    answers_to,
    with_all_of_ours,
)
from mou_builder.review.our_changes.in_our_name import told_in_our_name
from mou_builder.review.our_changes.proposed_parts import ProposedPart, proposed_parts
from mou_builder.review.part_order import PartOrder
from mou_builder.review.printed_numbers import forms_of, wrong_numbers
from mou_builder.review.printed_places import misplaced_lines, redrawn
from mou_builder.review.returned_copy import CopyWords, Line, Remark, ReturnedCopy, Reviser
from mou_builder.review.sent_parts import SentPart, sent_parts
from mou_builder.review.silent_edits import LIBRARY, SILENT, Edit, Overlay, moved, overlay
from mou_builder.review.template_lines import margin_lines, own_lines, untouched_lines


@dataclass(frozen=True)
class SentAgreement:
    """What a returned copy is compared with.

    ``made`` is the agreement made again in its template, and read as the returned copy is. Of a
    redline, ``agreement`` is the new one and ``before`` the old one. ``anchors`` are the parts that
    the names of anchors stand for; ``notes`` are about all this; ``made_with`` is what the copy
    itself says about the words that it was made with.
    """

    agreement: Agreement
    anchors: Anchors
    made: ReturnedCopy | None = None
    before: Agreement | None = None
    notes: tuple[str, ...] = ()
    made_with: MadeWith | None = None


def review(sent: SentAgreement, returned: ReturnedCopy) -> Review:
    """Compare a returned copy with the agreement that was sent."""
    return _Reviewer(sent, returned).review()


_DISPLACED = "what we proposed does not stand where we put it"


class _Reviewer:
    def __init__(self, sent: SentAgreement, returned: ReturnedCopy) -> None:
        self.agreement = sent.agreement
        self.notes_of_sent = sent.notes
        self.reference = sent.made
        self.made_with = sent.made_with
        header, *body = sent_parts(sent.agreement)
        above, below = own_lines(sent.made, sent.anchors)
        self.sent = (header, *above, *body, *below)
        self.by_key = {each.key: each for each in self.sent}
        self.old = {each.key: each for each in sent_parts(sent.before)} if sent.before else {}
        self.proposed = proposed_parts(sent.before, sent.agreement) if sent.before else {}
        self.is_redline = returned.source is not None and bool(returned.source.before)
        lines = followed(returned, self.by_key, self.old, sent.anchors)
        of_template = [replace(each, line=None) for each in sent.made.remarks] if sent.made else []
        self.returned = replace(
            returned,
            lines=with_own_ends(lines),
            remarks=tuple(
                each for each in returned.remarks if replace(each, line=None) not in of_template
            ),
        )
        leaving = [self.old[key] for key, each in self.proposed.items() if self.leaves(each)]
        former = [self.old[key] for key in self.proposed if key in self.old and key in self.by_key]
        known = (*self.sent[1:], *leaving)
        own = untouched_lines(self.returned.lines, sent.made, sent.anchors)
        self.found = matched_lines(self.returned.lines, known, sent.anchors, former, own)
        self.places = {id(line): at for at, line in enumerate(self.returned.lines)}
        self.starts = _starts_of_parts(self.returned.lines, self.found)
        self.order = PartOrder(self.found, self.by_key, self.old, self.proposed)
        self.usual_doubts = _usual_doubts(sent.made, sent.anchors)
        untouched = {id(self.returned.lines[at]) for at in own}
        wrong = wrong_numbers(
            self.returned.lines, self.found, self.old | self.by_key, forms_of(sent.made)
        )
        self.numbers = {id_: each for id_, each in wrong.items() if id_ not in untouched}

    def review(self) -> Review:
        moves = self.order.moves_accepted | self.order.moves_rejected
        made = {each.at: self.part(each, moves) for each in self.found}
        parts = [*self.margins(), *self.in_order(made)]
        parts = [each for each in parts if not _is_untouched_template(each)]
        parts = [*told_in_our_name(parts, self.proposed)]
        claimed = {id(each) for part in parts for each in part.remarks}
        loose = tuple(each for each in self.returned.remarks if id(each) not in claimed)
        doubts = self.returned.doubts
        if self.reference is not None:
            doubts = tuple(each for each in doubts if each not in self.reference.doubts)
        saved_by = self.returned.saved_by
        return Review(self.agreement, tuple(parts), tuple(self.notes()), loose, doubts, saved_by)

    def leaves(self, part: ProposedPart) -> bool:
        """Tell whether a part is only in the old agreement."""
        return part.is_removed and part.key in self.old and part.key not in self.by_key

    # What stands in the margins

    def margins(self) -> Iterator[Reviewed]:
        """Yield what became of headers and footers; what several pages share, once."""
        seen: set[tuple[object, ...]] = set()
        for each in margin_lines(self.sent[0], self.returned.margins, self.reference):
            made = [
                self.compared(part, MatchedLines(part.key, -1, (line,), FoundBy.WORDS), frozenset())
                for part, line in each.stayed
            ]
            made += [self.removed(part) for part in each.gone]
            made += [
                self.added(MatchedLines(None, -1, (line,), FoundBy.NOTHING), each.place)
                for line in each.new
            ]
            for part in made:
                key = (part.title, part.words, part.notes, part.findings)
                if key not in seen:
                    seen.add(key)
                    yield part

    # Parts

    def part(self, found: MatchedLines, moves: frozenset[Key]) -> Reviewed:
        sent = self.by_key.get(found.key) if found.key else None
        if sent is None and found.key in self.proposed:
            sent = self.old[found.key]
        return self.added(found) if sent is None else self.compared(sent, found, moves)

    def compared(self, sent: SentPart, found: MatchedLines, moves: frozenset[Key]) -> Reviewed:
        """Say what was done to a part; ``moves`` are the parts that stand elsewhere than before."""
        if sent.key in self.proposed:
            return self.answered(sent, found, self.proposed[sent.key])
        if self.is_our_insertion(sent, found):
            brought = [PartFinding.ADDED, PartFinding.TRACKED]
            return self.reviewed(found, overlay("", found.lines), brought, sent)
        base = self.base(sent, found)
        laid = overlay(base, found.lines)
        if joined := self.joined(found):
            laid = replace(laid, edits=(*laid.edits, joined))
        is_silent = laid.is_silent or plain(base) != plain(found.rejected)
        findings: list[PartFinding] = []
        if not found.accepted.strip() and sent.text.strip():
            findings.append(PartFinding.REMOVED)
        if found.moved_to is not None:
            laid = moved(found.rejected, found.accepted, _mover(found.lines))
            findings += [PartFinding.MOVED, PartFinding.TRACKED]
        elif sent.key in moves:
            findings.append(PartFinding.MOVED)
        if laid.is_tracked:
            findings.append(PartFinding.TRACKED)
        if is_silent and self.is_as_made(sent.key, found.rejected):
            laid = of_library(laid)
            findings.append(PartFinding.LIBRARY)
            is_silent = False
        if is_silent or (found.moved_to is None and sent.key in moves & self.order.moves_rejected):
            findings.append(PartFinding.SILENT)
        return self.reviewed(found, laid, findings, sent)

    def is_as_made(self, key: Key, text: str) -> bool:
        return self.made_with is not None and self.made_with.is_as_made(key, text)

    def joined(self, found: MatchedLines) -> Edit | None:
        """Return the tracked deletion of a part's last paragraph mark, which joins the next part.

        Where a redline of ours removes a part, the mark goes with it, which joins nothing.
        """
        last = found.lines[-1]
        if last.deleted is None or not found.accepted.strip() or found.moved_to is not None:
            return None
        lines = self.returned.lines
        at = self.places.get(id(last), len(lines)) + 1
        following = lines[at].accepted if at < len(lines) else ""
        return Edit(BREAK, "", last.deleted, last.accepted[-60:], following[:60])

    def answered(self, sent: SentPart, found: MatchedLines, proposed: ProposedPart) -> Reviewed:
        """Say what became of our changes to a part, and what else was done to it."""
        part = answers_to(proposed, found.lines)
        laid, answers = part.laid, part.of_ours(proposed)
        is_silent = laid.is_silent or plain(part.base) != plain(found.rejected)
        if found.moved_to is not None:
            laid = part.laid_of_move(found.rejected, found.accepted, _mover(found.lines))
        if proposed.is_moved:
            answers = (answer_to_move(self.order.move_of(sent.key)), *answers)
        findings: list[PartFinding] = []
        if not plain(found.rejected) and found.accepted.strip():
            findings.append(PartFinding.ADDED)
        if not found.accepted.strip() and found.rejected.strip():
            findings.append(PartFinding.REMOVED)
        if found.moved_to is not None:
            findings += [PartFinding.MOVED, PartFinding.TRACKED]
        if laid.is_tracked:
            findings.append(PartFinding.TRACKED)
        if is_silent and any(
            self.is_as_made(sent.key, with_all_of_ours(proposed, each))
            for each in (found.accepted, found.rejected)
        ):
            laid = of_library(laid)
            findings.append(PartFinding.LIBRARY)
            is_silent = laid.is_silent
        is_displaced = found.moved_to is None and part.is_displaced(proposed, found.accepted)
        if is_silent or is_displaced:
            findings.append(PartFinding.SILENT)
        reviewed = self.reviewed(found, laid, findings, sent)
        notes = (*reviewed.notes, _DISPLACED) if is_displaced else reviewed.notes
        return replace(reviewed, answers=answers, notes=notes)

    def base(self, sent: SentPart, found: MatchedLines) -> str:
        """Return the words that were sent: those of the agreement, or in a redline the old ones.

        The old words of a redline may be unknown. If its words are those of the new agreement once
        every tracked change is accepted, then there are no other changes, and the old words are
        those when all is rejected.
        """
        is_all_tracked = self.is_redline and plain(found.accepted) == sent.plain
        is_as_sent = plain(found.rejected) == sent.plain
        return found.rejected if is_all_tracked and not is_as_sent else sent.text

    def is_our_insertion(self, sent: SentPart, found: MatchedLines) -> bool:
        """Tell whether a part was inserted as a whole by a redline of ours."""
        if plain(found.rejected) or not plain(found.accepted):
            return False
        is_new = self.is_redline and sent.key not in self.old
        return is_new or plain(found.accepted) == sent.plain

    def added(self, found: MatchedLines, title: str = "") -> Reviewed:
        """Say that something was added; ``title`` names it, its first words if that is ""."""
        laid = overlay("", found.lines)
        findings = [PartFinding.ADDED]
        if laid.is_tracked:
            findings.append(PartFinding.TRACKED)
        if plain(found.rejected):
            findings.append(PartFinding.SILENT)
        return self.reviewed(found, laid, findings, None, title)

    def reviewed(
        self,
        found: MatchedLines,
        laid: Overlay,
        findings: list[PartFinding],
        sent: SentPart | None,
        title: str = "",
    ) -> Reviewed:
        """Return a part with its findings, and those about numbers, doubts and comments added."""
        if sent:
            title, number = sent.title, sent.printed_number
        else:
            title = title or quoted(found.accepted.strip() or found.rejected)
            number = found.lines[0].number if found.lines[0].kind is Kind.CLAUSE else ""
        expected = {doubt for line in sent.lines for doubt in line.doubts} if sent else set[str]()
        remarks = tuple(each for each in self.returned.remarks if self.holds(found, each))
        wrong = [self.numbers[id(each)] for each in found.lines if id(each) in self.numbers]
        findings += (
            PartFinding.TRACKED if each.is_tracked else PartFinding.SILENT for each in wrong
        )
        misplaced = (
            (*misplaced_lines(sent, found.lines), *redrawn(sent, found.lines)) if sent else ()
        )
        if misplaced:
            findings.append(PartFinding.SILENT)
        doubts = dict.fromkeys(
            doubt
            for line in found.lines
            for doubt in line.doubts
            if (line.kind, doubt) not in self.usual_doubts and doubt not in expected
        )
        if doubts:
            findings.append(PartFinding.UNCERTAIN)
        if remarks:
            findings.append(PartFinding.COMMENTED)
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
            accepted=tuple(_accepted_lines(found.lines)),
            remarks=remarks,
            notes=(
                *doubts,
                *(each.said for each in wrong),
                *misplaced,
                *self.move_notes(found, findings),
                *_typography_notes(laid),
                *self.library_notes(found, findings),
            ),
            by=found.by,
            after=self.order.before.get(found.at),
            hands=tuple(each for each in hands if each not in (SILENT, LIBRARY)),
        )

    def library_notes(self, found: MatchedLines, findings: Sequence[PartFinding]) -> Iterator[str]:
        """Yield a note if a part was edited silently and the library has changed it, too."""
        sent = self.by_key.get(found.key) if found.key else None
        made = self.made_with
        if made is None or not made.is_another or PartFinding.SILENT not in findings:
            return
        if sent is not None and made.has_changed(sent):
            yield "the library has changed here since, too: some of these edits may be its own"

    def move_notes(self, found: MatchedLines, findings: Sequence[PartFinding]) -> Iterator[str]:
        """Yield where a part stands that was moved without a tracked move to tell it."""
        if PartFinding.MOVED not in findings or found.moved_to is not None:
            return
        names = {each.key: f"{each.printed_number} {each.title}".strip() for each in self.sent}
        order = list(self.by_key)
        sent = order.index(found.key) if found.key in self.by_key else 0
        here = self.order.before.get(found.at)
        if sent and here in names:
            yield f"it stands after “{names[here]}”, and was sent after “{names[order[sent - 1]]}”"

    def holds(self, found: MatchedLines, remark: Remark) -> bool:
        """Tell whether a comment is attached to a line of a part."""
        return remark.line is not None and found.at >= 0 and self.starts[remark.line] == found.at

    # Order

    def in_order(self, made: Mapping[int, Reviewed]) -> Iterator[Reviewed]:
        """Yield the parts as they came back, and each removed one behind the part it followed."""
        present = {each.key for each in self.found}
        removed: dict[Key | None, list[Reviewed]] = {}
        last: Key | None = None
        for sent in self.sent[1:]:
            if sent.key in present:
                last = sent.key
            else:
                removed.setdefault(last, []).append(self.removed(sent))
        for key, each in self.proposed.items():
            if self.leaves(each) and key not in present:
                place = each.after if each.after in present else last
                removed.setdefault(place, []).append(self.removed(self.old[key]))
        yield from removed.pop(None, ())
        for at in sorted(made):
            yield made[at]
            yield from removed.pop(made[at].key, ()) if made[at].key else ()

    def removed(self, sent: SentPart) -> Reviewed:
        """Say that nothing is left of a part."""
        is_ours = sent.key in self.proposed
        answers = answers_if_gone(self.proposed[sent.key]) if is_ours else ()
        part = Reviewed(
            sent.key, sent.title, sent.printed_number, (), by=FoundBy.NOTHING, answers=answers
        )
        if answers and all(each.answer is not ChangeAnswer.CHANGED for each in answers):
            return part
        made = self.made_with
        is_newer = made is not None and made.has_not_yet(sent.key)
        hand = LIBRARY if is_newer else SILENT
        return replace(
            part,
            findings=(PartFinding.LIBRARY,)
            if is_newer
            else (PartFinding.REMOVED, PartFinding.SILENT),
            words=(CopyWords(sent.text, deleted=hand),),
            edits=(Edit(sent.text, "", hand),),
        )

    # The whole

    def notes(self) -> Iterator[str]:
        yield from self.notes_of_sent
        if self.returned.programs:
            yield f"the file holds macros: {', '.join(self.returned.programs)}"
        source = self.returned.source
        if source is None:
            yield "what made the document was stripped from the file"
        elif not source.is_intact:
            yield "the config inside the file is not the one that it was made with"


def _is_untouched_template(part: Reviewed) -> bool:
    """Tell whether a part is a line of the template that came back unchanged."""
    is_own = part.key is not None and part.key.part is PartKind.TEMPLATE
    return is_own and not part.findings and not part.notes


def _usual_doubts(
    made: ReturnedCopy | None, anchors: Anchors
) -> frozenset[tuple[Kind | None, str]]:
    """Return the doubts that the template's styles raise about each kind of line when made."""
    if made is None:
        return frozenset()
    return frozenset(
        (line.kind, doubt)
        for line in made.lines
        if line.doubts and any(name in anchors for name in line.anchors)
        for doubt in line.doubts
    )


def _starts_of_parts(lines: Sequence[Line], found: Sequence[MatchedLines]) -> dict[int, int]:
    """Return for the index of each line that of the first line of its part."""
    places = {id(line): each.at for each in found for line in each.lines}
    starts: dict[int, int] = {}
    last = -1
    for at, line in enumerate(lines):
        last = places.get(id(line), last)
        starts[at] = last
    starts[len(lines)] = last
    return starts


def _mover(lines: Sequence[Line]) -> Reviser:
    """Return who moved a part with changes tracked."""
    hands = (each.deleted or each.inserted for line in lines for each in line.words)
    return next(filter(None, hands), SILENT)


def _accepted_lines(lines: Sequence[Line]) -> Iterator[AcceptedLine]:
    """Yield the lines left when every change is accepted, joined where a mark was deleted."""
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


def _typography_notes(laid: Overlay) -> Iterator[str]:
    if laid.typography:
        yield f"quotation marks, dashes or the like differ in {laid.typography} places"
    if laid.spacing:
        yield "tracked changes of spacing alone"
