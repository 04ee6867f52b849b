"""A copy that another library made is told as that; what it says of itself excuses no edit."""

from __future__ import annotations

import json
import re

from mou_builder.actions.review import Reviewing, proposal_of, review_copy
from mou_builder.agreement.document import PartKind
from mou_builder.report.review.as_html import review_html
from mou_builder.report.review.as_json import review_json
from mou_builder.report.review.as_text import review_text
from mou_builder.review.findings import ChangeAnswer, PartFinding, Reviewed
from mou_builder.review.silent_edits import LIBRARY, SILENT
from mou_builder.word.writing.source_part import words_digest
from tests.support.agreement.assembling import library
from tests.support.review.committed_copies import HOUSES, case, house
from tests.support.review.returned_copies import Copy, W, reviewed, text_of

NOW, THEN = "shall be integrated", "is to be integrated"
PART = "customXml/item1.xml"


def made_by_another_library(*, library_digest: str = "0" * 64) -> Copy:
    """A copy whose clause on the school community another library wrote in other words."""
    copy = Copy()
    copy.replace(NOW, THEN)
    digest = words_digest([text_of(copy.paragraph(THEN))])
    said = copy.parts[PART].decode()
    said, count = re.subn(
        r'(of="mou:clause:school-community" sha256=")\w+', rf"\g<1>{digest}", said
    )
    assert count == 1
    if library_digest:
        said = re.sub(r'( library=")\w+', rf"\g<1>{library_digest}", said)
    copy.parts[PART] = said.encode()
    return copy


def part_of(reviewing: Reviewing) -> Reviewed:
    (part,) = [each for each in reviewing.review.parts if each.findings]
    return part


def test_words_of_another_library_are_told_as_that_and_not_as_silent_edits() -> None:
    reviewing = reviewed(made_by_another_library().returned())
    part, review = part_of(reviewing), reviewing.review
    assert part.findings == (PartFinding.LIBRARY,)
    assert {each.hand for each in part.edits} == {LIBRARY}
    assert (review.has_silent_edits, review.changed) == (False, ())
    assert review.is_to_look_at  # nobody but that library can show that nothing was edited
    assert [each.code for each in reviewing.diagnostics] == ["MOU604"]
    text = review_text(review, "back.docx", "city.yaml", False, 200)
    assert "No change; 1 part in the words of another library." in text
    assert "another library: “is to” stands here, the library now has “shall”" in text
    found = json.loads(review_json(review, "back.docx", "city.yaml"))
    assert (found["silent_edits"], found["other_library"]) == (False, True)
    assert all(each["of_another_library"] for each in found["parts"][0]["edits"])
    assert 'class="library"' in review_html(review, "back.docx", "city.yaml")


def test_a_digest_excuses_no_edit_where_the_library_is_the_same() -> None:
    part = part_of(reviewed(made_by_another_library(library_digest="").returned()))
    assert part.findings == (PartFinding.SILENT,)
    assert {each.hand for each in part.edits} == {SILENT}


def test_an_edit_in_a_clause_that_the_library_changed_is_silent_with_a_word_of_warning() -> None:
    copy = made_by_another_library()
    copy.replace("school community", "whole community")
    part = part_of(reviewed(copy.returned()))
    assert part.findings == (PartFinding.SILENT,)
    assert any("the library has changed here since" in note for note in part.notes)


def test_an_edit_elsewhere_is_silent_whatever_the_library() -> None:
    copy = made_by_another_library().replace("25 percent (25%)", "20 percent (20%)")
    silent = [each for each in reviewed(copy.returned()).review.parts if each.is_silent]
    assert [each.key.id for each in silent if each.key] == ["funding"]


def test_a_tracked_change_by_somebody_of_that_name_is_tracked() -> None:
    copy = made_by_another_library()
    copy.track("thirty (30)", "sixty (60)", "another library")
    tracked = [each for each in reviewed(copy.returned()).review.parts if each.is_changed]
    assert [each.findings for each in tracked] == [(PartFinding.TRACKED,)]


def test_a_proposal_asks_for_nothing_that_only_the_library_wrote_otherwise() -> None:
    copy = made_by_another_library().track("75 percent (75%)", "60 percent (60%)")
    copy.track("25 percent (25%)", "40 percent (40%)")
    found = proposal_of(reviewed(copy.returned()))
    assert found.proposal is not None
    assert len(found.proposal.changes) == 1
    assert found.left_out == ()


def test_a_redline_that_an_earlier_library_made_is_answered_without_accusing_anybody() -> None:
    for file, answer in (("rej-funding", "rejected"), ("acc-funding", "accepted")):
        review = case(f"{file}.docx")
        (funding,) = [each for each in review.parts if each.key and each.key.id == "funding"]
        assert funding.answer is ChangeAnswer(answer)
        assert (review.has_silent_edits, review.has_other_library) == (False, True)


def test_of_a_side_that_an_earlier_redline_does_not_carry_nothing_is_told() -> None:
    from tests.support.review.committed_copies import CASES

    told = reviewed((CASES / "acc-funding.docx").read_bytes(), **_sides()).diagnostics
    assert "MOU605" not in [each.code for each in told]


def test_words_changed_within_a_change_of_ours_are_silent_in_a_redline_of_any_library() -> None:
    from tests.support.review.committed_copies import CASES

    copy = Copy((CASES / "acc-funding.docx").read_bytes()).replace("80 percent", "81 percent")
    review = reviewed(copy.returned(), **_sides()).review
    (funding,) = [each for each in review.parts if each.key and each.key.id == "funding"]
    assert funding.is_silent
    assert funding.answer is ChangeAnswer.CHANGED


def _sides() -> dict[str, object]:
    from mou_builder.yamltext import source as yaml_source
    from tests.support.review.committed_copies import CASES

    names = {"before": "mg.yaml", "against": "mg-amended-1.yaml"}
    return {
        side: yaml_source.parse((CASES / each).read_bytes(), each) for side, each in names.items()
    }


def test_a_line_of_the_template_that_is_gone_is_no_doing_of_another_library() -> None:
    copy = Copy((HOUSES / "ph-footer-edited.docx").read_bytes())
    footer = next(each for each in copy.parts if each.startswith("word/footer"))
    copy.parts[footer] = b'<w:ftr xmlns:w="%s"/>' % W.encode()
    review = review_copy(copy.returned(), "back.docx", library(), house("ph")).review
    assert review.has_other_library
    gone = [each for each in review.parts if each.key and each.key.part is PartKind.TEMPLATE]
    assert gone
    assert all(each.findings == (PartFinding.REMOVED, PartFinding.SILENT) for each in gone)
