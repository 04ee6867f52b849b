"""A reader of Word documents for tests, which shares nothing with the program's writer.

python-docx opens the file; numbers are counted here, from the numbering definitions, as Word does:
a level restarts after every paragraph of a higher level (ISO/IEC 29500-1, 17.9.11).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.oxml.ns import qn


def paragraphs(data: bytes) -> list[tuple[str, str, str]]:
    """Style id, number and words of each paragraph of the body, in order, those in tables, too.

    Deleted words are not read, and inserted ones are.
    """
    document = docx.Document(io.BytesIO(data))
    counter = _Counter(document)
    found = []
    for each in document.element.body.iter(qn("w:p")):
        style = _value(each, "w:pPr/w:pStyle") or "Normal"
        found.append((style, counter.number(each, style), words_in(each)))
    return found


def words_of(data: bytes) -> list[str]:
    """The words of the body, each number before its paragraph."""
    return [word for _, number, text in paragraphs(data) for word in f"{number} {text}".split()]


def lines_of(data: bytes) -> list[str]:
    """The paragraphs of the body with their numbers, white space evened out."""
    return [" ".join(f"{number} {text}".split()) for _, number, text in paragraphs(data)]


def header_words(data: bytes) -> list[str]:
    """The words of the running header, a paragraph each."""
    document = docx.Document(io.BytesIO(data))
    return [words_in(each) for each in document.sections[0].header._element.iter(qn("w:p"))]


def words_in(paragraph: object) -> str:
    """The words of a paragraph element; tabs and breaks as such."""
    written = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    out = []
    for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):  # type: ignore[attr-defined]
        if each.getparent().tag == qn("w:tabs"):
            continue
        out.append(written.get(each.tag) or each.text or "")
    return "".join(out)


@dataclass
class _Counter:
    document: Document
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def number(self, paragraph: object, style: str) -> str:
        list_id, level = self._place(paragraph, style)
        if list_id in (None, "0"):
            return ""
        abstract, levels = self._levels(list_id or "")
        counts = self.counts.setdefault(abstract, {})
        _, text, start = levels[level]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        for each in range(level + 1):
            shown = _shown(counts.get(each, levels[each][2]), levels[each][0])
            text = text.replace(f"%{each + 1}", shown)
        return text

    def _place(self, paragraph: object, style: str) -> tuple[str | None, int]:
        own = _value(paragraph, "w:pPr/w:numPr/w:numId")
        level = _value(paragraph, "w:pPr/w:numPr/w:ilvl")
        for each in self._inherited(style):
            own = own if own is not None else _value(each, "w:pPr/w:numPr/w:numId")
            level = level if level is not None else _value(each, "w:pPr/w:numPr/w:ilvl")
        return own, int(level or 0)

    def _inherited(self, style: str | None) -> Iterator[object]:
        styles = {
            each.get(qn("w:styleId")): each
            for each in self.document.styles.element.iter(qn("w:style"))
        }
        while style in styles:
            yield styles[style]
            style = _value(styles[style], "w:basedOn")

    def _levels(self, list_id: str) -> tuple[str, dict[int, tuple[str, str, int]]]:
        numbering = self.document.part.numbering_part.element
        num = next(
            each for each in numbering.iter(qn("w:num")) if each.get(qn("w:numId")) == list_id
        )
        abstract = _value(num, "w:abstractNumId") or ""
        definition = next(
            each
            for each in numbering.iter(qn("w:abstractNum"))
            if each.get(qn("w:abstractNumId")) == abstract
        )
        return abstract, {
            int(each.get(qn("w:ilvl"))): (
                _value(each, "w:numFmt") or "decimal",
                _value(each, "w:lvlText") or "",
                int(_value(each, "w:start") or 1),
            )
            for each in definition.iter(qn("w:lvl"))
        }


def _shown(number: int, form: str) -> str:
    if form == "decimal":
        return str(number)
    if form == "lowerLetter":  # a, …, z, aa, bb, … (17.18.59)
        return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)
    raise AssertionError(f"a number of the form {form}")


def _value(element: object, path: str) -> str | None:
    found = element.find("/".join(qn(each) for each in path.split("/")))  # type: ignore[attr-defined]
    return None if found is None else found.get(qn("w:val"))
