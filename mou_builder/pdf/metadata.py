"""What LibreOffice does not write into a PDF: who it is, what it carries, and what it keeps to.

PDF/A: ISO 19005-3, 6.6 and 6.8. It claims nothing about PDF/UA: LibreOffice tags the words, and not
the rules around paragraphs and cells.
"""

from __future__ import annotations

import base64
import hashlib
import io
import uuid

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Object, Pdf, Stream
from pikepdf.models.metadata import encode_pdf_date

from mou_builder.pdf.values import Job


def completed(laid: bytes, docx: bytes, job: Job) -> bytes:
    """What LibreOffice made of a DOCX, with language, title, dates, attachment and identity."""
    with pikepdf.open(io.BytesIO(laid)) as pdf:
        _attach(pdf, job)
        pdf.Root.Lang = job.language
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        _set_info(pdf, job)
        _set_xmp(pdf, job, hashlib.sha256(docx).hexdigest())
        return _saved(pdf)


def _attach(pdf: Pdf, job: Job) -> None:
    """Attach a job's files to the whole document; do nothing if it has none."""
    date = encode_pdf_date(job.made) if job.made else ""
    for each in job.attachments:
        pdf.attachments[each.name] = AttachedFileSpec(
            pdf,
            each.data,
            filename=each.name,
            mime_type=each.media_type,
            description=each.description,
            creation_date=date,
            mod_date=date,
            relationship=Name(f"/{each.relationship.capitalize()}"),
        )
    if job.attachments:
        pdf.Root.AF = Array([pdf.attachments[each.name].obj for each in job.attachments])


def _saved(pdf: Pdf) -> bytes:
    """The bytes of a PDF, in which nobody can take the end of a stream for a line's.

    See `mou_builder.pdf.setting.finishing.clear_ends`.
    """
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    for each in pdf.objects:
        if isinstance(each, Stream) and each.read_raw_bytes().endswith(b"\r"):
            packed = each.get("/Filter", Array())
            filters = list(packed) if isinstance(packed, Array) else [packed]
            parameters = each.get("/DecodeParms")
            each.write(base64.a85encode(each.read_raw_bytes()) + b"~>")
            each.Filter = Array([Name.ASCII85Decode, *filters])
            if parameters is not None:
                several = list(parameters) if isinstance(parameters, Array) else [parameters]
                each.DecodeParms = Array([Object.parse(b"null"), *several])
    target = io.BytesIO()
    pdf.save(
        target,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return target.getvalue()


def _set_info(pdf: Pdf, job: Job) -> None:
    info = pdf.docinfo
    info.Title = job.title
    for key in ("/CreationDate", "/ModDate"):
        if job.made:
            info[key] = encode_pdf_date(job.made)
        elif key in info:
            del info[key]


def _set_xmp(pdf: Pdf, job: Job, digest: str) -> None:
    """Say in XMP what the PDF says of itself, in place of what LibreOffice says."""
    identity = uuid.uuid5(uuid.NAMESPACE_OID, f"{digest}{job.title}{job.language}{job.made}")
    del pdf.Root.Metadata
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.load_from_docinfo(pdf.docinfo)
        xmp["dc:language"] = {job.language}
        xmp["xmpMM:DocumentID"] = xmp["xmpMM:InstanceID"] = f"uuid:{identity}"
        xmp["pdfaid:part"], xmp["pdfaid:conformance"] = "3", "B"
