"""What is wrong with a paragraph as English: spaces, marks, articles, numbers, its ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mou_builder.agreement.document import Paragraph, Provision, Table

FAULTS = {
    "a space before a mark": r" [,.;:]",
    "two spaces": r"\S  +\S",
    "no space after a mark": r"[,;:][A-Za-z]",
    "two marks": r"[,;:]\.|,,|\.\.(?!\.)|;;",
    "a word twice": r"\b(\w+) \1\b(?! had)",
    "one of several": (
        r"(?<!clause )\b(?:one \(1\)|1) (?:consecutive |school |other )?(?!bus)\w+s\b"
    ),
    "several of one": (
        r"\((?:[2-9]|\d\d+)\) (?:school )?(?:SRO|hour|day|year|month|member|student|officer)\b"
    ),
    "the wrong article": r"\b[Aa] (?:SRO|[aeio]\w+)\b|\b[Aa]n (?!SRO|hour|honest)[^aeiouAEIOU\W]",
    "an article too many": r"\b(?:the|a|an) (?:the|a|an)\b",
    "an unresolved name": r"[{}]|\[\w|\bNone\b",
    "a reference to nothing": r"(?<![Tt]his )(?<!that )(?<!each )(?<!other )\bclauses?\b(?! \d)",
    "a sentence that begins small": r"[.?!] [a-z]",
}

ABBREVIATED = re.compile(r"\b(?:[ap]\.m|e\.g|i\.e|etc)\.(?!\.)")


@cache
def faults_in(text: str) -> list[str]:
    """What is wrong with a paragraph; most read alike in many of the samples."""
    plain = ABBREVIATED.sub("such", text)
    found = [name for name, wrong in FAULTS.items() if re.search(wrong, plain)]
    is_ended = re.search(r"[.:;]$|; and$|; or$|\)$", text)
    return found if is_ended else [*found, "a paragraph without an end"]


def faults_of(provision: Provision) -> Iterator[str]:
    for block in provision.blocks:
        match block:
            case Paragraph():
                yield from faults_in(block.text)
            case Table():
                if len({len(row.cells) for row in (block.header, *block.rows)}) > 1:
                    yield "a table of uneven rows"
    last = provision.blocks[-1]
    if isinstance(last, Paragraph) and not re.search(r"\.\)?$", last.text):
        yield "a clause without an end"
