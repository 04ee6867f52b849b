"""Opening a Word file that somebody else made, within bounds.

A DOCX is a ZIP archive of XML parts (ISO/IEC 29500-2). One from outside may be truncated, unpack to
an enormous size, name files outside itself, or have entities that expand without end. All this is
refused before anything is unpacked beyond the limits set here.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from mou_builder.diagnostic import Refused, refusal
from mou_builder.file_kinds import kind_of, name_instead
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.word.package.bounds import LARGEST_FILE
from mou_builder.word.package.zip_writer import DEFLATED, STORED, ZipEntry

MAIN = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
LINKS = "_rels/.rels"
MOST_UNPACKED_BYTES = 100_000_000
MOST_XML_BYTES = 8_000_000
"""The largest XML part that is read: more than a thousand-page agreement has."""
MOST_PARTS = 4_000

_LOCAL_HEADER = struct.Struct("<4s22x2H")
_END = struct.Struct("<4s18x")
_END_MARK = b"PK\5\6"
_PIECE = pattern(r"/\[\d+\](\.last)?\.piece\Z", re.IGNORECASE)
_ENCODING = pattern(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_READABLE_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
_MACROS = pattern(r"(^|/)(vba(Project|Data)\b.*|activeX/.*)", re.IGNORECASE)
_WORDS_FOR_KINDS = {
    b"\xd0\xcf\x11\xe0": "it is a Word 97–2003 file (.doc), or a DOCX with a password",
    b"{\\rt": "it is an RTF file",
}
_SAVE_AGAIN = "open it in Word and save it again as “Word document (.docx)”"


@dataclass(frozen=True)
class Package:
    """The parts of a DOCX by name, without a leading slash; each is unpacked when it is read.

    ``file`` is its name in diagnostics.
    """

    file: str
    entries: Mapping[str, ZipEntry]

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises `Refused` (MOU401, MOU402) and `KeyError`."""
        return _unpacked(self.entries[name], self.file)

    def read_xml(self, name: str) -> etree._Element:
        """The root of an XML part. Raises `Refused` (MOU401, MOU402) and `KeyError`."""
        return parse_xml(self.read(name), name, self.file)

    @cached_property
    def macros(self) -> tuple[str, ...]:
        """The names of the parts that hold macros."""
        return tuple(name for name in sorted(self.entries) if _MACROS.search(name))


def not_docx(file: str, why: str, hint: str = _SAVE_AGAIN) -> Refused:
    """Return what to raise for a file that is not a Word document, with why (MOU401)."""
    return refusal("MOU401", file, f"this is not a Word document (.docx): {why}", hint)


def hostile(file: str, why: str) -> Refused:
    """Return what to raise for a file that would cost too much, or is not safe (MOU402)."""
    return refusal(
        "MOU402",
        file,
        f"this file is not opened, because {why}",
        "Word does not write such files; ask for the document again from whoever sent it",
    )


