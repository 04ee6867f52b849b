"""The page that a board decides by: what is asked, a motion, costs, changes, and the law."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from mou_builder.agreement.document import (
    Agreement,
    AnswerBlock,
    AnswerLine,
    Block,
    Fill,
    Kind,
    Paragraph,
    Section,
    Span,
    drafted_line,
)
from mou_builder.agreement.wording import counted, long_date, money, without_article
from mou_builder.config.config import Config
from mou_builder.frozen import dataclass, replace
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.library.typed.values import Type
from mou_builder.papers.paper import paper, parties_of, section, table, words
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import Event
from mou_builder.renewal.given import GivenValue, given_values, parts_of_wholes
from mou_builder.renewal.renew import Renewal
from mou_builder.renewal.term import gap
from mou_builder.report.renewal_text import term_text

MOST_CHANGES = 5
"""The most changes that the page lists; the next part of the packet has them all."""
UNCHANGED = "none"
"""The difference shown for a cost that stays the same."""


@dataclass(frozen=True)
class RenewalOccasion:
    """What is renewed: both terms' configs, how the first term stands, and the next agreement."""

    renewal: Renewal
    standing: Standing
    old: Config
    new: Config
    agreement: Agreement


@dataclass(frozen=True)
class DecisionFacts:
    """What the page says beside the occasion.

    ``changes`` are sentences; ``law`` is one sentence for each set of requirements; ``accepted``
    are findings that the parties accept, each with the reason.
    """

    changes: Sequence[str]
    law: Sequence[str]
    accepted: Sequence[str]
    old_model: Model
    new_model: Model


def decision(
    occasion: RenewalOccasion, deciding: DecisionFacts, changes: int = MOST_CHANGES
) -> Agreement:
    """Return the page, with its lines to fill in; it lists at most so many ``changes``."""
    costs = list(_cost_rows(occasion, deciding))
    sections = [
        *_gap(occasion.renewal),
        section("motion", "Motion", [words(_motion(occasion))]),
        section("costs", "What It Costs", list(_costs(costs))),
        section("changes", "What Changes", list(_changes(deciding.changes, costs, changes))),
        section("law", "What the Law Asks", list(_law(deciding))),
    ]
    made = paper(
        occasion.agreement,
        "Decision on the Next Term",
        parties_of(occasion.agreement),
        _request(occasion),
        sections,
    )
    closing = drafted_line(
        Kind.CLOSING, "Decision: approved as presented, approved with these changes, or refused"
    )
    # The header and the motion name the parties already, and the page must stay a single one.
    return replace(made, subtitle=None, closing=closing, answers=(AnswerBlock(tuple(_answers())),))


def _answers() -> Iterator[AnswerLine]:
    """Yield the lines to fill in; each label is short enough for the room before a signature."""
    yield AnswerLine("decision.as-presented", "Approved:", "Mark if approved as presented")
    yield AnswerLine("decision.with-changes", "Changed:", "The changes, if approved with any")
    yield AnswerLine("decision.refused", "Refused:", "Mark if not approved")
    yield AnswerLine("decision.mover", "Moved by:", "Who made the motion")
    yield AnswerLine("decision.second", "Second:", "Who seconded the motion")
    yield AnswerLine("decision.vote", "Vote, day:", "The vote (yes, no, abstained) and its day")


def _request(occasion: RenewalOccasion) -> str:
    renewal = occasion.renewal
    asked = (
        f"The request is to renew the agreement from {term_text(renewal.new)}. "
        f"This term ends on {long_date(renewal.old.until)}."
    )
    if notice := occasion.standing.due(Event.NOTICE):
        asked += f" The last day for notice is {long_date(notice)}."
    return asked


def _gap(renewal: Renewal) -> Iterator[Section]:
    """Yield a warning if no agreement is in force between the two terms."""
    if days := gap(renewal.old, renewal.new):
        first = renewal.old.until + timedelta(days=1)
        said = (
            f"NO AGREEMENT IS IN FORCE FOR {days} DAY{'' if days == 1 else 'S'}, from "
            f"{long_date(first)} until the next term begins."
        )
        loud = Paragraph(
            Kind.CONTINUATION, (Span(said, fill=Fill.WARNING),), provenance=Provenance.DRAFTED
        )
        yield section("gap", "A Gap in Time", [loud])


def _motion(occasion: RenewalOccasion) -> str:
    parties = parties_of(occasion.agreement)
    return (
        f"“I move that the agreement {parties} on school resource officers be "
        f"renewed from {term_text(occasion.renewal.new)}, as presented, and that its signatories "
        "be authorized to sign it.”"
    )


_CostRow = tuple[str, str, str, str]
"""What costs, its figure now, that of the next term, and the difference."""


