"""The structure tree: what a screen reader reads (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

rdocx writes a sound tree of headings, paragraphs, lists and tables. Added here: the label of a list
item as such, form fields, and what is inserted or deleted in a comparison copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from mou_builder.pdf.marks import Mark

_NUMBERINGS: tuple[tuple[re.Pattern[str], Name], ...] = (
    (re.compile(r"[•●]"), Name.Disc),
    (re.compile(r"[○◦]"), Name.Circle),
    (re.compile(r"[▪■]"), Name.Square),
    (re.compile(r"\(?(\d+[.)])*\d+[.)]*"), Name.Decimal),
    (re.compile(r"\(?[ivx]{2,}[.)]+|\(?[iv][.)]+"), Name.LowerRoman),
    (re.compile(r"\(?[IVX]{2,}[.)]+|\(?[IV][.)]+"), Name.UpperRoman),
    (re.compile(r"\(?[a-z]{1,2}[.)]+"), Name.LowerAlpha),
    (re.compile(r"\(?[A-Z]{1,2}[.)]+"), Name.UpperAlpha),
    (re.compile(r"[\W_]"), Name("/None")),
)


class Tags:
    """The structure tree of a PDF, and the parent tree that leads from content to it."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.Root.StructTreeRoot
        numbers = list(self._root.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        self._parents = dict(zip(keys, numbers[1::2], strict=True))
        self._next = max(keys, default=-1) + 1

    def count(self, page: pikepdf.Page) -> int:
        """How many pieces of marked content a page has."""
        return len(self._parents[int(page.StructParents)])

    def owner(self, mark: Mark) -> Object:
        """The structure element that a piece of marked content belongs to."""
        return self._row(mark)[mark.id]

    def forget(self, mark: Mark) -> None:
        """Take a piece of content out of the tree, because it is decoration."""
        owner = self.owner(mark)
        page = self._pdf.pages[mark.page].obj
        left = [each for each in kids(owner) if not _is_mark(each, page, mark.id)]
        owner.K = Array(left)
        self._row(mark)[mark.id] = Object.parse(b"null")

    def add_form(self, owner: Object, widget: Object, page: pikepdf.Page) -> None:
        """Tag a form field as the last child of ``owner`` (ISO 14289-1, 7.18.4)."""
        reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page.obj)
        form = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Form, P=owner, K=Array([reference]))
        )
        owner.K = Array([*kids(owner), form])
        widget.StructParent = self._next
        numbers = self._root.ParentTree.Nums
        self._root.ParentTree.Nums = Array([*list(numbers), self._next, form])
        self._next += 1
        self._root.ParentTreeNextKey = self._next

    def wrap(self, marks: Sequence[Mark], spoken: str) -> None:
        """Group neighbouring content of one element in a span that is read out as ``spoken``.

        ActualText in the tree, not in the page: programs that read the page find its own words.
        """
        owner = self.owner(marks[0])
        page = self._pdf.pages[marks[0].page].obj
        span = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Span, P=owner, K=Array(), ActualText=spoken)
        )
        children: list[Object] = []
        for child in kids(owner):
            if any(_is_mark(child, page, mark.id) for mark in marks):
                if not len(span.K):
                    children.append(span)
                span.K.append(child)
            else:
                children.append(child)
        owner.K = Array(children)
        for mark in marks:
            self._row(mark)[mark.id] = span

    def label_lists(self, text_of: Callable[[int, int], str]) -> None:
        """Tag the number or bullet of each list item as its label (Lbl), and say how it counts.

        ``text_of`` gives the words of a piece of content by its page's index and its id.
        """
        pages = {page.obj.objgen: number for number, page in enumerate(self._pdf.pages)}
        for element in list(self.elements()):
            if element.S != Name.L:
                continue
            numberings = [
                self._label(item, pages, text_of) for item in kids(element) if item.S == Name.LI
            ]
            numbering = next((each for each in numberings if each is not None), None)
            if numbering is not None:
                element.A = Dictionary(O=Name.List, ListNumbering=numbering)

    def _label(
        self,
        item: Object,
        pages: dict[tuple[int, int], int],
        text_of: Callable[[int, int], str],
    ) -> Name | None:
        body = next((each for each in kids(item) if each.get("/S") == Name.LBody), None)
        paragraph = next(iter(kids(body)), None) if body is not None else None
        first = next(iter(kids(paragraph)), None) if paragraph is not None else None
        if first is None or "/MCID" not in first:
            return None
        text = text_of(pages[first.Pg.objgen], int(first.MCID)).strip()
        numbering = next((name for form, name in _NUMBERINGS if form.fullmatch(text)), None)
        if numbering is None or paragraph is None:
            return None
        label = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Lbl, P=item, K=Array([first]))
        )
        paragraph.K = Array(kids(paragraph)[1:])
        item.K = Array([label, *kids(item)])
        self._parents[int(first.Pg.StructParents)][int(first.MCID)] = label
        return numbering

    def drop_empty_paragraphs(self) -> None:
        """Take out paragraphs without content, which only make a reader stop for nothing."""
        for element in list(self.elements()):
            children = kids(element)
            full = [each for each in children if each.get("/S") != Name.P or kids(each)]
            if len(full) < len(children):
                element.K = Array(full)

    def elements(self) -> Iterator[Object]:
        """Every structure element, in reading order."""
        stack = list(reversed(kids(self._root)))
        while stack:
            element = stack.pop()
            yield element
            stack += [each for each in reversed(kids(element)) if "/S" in each]

    def _row(self, mark: Mark) -> Object:
        return self._parents[int(self._pdf.pages[mark.page].StructParents)]


def kids(element: Object) -> list[Object]:
    """The children of a structure element, which may be one, several or none."""
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, Array) else [children]


def _is_mark(child: Object, page: Object, mark_id: int) -> bool:
    return (
        isinstance(child, Dictionary)
        and "/MCID" in child
        and int(child.MCID) == mark_id
        and child.Pg.objgen == page.objgen
    )
