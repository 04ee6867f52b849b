"""The packaged models and requirement sets: whose words they are, and that they read as English."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from mou_builder.disk.packaged import packaged
from mou_builder.library.clause import Blank, Clause, Variant
from mou_builder.library.provenance import Provenance
from mou_builder.library.reading.models import in_words
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import library

SEED = (Path(__file__).parents[1] / "data" / "wisconsin-model-mou.txt").read_text(encoding="utf-8")
WISCONSIN = library().model("wisconsin-sro")
WASHINGTON = library().model("washington-sro")
GENERAL = library().model("general-sro")
MODELS = {each.id: each for each in (WISCONSIN, WASHINGTON, GENERAL)}
SETS = sorted(packaged("clauses").glob("requirements/*.yaml"))


def words(text: str) -> list[str]:
    return text.split()


def seed_lines() -> list[str]:
    """The paragraphs of the seed, without their bullets and numbers."""
    lines = (re.sub(r"^ - (?=[a-z]\.)", "", line) for line in SEED.splitlines())
    return [re.sub(r"^(?:\d+|[a-z])\. ", "", line) for line in lines if line.strip()]


def variants_of(clause: Clause) -> list[Variant]:
    return list(clause.variants.values())


def blanks() -> list[tuple[str, Blank]]:
    return [
        (f"{model.id}/{clause.id}/{name}", blank)
        for model in MODELS.values()
        for clause in model.clauses.values()
        for variant in ("", *clause.variants)
        for name, blank in clause.blanks_of(variant).items()
    ]


# --- the words of the published model -----------------------------------------------------------

PRINTED = {
    "{{ agencies }}": "_____ Police Department",
    "{{ districts | the }}": "_____ Public Schools",
    "{{ district_schools | the }}": "_____ Public Schools",
    "{{ until }}": "_____",
    "{{ day }}": "_____",
    "{{ month }}": "_____",
    "{{ year }}": "20_",
    "{{ notice }}": "thirty (30) days",
}


def paragraphs(text: str) -> list[str]:
    """The paragraphs and sub-clauses of a library text, with its blanks as the model has them."""
    for name, left in PRINTED.items():
        text = text.replace(name, left)
    chunks = re.split(r"\n\s*\n|\n(?=- )", text)
    return [" ".join(chunk.removeprefix("- ").split()) for chunk in chunks if chunk.strip()]


def published() -> list[str]:
    """Every paragraph that the library holds as the model's own, in the order of the model."""
    found = [WISCONSIN.title, *(each.text for each in WISCONSIN.recitals), WISCONSIN.agreement_line]
    for section in WISCONSIN.sections:
        if section.provenance is Provenance.MODEL:
            found.append(section.heading)
            for name in section.clauses:
                clause = WISCONSIN.clauses[name]
                open_texts = [each.text for each in variants_of(clause) if each.open]
                found += [clause.text, *open_texts]
    found.append(WISCONSIN.closing.text)
    captions = [each.caption for each in WISCONSIN.parties.values()]
    return [part for text in found for part in paragraphs(text)] + captions


def test_the_wisconsin_library_holds_the_seed_paragraph_by_paragraph_and_nothing_else() -> None:
    assert published() == [" ".join(line.split()) for line in seed_lines()]


def test_every_list_of_training_topics_offers_the_seeds_eleven_in_its_words_and_order() -> None:
    sentence = next(line for line in seed_lines() if line.startswith("Training topics to consider"))
    topics = re.split(r"; (?:and )?", sentence.partition(": ")[2].rstrip("."))
    assert len(topics) == 11
    finished = [each for each in variants_of(WISCONSIN.clauses["training"]) if not each.open]
    assert len(finished) >= 3
    for variant in finished:
        assert list(variant.blanks["topics"].choices.values()) == topics
        assert variant.blanks["topics"].own


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_every_correction_mends_words_that_stand_there_and_says_why(model: Any) -> None:
    texts = {"title": model.title, **{each.id: each.text for each in model.recitals}}
    texts |= {each.id: each.text for each in model.clauses.values()}
    ids = [each.id for each in model.corrections]
    assert ids
    assert len(set(ids)) == len(ids)
    for each in model.corrections:
        assert in_words(each.find).search(texts[each.target]), each.id
        assert each.find not in each.replace, each.id
        assert each.because.endswith("."), each.id


def test_the_corrections_leave_none_of_the_seeds_known_errors() -> None:
    text = " ".join(words(SEED))
    for each in WISCONSIN.corrections:
        text = text.replace(each.find, each.replace)
    for wrong in ("Resources Officer", "Officer's receive", "Federal Educational", "summon, "):
        assert wrong in " ".join(words(SEED))
        assert wrong not in text
    assert not re.search(r"\b[Aa] SRO\b", text)


def test_corrections_touch_only_the_models_own_words() -> None:
    targets = {each.target for each in WISCONSIN.corrections}
    drafted = {each.id for each in WISCONSIN.clauses.values() if each.optional}
    assert targets.isdisjoint(drafted)


# --- whose words they are -----------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_only_what_the_published_model_prints_is_marked_as_its_own(model: Any) -> None:
    for clause in model.clauses.values():
        if clause.optional:
            assert clause.provenance is Provenance.DRAFTED, clause.id
        for variant in variants_of(clause):
            expected = Provenance.MODEL if variant.open else Provenance.DRAFTED
            assert variant.provenance is expected, f"{clause.id}/{variant.id}"


