"""What the PDF cannot show of a template, collected by name while it is read."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.word.look import Unshown
from mou_builder.word.template.looks.allowed import PropertyKind, told_of
from mou_builder.word.vocabulary import child

KNOWN_BY_NAME = {
    "altChunk": "another file that is to be put in its place",
    "object": "an embedded object",
    "oMath": "an equation",
    "oMathPara": "an equation",
    "ruby": "words with a reading above them",
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "columnBreak": "the end of a column",
    "pageBreak": "the end of a page within a table",
    "txbxContent": "a text box",
    "chart": "a chart",
    "relIds": "a SmartArt graphic",
    "wgp": "a group of drawings",
    "wsp": "a drawing",
    "textpath": "a watermark",
}
"""Elements that are not words, and breaks, and what to call them."""


class UnshownFound:
    """What cannot be shown, each thing once for each place; ``place`` is the present one."""

    def __init__(self) -> None:
        self.place = "in the body"
        self._found: dict[Unshown, None] = {}

    def add(self, what: str) -> None:
        """Note one thing at the present place."""
        self._found[Unshown(what, self.place)] = None

    def add_named(self, name: str) -> None:
        """Note an element, by its name without namespace."""
        self.add(KNOWN_BY_NAME.get(name, f"what Word calls “{name}”"))

    def add_all(self, found: Iterable[Unshown]) -> None:
        """Note several things with their own places."""
        self._found |= dict.fromkeys(found)

    def note(self, properties: etree._Element | None, kind: PropertyKind) -> None:
        """Note what the properties of an element set that cannot be shown."""
        for what in told_of(properties, kind):
            self.add(what)

    def note_level(self, level: etree._Element) -> None:
        """Note what a level of a list sets that cannot be shown."""
        self.note(level, PropertyKind.LEVEL)
        self.note(child(level, "rPr"), PropertyKind.RUN)
        self.note(child(level, "pPr"), PropertyKind.PARAGRAPH)

    @property
    def all(self) -> tuple[Unshown, ...]:
        """All that was noted, in order."""
        return tuple(self._found)


def unshown_diagnostics(unshown: Iterable[Unshown], file: str) -> tuple[Diagnostic, ...]:
    """Warnings about what the PDF cannot show of the template ``file`` (MOU415)."""
    return tuple(
        Diagnostic(
            "MOU415",
            Severity.WARNING,
            f"the Word file shows {each.what} {each.place}; the PDF cannot",
            Place(file),
            "the PDF shows it with --pdf-engine libreoffice; or replace it in the template by "
            "words, a table or a picture in PNG",
        )
        for each in unshown
    )


def unseen_diagnostics(styles: Iterable[str], file: str) -> tuple[Diagnostic, ...]:
    """Warnings about styles of the template ``file`` that set words nobody sees (MOU416)."""
    return tuple(
        Diagnostic(
            "MOU416",
            Severity.WARNING,
            f"words in the style {each} cannot be seen: they are hidden, or of the color of what "
            "is behind them",
            Place(file),
            "in Word: Modify Style, Format, Font; choose another color, and clear Hidden",
        )
        for each in styles
    )
