"""What was written, drawn or pasted on the signature lines of a PDF, and elsewhere.

A signature drawn on a screen or pasted as a picture, as “fill and sign” programs do, is on such a
line. Anything else on a page besides its words is a difference, and so are words in the look of a
digital signature that do not say who signed, or when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from mou_builder.agreement.document import Agreement, Kind, Paragraph
from mou_builder.frozen import dataclass
from mou_builder.pdf_reading.letters.placed import PointBox
from mou_builder.pdf_reading.words import PdfLine, PdfMark, PdfPage, normal
from mou_builder.record.printed_words import Printed
from mou_builder.record.signature_words import other_words

_BELOW, _ABOVE = 18, 50
"""How many points below and above the foot of its line a signature may reach."""
_OVER_CAPTION = 70
_MOST_LINES = 60
"""The most lines to write on that a page has; one more is words like others."""
_NO_LINE = "a digital signature is shown where there is no line to write on"


@dataclass(frozen=True)
class BlankLines:
    """The lines to write on: their labels, and the captions under lines without a label.

    ``words`` are those of each signature block, by its field.
    """

    labels: tuple[str, ...]
    captions: tuple[str, ...]
    signing: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


def lines_to_write(agreement: Agreement, printed: Printed = tuple) -> BlankLines:
    """Return the lines to write on that the signature blocks of an agreement have."""
    blocks = [
        [each for each in printed(block.paragraphs) if isinstance(each, Paragraph)]
        for block in agreement.signatures
    ]
    lines = [each for paragraphs in blocks for each in paragraphs if _is_blank(each)]
    labels = dict.fromkeys(each.label for each in lines if each.label)
    signing = dict.fromkeys(e.label for e in lines if e.label and e.kind is Kind.SIGNATURE)
    captions = [
        normal(caption.text)
        for paragraphs in blocks
        for line, caption in pairwise(paragraphs)
        if _is_blank(line) and not line.label
    ]
    words = {
        block.id: tuple(each.text for each in paragraphs)
        for block, paragraphs in zip(agreement.signatures, blocks, strict=True)
    }
    return BlankLines(tuple(labels), tuple(captions), tuple(signing), words)


def _is_blank(each: Paragraph) -> bool:
    return each.kind in (Kind.SIGNATURE, Kind.PARTICULAR) and not each.text.strip()


@dataclass(frozen=True)
class Handwriting:
    """The pages with something on a line to sign, and what is elsewhere, each with its page."""

    signed: tuple[int, ...]
    elsewhere: tuple[tuple[int, str], ...]


def handwriting(
    pages: Sequence[PdfPage], lines: BlankLines, signers: Mapping[str, str]
) -> Handwriting:
    """Tell what is on the lines to sign from what is elsewhere.

    ``signers`` are the names of those who signed digitally, by the field.
    """
    signed: list[int] = []
    elsewhere: list[tuple[int, str]] = []
    for number, page in enumerate(pages, start=1):
        places = list(_places_to_write(page, lines))
        for mark in (*page.marks, *page.overlays):
            stands = [is_signing for place, is_signing in places if _is_in(mark, place)]
            if any(stands):
                signed.append(number)
            elif not stands:
                elsewhere.append((number, mark.said))
        for look in page.signatures:
            if not any(_touches(look.box, place) for place, _ in places):
                elsewhere.append((number, _NO_LINE))
            known = (signers.get(look.field, ""), *lines.words.get(look.field, ()))
            if others := other_words(look.says, known):
                said = f"the look of the signature in the field “{look.field}” says “{others}”"
                elsewhere.append((number, said))
    return Handwriting(tuple(dict.fromkeys(signed)), tuple(dict.fromkeys(elsewhere)))


_Place = tuple[float, float, float]
"""Left, bottom and top."""


def _places_to_write(page: PdfPage, lines: BlankLines) -> Iterator[tuple[_Place, bool]]:
    """Yield where one writes on a page, and whether it is a line to sign."""
    for _, line, label in labelled_lines(page.lines, lines):
        yield (line.left, line.bottom - _BELOW, line.bottom + _ABOVE), label in lines.signing
    captions = (each for each in page.lines if each.text.strip() in lines.captions)
    for line in islice(captions, _MOST_LINES):
        yield (line.left, line.top - _BELOW, line.top + _OVER_CAPTION), True


def labelled_lines(
    lines: Sequence[PdfLine], to_write: BlankLines
) -> Iterator[tuple[int, PdfLine, str]]:
    """Yield the lines of a page that are to be written on, each with its place and its label."""
    found = ((at, each, _label_of(each, to_write.labels)) for at, each in enumerate(lines))
    return islice((each for each in found if each[2]), _MOST_LINES)


def _label_of(line: PdfLine, labels: Sequence[str]) -> str:
    words = line.text.strip()
    return next((each for each in labels if words.startswith(each)), "")


def _is_in(mark: PdfMark, place: _Place) -> bool:
    left, bottom, _, top = mark.box
    return left >= place[0] and bottom >= place[1] and top <= place[2]


def _touches(box: PointBox, place: _Place) -> bool:
    left, bottom, top = place
    return box[2] >= left and box[1] <= top and box[3] >= bottom
