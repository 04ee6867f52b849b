"""A listing gives back the files that it was made of, and keeps thousands in little memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from mou_builder.disk.listing import ListedFile, Listing, configs_in, refuse_same_names

NORTH, SOUTH = Path("districts/north"), Path("districts/south")


def test_the_files_of_a_listing_are_those_that_it_was_made_of() -> None:
    files = [
        ListedFile(NORTH, "maple grove.yaml", Path("north")),
        ListedFile(NORTH, "Žďár.yml", Path("north")),
        ListedFile(SOUTH, "maple grove.yaml", Path("south")),
        ListedFile.named(NORTH / "maple grove.yaml"),
        ListedFile(Path("Z:"), ""),  # a drive that is not there
    ]
    assert list(Listing(files)) == files
    assert len(Listing(files)) == len(files)
    assert not Listing([])


def test_outputs_are_called_like_their_configs_wherever_those_were_found() -> None:
    found = [ListedFile(NORTH, "st. maple.yaml", Path("north")), ListedFile(NORTH, "oak.yml")]
    assert [each.output for each in found] == ["north/st. maple", "oak"]


def test_thousands_of_files_take_little_memory() -> None:
    count = 10_000
    tracemalloc.start()
    try:
        listing = Listing(ListedFile(NORTH, f"maple-grove-{n}.yaml") for n in range(count))
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        refuse_same_names(listing)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(listing) == count
    assert kept < 40 * count
    assert most - kept < 120 * count


CONFIG = "model: wisconsin-sro\nterm: {until: 2027-06-30}\n"


@pytest.mark.parametrize(
    "data",
    [
        CONFIG.encode("utf-8-sig"),
        CONFIG.encode("utf-16"),
        b"# ours\r" + CONFIG.replace("\n", "\r").encode(),
        CONFIG.replace("model:", '"model" :').encode(),
        CONFIG.replace("model:", "'model':").replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbfextends: ../base.yaml\n",
    ],
    ids=["a mark", "UTF-16", "an old Mac", "quotes", "quotes and CRLF", "a base"],
)
def test_a_config_is_found_in_a_folder_however_its_editor_saved_it(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "maple.yaml").write_bytes(data)
    (tmp_path / "notes.yaml").write_bytes(b"supermodel: x\n")
    assert [each.name for each in configs_in([tmp_path])] == ["maple.yaml"]
