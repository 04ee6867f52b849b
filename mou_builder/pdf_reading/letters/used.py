"""Which letters of which fonts a PDF draws, page by page, by the codes in its content streams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from mou_builder.frozen import dataclass

_SHOWING = frozenset({"Tj", "'", '"', "TJ"})
_MARKING = frozenset({"BDC", "DP"})
_MARKED = _MARKING | {"BMC", "EMC"}
_READ = "q Q gs Tf Do BMC BDC EMC DP Tj TJ ' \""
_MOST_NESTED = 12
_FILES = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
_WITH_LETTERS = (
    *("aptos", "arial", "calibri", "cambria", "carlito", "century", "courier", "garamond"),
    *("georgia", "helvetica", "liberation", "palatino", "tahoma", "times", "verdana"),
)
"""How the names of fonts begin that are letters on every machine, or are replaced by such."""

Letter = tuple[int, bytes]
"""The place of a font among those of the file, and a code of it."""
Marked = tuple[tuple[int, int], int]
"""Marked content: the object of the page, or the form, that it is in, and its number there."""
_Shown = tuple[int, bytes]
"""The place of a font, and a string of its codes."""
_SPOKEN = frozenset({"/ActualText", "/Alt", "/E"})
"""What is read out in place of what is drawn (ISO 32000-2, 14.9)."""


@dataclass(frozen=True)
class UsedLetters:
    """The fonts of a file, and how often each page draws which letter of which.

    ``unread`` are the pages with a font whose codes cannot be told apart, ``speaking`` whether
    something says of what is drawn that it be read as other words. ``marked`` are the letters of
    marked content, ``said`` is what some of it has to be read out, with its page and its letters.
    """

    fonts: list[Object]
    pages: list[Counter[Letter]]
    unread: set[int]
    speaking: bool
    marked: dict[Marked, list[_Shown]]
    said: list[tuple[int, dict[str, str], list[_Shown]]]

    def letters(self, shown: Iterable[_Shown]) -> Iterator[Letter]:
        """Yield the letters of strings that are drawn one after the other."""
        for font, text in shown:
            yield from ((font, code) for code in _codes(text, self.fonts[font]) or ())


def used_letters(pdf: Pdf) -> UsedLetters:
    """Return the letters that a file draws, those inside of forms, too."""
    walk = _Walk(pdf)
    for page in pdf.pages:
        walk.pages.append(Counter())
        walk.content(page, page.obj.get("/Resources") or page.resources, None, 0)
    return UsedLetters(walk.fonts, walk.pages, walk.unread, walk.speaking, walk.marked, walk.said)


class _Walk:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.fonts: list[Object] = []
        self.known: dict[Any, int] = {}
        self.pages: list[Counter[Letter]] = []
        self.unread: set[int] = set()
        self.speaking = False
        self.marked: dict[Marked, list[_Shown]] = {}
        self.said: list[tuple[int, dict[str, str], list[_Shown]]] = []
        self.within: list[list[_Shown]] = []

    def content(self, stream: Any, resources: Any, font: int | None, depth: int) -> None:
        kept: list[int | None] = []
        owner, within = getattr(stream, "obj", stream).objgen, self.within
        self.within = list(within)
        for each in pikepdf.parse_content_stream(stream, _READ):
            operands: Any = each.operands
            name = str(each.operator)
            if name == "q":
                kept.append(font)
            elif name == "Q":
                font = kept.pop() if kept else font
            elif name == "Tf":
                font = self.font(_named(resources, "/Font", operands[0]))
            elif name == "gs":
                state = _named(resources, "/ExtGState", operands[0])
                chosen = state.get("/Font") if state is not None else None
                font = self.font(chosen[0]) if chosen is not None else font
            elif name == "Do":
                self.form(_named(resources, "/XObject", operands[0]), resources, font, depth)
            elif name in _MARKED:
                self.mark(name, operands, resources, owner)
            elif name in _SHOWING:
                self.show(operands[-1], font)
        self.within = within

    def mark(self, name: str, operands: Any, resources: Any, owner: tuple[int, int]) -> None:
        """Begin or end marked content, or pass a place that is marked (ISO 32000-2, 14.6)."""
        if name == "EMC":
            del self.within[-1:]
            return
        shown: list[_Shown] = []
        properties: Any = _properties(operands, resources) if name in _MARKING else None
        keys = properties.keys() if isinstance(properties, Dictionary) else ()
        if "/MCID" in keys:
            self.marked.setdefault((owner, int(properties["/MCID"])), shown)
        if not _SPOKEN.isdisjoint(keys):
            self.speaking |= "/ActualText" in keys
            self.said.append((len(self.pages) - 1, words_of_its_own(properties), shown))
        if name != "DP":
            self.within.append(shown)

    def form(self, form: Any, resources: Any, font: int | None, depth: int) -> None:
        if form is None or form.get("/Subtype") != Name.Form or depth >= _MOST_NESTED:
            return
        self.content(form, form.get("/Resources") or resources, font, depth + 1)

    def font(self, font: Any) -> int | None:
        if font is None:
            return None
        key = font.objgen if font.is_indirect else id(font)
        if key not in self.known:
            self.known[key] = len(self.fonts)
            self.fonts.append(font if font.is_indirect else self.pdf.make_indirect(font))
        return self.known[key]

    def show(self, shown: Any, font: int | None) -> None:
        texts = [shown]
        if isinstance(shown, Array):  # with numbers in it, which move what follows
            texts = [each for each in shown if isinstance(each, pikepdf.String)]
        for text in texts:
            codes = None if font is None else _codes(bytes(text), self.fonts[font])
            if font is None or codes is None:
                self.unread.add(len(self.pages) - 1)
                return
            self.pages[-1].update((font, code) for code in codes)
            for each in self.within[-_MOST_NESTED:]:
                each.append((font, bytes(text)))


def _named(resources: Any, kind: str, name: Any) -> Any:
    found = resources.get(kind) if resources is not None else None
    return found.get(str(name)) if found is not None else None


def _codes(text: bytes, font: Any) -> Iterator[bytes] | None:
    """Return the codes of a string (ISO 32000-2, 9.7.6.2); None where another CMap parts them."""
    wide = 1
    if font.get("/Subtype") == Name.Type0:
        if font.get("/Encoding") not in (Name("/Identity-H"), Name("/Identity-V")):
            return None
        wide = 2
    return (text[at : at + wide] for at in range(0, len(text), wide))


def absent_font(font: Any) -> str:
    """Return the name of a font that is not in the file and may be one of signs, as Wingdings is.

    "" for one that is in the file, and for one that has letters wherever it is looked for.
    """
    if font.get("/Subtype") == Name.Type3:
        return ""
    (below,) = font.get("/DescendantFonts", [font])
    if _FILES & set(below.get("/FontDescriptor", {}).keys()):
        return ""
    name = str(font.get("/BaseFont", "/?")).lstrip("/")
    plain = "".join(each for each in name.rpartition("+")[2].lower() if each.isalpha())
    return "" if plain.startswith(_WITH_LETTERS) else name


def _properties(operands: Any, resources: Any) -> Any:
    found = operands[1] if len(operands) > 1 else None
    return _named(resources, "/Properties", found) if isinstance(found, Name) else found


def words_of_its_own(thing: Any) -> dict[str, str]:
    """Return what marked content, or an element of the structure, has to be read out, by key."""
    return {each: str(thing[each]) for each in sorted(_SPOKEN) if each in thing}


def without_words_of_its_own(pdf: Pdf) -> None:
    """Take away what says of drawn letters that they be read as other words."""
    for each in pdf.objects:
        if isinstance(each, (Dictionary, pikepdf.Stream)) and "/ActualText" in each:
            del each["/ActualText"]
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Form:
            each.write(_silenced(each))
    for page in pdf.pages:
        page.contents_coalesce()
        page.obj.Contents.write(_silenced(page))


def _silenced(stream: Any) -> bytes:
    made: list[Any] = []
    for each in pikepdf.parse_content_stream(stream):
        operands: Any = each.operands
        if str(each.operator) in _MARKING and len(operands) > 1:
            tag, said = operands[0], operands[1]
            if isinstance(said, Dictionary) and "/ActualText" in said:
                del said["/ActualText"]
                operands = [tag, said]
        made.append((operands, each.operator))
    return pikepdf.unparse_content_stream(made)
