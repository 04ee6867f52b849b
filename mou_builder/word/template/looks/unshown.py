"""What of a template the PDF cannot show, collected by name as it is met."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.word.look import Unshown
from mou_builder.word.namespaces import W
from mou_builder.word.template.looks.allowed import PropertyKind, told_of

# What a body or a run may hold that is not words, and what a person calls it.
KNOWN_BY_NAME = {
    "altChunk": "another file that is to be put in its place",
    "object": "an embedded object",
    "oMath": "an equation",
    "oMathPara": "an equation",
    "ruby": "words with a reading above them",
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "columnBreak": "the end of a column",
    "txbxContent": "a text box",
    "chart": "a chart",
    "relIds": "a SmartArt graphic",
    "wgp": "a group of drawings",
    "wsp": "a drawing",
    "textpath": "a watermark",
}


class UnshownFound:
    """What cannot be shown, each thing of a place once; ``place`` is where reading is."""

    def __init__(self) -> None:
        self.place = "in the body"
        self._found: dict[Unshown, None] = {}

    def add(self, what: str) -> None:
        """Note one thing at the present place."""
        self._found[Unshown(what, self.place)] = None

    def add_named(self, name: str) -> None:
        """Note what an element of that name is."""
        self.add(KNOWN_BY_NAME.get(name, f"what Word calls “{name}”"))

    def add_all(self, found: Iterable[Unshown]) -> None:
        """Note what was found at places of its own."""
        self._found |= dict.fromkeys(found)

    def note(self, properties: etree._Element | None, kind: PropertyKind) -> None:
        """Note what the properties of an element say that cannot be shown."""
        for what in told_of(properties, kind):
            self.add(what)

    def note_level(self, level: etree._Element) -> None:
        """Note what a level of a list says that cannot be shown."""
        self.note(level, PropertyKind.LEVEL)
        self.note(level.find(f"{W}rPr"), PropertyKind.RUN)
        self.note(level.find(f"{W}pPr"), PropertyKind.PARAGRAPH)

    @property
    def all(self) -> tuple[Unshown, ...]:
        """All of it, in the order found."""
        return tuple(self._found)


def unshown_diagnostics(unshown: Iterable[Unshown], file: str) -> tuple[Diagnostic, ...]:
    """What the PDF cannot show of the template ``file``, as warnings (MOU415)."""
    return tuple(
        Diagnostic(
            "MOU415",
            Severity.WARNING,
            f"the Word file shows {each.what} {each.place}; the PDF cannot",
            Place(file),
            "the PDF shows it with --pdf-engine libreoffice; or replace it in the template by "
            "words, a table or a picture",
        )
        for each in unshown
    )
