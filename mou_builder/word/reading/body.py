"""The words of a document in order, each with its history and with what it stands in.

Tracked changes are those of ISO/IEC 29500-1, 17.13.5: they may be nested, overlap in authors, and
stand on words, on the ends of paragraphs and on rows. Words that cannot be seen on paper are left
out, and said; what is not understood is said by its name.
"""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from mou_builder.review.returned_copy import Cell, CopyWords, Line
from mou_builder.word.reading.comments import CommentPlace
from mou_builder.word.reading.fields import PAGE_NUMBER, Field, field_begun, simple_field
from mou_builder.word.reading.history import (
    DELETES,
    INSERTS,
    History,
    hand_of,
    of_cell,
    of_mark,
    of_row,
)
from mou_builder.word.reading.judging import (
    has_right_to_left,
    judge_cell,
    judge_control,
    judge_paragraph,
    judge_row,
    judge_table,
)
from mou_builder.word.reading.limits import Limits
from mou_builder.word.reading.looks import Behind, Look, Looks
from mou_builder.word.reading.numbering import Counter, Level, Lists, Styles
from mou_builder.word.reading.symbols import in_symbols, symbol
from mou_builder.word.reading.understood import MARKS, WRAPPERS
from mou_builder.word.reading.vocabulary import (
    child,
    child_value,
    is_on,
    is_preserved,
    name_of,
    relation,
    value,
)

