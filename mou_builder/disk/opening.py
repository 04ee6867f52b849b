"""What is opened: configs with what they extend, the library, and Word templates."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from mou_builder.config.extending import extended
from mou_builder.disk.files import read_file
from mou_builder.disk.kept.library import KeptLibrary
from mou_builder.disk.kept.texts import keep_texts
from mou_builder.disk.packaged import library_files, packaged
from mou_builder.disk.texts import read_text
from mou_builder.file_kinds import CONFIG, refuse_other_kinds
from mou_builder.library.library import Library
from mou_builder.word.package.bounds import LARGEST_FILE
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source

LARGEST_RETURNED = LARGEST_FILE + 1
"""Bytes of a Word file that came back: one more than its reader takes, which says why."""
LARGEST_CERTIFICATE = 1_000_000
LARGEST_TEMPLATE = 20_000_000
"""Bytes; the packaged template has 15,000, and a letterhead may have pictures."""


def template_path(template: Path | None) -> Path:
    """Return the Word template that was named, or the packaged one."""
    return template or packaged("templates") / "agreement.docx"


def open_template(template: Path | None) -> bytes:
    """Read the Word template that was named, or the packaged one; raise `Refused` if it cannot."""
    return read_file(template_path(template), LARGEST_TEMPLATE)


def open_library(libraries: tuple[Path, ...]) -> Library:
    """Return the packaged library with the user's own over it."""
    files = library_files(libraries)
    keep_texts()
    return KeptLibrary(files, files.roots)


def open_config(path: Path) -> Source:
    """Read a config file and what it extends; raise `Refused` if one cannot be read."""
    return extended(read_source(path), read_source)


def read_source(path: Path | str, wanted: str = CONFIG) -> Source:
    """Read a file of YAML that is ``wanted``; raise `Refused` if it cannot be read as such."""
    return yaml_source.parse(read_text(Path(path), wanted), str(path))


def config_of(data: bytes, name: str) -> Source:
    """Read a config whose file has been read, and what it extends; raise `Refused` if it cannot."""
    refuse_other_kinds(data, name)
    return extended(yaml_source.parse(data, name), read_source)


def source_date() -> datetime | None:
    """Return the date of SOURCE_DATE_EPOCH, the one date that a file's metadata may have."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else None
