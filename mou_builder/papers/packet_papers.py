"""The papers of a renewal packet, as documents of the same kind as an agreement.

A cover page, a summary of changes, the sheet for the annual assessment, and the checklist of a
requirement set. They are drawn by the one Word renderer, in the looks of the agreement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
    Paragraph,
    Provision,
    Row,
    Section,
    SignatureBlock,
    Span,
    Table,
    drafted_line,
)
from mou_builder.agreement.wording import long_date
from mou_builder.check.satisfaction import RequirementState, Satisfaction
from mou_builder.config.config import Config, Party, Signatory
from mou_builder.difference.comparison import Comparison
from mou_builder.library.provenance import Provenance
from mou_builder.library.requirement import RequirementSet
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import Event
from mou_builder.renewal.renew import Renewal
from mou_builder.report.comparison.wording import cause_text, name, said, shown_causes, summary
from mou_builder.report.renewal_text import term_text

_ON_ONE_PAGE = 16
"""Changes that the summary lists; the comparison has them all."""

_LATER = "the others are in the comparison"
ASSESSMENT = "assessment"
"""The clause that says what the annual assessment looks at."""


@dataclass(frozen=True)
class RenewalOccasion:
    """What a packet is about: both terms' configs and agreements, and how the first one stands."""

    renewal: Renewal
    standing: Standing
    old: Config
    new: Config
    agreement: Agreement


@dataclass(frozen=True)
class Answer:
    """A line of the assessment sheet to write on: its label, what is asked, and its height.

    ``id`` is unique on the sheet; ``lines`` is how many lines of writing it has room for.
    """

    id: str
    label: str
    question: str
    lines: int = 1


def cover(occasion: RenewalOccasion, contents: Sequence[tuple[str, int]]) -> Agreement:
    """Return the cover page: the decision asked for, the dates, and where each signatory stands.

    ``contents`` are the parts of the packet with the pages on which they begin.
    """
    new = occasion.renewal.new
    asked = (
        f"The signatories are asked to renew the agreement for a further term, "
        f"from {term_text(new)}."
    )
    sections = [
        _section("decision", "Decision Asked For", [_words(asked), _decisions()]),
        _section("dates", "Dates", [_dates(occasion)]),
        _section("signatories", "Where Each Signatory Stands", [_signatories(occasion)]),
    ]
    listing = "; ".join(f"{title}, page {page}" for title, page in contents)
    sections.append(_section("contents", "In This Packet", [_words(f"{listing}.")]))
    return _paper(
        occasion.agreement,
        "Renewal Packet",
        _between(occasion.agreement),
        "For the annual review by all signatories or their successors",
        sections,
    )


def change_summary(comparison: Comparison, renewal: Renewal) -> Agreement:
    """Return on one page what changes from this term to the next, and what to look at again."""
    rows = [
        (
            name(item),
            said(item),
            "\n".join(cause_text(cause) for cause in shown_causes(item)) or "–",
        )
        for item in comparison.changed
        if said(item)
    ]
    blocks: list[Block] = [_words(summary(comparison))]
    if rows:
        blocks.append(_table(("Part", "What happened", "From → to"), rows[:_ON_ONE_PAGE]))
    if len(rows) > _ON_ONE_PAGE:
        blocks.append(_words(f"Of {len(rows)} changes {_ON_ONE_PAGE} are listed; {_LATER}."))
    return _paper(
        comparison.new,
        "Summary of Changes",
        _between(comparison.new),
        "What the next term's agreement changes in the one that ends",
        [_section("changes", "Changes", blocks), *_looked_at(renewal)],
    )


def _looked_at(renewal: Renewal) -> list[Section]:
    if not renewal.look:
        return []
    lead = _words("These values were not changed by the renewal, or only by a guess:")
    return [_section("look", "To Be Looked At Before Signing", [lead, _look(renewal)])]