_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "pgNum": PAGE_NUMBER,
}
_OURS = re.compile(r"mou_", re.IGNORECASE)
_DIRECTING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that cannot be seen and change the order of those that can (Unicode, UAX 9)."""
_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_KNOWN_CHOICES = re.compile(r"http://schemas\.(microsoft|openxmlformats)\.(com|org)/.*")
_QUOTED = 80
_MOST_DOUBTS = 20
"""As many are said of one paragraph."""


_NONE = History()


@dataclass
class _Paragraph:
    words: list[CopyWords] = field(default_factory=list)
    marked: Tally[str] = field(default_factory=Tally)
    touched: dict[str, None] = field(default_factory=dict)
    doubts: dict[str, None] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    style: str = ""
    shading: etree._Element | None = None
    length: int = 0


@dataclass
class _Row:
    table: int
    row: int
    style: str = ""
    column: int = -1
    history: History = field(default_factory=History)
    is_hidden: bool = False
    shading: etree._Element | None = None


@dataclass(frozen=True)
class Stories:
    """What a part refers to: notes by kind and id, and pictures by the ids of their links."""

    notes: Mapping[str, etree._Element] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)


class Reader:
    """Reads the parts of one document, one after the other, into ``lines``."""

    def __init__(self, styles: Styles, lists: Lists, looks: Looks, limits: Limits) -> None:
        self.lines: list[Line] = []
        self.places: dict[str, CommentPlace] = {}
        self.stories = Stories()
        self.sections: list[etree._Element] = []
        self.is_margin = False
        self._styles = styles
        self._looks = looks
        self._limits = limits
        self._counter = Counter(styles, lists)
        self._former = Counter(styles, lists)
        self._controls: list[str] = []
        self._bookmarks: dict[str, str] = {}
        self._comments: dict[str, None] = {}
        self._fields: list[Field] = []
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[_Row] = []
        self._waiting: dict[str, None] = {}
        self._notes_read: set[str] = set()
        self._tables = 0
        self._depth = 0
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
            "instrText": self._code,
            "delInstrText": self._code,
            "mc:AlternateContent": self._alternative,
            "txbxContent": self._set_aside,
            "footnoteReference": self._note_reference,
            "endnoteReference": self._note_reference,
            "altChunk": self._foreign,
            "subDoc": self._foreign,
            "sectPr": self._section,
            "drawing": self._picture,
            "pict": self._picture,
            "object": self._picture,
            "ruby": self._ruby,
            "bdo": self._directed,
            "dir": self._directed,
            "m:oMath": self._equation,
            "m:oMathPara": self._equation,
            **dict.fromkeys(INSERTS, self._changed),
            **dict.fromkeys(DELETES, self._changed),
        }

    def read(self, element: etree._Element, history: History = _NONE) -> None:
        """Read what is in ``element``. Raises `Refused` (MOU402) for more than is read."""
        self._depth += 1
        self._limits.check("elements inside each other", self._depth)
        self._stray(element.text)
        for each in element:
            self._read_one(each, history)
            self._stray(each.tail)
        self._depth -= 1

    def _stray(self, text: str | None) -> None:
        """Say what stands between elements, where no words belong."""
        if text and text.strip():
            self._doubt(f"words outside of any run: “{' '.join(text.split())[:_QUOTED]}”")

    def read_story(self, element: etree._Element, stories: Stories) -> list[Line]:
        """Read a header or footer; return its lines."""
        kept = self.lines, self.stories, self.is_margin
        self.lines, self.stories, self.is_margin = [], stories, True
        self.read(element)
        found = self.lines
        self.lines, self.stories, self.is_margin = kept
        return found

    def _read_one(self, element: etree._Element, history: History) -> None:
        name = name_of(element)
        if handler := self._handlers.get(name):
            handler(element, history)
        elif name in WRAPPERS:
            self.read(element, history)
        elif name and name not in MARKS:
            self._not_understood(element, name, history)

    def _not_understood(self, element: etree._Element, name: str, history: History) -> None:
        """Say what it is; its words are read as programs do that know the element."""
        bare = name.partition(":")[2] if ":" in name else name
        if name.startswith("?:"):
            words = "".join(element.itertext()).strip()
            said = f": “{words[:_QUOTED]}”" if words else ""
            self._doubt(f"an element of a namespace that is not known ({bare}){said}")
            return
        self._doubt(f"an element that is not understood here ({bare})")
        self.read(element, history)

    def _changed(self, element: etree._Element, history: History) -> None:
        self._limits.add("tracked changes")
        self.read(element, history.within(element, name_of(element)))

    def _control(self, element: etree._Element, history: History) -> None:
        properties = child(element, "sdtPr")
        for each in judge_control(properties):
            self._doubt(each)
        self._controls.append(child_value(properties, "tag"))
        contents = [each for each in element if name_of(each) == "sdtContent"]
        if len(contents) > 1:
            self._doubt("a control with two contents, of which programs show one")
        self.read(element, history)
        self._controls.pop()

    def _bookmark(self, element: etree._Element, _history: History) -> None:
        name = value(element, "name")
        if not _OURS.match(name):
            return
        # LibreOffice 7.4 begins a bookmark over several paragraphs twice, and ends it once.
        self._bookmarks = {id_: each for id_, each in self._bookmarks.items() if each != name}
        self._bookmarks[value(element, "id")] = name
        self._limits.check("anchors open at once", len(self._bookmarks))
        if self._paragraphs:
            self._paragraphs[-1].touched[name] = None

    def _bookmark_end(self, element: etree._Element, _history: History) -> None:
        self._bookmarks.pop(value(element, "id"), None)

    # Tables

    def _table(self, element: etree._Element, history: History) -> None:
        number = self._tables
        self._tables += 1
        properties = child(element, "tblPr")
        style = child_value(properties, "tblStyle")
        for each in (*judge_table(properties), *self._looks.table_doubts(style)):
            self._doubt(each)
        self._not_in_order(element, ("tblPr", "tblGrid", "tr"))
        for at, row in enumerate(_flattened(element, "tr")):
            self._row(row, _Row(number, at, style), history)

    def _row(self, element: etree._Element, row: _Row, history: History) -> None:
        properties = child(element, "trPr")
        row.history = of_row(properties, history)
        row.is_hidden = is_on(properties, "hidden") or any(each.is_hidden for each in self._rows)
        for each in judge_row(properties):
            self._doubt(each)
        self._not_in_order(element, ("trPr", "tblPrEx", "tc"))
        self._rows.append(row)
        outside = row.history, row.is_hidden
        for cell in _flattened(element, "tc"):
            row.column += 1
            inside = child(cell, "tcPr")
            for each in judge_cell(inside):
                self._doubt(each)
            row.history = of_cell(inside, outside[0])
            merged = child(inside, "vMerge")
            row.is_hidden = outside[1] or (merged is not None and value(merged) != "restart")
            row.shading = child(inside, "shd")
            self.read(cell, row.history)
        self._rows.pop()

    def _not_in_order(self, element: etree._Element, known: tuple[str, ...]) -> None:
        """Say what stands between rows or cells and is none."""
        for each in element:
            name = name_of(each)
            if name and name not in MARKS and name not in known and name not in _AROUND_ROWS:
                self._doubt(f"an element that is not understood here ({name.lstrip('?:')})")

    # Paragraphs

    def _paragraph(self, element: etree._Element, history: History) -> None:
        self._limits.add("paragraphs")
        properties = child(element, "pPr")
        marks = child(properties, "rPr")
        mark = of_mark(marks, history)
        style = child_value(properties, "pStyle") or self._styles.default
        paragraph = _Paragraph(style=style, shading=child(properties, "shd"))
        paragraph.doubts, self._waiting = self._waiting, {}
        self._paragraphs.append(paragraph)
        self._later.append([])
        self.read(element, history)
        self._judge(properties, marks, paragraph)
        number = former = ""
        if not self.is_margin:
            number, former = self._numbers(properties, marks, paragraph, mark)
        done = self._paragraphs.pop()
        later = self._later.pop()
        self._close_comments()
        self.lines.append(
            Line(
                words=_joined(done.words),
                kind=self._styles.kind(style),
                number=number,
                former_number=former,
                anchors=self._anchors(done),
                cell=self._cell(),
                inserted=mark.inserted,
                deleted=mark.deleted,
                doubts=(*done.doubts, *_unseen(done.unseen)),
            )
        )
        section = child(properties, "sectPr")
        if section is not None:
            self._section(section, history)
        for each in later:
            self.read(each, history)

    def _judge(
        self,
        properties: etree._Element | None,
        marks: etree._Element | None,
        paragraph: _Paragraph,
    ) -> None:
        """Say what the looks of a paragraph and of its end may do."""
        words = "".join(each.text for each in paragraph.words if each.deleted is None)
        if not words.strip():
            return
        found = dict(self._looks.paragraph(paragraph.style))
        found |= (
            {name_of(each): each for each in properties if name_of(each)}
            if (properties is not None)
            else {}
        )
        for each in judge_paragraph(found, words):
            self._doubt(each)
        if marks is not None and self._look(marks).unseen == "hidden":
            self._doubt("the hidden end of a paragraph, which runs on into the next")

    def _numbers(
        self,
        properties: etree._Element | None,
        marks: etree._Element | None,
        paragraph: _Paragraph,
        mark: History,
    ) -> tuple[str, str]:
        """Return the numbers as printed when changes are accepted and when they are rejected."""
        number = former = ""
        if mark.deleted is None:
            number = self._shown(self._counter.next(properties, paragraph.style), marks)
        if mark.inserted is None:
            before = child(properties, "pPrChange", "pPr")
            old, style = (properties, paragraph.style)
            if before is not None:
                old, style = before, child_value(before, "pStyle") or self._styles.default
            former = self._shown(self._former.next(old, style), marks)
        return number, former

    def _shown(self, numbered: tuple[str, Level | None], marks: etree._Element | None) -> str:
        """Return a number as it looks: by the properties of its level and of the end (17.9.24)."""
        number, level = numbered
        if not number or level is None:
            return number
        for properties in (level.looks, marks):
            if properties is None:
                continue
            look = self._look(properties)
            if look.unseen:
                return f"[{look.unseen}]"
            if look.symbols and level.form != "bullet":
                number = in_symbols(number, look.symbols)
        return number

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
            if name in ("t", "delText"):
                if name == "delText" and history.deleted is None:
                    self._doubt("deleted words that stand in no deletion")
                self._words(_text(each), history, properties)
            elif name in _SIGNS:
                self._words(_SIGNS[name], history, properties)
            elif name == "br":
                is_line = value(each, "type") in ("", "textWrapping")
                self._words("\n" if is_line else "", history, properties)
            elif name == "sym":
                self._words(symbol(value(each, "font"), value(each, "char")), history, properties)
            elif name != "rPr":
                self._read_one(each, history)
            self._stray(each.tail)

    def _words(self, text: str, history: History, properties: etree._Element | None = None) -> None:
        if not text or not self._paragraphs or self._is_in_code():
            return
        look = self._look(properties)
        history = self._formatted(history, properties, look, text)
        if history.deleted is None:
            if self._is_left_out(text, look):
                return
            self._note_look(text, look)
        if look.symbols:
            text = in_symbols(text, look.symbols)
        self._add(text.replace("\r", "\n"), history)

    def _add(self, text: str, history: History) -> None:
        paragraph = self._paragraphs[-1]
        row = self._rows[-1].history if self._rows else History()
        paragraph.length += len(text)
        self._limits.add("characters", len(text))
        self._limits.add("stretches of words")
        self._limits.check("characters in one paragraph", paragraph.length)
        paragraph.words.append(
            CopyWords(
                text,
                history.inserted or row.inserted,
                history.deleted or row.deleted,
                history.moved,
            )
        )
        for name in reversed(self._bookmarks.values()):
            paragraph.marked[name] += len(text.strip())
        for id_ in self._comments if history.deleted is None else ():
            place = self.places.get(id_, CommentPlace())
            if len(place.about) < 400:
                self.places[id_] = CommentPlace(place.line, (place.about + text)[:400])

    def _look(self, properties: etree._Element | None) -> Look:
        paragraph = self._paragraphs[-1] if self._paragraphs else _Paragraph()
        row = self._rows[-1] if self._rows else None
        behind = Behind((paragraph.shading, None))
        if row is not None:
            shadings = (paragraph.shading, row.shading)
            behind = Behind(shadings, row.style, row.row == 0)
        return self._looks.of(properties, paragraph.style, behind)

    def _formatted(
        self, history: History, properties: etree._Element | None, look: Look, text: str
    ) -> History:
        """Return the history of words whose looks were changed with tracking (17.13.5.31).

        Words that were hidden so are deleted as people see it, and shown ones inserted.
        """
        change = child(properties, "rPrChange")
        if change is None or not text.strip() or history.deleted is not None:
            return history
        before = self._look(child(change, "rPr"))
        if look.unseen and not before.unseen:
            self._unseen(text, look.unseen)
            return History(history.inserted, hand_of(change), history.moved)
        if before.unseen and not look.unseen and history.inserted is None:
            return History(hand_of(change), None, history.moved)
        return history

    def _is_left_out(self, text: str, look: Look) -> bool:
        """Tell whether words cannot be seen on paper, and note which."""
        if self._rows and self._rows[-1].is_hidden:
            self._unseen(text, "in a hidden row or a merged cell")
            return True
        if look.unseen:
            self._unseen(text, look.unseen)
            return True
        return False

    def _unseen(self, text: str, why: str) -> None:
        if text.strip():
            unseen = self._paragraphs[-1].unseen
            unseen[why] = (unseen.get(why, "") + text)[: _QUOTED + 1]

    def _note_look(self, text: str, look: Look) -> None:
        if not text.strip():
            return
        for each in look.doubts:
            self._doubt(each)
        for each in _DIRECTING.findall(text):
            self._doubt(f"a character that directs words (U+{ord(each):04X})")
        if look.is_right_to_left and not has_right_to_left(text) and text.strip().isascii():
            self._doubt(f"words directed from right to left: “{text.strip()[:_QUOTED]}”")
        if look.is_raised and text.strip() not in _ORDINAL:
            self._doubt(f"raised or lowered words: “{text.strip()[:_QUOTED]}”")

    def _doubt(self, what: str) -> None:
        found = self._paragraphs[-1].doubts if self._paragraphs else self._waiting
        if len(found) < _MOST_DOUBTS:
            found[what] = None

    def last_doubts(self) -> tuple[str, ...]:
        """Return what is in doubt after the last paragraph, and forget it."""
        found, self._waiting = tuple(self._waiting), {}
        return found

    # Fields

    def _is_in_code(self) -> bool:
        return any(not each.is_result or not each.prints_result for each in self._fields)

    def _field_sign(self, element: etree._Element, history: History) -> None:
        match value(element, "fldCharType"):
            case "begin":
                self._fields.append(field_begun(element))
                self._limits.check("fields inside each other", len(self._fields))
            case "separate" if self._fields:
                self._fields[-1].is_result = True
            case "end" if self._fields:
                self._field_ended(self._fields.pop(), history)

    def _code(self, element: etree._Element, _history: History) -> None:
        if self._fields and not self._fields[-1].is_result:
            self._fields[-1].add(element.text or "")

    def _simple_field(self, element: etree._Element, history: History) -> None:
        self._fields.append(simple_field(element))
        self._limits.check("fields inside each other", len(self._fields))
        self.read(element, history)
        self._field_ended(self._fields.pop(), history)

    def _field_ended(self, ended: Field, history: History) -> None:
        if not self._is_in_code() and self._paragraphs:
            self._words(ended.words(), history)
        if history.deleted is None and (doubt := ended.doubt()):
            self._doubt(doubt)

    # What is printed otherwise than in a row

    def _alternative(self, element: etree._Element, history: History) -> None:
        """Read one of several forms of the same thing, as Word does (ISO/IEC 29500-3, 9.3)."""
        forms = [each for each in element if name_of(each) in ("mc:Choice", "mc:Fallback")]
        usable = [each for each in forms if _is_understood(each)]
        if len({_all_text(each) for each in forms}) > 1:
            self._doubt("words in several forms, of which every program chooses one")
        if usable:
            self.read(usable[0], history)

    def _set_aside(self, element: etree._Element, _history: History) -> None:
        self._later[-1].append(element)

    def _picture(self, element: etree._Element, history: History) -> None:
        """Read a picture as a word of its own, by which it is known again."""
        ids = [relation(each, name) for each in element.iter() for name in ("embed", "link", "id")]
        found = sorted(
            {self.stories.pictures[each] for each in ids if each in self.stories.pictures}
        )
        drawn = [str(each.get("string", "")) for each in element.iter() if _is_text_path(each)]
        said = f" that prints “{' '.join(drawn)[:_QUOTED]}”" if drawn else ""
        known = f" {'-'.join(each[:8] for each in found[:9])}" if found else ""
        self._words(f"[picture{known}{said}]", history)
        for each in element.iter():
            if name_of(each) == "txbxContent":
                self._set_aside(each, history)

    def _ruby(self, element: etree._Element, history: History) -> None:
        """Words above other words: both are printed."""
        self._doubt("words above other words")
        for name in ("rt", "rubyBase"):
            words = child(element, name)
            if words is not None:
                self.read(words, history)

    def _directed(self, element: etree._Element, history: History) -> None:
        words = "".join(each.text or "" for each in element.iter() if name_of(each) == "t").strip()
        self._doubt(f"words whose direction is set: “{words[:_QUOTED]}”")
        self.read(element, history)

    def _equation(self, element: etree._Element, history: History) -> None:
        self._doubt("an equation")
        for each in element.iter():
            if name_of(each) in ("m:t", "t"):
                self._words(each.text or "", history)

    def _section(self, element: etree._Element, _history: History) -> None:
        self._limits.add("sections")
        self.sections.append(element)

    def _note_reference(self, element: etree._Element, history: History) -> None:
        """Read a note where it is first referred to; the words of another reference are the same.

        A note may refer to itself; a program then shows as many numbers, and no more words.
        """
        kind = name_of(element).removesuffix("Reference")
        id_ = f"{kind}:{value(element, 'id')}"
        if history.deleted is None:
            self._doubt(f"a {kind}")
        note = self.stories.notes.get(id_)
        if note is not None and id_ not in self._notes_read:
            self._notes_read.add(id_)
            self._limits.add("notes")
            self._later[-1].append(note)

    def _foreign(self, _element: etree._Element, _history: History) -> None:
        words = CopyWords("[a document inside this document, which is not read]")
        self.lines.append(Line((words,), anchors=tuple(filter(None, self._controls))))

    # Comments

    def _comment(self, element: etree._Element, _history: History) -> None:
        self._comments[value(element, "id")] = None
        self._limits.check("comments open at once", len(self._comments))

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


_AROUND_ROWS = ("sdt", "sdtContent", "customXml", *INSERTS, *DELETES)


def _flattened(element: etree._Element, wanted: str) -> list[etree._Element]:
    """Return rows or cells, also where content controls or custom XML are around them."""
    found: list[etree._Element] = []
    for each in element:
        name = name_of(each)
        if name == wanted:
            found.append(each)
        elif name in _AROUND_ROWS:
            found += _flattened(each, wanted)
    return found


def _text(element: etree._Element) -> str:
    """Return the words of a ``w:t``; the spaces around them count only if that is said."""
    text = element.text or ""
    if text != text.strip(" \t\r\n") and not is_preserved(element):
        return text.strip(" \t\r\n")
    return text


def _all_text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter() if name_of(each) in ("t", "m:t"))


def _is_understood(form: etree._Element) -> bool:
    """Tell whether Word knows what a form of `mc:AlternateContent` requires."""
    wanted = str(form.get("Requires", "")).split()
    return all(_KNOWN_CHOICES.fullmatch(form.nsmap.get(each, "")) for each in wanted)


def _is_text_path(element: etree._Element) -> bool:
    return name_of(element) == "v:textpath"


def _unseen(unseen: Mapping[str, str]) -> Iterable[str]:
    for why, words in unseen.items():
        text = " ".join(words.split())
        said = f"{text[:_QUOTED]}…" if len(text) > _QUOTED else text
        yield f"words {why}: “{said}”"


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
