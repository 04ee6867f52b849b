"""What a PDF calls itself, its pages and its fields, and the language that it is read out in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from warnings import catch_warnings

from lxml import etree
from pikepdf import Pdf

from mou_builder.frozen import dataclass, field

_DC = "{http://purl.org/dc/elements/1.1/}"
_MOST_NESTED = 12


@dataclass(frozen=True)
class PdfNames:
    """The names in a PDF: its titles, its language, those of its pages, and what fields say.

    ``pages`` is empty where pages have no names but their numbers; ``fields`` are what a screen
    reader says of each field, by the field's name; ``links`` are what it says of what can be
    clicked on, each with the number of its page.
    """

    titles: tuple[str, ...] = ()
    language: str = ""
    pages: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[int, str], ...] = ()


def names_in(pdf: Pdf) -> PdfNames:
    """Return the names in a PDF (ISO 32000-2, 12.4.2, 12.7.4, 14.3, 14.9.2)."""
    root: Any = pdf.Root
    titles = (str(pdf.docinfo.get("/Title", "")), *_titles_in(root.get("/Metadata")))
    told = (" ".join(each.split()) for each in titles)
    with catch_warnings(action="ignore"):  # of numbers that no page has
        labels = tuple(each.label for each in pdf.pages) if "/PageLabels" in root else ()
    form: Any = root.get("/AcroForm", {})
    fields = dict(_tooltips(form.get("/Fields", []), "", _MOST_NESTED))
    unique = tuple(dict.fromkeys(filter(None, told)))
    links = tuple(dict.fromkeys(_said_of_links(pdf)))
    return PdfNames(unique, str(root.get("/Lang", "")), labels, fields, links)


def _said_of_links(pdf: Pdf) -> Iterator[tuple[int, str]]:
    for number, page in enumerate(pdf.pages, start=1):
        annotations: Any = page.obj.get("/Annots", [])
        for each in annotations:
            if each.get("/Subtype") in ("/Link", "/Widget") and "/Contents" in each:
                yield number, str(each.Contents)


def _titles_in(metadata: Any) -> Iterator[str]:
    if metadata is None:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(bytes(metadata.get_stream_buffer()), parser)
    for each in root.iter(f"{_DC}title") if root is not None else ():
        yield from map(str, each.itertext())


def _tooltips(fields: Any, above: str, depth: int) -> Iterator[tuple[str, str]]:
    for each in fields if depth else ():
        name = above
        if "/T" in each:
            name = f"{above}.{each.T}" if above else str(each.T)
            yield name, str(each.get("/TU", ""))
        yield from _tooltips(each.get("/Kids", []), name, depth - 1)
