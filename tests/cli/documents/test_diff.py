"""`mou diff` as people call it: processes, files and exit codes."""

from __future__ import annotations

import io
import json
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from lxml import etree, html

from tests.support.agreement.assembling import CONFIGS, example
from tests.support.cli.command import mou_says
from tests.support.cli.console import CONSOLE, as_shown, environment
from tests.support.pdf.samples import words_in
from tests.support.review.returned_copies import CITY, Copy, sent
from tests.support.word.docx_reading import header_words
from tests.support.word.redlines import changes_in

MOU = str(Path(sys.executable).with_name("mou"))
OLD = example(CITY).replace("requirements: [wisconsin]\n", "")
NEW = OLD.replace("district_share: 75%", "district_share: 60%")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def mou(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    done = mou_says(folder, *arguments, environment=environment)
    assert "Traceback" not in done.stderr
    assert "fault of the program" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(OLD, "utf-8")
    (tmp_path / "new.yaml").write_text(NEW, "utf-8")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_the_terminal_shows_words_and_the_lines_that_made_them(folder: Path) -> None:
    done = mou(folder, "diff", "old.yaml", "new.yaml", "--causes")
    line = next(at for at, each in enumerate(OLD.split("\n"), 1) if "district_share" in each)
    place = f"(old.yaml:{line}, new.yaml:{line})"
    assert as_shown(f"funding.district_share: 75% → 60%  {place}") in done.stdout
    assert "[-75 percent (75%)-]{+60 percent (60%)+}" in " ".join(done.stdout.split())
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("other", "options", "exit_code"),
    [
        ("new.yaml", [], 0),
        ("new.yaml", ["--exit-code"], 1),
        ("old.yaml", ["--exit-code"], 0),
        ("old.yaml", [], 0),
    ],
)
def test_a_difference_is_an_exit_code_only_where_it_is_asked_for(
    folder: Path, other: str, options: list[str], exit_code: int
) -> None:
    assert mou(folder, "diff", "old.yaml", other, *options).returncode == exit_code


