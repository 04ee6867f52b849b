"""The conformed copy: an agreement as amended so far, to read and not to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mou_builder.agreement.document import (
    Agreement,
    Kind,
    Paragraph,
    SignatureBlock,
    Span,
    drafted_line,
)
from mou_builder.agreement.wording import long_date
from mou_builder.check.record.signatures import SigningDays

MARK = "Conformed copy – not to be signed"


def conformed_copy(
    agreement: Agreement, signed: SigningDays, amended: Sequence[tuple[int, date, SigningDays]]
) -> Agreement:
    """Return the copy of an agreement that all have signed.

    ``amended`` are the amendments in effect: number, day of effect, and who signed.
    """
    said = (
        f"{MARK}. These are the words of the agreement {_through(amended)}. "
        "The signed papers alone bind the parties."
    )
    note = drafted_line(Kind.RECITAL, said)
    header = agreement.header
    marked = replace(header, spans=(*header.spans, Span(f" – {MARK}")))
    blocks = tuple(_signed(each, signed, amended) for each in agreement.signatures)
    return replace(
        agreement,
        header=marked,
        recitals=(("conformed-copy", note), *agreement.recitals),
        closing=drafted_line(Kind.CLOSING, "Signed by:"),
        signatures=blocks,
    )


def _through(amended: Sequence[tuple[int, date, SigningDays]]) -> str:
    if not amended:
        return "as signed; it has not been amended"
    number, day, _ = amended[-1]
    return f"as amended through Amendment No. {number}, in effect since {long_date(day)}"


def _signed(
    block: SignatureBlock, signed: SigningDays, amended: Sequence[tuple[int, date, SigningDays]]
) -> SignatureBlock:
    """Return a block with the days of signing instead of lines to write on."""
    kept = [
        each
        for each in block.paragraphs
        if each.kind not in (Kind.SIGNATURE, Kind.PARTICULAR) or each.spans
    ]
    papers = [("", signed), *((f" (Amendment No. {number})", one) for number, _, one in amended)]
    lines = [
        _day(one.days[block.id], f"{_by(one, block.id)}{paper}")
        for paper, one in papers
        if block.id in one.days
    ]
    return replace(block, paragraphs=(*kept, *lines))


def _by(signed: SigningDays, place: str) -> str:
    return f", by {signed.others[place]}" if place in signed.others else ""


def _day(day: date, paper: str) -> Paragraph:
    return replace(drafted_line(Kind.PARTICULAR, long_date(day) + paper), label="Signed:")
