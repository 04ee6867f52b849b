"""An agreement as one self-contained HTML page: on a screen, a phone, paper, or read aloud."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Template

from mou_builder.agreement.document import Agreement, Fill, Kind, Paragraph, Provision, Span, Table
from mou_builder.report.html_page import page_environment, page_template


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = page_environment()
    environment.tests["table"] = lambda block: isinstance(block, Table)
    environment.tests["missing"] = _is_missing
    return page_template(environment, "agreement")


def _is_missing(span: Span) -> bool:
    return span.fill is Fill.MISSING


def agreement_html(agreement: Agreement) -> str:
    """Return the agreement as an HTML page without scripts or references to other files."""
    groups = {each.id: _groups(each) for each in agreement.provisions}
    return _template().render(agreement=agreement, groups=groups, Kind=Kind)


def _groups(provision: Provision) -> list[list[Paragraph] | Paragraph | Table]:
    """Return a provision's blocks, with sub-clauses that follow each other in one list."""
    groups: list[list[Paragraph] | Paragraph | Table] = []
    for block in provision.blocks:
        if isinstance(block, Paragraph) and block.kind is Kind.SUBCLAUSE:
            last = groups[-1] if groups else None
            if isinstance(last, list):
                last.append(block)
            else:
                groups.append([block])
        else:
            groups.append(block)
    return groups
