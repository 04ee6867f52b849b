"""A redline in Word: accepted it is the new agreement, rejected the old one.

Two engines that are not ours decide on the changes: rdocx here, LibreOffice under `crosscheck`.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import escape

import docx
import pytest
import rdocx
from docx.oxml.ns import qn
from hypothesis import given

from mou_builder.agreement.document import Agreement, Block, Comment, Paragraph, Span
from mou_builder.difference.redline import redline
from mou_builder.word.reading.copy import read_copy
from mou_builder.word.writing.document import DocxSource, Revision, render_docx
from mou_builder.word.writing.source_part import words_digest
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import CUSTODY, small_agreement
from tests.support.agreement.strategies import pairs
from tests.support.difference.differing_agreements import BASE, EDITS, titled
from tests.support.example_counts import drawn
from tests.support.libreoffice.converting import converted
from tests.support.libreoffice.jobs import Seen, see
from tests.support.word.docx_reading import header_words
from tests.support.word.redlines import body_of, changes_in, decided, shown

DANA = Revision('Dana "D" <Whitfield> & Co', "2026-07-01")


def plain(agreement: Agreement) -> bytes:
    return render_docx(agreement, TEMPLATE, None)


def marked(old: Agreement, new: Agreement) -> bytes:
    return render_docx(redline(old, new), TEMPLATE, None, DANA)


def with_words(agreement: Agreement) -> Agreement:
    """The agreement with some words in each paragraph: one without any leaves no trace to check."""
    words = iter(f"Words of paragraph {number}." for number in range(1000))

    def filled(block: Block) -> Block:
        if isinstance(block, Paragraph) and not block.text.strip() and not block.label:
            return replace(block, spans=(Span(next(words)),))
        return block

    def one(block: Paragraph) -> Paragraph:
        found = filled(block)
        assert isinstance(found, Paragraph)
        return found

    return replace(
        agreement,
        header=one(agreement.header),
        title=one(agreement.title),
        subtitle=agreement.subtitle and one(agreement.subtitle),
        recitals=tuple((id_, one(each)) for id_, each in agreement.recitals),
        agreement_line=one(agreement.agreement_line),
        sections=tuple(
            replace(
                section,
                heading=one(section.heading),
                provisions=tuple(
                    replace(each, blocks=tuple(map(filled, each.blocks)))
                    for each in section.provisions
                ),
            )
            for section in agreement.sections
        ),
        closing=one(agreement.closing),
        signatures=tuple(
            replace(each, paragraphs=tuple(map(one, each.paragraphs)))
            for each in agreement.signatures
        ),
    )


@drawn(8)
@given(pairs())
def test_accepted_it_is_the_new_and_rejected_the_old_agreement(
    pair: tuple[Agreement, Agreement],
) -> None:
    old, new = map(with_words, pair)
    data = marked(old, new)
    for decision, agreement in (("accept_all", new), ("reject_all", old)):
        found = decided(data, decision)
        assert shown(found) == shown(plain(agreement))
        assert header_words(found) == header_words(plain(agreement))


@drawn(6)
@given(pairs())
def test_changes_are_signed_and_have_ids_of_their_own(pair: tuple[Agreement, Agreement]) -> None:
    data = marked(*pair)
    assert rdocx.Document.from_bytes(data).validate().is_valid
    changes = changes_in(data)
    ids = Counter(each.get(qn("w:id")) for each in changes)
    assert not [id_ for id_, count in ids.items() if count > 1]
    for each in changes:
        assert each.get(qn("w:author")) == DANA.author
        assert each.get(qn("w:date")) in ("2026-07-01T00:00:00Z", "2026-07-01T00:02:00Z")
    names = [each.get(qn("w:name")) for each in body_of(data).iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))


@drawn(6)
@given(pairs())
def test_equal_agreements_have_no_revision(pair: tuple[Agreement, Agreement]) -> None:
    agreement = pair[0]
    assert marked(agreement, agreement) == plain(agreement)
    assert changes_in(plain(agreement)) == []


@drawn(6)
@given(pairs())
def test_deleted_words_are_written_as_such_and_no_others(
    pair: tuple[Agreement, Agreement],
) -> None:
    """17.4.20 (delText) is for deletions; Word repairs a file that has it elsewhere."""
    body = body_of(marked(*pair))
    for each in body.iter(qn("w:t"), qn("w:delText")):
        is_deleted = next(each.iterancestors(qn("w:del")), None) is not None
        assert (each.tag == qn("w:delText")) == is_deleted


def test_what_comes_or_goes_at_the_end_of_a_clause_stands_behind_its_control() -> None:
    body = body_of(marked(BASE, EDITS["the end of a list"]))
    [gone] = [each for each in body.iter(qn("w:p")) if each.find(f".//{qn('w:del')}") is not None]
    assert gone.getparent() is body
    before = gone.getprevious()
    assert before.tag == qn("w:sdt")
    assert before.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == "mou:clause:custody"
    assert [each.tag for each in gone.iter(qn("w:bookmarkEnd"))] == [qn("w:bookmarkEnd")]


def test_without_a_name_a_change_cannot_be_written() -> None:
    changed = redline(small_agreement(), titled("Another title"))
    with pytest.raises(ValueError, match="Revision"):
        render_docx(changed, TEMPLATE, None)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("edit", EDITS)
def test_each_kind_of_change_can_be_accepted_and_rejected(edit: str, turned: bool) -> None:
    old, new = (edit, "") if turned else ("", edit)
    data = marked(edited(old), edited(new))
    for decision, one in (("accept_all", new), ("reject_all", old)):
        found = decided(data, decision)
        assert (shown(found), header_words(found)) == shown_plainly(one)


def edited(edit: str) -> Agreement:
    return EDITS[edit] if edit else BASE


@cache
def shown_plainly(edit: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """What an agreement shows in which nothing is marked."""
    found = plain(edited(edit))
    return shown(found), header_words(found)


@pytest.mark.crosscheck
def test_libreoffice_accepts_and_rejects_each_kind_of_change() -> None:
    _libreoffice_agrees(
        [pair for new in EDITS.values() for pair in ((BASE, new), (new, BASE))],
        [name for edit in EDITS for name in (edit, f"{edit}, the other way round")],
    )


@pytest.mark.crosscheck
def test_libreoffice_accepts_and_rejects_redlines_of_any_two_agreements() -> None:
    found: list[tuple[Agreement, Agreement]] = []

    @drawn(30, derandomize=True, database=None)
    @given(pairs())
    def take(pair: tuple[Agreement, Agreement]) -> None:
        old, new = map(with_words, pair)
        if not _repeats_itself(marked(old, new)):
            found.append((old, new))

    take()
    assert len(found) >= 15
    _libreoffice_agrees(found, [f"pair {number}" for number in range(len(found))])


def _repeats_itself(data: bytes) -> bool:
    """Tell whether a run with the same words is deleted at one place and inserted at another.

    LibreOffice 7.4 takes those for moved, whatever the file says, and mixes up the styles of
    paragraphs that come or go with them.
    """
    gone, come = (
        {
            "".join(each.text or "" for each in run.iter(qn("w:t"), qn("w:delText"))).strip()
            for change in body_of(data).iter(qn(f"w:{name}"))
            for run in change.iter(qn("w:r"))
        }
        for name in ("del", "ins")
    )
    return any(len(words) > 6 for words in gone & come)


def _libreoffice_agrees(found: list[tuple[Agreement, Agreement]], names: list[str]) -> None:
    jobs = []
    for old, new in found:
        data = marked(old, new)
        jobs += [(data, "accept"), (plain(new), "keep"), (data, "reject"), (plain(old), "keep")]
    seen = iter(see(jobs))
    for name in names:
        accepted, new_one, rejected, old_one = (next(seen) for _ in range(4))
        for decision, got, wanted in (
            ("accepted", accepted, new_one),
            ("rejected", rejected, old_one),
        ):
            assert _visible(got) == _visible(wanted), f"{name}, {decision}"
            assert got.header == wanted.header, f"{name}, {decision}"
            assert got.changes == (), f"{name}, {decision}"
            assert shown(got.saved) == shown(wanted.saved), f"{name}, {decision}, saved"


def _visible(seen: Seen) -> list[tuple[str, str, str]]:
    return [
        (style, number, " ".join(text.split()))
        for style, number, text in seen.body
        if style != "MOU End"
    ]


def anchors(data: bytes) -> Iterator[tuple[str, bool]]:
    """The bookmarks of clauses, each with whether its first paragraph is in a content control."""
    for each in body_of(data).iter(qn("w:bookmarkStart")):
        if each.get(qn("w:name")).startswith("mou_clause_"):
            yield each.get(qn("w:name")), next(each.iterancestors(qn("w:sdt")), None) is not None


@pytest.mark.parametrize("edit", EDITS)
def test_no_control_comes_or_goes(edit: str) -> None:
    """LibreOffice 7.4 gives all that follows a control that goes the looks of what goes."""
    body = body_of(marked(BASE, EDITS[edit]))
    ranges = [each.tag for each in body.iter() if "}customXml" in str(each.tag)]
    assert ranges == []
    for control in body.iter(qn("w:sdt")):
        marks = [each.find(f"{qn('w:pPr')}/{qn('w:rPr')}") for each in control.iter(qn("w:p"))]
        assert any(each is None or not len(each) for each in marks)


@pytest.mark.parametrize("edit", EDITS)
def test_every_clause_has_its_bookmark(edit: str) -> None:
    found = dict(anchors(marked(BASE, EDITS[edit])))
    both = {each.id for agreement in (BASE, EDITS[edit]) for each in agreement.provisions}
    wanted = {f"mou_clause_{id_.replace('-', '_')}" for id_ in both}
    assert {name.removesuffix("__old") for name in found if not name.endswith("__at")} == wanted
    assert {name for name in found if name.endswith("__at")} == {f"{each}__at" for each in wanted}


def test_a_clause_that_moved_stands_at_both_places_under_its_name() -> None:
    data = marked(BASE, EDITS["a clause moved to another section"])
    assert [name for name, _ in anchors(data) if not name.endswith("__at")] == [
        "mou_clause_mission",
        "mou_clause_custody__old",
        "mou_clause_duty_stations",
        "mou_clause_custody",
    ]
    body = body_of(data)
    ends = [
        [each.get(qn("w:name")) for each in body.iter(qn(f"w:{end}RangeStart"))]
        for end in ("moveFrom", "moveTo")
    ]
    assert ends[0] == ends[1]
    assert len(set(ends[0])) == len(CUSTODY.blocks)


def commented(agreement: Agreement, *comments: Comment) -> Agreement:
    sections = tuple(
        replace(
            section,
            provisions=tuple(replace(each, comments=comments) for each in section.provisions),
        )
        for section in agreement.sections
    )
    return replace(agreement, sections=sections)


NOTES = (Comment("Luis Ortega", "Why not 75 < 80 & more?\nSee letter.", "2026-07-02"),)


def test_comments_stand_beside_their_clauses_with_author_and_date() -> None:
    data = render_docx(commented(small_agreement(), *NOTES), TEMPLATE, None)
    document = docx.Document(io.BytesIO(data))
    found = list(document.comments)
    assert len(found) == 3
    assert {each.author for each in found} == {"Luis Ortega"}
    assert {each.text for each in found} == {NOTES[0].text}
    assert found[0].timestamp is not None
    assert found[0].timestamp.date().isoformat() == "2026-07-02"
    for each in found:
        [start] = [
            mark
            for mark in document.element.body.iter(qn("w:commentRangeStart"))
            if mark.get(qn("w:id")) == str(each.comment_id)
        ]
        assert next(start.iterancestors(qn("w:sdt")), None) is not None
    assert shown(data) == shown(plain(small_agreement()))
    assert rdocx.Document.from_bytes(data).validate().is_valid


def test_the_mark_of_a_comment_comes_and_goes_with_its_clause() -> None:
    """A mark that stayed would keep the paragraph of a deleted clause from going."""
    changed = redline(BASE, EDITS["a clause removed"])
    body = body_of(render_docx(commented(changed, *NOTES), TEMPLATE, None, DANA))
    marks = list(body.iter(qn("w:commentReference")))
    assert len(marks) == 3
    assert [next(each.iterancestors(qn("w:del")), None) is not None for each in marks] == [
        True,
        False,
        False,
    ]


@pytest.mark.crosscheck
def test_libreoffice_shows_comments_and_changes_with_their_authors() -> None:
    changed = redline(BASE, EDITS["a clause added"])
    data = render_docx(commented(changed, *NOTES), TEMPLATE, None, DANA)
    # Without a display, LibreOffice crashes on comments when it is driven; converting works.
    (made,) = converted([data], "fodt")
    text = made.decode()
    assert text.count("<office:annotation ") == 4
    assert text.count("Why not 75 &lt; 80 &amp; more?") == 4
    assert {"Luis Ortega", escape(DANA.author)} == set(
        re.findall(r"<dc:creator>(.*?)</dc:creator>", text)
    )


def test_a_redline_carries_the_configs_of_both_sides() -> None:
    changed = EDITS["a clause emptied"]
    before = ("old.yaml", b"model: old\n")
    source = DocxSource(
        "c.yaml", b"model: new\n", "mou-builder 0.1.0", "wisconsin-sro", "1.0.0", "", before
    )
    made = read_copy(render_docx(redline(BASE, changed), TEMPLATE, source, DANA), "r.docx").source
    assert made is not None
    assert (made.config_name, made.config) == ("c.yaml", b"model: new\n")
    assert (made.before_name, made.before) == before
    assert made.digests["mou:clause:custody"] == words_digest(["Left blank."])
