"""Every document of a workbench is made on the letterhead that it was begun with."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from mou_builder.actions.render import Format, render
from mou_builder.cli.program import program
from mou_builder.pdf_reading.words import read_pdf_words
from mou_builder.web import serving
from mou_builder.web.background_jobs import BackgroundJobs
from mou_builder.web.letterhead import Letterhead
from mou_builder.web.workbench import Workbench
from tests.support.agreement.assembling import TEMPLATE
from tests.support.review.returned_copies import Copy
from tests.support.signing.signed_copies import signed_pdf, typed_on_the_line
from tests.support.web.forms_in_html import PageForm
from tests.support.web.workbench import HOST, MAPLE, app_over, csrf_of, examples_in, inside, sent
from tests.support.word.docx_reading import header_words
from tests.support.word.edited_templates import opened, saved

CITY = "CITY OF MAPLE GROVE"
NEXT = "city-and-one-school-2028.yaml"
ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}
PUBLIC = (
    {"fact": "signed", "day": "2026-06-20", "for": "district"},
    {"fact": "signed", "day": "2026-06-21", "for": "agency"},
    {"fact": "public", "day": "2026-07-01"},
)


def on_paper_of_the_city(*, has_first_page: bool = False) -> bytes:
    """The packaged template with a line of the city's, in a font of its own, on each page."""
    document = opened()
    section = document.sections[0]
    section.different_first_page_header_footer = has_first_page
    for each in (section.header, section.first_page_header)[: 1 + has_first_page]:
        each.paragraphs[0].insert_paragraph_before().add_run(CITY).font.name = "DejaVu Serif"
    return saved(document)


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    folder = tmp_path / "fonts"
    folder.mkdir()
    shutil.copy("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", folder)
    return folder


@pytest.fixture
def app(tmp_path: Path, fonts: Path) -> Flask:
    (tmp_path / "configs").mkdir()
    letterhead = Letterhead(on_paper_of_the_city(), "city.docx", (fonts,))
    return app_over(examples_in(tmp_path / "configs", MAPLE), letterhead=letterhead)


def is_on_it(name: str, data: bytes) -> bool:
    if name.endswith(".docx"):
        return CITY in header_words(data)
    read = read_pdf_words(data, name)
    return b"DejaVuSerif" in data and all(
        any(line.text.strip() == CITY for line in page.lines) for page in read.pages
    )