def checklist(
    agreement: Agreement, sets: Sequence[tuple[RequirementSet, Sequence[Satisfaction]]]
) -> Agreement:
    """Return the checklist of every requirement set, with what satisfies each requirement."""
    numbers = {each.id: each.number for each in agreement.provisions}

    def numbered(by: str) -> str:
        """Name clauses by the numbers that they have in the agreement."""
        return _CLAUSE.sub(
            lambda found: f"clause {numbers[found[1]]}" if found[1] in numbers else found[0], by
        )

    sections = []
    for wanted, found in sets:
        met = sum(each.met for each in found)
        lead = f"{met} of {len(found)} requirements are met. Source: {wanted.source}."
        rows = [
            (each.requirement.title, _STATES[each.state], numbered(each.by), each.requirement.basis)
            for each in found
        ]
        table = _table(("Requirement", "State", "Clause", "Legal basis"), rows)
        sections.append(_section(wanted.id, wanted.title, [_words(lead), table]))
    return _paper(
        agreement,
        "Checklist of Requirements",
        _between(agreement),
        "What the next term's agreement must contain, and where it does",
        sections,
    )


_CLAUSE = re.compile(r"clause ([a-z0-9-]+)")
_STATES = {
    RequirementState.MET: "met",
    RequirementState.OPEN: "open",
    RequirementState.UNMET: "not met",
}


def assessment_sheet(
    agreement: Agreement, parties: Sequence[Party], period: str
) -> tuple[Agreement, tuple[Answer, ...]] | None:
    """Return the sheet for the annual assessment, ready to fill in, and its lines in order.

    ``parties`` are those that assess, ``period`` is the term that is assessed. None where the
    agreement has no clause `ASSESSMENT` with lettered areas.
    """
    provision = next((each for each in agreement.provisions if each.id == ASSESSMENT), None)
    areas = [
        each
        for each in (provision.blocks if provision else ())
        if isinstance(each, Paragraph) and each.kind is Kind.SUBCLAUSE
    ]
    if provision is None or not areas:
        return None
    lead = provision.blocks[0]
    blocks: list[SignatureBlock] = []
    answers: list[Answer] = []
    for area in areas:
        letter = area.number.rstrip(".")
        asked = f"{provision.number} {letter}"
        lines: tuple[Answer, ...] = (
            Answer(f"{letter}.findings", "Findings:", f"Findings on {asked}, {area.text}", 4),
            Answer(f"{letter}.steps", "Next steps:", f"Next steps on {asked}, {area.text}", 2),
        )
        answers += lines
        blocks.append(_answer_block(letter, f"{area.number} {area.text}", lines))
    for party in parties:
        lines = _assessors(party)
        answers += lines
        blocks.append(_answer_block(party.id, f"Assessed for {_name(party)} by", lines))
    sheet = _paper(
        agreement,
        "Annual Assessment of the Program",
        _between(agreement),
        f"Under clause {provision.number} of the agreement, for the term from {period}",
        [],
    )
    words = lead.text if isinstance(lead, Paragraph) else ""
    return replace(
        sheet, closing=drafted_line(Kind.CLOSING, words), signatures=tuple(blocks)
    ), tuple(answers)


def _assessors(party: Party) -> tuple[Answer, ...]:
    who = _name(party)
    return tuple(
        Answer(f"{party.id}.{label.lower()}", f"{label}:", f"{label} of who assesses for {who}")
        for label in ("Name", "Title", "Date")
    )


def _answer_block(id_: str, heading: str, answers: Sequence[Answer]) -> SignatureBlock:
    lines = [drafted_line(Kind.HEADING, heading)]
    for each in answers:
        label = each.label
        if each.lines > 1:  # room for several lines is below its label, and as wide as the page
            lines.append(drafted_line(Kind.RECITAL, each.label))
            label = ""
        lines.append(Paragraph(Kind.SIGNATURE, (), label=label, provenance=Provenance.DRAFTED))
    return SignatureBlock(f"assessment-{id_}", heading, tuple(lines))


