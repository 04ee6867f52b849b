"""The words of a document in order, each with its history and with what it stands in.

Tracked changes are those of ISO/IEC 29500-1, 17.13.5: they may be nested, overlap in authors, and
stand on words, on the ends of paragraphs and on rows.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from mou_builder.review.returned_copy import Cell, CopyWords, Line, Reviser
from mou_builder.word.reading.comments import UNKNOWN, CommentPlace
from mou_builder.word.reading.numbering import Counter, Styles
from mou_builder.word.reading.symbols import symbol
from mou_builder.word.reading.vocabulary import child, child_value, is_on, name_of, value

_INSERTS = {"ins": False, "moveTo": True}
_DELETES = {"del": False, "moveFrom": True}
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "dayLong": "",
}
_PICTURES = {"drawing", "pict", "object", "?:drawing"}
_COUNTED_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"}
"""Fields whose words change from page to page."""

_UNREAD = {
    *("rPr", "pPr", "tblPr", "tblGrid", "tcPr", "tblPrEx", "sdtPr", "sdtEndPr", "sectPr"),
    *("instrText", "delInstrText", "fldData", "ruby-rt", "rt", "annotationRef"),
    *("footnoteRef", "endnoteRef", "separator", "continuationSeparator", "proofErr"),
}
"""Elements without words of the document in them."""


@dataclass(frozen=True)
class History:
    """What tracked changes the words at hand stand in."""

    inserted: Reviser | None = None
    deleted: Reviser | None = None
    moved: bool = False

    def within(self, element: etree._Element, name: str) -> History:
        """Return the history of what is inside a tracked change."""
        hand = hand_of(element)
        if name in _INSERTS:
            return History(hand, self.deleted, self.moved or _INSERTS[name])
        return History(self.inserted, hand, self.moved or _DELETES[name])


def hand_of(element: etree._Element) -> Reviser:
    """Return who made a tracked change, and when."""
    return Reviser(value(element, "author") or UNKNOWN, value(element, "date"))


@dataclass
class _Field:
    """A field that is being read; what is between its two ends stands on the page."""

    code: str = ""
    is_result: bool = False

    @property
    def is_counted(self) -> bool:
        return self.code.split()[:1] != [] and self.code.split()[0].upper() in _COUNTED_FIELDS


@dataclass
class _Paragraph:
    words: list[CopyWords] = field(default_factory=list)
    marked: Tally[str] = field(default_factory=Tally)
    touched: dict[str, None] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)


@dataclass
class _Row:
    table: int
    row: int
    column: int = -1
    history: History = field(default_factory=History)


class Reader:
    """Reads the parts of one document, one after the other, into ``lines``."""

    def __init__(self, styles: Styles, counter: Counter) -> None:
        self.lines: list[Line] = []
        self.places: dict[str, CommentPlace] = {}
        self.notes: dict[str, etree._Element] = {}
        self.is_margin = False
        self._styles = styles
        self._counter = counter
        self._controls: list[str] = []
        self._bookmarks: dict[str, str] = {}
        self._comments: dict[str, None] = {}
        self._fields: list[_Field] = []
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[_Row] = []
        self._tables = 0
        self._later: list[list[etree._Element]] = [[]]
        self._handlers: dict[str, Callable[[etree._Element, History], None]] = {
            "p": self._paragraph,
            "r": self._run,
            "sdt": self._control,
            "tbl": self._table,
            "bookmarkStart": self._bookmark,
            "bookmarkEnd": self._bookmark_end,
            "commentRangeStart": self._comment,
            "commentRangeEnd": self._comment_end,
            "commentReference": self._comment_reference,
            "fldChar": self._field_sign,
            "fldSimple": self._simple_field,
            "mc:AlternateContent": self._alternative,
            "txbxContent": self._set_aside,
            "footnoteReference": self._note_reference,
            "endnoteReference": self._note_reference,
            "altChunk": self._foreign,
        }

    def read(self, element: etree._Element, history: History = History()) -> None:
        """Read what is in ``element``."""
        for each in element:
            self._read_one(each, history)

    def _read_one(self, element: etree._Element, history: History) -> None:
        name = name_of(element)
        if handler := self._handlers.get(name):
            handler(element, history)
        elif name in _INSERTS or name in _DELETES:
            self.read(element, history.within(element, name))
        elif name in _PICTURES:
            self._remark("a picture or object")
            self.read(element, history)
        elif name not in _UNREAD:
            self.read(element, history)

    def _control(self, element: etree._Element, history: History) -> None:
        self._controls.append(child_value(element, "sdtPr", "tag"))
        content = child(element, "sdtContent")
        if content is not None:
            self.read(content, history)
        self._controls.pop()

    def _bookmark(self, element: etree._Element, _history: History) -> None:
        name = value(element, "name")
        # LibreOffice 7.4 begins a bookmark over several paragraphs twice, and ends it once.
        self._bookmarks = {id_: each for id_, each in self._bookmarks.items() if each != name}
        self._bookmarks[value(element, "id")] = name
        if self._paragraphs:
            self._paragraphs[-1].touched[name] = None

    def _bookmark_end(self, element: etree._Element, _history: History) -> None:
        self._bookmarks.pop(value(element, "id"), None)

    # Tables

    def _table(self, element: etree._Element, history: History) -> None:
        number = self._tables
        self._tables += 1
        rows = _flattened(element, "tr")
        for at, row in enumerate(rows):
            properties = child(row, "trPr")
            self._rows.append(_Row(number, at, history=_of_row(properties, history)))
            for cell in _flattened(row, "tc"):
                self._rows[-1].column += 1
                inside = _of_cell(child(cell, "tcPr"), self._rows[-1].history)
                kept, self._rows[-1].history = self._rows[-1].history, inside
                self.read(cell, inside)
                self._rows[-1].history = kept
            self._rows.pop()

    # Paragraphs

    def _paragraph(self, element: etree._Element, history: History) -> None:
        properties = child(element, "pPr")
        mark = self._mark_history(properties, history)
        self._paragraphs.append(_Paragraph())
        self._later.append([])
        self.read(element, history)
        done = self._paragraphs.pop()
        later = self._later.pop()
        style = child_value(properties, "pStyle") or self._styles.default
        number = ""
        if mark.deleted is None and not self.is_margin:
            number = self._counter.next(properties, style)
        self._close_comments()
        self.lines.append(
            Line(
                words=_joined(done.words),
                kind=self._styles.kind(style),
                number=number,
                anchors=self._anchors(done),
                cell=self._cell(),
                inserted=mark.inserted,
                deleted=mark.deleted,
                remarks=tuple(done.remarks),
            )
        )
        for each in later:
            self.read(each, history)

    def _mark_history(self, properties: etree._Element | None, history: History) -> History:
        """Return the history of the paragraph's end (17.13.5.15, 17.13.5.20 and their kin)."""
        marks = child(properties, "rPr")
        for each in marks if marks is not None else ():
            name = name_of(each)
            if name in _INSERTS or name in _DELETES:
                history = history.within(each, name)
        return history

    def _cell(self) -> Cell | None:
        if not self._rows:
            return None
        row = self._rows[-1]
        return Cell(row.table, row.row, row.column)

    def _anchors(self, paragraph: _Paragraph) -> tuple[str, ...]:
        controls = [each for each in reversed(self._controls) if each]
        found = list(dict.fromkeys(controls))
        found += [name for name, count in paragraph.marked.most_common() if count]
        if not paragraph.words:
            found += self._bookmarks.values()
        # A bookmark whose end was in a paragraph that is gone may have no words left in it.
        found += paragraph.touched
        return tuple(dict.fromkeys(found))

    # Words

    def _run(self, element: etree._Element, history: History) -> None:
        properties = child(element, "rPr")
        for each in element:
            name = name_of(each)
            if name in ("t", "delText", "m:t"):
                self._words(each.text or "", history, properties)
            elif name in _SIGNS:
                self._words(_SIGNS[name], history, properties)
            elif name == "br":
                is_line = value(each, "type") in ("", "textWrapping")
                self._words("\n" if is_line else "", history, properties)
            elif name == "sym":
                self._words(symbol(value(each, "font"), value(each, "char")), history, properties)
            elif name in ("instrText", "delInstrText"):
                if self._fields:
                    self._fields[-1].code += each.text or ""
            else:
                self._read_one(each, history)

    def _words(self, text: str, history: History, properties: etree._Element | None = None) -> None:
        if not text or not self._paragraphs or self._is_unseen():
            return
        paragraph = self._paragraphs[-1]
        row = self._rows[-1].history if self._rows else History()
        paragraph.words.append(
            CopyWords(
                text.replace("\r", "\n"),
                history.inserted or row.inserted,
                history.deleted or row.deleted,
                history.moved,
            )
        )
        for name in reversed(self._bookmarks.values()):
            paragraph.marked[name] += len(text.strip())
        for id_ in self._comments if history.deleted is None else ():
            place = self.places.get(id_, CommentPlace())
            self.places[id_] = CommentPlace(place.line, (place.about + text)[:400])
        self._look(text, history, properties)

    def _look(self, text: str, history: History, properties: etree._Element | None) -> None:
        """Note what changes how words read though it is only their looks."""
        if properties is None or not text.strip() or history.deleted:
            return
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            self._remark("words struck through by formatting, not deleted")
        if is_on(properties, "vanish") or is_on(properties, "webHidden"):
            self._remark("hidden words")

    def _remark(self, words: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].remarks[words] = None

    def _is_unseen(self) -> bool:
        return any(not each.is_result or each.is_counted for each in self._fields)

    # Fields (17.16)

    def _field_sign(self, element: etree._Element, _history: History) -> None:
        match value(element, "fldCharType"):
            case "begin":
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].is_result = True
            case "end" if self._fields:
                self._fields.pop()

    def _simple_field(self, element: etree._Element, history: History) -> None:
        self._fields.append(_Field(value(element, "instr"), is_result=True))
        self.read(element, history)
        self._fields.pop()

    # What stands beside the words

    def _alternative(self, element: etree._Element, history: History) -> None:
        """Read one of several forms of the same thing (ISO/IEC 29500-3, 9.3)."""
        chosen = child(element, "mc:Choice")
        if chosen is None:
            chosen = child(element, "mc:Fallback")
        if chosen is not None:
            self.read(chosen, history)

    def _set_aside(self, element: etree._Element, _history: History) -> None:
        self._later[-1].append(element)

    def _note_reference(self, element: etree._Element, _history: History) -> None:
        kind = name_of(element).removesuffix("Reference")
        note = self.notes.get(f"{kind}:{value(element, 'id')}")
        if note is not None:
            self._remark(f"a {kind}")
            self._later[-1].append(note)

    def _foreign(self, _element: etree._Element, _history: History) -> None:
        words = CopyWords("[a document inside this document, which is not read]")
        self.lines.append(Line((words,), anchors=tuple(filter(None, self._controls))))

    def _comment(self, element: etree._Element, _history: History) -> None:
        self._comments[value(element, "id")] = None

    def _comment_end(self, element: etree._Element, _history: History) -> None:
        id_ = value(element, "id")
        self._comments.pop(id_, None)
        self._place_comment(id_)

    def _comment_reference(self, element: etree._Element, _history: History) -> None:
        self._place_comment(value(element, "id"))

    def _close_comments(self) -> None:
        """Give the comments that are open their place: the first line that they are made on."""
        for id_ in self._comments:
            self._place_comment(id_)

    def _place_comment(self, id_: str) -> None:
        place = self.places.get(id_, CommentPlace())
        if place.line is None and not self.is_margin:
            self.places[id_] = CommentPlace(len(self.lines), place.about)


