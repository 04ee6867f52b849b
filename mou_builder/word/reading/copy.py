"""A Word file that came back becomes a `ReturnedCopy`."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from mou_builder.review.returned_copy import Line, ReturnedCopy
from mou_builder.word.names import anchor_of_tag
from mou_builder.word.package.opening import MAIN, Package, open_package, refusal
from mou_builder.word.reading.body import Reader
from mou_builder.word.reading.comments import read_notes, read_threads, remarks
from mou_builder.word.reading.numbering import Counter, read_lists, read_styles
from mou_builder.word.reading.source import read_source
from mou_builder.word.reading.vocabulary import child, value

MOST_ELEMENTS = 300_000
"""The most elements that are read: those of some thousand pages."""

_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml", re.IGNORECASE)
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}


def read_copy(data: bytes, file: str) -> ReturnedCopy:
    """Read a Word file that came from outside; ``file`` is what diagnostics call it.

    Raises `Refused`: MOU401 for what is no Word file, MOU402 for one that is hostile.
    """
    package = open_package(data, file)
    main = _part(package, MAIN)
    if main is None:
        raise refusal("MOU401", file, "this is not a Word document (.docx): it has no text")
    styles = read_styles(_part(package, "word/styles.xml"))
    lists = read_lists(_part(package, "word/numbering.xml"))
    reader = Reader(styles, Counter(styles, lists))
    for kind, name in _NOTES.items():
        root = _part(package, name)
        for each in root if root is not None else ():
            reader.notes[f"{kind}:{value(each, 'id')}"] = each
    body = child(main, "body")
    reader.read(body if body is not None else main)
    notes = read_notes(_part(package, "word/comments.xml"))
    threads = read_threads(_part(package, "word/commentsExtended.xml"))
    return ReturnedCopy(
        file=file,
        lines=tuple(reader.lines),
        margins=_margins(package, reader),
        remarks=remarks(notes, threads, reader.places),
        source=read_source(package),
        programs=package.macros,
    )


def _margins(package: Package, reader: Reader) -> tuple[Line, ...]:
    """Read headers and footers; the same words on first, odd and even pages count once."""
    body, reader.lines, reader.is_margin = reader.lines, [], True
    for name in _margins_in_use(package):
        root = _part(package, name)
        if root is not None:
            reader.read(root)
    found, reader.lines, reader.is_margin = reader.lines, body, False
    return tuple(dict.fromkeys(each for each in found if not each.is_empty))


def _margins_in_use(package: Package) -> list[str]:
    """Return the headers and footers that the document refers to, in the order of their names."""
    links = _part(package, "word/_rels/document.xml.rels")
    targets = []
    for each in links if links is not None else ():
        target = posixpath.normpath(posixpath.join("/word", str(each.get("Target", "")))).lstrip(
            "/"
        )
        if _MARGINS.fullmatch(target) and each.get("TargetMode") != "External":
            targets.append(target)
    return sorted(set(targets))


def _part(package: Package, name: str) -> etree._Element | None:
    if name not in package.entries:
        return None
    data = package.read(name)
    if data.count(b"<") > 2 * MOST_ELEMENTS:
        raise refusal(
            "MOU402", package.file, f"this file is not opened, because {name} is too large"
        )
    return package.read_xml(name)


def is_ours(copy: ReturnedCopy) -> bool:
    """Tell whether a document has anything by which one of ours is known."""
    if copy.source is not None:
        return True
    return any(
        anchor_of_tag(anchor) is not None or anchor.startswith("mou_")
        for line in copy.lines
        for anchor in line.anchors
    )


def what_it_is(copy: ReturnedCopy) -> str:
    """Return how a document that is not ours begins, for a message."""
    words = next((each.accepted for each in copy.lines if each.accepted.strip()), "")
    begins = " ".join(words.split())
    return f"it begins “{begins[:60]}…”" if len(begins) > 60 else f"it begins “{begins}”"
