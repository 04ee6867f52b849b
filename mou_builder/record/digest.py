"""The digest by which an executed copy is known."""

from __future__ import annotations

import hashlib

from mou_builder.word.package.bounds import LARGEST_FILE

LARGEST_COPY = LARGEST_FILE
"""The largest file, in bytes; a scan of 40 pages has about 20 million."""


def digest_of_file(data: bytes) -> str:
    """Return ``sha256:`` and the digest of a file."""
    return "sha256:" + hashlib.sha256(data).hexdigest()