def _flattened(element: etree._Element, wanted: str) -> list[etree._Element]:
    """Return rows or cells, also where content controls or custom XML are around them."""
    found: list[etree._Element] = []
    for each in element:
        name = name_of(each)
        if name == wanted:
            found.append(each)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveTo", "moveFrom"):
            found += _flattened(each, wanted)
    return found


def _of_row(properties: etree._Element | None, history: History) -> History:
    for each in properties if properties is not None else ():
        name = name_of(each)
        if name in ("ins", "del"):
            history = history.within(each, name)
    return history


def _of_cell(properties: etree._Element | None, history: History) -> History:
    names = {"cellIns": "ins", "cellDel": "del"}
    for each in properties if properties is not None else ():
        if name := names.get(name_of(each)):
            history = history.within(each, name)
    return history


def _joined(words: list[CopyWords]) -> tuple[CopyWords, ...]:
    """Join neighbours with one history: an editor splits runs as it likes."""
    joined: list[CopyWords] = []
    for each in words:
        last = joined[-1] if joined else None
        if last and (last.inserted, last.deleted, last.moved) == (
            each.inserted,
            each.deleted,
            each.moved,
        ):
            joined[-1] = CopyWords(last.text + each.text, last.inserted, last.deleted, last.moved)
        else:
            joined.append(each)
    return tuple(joined)
