"""The register for the public: what it shows, to whom, and that everybody can read it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from lxml import etree

from mou_builder.cli.program import program
from tests.support.web.browsers import chromium
from tests.support.word.edited_templates import opened, saved

CITY = Path("configs/city-and-one-school.yaml").read_text(encoding="utf-8")
RECORD = """\
record:
  - {fact: sent, day: 2026-06-01}
  - {fact: adopted, day: 2026-06-09, by: School Board, vote: 7 to 0}
  - {fact: signed, day: 2026-06-20, by: Dana Whitfield, for: district}
  - {fact: signed, day: 2026-06-21, by: Luis Ortega, for: agency}
"""
PUBLIC = "  - {fact: public, day: 2026-07-01}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One public agreement, and one that nobody has made public."""
    folder = tmp_path / "districts"
    folder.mkdir()
    (folder / "maple.yaml").write_text(CITY + "# private note\n" + RECORD + PUBLIC, "utf-8")
    (folder / "oak.yaml").write_text(CITY.replace("Maple Grove", "Oak Hill") + RECORD, "utf-8")
    return folder


@pytest.fixture
def site(folder: Path) -> Path:
    return published(folder)


def published(folder: Path, *options: str) -> Path:
    site = folder.parent / "site"
    args = ["publish", str(folder), "-o", str(site), "--as-of", "2026-09-01", *options]
    result = CliRunner().invoke(program, args)
    assert result.exit_code == 0, result.output
    return site


def test_its_pdfs_are_set_in_fonts_of_ones_own(folder: Path, tmp_path: Path):
    fonts, template = tmp_path / "fonts", opened()
    fonts.mkdir()
    shutil.copy("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", fonts)
    template.styles["Normal"].font.name = "DejaVu Serif"
    (tmp_path / "city.docx").write_bytes(saved(template))
    options = ("--template", str(tmp_path / "city.docx"), "--fonts", str(fonts))
    [pdf] = published(folder, *options).rglob("*.pdf")
    assert b"DejaVuSerif" in pdf.read_bytes()


def everything(site: Path) -> str:
    return "\n".join(
        each.read_text("utf-8")
        for each in sorted(site.rglob("*"))
        if each.suffix in (".html", ".json", ".xml")
    )


def test_only_what_is_recorded_as_public_is_shown(site: Path):
    text = everything(site)
    assert "Maple Grove School District" in text
    assert "Oak Hill" not in text
    assert "Sent out for signature" not in text


def test_no_page_has_a_script_or_asks_a_network_for_anything(site: Path):
    for each in site.rglob("*.html"):
        text = each.read_text("utf-8")
        assert "<script" not in text
        assert not re.search(r"""(?:src)\s*=|url\(|@import""", text)
        for target in re.findall(r'href="([^"]+)"', text):
            assert target.startswith("#") or (each.parent / target).exists(), target


def test_the_pdf_carries_no_config(site: Path):
    (pdf,) = site.rglob("*.pdf")
    with pikepdf.open(pdf) as opened:
        assert len(opened.attachments) == 0
    assert b"private note" not in pdf.read_bytes()


def test_pages_feed_and_json_tell_the_same_facts(site: Path):
    (shown,) = json.loads((site / "register.json").read_text("utf-8"))["agreements"]
    feed = etree.parse(str(site / "feed.xml"))
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [each.findtext(f"{atom}title") or "" for each in feed.iter(f"{atom}entry")]
    page = (site / shown["page"]).read_text("utf-8")
    assert len(titles) == len(shown["history"]) == 3
    for event in shown["history"]:
        assert any(event["text"] in title for title in titles)
        assert event["text"] in page
    ids = [each.findtext(f"{atom}id") for each in feed.iter(f"{atom}entry")]
    assert len(set(ids)) == len(ids)


def test_no_page_shows_a_key_or_a_file_of_the_configs(site: Path):
    text = everything(site)
    for word in ("district_share", "clauses.", ".yaml", "MOU"):
        assert word not in text.replace("MOU-", "")


def test_an_empty_register_says_so(folder: Path):
    (folder / "maple.yaml").unlink()
    site = published(folder)
    assert "No agreement is listed." in (site / "index.html").read_text("utf-8")


def test_no_register_is_written_where_no_config_can_be_read(folder: Path):
    site = published(folder)
    before = everything(site)
    for each in folder.iterdir():
        each.write_text("model: [broken", encoding="utf-8")
    args = ["publish", str(folder), "-o", str(site), "--as-of", "2026-09-01", "--force"]
    result = CliRunner().invoke(program, args)
    assert (result.exit_code, result.output.count("MOU010")) == (2, 2)
    assert everything(site) == before


