"""The words of any PDF, read by PDFium, line by line: also of one signed or made elsewhere.

Words come from the pages themselves, not from what lies over them: a note, a stamp or a typed field
is no word of the page, and is said by name instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from mou_builder.frozen import dataclass, field
from mou_builder.pdf.setting.fonts import FontPlace
from mou_builder.pdf.unreadable import too_large_pdf, unreadable_pdf
from mou_builder.pdf_reading.letters.judging import JudgedLetters, judged_letters
from mou_builder.pdf_reading.letters.placed import (
    PointBox,
    TextLetter,
    letters_of,
    misplaced_letters,
    stands_upright,
    with_marks,
)
from mou_builder.pdf_reading.pictures import look_of
from mou_builder.pdf_reading.seen import seen_page
from mou_builder.pdf_reading.signature_pages import SignatureField
from mou_builder.pdf_reading.spoken import SpokenWords

MOST_PAGES = 500
MOST_LETTERS = 2_000_000
MOST_OBJECTS = 200_000
"""Text runs, lines and pictures of all pages together."""

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_AT_LINE_END = {"\ufffe": "-", "\x02": "-"}
"""What PDFium gives for a hyphen at the end of a line."""
_ENDS = frozenset({"\r", "\n", *_AT_LINE_END})

DRAWING = "something is drawn here that is neither a word nor a straight line"
PICTURE = "a picture is here, whose words, if it has any, were not read"
_ROOM = 4
"""Points by which the look of a signature may be larger than its field."""

_OVERLAYS = {
    pdfium.FPDF_ANNOT_TEXT: "a note lies over the page",
    pdfium.FPDF_ANNOT_FREETEXT: "a text is laid over the page",
    pdfium.FPDF_ANNOT_STAMP: "a stamp lies over the page",
    pdfium.FPDF_ANNOT_STRIKEOUT: "words are struck out",
    pdfium.FPDF_ANNOT_INK: "a drawing lies over the page",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "words are highlighted",
    pdfium.FPDF_ANNOT_REDACT: "words are to be blacked out",
}
_HARMLESS = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WIDGET})


@dataclass(frozen=True)
class PdfLine:
    """A line of a page; where it is in points from the lower and the left edge of the page."""

    text: str
    top: float
    bottom: float
    left: float = 0
    right: float = 0


@dataclass(frozen=True)
class PdfMark:
    """Something on a page that is neither a word nor a rule: what is said of it, and where it is.

    ``box`` is left, bottom, right and top in points, ``look`` what a picture looks like, b"" where
    nobody has looked.
    """

    said: str
    box: PointBox
    is_picture: bool = False
    look: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class ShownSignature:
    """The look of a digital signature: the name of its field, where it is, and what it says.

    ``is_drawn`` tells whether something is drawn there beside words.
    """

    field: str
    box: PointBox
    says: str = ""
    is_drawn: bool = False


@dataclass(frozen=True)
class PdfPage:
    """A page: its lines as they are read, its height in points, and what else is on it.

    ``marks`` are those that are no look of a digital signature, ``signatures`` are the looks of
    these; ``overlays`` are those that lie over the page, as a note does.
    """

    lines: tuple[PdfLine, ...]
    height: float
    has_picture: bool = False
    marks: tuple[PdfMark, ...] = ()
    overlays: tuple[PdfMark, ...] = ()
    signatures: tuple[ShownSignature, ...] = ()


@dataclass(frozen=True)
class PdfWords:
    """The pages of a PDF.

    ``unseen`` are words that nobody sees on paper as the text has them, each with its page;
    ``unknown`` are letters of which nobody here can say whether they are drawn as they should be,
    ``spoken`` is what is read out otherwise than it is written, ``heard`` all that is read out of
    the pages, ``bookmarks`` are their names.
    """

    pages: tuple[PdfPage, ...]
    unseen: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    spoken: tuple[SpokenWords, ...] = ()
    bookmarks: tuple[str, ...] = ()
    heard: str = ""

    @property
    def overlays(self) -> tuple[str, ...]:
        """What lies over the pages and is not among their words, each with its page."""
        pages = enumerate(self.pages, start=1)
        return tuple(f"page {at}: {each.said}" for at, page in pages for each in page.overlays)

    @property
    def is_scan(self) -> bool:
        """Whether there are pictures and no words."""
        return any(each.has_picture for each in self.pages) and not any(
            line.text.strip() for page in self.pages for line in page.lines
        )


def read_pdf_words(data: bytes, file: str, fonts: Sequence[FontPlace] = ()) -> PdfWords:
    """Read the words of a PDF; ``file`` is what diagnostics call it, ``fonts`` are known ones.

    Raises `Refused`: MOU911 for what is no PDF or needs a password, MOU912 for one that is larger
    than any agreement.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise unreadable_pdf(data, file) from error
    try:
        if len(document) > MOST_PAGES:
            raise too_large_pdf(file, f"{len(document):,} pages; {MOST_PAGES} is the most")
    finally:
        document.close()
    judged = judged_letters(data, file, fonts)
    document = pypdfium2.PdfDocument(judged.data)
    try:
        document.init_forms()  # without which what stands in fields is not drawn
        return _Reader(document, judged, file).words()
    finally:
        document.close()


