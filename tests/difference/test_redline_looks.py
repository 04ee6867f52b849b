"""How a redline looks in LibreOffice, page by page: only what is changed is colored."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mou_builder.agreement.document import Agreement
from mou_builder.review.sent_parts import lines_of
from tests.support.difference.negotiated_pairs import agreements, changed_parts, redlined
from tests.support.libreoffice.converting import converted

_LONG_WORDS = re.compile("[A-Za-z]{5,}")


def coloured(pdf: bytes) -> Iterator[str]:
    """The lines of words that are set in a color; black and gray are none."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "redline.pdf")
        file.write_bytes(pdf)
        command = ["pdftohtml", "-xml", "-stdout", "-i", str(file)]
        done = subprocess.run(command, capture_output=True, check=True)
    page = done.stdout.decode()
    colours = dict(re.findall(r'<fontspec id="(\d+)"[^>]*color="#(\w+)"', page))
    for font, words in re.findall(r'<text[^>]*font="(\d+)"[^>]*>(.*?)</text>', page):
        red, green, blue = (colours[font][at : at + 2] for at in (0, 2, 4))
        if not red == green == blue:
            yield re.sub("<.*?>", "", words).replace("&#34;", '"').replace("&amp;", "&").strip()


def _words_of_changed(name: str) -> str:
    changed = changed_parts(name)
    sides: tuple[Agreement, ...] = agreements(name)
    return " ".join(
        line.text
        for side in sides
        for part in side.parts()
        if (part.kind, part.id) in changed
        for block in part.blocks
        for line in lines_of(block)
    )


@pytest.mark.crosscheck
@pytest.mark.parametrize(
    "name",
    [
        "a removed clause",
        "an opt-in clause that goes",
        "an added clause",
        "another clause in its stead",
        "a row of the schedule",
        "a topic",
    ],
)
def test_only_what_is_changed_is_coloured(name: str) -> None:
    changed = set(_LONG_WORDS.findall(_words_of_changed(name)))
    (pdf,) = converted([redlined(name)], "pdf")
    shown = list(coloured(pdf))
    assert shown
    for line in shown:
        assert set(_LONG_WORDS.findall(line)) <= changed, line
        assert not line.startswith("Page "), line
