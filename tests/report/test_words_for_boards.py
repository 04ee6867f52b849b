"""Whatever a board or the public reads has no key of a config, no code, no file and no line.

The keys are the real ones: those of every clause, variant, blank and column of the library, and of
the schema of a config. Of these, a word that is an ordinary one (“officers”) tells nothing; one
that only a program writes (“district_share”, “chain-of-command”) does.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree, html
from pypdfium2 import PdfDocument

from mou_builder.agreement.wording import value_name
from mou_builder.check.shapes import config_shape
from mou_builder.cli.program import program
from mou_builder.difference.causes import Cause, CauseKind
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.typed.values import Type
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.comparison.wording import short
from mou_builder.yamltext.shape import Schema
from tests.support.agreement.assembling import library

LIBRARY = library()
MODELS = [LIBRARY.model(each) for each in LIBRARY.model_ids]
CLAUSES = [each for model in MODELS for each in model.clauses.values()]


def _of_blank(blank: Blank) -> Iterator[str]:
    yield blank.id
    yield from blank.columns


def _of_clause(clause: Clause) -> Iterator[str]:
    yield clause.id
    yield from clause.variants
    for blanks in (clause.blanks, *(each.blanks for each in clause.variants.values())):
        for blank in blanks.values():
            yield from _of_blank(blank)
            yield f"{clause.id}.{blank.id}"


def _paths(shape: Schema, at: str = "") -> Iterator[str]:
    """Yield the path of every value of a shape; an entry of a list is the first."""
    for key, rules in shape.items():
        path = f"{at}{key}"
        yield path
        inner = rules.get("schema") or {}
        if rules.get("type") == "list":
            path, inner = f"{path}.0", inner.get("schema") or {}
        yield from _paths(inner, f"{path}.")


PATHS = {path for model in MODELS for path in _paths(config_shape(model))}


def _keys() -> set[str]:
    found = {key for clause in CLAUSES for key in _of_clause(clause)}
    found |= {part for path in PATHS for part in path.split(".")}
    return {each for each in found if re.search(r"[_.-]", each)}


KEYS = _keys()
_WORDS = {"as-needed", "follow-up", "full-time", "part-time", "check-in"}
"""Ids that are English as they stand."""
_KEY = re.compile(
    "(?<![\\w-])(?:"
    + "|".join(re.escape(each) for each in sorted(KEYS - _WORDS, key=len, reverse=True))
    + ")(?![\\w-])"
)
_CODE = re.compile(r"\bMOU\d{3}\b")
_FILE = re.compile(r"[\w-]+\.ya?ml\b")
_LINE = re.compile(r"\bline \d+|\.(?:ya?ml|docx|pdf):\d+")


def told_by(text: str) -> list[str]:
    """Return what a text says that only a program would."""
    return [each for kind in (_KEY, _CODE, _FILE, _LINE) for each in kind.findall(text)]


def mou(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(program, list(map(str, args)))
    assert result.exit_code == code, result.output
    return result


def test_the_keys_are_those_of_the_library_and_of_the_schema():
    assert {"district_share", "chain-of-command", "officer_in_charge", "shared-cost"} <= KEYS
    assert len(KEYS) > 150
    assert told_by("funding.district_share in maple.yaml, line 3: MOU350") == [
        *("funding.district_share", "MOU350", "maple.yaml", "line 3")
    ]
    assert told_by("The school district's share: 75% → 60%") == []


# Every sentence about a value

NO_NOUN = re.compile(r"\b[Tt]he (an?|from|how|the|what|when|where|whether|which|who)\b")


@pytest.mark.parametrize("kind", [CauseKind.BLANK, CauseKind.SETTING, CauseKind.CLAUSE])
def test_every_value_of_every_clause_is_called_by_its_label(kind: CauseKind):
    plain = PlainWords(MODELS)
    for clause in CLAUSES:
        paths = [f"clauses.{clause.id}"]
        if kind is not CauseKind.CLAUSE:
            for each in clause.variants or {"": None}:
                for blank in clause.blanks_of(each).values():
                    paths.append(f"clauses.{clause.id}.{blank.id}")
                    paths += (f"{paths[-1]}.0.{column}" for column in blank.columns)
        for path in paths:
            for old, new in (("1", "2"), ("", "2"), ("1", "")):
                said = plain.of_cause(Cause(kind, path, old, new))
                assert told_by(said) == [], (path, said)
                assert not NO_NOUN.search(said), said


def test_every_table_says_how_a_row_of_it_is_called():
    for clause in CLAUSES:
        for blank in chain(
            clause.blanks.values(), *(each.blanks.values() for each in clause.variants.values())
        ):
            assert bool(blank.columns) is (" the * " in blank.row), (clause.id, blank.id)


CALLED = {
    "funding.instalments.0.amount": "The amount of the first installment: 1 → 2",
    "funding.instalments.2.due": "The due date of the third installment: 1 → 2",
    "funding.payers.0.payer": "The first payer: 1 → 2",
    "funding.payers.1.share": "The share of the second payer: 1 → 2",
    "funding.due": "The period to pay an invoice: 1 → 2",
    "employment.cover_after": (
        "The school days of absence after which another officer steps in: 1 → 2"
    ),
    "equipment-and-training-costs.other_items.0.payer": "Who pays for the first other item: 1 → 2",
    "duty-stations.schedule.1.days": "The days in the second line of the weekly schedule: 1 → 2",
    "appropriations.funds.20.payer": "The twenty-first party that pays: 1 → 2",
}


@pytest.mark.parametrize("path", CALLED)
def test_a_value_is_called_as_a_lawyer_would_call_it(path: str):
    said = PlainWords(MODELS).of_cause(Cause(CauseKind.BLANK, f"clauses.{path}", "1", "2"))
    assert said == CALLED[path]


def test_a_table_of_a_library_that_does_not_say_so_has_lines():
    amount = Blank("amount", Type.MONEY, "amount")
    rows = Blank("parts", Type.ROWS, "what is paid", columns={"amount": amount})
    assert value_name(amount, rows, 1) == "the amount in the second line of “what is paid”"


def test_a_choice_that_is_a_sentence_is_quoted():
    plain = PlainWords(MODELS)
    for clause in CLAUSES:
        for blank in clause.blanks.values():
            for choice in blank.choices if blank.type is Type.CHOICE else ():
                path = f"clauses.{clause.id}.{blank.id}"
                words = blank.choices[choice]
                said = plain.of_cause(Cause(CauseKind.BLANK, path, choice, ""))
                shown = f"“{words}”" if words.endswith(".") else words
                assert said.endswith(f": {shown} (removed)"), said


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("within twenty-four (24) hours", "within 24 hours"),
        ("thirty (30) days", "30 days"),
        ("75 percent (75%)", "75%"),
        ("one and one-half (1.5)", "1.5"),
        ("Oak School (2)", "Oak School (2)"),
        ("two (2) officers; three (3) officers", "2 officers; 3 officers"),
    ],
)
def test_only_the_words_of_a_number_yield_to_its_digits(printed: str, typed: str):
    assert short(printed) == typed


def test_the_last_word_of_a_choice_has_no_comma():
    cause = Cause(CauseKind.BLANK, "clauses.funding.local_payer", "agency", "shared")
    said = PlainWords(MODELS, [{"funding": "grant"}]).of_cause(cause)
    assert said.endswith("in the shares that follow the grant")


def test_every_variant_is_called_by_its_title():
    plain = PlainWords(MODELS)
    for clause in CLAUSES:
        for each in clause.variants:
            path = f"clauses.{clause.id}.variant"
            said = plain.of_cause(Cause(CauseKind.VARIANT, path, each, each))
            assert told_by(said) == [], said


def test_every_other_value_of_a_config_is_called_in_words():
    plain = PlainWords(MODELS)
    assert "parties.district.officer_in_charge" in PATHS
    for path in sorted(PATHS):
        said = plain.of_cause(Cause(CauseKind.SETTING, path, "1", "2"))
        assert told_by(said) == [], said
        assert path.rpartition(".")[2] not in said.split() or "_" not in path, said


# Every paper and page


CHANGES = {
    "city-and-one-school": (
        ("75%", "60%"),
        ("Patrol Captain", "Patrol Sergeant"),
        ("officers: 1", "officers: 2"),
        ("Dana Whitfield", "Ruth Meyer"),
        ("\nclauses:\n", "\nclauses:\n  disputes: yes\n"),
        ("until: 2027-06-30", "until: 2028-06-30"),
        ("model: wisconsin-sro", "model: wisconsin-sro\ncorrections: none"),
    ),
    "county-and-four-schools": (("  complaints: yes\n", ""),),
    "three-parties": (),
    "village-with-grant": (),
}


@pytest.fixture(params=CHANGES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    text = Path(f"configs/{request.param}.yaml").read_text("utf-8")
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    for old, new in CHANGES[request.param]:
        assert old in text, old
        text = text.replace(old, new)
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def words_of(name: str, data: bytes) -> str:
    """Return what a person reads in a file."""
    ending = name.rpartition(".")[2]
    if ending == "pdf":
        return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(data))
    if ending == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [each for each in archive.namelist() if each.startswith("word/")]
            trees = [etree.fromstring(archive.read(each)) for each in parts if each[-4:] == ".xml"]
        text = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        paragraphs = (each for tree in trees for each in tree.iter(f"{text}p"))
        return "\n".join(
            "".join(t.text or "" for t in each.iter(f"{text}t")) for each in paragraphs
        )
    if ending == "html":
        root = html.document_fromstring(data)
        for each in root.xpath("//style"):
            each.drop_tree()
        said = [str(each) for each in root.xpath("//@title | //@aria-label | //@alt")]
        return " ".join([root.text_content(), *said])
    if ending == "xml":
        return " ".join(etree.fromstring(data).itertext())
    raise AssertionError(name)


def assert_plain(folder: Path) -> int:
    count = 0
    for each in sorted(folder.rglob("*")):
        if each.suffix in (".pdf", ".docx", ".html", ".xml"):
            found = told_by(words_of(each.name, each.read_bytes()))
            assert found == [], f"{each.name}: {found}"
            count += 1
    return count


def test_a_comparison_speaks_plainly_in_every_form(office: Path):
    for ending in ("html", "pdf", "docx"):
        mou("diff", office / "old.yaml", office / "new.yaml", "-o", office / f"out.{ending}")
    assert assert_plain(office) == 3
    shown = mou("diff", office / "old.yaml", office / "new.yaml").output
    assert told_by("\n".join(shown.split("\n")[1:])) == []  # the first line names what one typed


def test_those_who_draft_ask_for_the_keys(tmp_path: Path):
    text = Path("configs/city-and-one-school.yaml").read_text("utf-8")
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(text.replace("75%", "60%"), encoding="utf-8")
    sides = (tmp_path / "old.yaml", tmp_path / "new.yaml")
    assert "funding.district_share: 75% → 60%" in mou("diff", *sides, "--causes").output
    for ending in ("html", "pdf"):
        target = tmp_path / f"out.{ending}"
        mou("diff", *sides, "--causes", "-o", target)
        assert "district_share" in words_of(target.name, target.read_bytes())


def test_the_packet_of_a_renewal_speaks_plainly(office: Path):
    (office / "new.yaml").unlink()
    mou("renew", office / "old.yaml", "--packet", office / "packet")
    assert assert_plain(office) > 5


def test_an_amendment_speaks_plainly(tmp_path: Path):
    config = tmp_path / "maple-grove.yaml"
    config.write_text(Path("configs/city-and-one-school.yaml").read_text("utf-8"), encoding="utf-8")
    (tmp_path / "proposal.txt").write_text(
        "proposed_by: School Board\nchanges:\n  - clause: funding\n    set: {district_share: 60%}\n"
        "    because: the costs changed\n  - clause: body-worn-cameras\n    add: yes\n"
        "    because: they came\n",
        encoding="utf-8",
    )
    mou("amend", config, tmp_path / "proposal.txt", "-o", tmp_path / "papers")
    assert assert_plain(tmp_path / "papers") == 3


def test_status_register_and_conformed_copy_speak_plainly(office: Path):
    (office / "new.yaml").unlink()
    config = office / "old.yaml"
    shown = CliRunner().invoke(program, ["status", str(office), "--format", "json"])
    (only,) = json.loads(shown.stdout)["agreements"]
    for who in only["missing_signatures"]:
        mou("record", config, "signed", "--by", who, "--on", "2026-06-20")
    mou("record", config, "public", "--on", "2026-06-20")
    day = ("--as-of", "2026-11-01")
    mou("publish", office, "-o", office / "site", *day)
    mou("render", config, "--conformed", "--format", "pdf,docx,html", "-o", office / "c", *day)
    mou("status", office, "--format", "html", "-o", office / "status.html", *day)
    page = office / "status.html"  # which names the files of the folder that it was made of
    kept = re.sub(r"[\w/-]+\.ya?ml", "", words_of(page.name, page.read_bytes()))
    assert told_by(kept) == []
    page.unlink()
    assert assert_plain(office) >= 5
    terminal = mou("status", office, *day).output
    assert told_by(re.sub(r"[\w/-]+\.ya?ml", "", terminal)) == []


def test_it_is_said_whether_errors_of_the_model_are_corrected_or_no_more():
    plain = PlainWords(MODELS[:1])
    said = [
        plain.of_cause(Cause(CauseKind.CORRECTION, "title", old, new))
        for old, new in (("not applied", "applied"), ("applied", "not applied"))
    ]
    assert said[0] == "Errors of the published model are corrected."
    assert said[1] == "Errors of the published model are no longer corrected."


def test_a_value_is_called_as_the_variant_calls_it_that_was_chosen():
    cause = Cause(CauseKind.BLANK, "clauses.funding.district_share", "50%", "60%")
    called = {
        variant: PlainWords(MODELS[:1], [{"funding": variant}]).of_cause(cause)
        for variant in ("shared-cost", "hourly")
    }
    assert called["shared-cost"].startswith("The school district's share:")
    assert called["hourly"].startswith("The part of the rate that the school district pays:")
