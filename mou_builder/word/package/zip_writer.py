"""Writing a ZIP archive whose bytes depend on its contents alone.

Parts that we write are stored, not compressed, because different versions of zlib compress
differently. Parts from a template keep their compressed bytes. Every entry has the earliest date
that the format allows (APPNOTE.TXT 6.3.10, 4.4.6).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from mou_builder.frozen import dataclass

STORED = 0
DEFLATED = 8
_EARLIEST_DATE = 0x0021  # 1 January 1980
_VERSION = 20
_NAMES_ARE_UTF8 = 0x0800
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True)
class ZipEntry:
    """A part in the archive: ``raw`` is compressed by ``method``, ``size`` is that of the data."""

    name: str
    method: int
    crc: int
    size: int
    raw: bytes


def stored(name: str, data: bytes) -> ZipEntry:
    """An entry that holds ``data`` as it is."""
    return ZipEntry(name, STORED, zlib.crc32(data), len(data), data)


def write_zip(entries: Iterable[ZipEntry]) -> bytes:
    """The archive of ``entries``, in their order; smaller than 4 GiB."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for each in entries:
        name = each.name.encode()
        flags = 0 if each.name.isascii() else _NAMES_ARE_UTF8
        sizes = (each.crc, len(each.raw), each.size, len(name))
        head = (_VERSION, flags, each.method, 0, _EARLIEST_DATE, *sizes, 0)
        pieces += (_LOCAL.pack(b"PK\3\4", *head), name, each.raw)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, *head, 0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + len(name) + len(each.raw)
    listing = b"".join(directory)
    count = len(directory) // 2
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), offset, 0)
    return b"".join((*pieces, listing, end))
