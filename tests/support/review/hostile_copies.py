"""Copies that are made to cost much: each kind at any size, out of a copy of ours."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.review.returned_copies import LINKS, OFFICE, W, packed, parts_of, sent

MAIN = "word/document.xml"
_P = '<w:p><w:r><w:t xml:space="preserve">Words that nobody sent. </w:t></w:r></w:p>'
_BY = 'w:author="A" w:date="2026-09-01T10:00:00Z"'


def body(xml: str, **more: bytes) -> bytes:
    """A copy with more at the end of its body, and more parts by the kinds of their links."""
    parts = parts_of(sent())
    parts[MAIN] = parts[MAIN].replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)
    for kind, data in more.items():
        link = f'<Relationship Id="more{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        parts[LINKS] = parts[LINKS].replace(b"</Relationships>", f"{link}</Relationships>".encode())
        parts[f"word/{kind}.xml"] = data
    return packed(parts)


def inside(xml: str) -> bytes:
    """A copy with more runs in one clause."""
    parts = parts_of(sent())
    mark = b"The SRO shall be integrated"
    at = parts[MAIN].rindex(b"<w:r>", 0, parts[MAIN].index(mark))
    parts[MAIN] = parts[MAIN][:at] + xml.encode() + parts[MAIN][at:]
    return packed(parts)


def _part(tag: str, xml: str) -> bytes:
    return f'<w:{tag} xmlns:w="{W}">{xml}</w:{tag}>'.encode()


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def self_referring_notes(count: int) -> bytes:
    refer = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:footnoteReference w:id="{(at + 1) % count}"/></w:r>'
        f"{_run('n')}</w:p></w:footnote>"
        for at in range(count)
    )
    first = '<w:p><w:r><w:footnoteReference w:id="0"/></w:r></w:p>'
    return body(first, footnotes=_part("footnotes", refer))


def much_referred_note(count: int) -> bytes:
    note = f'<w:footnote w:id="5">{_P * 20}</w:footnote>'
    refer = '<w:r><w:footnoteReference w:id="5"/></w:r>' * count
    return body(f"<w:p>{refer}</w:p>", footnotes=_part("footnotes", note))


def open_bookmarks(count: int) -> bytes:
    marks = "".join(
        f'<w:bookmarkStart w:id="{9000 + at}" w:name="mou_x_{at}"/>' for at in range(count)
    )
    return body(f"<w:p>{marks}{_run('words ') * count}</w:p>")


def open_fields(count: int) -> bytes:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return body(f"<w:p>{begin * count}{_run('words ') * count}</w:p>")


def open_comments(count: int) -> bytes:
    starts = "".join(f'<w:commentRangeStart w:id="{at}"/>' for at in range(count))
    notes = "".join(f'<w:comment w:id="{at}" w:author="A">{_P}</w:comment>' for at in range(count))
    xml = f"<w:p>{starts}{_run('words ') * count}</w:p>"
    return body(xml, comments=_part("comments", notes))


def reply_chain(count: int) -> bytes:
    names = f'xmlns:w14="{W14}" xmlns:w="{W}"'
    notes = "".join(
        f'<w:comment w:id="{at}" w:author="A"><w:p w14:paraId="{at:08X}"/></w:comment>'
        for at in range(count)
    )
    threads = "".join(
        f'<w15:commentEx w15:paraId="{at:08X}" w15:paraIdParent="{at + 1:08X}"/>'
        for at in range(count)
    )
    return body(
        "",
        comments=f"<w:comments {names}>{notes}</w:comments>".encode(),
        commentsExtended=f'<w15:commentsEx xmlns:w15="{W15}">{threads}</w15:commentsEx>'.encode(),
    )


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def clause_headings(count: int) -> bytes:
    return body(
        "".join(
            f'<w:p><w:pPr><w:pStyle w:val="MOUClause"/></w:pPr>{_run(f"The SRO number {at}")}</w:p>'
            for at in range(count)
        )
    )


def long_number_text(count: int) -> bytes:
    parts = parts_of(sent())
    numbering = parts["word/numbering.xml"]
    parts["word/numbering.xml"] = numbering.replace(
        b'<w:lvlText w:val="%1.', b'<w:lvlText w:val="' + b"x" * count * 100 + b"%1."
    )
    return packed(parts)


def words_in_one_clause(count: int) -> bytes:
    return inside(_run("".join(f"w{at} " for at in range(count * 20))))


def header_lines(count: int) -> bytes:
    parts = parts_of(sent())
    name = next(each for each in parts if each.startswith("word/header"))
    lines = "".join(f"<w:p>{_run(f'line {at}')}</w:p>" for at in range(count))
    parts[name] = parts[name].replace(b"</w:hdr>", lines.encode() + b"</w:hdr>")
    return packed(parts)


def paragraphs(count: int) -> bytes:
    return body("".join(f"<w:p>{_run(f'Whereas {at} says so.')}</w:p>" for at in range(count)))


def alternating_insertions(count: int) -> bytes:
    pair = f'<w:ins w:id="1" {_BY}>{_run("a ")}</w:ins>{_run("b ")}'
    return inside(pair * count)


def nested_controls(count: int) -> bytes:
    depth = min(count, 120)
    nested = "<w:sdt><w:sdtContent>" * depth + _P + "</w:sdtContent></w:sdt>" * depth
    return body(nested)


def style_chain(count: int) -> bytes:
    parts = parts_of(sent())
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{at}"><w:name w:val="S{at}"/>'
        f'<w:basedOn w:val="S{at + 1}"/></w:style>'
        for at in range(count)
    )
    styles = parts["word/styles.xml"]
    parts["word/styles.xml"] = styles.replace(b"</w:styles>", chain.encode() + b"</w:styles>")
    used = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="S{at}"/></w:pPr>{_run("x")}</w:p>' for at in range(count)
    )
    parts[MAIN] = parts[MAIN].replace(b"<w:sectPr", used.encode() + b"<w:sectPr", 1)
    return packed(parts)


def looks_of_their_own(count: int) -> bytes:
    return body(
        "<w:p>"
        + "".join(
            f'<w:r><w:rPr><w:sz w:val="{20 + at}"/></w:rPr><w:t>x </w:t></w:r>'
            for at in range(count)
        )
        + "</w:p>"
    )


def sections_with_headers(count: int) -> bytes:
    return body(f"<w:p><w:pPr><w:sectPr/></w:pPr>{_run('x')}</w:p>" * count)


def repeated_clauses(count: int) -> bytes:
    """The same clause under its own bookmark's name, over and over."""
    one = (
        '<w:p><w:bookmarkStart w:id="{0}" w:name="mou_clause_mission"/><w:r><w:t>The mission {0}'
        '</w:t></w:r><w:bookmarkEnd w:id="{0}"/></w:p><w:p><w:r><w:t>Between</w:t></w:r></w:p>'
    )
    return body("".join(one.format(9000 + at) for at in range(count)))


