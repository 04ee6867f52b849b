"""The namespaces of Office Open XML (ISO/IEC 29500) that are read and written here."""

from __future__ import annotations

_SCHEMAS = "http://schemas.openxmlformats.org"
WORD = f"{_SCHEMAS}/wordprocessingml/2006/main"
OFFICE = f"{_SCHEMAS}/officeDocument/2006/relationships"
"""That of the links between parts, as attributes name them and as kinds of links begin."""
CONTENT_TYPES = f"{_SCHEMAS}/package/2006/content-types"
LINKS = f"{_SCHEMAS}/package/2006/relationships"
"""That of the parts which list links."""
DRAWING = f"{_SCHEMAS}/drawingml/2006/main"
PLACED_DRAWING = f"{_SCHEMAS}/drawingml/2006/wordprocessingDrawing"
PICTURE = f"{_SCHEMAS}/drawingml/2006/picture"
COMPATIBILITY = f"{_SCHEMAS}/markup-compatibility/2006"
W = f"{{{WORD}}}"
"""What the names of WordprocessingML begin with, as lxml writes them."""
