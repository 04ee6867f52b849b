"""The sheet for the annual assessment: its areas, and lines to write on."""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.document import (
    Agreement,
    AnswerBlock,
    AnswerLine,
    Kind,
    Paragraph,
    drafted_line,
)
from mou_builder.config.config import Party
from mou_builder.frozen import replace
from mou_builder.papers.paper import paper, parties_of

ASSESSMENT = "assessment"
"""The id of the clause that lists the areas of the annual assessment."""


def assessment_sheet(
    agreement: Agreement, parties: Sequence[Party], period: str
) -> Agreement | None:
    """Return the sheet for the annual assessment, ready to fill in.

    ``parties`` are those that assess, ``period`` is the term that is assessed. None where the
    agreement has no clause `ASSESSMENT` with lettered areas.
    """
    provision = next((each for each in agreement.provisions if each.id == ASSESSMENT), None)
    blocks = provision.blocks if provision else ()
    areas = [each for each in blocks if isinstance(each, Paragraph) and each.kind is Kind.SUBCLAUSE]
    if provision is None or not areas:
        return None
    answers: list[AnswerBlock] = []
    for area in areas:
        letter = area.number.rstrip(".")
        asked = f"{provision.number} {letter}, {area.text}"
        lines: tuple[AnswerLine, ...] = (
            AnswerLine(f"{letter}.findings", "Findings:", f"Findings on {asked}", 4),
            AnswerLine(f"{letter}.steps", "Next steps:", f"Next steps on {asked}", 2),
        )
        heading = drafted_line(Kind.HEADING, f"{area.number} {area.text}")
        answers.append(AnswerBlock(lines, heading))
    for party in parties:
        name = party.name if isinstance(party.name, str) else party.id
        lines = tuple(
            AnswerLine(
                f"{party.id}.{label.lower()}", f"{label}:", f"{label} of who assesses for {name}"
            )
            for label in ("Name", "Title", "Date")
        )
        answers.append(AnswerBlock(lines, drafted_line(Kind.HEADING, f"Assessed for {name} by")))
    sheet = paper(
        agreement,
        "Annual Assessment of the Program",
        parties_of(agreement),
        f"Under clause {provision.number} of the agreement, for the term from {period}",
        [],
    )
    task = blocks[0].text if isinstance(blocks[0], Paragraph) else ""
    return replace(sheet, closing=drafted_line(Kind.CLOSING, task), answers=tuple(answers))
