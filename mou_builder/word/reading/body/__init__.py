"""The words of a part of a document, read in order."""
