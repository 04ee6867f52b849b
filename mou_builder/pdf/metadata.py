"""What LibreOffice does not write into a PDF: who it is, what it carries, and what it keeps to.

XMP is written whole rather than edited: it is then the same bytes every time, and quicker.
PDF/A: ISO 19005-3, 6.6 and 6.8. It claims nothing about PDF/UA: LibreOffice tags the words, and not
the rules around paragraphs and cells.
"""

from __future__ import annotations

import base64
import hashlib
import io
import uuid
from datetime import datetime
from html import escape

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Object, Pdf, Stream

from mou_builder.pdf.values import Job

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

_ALTERNATIVES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'


def completed(laid: bytes, docx: bytes, job: Job) -> bytes:
    """What LibreOffice made of a DOCX, with language, title, dates, attachment and identity."""
    with pikepdf.open(io.BytesIO(laid)) as pdf:
        _attach(pdf, job)
        pdf.Root.Lang = job.language
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        _set_info(pdf, job)
        packet = pdf.make_stream(_xmp(pdf, job, hashlib.sha256(docx).hexdigest()).encode())
        packet.Type = Name.Metadata
        packet.Subtype = Name.XML
        pdf.Root.Metadata = packet
        return _saved(pdf)


def _attach(pdf: Pdf, job: Job) -> None:
    """Attach a job's files to the whole document; do nothing if it has none."""
    date = _pdf_date(job.made) if job.made else ""
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
            info[key] = _pdf_date(job.made)
        elif key in info:
            del info[key]


def _xmp(pdf: Pdf, job: Job, digest: str) -> str:
    identity = uuid.uuid5(uuid.NAMESPACE_OID, f"{digest}{job.title}{job.language}{job.made}")
    info = pdf.docinfo
    properties = [
        f"<dc:title>{_ALTERNATIVES.format(escape(job.title, quote=False))}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(job.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID>",
        f"<xmpMM:InstanceID>uuid:{identity}</xmpMM:InstanceID>",
    ]
    for key, form in (
        ("/Author", "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"),
        ("/Subject", f"<dc:description>{_ALTERNATIVES}</dc:description>"),
        ("/Keywords", "<pdf:Keywords>{}</pdf:Keywords>"),
        ("/Creator", "<xmp:CreatorTool>{}</xmp:CreatorTool>"),
        ("/Producer", "<pdf:Producer>{}</pdf:Producer>"),
    ):
        if key in info:
            properties.append(form.format(escape(str(info[key]), quote=False)))
    if job.made:
        made = job.made.isoformat(timespec="seconds")
        properties += [
            f"<xmp:CreateDate>{made}</xmp:CreateDate>",
            f"<xmp:ModifyDate>{made}</xmp:ModifyDate>",
        ]
    properties += [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
    ]
    return _PACKET.format(properties="\n".join(properties))


def _pdf_date(moment: datetime) -> str:
    """A date as ISO 32000-1, 7.9.4 writes it; a moment without a time zone has none here either."""
    text = moment.strftime("D:%Y%m%d%H%M%S")
    offset = moment.strftime("%z")
    return f"{text}{offset[:3]}'{offset[3:5]}'" if offset else text
