"""Copies of our documents as another side might return them: edited in small steps, by lxml."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.actions.review import Reviewing, review_copy
from tests.support.agreement.assembling import TEMPLATE, checked, example, library

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "word/_rels/document.xml.rels"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
DAY = "2026-09-01T10:00:00Z"
CITY = "city-and-one-school.yaml"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


@lru_cache(maxsize=8)
def sent(text: str | None = None) -> bytes:
    """The agreement of a config, as it was sent; that of the city's example by default."""
    config = checked(text if text is not None else example(CITY), CITY)
    options = RenderOptions((Format.DOCX,), TEMPLATE)
    (docx,) = render(config, options).files.values()
    return docx


def reviewed(data: bytes, **more: object) -> Reviewing:
    return review_copy(data, "returned.docx", library(), TEMPLATE, **more)  # type: ignore[arg-type]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


class Copy:
    """A document in the hands of the other side."""

    def __init__(self, data: bytes | None = None) -> None:
        self.parts = parts_of(sent() if data is None else data)
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.notes: list[etree._Element] = []
        self.threads: list[tuple[str, str]] = []
        self.number = 9000

    def returned(self) -> bytes:
        """The file as it comes back."""
        if self.notes:
            self._write_comments()
        self.parts["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return packed(self.parts)

    # Finding

    @property
    def body(self) -> etree._Element:
        return self.root.find(w("body"))

    def control(self, tag: str) -> etree._Element:
        for each in self.root.iter(w("sdt")):
            if each.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) == tag:
                return each
        raise LookupError(tag)

    def clause(self, id_: str) -> etree._Element:
        return self.control(f"mou:clause:{id_}")

    def paragraph(self, words: str) -> etree._Element:
        """The first paragraph that has these words."""
        for each in self.root.iter(w("p")):
            if words in text_of(each):
                return each
        raise LookupError(words)

    # Editing without a trace

    def replace(self, old: str, new: str) -> Copy:
        """Type over words, with change tracking off; the paragraph becomes one run."""
        paragraph = self.paragraph(old)
        text = text_of(paragraph)
        one_run(paragraph, text.replace(old, new, 1))
        return self

    def add_after(self, words: str, text: str, style: str) -> etree._Element:
        """Put a paragraph after the one that has ``words``."""
        made = new_paragraph(text, style)
        self.paragraph(words).addnext(made)
        return made

    def drop_controls(self) -> Copy:
        """Take every content control away and leave what is in it."""
        for each in list(self.root.iter(w("sdt"))):
            parent, at = each.getparent(), each.getparent().index(each)
            for child in reversed(each.find(w("sdtContent"))):
                parent.insert(at, child)
            parent.remove(each)
        return self

    def drop_bookmarks(self) -> Copy:
        for name in ("bookmarkStart", "bookmarkEnd"):
            for each in list(self.root.iter(w(name))):
                each.getparent().remove(each)
        return self

    def drop_source(self) -> Copy:
        self.parts = {name: data for name, data in self.parts.items() if "customXml" not in name}
        return self

    # Editing with changes tracked

    def tracked(self, name: str, author: str) -> etree._Element:
        self.number += 1
        made = etree.Element(w(name))
        made.set(w("id"), str(self.number))
        made.set(w("author"), author)
        made.set(w("date"), DAY)
        return made

    def track(self, old: str, new: str, author: str = "Luis Ortega") -> Copy:
        """Replace words with changes tracked: strike the old, insert the new."""
        paragraph = self.paragraph(old)
        held = [each for each in paragraph.findall(w("r")) if old in text_of(each)]
        if held:
            place = held[0]
        else:
            place = run(text_of(paragraph))
            clear(paragraph)
            end = last_mark(paragraph)
            end.addprevious(place) if end is not None else paragraph.append(place)
        before, after = text_of(place).split(old, 1)
        pieces = [run(before), self.deletion(old, author)]
        pieces += [self.insertion(new, author)] if new else []
        for piece in (*pieces, run(after)):
            place.addprevious(piece)
        paragraph.remove(place)
        return self

    def deletion(self, text: str, author: str) -> etree._Element:
        made = self.tracked("del", author)
        made.append(run(text, "delText"))
        return made

    def insertion(self, text: str, author: str) -> etree._Element:
        made = self.tracked("ins", author)
        made.append(run(text))
        return made

    def mark_end(self, paragraph: etree._Element, name: str, author: str = "Luis Ortega") -> None:
        """Track the end of a paragraph as inserted or deleted."""
        properties = paragraph.find(w("pPr"))
        marks = properties.find(w("rPr"))
        if marks is None:
            marks = etree.SubElement(properties, w("rPr"))
        marks.append(self.tracked(name, author))

    def strike(self, paragraph: etree._Element, author: str = "Luis Ortega") -> None:
        """Track the deletion of a whole paragraph."""
        for each in list(paragraph.iter(w("r"))):
            for words in each.iter(w("t")):
                words.tag = w("delText")
            wrapper = self.tracked("del", author)
            each.addprevious(wrapper)
            wrapper.append(each)
        self.mark_end(paragraph, "del", author)

    # Comments

    def comment(self, words: str, text: str, author: str = "Dana Whitfield") -> str:
        """Comment on the paragraph that has ``words``; returns an id to reply to."""
        self.number += 1
        id_ = str(self.number)
        paragraph = self.paragraph(words)
        first = next(paragraph.iter(w("r")))
        start, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
        for each in (start, end):
            each.set(w("id"), id_)
        first.addprevious(start)
        paragraph.append(end)
        reference = etree.SubElement(etree.SubElement(paragraph, w("r")), w("commentReference"))
        reference.set(w("id"), id_)
        return self._note(id_, text, author, "")

    def reply(self, to: str, text: str, author: str) -> str:
        self.number += 1
        return self._note(str(self.number), text, author, to)

    def _note(self, id_: str, text: str, author: str, parent: str) -> str:
        made = etree.Element(w("comment"))
        made.set(w("id"), id_)
        made.set(w("author"), author)
        made.set(w("date"), DAY)
        paragraph = etree.SubElement(made, w("p"))
        paragraph.append(run(text))
        thread = f"{int(id_):08X}"
        paragraph.set(f"{{{W14}}}paraId", thread)
        self.notes.append(made)
        self.threads.append((thread, parent))
        return thread

    def _write_comments(self) -> None:
        comments = etree.Element(w("comments"), nsmap={"w": W, "w14": W14})
        for each in self.notes:
            comments.append(deepcopy(each))
        extended = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
        for thread, parent in self.threads:
            made = etree.SubElement(extended, f"{{{W15}}}commentEx")
            made.set(f"{{{W15}}}paraId", thread)
            made.set(f"{{{W15}}}done", "0")
            if parent:
                made.set(f"{{{W15}}}paraIdParent", parent)
        self.add_part("comments", comments)
        self.add_part("commentsExtended", extended)

    def add_part(self, kind: str, root: etree._Element, name: str = "") -> str:
        """Add a part with the relationship by which a program finds it; returns its id."""
        target = name or f"{kind}.xml"
        self.parts[f"word/{target}"] = etree.tostring(root)
        links = etree.fromstring(self.parts[LINKS])
        made = etree.SubElement(links, f"{{{links.nsmap[None]}}}Relationship")
        id_ = f"other{len(links)}"
        for key, value in (("Id", id_), ("Type", f"{OFFICE}/{kind}"), ("Target", target)):
            made.set(key, value)
        self.parts[LINKS] = etree.tostring(links)
        return id_