class _Reader:
    def __init__(self, document: Any, judged: JudgedLetters, file: str) -> None:
        self.document = document
        self.data = judged.data
        self.judged, self.signatures = judged.pages, judged.signatures
        self.spoken, self.bookmarks, self.heard = judged.spoken, judged.bookmarks, judged.heard
        self.file = file
        self.letters = 0
        self.objects = 0
        self.unseen: list[str] = []

    def words(self) -> PdfWords:
        own = len(self.document) - len(self.signatures)
        signatures = [self.signature(own + at, each) for at, each in enumerate(self.signatures)]
        pages: list[PdfPage] = []
        for number in range(1, own + 1):
            shown = zip(self.signatures, signatures, strict=True)
            here = tuple(look for field, look in shown if field.page == number)
            with self.opened(number - 1) as page:
                pages.append(self.page(page, number, here))
        letters = enumerate(self.judged[:own], start=1)
        unknown = (f"page {number}: “{e.unknown}”" for number, e in letters if e.unknown)
        unseen = tuple(self.unseen)
        said = (self.spoken, self.bookmarks, self.heard)
        return PdfWords(tuple(pages), unseen, tuple(unknown), *said)

    @contextmanager
    def opened(self, at: int) -> Iterator[Any]:
        try:
            page = self.document[at]
        except pypdfium2.PdfiumError as error:
            what = f"page {at + 1} of this PDF"
            raise unreadable_pdf(self.data, self.file, what) from error
        if page.get_rotation() and stands_upright(page):
            page.set_rotation(0)  # for a page that lies on its side is read as any other
        self.objects += pdfium.FPDFPage_CountObjects(page)
        if self.objects > MOST_OBJECTS:
            raise too_large_pdf(self.file, "this file has more on its pages than can be read")
        yield page
        page.close()

    def letters_on(self, text: Any, at: int, number: int) -> list[TextLetter]:
        """Return the letters of a page, and tell on page ``number`` what is wrong with them."""
        self.letters += text.count_chars()
        if self.letters > MOST_LETTERS:
            raise too_large_pdf(self.file, "this file has more words than can be read")
        letters = letters_of(text)
        self.unseen += (
            f"page {number}: {each}" for each in self.drawn_otherwise(text, letters, at)
        )
        return letters

    def signature(self, at: int, field: SignatureField) -> ShownSignature:
        """Read the look of a signature, where a picture may lie beneath the words."""
        with self.opened(at) as page:
            text = page.get_textpage()
            letters = self.letters_on(text, at, field.page)
            says = "\n".join(each.text for each in _lines(with_marks(text, letters)))
            is_drawn = bool(seen_page(page, text, letters).marks)
            text.close()
        return ShownSignature(field.name, field.box, says, is_drawn)

    def page(self, page: Any, number: int, signatures: tuple[ShownSignature, ...]) -> PdfPage:
        height = float(page.get_height())
        pictures = list(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1))
        boxes: list[PointBox] = [each.get_bounds() for each in pictures]
        overlays = tuple(_overlays(page))
        text = page.get_textpage()
        letters = self.letters_on(text, number - 1, number)
        lines = tuple(_lines(with_marks(text, letters)))
        is_scan = boxes and not lines  # which takes long to be drawn
        looks = (b"" if is_scan else look_of(each) for each in pictures)
        marks = [
            PdfMark(PICTURE, box, is_picture=True, look=look)
            for box, look in zip(boxes, looks, strict=True)
        ]
        if not is_scan:
            seen = seen_page(page, text, letters)
            self.unseen += (f"page {number}: {each}" for each in seen.unseen)
            known = (*boxes, *(each.box for each in signatures))
            marks += (PdfMark(DRAWING, e) for e in seen.marks if not any(_in(e, k) for k in known))
        text.close()
        has_picture = bool(boxes) or any(each.is_drawn for each in signatures)
        return PdfPage(lines, height, has_picture, tuple(marks), overlays, signatures)

    def drawn_otherwise(self, text: Any, letters: Sequence[TextLetter], at: int) -> Iterator[str]:
        """Yield what letters are drawn as others, or read as others than are drawn."""
        judged = self.judged[at]
        yield from judged.otherwise
        yield from misplaced_letters(text, letters)
        if differing := judged.differing(e.letter for e in letters if e.run):
            yield f"it is read with other letters than are drawn: “{differing}”"


