"""The conformed copy: an agreement as amended so far, to read and not to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mou_builder.agreement.document import (
    Agreement,
    Kind,
    SignatureBlock,
    Span,
    drafted_line,
)
from mou_builder.agreement.wording import long_date
from mou_builder.check.record.signatures import SigningDays
from mou_builder.frozen import replace

MARK = "Conformed copy – not to be signed"


_Amendments = Sequence[tuple[int, date, SigningDays]]
"""The amendments in effect: the number of each, its day of effect, and who signed it when."""


def conformed_copy(agreement: Agreement, signed: SigningDays, amended: _Amendments) -> Agreement:
    """Return the conformed copy of an agreement that all parties have signed.

    ``agreement`` has its words as ``amended`` so far; ``signed`` says who signed it when.
    """
    said = (
        f"{MARK}. These are the words of the agreement {_through(amended)}. "
        "The signed papers alone bind the parties."
    )
    note = drafted_line(Kind.RECITAL, said)
    header = agreement.header
    marked = replace(header, spans=(*header.spans, Span(f" – {MARK}")))
    papers = [("", signed), *((f" (Amendment No. {number})", one) for number, _, one in amended)]
    return replace(
        agreement,
        header=marked,
        recitals=(("conformed-copy", note), *agreement.recitals),
        closing=drafted_line(Kind.CLOSING, "Signed by:"),
        signatures=tuple(_signed(each, papers) for each in agreement.signatures),
    )


def _through(amended: _Amendments) -> str:
    if not amended:
        return "as signed; it has not been amended"
    number, day, _ = amended[-1]
    return f"as amended through Amendment No. {number}, in effect since {long_date(day)}"


def _signed(block: SignatureBlock, papers: Sequence[tuple[str, SigningDays]]) -> SignatureBlock:
    """Return a block with the days of signing instead of lines to write on.

    ``papers`` are what was signed: the words that name each paper, and who signed it when.
    """
    kept = [
        each
        for each in block.paragraphs
        if each.kind not in (Kind.SIGNATURE, Kind.PARTICULAR) or each.spans
    ]
    lines = []
    for paper, signed in papers:
        if block.id in signed.days:
            other = signed.others.get(block.id)
            by = f", by {other}" if other else ""
            day = f"{long_date(signed.days[block.id])}{by}{paper}"
            lines.append(replace(drafted_line(Kind.PARTICULAR, day), label="Signed:"))
    return replace(block, paragraphs=(*kept, *lines))
