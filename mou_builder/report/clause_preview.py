"""A clause as it would print, with its blanks by name where no value is given yet."""

from __future__ import annotations

from dataclasses import replace

from mou_builder.agreement.assemble import assemble_clause
from mou_builder.agreement.document import Block, Fill, Paragraph, Row, Span, Table
from mou_builder.check.form import read_config
from mou_builder.diagnostic import Refused
from mou_builder.library.model import Model
from mou_builder.report.agreement_text import block_text
from mou_builder.yamltext.changes import Set, edited
from mou_builder.yamltext.source import Plain, Source


def clause_preview(model: Model, clause: str, data: Plain) -> list[str]:
    """Return the paragraphs of a clause as a config with ``data`` prints it so far.

    A blank without a value stands there as ``[number of officers]``. Nothing is returned where
    there is no text to show: an unknown variant, or one that needs the values first.
    """
    given = edited(data, Set(("model",), model.id))
    config = read_config(Source("preview", "", given, {}, {}), model).config
    if config is None or clause not in config.choices:
        return []
    try:
        provision = assemble_clause(config, model, clause)
    except (Refused, KeyError):
        return []
    return [block_text(_with_labels(block, clause)) for block in provision.blocks]


def variant_preview(model: Model, clause: str, variant: str) -> list[str]:
    """Return the paragraphs of a variant with all its blanks by name."""
    choice: Plain = {"variant": variant} if variant else "yes"
    return clause_preview(model, clause, {"clauses": {clause: choice}})


def _with_labels(block: Block, clause: str) -> Block:
    match block:
        case Paragraph():
            return replace(block, spans=_labelled(block.spans, clause))
        case Table():
            rows = tuple(_row(row, clause) for row in block.rows)
            return replace(block, header=_row(block.header, clause), rows=rows)


def _row(row: Row, clause: str) -> Row:
    return replace(row, cells=tuple(_labelled(cell, clause) for cell in row.cells))


def _labelled(spans: tuple[Span, ...], clause: str) -> tuple[Span, ...]:
    """Drop from each missing value what names the clause, which is the one that is shown."""
    return tuple(
        replace(each, text=each.text.replace(f"[{clause}: ", "[", 1))
        if each.fill is Fill.MISSING
        else each
        for each in spans
    )
