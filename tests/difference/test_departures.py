"""Departures: what a board asks for, clause by clause, with the words changed and the reasons."""

from __future__ import annotations

from mou_builder.agreement.document import Change, Paragraph
from mou_builder.check.checking import Ready, check
from mou_builder.config.config import Config
from mou_builder.difference.departures import Departures, departures
from mou_builder.library.model import Model
from mou_builder.report.departures_text import departures_text
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import example, library
from tests.support.library.judged_library import RIGHT, judged_library


def found(text: str) -> Departures:
    checked = check(parse(text.encode(), "config.yaml"), judged_library())
    assert isinstance(checked, Ready), checked.diagnostics
    return departures(checked.config, checked.model, judged_library().model(checked.model.id))


def words(departing: Departures, at: int, change: Change) -> list[str]:
    return [
        span.text
        for block in departing.departures[at].item.blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.change is change
    ]


LEFT_OUT = "  mission: {omit: {because: it goes without saying}}\n"
REPLACED = "  records: {text: Records stay with the village., because: the village keeps them}\n"


def test_choices_that_the_model_offers_are_no_departures() -> None:
    none = found(RIGHT)
    assert none.departures == ()
    assert none.comparison.is_equal
    assert "no clause of the model is left out or replaced" in departures_text(
        none, "a.yaml", color=False, width=80
    )


def test_each_departure_has_its_reason_and_the_words_that_it_changes() -> None:
    both = found(RIGHT + REPLACED + LEFT_OUT)
    assert [(each.kind, each.id, each.because) for each in both.departures] == [
        ("left out", "mission", "it goes without saying"),
        ("replaced", "records", "the village keeps them"),
    ]
    assert words(both, 0, Change.DELETED) == ["The mission is safety."]
    assert words(both, 1, Change.DELETED) == ["agency"]
    assert words(both, 1, Change.INSERTED) == ["village"]


def test_a_value_in_place_of_one_that_the_model_prints_is_a_departure() -> None:
    published = library().model("wisconsin-sro")
    text = example("city-and-one-school.yaml")
    longer = text.replace("clauses:\n", "clauses:\n  termination: {notice: 60}\n", 1)
    found = []
    for each in (text, longer):
        checked = check(parse(each.encode(), "config.yaml"), library())
        assert isinstance(checked, Ready), checked.diagnostics
        found.append(departures(checked.config, checked.model, published))
    assert found[0].departures == ()
    assert [(each.kind, each.id) for each in found[1].departures] == [("replaced", "termination")]
    assert words(found[1], 0, Change.INSERTED) == ["sixty (60) days"]
    said = departures_text(found[1], "a.yaml", color=False, width=100)
    assert "cause: termination.notice: 30 days → 60 days" in said
    assert "because:" not in said


def test_a_clause_without_a_variant_of_its_own_is_held_against_what_the_model_prints() -> None:
    own = "  funding: {text: We pay., because: so}\n"
    replaced = found(RIGHT[: RIGHT.index("  funding:")] + own + RIGHT[RIGHT.index("  stations:") :])
    assert "Insert funding" in "".join(words(replaced, 0, Change.DELETED))


def test_what_is_added_beyond_the_model_is_named_with_its_number() -> None:
    more = found(RIGHT + "  cameras: yes\n")
    assert [(each.id, each.number) for each in more.added] == [("cameras", 6)]
    text = departures_text(more, "a.yaml", color=False, width=80)
    assert "6. cameras (cameras" in text


def test_the_text_shows_the_words_without_colour() -> None:
    text = departures_text(found(RIGHT + REPLACED), "a.yaml", color=False, width=80)
    assert "because: the village keeps them" in text
    assert "[-agency-]{+village+}" in text.replace("\n  ", " ")


def test_a_line_of_its_own_is_the_cause_and_not_the_names_that_it_does_not_print() -> None:
    own = "frame: {agreement_line: {text: We agree with each other., because: it is short}}\n"
    [departure] = departures(*_both(own)).departures
    assert [each.path for each in departure.item.causes] == ["frame.agreement_line.text"]
    [departure] = departures(*_both(own.replace("agreement_line", "subtitle"))).departures
    assert [each.path for each in departure.item.causes] == ["frame.subtitle.text"]


def _both(own: str) -> tuple[Config, Model, Model]:
    text = example("city-and-one-school.yaml") + own
    checked = check(parse(text.encode(), "a.yaml"), library())
    assert isinstance(checked, Ready), checked.diagnostics
    return checked.config, checked.model, checked.model
