"""Counsel, the police and a renewal committee, each from an empty folder to the signed paper.

Each goes the way twice: with script, and without any. Only what a person can see and press is used;
of the files that come out, the signed one is the PDF that was handed out to be signed.
"""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from mou_builder.check.checking import check
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import library
from tests.support.review.returned_copies import Copy
from tests.support.signing.signed_copies import signed_pdf
from tests.support.web.browsers import Served, come_in, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [
    pytest.mark.crosscheck,
    pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"]),
]
Pdfs = dict[str, bytes]


class Clerk:
    """Somebody at the workbench, who presses what there is to press."""

    def __init__(self, browser: Browser, workbench: Served, *, script: bool) -> None:
        self.page: Page = come_in(browser, workbench, script=script)
        self.has_script = script

    def goes_to(self, title: str) -> None:
        """Choose a page in the navigation."""
        with self.page.expect_navigation():
            pages = self.page.get_by_role("navigation", name="Pages")
            pages.get_by_role("link", name=title, exact=True).click()

    def follows(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=words).first.click()

    def presses(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).first.press("Enter")  # wherever it moves

    def takes(self, control: Locator) -> bytes:
        """Download what a link or a button hands out."""
        with self.page.expect_download() as download:
            control.click()
        return Path(download.value.path()).read_bytes()

    def reads(self, words: str) -> None:
        self.page.get_by_role("main").get_by_text(words).first.wait_for()

    def begins_with(self, example: str) -> None:
        """Begin an agreement with an example, from the first page of an empty folder."""
        self.reads("There is no agreement in this folder yet.")
        self.follows("Begin one")
        self.page.get_by_label("An example", exact=True).check()
        self.page.locator("#example").select_option(example)
        self.presses("Begin")

    def fills(self, name: str, value: str) -> None:
        """Fill in a field of the draft, opening what it is folded into."""
        for summary in self.page.locator(
            f'details:not([open]):has([id="f-{name}"]) > summary'
        ).all():
            summary.click()
        self.page.locator(f'[id="f-{name}"]').fill(value)

    def chooses(self, clause: str, wording: str) -> None:
        """Choose a text for a clause, by the button where there is no script."""
        section = self.page.locator(f'[id="f-clauses.{clause}"]')
        has_it = f':has([value="{wording}"])'
        for summary in section.locator(f"details:not([open]){has_it} > summary").all():
            summary.click()
        with self.page.expect_navigation():
            section.locator(f'input[type=radio][value="{wording}"]').click()
            if not self.has_script:
                section.get_by_role("button", name="Take the text that is chosen").click()

    def records(self, fact: str, day: str, **fields: str) -> None:
        """Record a fact on the page Record of an agreement."""
        self.follows(fact)
        self.page.get_by_label("Day", exact=True).fill(day)
        for label, value in fields.items():
            self.page.get_by_label(label.replace("_", " ")).fill(value)
        self.presses("Record it")
        self.reads("Recorded: ")

    def records_signed_copy(self, data: bytes, day: str) -> None:
        """Look at a signed file first, and then put it on record."""
        sent = {"name": "Signed copy.pdf", "mimeType": "application/pdf", "buffer": data}
        self.page.get_by_label("File", exact=True).set_input_files(sent)  # type: ignore[arg-type]
        for button in ("Look at it", "Put it on record"):
            self.page.get_by_label("Day on which it was put on record").fill(day)
            self.presses(button)
            self.reads("may be put on record" if button == "Look at it" else "Recorded: ")


