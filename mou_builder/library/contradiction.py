"""What a text of a municipality's own can contradict: data of a model.

A phrase is one or more words; a star stands for any ending, as in ``terminat*``.
"""

from __future__ import annotations

from enum import StrEnum

from mou_builder.frozen import dataclass


class Measure(StrEnum):
    """What is measured where a text states a fact."""

    PERCENT = "percent"
    MONEY = "money"
    DAYS = "days"
    HOURS = "hours"
    YEARS = "years"
    OFFICERS = "officers"
    TIME = "time"
    """A time of day."""


@dataclass(frozen=True)
class Topic:
    """A fact that some ``clauses`` state, and that another text must state alike.

    A sentence is about it that has one of the ``words`` (or one of the ``weak`` ones and none of
    ``unless``), one of ``beside`` where there are any, and none of ``but``. ``by_payer`` tells the
    district's share from the agency's.
    """

    what: str
    measure: Measure
    clauses: tuple[str, ...]
    words: tuple[str, ...]
    weak: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    by_payer: bool = False


@dataclass(frozen=True)
class ForbiddenAct:
    """What a ``clause`` keeps somebody from: ``who`` may not do (``does``) something to ``what``.

    Without ``does``, the words of ``what`` alone say it, as in “final authority”. ``says`` tells
    what the clause says instead.
    """

    clause: str
    says: str
    who: tuple[str, ...]
    what: tuple[str, ...]
    does: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contradictions:
    """The topics and acts of one model; ``term`` is the clause that says when it ends."""

    term: str = ""
    topics: tuple[Topic, ...] = ()
    acts: tuple[ForbiddenAct, ...] = ()

    def clauses(self) -> tuple[str, ...]:
        """Return every clause that is named, to be looked for in the model."""
        named = [name for each in self.topics for name in each.clauses]
        named += [self.term] if self.term else []
        return (*named, *(each.clause for each in self.acts))