def _cost_rows(occasion: RenewalOccasion, deciding: DecisionFacts) -> Iterator[_CostRow]:
    """Yield what either term states of costs: the amounts, then the shares."""
    for stated, row in ((_amounts, _amount_row), (_shares, _share_row)):
        old = dict(stated(occasion.old, deciding.old_model))
        new = dict(stated(occasion.new, deciding.new_model))
        for label in dict.fromkeys((*old, *new)):
            yield row(label, old.get(label), new.get(label))


def _costs(rows: Sequence[_CostRow]) -> Iterator[Block]:
    """Yield a table of the costs that change, and a line of those that do not."""
    changed = [row for row in rows if row[3] != UNCHANGED]
    if not rows:
        yield words("The agreement states no amount and no share of the cost.")
    if changed:
        yield table(("What", "Now", "Next term", "Difference"), changed)
    if len(changed) < len(rows):
        yield words(f"Unchanged: {_in_words([row for row in rows if row[3] == UNCHANGED])}.")


def _in_words(rows: Sequence[_CostRow]) -> str:
    """Return rows in one line; those of a clause stand together, and only the first names it."""
    told: list[str] = []
    last = ""
    clauses = [label.partition(": ")[0] for label, *_ in rows]
    for label, value, *_ in sorted(rows, key=lambda row: clauses.index(row[0].partition(": ")[0])):
        clause, colon, blank = label.partition(": ")
        told.append(f"{blank if colon and clause == last else label}, {value}")
        last = clause
    return "; ".join(told)


def _amounts(config: Config, model: Model) -> Iterator[tuple[str, Decimal]]:
    """Yield the amounts of an agreement; those in rows as their sum, where that has a name.

    Parts of an amount that stands by itself, as installments are, add nothing to it.
    """
    sums: dict[str, Decimal] = {}
    parts = {part for part, _ in parts_of_wholes(config, model)}
    for given in given_values(config, model, Type.MONEY):
        if isinstance(given.value, Decimal) and given.path not in parts:
            total = given.rows.total if given.rows else ""
            label = f"{_title(given, model)}: {total or without_article(given.name)}"
            sums[label] = sums.get(label, Decimal(0)) + given.value
    yield from sums.items()


def _shares(config: Config, model: Model) -> Iterator[tuple[str, Decimal]]:
    """Yield the shares of an agreement, in percent."""
    for given in given_values(config, model, Type.PERCENT):
        if isinstance(given.value, Decimal):
            yield f"{_title(given, model)}: {without_article(given.name)}", given.value


def _title(given: GivenValue, model: Model) -> str:
    return model.clauses[str(given.path[1])].title


def _amount_row(label: str, old: Decimal | None, new: Decimal | None) -> _CostRow:
    share = f" ({(new - old) / old * 100:+.1f}%)" if old and new is not None else ""
    return _cost_row(label, old, new, money, lambda each: f"{money(each)}{share}")


def _share_row(label: str, old: Decimal | None, new: Decimal | None) -> _CostRow:
    return _cost_row(
        label, old, new, lambda each: f"{_figure(each)}%", lambda each: f"{_figure(each)} points"
    )


def _figure(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _cost_row(
    label: str,
    old: Decimal | None,
    new: Decimal | None,
    shown: Callable[[Decimal], str],
    shown_difference: Callable[[Decimal], str],
) -> _CostRow:
    now, later = (shown(each) if each is not None else "–" for each in (old, new))
    if old is None or new is None:
        return label, now, later, ""
    difference = new - old
    sign = "+" if difference > 0 else "−"
    said = f"{sign}{shown_difference(abs(difference))}" if difference else UNCHANGED
    return label, now, later, said


def _changes(sentences: Sequence[str], costs: Sequence[_CostRow], most: int) -> Iterator[Block]:
    """Yield what changes beside the costs: at most so many sentences, and how many are left."""
    if not sentences:
        yield words("Nothing: the words are those of the term that ends.")
        return
    told = [each for each in sentences if not _is_cost(each, costs)]
    for each in told[:most]:
        yield words(each)
    if (more := len(told) - most) > 0:
        left = counted(more, "more change" if most else "change")
        yield words(f"{left}, in the next part of this packet.")
    elif not told:
        yield words("Nothing but what it costs.")


def _is_cost(sentence: str, costs: Sequence[_CostRow]) -> bool:
    """Tell whether the table of costs already says what a sentence does."""
    label = without_article(sentence.partition(":")[0]).casefold()
    return any(name.casefold().endswith(f": {label}") for name, *_ in costs)


def _law(deciding: DecisionFacts) -> Iterator[Block]:
    if not deciding.law:
        yield words("No requirements were named to compare the agreement with.")
    for each in (*deciding.law, *deciding.accepted):
        yield words(each)
