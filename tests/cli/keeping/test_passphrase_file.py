"""``mou sign --passphrase-file``: however an editor saved it, and never a fault of the program."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from mou_builder.cli.keeping import sign


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_passphrase_is_read_in_every_encoding_that_says_which_it_is(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "pass.txt"
    file.write_bytes("schön\r\n".encode(encoding))
    assert sign._passphrase(file) == "schön".encode()


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "pass.txt"
    file.write_bytes(b"\x89PNG\0\0")
    with pytest.raises(click.UsageError, match="save the passphrase as UTF-8 text"):
        sign._passphrase(file)
