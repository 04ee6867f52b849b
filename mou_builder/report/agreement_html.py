"""An agreement as one self-contained HTML page: on a screen, a phone, paper, or read aloud."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from mou_builder.agreement.document import Agreement, Fill, Kind, Paragraph, Provision, Span, Table


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.tests["table"] = lambda block: isinstance(block, Table)
    environment.tests["missing"] = lambda span: _fill(span) is Fill.MISSING
    source = files("mou_builder.report").joinpath("templates/agreement.html.j2")
    return environment.from_string(source.read_text(encoding="utf-8"))


def _fill(span: Span) -> Fill:
    return span.fill


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
