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
_NOT_TEXT = ("/Type", "/Subtype", "/N")
"""What pictures, profiles and attachments have, and fonts and the content of a page have not."""


def saved(pdf: Pdf) -> bytes:
    """The bytes of a PDF.

    A line feed follows each stream. After a carriage return it looks like the second half of a
    line's end, and the stream like one longer than it says, which PDF/A forbids (ISO 19005-2,
    6.1.7.1). One in 256 compressed streams ends so, by its checksum, and is changed a little.
    """
    # Given an identity, qpdf keeps its first half; that of rdocx is the same in all its files.
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    streams = [each for each in pdf.objects if isinstance(each, Stream)]
    for each in streams:
        _change_unlucky_end(each)
    for name in ("", "/ViewerPreferences", "/MarkInfo"):
        if name in pdf.Root:
            # Counted among the objects, it gives another number to those that come after it, and
            # so other bytes to the streams that qpdf packs objects into.
            pdf.Root[name] = pdf.make_indirect(pdf.Root[name])
        data = _written(pdf, ObjectStreamMode.generate)
        if _UNCLEAR_END not in data:
            return data
    for each in streams:  # an attachment, a picture; the file gets larger
        _pack(each)
    return _written(pdf, ObjectStreamMode.disable)


def _written(pdf: Pdf, mode: ObjectStreamMode) -> bytes:
    target = io.BytesIO()
    as_it_is = mode is ObjectStreamMode.disable
    pdf.save(
        target,
        deterministic_id=True,
        object_stream_mode=mode,
        compress_streams=not as_it_is,
        stream_decode_level=StreamDecodeLevel.none if as_it_is else None,
    )
    return target.getvalue()


def _change_unlucky_end(stream: Stream) -> None:
    """Put a byte that says nothing behind a page's content or a font that would end so."""
    if any(key in stream for key in _NOT_TEXT):
        return
    raw = stream.read_raw_bytes()
    unlucky = raw.endswith(b"\r") if "/Filter" in stream else zlib.adler32(raw) % 256 == ord("\r")
    if not unlucky:
        return
    stream.write(stream.read_bytes() + b"\n")
    if "/Length1" in stream:  # TrueType: its tables say where they begin and end
        stream.Length1 = int(stream.Length1) + 1


def _pack(stream: Stream) -> None:
    """Compress a stream; in ASCII85 (ISO 32000-1, 7.4.3) none ends with a carriage return."""
    if stream.get("/Type") == Name.Metadata:
        return
    if "/Filter" not in stream:
        stream.write(zlib.compress(stream.read_raw_bytes()), filter=Name.FlateDecode)
    if stream.read_raw_bytes().endswith(b"\r"):
        _write_as_text(stream)


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
