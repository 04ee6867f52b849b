"""The file that a PDF was made from, carried inside it as an associated file.

ISO 19005-3 (PDF/A-3), 6.8; ISO 32000-2, 14.13.
"""

from __future__ import annotations

from pikepdf import Array, AttachedFileSpec, Name, Pdf

from mou_builder.pdf.metadata import pdf_date
from mou_builder.pdf.values import Job


def attach(pdf: Pdf, job: Job) -> None:
    """Attach a job's file as the source of the whole document; do nothing if it has none."""
    if job.attachment is None:
        return
    date = pdf_date(job.made) if job.made else ""
    specification = AttachedFileSpec(
        pdf,
        job.attachment.data,
        filename=job.attachment.name,
        mime_type=job.attachment.media_type,
        description=job.attachment.description,
        creation_date=date,
        mod_date=date,
        relationship=Name.Source,
    )
    pdf.attachments[job.attachment.name] = specification
    pdf.Root.AF = Array([pdf.attachments[job.attachment.name].obj])