def archive_of_job(client: FlaskClient, address: str, **fields: str) -> dict[str, bytes]:
    begun = sent(client, address, **fields)
    assert begun.status_code == 303, begun.text
    jobs: BackgroundJobs = client.application.extensions["jobs"]
    assert all(each.ended.wait(60) for each in jobs.of(""))
    with zipfile.ZipFile(io.BytesIO(client.get(f"{begun.location}/files").data)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def drafted(client: FlaskClient) -> dict[str, bytes]:
    fields = {**PageForm(client.get(f"/draft/of/{MAPLE}").text, "form").fields, "paper": ["both"]}
    answer = client.post(f"/draft/paper/{MAPLE}", data=fields, headers=ORIGIN)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def all_documents(client: FlaskClient) -> dict[str, bytes]:
    return archive_of_job(client, "/jobs/documents", q="", state="", due="")


def compared(client: FlaskClient) -> dict[str, bytes]:
    sent(client, f"/renew/{MAPLE}")
    asked = f"old={MAPLE}&new={NEXT}"
    forms = ("redline.docx", "comparison.pdf")
    return {each: client.get(f"/compare/{each}?{asked}").data for each in forms}


def negotiated(client: FlaskClient) -> dict[str, bytes]:
    copy = Copy().track("June 30, 2027", "June 30, 2028").returned()
    table = sent(client, "/negotiate", returned=(io.BytesIO(copy), "returned.docx")).location
    page = client.get(table).text
    [name] = {each.split('"')[0] for each in page.split('name="verdict-')[1:]}
    sent(client, table, **{f"verdict-{name}": "accept"})
    return {
        "answer.docx": client.get(f"{table}/answer.docx").data,
        **archive_of_job(client, f"{table}/amendment"),
    }


def packet(client: FlaskClient) -> dict[str, bytes]:
    sent(client, f"/renew/{MAPLE}")
    return archive_of_job(client, f"/renewal-packet/{MAPLE}", next=NEXT)


def published(client: FlaskClient) -> dict[str, bytes]:
    for each in PUBLIC:
        assert sent(client, f"/record/{MAPLE}", **each).status_code == 303
    folder = "maple-grove-school-district-maple-grove-police-department"
    return {"agreement.pdf": client.get(f"/register/{folder}/agreement.pdf").data}


@pytest.mark.parametrize("make", [drafted, all_documents, compared, negotiated, packet, published])
def test_every_document_is_on_the_letterhead(app: Flask, make) -> None:
    made = {
        name: data for name, data in make(inside(app)).items() if name.endswith((".docx", ".pdf"))
    }
    assert made
    assert [name for name, data in made.items() if not is_on_it(name, data)] == []


def test_a_draft_that_its_letterhead_does_not_mark_is_told_on_the_next_page(
    tmp_path: Path,
) -> None:
    letterhead = Letterhead(on_paper_of_the_city(has_first_page=True), "city.docx")
    folder = examples_in(tmp_path, MAPLE)
    path = folder / MAPLE
    path.write_text(path.read_text("utf-8").replace("    officers: 1\n", ""), "utf-8")
    client = inside(app_over(folder, letterhead=letterhead))
    assert "draft" in "".join(drafted(client))
    said = "Neither header nor footer of a first page says that a draft is one."
    assert said in client.get("/").text


def looked_at(client: FlaskClient, data: bytes, file: str) -> str:
    form = {"csrf": csrf_of(client), "copy": (io.BytesIO(data), file), "do": "look"}
    return client.post(f"/executed-copy/{MAPLE}", data=form).text


@pytest.mark.parametrize("is_older", [False, True], ids=["on the letterhead", "older than it"])
def test_a_copy_is_read_on_the_letterhead_and_as_it_was_made_before(
    app: Flask, is_older: bool
) -> None:
    bench: Workbench = app.extensions["workbench"]
    looks = Letterhead() if is_older else bench.letterhead
    both = (Format.DOCX, Format.PDF)
    word, pdf = render(bench.checked(MAPLE), looks.options(both)).files.values()
    for data, file in (
        (signed_pdf(pdf, "agency", "Luis Ortega"), "signed.pdf"),
        (typed_on_the_line(word, "Dana Whitfield"), "signed.docx"),
    ):
        page = looked_at(inside(app), data, file)
        assert "may be put on record" in page, page


def test_words_that_are_not_those_of_the_letterhead_are_told(app: Flask) -> None:
    bench: Workbench = app.extensions["workbench"]
    other = opened(on_paper_of_the_city())
    other.sections[0].header.add_paragraph("Clause 5 is void")
    looks = Letterhead(saved(other), "other.docx")
    [word] = render(bench.checked(MAPLE), looks.options((Format.DOCX,))).files.values()
    page = looked_at(inside(app), typed_on_the_line(word, "Dana Whitfield"), "signed.docx")
    assert "Clause 5 is void" in page
    assert CITY not in page
    assert "may be put on record" not in page


# -- as it begins


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Letterhead | None]:
    known: list[Letterhead | None] = []

    def serve(_folder: Path, *, letterhead: Letterhead | None, **_: object) -> serving.Server:
        known.append(letterhead)
        return serving.Server("http://127.0.0.1/", tmp_path, 0, lambda: None, lambda: None)

    monkeypatch.setattr(serving, "serve", serve)
    return known


def test_the_letterhead_is_tried_before_the_workbench_begins(
    tmp_path: Path, begun: list[Letterhead | None], fonts: Path
) -> None:
    template = tmp_path / "city.docx"
    template.write_bytes(on_paper_of_the_city(has_first_page=True))
    asked = ["serve", str(tmp_path), "--no-browser"]
    done = CliRunner().invoke(program, [*asked, "--template", str(template)])
    assert (done.exit_code, done.stderr.count("MOU413"), done.stderr.count("MOU505")) == (0, 1, 1)
    done = CliRunner().invoke(program, [*asked, "--template", str(template), "--fonts", str(fonts)])
    assert (done.exit_code, done.stderr.count("MOU413"), done.stderr.count("MOU505")) == (0, 1, 0)
    assert begun[-1] == Letterhead(template.read_bytes(), str(template), (fonts,))
    assert CliRunner().invoke(program, asked).stderr == ""
    assert begun.pop() is None


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--template", "words.docx"), "MOU401"),
        (("--template", "none.docx"), "MOU701"),
        (("--fonts", "."), "MOU508"),
    ],
)
def test_a_letterhead_that_cannot_be_used_is_refused_before_it_begins(
    tmp_path: Path,
    begun: list[Letterhead | None],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, str],
    code: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("words.docx").write_bytes(TEMPLATE[:100])
    done = CliRunner().invoke(program, ["serve", ".", "--no-browser", *options])
    assert code in done.stderr
    assert (done.exit_code in (1, 2), begun) == (True, [])