# -- tables of the cover


def _decisions() -> Table:
    rows = [
        ("Renew as attached", ""),
        ("Renew with these changes:", ""),
        ("Do not renew", ""),
    ]
    return _table(("Decision", "Mark one, or write the changes"), rows)


def _dates(occasion: RenewalOccasion) -> Table:
    standing, renewal = occasion.standing, occasion.renewal
    rows = [("This term ends", long_date(renewal.old.until))]
    for event, label in (
        (Event.REVIEW, "Review by all signatories is due"),
        (Event.NOTICE, "Last day for notice, if the agreement is not to go on"),
    ):
        if day := standing.due(event):
            rows.append((label, long_date(day)))
    if renewal.new.since:
        rows.append(("The next term begins", long_date(renewal.new.since)))
    rows.append(("The next term ends", long_date(renewal.new.until)))
    return _table(("What", "Day"), rows)


def _signatories(occasion: RenewalOccasion) -> Table:
    by = occasion.renewal.new.since or occasion.renewal.old.until
    signed = occasion.old.signed
    this_term = long_date(signed) if signed else "not recorded"
    rows = [
        (_name(party), _person(signatory), this_term, _next(signatory, by))
        for party in occasion.new.parties.values()
        for signatory in party.signatories or (Signatory(),)
    ]
    return _table(("Party", "Signatory", "This term signed", "To sign the next by"), rows)


def _next(signatory: Signatory, by: date) -> str:
    named = isinstance(signatory.name, str)
    return long_date(by) if named else f"{long_date(by)}; name still open"


def _person(signatory: Signatory) -> str:
    parts = [each for each in (signatory.name, signatory.title) if isinstance(each, str)]
    words = ", ".join(parts) or "head of the party"
    return f"{words} ({signatory.capacity})" if signatory.capacity else words


def _look(renewal: Renewal) -> Table:
    rows = [(_dotted(each.path), each.value, each.why) for each in renewal.look]
    return _table(("Value", "As it stands", "Why"), rows)


def _dotted(path: tuple[str | int, ...]) -> str:
    parts = path[1:] if path[0] == "clauses" else path
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)


# -- pieces


def _name(party: Party) -> str:
    return party.name if isinstance(party.name, str) else party.id


def _between(agreement: Agreement) -> str:
    return agreement.subtitle.text if agreement.subtitle else agreement.header.text


def _words(text: str) -> Paragraph:
    return drafted_line(Kind.CONTINUATION, text)


def _row(cells: Sequence[str]) -> Row:
    return Row(tuple((Span(each),) if each else () for each in cells))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(_row(head), tuple(_row(each) for each in rows))


def _section(id_: str, heading: str, blocks: Sequence[Block]) -> Section:
    provision = Provision(id_, 0, heading, "", Provenance.DRAFTED, tuple(blocks))
    return Section(id_, drafted_line(Kind.HEADING, heading), (provision,))


def _paper(
    like: Agreement, title: str, subtitle: str, lead: str, sections: Sequence[Section]
) -> Agreement:
    """Return a document in the looks of an agreement, of which nothing is to be signed."""
    return replace(
        like,
        header=drafted_line(Kind.HEADER, f"{title} – {like.header.text}"),
        title=drafted_line(Kind.TITLE, title),
        subtitle=drafted_line(Kind.SUBTITLE, subtitle),
        recitals=(),
        agreement_line=drafted_line(Kind.AGREEMENT_LINE, lead),
        sections=tuple(sections),
        closing=drafted_line(Kind.CLOSING, _made_of(like)),
        signatures=(),
        draft=False,
        open_points=(),
        corrections=(),
        preface=(),
    )


def _made_of(like: Agreement) -> str:
    return f"Prepared from the model {like.model}, version {like.version}. Not legal advice."
