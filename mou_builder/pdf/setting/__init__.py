"""Setting a document with Typst: its data, its fonts, and what is added to the PDF afterwards."""