def open_package(data: bytes, file: str) -> Package:
    """Open a DOCX. Raises `Refused`: MOU401 if it is not one, MOU402 if it is hostile."""
    if len(data) > LARGEST_FILE:
        raise hostile(file, f"it is larger than {LARGEST_FILE // 1_000_000} MB")
    _require_zip(data, file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listing = archive.infolist()
            _require_bounds(listing, file)
            _require_nothing_else(data, archive, file)
            package = Package(file, {each.filename: _entry(data, each, file) for each in listing})
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise not_docx(file, "its ZIP archive is damaged or incomplete") from error
    if not {CONTENT_TYPES, LINKS} <= package.entries.keys() or not _has_word_part(package):
        raise not_docx(file, _what_else(package))
    return package


def _has_word_part(package: Package) -> bool:
    """Tell whether it can hold a document: its main part may have any name."""
    names = [each.casefold() for each in package.entries]
    return MAIN in names or not any(
        each.startswith(("xl/", "ppt/", "content.xml")) for each in names
    )


def _require_zip(data: bytes, file: str) -> None:
    if not data:
        raise not_docx(file, "it is empty")
    if data[:2] == b"PK":
        return
    if why := _WORDS_FOR_KINDS.get(data[:4]):
        raise not_docx(file, why)
    kind = kind_of(data)
    why = f"it is {kind.name}" if kind else "it is not a ZIP archive, as those are"
    raise not_docx(file, why, name_instead("name the Word file itself", kind))


def _what_else(package: Package) -> str:
    """Say what an archive is instead of a Word document."""
    names = package.entries
    if any(name.startswith("xl/") for name in names):
        return "it is an Excel workbook"
    if any(name.startswith("ppt/") for name in names):
        return "it is a PowerPoint presentation"
    if "mimetype" in names or "content.xml" in names:
        return "it is an OpenDocument file"
    missing = next(each for each in (MAIN, CONTENT_TYPES, LINKS) if each not in names)
    return f"it has no part {missing}"


def _require_bounds(listing: list[zipfile.ZipInfo], file: str) -> None:
    if len(listing) > MOST_PARTS:
        raise hostile(file, f"it has {len(listing)} parts")
    if sum(each.file_size for each in listing) > MOST_UNPACKED_BYTES:
        raise hostile(
            file, f"it unpacks to more than {MOST_UNPACKED_BYTES // 1_000_000} MB (a “zip bomb”)"
        )
    seen: set[str] = set()
    for each in listing:
        name = each.orig_filename
        if _leaves_archive(name):
            raise hostile(file, f"its part “{name[:80]}” names a place outside the file")
        if _PIECE.search(name):
            raise hostile(file, f"its part “{name[:80]}” is a piece of another one")
        plain = posixpath.normpath(unquote(name)).casefold()
        if plain in seen:
            raise hostile(file, f"it has the part “{name[:80]}” twice")
        seen.add(plain)


def _require_nothing_else(data: bytes, archive: zipfile.ZipFile, file: str) -> None:
    """Raise `Refused` for an archive before or behind which there may be another one.

    A program that looks for the list of parts elsewhere would find that of the other one.
    """
    first = min((each.header_offset for each in archive.infolist()), default=0)
    if first or archive.comment or data[-_END.size : -_END.size + 4] != _END_MARK:
        raise hostile(file, "it has more than one archive, or something before or behind it")


def _leaves_archive(name: str) -> bool:
    return (
        name.startswith(("/", "\\"))
        or ".." in re.split(r"[/\\]", name)
        or "\\" in name
        or "\0" in name
        or name[1:2] == ":"
    )


def _entry(data: bytes, info: zipfile.ZipInfo, file: str) -> ZipEntry:
    """The entry with its compressed bytes, found by its local header (APPNOTE.TXT, 4.3.7)."""
    if info.flag_bits & 1:
        raise not_docx(file, "it is protected by a password")
    if info.compress_type not in (STORED, DEFLATED):
        raise not_docx(file, f"it is compressed by method {info.compress_type}")
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        raise not_docx(file, "it is cut off")
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    raw = data[start : start + info.compress_size]
    name = data[start - extra_length - name_length : start - extra_length]
    if name not in (info.orig_filename.encode(), info.orig_filename.encode("cp437", "replace")):
        raise hostile(file, f"its part “{info.filename[:80]}” has two names")
    if signature != b"PK\3\4" or len(raw) != info.compress_size:
        raise not_docx(file, f"its part “{info.filename}” is cut off")
    return ZipEntry(info.filename, info.compress_type, info.CRC, info.file_size, raw)


def _unpacked(entry: ZipEntry, file: str) -> bytes:
    try:
        if entry.method == STORED:
            data = entry.raw
        else:
            # The stated size is the limit; one byte more shows that it was false.
            data = zlib.decompressobj(-15).decompress(entry.raw, entry.size + 1)
    except zlib.error as error:
        raise not_docx(file, f"its part “{entry.name}” is damaged") from error
    if len(data) > entry.size:
        raise hostile(file, f"its part “{entry.name}” unpacks to more than it says")
    if zlib.crc32(data) != entry.crc:
        raise not_docx(file, f"its part “{entry.name}” is damaged")
    return data


def parse_xml(data: bytes, name: str, file: str) -> etree._Element:
    """Parse an XML part. Raises `Refused` (MOU401 not XML, MOU402 with a DTD, or too large).

    A part has no document type declaration (ISO/IEC 29500-2, 6.1.4), and so no entities. Comments
    and processing instructions are left out, which joins the words on both sides of them.
    """
    if len(data) > MOST_XML_BYTES:
        raise hostile(file, f"its part “{name}” is larger than {MOST_XML_BYTES // 1_000_000} MB")
    if b"<!DOCTYPE" in _as_utf8(data, name, file):
        raise hostile(file, f"its part “{name}” declares entities")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise not_docx(file, f"its part “{name}” is not XML") from error


def _as_utf8(data: bytes, name: str, file: str) -> bytes:
    """The part in UTF-8, so that no other encoding can hide a declaration."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16").encode()
        except UnicodeError as error:
            raise not_docx(file, f"its part “{name}” is damaged") from error
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    bare = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\0" in data[:64] or not bare.startswith(b"<"):
        raise not_docx(file, f"its part “{name}” is not XML")
    if declared and declared[1].lower() not in _READABLE_ENCODINGS:
        raise hostile(file, f"its part “{name}” is written in {declared[1].decode()}")
    return data
