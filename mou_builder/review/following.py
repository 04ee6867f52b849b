"""References to clauses that are fields: read as the clauses that they refer to.

Such a reference names a clause, and the program writes the number. When clauses are numbered
differently, the program changes the number, which is nobody's edit: it is read here as the number
that was sent. A number that was neither sent nor counted has been typed, and is reported. A
reference that somebody inserted was not sent; it has the number printed once all is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from mou_builder.agreement.document import Key, Kind
from mou_builder.review.line_match import Anchors
from mou_builder.review.returned_copy import CopyWords, Line, ReturnedCopy, joined_words
from mou_builder.review.sent_parts import SentPart


def followed(
    copy: ReturnedCopy,
    parts: Mapping[Key, SentPart],
    old: Mapping[Key, SentPart],
    names: Anchors,
) -> tuple[Line, ...]:
    """Return the lines of a copy with each reference that is a field as the number that was sent.

    ``parts`` are those of the agreement, ``old`` those of the old one of a redline; ``names`` says
    what the names of anchors stand for.
    """
    if not any(each.refers_to for line in copy.lines for each in line.words):
        return copy.lines
    return _FieldReader(copy, parts, old, names).lines()


class _FieldReader:
    def __init__(
        self,
        copy: ReturnedCopy,
        parts: Mapping[Key, SentPart],
        old: Mapping[Key, SentPart],
        names: Anchors,
    ) -> None:
        self.was = copy.lines
        self.targets = copy.targets
        self.names = names
        sent = [(key, str(each.number)) for key, each in (*old.items(), *parts.items())]
        self.parts = old.keys() | parts.keys()
        self.is_redline = bool(old)
        self.sent = {key: number for key, number in sent if number != "0"}
        counted = [each for line in copy.lines for each in self.counted(line)]
        self.known = {*sent, *counted}
        self.accepted = {key: number for key, number in counted[::2] if number}

    def counted(self, line: Line) -> Iterator[tuple[Key, str]]:
        """Yield the clause that begins with a line, with each number that it may be counted as."""
        if line.kind is Kind.CLAUSE:
            for key in {self.names[each] for each in line.anchors if each in self.names}:
                for number in (line.number, line.former_number):
                    yield key, number.rstrip(".")

    def lines(self) -> tuple[Line, ...]:
        return tuple(
            self.line(each) if any(words.refers_to for words in each.words) else each
            for each in self.was
        )

    def line(self, line: Line) -> Line:
        words: list[CopyWords] = []
        own = next((self.names[each] for each in line.anchors if each in self.names), None)
        was_sent = own is None or own in self.parts
        for name, group in groupby(line.words, key=lambda each: each.refers_to):
            found = list(group)
            key = self.names.get(name)
            words += self.reference(found, key, was_sent=was_sent) if name else found
        doubts = {
            f"a field that counts another number than “{each.text.strip()[:20]}”"
            for each in words
            if each.refers_to and each.deleted is None
        }
        for each in line.words:
            if each.refers_to and each.deleted is None and not self.leads(each.refers_to):
                doubts.add("a reference whose bookmark does not stand at its clause alone")
        return replace(line, words=joined_words(words), doubts=(*line.doubts, *sorted(doubts)))

    def leads(self, name: str) -> bool:
        """Tell whether a bookmark stands once, where the clause begins that it is named after.

        A copy may have lost all of them: then the number is the one that is stored.
        """
        places = self.targets.get(name.casefold(), ())
        if not self.targets:
            return True
        if len(places) != 1:
            return False
        anchors = self.was[places[0]].anchors if places[0] < len(self.was) else ()
        found = next((self.names[each] for each in anchors if each in self.names), None)
        return found is not None and found == self.names.get(name)

    def reference(
        self, words: list[CopyWords], key: Key | None, *, was_sent: bool
    ) -> list[CopyWords]:
        """Return the words of one reference, or of adjacent ones to the same clause.

        Words that were replaced by the number that was sent have no ``refers_to`` any more.
        """
        if key is None:
            return words
        number = self.sent.get(key, "") if was_sent else ""
        before = "".join(each.text for each in words if each.inserted is None)
        after = "".join(each.text for each in words if each.deleted is None)
        # A program that tracks changes also tracks the new number of a reference.
        both = {(key, before), (key, after)}
        if number and before and after and before != after and both <= self.known:
            return [CopyWords(number)]
        made = []
        for each in words:
            if (key, each.text) not in self.known:
                made.append(each)
                continue
            is_new = not number or (each.inserted is not None and not self.is_redline)
            followed = self.accepted.get(key, each.text) if is_new else number
            made.append(replace(each, text=followed, refers_to=""))
        return made
