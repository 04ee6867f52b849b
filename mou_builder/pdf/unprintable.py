"""Characters that no font of the engine has.

rdocx draws a blank or a box for them, and where it finds a font for one it may set the whole
stretch in that font and lose the other letters. An agreement with words missing must not be signed,
so no PDF is made.
"""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.pdf.docx_body import DocxBody
from mou_builder.pdf.marks import PageMarks
from mou_builder.pdf.values import Fragment

_SHORT = 80


def refuse_unprintable(
    pages: Sequence[PageMarks], body: DocxBody, fragments: Sequence[Fragment], file: str
) -> None:
    """Raise `Refused` (MOU504), naming the paragraphs that cannot be shown whole, if any."""
    texts: dict[str, None] = {}  # ordered, each once
    for page in pages:
        marks, elsewhere = page.lacking_glyphs()
        for mark in marks:
            height = mark.place[1] if mark.place else 0.0
            texts[body.words_at(page.number, height, fragments)] = None
        if elsewhere:
            texts[""] = None
    if texts:
        raise Refused(tuple(_diagnostic(text, file) for text in texts))


def _diagnostic(text: str, file: str) -> Diagnostic:
    rare = "".join(dict.fromkeys(each for each in text if _is_rare(each)))
    words = text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
    if not text:
        what = "a character of the header or footer"
    elif rare:
        what = f"“{rare}” in “{words}”"
    else:
        what = f"every character of “{words}”"
    return Diagnostic(
        "MOU504",
        Severity.ERROR,
        f"the PDF cannot show {what}: no font at hand has it",
        Place(file),
        "write it in other words, or use --pdf-engine libreoffice, which has this machine's fonts",
    )


def _is_rare(character: str) -> bool:
    """Whether it is none of the letters of Europe, dashes and quotation marks, which fonts have."""
    return ord(character) > 0x52F and not 0x2010 <= ord(character) <= 0x203A
