"""Language, title, dates and identity of a PDF: catalogue, Info and XMP, which must agree.

XMP is written whole rather than edited: it is then the same bytes every time, and quicker.
PDF/A: ISO 19005-2, 6.6; PDF/UA: ISO 14289-1, 7.1 and 7.2.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import datetime
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf

from mou_builder.pdf.values import Job

# PDF/A asks that a schema it does not know, here PDF/UA's, be described in the file itself.
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{properties}
</rdf:Description>
<rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

_ALTERNATIVES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'


def set_metadata(pdf: Pdf, job: Job) -> None:
    """Give a PDF its language (BCP 47), title, dates and identity; claim PDF/A and PDF/UA."""
    pdf.Root.Lang = job.language
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    _set_info(pdf, job)
    packet = pdf.make_stream(_xmp(pdf, job).encode())
    packet.Type = Name.Metadata
    packet.Subtype = Name.XML
    pdf.Root.Metadata = packet


def _set_info(pdf: Pdf, job: Job) -> None:
    info = pdf.docinfo
    info.Title = job.title
    for key in ("/CreationDate", "/ModDate"):
        if job.made:
            info[key] = pdf_date(job.made)
        elif key in info:
            del info[key]


def _xmp(pdf: Pdf, job: Job) -> str:
    identity = _identity(job)
    info = pdf.docinfo
    properties = [
        f"<dc:title>{_ALTERNATIVES.format(escape(job.title))}</dc:title>",
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
            properties.append(form.format(escape(str(info[key]))))
    if job.made:
        made = job.made.isoformat(timespec="seconds")
        properties += [
            f"<xmp:CreateDate>{made}</xmp:CreateDate>",
            f"<xmp:ModifyDate>{made}</xmp:ModifyDate>",
        ]
    properties += [
        f"<pdfaid:part>{job.archival.value}</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ]
    return _PACKET.format(properties="\n".join(properties))


def _identity(job: Job) -> uuid.UUID:
    """What tells one document from another: made of all that goes into it but its file name."""
    rest = repr(replace(job, docx=b"", file=""))
    return uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(job.docx).hexdigest() + rest)


def pdf_date(moment: datetime) -> str:
    """A date as ISO 32000-1, 7.9.4 writes it; a moment without a time zone has none here either."""
    text = moment.strftime("D:%Y%m%d%H%M%S")
    offset = moment.strftime("%z")
    return f"{text}{offset[:3]}'{offset[3:5]}'" if offset else text
