"""The document model, assembly, numbering, and how numbers, dates and money are written."""
