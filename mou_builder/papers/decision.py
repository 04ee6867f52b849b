"""The page that a board decides by: what is asked, a motion, costs, changes, and the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from mou_builder.agreement.wording import long_date, money
from mou_builder.config.config import Config
from mou_builder.frozen import dataclass, replace
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.library.typed.values import Type
from mou_builder.papers.packet_papers import (
    RenewalOccasion,
    paper,
    section,
    table,
    words,
)
from mou_builder.portfolio.states import Event
from mou_builder.renewal.given import given_values
from mou_builder.renewal.term import gap
from mou_builder.report.renewal_text import term_text

MOST_CHANGES = 5
"""Changes that the page lists at most; the next part has them all."""


UNCHANGED = "none"
"""How large the difference is of what stays as it is."""


@dataclass(frozen=True)
class DecisionFacts:
    """What the page is made of, beside the occasion.

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
    """Return the page, with its lines to fill in; ``changes`` is how many of these it lists."""
    sections = [
        *_gap(occasion),
        section("motion", "Motion", [words(_motion(occasion))]),
        section("costs", "What It Costs", list(_costs(occasion, deciding))),
        section("changes", "What Changes", list(_changes(occasion, deciding, changes))),
        section("law", "What the Law Asks", list(_law(deciding))),
    ]
    made = paper(
        occasion.agreement,
        "Decision on the Next Term",
        _between(occasion.agreement),
        _asked(occasion),
        sections,
    )
    closing = drafted_line(
        Kind.CLOSING, "Decision: approved as presented, approved with these changes, or refused"
    )
    # The header and the motion name the parties, and a page that decides has no room to spare.
    return replace(made, subtitle=None, closing=closing, answers=(AnswerBlock(tuple(_answers())),))


def _answers() -> Iterator[AnswerLine]:
    """Yield the lines, their labels short enough to stand before a line of the agreement's."""
    yield AnswerLine("decision.as-presented", "Approved:", "Mark if approved as presented")
    yield AnswerLine("decision.with-changes", "Changed:", "The changes, if approved with any")
    yield AnswerLine("decision.refused", "Refused:", "Mark if not approved")
    yield AnswerLine("decision.mover", "Moved by:", "Who made the motion")
    yield AnswerLine("decision.second", "Second:", "Who seconded the motion")
    yield AnswerLine("decision.vote", "Vote, day:", "The vote (yes, no, abstained) and its day")


def _between(agreement: Agreement) -> str:
    return agreement.subtitle.text if agreement.subtitle else agreement.header.text


def _asked(occasion: RenewalOccasion) -> str:
    renewal, standing = occasion.renewal, occasion.standing
    asked = (
        f"The request is to renew the agreement from {term_text(renewal.new)}. "
        f"This term ends on {long_date(renewal.old.until)}."
    )
    if notice := standing.due(Event.NOTICE):
        asked += f" The last day for notice is {long_date(notice)}."
    return asked


def _gap(occasion: RenewalOccasion) -> Iterator[Section]:
    """Yield what is said where no agreement is in force between the two terms."""
    renewal = occasion.renewal
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
    return (
        f"“I move that the agreement {_between(occasion.agreement)} on school resource officers be "
        f"renewed from {term_text(occasion.renewal.new)}, as presented, and that its signatories "
        "be authorized to sign it.”"
    )


