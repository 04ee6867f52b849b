"""A long agreement with many attachments is read within the limit of what a stranger may cost."""

from __future__ import annotations

import pytest
from pikepdf import Pdf

from mou_builder.disk.bounded import read_safely
from tests.support.signing.changed_before_signing import changed_copy

PAGES = 110


def _as_many_pages(pdf: Pdf) -> None:
    pages = len(pdf.pages)
    for at in range(PAGES - pages):
        pdf.pages.append(pdf.pages[at % pages])


def test_a_copy_of_more_than_a_hundred_pages_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mou_builder.disk.bounded.MOST_SECONDS", 2)  # of a processor, as for users
    found = read_safely(changed_copy(_as_many_pages), "long.pdf")
    assert len(found.words.pages) == PAGES
    assert found.words.unseen == ()