KINDS: dict[str, tuple[Callable[[int], bytes], int]] = {
    "notes that refer to each other": (self_referring_notes, 20_000),
    "a note that is referred to again and again": (much_referred_note, 20_000),
    "bookmarks that are never closed": (open_bookmarks, 40_000),
    "fields that are never closed": (open_fields, 20_000),
    "comments that are never closed": (open_comments, 20_000),
    "a chain of replies": (reply_chain, 20_000),
    "headings of clauses": (clause_headings, 30_000),
    "a number with megabytes of text": (long_number_text, 40_000),
    "words in one clause": (words_in_one_clause, 50_000),
    "lines in a header": (header_lines, 40_000),
    "paragraphs": (paragraphs, 90_000),
    "alternating insertions": (alternating_insertions, 50_000),
    "controls inside each other": (nested_controls, 120),
    "a chain of styles": (style_chain, 20_000),
    "looks of their own": (looks_of_their_own, 50_000),
    "sections": (sections_with_headers, 20_000),
    "the same clause again and again": (repeated_clauses, 20_000),
}
"""Each kind, and its full size."""


def repeated(before: str, each: str, after: str) -> Callable[[int], bytes]:
    """A copy with the same over and over at the end of its body; ``@`` is its number."""

    def make(count: int) -> bytes:
        made = "".join(each.replace("@", str(at)) for at in range(count))
        return body(f"{before}{made}{after}")

    return make


def within(each: str) -> Callable[[int], bytes]:
    """A copy with the same over and over in one clause; ``@`` is its number."""
    return lambda count: inside("".join(each.replace("@", str(at)) for at in range(count)))


_CELL = f"<w:tc><w:p>{_run('x')}</w:p></w:tc>"
_DELETED = f'<w:del w:id="@" {_BY}><w:r><w:delText>w@ </w:delText></w:r></w:del>'
_FORMATTED = f'<w:rPr><w:b/><w:rPrChange w:id="@" {_BY}><w:rPr/></w:rPrChange></w:rPr>'
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_FORMS = f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Fallback>{_run("b")}</mc:Fallback>'

MORE: dict[str, tuple[Callable[[int], bytes], int]] = {
    "cells of one row": (repeated("<w:tbl><w:tr>", _CELL, "</w:tr></w:tbl>"), 20_000),
    "rows": (repeated("<w:tbl>", f"<w:tr>{_CELL * 4}</w:tr>", "</w:tbl>"), 20_000),
    "tables": (repeated("", f"<w:tbl><w:tr>{_CELL}</w:tr></w:tbl>", ""), 20_000),
    "paragraphs joined with tracking": (
        repeated(
            "",
            f'<w:p><w:pPr><w:rPr><w:del w:id="@" {_BY}/></w:rPr></w:pPr>{_run("on")}</w:p>',
            "",
        ),
        20_000,
    ),
    "tracked looks": (repeated("<w:p>", f"<w:r>{_FORMATTED}<w:t>x </w:t></w:r>", "</w:p>"), 20_000),
    "words replaced one by one": (
        within(f'{_DELETED}<w:ins w:id="@" {_BY}>{_run("v@ ")}</w:ins>'),
        20_000,
    ),
    "hands": (within(f'<w:ins w:id="@" w:author="A@">{_run("a ")}</w:ins>'), 20_000),
    "text boxes": (
        repeated(
            "<w:p>", f"<w:r><w:pict><w:txbxContent>{_P}</w:txbxContent></w:pict></w:r>", "</w:p>"
        ),
        20_000,
    ),
    "pictures": (repeated("<w:p>", "<w:r><w:drawing/></w:r>", "</w:p>"), 20_000),
    "forms of the same": (repeated("<w:p>", f"{_FORMS}</mc:AlternateContent>", "</w:p>"), 20_000),
    "references": (
        repeated(
            "<w:p>",
            f'<w:fldSimple w:instr="REF mou_clause_mission \\r \\h">{_run("1")}</w:fldSimple>',
            "</w:p>",
        ),
        20_000,
    ),
    "lines like one that was sent": (
        repeated(
            "", f"<w:p>{_run('The SRO shall be integrated into the school community @')}</w:p>", ""
        ),
        20_000,
    ),
    "ligatures that grow when they are folded": (within(_run("\ufdfa" * 20)), 20_000),
    "accents on one letter": (within(_run("\u0301" * 20)), 20_000),
}
"""Further kinds, which the nightly run measures."""