def _stated(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in words; of several of one clause, the first alone names it."""
    told: list[str] = []
    last = ""
    for label, value, *_ in rows:
        clause, colon, blank = label.partition(": ")
        told.append(f"{blank if colon and clause == last else label}, {value}")
        last = clause
    return "; ".join(told)


def _costs(occasion: RenewalOccasion, deciding: DecisionFacts) -> Iterator[Block]:
    """Yield a table of what becomes more or less, and a line of what stays as it is."""
    old = dict(_amounts(occasion.old, deciding.old_model))
    new = dict(_amounts(occasion.new, deciding.new_model))
    rows = [_cost(label, old.get(label), new.get(label)) for label in dict.fromkeys((*old, *new))]
    now, later = (
        dict(_shares(config, model))
        for config, model in (
            (occasion.old, deciding.old_model),
            (occasion.new, deciding.new_model),
        )
    )
    rows += [
        _share(label, now.get(label), later.get(label)) for label in dict.fromkeys((*now, *later))
    ]
    changed = [row for row in rows if row[3] != UNCHANGED]
    if not rows:
        yield words("The agreement states no amount and no share of the cost.")
    if changed:
        yield table(("What", "Now", "Next term", "Difference"), changed)
    if len(changed) < len(rows):
        yield words(f"Unchanged: {_stated([row for row in rows if row[3] == UNCHANGED])}.")


def _amounts(config: Config, model: Model) -> Iterator[tuple[str, Decimal]]:
    """Yield the amounts of an agreement; those of a column of rows as their sum."""
    sums: dict[str, Decimal] = {}
    for path, blank, value in given_values(config, model, Type.MONEY):
        if isinstance(value, Decimal):
            whole = any(isinstance(part, int) for part in path)
            label = f"{blank.label}, all together" if whole else blank.label
            label = f"{model.clauses[str(path[1])].title}: {label}"
            sums[label] = sums.get(label, Decimal(0)) + value
    yield from sums.items()


def _shares(config: Config, model: Model) -> Iterator[tuple[str, Decimal]]:
    for path, blank, value in given_values(config, model, Type.PERCENT):
        if isinstance(value, Decimal):
            yield f"{model.clauses[str(path[1])].title}: {blank.label}", value


def _cost(label: str, old: Decimal | None, new: Decimal | None) -> tuple[str, str, str, str]:
    was, then = (money(each) if each is not None else "–" for each in (old, new))
    if old is None or new is None:
        return (label, was, then, "")
    difference = new - old
    if not difference:
        return (label, was, then, UNCHANGED)
    share = f" ({difference / old * 100:+.1f}%)" if old else ""
    sign = "+" if difference > 0 else "−"
    return (label, was, then, f"{sign}{money(abs(difference))}{share}")


def _share(label: str, old: Decimal | None, new: Decimal | None) -> tuple[str, str, str, str]:
    now, later = (f"{_figure(each)}%" if each is not None else "–" for each in (old, new))
    if old is None or new is None:
        return (label, now, later, "")
    points = new - old
    sign = "+" if points > 0 else "−"
    said = f"{sign}{_figure(abs(points))} points" if points else UNCHANGED
    return (label, now, later, said)


def _figure(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _changes(occasion: RenewalOccasion, deciding: DecisionFacts, most: int) -> Iterator[Block]:
    """Yield what changes beside the costs, as far as the page has room for it."""
    if not deciding.changes:
        yield words("Nothing: the words are those of the term that ends.")
        return
    told = [each for each in deciding.changes if not _is_cost(each, occasion, deciding)]
    for each in told[:most]:
        yield words(each)
    if more := len(told) - most if len(told) > most else 0:
        yield words(f"{more}{' more' if most else ''}, in the next part of this packet.")
    elif not told:
        yield words("Nothing but what it costs.")


def _is_cost(sentence: str, occasion: RenewalOccasion, deciding: DecisionFacts) -> bool:
    """Tell whether the table of what it costs says what a sentence does."""
    label = sentence.partition(":")[0].casefold()
    amounts = (
        each
        for config, model in (
            (occasion.old, deciding.old_model),
            (occasion.new, deciding.new_model),
        )
        for each, _ in (*_amounts(config, model), *_shares(config, model))
    )
    return any(each.casefold().endswith(f": {label}") for each in amounts)


def _law(deciding: DecisionFacts) -> Iterator[Block]:
    if not deciding.law:
        yield words("No requirements were named to compare the agreement with.")
    for each in (*deciding.law, *deciding.accepted):
        yield words(each)
