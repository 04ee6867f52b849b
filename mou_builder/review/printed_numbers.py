"""Whether the paragraphs of a returned copy print the right numbers.

An added or removed clause changes the numbers of all clauses after it. So the numbers are counted
in the order of the copy, by what each paragraph was sent as, and compared with those that it
prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mou_builder.agreement.document import Key, Kind
from mou_builder.agreement.wording import letters
from mou_builder.difference.words import likeness
from mou_builder.frozen import dataclass, replace
from mou_builder.patterns import pattern
from mou_builder.review.folding import plain
from mou_builder.review.line_match import MatchedLines
from mou_builder.review.returned_copy import Line, ReturnedCopy
from mou_builder.review.sent_parts import SentLine, SentPart, bag_of

_ALIKE = 0.4
_GIVEN = pattern(r"[0-9]+[A-Z]\.")
"""The number of a clause that was inserted between others, which is not counted."""
_COUNTED = (Kind.CLAUSE, Kind.SUBCLAUSE)


@dataclass(frozen=True)
class WrongNumber:
    """A wrong number; ``is_tracked`` says that tracked changes of formatting cause it.

    ``is_empty`` says that the line has no words; then ``expected`` is "".
    """

    expected: str
    printed: str
    is_tracked: bool
    is_empty: bool = False

    @property
    def said(self) -> str:
        """What is wrong, in words."""
        if self.is_empty:
            return f"an empty paragraph is numbered “{self.printed}”"
        if not self.printed:
            return f"the number “{self.expected}” is gone"
        if not self.expected:
            return f"numbered “{self.printed}” though it has no number"
        return f"numbered “{self.printed}” instead of “{self.expected}”"


@dataclass(frozen=True)
class Forms:
    """How a template writes numbers: those of clauses and of sub-clauses, in order.

    ``numbered`` are other kinds of paragraphs that the template numbers.
    """

    clauses: tuple[str, ...] = ()
    subclauses: tuple[str, ...] = ()
    numbered: frozenset[Kind] = frozenset()

    def clause(self, count: int) -> str:
        """The number of a clause; ``count`` starts from 1."""
        return self.clauses[count - 1] if count <= len(self.clauses) else f"{count}."

    def subclause(self, count: int) -> str:
        """The letter of a sub-clause."""
        return self.subclauses[count - 1] if count <= len(self.subclauses) else f"{letters(count)}."


def forms_of(made: ReturnedCopy | None) -> Forms:
    """Return how numbers are written in the agreement as it is ``made`` again."""
    if made is None:
        return Forms()
    numbers = [each.number for each in made.lines if each.kind is Kind.CLAUSE]
    clauses = [each for each in numbers if not _GIVEN.fullmatch(each)]
    longest: list[str] = []
    current: list[str] = []
    for each in made.lines:
        if each.kind is Kind.CLAUSE:
            current = []
        elif each.kind is Kind.SUBCLAUSE:
            current.append(each.number)
            longest = max(longest, current, key=len)
    others = {each.kind for each in made.lines if each.number and each.kind not in _COUNTED}
    return Forms(tuple(clauses), tuple(longest), frozenset(filter(None, others)))


def wrong_numbers(
    lines: Sequence[Line],
    found: Sequence[MatchedLines],
    parts: Mapping[Key, SentPart],
    forms: Forms,
) -> dict[int, WrongNumber]:
    """Return the wrong numbers by the ``id()`` of their lines.

    ``parts`` are those that were sent and, for a redline, the old ones.
    """
    roles: dict[int, SentLine] = {}
    for each in found:
        part = parts.get(each.key) if each.key else None
        if part is not None:
            roles |= dict(_lines_as_sent(each.lines, part))
    joins = {
        id(line): (before, line)
        for before, line in pairwise(lines)
        if before.deleted is not None and before.accepted.strip()
    }
    # Programs do not agree on whose number a joined paragraph has; the join itself is reported.
    not_joined = {line: role for line, role in roles.items() if line not in joins}
    accepted = dict(_wrong_numbers(lines, not_joined, forms, rejected=False))
    # LibreOffice 7.4 gives the second of two joined paragraphs the style of the first, untracked.
    # Then nobody is responsible for the numbers that the copy prints when all is rejected.
    if any(
        (role := roles.get(each)) and line.kind is before.kind and role.kind is not line.kind
        for each, (before, line) in joins.items()
    ):
        return {at: replace(each, is_tracked=False) for at, each in accepted.items()}
    return accepted | dict(_wrong_numbers(lines, roles, forms, rejected=True))


def _wrong_numbers(
    lines: Sequence[Line], roles: Mapping[int, SentLine], forms: Forms, *, rejected: bool
) -> Iterator[tuple[int, WrongNumber]]:
    """Yield the wrong numbers when all changes are rejected, or all are accepted."""
    clause = letter = 0
    for line in lines:
        if (line.inserted if rejected else line.deleted) is not None:
            continue
        printed = line.former_number if rejected else line.number
        role = roles.get(id(line))
        kind = role.kind if role else line.kind if printed else None
        expected = role.number if role else ""
        match kind:
            case Kind.CLAUSE if _GIVEN.fullmatch(expected):
                letter = 0
            case Kind.CLAUSE:
                clause, letter = clause + 1, 0
                expected = forms.clause(clause)
            case Kind.SUBCLAUSE:
                letter += 1
                expected = forms.subclause(letter)
            case _ if kind in forms.numbered:
                continue
        if role is not None and printed != expected:
            yield id(line), WrongNumber(expected, printed, not rejected)
        elif role is None and printed and line.is_empty:
            yield id(line), WrongNumber("", printed, not rejected, is_empty=True)


def _lines_as_sent(lines: Sequence[Line], part: SentPart) -> Iterator[tuple[int, SentLine]]:
    """Yield what each line was sent as: a line of the same words, else the most alike one left."""
    left = list(part.lines)
    texts = [plain(each.text) for each in left]
    waiting = []
    for line in lines:
        if line.is_empty:
            continue
        words = (plain(line.rejected), plain(line.accepted))
        at = next((texts.index(text) for text in words if text in texts), None)
        if at is None:
            waiting.append(line)
        else:
            yield id(line), left.pop(at)
            texts.pop(at)
    for line in waiting:
        bag = bag_of(line.known_by)
        best = max(left, key=lambda each: likeness(bag, each.bag), default=None)
        if best is not None and likeness(bag, best.bag) >= _ALIKE:
            left.remove(best)
            yield id(line), best