def test_every_file_of_the_washington_model_is_drafted_and_the_model_says_so() -> None:
    own = {path.stem for path in packaged("clauses").glob("washington-sro/clauses/*.yaml")}
    assert len(own) >= 10
    assert all(WASHINGTON.clauses[name].provenance is Provenance.DRAFTED for name in own)
    assert WASHINGTON.source.startswith("Drafted")


def test_washington_says_nothing_of_wisconsin_law() -> None:
    for clause in WASHINGTON.clauses.values():
        of_variants = [
            part for each in variants_of(clause) for part in (each.text, *each.citations)
        ]
        texts = [clause.text, *clause.citations, *of_variants]
        drafts = [text for text in texts if "Insert language here" not in text]
        assert not any("Wisconsin" in text or "Wis. Stat." in text for text in drafts), clause.id


def test_every_clause_has_a_title_and_guidance_of_one_to_three_sentences() -> None:
    for model in MODELS.values():
        for clause in model.clauses.values():
            parts = [(clause.title, clause.guidance)]
            parts += [(each.title, each.guidance) for each in variants_of(clause)]
            for title, guidance in parts:
                assert title
                assert not title.endswith(".")
                sentences = re.findall(r"[.?!](?:\s|$)", guidance)
                assert 1 <= len(sentences) <= 3, f"{clause.id}: {guidance}"


def test_blanks_are_labelled_without_a_capital_or_full_stop() -> None:
    for where, blank in blanks():
        assert re.match(r"[a-zSJ]", blank.label), where
        assert not blank.label.endswith((".", ":")), where


@pytest.mark.parametrize(
    "clause", ["training", "funding", "employment", "chain-of-command", "duty-stations"]
)
def test_what_the_model_leaves_open_can_be_filled_in_three_ways_or_more(clause: str) -> None:
    assert len([each for each in variants_of(WISCONSIN.clauses[clause]) if not each.open]) >= 3


def test_every_funding_variant_says_how_many_officers_and_paid_ones_when_payment_is_due() -> None:
    for variant in variants_of(WISCONSIN.clauses["funding"]):
        if variant.open:
            continue
        assert "officers" in variant.blanks, variant.id
        if variant.id != "agency-pays":
            assert "shall invoice" in " ".join(words(variant.text)), variant.id
            assert variant.blanks.keys() & {"due", "first_due", "instalments"}, variant.id


# --- how it reads --------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_a_text_refers_only_to_clauses_that_it_requires_or_asks_for_first(model: Any) -> None:
    for clause in model.clauses.values():
        for text in (clause.text, *(each.text for each in variants_of(clause))):
            named = set(re.findall(r'clause\("([^"]+)"\)', text))
            asked = set(re.findall(r'(?<!not )has\("([^"]+)"\)', text))
            assert named <= asked | set(clause.requires), clause.id


# --- the requirement sets -----------------------------------------------------------------------


def requirement_set(path: Path) -> dict[str, Any]:
    data = yaml_source.parse(path.read_bytes(), path.name).data
    assert isinstance(data, dict)
    return data


def alternatives(requirement: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for each in requirement["satisfied_by"]:
        found += each.get("all", [each.get("not", each)])
    return found


def words_of(value: str | list[str]) -> list[str]:
    """One word or several, as a requirement names variants."""
    return [value] if isinstance(value, str) else value


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_requirement_names_clauses_variants_and_blanks_that_its_models_have(path: Path) -> None:
    data = requirement_set(path)
    states = set(data.get("states") or ())
    of_its_states = [name for name, each in MODELS.items() if states <= {*each.states}]
    for model in (MODELS[name] for name in data.get("models") or of_its_states or ["general-sro"]):
        for each in (part for one in data["requirements"] for part in alternatives(one)):
            each = each.get("not", each)
            if "clause" not in each:
                assert set(each) & {"signatory", "term", "never"}
                continue
            clause = model.clauses[each["clause"]]
            named = words_of(each.get("variant", []))
            assert set(named) <= set(clause.variants)
            for variant in (named or ["", *clause.variants]) if "blank" in each else ():
                blanks = clause.blanks_of(variant)
                assert each["blank"] in blanks or not (named or blanks)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_requirement_that_takes_any_settled_variant_takes_them_all(path: Path) -> None:
    """A list of most variants of a clause means that it is settled: a new variant belongs there."""
    for requirement in requirement_set(path)["requirements"]:
        for wanted in alternatives(requirement):
            named = set(words_of(wanted.get("variant", ())))
            if len(named) > 3:
                variants = library().model("general-sro").clauses[wanted["clause"]].variants
                settled = {each.id for each in variants.values() if not each.open}
                assert named == settled, requirement["id"]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_requirement_set_says_where_and_when_it_was_read_and_why_each_part_binds(
    path: Path,
) -> None:
    data = requirement_set(path)
    assert data["id"] == path.stem
    assert data["source"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["read"])
    for each in data["requirements"]:
        assert each["severity"] in ("error", "warning")
        assert all(each[key] for key in ("id", "title", "basis", "hint")), each["id"]


def test_the_wisconsin_set_asks_for_all_nineteen_clauses_and_both_signatories() -> None:
    data = requirement_set(packaged("clauses") / "requirements" / "wisconsin.yaml")
    asked = [part for each in data["requirements"] for part in alternatives(each)]
    clauses = {each.get("clause") for each in asked}
    required = {each.id for each in WISCONSIN.clauses.values() if not each.optional}
    assert len(required) == 19
    assert required <= clauses
    assert {"term": "until"} in asked
    assert {each.get("signatory") for each in asked} >= {"district", "agency"}
