"""A library is validated when it is loaded, with diagnostics as good as those for configs."""

from __future__ import annotations

from pathlib import Path

import pytest
from verify_library import listing

from mou_builder.diagnostic import Refused
from mou_builder.disk.packaged import VERIFIED, Folders, library_files, packaged
from mou_builder.library.files import LibraryFile
from mou_builder.library.library import Library
from mou_builder.library.reading.models import load_model
from mou_builder.library.reading.requirement_sets import load_requirement_set
from tests.support.library.files_in_memory import FilesInMemory
from tests.support.library.small_library import MODEL, NOTICE, PAY, small


def faults(**changed: str) -> list[tuple[str, str, int]]:
    with pytest.raises(Refused) as refused:
        load_model(small(**changed), "small")
    assert all(each.hint for each in refused.value.diagnostics)
    return [(each.code, each.place.file, each.place.line) for each in refused.value.diagnostics]


def test_a_right_library_loads_with_its_version_and_digest() -> None:
    model = load_model(small(), "small")
    assert (model.version, list(model.clauses)) == ("1.2.3", ["pay", "notice"])
    assert len(model.digest) == 64
    assert model.digest != load_model(small(pay=PAY + "\n"), "small").digest


@pytest.mark.parametrize(
    ("part", "old", "new", "code", "line"),
    [
        ("model", "version: 1.2.3", "version: one", "MOU203", 2),
        ("model", "language: en-US", "languages: en-US", "MOU201", 3),
        ("model", "clauses: [pay, notice]", "clauses: [pay, notices]", "MOU210", 10),
        ("model", "clauses: [pay, notice]", "clauses: [pay, notice, pay]", "MOU211", 10),
        ("model", "find: thirtty", "find: fourty", "MOU212", 20),
        ("model", "in: notice", "in: notise", "MOU212", 20),
        ("model", "{{ month }}", "{{ moon }}", "MOU207", 12),
        ("model", 'text: "The purpose', 'text: "{{ purpose }}', "MOU207", 8),
        ("model", "title: Small Agreement", "title: '{{ size }}'", "MOU207", 5),
        ("model", "id: small", "id: smal", "MOU209", 1),
        ("pay", "id: pay", "id: paid", "MOU209", 1),
        ("pay", "type: money", "type: monney", "MOU204", 8),
        ("pay", "title: All of it", "titel: All of it", "MOU201", 6),
        ("pay", "pays {{ amount }}", "pays {{ amounts }}", "MOU207", 10),
        ("pay", "pays {{ amount }}", "pays {% if %}", "MOU207", 10),
        ("pay", "text: |\n      The district pays {{ amount }}.", "text: '{{ sum }}'", "MOU207", 9),
        ("pay", "text: |\n      The district pays", "text: 'One\n      {{ sum }}'\n#", "MOU207", 9),
        ("pay", "text: |\n      The dist", "text: &a >-\n      {{ sum }} dist", "MOU207", 10),
        ("pay", "parts: [district_share,", "parts: [district,", "MOU213", 17),
        ("pay", "provenance: drafted", "default: wohle", "MOU214", 3),
        ("pay", "provenance: drafted", "requires: [noticed]", "MOU215", 1),
        ("pay", "type: money, label: amount", "type: choice, label: amount", "MOU205", 8),
        ("pay", "label: amount", "label: amount, row: of the * part", "MOU202", 8),
        ("pay", "label: amount", "label: amount, total: total", "MOU202", 8),
        ("pay", "type: money, label: amount", "type: rows, label: a, row: of a part", "MOU205", 8),
        (
            *("pay", "type: money, label: amount"),
            *("type: rows, label: a, columns: {b: {type: choice, label: b}}", "MOU205", 8),
        ),
        ("notice", "default: 30", "default: many", "MOU203", 4),
        ("notice", "minimum: 30", "minimum: low", "MOU203", 4),
        ("notice", "title: Notice", "title: [Notice]", "MOU202", 2),
        ("notice", "days: {type", "da-ys: {type", "MOU203", 4),
    ],
)  # fmt: skip
def test_a_fault_has_its_code_file_and_line(
    part: str, old: str, new: str, code: str, line: int
) -> None:
    text = {"model": MODEL, "pay": PAY, "notice": NOTICE}[part]
    assert old in text
    file = "small/model.yaml" if part == "model" else f"small/clauses/{part}.yaml"
    assert (code, file, line) in faults(**{part: text.replace(old, new)})


def test_all_faults_of_all_files_are_told_in_one_run() -> None:
    found = faults(
        pay=PAY.replace("{{ amount }}", "{{ sum }}"),
        notice=NOTICE.replace("default: 30", "default: many"),
    )
    assert [code for code, _, _ in found] == ["MOU207", "MOU203"]


