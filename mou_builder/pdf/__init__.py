"""PDF: engines, and the finishing (language, title, form fields, attachments).

Start at `mou_builder.pdf.document`. Nothing here knows what an agreement is: the input is a
finished DOCX. Nothing is imported here, so that a command that makes no PDF does not load it.
"""