def _lines(found: Sequence[TextLetter]) -> Iterator[PdfLine]:
    """Yield the lines of a page: a new one begins where PDFium puts a line break.

    PDFium joins what a hyphen parts over two lines.
    """
    start = 0
    for at, each in enumerate(found):
        if each.letter in _ENDS:
            if line := found[start : at + (each.letter in _AT_LINE_END)]:
                yield _line(line)
            start = at + 1
    if line := found[start:]:
        yield _line(line)


def _line(letters: Sequence[TextLetter]) -> PdfLine:
    text = normal("".join([_AT_LINE_END.get(each.letter, each.letter) for each in letters]))
    boxes = [each.box for each in letters if each.box]
    if not boxes:
        return PdfLine(text, float("-inf"), float("inf"))
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return PdfLine(text, max(tops), min(bottoms), min(lefts), max(rights))


def normal(text: str) -> str:
    """Return a text as it is compared: composed (NFC), without ligatures and soft hyphens."""
    return unicodedata.normalize("NFC", text.translate(_LIGATURES).replace("\u00ad", ""))


def _in(box: PointBox, other: PointBox) -> bool:
    """Tell whether a box is in another one, or reaches over its edge by very little."""
    is_low = box[0] >= other[0] - _ROOM and box[1] >= other[1] - _ROOM
    return is_low and box[2] <= other[2] + _ROOM and box[3] <= other[3] + _ROOM


def _overlays(page: Any) -> Iterator[PdfMark]:
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_OBJECTS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        rect = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(annotation, byref(rect))
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind not in _HARMLESS:
            said = _OVERLAYS.get(kind, "something is laid over the page")
            box = (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
            yield PdfMark(said, box, is_picture=kind == pdfium.FPDF_ANNOT_STAMP)


def running_lines(pages: Sequence[PdfPage]) -> list[set[int]]:
    """Return for each page the places of its lines that are its running header and footer.

    Such a line stands at the same height, with the same words, on every page, but for the number of
    the page; a first page may have others. Where it stands on one page alone, only a page number is
    known as one.
    """
    kept: list[set[int]] = [set() for _ in pages]
    counts: dict[tuple[str, int], int] = {}
    keys: list[list[tuple[str, int] | None]] = []
    for number, page in enumerate(pages, start=1):
        keys.append([_running_key(each, page, number, len(pages)) for each in page.lines])
        for known in {each for each in keys[-1] if each}:
            counts[known] = counts.get(known, 0) + 1
    for page_number, found in enumerate(keys):
        for at, key in enumerate(found):
            if key is None:
                continue
            others = len(pages) - (key not in keys[0])
            if counts[key] == others and (others > 1 or "\0" in key[0]):
                kept[page_number].add(at)
    return kept


def _running_key(line: PdfLine, page: PdfPage, number: int, count: int) -> tuple[str, int] | None:
    """Return what a line has in common with the same line of other pages; None in the middle."""
    low, high = page.height * 0.25, page.height * 0.75
    if not line.text.strip() or (line.top > low and line.bottom < high):
        return None
    words = line.text.split()
    plain = ["\0" if each == str(number) else each for each in words]
    if plain[-1:] == ["\0"] and number == count and len(words) > 1:
        plain[-1] = str(count)
    return " ".join(plain), round(line.bottom / 2)
