"""The papers of a renewal packet, as documents of the same kind as an agreement.

The sheet for the annual assessment, the checklist of a requirement set, and what all papers are
made of. They are drawn by the one Word renderer, in the looks of the agreement.
"""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.document import (
    Agreement,
    AnswerBlock,
    AnswerLine,
    Block,
    Kind,
    Paragraph,
    Provision,
    Row,
    Section,
    Span,
    Table,
    drafted_line,
)
from mou_builder.check.satisfaction import RequirementState, Satisfaction
from mou_builder.config.config import Acceptance, Config, Party
from mou_builder.frozen import dataclass, replace
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.library.requirement import RequirementSet
from mou_builder.patterns import pattern
from mou_builder.portfolio.standing import Standing
from mou_builder.renewal.renew import Renewal
from mou_builder.report.diagnostics.on_pages import in_titles

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


def checklist(
    agreement: Agreement,
    model: Model,
    sets: Sequence[tuple[RequirementSet, Sequence[Satisfaction]]],
    accepted: Sequence[Acceptance] = (),
) -> Agreement:
    """Return the checklist of every requirement set, with what satisfies each requirement.

    What is not met and ``accepted`` by the parties is told with their reason.
    """
    numbers = {each.id: each.number for each in agreement.provisions}

    def numbered(by: str) -> str:
        """Name clauses by the numbers that they have in the agreement, and all else in words."""
        said = _CLAUSE.sub(
            lambda found: f"clause {numbers[found[1]]}" if found[1] in numbers else found[0], by
        )
        return in_titles(said, model)

    sections = []
    for wanted, found in sets:
        lead = f"{met_text(wanted, found, accepted)} Source: {wanted.source}."
        rows = [
            (
                each.requirement.title,
                _state(wanted, each, accepted),
                numbered(each.by) if each.met else "–",
                each.requirement.basis,
            )
            for each in found
        ]
        made = table(("Requirement", "State", "Where", "Legal basis"), rows)
        sections.append(section(wanted.id, wanted.title, [words(lead), made]))
    return paper(
        agreement,
        "Checklist of Requirements",
        _between(agreement),
        "What the next term's agreement must contain, and where it does",
        sections,
    )


_CLAUSE = pattern(r"clause ([a-z0-9-]+)")
_STATES = {
    RequirementState.MET: "met",
    RequirementState.OPEN: "open",
    RequirementState.UNMET: "not met",
}


def met_text(
    wanted: RequirementSet, found: Sequence[Satisfaction], accepted: Sequence[Acceptance]
) -> str:
    """Return how many requirements of a set are met, accepted and not met, in a sentence."""
    met = sum(each.met for each in found)
    allowed = sum(not each.met and acceptance_of(wanted, each, accepted) != "" for each in found)
    text = f"{met} of {len(found)} requirements are met"
    if allowed:
        text += f"; {allowed} not met and accepted by the parties, with their reason"
    if left := len(found) - met - allowed:
        text += f"; {left} not met"
    return f"{text}."


def acceptance_of(
    wanted: RequirementSet, each: Satisfaction, accepted: Sequence[Acceptance]
) -> str:
    """Return the reason for which the parties accept that a requirement is not met; "" for none."""
    about = f"{wanted.id}/{each.requirement.id}"
    reasons = (one.because for one in accepted if one.code == _UNMET and one.about in (about, None))
    return next(reasons, "")


def _state(wanted: RequirementSet, each: Satisfaction, accepted: Sequence[Acceptance]) -> str:
    reason = "" if each.met else acceptance_of(wanted, each, accepted)
    return f"accepted: {reason}" if reason else _STATES[each.state]


_UNMET = "MOU350"
"""The code of a requirement that is not satisfied, by which a config accepts it."""


def assessment_sheet(
    agreement: Agreement, parties: Sequence[Party], period: str
) -> Agreement | None:
    """Return the sheet for the annual assessment, ready to fill in.

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
    answers: list[AnswerBlock] = []
    for area in areas:
        letter = area.number.rstrip(".")
        asked = f"{provision.number} {letter}"
        lines: tuple[AnswerLine, ...] = (
            AnswerLine(f"{letter}.findings", "Findings:", f"Findings on {asked}, {area.text}", 4),
            AnswerLine(f"{letter}.steps", "Next steps:", f"Next steps on {asked}, {area.text}", 2),
        )
        heading = drafted_line(Kind.HEADING, f"{area.number} {area.text}")
        answers.append(AnswerBlock(lines, heading))
    for party in parties:
        heading = drafted_line(Kind.HEADING, f"Assessed for {_name(party)} by")
        answers.append(AnswerBlock(_assessors(party), heading))
    sheet = paper(
        agreement,
        "Annual Assessment of the Program",
        _between(agreement),
        f"Under clause {provision.number} of the agreement, for the term from {period}",
        [],
    )
    asked = lead.text if isinstance(lead, Paragraph) else ""
    return replace(sheet, closing=drafted_line(Kind.CLOSING, asked), answers=tuple(answers))


def _assessors(party: Party) -> tuple[AnswerLine, ...]:
    who = _name(party)
    return tuple(
        AnswerLine(f"{party.id}.{label.lower()}", f"{label}:", f"{label} of who assesses for {who}")
        for label in ("Name", "Title", "Date")
    )


# -- pieces


def _name(party: Party) -> str:
    return party.name if isinstance(party.name, str) else party.id


def _between(agreement: Agreement) -> str:
    return agreement.subtitle.text if agreement.subtitle else agreement.header.text


def words(text: str) -> Paragraph:
    """Return a paragraph without a number."""
    return drafted_line(Kind.CONTINUATION, text)


def _row(cells: Sequence[str]) -> Row:
    return Row(tuple((Span(each),) if each else () for each in cells))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return a table of plain words."""
    return Table(_row(head), tuple(_row(each) for each in rows))


def section(id_: str, heading: str, blocks: Sequence[Block]) -> Section:
    """Return blocks under a heading."""
    provision = Provision(id_, 0, heading, "", Provenance.DRAFTED, tuple(blocks))
    return Section(id_, drafted_line(Kind.HEADING, heading), (provision,))


def paper(
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
        closing=drafted_line(Kind.CLOSING, "Prepared from a model agreement. Not legal advice."),
        signatures=(),
        draft=False,
        open_points=(),
        corrections=(),
        preface=(),
    )
