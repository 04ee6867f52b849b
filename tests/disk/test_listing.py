"""A listing gives back the files that it was made of, and keeps thousands in little memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from mou_builder.disk.listing import ListedFile, Listing, refuse_same_names

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
