"""Making PDF: set from an agreement and its looks, or of a Word file by LibreOffice; and signed.

Start at `mou_builder.pdf.document`, which has `setting` make a PDF and `combining` give the parts
of its letters their own texts. `libreoffice` is the other engine, and `metadata` adds what its PDFs
lack; `signing` signs a field of a PDF, and `signature_look` draws what it shows; `trial` tries a
template. What a PDF from outside says is read in `mou_builder.pdf_reading`.

Nothing is imported here, so that a command that makes no PDF does not load it.
"""