def signed(paper: bytes) -> bytes:
    """A paper signed with a certificate; in a thread, for the browser has this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(signed_pdf, paper, "agency", "Luis Ortega").result()


def pdfs_and_more(archive: bytes) -> Pdfs:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def printed(pdf: bytes) -> str:
    words = " ".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(pdf))
    return re.sub(r"\s+", " ", words)


def test_counsel_writes_an_agreement_of_their_state(
    browser: Browser, tmp_path: Path, script: bool
) -> None:
    with served(tmp_path, date(2026, 9, 1)) as workbench:
        counsel = Clerk(browser, workbench, script=script)
        counsel.follows("Begin one")
        page = counsel.page
        page.get_by_label("Name of its file").fill("elm-creek")
        page.locator("#state").select_option("Wisconsin")
        counsel.presses("Begin")
        counsel.fills("parties.district.name", "Elm Creek School District")
        counsel.fills("parties.district.schools.0", "Elm Creek High School")
        counsel.fills("parties.district.signatory.name", "Ruth Lee")
        counsel.fills("parties.district.signatory.title", "Superintendent")
        counsel.fills("parties.agency.name", "Elm Creek Police Department")
        counsel.fills("parties.agency.signatory.title", "Chief of Police")
        counsel.fills("term.until", "2027-06-30")
        counsel.chooses("training", "variant:topics")
        page.get_by_label("de-escalation techniques").check()
        page.get_by_label("suicide prevention").check()
        counsel.chooses("funding", "variant:shared-cost")
        counsel.fills("clauses.funding.officers", "1")
        counsel.fills("clauses.funding.district_share", "75%")
        counsel.chooses("employment", "variant:chief-after-consultation")
        counsel.chooses("equipment-and-training-costs", "variant:item-by-item")
        counsel.chooses("chain-of-command", "variant:agency")
        counsel.fills("clauses.chain-of-command.supervisor", "Patrol Captain")
        counsel.chooses("duty-stations", "variant:one-school")
        counsel.fills("clauses.duty-stations.school", "Elm Creek High School")
        counsel.fills("clauses.duty-stations.starts", "7:30")
        counsel.fills("clauses.duty-stations.ends", "15:30")
        counsel.presses("Save")
        counsel.reads("Saved. The file has what you see here. It is ready to sign")
        text = (tmp_path / "elm-creek.yaml").read_bytes()
        assert check(yaml_source.parse(text, "elm-creek.yaml"), library()).errors == ()
        assert b"# " in text, "the guidance of the empty agreement is still there"
        assert "Ready to sign" in page.locator("#status").inner_text()
        papers = pdfs_and_more(counsel.takes(page.get_by_role("button", name="Both")))
        assert sorted(papers) == ["elm-creek.docx", "elm-creek.pdf"]
        words = printed(papers["elm-creek.pdf"])
        assert "between Elm Creek School District and Elm Creek Police Department" in words
        assert "75 percent (75%)" in words
        counsel.goes_to("Record")
        counsel.follows("elm-creek.yaml")
        counsel.records("Signed", "2026-08-20", By_whom="Ruth Lee")
        counsel.follows("Signed")
        page.get_by_label("Signature block").select_option("agency")
        page.get_by_label("Day", exact=True).fill("2026-08-21")
        counsel.presses("Record it")
        copy = signed(papers["elm-creek.pdf"])
        counsel.records_signed_copy(copy, "2026-08-22")
        counsel.goes_to("Agreements")
        counsel.reads("in effect")
    assert (tmp_path / "signed" / "signed-copy.pdf").read_bytes() == copy


def test_the_police_ask_for_a_change_and_the_amendment_is_signed(
    browser: Browser, tmp_path: Path, script: bool
) -> None:
    with served(tmp_path, date(2026, 11, 2)) as workbench:
        sergeant = Clerk(browser, workbench, script=script)
        page = sergeant.page
        sergeant.begins_with("city-and-one-school")
        word = sergeant.takes(page.get_by_role("button", name="Word file", exact=True))
        sergeant.goes_to("Record")
        sergeant.follows("city-and-one-school.yaml")
        sergeant.records("Signed", "2026-07-01", By_whom="Dana Whitfield")
        sergeant.records("Signed", "2026-07-02", By_whom="Luis Ortega")
        asked = Copy(word).track("Patrol Captain", "School Resource Officer Sergeant").returned()
        sergeant.goes_to("Negotiate")
        page.get_by_label("The Word file that came back").set_input_files(
            {"name": "asked.docx", "mimeType": "application/octet-stream", "buffer": asked}
        )
        sergeant.presses("Read it")
        sergeant.reads("School Resource Officer Sergeant")
        page.get_by_label("Accept", exact=True).check()
        sergeant.presses("Show what follows")
        sergeant.reads("Wisconsin asks for this, in the model's words: The chain of command")
        reason = "It still says who commands the officer."
        page.get_by_label("If all parties mean it so, because").fill(reason)
        sergeant.presses("Accept this finding")
        sergeant.presses("Make the amendment to sign")
        papers = pdfs_and_more(sergeant.takes(page.get_by_role("link", name="Download")))
        sergeant.follows("Go on from where this was begun")
        instrument = papers["city-and-one-school-amendment-1.pdf"]
        assert "School Resource Officer Sergeant" in printed(instrument)
        sergeant.presses("Keep the agreement as amended")
        sergeant.records("Signed", "2026-10-20", By_whom="Dana Whitfield")
        sergeant.records("Signed", "2026-10-21", By_whom="Luis Ortega")
        sergeant.records_signed_copy(signed(instrument), "2026-10-22")
        sergeant.reads("in effect as amended")
        sergeant.goes_to("Agreements")
        sergeant.reads("amended")
        sergeant.reads("Amendment No. 1: in effect since October 21, 2026")
    amended = tmp_path / "city-and-one-school-amended-1.yaml"
    assert amended.read_bytes().startswith(papers[amended.name])
    assert "Patrol Captain" in (tmp_path / "city-and-one-school.yaml").read_text("utf-8")


def test_a_committee_renews_and_records_adoption_and_the_signed_copy(
    browser: Browser, tmp_path: Path, script: bool
) -> None:
    with served(tmp_path, date(2027, 6, 15)) as workbench:
        committee = Clerk(browser, workbench, script=script)
        page = committee.page
        committee.begins_with("city-and-one-school")
        committee.goes_to("Renew")
        committee.follows("city-and-one-school.yaml")
        committee.reads("August 1, 2027 until June 30, 2028")
        committee.presses("Write the next term")
        committee.reads("The next term is written")
        paper = committee.takes(page.get_by_role("button", name="PDF", exact=True))
        committee.goes_to("Renew")
        committee.follows("city-and-one-school.yaml")
        committee.presses("Make the packet for the board")
        packet = pdfs_and_more(committee.takes(page.get_by_role("link", name="Download")))
        assert "June 30, 2028" in printed(packet["renewal-packet.pdf"])
        committee.goes_to("Record")
        committee.follows("city-and-one-school-2028.yaml")
        adopted = {"By_whom": "School Board", "Vote": "7 to 0"}
        committee.records("A governing body adopted it", "2027-06-08", **adopted)
        committee.records("Signed", "2027-06-10", By_whom="Dana Whitfield")
        committee.records("Signed", "2027-06-12", By_whom="Luis Ortega")
        copy = signed(paper)
        committee.records_signed_copy(copy, "2027-06-14")
        committee.goes_to("Agreements")
        committee.reads("signed, not yet in effect")
    record = (tmp_path / "city-and-one-school-2028.yaml").read_text("utf-8")
    assert "signed/signed-copy.pdf" in record
    assert (tmp_path / "signed" / "signed-copy.pdf").read_bytes() == copy