@pytest.mark.parametrize(
    ("content", "name", "code", "exit_code"),
    [
        (None, "none.yaml", "MOU701", 2),
        (b"a: [1, 2", "c.yaml", "MOU010", 2),
        (NEW.replace("variant: agency", "variant: agnecy").encode(), "c.yaml", "MOU1", 1),
        (b"no zip", "c.docx", "MOU401", 2),
        (b"PK\x03\x04 truncated", "c.docx", "MOU401", 2),
    ],
)
@pytest.mark.parametrize("is_new", [False, True])
def test_a_side_that_cannot_be_read_is_named_and_nothing_is_written(
    folder: Path, content: bytes | None, name: str, code: str, exit_code: int, is_new: bool
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    before = names(folder)
    sides = ("old.yaml", name) if is_new else (name, "old.yaml")
    done = mou(folder, "diff", *sides, "--exit-code", "-o", "out.docx")
    assert (done.returncode, done.stdout) == (exit_code, "")
    assert code in done.stderr
    assert name in done.stderr
    assert names(folder) == before


def test_a_word_document_of_somebody_else_is_refused_for_what_it_is(folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Dear Sirs, please find enclosed")
    document.save(str(folder / "letter.docx"))
    done = mou(folder, "diff", "old.yaml", "letter.docx")
    assert done.returncode == 2
    assert "MOU601" in done.stderr
    assert "Dear Sirs" in done.stderr
    assert "--against" not in done.stderr  # which this command does not have


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_document_is_not_poured_into_the_terminal(folder: Path, form: str) -> None:
    done = mou(folder, "diff", "old.yaml", "new.yaml", "--format", form)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--output" in done.stderr


def test_json_has_the_causes_with_their_places(folder: Path) -> None:
    done = mou(folder, "diff", "old.yaml", "new.yaml", "--format", "json")
    found = json.loads(done.stdout)
    assert (found["format"], found["equal"]) == (1, False)
    [funding] = [each for each in found["items"] if each["id"] == "funding"]
    cause = funding["causes"][0]
    assert cause["path"] == "clauses.funding.district_share"
    assert cause["old_place"]["file"] == "old.yaml"
    assert OLD.split("\n")[cause["old_place"]["line"] - 1].strip().startswith("district_share")


def test_the_page_stands_alone(folder: Path) -> None:
    done = mou(folder, "diff", "old.yaml", "new.yaml", "-o", "page.html")
    assert done.stdout.startswith("page.html: 1 of 19 clauses differs")
    root = html.document_fromstring((folder / "page.html").read_bytes())
    assert root.find(".//script") is None
    assert "60 percent (60%)" in "".join(each.text_content() for each in root.iter("ins"))


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "json", "txt"])
def test_the_ending_of_the_output_says_what_it_is(folder: Path, ending: str) -> None:
    name = f"out.{ending}"
    assert mou(folder, "diff", "old.yaml", "new.yaml", "-o", name).returncode == 0
    begins = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!", "json": b"{", "txt": b"old.yaml"}
    assert (folder / name).read_bytes().startswith(begins[ending])


def test_what_exists_is_overwritten_only_by_force(folder: Path) -> None:
    (folder / "out.docx").write_text("precious", "utf-8")
    done = mou(folder, "diff", "old.yaml", "new.yaml", "-o", "out.docx")
    assert done.returncode == 2
    assert "MOU705" in done.stderr
    assert (folder / "out.docx").read_text("utf-8") == "precious"
    assert mou(folder, "diff", "old.yaml", "new.yaml", "-o", "out.docx", "--force").returncode == 0
    assert (folder / "out.docx").read_bytes().startswith(b"PK")


def signatures(data: bytes) -> set[tuple[str, str]]:
    """Author and day of each tracked change."""
    return {
        (each.get(f"{W}author", ""), each.get(f"{W}date", "")[:10]) for each in changes_in(data)
    }


def redline(folder: Path, *options: str, **environment: str) -> bytes:
    done = mou(
        folder, "diff", "old.yaml", "new.yaml", "-o", "r.docx", "--force", *options, **environment
    )
    assert done.returncode == 0, done.stderr
    return (folder / "r.docx").read_bytes()


def test_the_redline_is_by_whom_and_when_it_is_said(folder: Path) -> None:
    data = redline(folder, "--author", "R&D <Ann>", "--date", "2027-03-01")
    assert signatures(data) == {("R&D <Ann>", "2027-03-01")}
    epoch = {"SOURCE_DATE_EPOCH": "1800000000"}
    assert signatures(redline(folder, **epoch)) == {("mou-builder", "2027-01-15")}
    assert redline(folder, **epoch) == redline(folder, **epoch)


def test_a_date_that_is_none_is_wrong_usage(folder: Path) -> None:
    done = mou(folder, "diff", "old.yaml", "new.yaml", "-o", "r.docx", "--date", "tomorrow")
    assert done.returncode == 2
    assert names(folder) == {"old.yaml", "new.yaml"}


def test_the_redline_carries_the_new_config_and_is_a_side_itself(folder: Path) -> None:
    redline(folder)
    done = mou(folder, "diff", "r.docx", "new.yaml", "--exit-code")
    assert done.returncode == 0
    assert "read the same" in done.stdout
    assert "MOU650" in done.stderr  # it has tracked changes


def test_a_row_that_went_and_one_that_came_are_told_as_rows(folder: Path) -> None:
    for name in ("09-rows-old.yaml", "09-rows-new.yaml"):
        text = (CONFIGS.parent / "tests/data/negotiation" / name).read_text("utf-8")
        (folder / name).write_text(text, "utf-8")
    done = mou(folder, "diff", "09-rows-old.yaml", "09-rows-new.yaml", "--causes")
    causes = [each for each in done.stdout.splitlines() if each.startswith("  cause: ")]
    assert len(causes) == 1
    said = " ".join(done.stdout.split())
    came = "schedule: B School, Tuesday, 7:00 a.m., 3:00 p.m. → F School, Saturday"
    assert as_shown(came) in said


def test_documents_are_compared_by_the_configs_inside_them(folder: Path) -> None:
    (folder / "old.docx").write_bytes(sent(OLD))
    (folder / "new.docx").write_bytes(sent(NEW))
    done = mou(folder, "diff", "old.docx", "new.docx", "--exit-code", "--causes")
    assert done.returncode == 1
    assert done.stderr == ""
    assert f"(old.docx: {CITY}:" in " ".join(done.stdout.split())
    assert mou(folder, "diff", "old.docx", "old.yaml", "--exit-code").returncode == 0


def test_a_document_is_compared_by_the_words_that_stand_in_it(folder: Path) -> None:
    edited = Copy(sent(OLD)).replace("shall be integrated", "may be integrated").returned()
    (folder / "edited.docx").write_bytes(edited)
    (folder / "sent.docx").write_bytes(sent(OLD))
    for old in ("old.yaml", "sent.docx"):
        done = mou(folder, "diff", old, "edited.docx", "--exit-code")
        assert done.returncode == 1
        assert "1 of 19 clauses differs" in done.stdout
        assert "{+may+}" in done.stdout
        assert done.stderr == ""
    assert mou(folder, "diff", "edited.docx", "edited.docx", "--exit-code").returncode == 0


def test_what_a_comparison_does_not_show_is_for_a_review(folder: Path) -> None:
    copy = Copy(sent(OLD)).track("shall be integrated", "may be integrated")
    copy.comment("The SRO shall meet with", "Why?")
    copy.add_after("The SRO shall meet with", "The SRO shall carry a badge.", "MOUClause")
    (folder / "edited.docx").write_bytes(copy.returned())
    done = mou(folder, "diff", "old.yaml", "edited.docx", "--exit-code")
    assert done.returncode == 1
    assert "{+may+}" in done.stdout
    assert "Added: “The SRO shall carry a badge”." in done.stdout
    assert "added-" not in done.stdout
    assert "edited.docx: MOU650 warning" in done.stderr
    said = " ".join(done.stderr.split())
    assert "tracked changes, which count as accepted; it has comments" in said
    assert "mou review edited.docx" in said


def test_a_document_of_another_library_is_told_from_what_this_one_makes(folder: Path) -> None:
    clause = CONFIGS.parent / "clauses/wisconsin-sro/clauses/mission.yaml"
    own = folder / "lib/wisconsin-sro/clauses"
    own.mkdir(parents=True)
    (own / "mission.yaml").write_text(
        clause.read_text("utf-8").replace("school safety", "safety"), "utf-8"
    )
    made = mou(folder, "render", "old.yaml", "--format", "docx", "--library", "lib")
    assert made.returncode == 0, made.stderr
    done = mou(folder, "diff", "old.docx", "old.yaml")
    assert "MOU604" in done.stderr
    same = mou(folder, "diff", "old.docx", "old.yaml", "--library", "lib")
    assert same.stderr == ""


def test_a_draft_is_compared_with_its_open_points(folder: Path) -> None:
    (folder / "draft.yaml").write_text(OLD.replace("    supervisor: Patrol Captain\n", ""), "utf-8")
    done = mou(folder, "diff", "old.yaml", "draft.yaml", "--causes")
    assert done.returncode == 0
    assert "{+[title of the SRO's supervisor]+}" in " ".join(done.stdout.split())


def test_a_config_that_another_process_writes_can_be_compared(folder: Path) -> None:
    command = f"{shlex.quote(MOU)} diff <(cat old.yaml) new.yaml --exit-code --causes"
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, encoding=CONSOLE, check=False,
        env=environment(),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert as_shown("funding.district_share: 75% → 60%") in done.stdout


def test_a_config_that_extends_another_is_compared_with_what_it_takes_over(folder: Path) -> None:
    (folder / "child.yaml").write_text("extends: old.yaml\nclauses: {disputes: yes}\n", "utf-8")
    done = mou(folder, "diff", "old.yaml", "child.yaml", "--causes")
    assert as_shown("disputes: not included → included  (child.yaml:2)") in done.stdout
    redlined = mou(folder, "diff", "old.yaml", "child.yaml", "-o", "r.docx")
    assert redlined.returncode == 0
    assert mou(folder, "diff", "r.docx", "child.yaml", "--exit-code").returncode == 0


def house_template() -> bytes:
    """The packaged template with a letterhead."""
    data = (CONFIGS.parent / "templates/agreement.docx").read_bytes()
    parts = dict(_parts(data))
    body = parts["word/document.xml"].decode()
    letterhead = "<w:p><w:r><w:t>Office of the Village Clerk</w:t></w:r></w:p>"
    parts["word/document.xml"] = body.replace("<w:body>", f"<w:body>{letterhead}").encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, each in parts.items():
            archive.writestr(name, each)
    return target.getvalue()


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def test_a_house_template_gives_redline_and_copy_its_looks(folder: Path) -> None:
    (folder / "house.docx").write_bytes(house_template())
    data = redline(folder, "--template", "house.docx")
    root = etree.fromstring(dict(_parts(data))["word/document.xml"])
    first = next(root.iter(f"{W}p"))
    assert "".join(first.itertext()) == "Office of the Village Clerk"
    assert changes_in(data)
    assert header_words(data) == header_words(redline(folder))
    done = mou(folder, "diff", "old.yaml", "new.yaml", "-o", "c.pdf", "--template", "house.docx")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.crosscheck
def test_the_comparison_copy_shows_the_words_of_both_and_what_changed(folder: Path) -> None:
    assert mou(folder, "diff", "old.yaml", "new.yaml", "-o", "c.pdf").returncode == 0
    text = words_in((folder / "c.pdf").read_bytes())
    front, _, agreement = text.partition("\f")
    assert "How changes are marked" in front
    assert "What changed" in front
    assert "The school district's share: 75% → 60%" in " ".join(front.split())
    flat = " ".join(agreement.split())
    assert flat.count("Memorandum of Understanding for") == 1
    assert "75 percent (75%)60 percent (60%)" in flat


def test_each_side_may_have_clauses_of_its_own(folder: Path) -> None:
    (folder / "a.yaml").write_text(example(CITY), encoding="utf-8")
    for name, words in (("2025", "One may leave."), ("2026", "Two may leave.")):
        clause = folder / name / "wisconsin-sro" / "clauses" / "termination.yaml"
        clause.parent.mkdir(parents=True)
        text = f"id: termination\ntitle: Termination\nprovenance: drafted\ntext: {words}\n"
        clause.write_text(text, encoding="utf-8")
    same = mou(folder, "diff", "a.yaml", "a.yaml", "--library", "2026", "--exit-code")
    assert same.returncode == 0
    found = mou(
        folder,
        "diff",
        "a.yaml",
        "a.yaml",
        "--library",
        "2026",
        "--old-library",
        "2025",
        "--exit-code",
    )
    assert found.returncode == 1
    assert "[-One-]{+Two+} may leave." in found.stdout
