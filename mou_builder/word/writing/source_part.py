"""What made a document, carried inside it as a custom XML part (ISO/IEC 29500-1, 15.2.5).

```xml
<source xmlns="urn:mou-builder:source:1" program="mou-builder 0.1.0"
        model="wisconsin-sro" version="1.0.0" library="(SHA-256 of the library's files)">
  <config name="maple-grove.yaml" sha256="…">(the file, in base64)</config>
  <before name="maple-grove-2026.yaml" sha256="…">(of a redline: the old one)</before>
  <template sha256="…">(a house template without its pictures, in base64)
    <picture name="word/media/image1.png" sha256="…"/>
  </template>
  <words of="mou:clause:funding" sha256="…"/>
</source>
```

``paper`` is ``amendment``, ``amendment draft`` or ``draft``, and not there for an agreement.
``of`` is the tag of a part
(`mou_builder.word.names`), ``sha256`` the digest of its words. Whoever reads it believes nothing of
it that can be made anew: the digests only tell of a library that has changed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Kind,
    Paragraph,
    Span,
    Table,
)
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.review.returned_copy import CarriedTemplate
from mou_builder.word.names import SOURCE_NAMESPACE, Anchor
from mou_builder.word.writing.runs import attribute, is_new, unmoved

_INVISIBLE = pattern("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class DocxSource:
    """What made a document; ``config`` are the very bytes of the file called ``config_name``.

    ``program`` is its name and version; ``library_digest`` the SHA-256 of the library's files. Of a
    redline ``before`` are the name and the bytes of the old config. ``reviews`` say which of its
    drafted texts counsel has reviewed, by whom and when. ``is_instrument`` tells that the document
    amends the agreement of ``before``.
    """

    config_name: str
    config: bytes
    program: str
    model: str
    version: str
    library_digest: str
    before: tuple[str, bytes] | None = None
    is_instrument: bool = False
    reviews: tuple[str, ...] = ()


def words_digest(paragraphs: Iterable[str]) -> str:
    """The SHA-256 of a part's words: its paragraphs without numbers, a line each, none empty.

    Every stretch of white space counts as one space, and characters that cannot be seen as none, so
    that what an editor does to them unasked is no change. The cells of a table are paragraphs; a
    label and a typed number belong to the words.
    """
    lines = "\n".join(filter(None, map(_line, paragraphs)))
    return hashlib.sha256(lines.encode(errors="surrogatepass")).hexdigest()


def _line(text: str) -> str:
    if text.isprintable() and "  " not in text:  # of white space, a space alone is printable
        return text.strip()
    return " ".join(_INVISIBLE.sub("", text).split())


def source_xml(source: DocxSource, agreement: Agreement, template: CarriedTemplate | None) -> str:
    """The custom XML part for ``agreement``, made from ``source`` in a house template, if any."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<source xmlns="{SOURCE_NAMESPACE}" program="{attribute(source.program)}" '
        f'model="{attribute(source.model)}" version="{attribute(source.version)}" '
        f'library="{attribute(source.library_digest)}"{_paper(source, agreement)}>'
        f"{_config('config', source.config_name, source.config)}"
        f"{_config('before', *source.before) if source.before else ''}"
        f"{_template(template) if template else ''}"
        f"{''.join(f'<review>{escape(each, quote=False)}</review>' for each in source.reviews)}"
        f"{''.join(_digests(agreement))}</source>"
    )


def _paper(source: DocxSource, agreement: Agreement) -> str:
    """What a document is, where it is not an agreement to sign."""
    told = [
        name
        for name, it_is in (("amendment", source.is_instrument), ("draft", agreement.draft))
        if it_is
    ]
    return f' paper="{" ".join(told)}"' if told else ""


def _config(tag: str, name: str, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return (
        f'<{tag} name="{attribute(name)}" sha256="{digest}">'
        f"{base64.b64encode(data).decode()}</{tag}>"
    )


def _template(template: CarriedTemplate) -> str:
    pictures = "".join(
        f'<picture name="{attribute(name)}" sha256="{digest}"/>'
        for name, digest in sorted(template.pictures.items())
    )
    return (
        f'<template sha256="{template.digest}">{base64.b64encode(template.data).decode()}'
        f"{pictures}</template>"
    )


def _digests(agreement: Agreement) -> Iterator[str]:
    new: dict[str, list[str]] = {}
    for part in agreement.parts():
        tag = Anchor(part.kind, part.id).tag
        for block in part.blocks:
            if texts := list(_texts(block)):
                new.setdefault(tag, []).extend(texts)
    for tag, texts in new.items():
        yield f'<words of="{attribute(tag)}" sha256="{words_digest(texts)}"/>'


def _texts(block: Block) -> Iterator[str]:
    """The paragraphs of a block as they stand in the new document.

    A paragraph whose mark alone was inserted or deleted is not rejoined here: white space is one.
    """
    match block:
        case Paragraph():
            lead = block.number if block.kind is Kind.QUOTED else block.label
            if lead and _stands(block.change):
                yield lead
            yield _new(block.spans, block.change)
        case Table() if _stands(block.change):
            if block.caption:
                yield block.caption
            for row in block.all_rows:
                if _stands(row.change):
                    yield from (_new(cell, Change.KEPT) for cell in row.cells)


def _new(spans: Iterable[Span], whole: Change) -> str:
    moved_away = whole is Change.MOVED_FROM
    return "" if moved_away else "".join([span.text for span in spans if _stands(span.change)])


def _stands(change: Change) -> bool:
    return change is Change.KEPT or is_new(unmoved(change))
