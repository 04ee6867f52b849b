"""What made a document, carried inside it as a custom XML part (ISO/IEC 29500-1, 15.2.5).

```xml
<source xmlns="urn:mou-builder:source:1" program="mou-builder 0.1.0"
        model="wisconsin-sro" version="1.0.0" library="(SHA-256 of the library's files)">
  <config name="maple-grove.yaml" sha256="…">(the file, in base64)</config>
  <words of="mou:clause:funding" sha256="…" was="…"/>
</source>
```

``of`` is the tag of a part (`mou_builder.word.names`), ``sha256`` the digest of its words, and
``was`` in a redline that of its old words, where they differ; a part that is only in one of the two
has only that one's.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Kind,
    Paragraph,
    Row,
    Span,
    Table,
)
from mou_builder.word.names import SOURCE_NAMESPACE, Anchor
from mou_builder.word.writing.marked import is_marked
from mou_builder.word.writing.runs import attribute, is_new, is_old, unmoved

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class DocxSource:
    """What made a document; ``config`` are the very bytes of the file called ``config_name``.

    ``program`` is its name and version; ``library_digest`` the SHA-256 of the library's files.
    """

    config_name: str
    config: bytes
    program: str
    model: str
    version: str
    library_digest: str


def words_digest(paragraphs: Iterable[str]) -> str:
    """The SHA-256 of a part's words: its paragraphs without numbers, a line each, none empty.

    Every stretch of white space counts as one space, and characters that cannot be seen as none, so
    that what an editor does to them unasked is no change. The cells of a table are paragraphs; a
    label and a typed number belong to the words.
    """
    lines = (" ".join(_visible(each).split()) for each in paragraphs)
    return hashlib.sha256("\n".join(filter(None, lines)).encode(errors="surrogatepass")).hexdigest()


def _visible(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", text)


def source_xml(source: DocxSource, agreement: Agreement) -> str:
    """The custom XML part for ``agreement``, made from ``source``."""
    digest = hashlib.sha256(source.config).hexdigest()
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<source xmlns="{SOURCE_NAMESPACE}" program="{attribute(source.program)}" '
        f'model="{attribute(source.model)}" version="{attribute(source.version)}" '
        f'library="{attribute(source.library_digest)}">'
        f'<config name="{attribute(source.config_name)}" sha256="{digest}">'
        f"{base64.b64encode(source.config).decode()}</config>"
        f"{''.join(_digests(agreement))}</source>"
    )


def _digests(agreement: Agreement) -> Iterator[str]:
    new: dict[str, list[str]] = {}
    old: dict[str, list[str]] = {}
    for part in agreement.parts():
        tag = Anchor(part.kind, part.id).tag
        for block in part.blocks:
            if now_texts := list(_texts(block, new=True)):
                new.setdefault(tag, []).extend(now_texts)
            old_texts = list(_texts(block, new=False)) if is_marked(block) else now_texts
            if old_texts:
                old.setdefault(tag, []).extend(old_texts)
    for tag in dict.fromkeys((*new, *old)):
        now = words_digest(new[tag]) if tag in new else ""
        same = new.get(tag) == old.get(tag)
        was = words_digest(old[tag]) if tag in old and not same else ""
        yield (
            f'<words of="{attribute(tag)}"'
            + (f' sha256="{now}"' if now else "")
            + (f' was="{was}"' if was and was != now else "")
            + "/>"
        )


def _texts(block: Block, *, new: bool) -> Iterator[str]:
    """The paragraphs of a block as they stand in the new or in the old document.

    A paragraph whose mark alone was inserted or deleted is not rejoined here: white space is one.
    """
    match block:
        case Paragraph():
            yield from _lead(block, new=new)
            yield _side(block.spans, block.change, new=new)
        case Table() if _stands(block.change, new=new):
            if block.caption:
                yield block.caption
            yield from _cells(block.all_rows, new=new)


def _lead(block: Paragraph, *, new: bool) -> Iterator[str]:
    lead = block.number if block.kind is Kind.QUOTED else block.label
    if lead and _stands(block.change, new=new):
        yield lead


def _cells(rows: Iterable[Row], *, new: bool) -> Iterator[str]:
    for row in rows:
        if _stands(row.change, new=new):
            for cell in row.cells:
                yield _side(cell, Change.KEPT, new=new)


def _side(spans: Iterable[Span], whole: Change, *, new: bool) -> str:
    moved_away = whole in (Change.MOVED_FROM, Change.MOVED_TO) and not _stands(whole, new=new)
    return "" if moved_away else "".join(s.text for s in spans if _stands(s.change, new=new))


def _stands(change: Change, *, new: bool) -> bool:
    if change is Change.KEPT:
        return True
    return is_new(unmoved(change)) if new else is_old(unmoved(change))