def text_of(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(w("t")))


def run(text: str, name: str = "t") -> etree._Element:
    made = etree.Element(w("r"))
    words = etree.SubElement(made, w(name))
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def new_paragraph(text: str, style: str) -> etree._Element:
    made = etree.Element(w("p"))
    etree.SubElement(etree.SubElement(made, w("pPr")), w("pStyle")).set(w("val"), style)
    made.append(run(text))
    return made


def clear(paragraph: etree._Element) -> None:
    for each in list(paragraph):
        if each.tag in (w("r"), w("ins"), w("del")):
            paragraph.remove(each)


def last_mark(paragraph: etree._Element) -> etree._Element | None:
    """The end of the paragraph's bookmark, before which words are put."""
    return paragraph.find(w("bookmarkEnd"))


def one_run(paragraph: etree._Element, text: str) -> None:
    clear(paragraph)
    end = last_mark(paragraph)
    if end is not None:
        end.addprevious(run(text))
    else:
        paragraph.append(run(text))


def split(paragraph: etree._Element, at: str) -> etree._Element:
    """Press Enter before the words ``at``, with change tracking off; returns the second half."""
    text = text_of(paragraph)
    first, second = text.split(at, 1)
    made = deepcopy(paragraph)
    for each in list(made):
        if each.tag in (w("bookmarkStart"), w("bookmarkEnd")):
            made.remove(each)
    one_run(paragraph, first)
    one_run(made, at + second)
    paragraph.addnext(made)
    return made
