"""An agreement as plain text: its words and numbers, a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.agreement.document import Agreement, Block, Kind, Paragraph, Row, Table

_RULE = "_" * 32


def agreement_text(agreement: Agreement) -> str:
    """Return the agreement's words with numbers resolved, paragraphs separated by empty lines."""
    return "\n\n".join(_block_texts(agreement)) + "\n"


def _block_texts(agreement: Agreement) -> Iterator[str]:
    if agreement.draft:
        yield "DRAFT"
    for block in agreement.blocks():
        yield block_text(block)


def block_text(block: Block) -> str:
    """Return the text of one block, its number or label before it."""
    match block:
        case Table():
            return "\n".join(_row_text(row) for row in block.all_rows)
        case Paragraph(kind=Kind.SIGNATURE | Kind.PARTICULAR):
            words = block.text or _RULE
            return f"{block.label} {words}" if block.label else words
        case Paragraph(kind=Kind.SUBCLAUSE):
            return f"   {block.number} {block.text}"
        case Paragraph():
            return f"{block.number} {block.text}" if block.number else block.text


def _row_text(row: Row) -> str:
    return f"| {' | '.join(row.texts)} |"