@pytest.mark.crosscheck
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_meets_wcag_by_axe_in_a_browser(site: Path, width: int):
    from axe_playwright_python.sync_playwright import Axe

    with chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 900})
        for each in sorted(site.rglob("*.html")):
            page.goto(f"file://{each}")
            tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
            assert found.response["violations"] == [], each
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{each.name} is {wide} wide"


def test_an_agreement_that_cannot_be_shown_does_not_hide_the_others(folder: Path):
    text = CITY.replace("Maple Grove", "Elm Creek") + RECORD + PUBLIC
    proposed = "amendments:\n  - {number: 1, proposed_by: School Board, base: 0123456789abcdef}\n"
    (folder / "elm-amended-1.yaml").write_text(text + proposed, encoding="utf-8")
    site = folder.parent / "site"
    args = ["publish", str(folder), "-o", str(site), "--as-of", "2026-09-01"]
    result = CliRunner().invoke(program, args)
    assert result.exit_code == 1
    assert "Amendment No. 1 is not in effect" in " ".join(result.output.split())
    told = everything(site)
    assert "Maple Grove School District" in told
    assert not list(site.glob("elm*"))
    facts = json.loads((site / "register.json").read_text("utf-8"))
    assert [each["district"] for each in facts["not_shown"]] == ["Elm Creek School District"]
    assert told.count("Elm Creek School District") == 2, (
        "on the page and in the JSON, by name alone"
    )


def test_a_public_agreement_whose_config_was_broken_is_told_to_whom_publishes(folder: Path):
    text = (folder / "maple.yaml").read_text("utf-8")
    (folder / "maple.yaml").write_text(text.replace("officers: 1", "officers: many"), "utf-8")
    (folder / "oak.yaml").write_text("model: wisconsin-sro\nnonsense: 1\n", encoding="utf-8")
    args = ["publish", str(folder), "-o", str(folder.parent / "site"), "--as-of", "2026-09-01"]
    result = CliRunner().invoke(program, args)
    assert result.exit_code == 1
    assert "maple.yaml" in result.output
    assert "oak.yaml" not in result.output, "which nobody has made public"


def test_an_amendment_of_a_former_term_that_one_party_signed_is_not_told(folder: Path):
    signed = "{{fact: signed, day: {}, amendment: {}, by: {}, for: {}}}"
    facts = [
        "{fact: public, day: 2024-07-01}",
        "{fact: signed, day: 2024-06-20, by: A, for: district}",
        "{fact: signed, day: 2024-06-20, by: B, for: agency}",
        signed.format("2025-02-01", 1, "A", "district"),
        signed.format("2025-02-02", 1, "B", "agency"),
        signed.format("2025-03-03", 2, "A", "district"),
    ]
    history = "history:\n  - until: 2026-07-31\n    record:\n" + "".join(
        f"      - {each}\n" for each in facts
    )
    config = folder / "maple.yaml"
    config.write_text(config.read_text("utf-8") + history, encoding="utf-8")
    told = everything(published(folder))
    assert "Amendment No. 1: signed by B" in told
    assert "mendment No. 2" not in told


def told(folder: Path) -> str:
    args = ["publish", str(folder), "-o", str(folder.parent / "told"), "--as-of", "2026-09-01"]
    return " ".join(CliRunner().invoke(program, args).output.split())


def test_who_publishes_is_told_what_is_not_shown_and_what_it_waits_for(folder: Path):
    text = (folder / "maple.yaml").read_text("utf-8")
    unsigned = text.replace("Maple Grove", "Pine Lake").partition("record:")[0]
    (folder / "pine.yaml").write_text(f"{unsigned}record:\n{PUBLIC}", "utf-8")
    said = told(folder)
    assert "pine.yaml: MOU934 note: the register does not show this agreement yet: it is " in said
    assert "oak.yaml: MOU934 note: the register does not show 1 agreement in effect" in said
    assert "MOU915" not in said


def test_nothing_is_told_as_not_shown_where_all_is(folder: Path):
    (folder / "oak.yaml").unlink()
    assert "MOU934" not in told(folder)


def test_that_the_register_is_empty_is_told_beside_what_is_not_shown(folder: Path):
    (folder / "maple.yaml").unlink()
    assert "MOU915 warning" in told(folder)


def test_a_page_that_stays_of_an_agreement_that_is_not_shown_any_more_is_told(folder: Path):
    assert "MOU935" not in told(folder)
    (folder / "maple.yaml").unlink()
    args = ["publish", str(folder), "-o", str(folder.parent / "told"), "--as-of", "2026-09-01"]
    again = " ".join(CliRunner().invoke(program, [*args, "--force"]).output.split())
    page = folder.parent / "told" / "maple-grove-school-district-maple-grove-police-department"
    assert f"{page}: MOU935 warning: this page is of an agreement that the register no" in again
    assert (page / "index.html").is_file()  # what is in the folder may be somebody's own
