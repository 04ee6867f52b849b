"""A comparison as one self-contained HTML page: on a screen, a phone, paper, or read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from mou_builder.agreement.document import Block, Kind, Paragraph, Table
from mou_builder.agreement.wording import capitalized
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.report.comparison import wording
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.html_page import page_environment, page_template


@lru_cache
def _template(name: str) -> Template:
    environment = page_environment()
    environment.globals.update(wording=wording, groups=_groups)
    environment.filters["capitalized"] = capitalized
    environment.tests["folded"] = lambda each: isinstance(each, wording.FoldedItems)
    environment.tests["paragraph"] = lambda each: isinstance(each, Paragraph)
    environment.tests["table"] = lambda each: isinstance(each, Table)
    return page_template(environment, name)


def comparison_html(
    comparison: Comparison, names: tuple[str, str], plain: PlainWords | None = None
) -> str:
    """Return a comparison as an HTML page without scripts or references to other files.

    With ``plain``, what changed is said in sentences; else by the keys of the configs that made
    it, with their lines. ``names`` are what the two agreements are called, such as their
    files. Inserted and deleted words are told apart by colour, by line, and by words that are read
    aloud only.
    """
    return _template("comparison").render(names=names, **_values(comparison, plain))


def comparison_body(comparison: Comparison, plain: PlainWords | None = None) -> Markup:
    """Return what a comparison says as a piece of a page: the summary, and the marked text."""
    return Markup(_template("comparison_body").render(_values(comparison, plain)))  # noqa: S704 # escaped


def part_body(item: Item) -> Markup:
    """Return the marked text of one part as a piece of a page, without its name."""
    return Markup(_template("comparison_body").render(alone=item))  # noqa: S704 # escaped


def _values(comparison: Comparison, plain: PlainWords | None) -> dict[str, Any]:
    return {
        "alone": None,
        "comparison": comparison,
        "plain": plain,
        "summary": wording.summary(comparison),
        "stretches": [
            (f"part-{at}", each) for at, each in enumerate(wording.stretches(comparison))
        ],
    }


def _groups(blocks: Sequence[Block]) -> Iterator[list[Paragraph] | Block]:
    """Yield the blocks of a part, with sub-clauses that follow each other in one list."""
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind is Kind.SUBCLAUSE:
            run.append(block)
            continue
        if run:
            yield run
            run = []
        yield block
    if run:
        yield run
