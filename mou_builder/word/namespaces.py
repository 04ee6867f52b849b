"""The namespaces of Office Open XML (ISO/IEC 29500) that are read and written here."""

from __future__ import annotations

_SCHEMAS = "http://schemas.openxmlformats.org"
WORD = f"{_SCHEMAS}/wordprocessingml/2006/main"
OFFICE = f"{_SCHEMAS}/officeDocument/2006/relationships"
"""Relationships, in attributes; the types of relationships begin with it, too."""
CONTENT_TYPES = f"{_SCHEMAS}/package/2006/content-types"
LINKS = f"{_SCHEMAS}/package/2006/relationships"
"""The parts that list relationships."""
DRAWING = f"{_SCHEMAS}/drawingml/2006/main"
PLACED_DRAWING = f"{_SCHEMAS}/drawingml/2006/wordprocessingDrawing"
PICTURE = f"{_SCHEMAS}/drawingml/2006/picture"
COMPATIBILITY = f"{_SCHEMAS}/markup-compatibility/2006"
W = f"{{{WORD}}}"
"""The beginning of the names of WordprocessingML, as lxml writes them."""
