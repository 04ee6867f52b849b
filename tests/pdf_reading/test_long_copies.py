"""A long agreement with many attachments is read to its last page."""

from __future__ import annotations

from pikepdf import Pdf

from mou_builder.disk.bounded import read_safely
from tests.support.signing.changed_before_signing import changed_copy

PAGES = 60


def _as_many_pages(pdf: Pdf) -> None:
    pages = len(pdf.pages)
    for at in range(PAGES - pages):
        pdf.pages.append(pdf.pages[at % pages])


def test_a_copy_of_many_pages_is_read_whole() -> None:
    found = read_safely(changed_copy(_as_many_pages), "long.pdf")
    assert len(found.words.pages) == PAGES
    assert found.words.unseen == ()
