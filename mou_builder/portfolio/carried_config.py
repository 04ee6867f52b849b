"""The config that a Word file or PDF of ours carries, and whether it has signatures."""

from __future__ import annotations

from pathlib import PurePath

from mou_builder.diagnostic import Refused
from mou_builder.frozen import dataclass
from mou_builder.pdf_reading.carried import inspect_pdf
from mou_builder.word.package.opening import open_package
from mou_builder.word.reading.source import read_source


@dataclass(frozen=True)
class CarriedConfig:
    """The config that a document carries, and whether a signature field of it is signed."""

    config_name: str
    config: bytes
    has_signatures: bool = False


def carried_config(data: bytes, file: str) -> CarriedConfig | None:
    """Return what a document carries; None if it is not one of ours."""
    if PurePath(file).suffix.lower() == ".pdf":
        return _in_pdf(data)
    try:
        source = read_source(open_package(data, file))
    except Refused:
        return None
    if source is None or not source.config:
        return None
    return CarriedConfig(source.config_name, source.config)


def _in_pdf(data: bytes) -> CarriedConfig | None:
    inspected = inspect_pdf(data)
    if inspected is None or inspected.config is None:
        return None
    return CarriedConfig(*inspected.config, inspected.signed_fields > 0)
