"""Making PDF: set from an agreement and its looks, or of a Word file by LibreOffice; and signed.

Start at `mou_builder.pdf.document`. Nothing is imported here, so that a command that makes no PDF
does not load it. What a PDF from outside says is read in `mou_builder.pdf_reading`.
"""
