"""Reading the words of a document in order, each with its history and its anchors.

Tracked changes (ISO/IEC 29500-1, 17.13.5) may be nested, be by several authors, and stand on words,
paragraph marks and rows. Words that cannot be seen on paper are left out and reported; what is not
understood is reported by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.frozen import dataclass, field
from mou_builder.review.returned_copy import CopyWords, Line, joined_words
from mou_builder.word.reading.body.elements import (
    is_text_path,
    is_understood,
    text_as_it_looks,
)
from mou_builder.word.reading.body.line_numbers import LineNumbers
from mou_builder.word.reading.body.position import OpenParagraph, ReadingPosition
from mou_builder.word.reading.body.tables import TableReader
from mou_builder.word.reading.body.words import (
    QUOTED,
    SIGNS,
    WordsReader,
    text_in,
    unseen_words,
)
from mou_builder.word.reading.comments import CommentPlace
from mou_builder.word.reading.fields import simple_field
from mou_builder.word.reading.history import DELETES, INSERTS, History, history_of_mark
from mou_builder.word.reading.judging import (
    LED_BY,
    ParagraphWords,
    has_leader,
    has_right_to_left,
    judge_control,
    judge_paragraph,
)
from mou_builder.word.reading.limits import Limits
from mou_builder.word.reading.looks.cascade import StyleCascade, signature
from mou_builder.word.reading.looks.drawings import drawn
from mou_builder.word.reading.looks.measures import Paper
from mou_builder.word.reading.numbering import DocumentLists, ParagraphStyles
from mou_builder.word.reading.shape import repeated
from mou_builder.word.reading.symbols import symbol
from mou_builder.word.reading.understood import MARKS, WRAPPERS
from mou_builder.word.vocabulary import (
    child,
    child_value,
    name_of,
    relation,
    value,
)

_NONE = History()
_ON_LINES = (Kind.SIGNATURE, Kind.PARTICULAR)
"""The kinds of paragraphs that have a line to write on."""


@dataclass(frozen=True)
class ReferredParts:
    """What a part refers to: notes by kind and id, and digests of pictures by the ids of links."""

    notes: Mapping[str, etree._Element] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)


class Reader:
    """Reads the parts of one document, one after the other, into ``lines``."""

    def __init__(
        self,
        styles: ParagraphStyles,
        lists: DocumentLists,
        looks: StyleCascade,
        limits: Limits,
        paper: Paper,
    ) -> None:
        self.stories = ReferredParts()
        self.sections: list[etree._Element] = []
        self._at = ReadingPosition(limits, paper)
        self._words = WordsReader(self._at, looks, limits)
        self._tables = TableReader(self._at, looks, paper, self.read)
        self._numbers = LineNumbers(self._at, self._words, styles, lists)
        self._styles = styles
        self._looks = looks
        self._judged: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._limits = limits
        self._notes_read: set[str] = set()
        self._depth = 0
        self._later: list[list[etree._Element]] = [[]]
        self._handlers: dict[str, Callable[[etree._Element, History], None]] = {
            "p": self._paragraph,
            "r": self._run,
            "sdt": self._content_control,
            "customXml": self._custom_element,
            "tbl": self._tables.read,
            "bookmarkStart": self._at.begin_bookmark,
            "bookmarkEnd": self._at.end_bookmark,
            "commentRangeStart": self._at.begin_comment,
            "commentRangeEnd": self._at.end_comment,
            "commentReference": self._at.place_comment,
            "fldChar": self._words.field_character,
            "fldSimple": self._simple_field,
            "instrText": self._words.field_code,
            "delInstrText": self._words.field_code,
            "mc:AlternateContent": self._alternatives,
            "txbxContent": self._set_aside,
            "footnoteReference": self._note_reference,
            "endnoteReference": self._note_reference,
            "altChunk": self._embedded_document,
            "subDoc": self._embedded_document,
            "sectPr": self._keep_section,
            "drawing": self._picture,
            "pict": self._picture,
            "object": self._picture,
            "ruby": self._ruby,
            "bdo": self._directed_words,
            "dir": self._directed_words,
            "m:oMath": self._equation,
            "m:oMathPara": self._equation,
            **dict.fromkeys(INSERTS, self._tracked_change),
            **dict.fromkeys(DELETES, self._tracked_change),
        }

    @property
    def lines(self) -> list[Line]:
        """The paragraphs that have been read."""
        return self._at.lines

    @property
    def places(self) -> dict[str, CommentPlace]:
        """What each comment is attached to, by its id."""
        return self._at.places

    @property
    def targets(self) -> Mapping[str, list[int]]:
        """The lines that bookmarks of ours begin in, by their names in small letters."""
        return self._at.targets

    def last_doubts(self) -> tuple[str, ...]:
        """Return the doubts that came up after the last paragraph, once."""
        return self._at.last_doubts()

    def read(self, element: etree._Element, history: History = _NONE) -> None:
        """Read what ``element`` contains. Raises `Refused` (MOU402) beyond the `Limits`."""
        self._depth += 1
        self._limits.check("elements inside each other", self._depth)
        self._doubt_stray_words(element.text)
        for each in element:
            self._read_one(each, history)
            self._doubt_stray_words(each.tail)
        self._depth -= 1

    def read_whole(self, element: etree._Element) -> None:
        """Read a story, in which every field that begins must also end."""
        opened = self._words.open_fields
        self.read(element)
        self._words.close_story(opened)

    def _doubt_stray_words(self, text: str | None) -> None:
        """Report words between elements, where none belong."""
        if text and text.strip():
            self._at.doubt(f"words outside of any run: “{' '.join(text.split())[:QUOTED]}”")

    def read_story(self, element: etree._Element, stories: ReferredParts) -> list[Line]:
        """Read a header or footer; return its lines."""
        at = self._at
        kept = at.lines, self.stories, at.is_margin
        at.lines, self.stories, at.is_margin = [], stories, True
        self.read_whole(element)
        found = at.lines
        at.lines, self.stories, at.is_margin = kept
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
        """Report an element; its words are read as by programs that know it."""
        bare = name.rpartition(":")[2]
        if name.startswith("?:"):
            words = "".join(element.itertext()).strip()
            said = f": “{words[:QUOTED]}”" if words else ""
            self._at.doubt(f"an element of a namespace that is not known ({bare}){said}")
            return
        self._at.doubt(f"an element that is not understood here ({bare})")
        self.read(element, history)

    def _tracked_change(self, element: etree._Element, history: History) -> None:
        self._limits.add("tracked changes")
        self.read(element, history.within(element, name_of(element)))

    def _content_control(self, element: etree._Element, history: History) -> None:
        properties = child(element, "sdtPr")
        self._at.doubt_all(judge_control(element))
        self._at.controls.append(child_value(properties, "tag"))
        self._read_with_placeholder(element, properties, history)
        self._at.controls.pop()

    def _custom_element(self, element: etree._Element, history: History) -> None:
        self._read_with_placeholder(element, child(element, "customXmlPr"), history)

    def _read_with_placeholder(
        self, element: etree._Element, properties: etree._Element | None, history: History
    ) -> None:
        """Read what is printed of an element that may have other words in place of none."""
        written = self._at.written
        self.read(element, history)
        if child(properties, "placeholder") is not None and self._at.written == written:
            self._at.doubt("a control without words, for which programs show others")

    # Paragraphs

    def _paragraph(self, element: etree._Element, history: History) -> None:
        self._limits.add("paragraphs")
        properties = child(element, "pPr")
        marks = child(properties, "rPr")
        mark = history_of_mark(marks, history)
        style = child_value(properties, "pStyle") or self._styles.default
        paragraph = OpenParagraph(style=style, shading=child(properties, "shd"))
        self._at.begin(paragraph)
        self._at.expect_one(element, "pPr")
        self._at.expect_one(properties, "rPr")
        self._later.append([])
        self.read(element, history)
        paragraph.words[:0] = sorted(paragraph.free, key=lambda each: each.text)
        number = former = ""
        if self._at.is_margin:
            self._numbers.judge_margin(properties, style)
        else:
            number, former = self._numbers.numbers(properties, marks, style, mark)
        self._judge_paragraph(properties, marks, paragraph, has_number=bool(number or former))
        done = self._at.paragraphs.pop()
        later = self._later.pop()
        self._at.close_comments()
        self._at.lines.append(
            Line(
                words=joined_words(done.words),
                kind=self._styles.kind(style),
                number=number,
                former_number=former,
                anchors=self._at.anchors(done),
                cell=self._at.cell(),
                inserted=mark.inserted,
                deleted=mark.deleted,
                doubts=(*done.doubts, *unseen_words(done.unseen)),
                drawings=tuple(done.drawings),
            )
        )
        section = child(properties, "sectPr")
        if section is not None:
            self._keep_section(section, history)
        for each in later:
            self.read(each, history)

    def _judge_paragraph(
        self,
        properties: etree._Element | None,
        marks: etree._Element | None,
        paragraph: OpenParagraph,
        *,
        has_number: bool,
    ) -> None:
        """Report how the looks of a paragraph and of its mark may change its words."""
        text = "".join(each.text for each in paragraph.words if each.deleted is None)
        if not text.strip():
            if "framePr" in self._looks.paragraph_of(properties, paragraph.style):
                self._at.doubt("an empty frame, which may cover words")
            return
        from_right = not text.isascii() and has_right_to_left(text)
        is_line = self._styles.kind(paragraph.style) in _ON_LINES
        words = ParagraphWords(from_right, "\t" in text or has_number, is_line)
        paper = self._at.paper
        key = (paragraph.style, signature(properties), words, paragraph.size, paper)
        if key not in self._judged:
            found = self._looks.paragraph_of(properties, paragraph.style)
            doubts = judge_paragraph(found, words, paragraph.size, paper)
            self._judged[key] = (*doubts, *repeated(properties))
        self._at.doubt_all(self._judged[key])
        if self._words.look(marks).unseen == "hidden":
            self._at.doubt("the hidden end of a paragraph, which runs on into the next")

    # Words

    def _run(self, element: etree._Element, history: History) -> None:
        properties = child(element, "rPr")
        self._at.expect_one(element, "rPr")
        for each in element:
            name = name_of(each)
            if name in ("t", "delText"):
                if name == "delText" and history.deleted is None:
                    self._at.doubt("deleted words that stand in no deletion")
                if len(each):
                    self._at.doubt("an element among the letters of a text")
                self._words.add(text_in(each), history, properties)
            elif name in SIGNS:
                self._words.add(SIGNS[name], history, properties)
                if name == "ptab" and has_leader(each):
                    self._at.doubt(LED_BY)
            elif name == "br":
                self._words.add("\n", history, properties)
            elif name == "sym":
                self._words.add(
                    symbol(value(each, "font"), value(each, "char")), history, properties
                )
            elif name != "rPr":
                self._read_one(each, history)
            self._doubt_stray_words(each.tail)

    def _simple_field(self, element: etree._Element, history: History) -> None:
        self._words.begin_field(simple_field(element))
        self.read(element, history)
        self._words.end_field(history)

    # What is not printed in line with the words

    def _alternatives(self, element: etree._Element, history: History) -> None:
        """Read the alternative form that Word would choose (ISO/IEC 29500-3, 9.3)."""
        forms = [each for each in element if name_of(each) in ("mc:Choice", "mc:Fallback")]
        usable = [each for each in forms if is_understood(each)]
        is_inside = any(name_of(each) == "mc:AlternateContent" for each in element.iterancestors())
        # Forms within forms are not compared again and again, however deep they stand.
        texts = set[tuple[object, ...]]() if is_inside else set(map(text_as_it_looks, forms))
        if not any(name_of(each) == "mc:Fallback" for each in forms):
            texts.add(())  # what a program prints that knows none of the forms
        if is_inside or len(texts) > 1:
            self._at.doubt("words in several forms, of which every program chooses one")
        if usable:
            self.read(usable[0], history)

    def _set_aside(self, element: etree._Element, _history: History) -> None:
        """Keep an element to be read after the open paragraph."""
        self._later[-1].append(element)

    def _picture(self, element: etree._Element, history: History) -> None:
        """Read a picture as a word that identifies it by the digest of its data."""
        ids = [relation(each, name) for each in element.iter() for name in ("embed", "link", "id")]
        found = sorted(
            {self.stories.pictures[each] for each in ids if each in self.stories.pictures}
        )
        paths = (str(each.get("string", "")) for each in element.iter() if is_text_path(each))
        along = [each for each in paths if each]
        said = f" that prints “{' '.join(along)[:QUOTED]}”" if along else ""
        known = f" {'-'.join(each[:8] for each in found[:9])}" if found else ""
        around = element.getparent()
        properties = child(around, "rPr") if around is not None else None
        name = f"[picture{known}{said}]"
        if self._words.add(name, history, properties) and history.deleted is None:
            paragraph = self._at.paragraphs[-1]
            look = drawn(element, name)
            paragraph.drawings.append(look)
            if look.place:
                paragraph.free.append(paragraph.words.pop())
        for each in element.iter():
            if name_of(each) == "txbxContent":
                self._set_aside(each, history)

    def _ruby(self, element: etree._Element, history: History) -> None:
        """Words above other words: both are printed."""
        self._at.doubt("words above other words")
        for name in ("rt", "rubyBase"):
            words = child(element, name)
            if words is not None:
                self.read(words, history)

    def _directed_words(self, element: etree._Element, history: History) -> None:
        words = "".join(each.text or "" for each in element.iter() if name_of(each) == "t").strip()
        self._at.doubt(f"words whose direction is set: “{words[:QUOTED]}”")
        self.read(element, history)

    def _equation(self, element: etree._Element, history: History) -> None:
        self._at.doubt("an equation")
        for each in element.iter():
            if name_of(each) in ("m:t", "t"):
                self._words.add(each.text or "", history)

    def _keep_section(self, element: etree._Element, _history: History) -> None:
        self._limits.add("sections")
        self.sections.append(element)

    def _note_reference(self, element: etree._Element, history: History) -> None:
        """Read a note at the first reference to it; others, even in the note, add no words."""
        kind = name_of(element).removesuffix("Reference")
        id_ = f"{kind}:{value(element, 'id')}"
        if history.deleted is None:
            self._at.doubt(f"a {kind}")
        note = self.stories.notes.get(id_)
        if note is not None and id_ not in self._notes_read:
            self._notes_read.add(id_)
            self._limits.add("notes")
            self._later[-1].append(note)

    def _embedded_document(self, _element: etree._Element, _history: History) -> None:
        """Report another document inside this one."""
        words = CopyWords("[a document inside this document, which is not read]")
        self._at.lines.append(Line((words,), anchors=tuple(filter(None, self._at.controls))))
