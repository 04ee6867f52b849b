"""Where a text comes from."""

from __future__ import annotations

from enum import StrEnum


class Provenance(StrEnum):
    """Where a text comes from."""

    MODEL = "model"
    """Verbatim from the published model."""
    CORRECTED = "corrected"
    """Verbatim but for listed corrections."""
    DRAFTED = "drafted"
    """Written for this library; reviewed by no counsel."""
    CUSTOM = "custom"
    """From the municipality's own config."""
