"""Assembling configs in tests, with the packaged library."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement, Fill
from mou_builder.check.checking import Checked, Ready, check
from mou_builder.disk.packaged import library_files, packaged
from mou_builder.library.library import Library
from mou_builder.yamltext import source as yaml_source

CONFIGS = packaged("configs")
FINISHED = sorted(
    path.name for path in CONFIGS.glob("*.yaml") if path.name != "wisconsin-as-published.yaml"
)
"""The example configs that can be signed."""
TEMPLATE = (packaged("templates") / "agreement.docx").read_bytes()
"""The packaged Word template."""


@lru_cache(maxsize=1)
def library() -> Library:
    return Library(library_files())


def checked(text: str, file: str = "config.yaml") -> Checked:
    return check(yaml_source.parse(text.encode(), file), library())


def assembled(text: str, *, draft: bool = False) -> Agreement:
    found = checked(text)
    assert isinstance(found, Ready), found.diagnostics
    if not draft:
        assert found.errors == ()
    return assemble(found.config, found.model, draft=draft)


def open_points(agreement: Agreement) -> set[tuple[str, str]]:
    """The blanks that an agreement has no value for, each with what stands in its place."""
    spans = (span for block in agreement.blocks() for run in block.runs for span in run)
    return {(each.blank, each.text) for each in spans if each.fill is not Fill.GIVEN and each.blank}


def example(name: str) -> str:
    return Path(CONFIGS, name).read_text(encoding="utf-8")
