"""Copies that came back and house templates, as they are kept in tests/data."""

from __future__ import annotations

from pathlib import Path

from mou_builder.review.findings import Review
from mou_builder.yamltext import source as yaml_source
from tests.support.review.returned_copies import reviewed

CASES = Path(__file__).parents[2] / "data" / "answered"


def case(file: str, new: str = "mg-amended-1.yaml") -> Review:
    """A copy made by an earlier release, which carries one side only: both are given."""
    names = ("mg.yaml", new)
    before, after = (yaml_source.parse((CASES / each).read_bytes(), each) for each in names)
    return reviewed((CASES / file).read_bytes(), against=after, before=before).review


HOUSES = Path(__file__).parents[2] / "data" / "house-templates"


def house(name: str) -> bytes:
    return (HOUSES / f"{name}.docx").read_bytes()
