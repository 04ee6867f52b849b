"""Law 1: the model is reproduced exactly; its errors are corrected only as listed."""

from __future__ import annotations

import re
from pathlib import Path

from mou_builder.agreement.document import Agreement, Kind, Paragraph
from mou_builder.report.agreement_text import agreement_text
from tests.support.agreement.assembling import assembled, example, library

SEED = Path(__file__).parents[1] / "data" / "wisconsin-model-mou.txt"
PUBLISHED = example("wisconsin-as-published.yaml")


def words(text: str) -> list[str]:
    """The words and numbers of the seed or of our text, whatever their line breaks."""
    without_markup = text.replace("*[", "[").replace("]*", "]")
    without_bullets = re.sub(r"(?m)^ - (?=[a-z]\. )", "", without_markup)
    return without_bullets.split()


def rules_aside(text: str) -> list[str]:
    """Words without the mark of a draft and the lines to sign on, which the seed leaves white."""
    return [word for word in words(text) if word != "DRAFT" and not re.fullmatch("_{20,}", word)]


def test_the_model_as_published_has_the_seeds_words_and_numbers_in_the_seeds_order() -> None:
    seed = words(SEED.read_text(encoding="utf-8"))
    assert len(seed) > 1000
    assert rules_aside(agreement_text(assembled(PUBLISHED, draft=True))) == seed


def test_its_numbers_run_from_1_to_19_with_the_models_letters() -> None:
    numbers = [
        block.number
        for block in assembled(PUBLISHED, draft=True).blocks()
        if isinstance(block, Paragraph) and block.number
    ]
    assert " ".join(numbers) == (
        "1. 2. 3. 4. 5. 6. 7. 8. a. b. 9. 10. 11. a. 12. a. b. c. d. 13. 14. 15. 16. 17. 18. 19."
    )


def corrected() -> Agreement:
    return assembled(PUBLISHED.replace("corrections: none", ""), draft=True)


def test_corrected_it_differs_from_the_seed_by_the_listed_corrections_only() -> None:
    text = " ".join(words(SEED.read_text(encoding="utf-8")))
    for each in library().model("wisconsin-sro").corrections:
        assert each.find in text, each.id
        text = text.replace(each.find, each.replace)
    assert " ".join(rules_aside(agreement_text(corrected()))) == text


def test_every_correction_is_applied_and_reported() -> None:
    listed = {each.id for each in library().model("wisconsin-sro").corrections}
    assert set(corrected().corrections) == listed
    assert assembled(PUBLISHED, draft=True).corrections == ()


def test_the_act_is_the_family_educational_rights_and_privacy_act() -> None:
    text = agreement_text(corrected())
    assert "Family Educational Rights and Privacy Act (FERPA)" in text
    assert "Federal Educational Rights" not in text


def test_no_heading_or_recital_is_lost() -> None:
    agreement = assembled(PUBLISHED, draft=True)
    headings = [
        b for b in agreement.blocks() if isinstance(b, Paragraph) and b.kind is Kind.HEADING
    ]
    assert (len(headings), len(agreement.recitals), len(agreement.provisions)) == (6, 3, 19)
