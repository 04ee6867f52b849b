"""The structure tree: what a screen reader reads (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

rdocx writes a sound tree of headings, paragraphs, lists, tables and pictures. Added here: the label
of a list item as such, form fields, links, and what is inserted or deleted in a comparison copy.
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

# What holds other elements. The rest holds content, a piece for each word: walking through all of
# it takes longer than everything else that is done here.
_GROUPS = frozenset(
    f"/{name}"
    for name in (
        *("Document", "Part", "Sect", "Div", "L", "LI", "LBody"),
        *("Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"),
    )
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

    def is_label(self, mark: Mark) -> bool:
        """Whether a piece of content is the number or bullet of a list item."""
        return str(self.owner(mark).S) == "/Lbl"

    def forget(self, mark: Mark) -> None:
        """Take a piece of content out of the tree, because it is decoration."""
        owner = self.owner(mark)
        is_mark = self._matcher(owner, (mark,))
        owner.K = Array([each for each in kids(owner) if not is_mark(each)])
        self._row(mark)[mark.id] = Object.parse(b"null")

    def add_form(self, owner: Object, widget: Object, page: pikepdf.Page) -> None:
        """Tag a form field as the last child of ``owner`` (ISO 14289-1, 7.18.4)."""
        form = self._element(Name.Form, owner)
        owner.K = Array([*kids(owner), form])
        self.refer(form, widget, page)
        # Not in an array: else a second signature would count as a change after the first.
        form.K = form.K[0]

    def wrap(self, marks: Sequence[Mark], kind: Name, spoken: str | None = None) -> Object:
        """Group neighbouring content of one element in a new element, and return that.

        It is read out as ``spoken``, else as the words of the content. That is an ActualText in the
        tree, not in the page: programs that read the page find its own words.
        """
        owner = self.owner(marks[0])
        is_mark = self._matcher(owner, marks)
        group = self._element(kind, owner)
        if "/Pg" in owner:
            group.Pg = owner.Pg
        if spoken is not None:
            group.ActualText = spoken
        children: list[Object | int] = []
        for child in kids(owner):
            if is_mark(child):
                if not len(group.K):
                    children.append(group)
                group.K.append(child)
            else:
                children.append(child)
        owner.K = Array(children)
        for mark in marks:
            self._row(mark)[mark.id] = group
        return group

    def refer(self, element: Object, annotation: Object, page: pikepdf.Page) -> None:
        """Say that an annotation of a page belongs to an element (ISO 32000-1, 14.7.4.3)."""
        element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj))
        annotation.StructParent = self._next
        numbers = self._root.ParentTree.Nums
        self._root.ParentTree.Nums = Array([*list(numbers), self._next, element])
        self._next += 1
        self._root.ParentTreeNextKey = self._next

    def label_lists(self, text_of: Callable[[int, int], str]) -> None:
        """Tag the number or bullet of each list item as its label (Lbl), and say how it counts.

        ``text_of`` gives the words of a piece of content by its page's index and its id.
        """
        pages = {page.obj.objgen: number for number, page in enumerate(self._pdf.pages)}
        for element in list(self._groups()):
            if _kind(element) != "/L":
                continue
            numberings = [
                self._label(item, pages, text_of) for item in kids(element) if _kind(item) == "/LI"
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
        body = next((each for each in kids(item) if _kind(each) == "/LBody"), None)
        paragraph = _first(body)
        first = _first(paragraph)
        if paragraph is None or first is None:
            return None
        page, mark_id = _reference(first, paragraph)
        if page is None:
            return None
        text = text_of(pages[page.objgen], mark_id).strip()
        numbering = next((name for form, name in _NUMBERINGS if form.fullmatch(text)), None)
        if numbering is None:
            return None
        label = self._element(Name.Lbl, item)
        label.Pg = page
        label.K.append(mark_id)
        del paragraph.K[0]
        item.K = Array([label, *kids(item)])
        self._parents[int(page.StructParents)][mark_id] = label
        return numbering

    def drop_empty_paragraphs(self) -> None:
        """Take out paragraphs without content, which only make a reader stop for nothing."""
        for element in list(self._groups()):
            children = kids(element)
            full = [each for each in children if _kind(each) != "/P" or _first(each) is not None]
            if len(full) < len(children):
                element.K = Array(full)

    def _groups(self) -> Iterator[Object]:
        """Every element that may hold others, in reading order."""
        stack = list(reversed(kids(self._root)))
        while stack:
            element = stack.pop()
            if _kind(element) in _GROUPS:
                yield element
                stack += reversed(kids(element))

    def _element(self, kind: Name, parent: Object) -> Object:
        return self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=kind, P=parent, K=Array())
        )

    def _matcher(self, owner: Object, marks: Sequence[Mark]) -> Callable[[Object | int], bool]:
        """What tells whether a child of an element is one of some marks of one page."""
        wanted = self._pdf.pages[marks[0].page].obj.objgen
        ids = {mark.id for mark in marks}

        def is_mark(child: Object | int) -> bool:
            page, mark_id = _reference(child, owner)
            return page is not None and mark_id in ids and page.objgen == wanted

        return is_mark

    def _row(self, mark: Mark) -> Object:
        return self._parents[int(self._pdf.pages[mark.page].StructParents)]


def kids(element: Object) -> list[Object]:
    """The children of a structure element, which may be one, several or none."""
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, Array) else [children]


def _kind(child: Object | int) -> str:
    """The type of a structure element, as ``/P``; none for a piece of content or an annotation."""
    return "" if isinstance(child, int) else str(child.get("/S", ""))


def _first(element: Object | None) -> Object | None:
    """The first child of an element, if there is one."""
    children = None if element is None else element.get("/K")
    if not isinstance(children, Array):
        return children
    return children[0] if len(children) else None


def _reference(child: Object | int, owner: Object) -> tuple[Object | None, int]:
    """The page and id of a piece of marked content; no page for any other child of its owner.

    It is a plain id where the owner names the page, else a dictionary (ISO 32000-1, 14.7.4.2).
    """
    if isinstance(child, int):
        return owner.get("/Pg"), child
    return (child.Pg, int(child.MCID)) if "/MCID" in child else (None, 0)
