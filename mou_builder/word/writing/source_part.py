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

An attribute ``paper`` says that the document is no agreement to sign: ``amendment``, ``draft`` or
``amendment draft``. ``of`` is the tag of a part (`mou_builder.word.names`), ``sha256`` the digest
of its words. A reader must not trust what can be made anew: the digests of words only show that the
library has changed since.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mou_builder.agreement.document import Agreement, Block, Change, Paragraph, Span, Table
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.review.returned_copy import CarriedTemplate
from mou_builder.word.names import SOURCE_NAMESPACE, Anchor
from mou_builder.word.xml_text import DECLARATION, attribute, escaped

_INVISIBLE = pattern("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class DocxSource:
    """What made a document; ``config`` are the bytes of the config file ``config_name``.

    ``program`` is the program's name and version, ``library_digest`` the SHA-256 of the library's
    files. For a redline, ``before`` are the name and the bytes of the old config. ``reviews`` say
    which of the drafted texts counsel has reviewed, who and when. ``is_instrument`` says that the
    document amends the agreement of ``before``.
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
    """The SHA-256 of a part's words: one line for each paragraph that has any, without its number.

    A stretch of white space counts as one space, and invisible characters do not count, because
    editors change both unasked. The cells of a table are paragraphs; a label and a typed number are
    words.
    """
    lines = "\n".join(filter(None, map(_even_spaces, paragraphs)))
    return hashlib.sha256(lines.encode(errors="surrogatepass")).hexdigest()


def _even_spaces(text: str) -> str:
    if text.isprintable() and "  " not in text:  # the usual text, which has no other white space
        return text.strip()
    return " ".join(_INVISIBLE.sub("", text).split())


def source_xml(source: DocxSource, agreement: Agreement, template: CarriedTemplate | None) -> str:
    """The custom XML part of ``agreement``; ``template`` is the house template, if it has one."""
    kinds = [("amendment", source.is_instrument), ("draft", agreement.draft)]
    kind = " ".join(name for name, it_is in kinds if it_is)
    paper = f' paper="{kind}"' if kind else ""
    return (
        f'{DECLARATION}<source xmlns="{SOURCE_NAMESPACE}" program="{attribute(source.program)}" '
        f'model="{attribute(source.model)}" version="{attribute(source.version)}" '
        f'library="{attribute(source.library_digest)}"{paper}>'
        f"{_config_element('config', source.config_name, source.config)}"
        f"{_config_element('before', *source.before) if source.before else ''}"
        f"{_template_element(template) if template else ''}"
        f"{''.join(f'<review>{escaped(each)}</review>' for each in source.reviews)}"
        f"{''.join(_word_digests(agreement))}</source>"
    )


def _config_element(tag: str, name: str, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return (
        f'<{tag} name="{attribute(name)}" sha256="{digest}">'
        f"{base64.b64encode(data).decode()}</{tag}>"
    )


def _template_element(template: CarriedTemplate) -> str:
    pictures = "".join(
        f'<picture name="{attribute(name)}" sha256="{digest}"/>'
        for name, digest in sorted(template.pictures.items())
    )
    return (
        f'<template sha256="{template.digest}">{base64.b64encode(template.data).decode()}'
        f"{pictures}</template>"
    )


def _word_digests(agreement: Agreement) -> Iterator[str]:
    """The digest of the words of each part, both places of a moved one together."""
    texts: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for part in agreement.parts():
        if words := tuple(text for block in part.blocks for text in _new_texts(block)):
            texts[Anchor(part.kind, part.id).tag] += words
    for tag, each in texts.items():
        yield f'<words of="{attribute(tag)}" sha256="{_remembered_digest(each)}"/>'


_remembered_digest = lru_cache(maxsize=1024)(words_digest)
"""Most parts have the same words in many agreements."""


def _new_texts(block: Block) -> Iterator[str]:
    """The paragraphs of a block as they stand in the new document.

    A paragraph that was split, or joined with the next, need not be made one: for the digest, the
    end of a line is white space like any other.
    """
    match block:
        case Paragraph():
            if block.lead and block.change.is_new:
                yield block.lead
            yield "" if block.change is Change.MOVED_FROM else _new_words(block.spans)
        case Table() if block.change.is_new:
            if block.caption:
                yield block.caption
            for row in block.all_rows:
                if row.change.is_new:
                    yield from map(_new_words, row.cells)


def _new_words(spans: Iterable[Span]) -> str:
    return "".join([span.text for span in spans if span.change.is_new])
