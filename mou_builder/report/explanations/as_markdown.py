"""The page of all diagnostic codes, docs/diagnostics.md."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.explanations.catalogue import Catalogue, CodeKind, Explanation, Family
from mou_builder.report.explanations.as_text import example_lines
from mou_builder.report.terminal import visible

_INTRODUCTION = """\
# Diagnostics

<!-- Made by scripts/make_docs.py from mou_builder/explanations/codes; edit those. -->

Everything that the program says about a config, a library or a document has a code, which stays the
same. `mou explain MOU104` prints what stands here.

A diagnostic is an *error*, which keeps an agreement from being signed, a *warning*, which a careful
reader would give (`--strict` turns it into an error), or a *note*.

## For other programs

`mou check --format json` prints one object. Its form stays as it is as long as `format` is 1; keys
may be added.

```json
{
  "format": 1,
  "summary": {"errors": 1, "warnings": 0, "notes": 0},
  "diagnostics": [
    {
      "code": "MOU104",
      "severity": "error",
      "message": "“polce” is not known as kind",
      "file": "maple-grove.yaml",
      "line": 12,
      "column": 11,
      "hint": "did you mean “police”?",
      "basis": null
    }
  ]
}
```

`line` and `column` count from 1, columns in Unicode code points; both are null where the file as a
whole is meant, or has no lines (a PDF, a Word file). `hint` says what to do, `basis` on what
authority, and both may be null. `mou check --format sarif` prints SARIF 2.1.0, which
code-review tools show beside the lines.
"""


def explanation_page(catalogue: Catalogue) -> str:
    """Return the page, in Markdown."""
    families = [line for each in catalogue.families for line in _family_page(each)]
    return "\n".join([_INTRODUCTION, *_contents_lines(catalogue), *families]).rstrip() + "\n"


def _contents_lines(catalogue: Catalogue) -> Iterator[str]:
    yield "## All codes"
    yield ""
    for family in catalogue.families:
        yield f"- {family.prefix}xx: {family.title}"
        for each in family.explanations:
            yield f"  - [{each.code}](#{each.code.lower()}): {each.title}"
    yield ""


def _family_page(family: Family) -> Iterator[str]:
    yield f"## {family.prefix}xx: {family.title}"
    yield ""
    yield family.about
    yield ""
    for each in family.explanations:
        yield from _code_page(each)


def _code_page(explanation: Explanation) -> Iterator[str]:
    yield f"### {explanation.code}"
    yield ""
    yield f"**{explanation.title}** ({explanation.severity.value})"
    yield ""
    yield explanation.text
    yield ""
    yield f"*Why it matters:* {explanation.why}"
    yield ""
    language = "text" if explanation.example.kind is CodeKind.WORDS else "yaml"
    for name, example in (
        ("Before", explanation.example.before),
        ("After", explanation.example.after),
    ):
        yield f"{name}:"
        yield ""
        yield f"```{language}"
        yield from (visible(line) for line in example_lines(example))
        yield "```"
        yield ""
