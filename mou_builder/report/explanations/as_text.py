"""What a diagnostic code means, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from mou_builder.explanations.catalogue import Catalogue, CodeKind, Explanation
from mou_builder.report.terminal import visible

_ABOUT = {
    CodeKind.CONFIG: "in a config",
    CodeKind.FILE: "in a config",
    CodeKind.CLAUSE: "in a clause file",
    CodeKind.MODEL: "in model.yaml",
    CodeKind.REQUIREMENTS: "in a requirement set",
    CodeKind.WORDS: "",
}


def explanation_text(explanation: Explanation, width: int) -> str:
    """Return what a code means, with its example before and after, for ``width`` columns."""
    return "\n".join(_lines(explanation, min(width, 100))) + "\n"


def _lines(explanation: Explanation, width: int) -> Iterator[str]:
    yield f"{explanation.code} {explanation.severity.value}: {explanation.title}"
    yield ""
    yield from textwrap.wrap(explanation.text, width)
    yield ""
    yield from textwrap.wrap(f"Why it matters: {explanation.why}", width)
    where = _ABOUT[explanation.example.kind]
    label = f" ({where})" if where else ""
    for name, example in (
        ("Before", explanation.example.before),
        ("After", explanation.example.after),
    ):
        yield ""
        yield f"{name}{label}:"
        yield ""
        yield from (f"    {visible(line)}".rstrip() for line in example_lines(example))


def example_lines(example: str) -> list[str]:
    """Return the lines of one side of an example; an empty file is said to be one."""
    return example.rstrip("\n").split("\n") if example.strip() else ["(an empty file)"]


def families_text(catalogue: Catalogue) -> str:
    """Return all codes with their titles, by family."""
    parts = []
    for family in catalogue.families:
        codes = [f"  {each.code}  {each.title}" for each in family.explanations]
        parts.append("\n".join([f"{family.prefix}xx  {family.title}", *codes]))
    return "\n\n".join(parts) + "\n"
