"""A comparison as one self-contained HTML page: on a screen, a phone, paper, or read aloud."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from mou_builder.agreement.document import Paragraph, Table
from mou_builder.agreement.wording import capitalized
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.report.agreement_body import with_lists
from mou_builder.report.comparison import wording
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.html_page import page_environment, page_template


@lru_cache
def _template(name: str) -> Template:
    environment = page_environment()
    environment.globals.update(wording=wording, with_lists=with_lists)
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
    files. Inserted and deleted words are told apart by color, by line, and by words that are read
    aloud only.
    """
    return _template("comparison").render(names=names, **_template_values(comparison, plain))


def comparison_body(comparison: Comparison, plain: PlainWords | None) -> Markup:
    """Return a comparison as a fragment of a page: the summary, and the marked text."""
    return Markup(_template("comparison_body").render(_template_values(comparison, plain)))  # noqa: S704 # escaped


def part_body(item: Item) -> Markup:
    """Return the marked text of one part as a fragment of a page, without its name."""
    return Markup(_template("comparison_body").render(alone=item))  # noqa: S704 # escaped


def _template_values(comparison: Comparison, plain: PlainWords | None) -> dict[str, Any]:
    return {
        "alone": None,
        "comparison": comparison,
        "plain": plain,
        "summary": wording.comparison_summary(comparison),
        "stretches": [
            (f"part-{at}", each) for at, each in enumerate(wording.stretches(comparison))
        ],
    }