def test_a_clause_that_no_section_places_is_named() -> None:
    stray = NOTICE.replace("id: notice", "id: stray")
    assert faults(stray=stray) == [("MOU216", "small/clauses/stray.yaml", 1)]


def test_an_unknown_model_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused, match=r"MOU206.*\n.*did you mean “small”"):
        load_model(small(), "smal")


def test_a_variant_that_is_not_there_is_told_with_the_nearest_of_its_clause() -> None:
    with pytest.raises(Refused, match=r"MOU215.*pay/share”.*\n.*did you mean “shares”"):
        load_model(small(notice=NOTICE + "conflicts: [pay/share]\n"), "small")


def test_a_heading_can_be_corrected() -> None:
    heading = "in: main, find: Main, replace: First"
    model = load_model(
        small(model=MODEL.replace("in: notice, find: thirtty, replace: thirty", heading)), "small"
    )
    assert [each.target for each in model.corrections] == ["main"]


def test_every_packaged_model_loads() -> None:
    library = Library(library_files())
    assert {"wisconsin-sro", "washington-sro", "general-sro"} <= set(library.model_ids)
    for name in library.model_ids:
        assert library.model(name).clauses


def test_a_municipality_puts_its_own_clause_over_the_packaged_one(tmp_path: Path) -> None:
    own = tmp_path / "wisconsin-sro" / "clauses" / "disputes.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        "id: disputes\ntitle: Disputes\nprovenance: custom\noptional: yes\n"
        "text: |\n  The parties shall talk.\n",
        "utf-8",
    )
    model = load_model(Folders((packaged("clauses"), tmp_path)), "wisconsin-sro")
    assert model.clauses["disputes"].text == "The parties shall talk.\n"
    assert model.clauses["disputes"].file == str(own)
    assert model.digest != load_model(library_files(), "wisconsin-sro").digest


def test_a_municipality_puts_a_model_of_its_own_beside_the_packaged_ones(tmp_path: Path) -> None:
    for path, text in small().texts.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    files = library_files((tmp_path,))
    assert "small" in Library(files).model_ids
    assert load_model(files, "small").title == "Small Agreement"


def test_the_list_of_verified_files_is_current() -> None:
    """`make library` validates the packaged library and lists it anew."""
    assert (packaged("clauses") / VERIFIED).read_text("utf-8") == listing(), "run: make library"


def test_a_verified_file_reads_the_same_as_one_that_is_examined() -> None:
    texts = {
        path.relative_to(packaged("clauses")).as_posix(): path.read_text(encoding="utf-8")
        for path in packaged("clauses").rglob("*.yaml")
    }
    for name in ("wisconsin-sro", "washington-sro", "general-sro"):
        assert load_model(FilesInMemory(texts), name) == load_model(library_files(), name)
    for name in Library(library_files()).requirement_set_ids:
        examined = load_requirement_set(FilesInMemory(texts), name)
        assert examined == load_requirement_set(library_files(), name)


def test_a_verified_requirement_set_is_not_examined_again() -> None:
    faulty = "id: ours\ntitle: Ours\nnonsense: 1\nread: 2026-01-01\nsource: the board\n"
    texts = {"requirements/ours.yaml": faulty + "requirements: []\n"}
    digest = LibraryFile("", texts["requirements/ours.yaml"].encode()).digest
    assert load_requirement_set(FilesInMemory(texts, frozenset({digest})), "ours").title == "Ours"
    with pytest.raises(Refused, match="MOU201"):
        load_requirement_set(FilesInMemory(texts), "ours")


def test_a_copy_of_a_verified_clause_under_another_name_says_that_its_id_is_another() -> None:
    model = MODEL.replace("[pay, notice]", "[pay, notice, wages]")
    verified = frozenset({LibraryFile("", PAY.encode()).digest})
    with pytest.raises(Refused, match="MOU209"):
        load_model(FilesInMemory(small(model=model, wages=PAY).texts, verified), "small")


def test_a_packaged_file_that_was_edited_is_examined_again(tmp_path: Path) -> None:
    own = tmp_path / "wisconsin-sro" / "clauses" / "disputes.yaml"
    own.parent.mkdir(parents=True)
    text = (packaged("clauses") / "wisconsin-sro/clauses/disputes.yaml").read_text("utf-8")
    own.write_text(text.replace("title:", "titel:"), "utf-8")
    with pytest.raises(Refused, match="MOU201"):
        load_model(library_files((tmp_path,)), "wisconsin-sro")
