"""The library is read back as it was loaded before, and never when a file of it has changed."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from mou_builder.disk.kept import library as kept_library
from mou_builder.disk.kept.place import write_kept
from mou_builder.disk.opening import open_library
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance

TERMINATION = "wisconsin-sro/clauses/termination.yaml"
HOUSE = "id: termination\ntitle: T\nprovenance: drafted\ntext: {}\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOU_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    file = tmp_path / "house" / TERMINATION
    file.parent.mkdir(parents=True)
    file.write_text(HOUSE.format("One may leave."), encoding="utf-8")
    return tmp_path / "house"


def loaded(*libraries: Path) -> Model:
    return open_library(libraries).model("wisconsin-sro")


def test_what_is_read_back_is_what_was_loaded(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = loaded()
    assert list(cache.iterdir()) != []
    monkeypatch.setattr(
        "mou_builder.library.reading.models.load_model", None
    )  # it is not loaded again
    assert loaded() == first


def test_a_changed_file_is_loaded_anew_even_with_its_size_and_time(house: Path) -> None:
    assert loaded(house).clauses["termination"].text == "One may leave."
    file = house / TERMINATION
    before = file.stat()
    file.write_text(HOUSE.format("Two may leave."), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert loaded(house).clauses["termination"].text == "Two may leave."


def test_a_file_that_comes_is_seen(house: Path) -> None:
    loaded(house)
    added = house / "wisconsin-sro/clauses/custody.yaml"
    added.write_text("id: custody\ntitle: C\ntext: Nobody is held.\n", encoding="utf-8")
    assert loaded(house).clauses["custody"].text == "Nobody is held."


def test_what_is_damaged_or_could_run_something_is_as_if_it_were_not_there(cache: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, (f"touch {cache / 'ran'}",)

    first = loaded()
    for kept in cache.iterdir():
        stamp, checksum, data = kept.read_bytes().split(b"\n", 2)
        for harm in (pickle.dumps(Evil()), b"", b"\x80\x05garbage"):
            write_kept(kept, stamp, harm, most=60)
            assert loaded() == first
        kept.write_bytes(b"\n".join((stamp, checksum, data[:-1] + b"!")))
        assert loaded() == first
    assert not (cache / "ran").exists()


@pytest.mark.parametrize(
    ("name", "read"), [("MODEL", Provenance.MODEL), ("__subclasses__", None), ("mro", None)]
)
def test_of_what_has_attributes_only_the_members_of_an_enum_are_read(
    name: str, read: Provenance | None
) -> None:
    """As Python before 3.11.4 writes them, which is that of Debian 12."""

    class Attribute:
        def __reduce__(self) -> tuple[object, tuple[type, str]]:
            return getattr, (Provenance, name)

    assert kept_library._unpickled(pickle.dumps(Attribute())) is read


def test_a_file_that_others_may_write_is_not_believed(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded()
    for kept in cache.iterdir():
        kept.chmod(0o666)
    read: list[object] = []
    monkeypatch.setattr(kept_library, "_unpickled", read.append)
    loaded()
    assert read == []


def test_without_a_place_to_keep_it_nothing_is_written(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOU_CACHE", "")
    assert loaded().id == "wisconsin-sro"
    assert not cache.exists()
