"""Files handed in as a template that are none, or would be large or reach out if believed."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from functools import cache

import pytest

from mou_builder.diagnostic import Refused, Severity
from mou_builder.word.package.opening import open_package
from mou_builder.word.template.compiling import check_template, compile_template
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import small_agreement
from tests.support.review.returned_copies import packed, parts_of
from tests.support.word.docx_reading import paragraphs

_BODY = parts_of(TEMPLATE)["word/document.xml"].decode()


@cache
def bomb(size: int) -> bytes:
    """A main part that unpacks to ``size`` bytes of spaces."""
    parts = parts_of(TEMPLATE)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            if name != "word/document.xml":
                archive.writestr(name, data)
        with archive.open("word/document.xml", "w", force_zip64=False) as entry:
            for _ in range(size // 1_000_000):
                entry.write(b" " * 1_000_000)
    return target.getvalue()


def lying_bomb() -> bytes:
    """A bomb whose sizes say that it is small."""
    data = bytearray(bomb(200_000_000))
    at = data.rindex(b"word/document.xml") - 46
    struct.pack_into("<L", data, at + 24, 2_000)
    return bytes(data)


def renamed(new: str) -> bytes:
    parts = parts_of(TEMPLATE)
    return packed({**parts, new: b"x"})


def main_part(xml: bytes) -> bytes:
    return packed({**parts_of(TEMPLATE), "word/document.xml": xml})


ENTITIES = b'<!DOCTYPE w [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"%d" % (n - 1) if n else b"") * 10) for n in range(12)
)
OPEN_BRACES = "<w:p><w:r><w:t>{{ {% x</w:t></w:r></w:p>" * 6_000

HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "MOU401"),
    "not a zip": (b"hello", "MOU401"),
    "a PDF": (b"%PDF-1.7\n", "MOU401"),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(600), "MOU401"),
    "a spreadsheet": (packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "MOU401"),
    "an OpenDocument": (packed({"mimetype": b"x", "content.xml": b""}), "MOU401"),
    "cut off": (TEMPLATE[: len(TEMPLATE) // 2], "MOU401"),
    "without what holds it together": (
        packed({k: v for k, v in parts_of(TEMPLATE).items() if k != "_rels/.rels"}),
        "MOU401",
    ),
    "without styles and numbers": (
        packed(
            {k: v for k, v in parts_of(TEMPLATE).items() if not re.search("rels/d|styl|num", k)}
        ),
        "MOU405",
    ),
    "without a body": (main_part(b"<w/>"), "MOU401"),
    "with nothing of what it is made of": (
        packed({**parts_of(TEMPLATE), "[Content_Types].xml": b"<Types/>"}),
        "MOU401",
    ),
    "with no link": (packed({**parts_of(TEMPLATE), "_rels/.rels": b"<x/>"}), "MOU401"),
    "damaged": (TEMPLATE.replace(b"<w:body>", b"<w:bodi>"), "MOU401"),
    "not XML": (main_part(b"hello"), "MOU401"),
    "larger than any template": (b"PK" + bytes(50_000_001), "MOU402"),
    "a zip bomb": (bomb(200_000_000), "MOU402"),
    "a zip bomb that lies": (lying_bomb(), "MOU402"),
    "a main part too large": (bomb(20_000_000), "MOU402"),
    "an entity bomb": (main_part(ENTITIES + b"]><w>&a11;</w>"), "MOU402"),
    "an external entity": (
        main_part(b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'),
        "MOU402",
    ),
    "an entity in UTF-16": (
        main_part('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'.encode("utf-16")),
        "MOU402",
    ),
    "another encoding": (main_part(b'<?xml version="1.0" encoding="cp037"?><w/>'), "MOU402"),
    "a path upwards": (renamed("../../etc/cron.d/x"), "MOU402"),
    "a path from the root": (renamed("/etc/x"), "MOU402"),
    "a path of Windows": (renamed("word\\..\\..\\x"), "MOU402"),
    "a part twice": (renamed("word/DOCUMENT.xml"), "MOU402"),
    "many parts": (packed({f"word/{n}.xml": b"" for n in range(5000)}), "MOU402"),
    "many open tags": (
        main_part(_BODY.replace("<w:body>", f"<w:body>{OPEN_BRACES}").encode()),
        "MOU406",
    ),
    "many paragraphs": (
        main_part(_BODY.replace("<w:body>", f"<w:body>{'<w:p/>' * 200_000}").encode()),
        "MOU402",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused(kind: str) -> None:
    data, code = HOSTILE[kind]
    found = check_template(data, "house.docx")
    assert code in [each.code for each in found if each.severity is Severity.ERROR]
    with pytest.raises(Refused, match=code):
        compile_template(data)


_MEASURE = """
import pathlib, re, sys
from mou_builder.word.template.compiling import check_template
from tests.support.counted_calls import calls
data = sys.stdin.buffer.read()
effort = calls(lambda: check_template(data, "x"))
status = pathlib.Path("/proc/self/status").read_text()
print(bool(check_template(data, "x")), effort, re.search(r"VmHWM:\\s*(\\d+)", status)[1])
"""


@pytest.mark.parametrize(
    "kind", ["a zip bomb", "a zip bomb that lies", "many open tags", "many paragraphs"]
)
def test_a_hostile_file_takes_neither_work_nor_memory(kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE], input=HOSTILE[kind][0], capture_output=True, check=True
    )
    refused, effort, kilobytes = done.stdout.split()
    assert refused == b"True"
    assert int(effort) < 1_000_000
    assert int(kilobytes) < 200_000


def test_a_sound_package_gives_its_parts_as_they_are() -> None:
    package = open_package(TEMPLATE, "x")
    assert {name: package.read(name) for name in package.entries} == parts_of(TEMPLATE)
    squeezed = open_package(packed(parts_of(TEMPLATE)), "x")
    assert squeezed.read("word/styles.xml") == parts_of(TEMPLATE)["word/styles.xml"]
    entry = squeezed.entries["word/styles.xml"]
    assert zlib.decompress(entry.raw, -15) == parts_of(TEMPLATE)["word/styles.xml"]


def test_a_compressed_template_gives_the_same_words() -> None:
    found = render_docx(small_agreement(), packed(parts_of(TEMPLATE)), None)
    assert paragraphs(found) == paragraphs(render_docx(small_agreement(), TEMPLATE, None))
