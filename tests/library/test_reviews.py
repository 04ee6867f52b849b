"""Reviews by counsel: recorded as data, told wherever a text is used, lapsing when it changes."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from mou_builder.cli.program import program
from mou_builder.disk.packaged import library_files, packaged
from mou_builder.library.library import Library
from mou_builder.library.provenance import Provenance
from mou_builder.library.reviews import ReviewState, review_of, text_digest
from mou_builder.papers.counsel_page import counsel_page
from mou_builder.report.agreement_text import agreement_text
from tests.support.agreement.assembling import library

EXAMPLE = packaged("configs") / "city-and-one-school.yaml"
WISCONSIN = library().model("wisconsin-sro")


def house(folder: Path, digest: str, clause: str = "disputes", variant: str = "") -> Path:
    """A house library that has one review, and nothing else."""
    named = f"variant: {variant}, " if variant else ""
    (folder / "reviews.yaml").write_text(
        f"reviews:\n  - {{clause: {clause}, {named}digest: {digest}, "
        'by: "Jane Roe, counsel", on: 2026-11-26}\n',
        encoding="utf-8",
    )
    return folder


def run(*arguments: str) -> str:
    done = CliRunner().invoke(program, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def checked_with(folder: Path) -> str:
    return run("check", "--reviewed", str(EXAMPLE), "--library", str(folder))


def test_without_reviews_every_drafted_text_is_told_as_unreviewed() -> None:
    told = run("check", "--reviewed", str(EXAMPLE))
    assert "MOU380 warning: the clause “funding” (" in told
    assert "“mission”" not in told
    assert "MOU380" not in run("check", str(EXAMPLE))


def test_a_review_counts_for_the_text_that_was_read(tmp_path: Path) -> None:
    variant = "chief-after-consultation"
    clause = WISCONSIN.clauses["employment"]
    reviewed = house(tmp_path, text_digest(clause, variant), "employment", variant)
    model = Library(library_files((reviewed,))).model("wisconsin-sro")
    assert review_of(model.clauses["employment"], variant, model.reviews)[0] is ReviewState.REVIEWED
    other = review_of(model.clauses["employment"], "joint-committee", model.reviews)
    assert other == (ReviewState.NONE, None)


def funding_variant() -> str:
    return next(
        each.id
        for each in WISCONSIN.clauses["funding"].variants.values()
        if f"“funding” ({each.id})" in run("check", "--reviewed", str(EXAMPLE))
    )


def test_it_is_told_by_check_trace_and_the_document(tmp_path: Path) -> None:
    variant = funding_variant()
    digest = text_digest(WISCONSIN.clauses["funding"], variant)
    folder = house(tmp_path, digest, "funding", variant)
    assert "“funding”" not in checked_with(folder)
    said = "reviewed by Jane Roe, counsel on 2026-11-26"
    assert said in run("trace", str(EXAMPLE), "--library", str(folder))
    run("render", str(EXAMPLE), "-o", str(tmp_path), "--format", "docx", "--library", str(folder))
    with zipfile.ZipFile(tmp_path / f"{EXAMPLE.stem}.docx") as made:
        parts = [made.read(name).decode("utf-8", "ignore") for name in made.namelist()]
    assert any(f"<review>funding / {variant}: {said}</review>" in each for each in parts)


def test_it_lapses_when_the_text_changes(tmp_path: Path) -> None:
    variant = funding_variant()
    folder = house(tmp_path, "0" * 16, "funding", variant)
    assert "MOU381 warning: the clause “funding”" in checked_with(folder)
    assert "lapsed: the text has changed since Jane Roe" in run(
        "trace", str(EXAMPLE), "--library", str(folder)
    )


def test_the_digest_follows_text_snippets_choices_and_defaults() -> None:
    clause = WISCONSIN.clauses["firearms"]
    first = text_digest(clause)
    blank = clause.blanks["long_guns"]
    changed = {**blank.choices, "none": "None."}
    for other in (
        {"text": clause.text + "x"},
        {"title": "x"},
        {"blanks": {"long_guns": replace(blank, choices=changed)}},
        {"blanks": {"long_guns": replace(blank, default="safe")}},
    ):
        assert text_digest(replace(clause, **other)) != first
    assert text_digest(replace(clause, guidance="other")) == first


def test_the_page_for_counsel_has_every_drafted_clause_and_variant_with_its_digest() -> None:
    models = [library().model(each) for each in library().model_ids]
    sets = [library().requirement_set(each) for each in library().requirement_set_ids]
    text = agreement_text(counsel_page(models, sets, library().states))
    for model in models:
        for clause in model.clauses.values():
            for variant in clause.variants.values():
                if variant.provenance is Provenance.DRAFTED:
                    row = f"| {clause.id} / {variant.id} | {text_digest(clause, variant.id)} |"
                    assert row in text, (model.id, clause.id, variant.id)
            if not clause.variants and clause.provenance is Provenance.DRAFTED:
                assert f"| {clause.id} | {text_digest(clause)} |" in text, (model.id, clause.id)
    assert "Asked for by the sets: connecticut" in text
    assert "Made for: Washington." in text
    assert "Sources: RCW 28A.320.1241." in text
    assert "as published, left open" not in text.casefold()
