"""Several PDFs of ours bound into one, which can be read and filled in as each of them could.

Pages alone are easily joined; what makes them readable is not on the pages: the structure tree and
its parent tree (ISO 32000-1, 14.7.4.4), form fields (12.7), bookmarks (12.3.3). Each part becomes
a `Part` of one document.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf

from mou_builder.pdf.attachment import attach
from mou_builder.pdf.metadata import set_metadata
from mou_builder.pdf.page_stamps import stamp_numbers
from mou_builder.pdf.saving import saved
from mou_builder.pdf.values import Attachment, Job

NUMBERS = "Packet page {page} of {pages}"


@dataclass(frozen=True)
class BoundPart:
    """One of the PDFs to bind, and what it is called among the bookmarks."""

    title: str
    pdf: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def bind(
    parts: Sequence[BoundPart],
    title: str,
    language: str,
    attachment: Attachment | None = None,
    made: datetime | None = None,
) -> bytes:
    """Return one PDF of all parts, with bookmarks, pages numbered through, tagged and fillable.

    The parts are PDFs of `mou_builder.pdf.document`; what is attached to them is left out, and
    ``attachment`` is attached to the whole.
    """
    with Pdf.new() as whole:
        binder = _Binder(whole)
        for part in parts:
            with pikepdf.open(io.BytesIO(part.pdf)) as opened:
                binder.add(opened, part.title)
        binder.finish()
        stamp_numbers(whole, NUMBERS)
        # What tells this file from others is all of its parts, in the place of the one DOCX.
        digest = b"".join(hashlib.sha256(each.pdf).digest() for each in parts)
        job = Job(digest, title, language, attachment=attachment, made=made)
        attach(whole, job)
        set_metadata(whole, job)
        return saved(whole)


class _Binder:
    """Gathers the parts; what belongs to the whole file is written by `finish`."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        self.document = whole.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())
        )
        self.parents: list[Object | int] = []
        self.next_key = 0
        self.fields: list[Object] = []
        self.form = Dictionary()
        self.bookmarks: list[OutlineItem] = []
        self.roles = Dictionary()

    def add(self, part: Pdf, title: str) -> None:
        first = len(self.whole.pages)
        # Pages come first: what refers to them afterwards then refers to their copies.
        for page in part.pages:
            self.whole.pages.append(page)
        pages = [self.whole.pages[first + at] for at in range(len(part.pages))]
        self.add_structure(part, pages, title)
        self.add_form(part)
        self.bookmarks.append(_bookmarks(part, title, first))
        if "/OutputIntents" in part.Root and "/OutputIntents" not in self.whole.Root:
            intents = part.make_indirect(part.Root.OutputIntents)
            self.whole.Root.OutputIntents = self.whole.copy_foreign(intents)

    def add_structure(self, part: Pdf, pages: Iterable[Page], title: str) -> None:
        root = self.whole.copy_foreign(part.make_indirect(part.Root.StructTreeRoot))
        if "/RoleMap" in root:
            self.roles = Dictionary({**dict(self.roles.items()), **dict(root.RoleMap.items())})
        for element in _several(root.K):
            element.S = Name.Part
            element.T = title
            element.P = self.document
            self.document.K.append(element)
        numbers = list(root.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        offset = self.next_key
        for key, value in zip(keys, numbers[1::2], strict=True):
            self.parents += [key + offset, value]
        self.next_key = offset + max(keys, default=-1) + 1
        for page in pages:
            _renumber(page.obj, "/StructParents", offset)
            for annotation in page.get("/Annots", Array()):
                _renumber(annotation, "/StructParent", offset)

    def add_form(self, part: Pdf) -> None:
        """Take over a part's fields; a name that was taken before gets a number behind it."""
        if "/AcroForm" not in part.Root:
            return
        form = self.whole.copy_foreign(part.make_indirect(part.Root.AcroForm))
        taken = {str(each.T) for each in self.fields}
        for field in form.Fields:
            name, number = str(field.T), 2
            while str(field.T) in taken:
                field.T = pikepdf.String(f"{name}-{number}")
                number += 1
            self.fields.append(field)
        for key, value in form.items():
            if key != "/Fields":
                self.form[key] = value

    def finish(self) -> None:
        tree = Dictionary(
            Type=Name.StructTreeRoot,
            K=self.document,
            ParentTree=self.whole.make_indirect(Dictionary(Nums=Array(self.parents))),
            ParentTreeNextKey=self.next_key,
        )
        if len(self.roles.keys()):
            tree.RoleMap = self.roles
        self.whole.Root.StructTreeRoot = self.whole.make_indirect(tree)
        self.document.P = self.whole.Root.StructTreeRoot
        if self.fields:
            self.form.Fields = Array(self.fields)
            self.whole.Root.AcroForm = self.whole.make_indirect(self.form)
        with self.whole.open_outline() as outline:
            outline.root.extend(self.bookmarks)
        self.whole.Root.PageMode = Name.UseOutlines


def _renumber(holder: Object, key: str, offset: int) -> None:
    if key in holder:
        holder[key] = int(holder[key]) + offset


def _several(value: Object) -> list[Object]:
    return list(value) if isinstance(value, Array) else [value]


def _bookmarks(part: Pdf, title: str, first: int) -> OutlineItem:
    """Return the bookmark of a part, with the part's own below it."""
    top = OutlineItem(title, first)
    numbers = {page.obj.objgen: number for number, page in enumerate(part.pages)}
    with part.open_outline() as outline:
        top.children.extend(_moved(each, numbers, first) for each in outline.root)
    return top


def _moved(item: OutlineItem, numbers: dict[tuple[int, int], int], first: int) -> OutlineItem:
    page = _page_of(item)
    number = numbers.get(page.objgen, 0) if page is not None else 0
    copy = OutlineItem(item.title, first + number)
    copy.children.extend(_moved(each, numbers, first) for each in item.children)
    return copy


def _page_of(item: OutlineItem) -> Object | None:
    """Return the page that a bookmark leads to, said by itself or by its action (12.6.4.2)."""
    target: object = item.destination
    if target is None and item.action is not None:
        target = item.action.get("/D")
    return target[0] if isinstance(target, Array) and len(target) else None
