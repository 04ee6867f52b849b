"""Writing a PDF out: the same bytes every time, and ends of streams that nobody can misread."""

from __future__ import annotations

import base64
import io
import zlib

from pikepdf import (
    Array,
    Name,
    Object,
    ObjectStreamMode,
    Pdf,
    Stream,
    StreamDecodeLevel,
)

_UNCLEAR_END = b"\r\nendstream"


def saved(pdf: Pdf) -> bytes:
    """The bytes of a PDF; it cannot be changed any more afterwards."""
    # Given an identity, qpdf keeps its first half; that of rdocx is the same in all its files.
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    data = _written(pdf)
    if _UNCLEAR_END in data:
        _end_streams_clearly(pdf)
        data = _written(pdf, as_it_is=True)
    return data


def _written(pdf: Pdf, as_it_is: bool = False) -> bytes:
    target = io.BytesIO()
    pdf.save(
        target,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.disable if as_it_is else ObjectStreamMode.generate,
        compress_streams=not as_it_is,
        stream_decode_level=StreamDecodeLevel.none if as_it_is else None,
    )
    return target.getvalue()


def _end_streams_clearly(pdf: Pdf) -> None:
    """See that no stream ends with a carriage return.

    A line feed follows each stream. After a carriage return it looks like the second half of a
    line's end, and the stream like one longer than it says, which PDF/A forbids (ISO 19005-2,
    6.1.7.1). One in 256 compressed streams ends so; in ASCII85 (ISO 32000-1, 7.4.3), none does.
    """
    for each in pdf.objects:
        if isinstance(each, Stream) and each.get("/Type") != Name.Metadata:
            if "/Filter" not in each:
                each.write(zlib.compress(each.read_raw_bytes()), filter=Name.FlateDecode)
            if each.read_raw_bytes().endswith(b"\r"):
                _write_as_text(each)


def _write_as_text(stream: Stream) -> None:
    filters = _several(stream.Filter)
    parameters = _several(stream.get("/DecodeParms", Array()))
    stream.write(base64.a85encode(stream.read_raw_bytes()) + b"~>")
    stream.Filter = Array([Name.ASCII85Decode, *filters])
    if parameters:
        stream.DecodeParms = Array([Object.parse(b"null"), *parameters])


def _several(value: Object) -> list[Object]:
    """What may be one or several, as PDF has it for the filters of a stream (7.3.8.2)."""
    return list(value) if isinstance(value, Array) else [value]
