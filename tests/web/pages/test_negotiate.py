"""A copy comes back, every change is answered, and the papers follow from the answers."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from docx import Document
from flask.testing import FlaskClient

from mou_builder.web.background_jobs import BackgroundJobs
from mou_builder.web.uploads import LONGEST, MOST_FILES, Uploads
from tests.support.review.returned_copies import Copy
from tests.support.signing.signed_copies import signed_pdf
from tests.support.web.site_walk import ReadPage
from tests.support.web.workbench import MAPLE, app_over, examples_in, inside, sent


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return inside(app_over(examples_in(tmp_path, MAPLE)))


@pytest.fixture(scope="module")
def returned() -> bytes:
    copy = Copy().track("June 30, 2027", "June 30, 2028")
    copy.replace("Success of established goals", "Success of <b>agreed</b> goals")
    copy.comment("improve school safety", "Shorter, please.")
    return copy.returned()


def handed_in(client: FlaskClient, data: bytes, name: str = "returned.docx") -> str:
    answer = sent(client, "/negotiate", "/negotiate", returned=(BytesIO(data), name))
    assert answer.status_code == 303, answer.text
    return answer.location


def fields(page: str, verdicts: list[str]) -> dict[str, str]:
    """Fill in the answers of a page, in the order in which they stand."""
    names = list(dict.fromkeys(each.split('"')[0] for each in page.split('name="verdict-')[1:]))
    return {f"verdict-{name}": each for name, each in zip(names, verdicts, strict=True)}


def amendment_made(client: FlaskClient, table: str) -> zipfile.ZipFile:
    """Make the amendment, which is long work, and fetch its files."""
    begun = sent(client, f"{table}/amendment", f"{table}/result")
    assert begun.status_code == 303, begun.text
    works: BackgroundJobs = client.application.extensions["jobs"]
    [work] = works.of("")
    assert work.ended.wait(60)
    return zipfile.ZipFile(BytesIO(client.get(f"{begun.location}/files").data))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("back.pdf", b"%PDF-1.7", "in a PDF no changes can be read"),
        ("back.docx", b"%PDF-1.7", "in a PDF no changes can be read"),
        ("scan.jpg", b"\xff\xd8\xff\xe0", "it is a picture"),
        ("maple.yaml", b"model: wisconsin-sro\n", "a config is listed on the page Agreements"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "save it as a Word document (.docx)"),
    ],
)
def test_a_file_of_another_kind_is_named_with_the_page_for_it(
    client: FlaskClient, name: str, data: bytes, said: str
) -> None:
    answer = sent(client, "/negotiate", "/negotiate", returned=(BytesIO(data), name))
    assert answer.status_code == 422
    assert said in answer.text
    assert "mou verify" not in answer.text


def test_silent_edits_stand_first_in_words_that_no_one_can_miss(
    client: FlaskClient, returned: bytes
) -> None:
    page = client.get(handed_in(client, returned)).text
    assert "Words were changed without tracking it" in page
    assert page.index("Silent edits") < page.index("Tracked changes and comments")
    assert "silently: “established” became “&lt;b&gt;agreed&lt;/b&gt;”" in page
    assert "by Luis Ortega, September 1, 2026: “June 30, 2027” became “June 30, 2028”" in page
    assert "Shorter, please." in page
    assert "The last day of the term" in page
    assert "June 30, 2028<" in page, "days are in words outside of the clauses, too"
    assert "<b>agreed" not in page


def test_a_copy_that_came_back_as_it_was_leads_on_to_another(client: FlaskClient) -> None:
    page = client.get(handed_in(client, Copy().returned())).text
    assert "Nothing was changed" in page
    assert '<a href="/negotiate">Hand in another file</a>' in page


def test_a_copy_that_lost_its_agreement_is_compared_with_another_without_being_chosen_again(
    client: FlaskClient,
) -> None:
    copy = Copy().track("June 30, 2027", "June 30, 2028").drop_source()
    answer = client.get(handed_in(client, copy.returned(), "stripped.docx"))
    assert answer.status_code == 422
    assert "was stripped from it" in answer.text
    assert "Left empty, it is stripped.docx, which you handed in." in answer.text
    held = answer.text.split('name="held" value="')[1].split('"')[0]
    again = sent(client, "/negotiate", "/negotiate", held=held, against=MAPLE)
    assert again.status_code == 303, again.text
    assert "June 30, 2028" in client.get(again.location).text
    gone = sent(client, "/negotiate", "/negotiate", held="none", against=MAPLE)
    assert "the Word file that came back" in gone.text.split("alert")[1]


def test_what_follows_from_the_answers_is_shown_and_handed_out(
    client: FlaskClient, returned: bytes, tmp_path: Path
) -> None:
    table = handed_in(client, returned)
    given = fields(client.get(table).text, ["reject", "accept"])
    answer = sent(client, table, table, **given, then="result")
    result = client.get(answer.location).text
    assert "The last day of the term: June 30, 2027 → June 30, 2028" in result
    assert "no answer yet" not in result
    assert "no longer Maple Grove" not in result
    assert "term.until" not in result
    assert "2028-06-30" in client.get(f"{table}/proposal.yaml").text
    word = Document(BytesIO(client.get(f"{table}/answer.docx").data))
    assert any(each.text.startswith("Not accepted.") for each in word.comments)
    with amendment_made(client, table) as archive:
        assert "city-and-one-school-amended-1.yaml" in archive.namelist()
    assert "2027-06-30" in (tmp_path / MAPLE).read_text(encoding="utf-8")


def test_what_we_agree_to_is_taken_into_a_draft_and_can_be_undone(
    client: FlaskClient, returned: bytes, tmp_path: Path
) -> None:
    before = (tmp_path / MAPLE).read_bytes()
    table = handed_in(client, returned)
    sent(client, table, table, **fields(client.get(table).text, ["reject", "accept"]))
    taken = sent(client, f"{table}/take", table)
    assert (taken.status_code, taken.location) == (303, f"/history/{MAPLE}")
    there = client.get(taken.location).text
    assert f"What we agree to is in {MAPLE} now" in there
    assert "Take the last save back</button>" in there
    after = (tmp_path / MAPLE).read_text(encoding="utf-8")
    assert "2028-06-30" in after
    assert "amendments:" not in after
    assert len(after.splitlines()) == len(before.decode().splitlines())
    bench = client.application.extensions["workbench"]
    bench.folder.undo(MAPLE, bench.folder.read(MAPLE).digest, "")
    assert (tmp_path / MAPLE).read_bytes() == before


SIGNED = """
record:
  - {fact: signed, day: 2026-08-03, by: district}
  - {fact: signed, day: 2026-08-04, by: agency}
"""


@pytest.mark.parametrize(("record", "papers"), [("", False), (SIGNED, True)])
def test_an_amendment_is_offered_for_what_was_signed_and_a_draft_takes_it_in(
    client: FlaskClient, returned: bytes, tmp_path: Path, record: str, papers: bool
) -> None:
    config = tmp_path / MAPLE
    config.write_text(config.read_text(encoding="utf-8") + record, encoding="utf-8")
    table = handed_in(client, returned)
    sent(client, table, table, **fields(client.get(table).text, ["reject", "accept"]))
    result = client.get(f"{table}/result").text
    assert ("The amendment to sign" in result) is papers
    assert (f"Keep the agreement as amended beside {MAPLE}" in result) is papers
    assert ("Take it into" in result) is not papers


@pytest.mark.parametrize(
    ("verdicts", "why"),
    [
        (["not decided", "accept"], "1 change has no answer of ours yet"),
        (["reject", "counter"], "1 change has no answer of the other side yet"),
    ],
)
def test_there_is_no_amendment_to_sign_while_a_change_is_open(
    client: FlaskClient, returned: bytes, tmp_path: Path, verdicts: list[str], why: str
) -> None:
    config = tmp_path / MAPLE
    config.write_text(config.read_text(encoding="utf-8") + SIGNED, encoding="utf-8")
    table = handed_in(client, returned)
    given = fields(client.get(table).text, verdicts)
    given |= {each.replace("verdict-", "words-"): "2029-06-30" for each in given}
    sent(client, table, table, **given)
    result = client.get(f"{table}/result").text
    assert f"is made when every change is settled: {why}" in result
    assert "Make the amendment to sign" not in result
    assert "Keep the agreement as amended" not in result
    begun = sent(client, f"{table}/amendment", f"{table}/result")
    assert begun.status_code == 422, "it is refused at once, and nobody waits for it"
    assert client.get(f"{table}/answer.docx").status_code == 200


def test_what_was_recorded_since_the_copy_was_sent_stays_when_changes_are_taken_in(
    client: FlaskClient, returned: bytes, tmp_path: Path
) -> None:
    config = tmp_path / MAPLE
    sent_out = "\nrecord:\n  - {fact: sent, day: 2026-08-03}\n"
    config.write_text(config.read_text(encoding="utf-8") + sent_out, encoding="utf-8")
    table = handed_in(client, returned)
    sent(client, table, table, **fields(client.get(table).text, ["reject", "accept"]))
    assert sent(client, f"{table}/take", table).status_code == 303
    after = yaml.safe_load(config.read_text(encoding="utf-8"))
    assert str(after["term"]["until"]) == "2028-06-30"
    assert [each["fact"] for each in after["record"]] == ["sent"]


def test_own_words_in_a_required_clause_can_be_accepted_with_a_reason(
    client: FlaskClient, returned: bytes, tmp_path: Path
) -> None:
    (tmp_path / MAPLE).unlink()  # so that it is not known whether it was signed
    table = handed_in(client, returned)
    sent(client, table, table, **fields(client.get(table).text, ["accept", "reject"]))
    result = client.get(f"{table}/result").text
    assert "Accept this finding" in result
    assert "Make the amendment to sign" not in result
    form = {"code": "MOU350", "about": "wisconsin/annual-assessment", "because": "It says as much."}
    sent(client, f"{table}/accept", f"{table}/result", **form)
    result = client.get(f"{table}/result").text
    assert "Accepted:" in result
    assert "Make the amendment to sign" in result


def test_the_answers_are_kept_for_the_same_file_handed_in_again(
    client: FlaskClient, returned: bytes
) -> None:
    table = handed_in(client, returned)
    sent(client, table, table, **fields(client.get(table).text, ["reject", "accept"]))
    again = client.get(handed_in(client, returned)).text
    assert again.count("checked") == 2
    assert 'value="reject" checked' in again


def test_a_file_is_seen_by_the_session_that_handed_it_in_alone(
    client: FlaskClient, returned: bytes
) -> None:
    table = handed_in(client, returned)
    other = inside(client.application)
    assert other.get(table).status_code == 404


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"%PDF-1.7", b"model: x"]
)
def test_a_file_that_is_no_word_file_is_refused(client: FlaskClient, data: bytes) -> None:
    answer = sent(client, "/negotiate", "/negotiate", returned=(BytesIO(data), "returned.docx"))
    if answer.status_code == 303:
        answer = client.get(answer.location)
    assert answer.status_code == 422
    assert "Error:</strong>" in answer.text
    asks_again = "The Word file that came back", "Back to Negotiate"
    assert any(each in answer.text for each in asks_again), "another file can be handed in"


def test_an_answer_that_there_is_not_is_refused(client: FlaskClient, returned: bytes) -> None:
    table = handed_in(client, returned)
    given = fields(client.get(table).text, ["perhaps", "accept"])
    assert sent(client, table, table, **given).status_code == 400


def test_what_is_handed_in_is_bounded() -> None:
    uploads = Uploads()
    first = uploads.keep("me", "a.docx", b"x")
    assert uploads.find("me", first)
    assert uploads.find("you", first) is None
    for _ in range(MOST_FILES):
        uploads.keep("me", "b.docx", b"x")
    assert uploads.find("me", first) is None
    big = uploads.keep("me", "c.docx", bytes(150_000_000))
    uploads.keep("me", "d.docx", bytes(150_000_000))
    assert uploads.find("me", big) is None


def test_what_is_handed_in_is_kept_no_longer_than_it_is_asked_for() -> None:
    now = [0.0]
    uploads = Uploads(lambda: now[0])
    first, second = uploads.keep("me", "a.docx", b"x"), uploads.keep("me", "b.docx", b"x")
    now[0] = LONGEST
    assert uploads.find("me", first)
    now[0] += 1
    assert uploads.find("me", second) is None
    uploads.drop("you", first)
    assert uploads.find("me", first)
    uploads.drop("me", first)
    assert uploads.find("me", first) is None


def test_the_amended_agreement_is_kept_beside_the_one_in_effect_and_its_signed_copy_recorded(
    client: FlaskClient, returned: bytes, tmp_path: Path
) -> None:
    before = (tmp_path / MAPLE).read_bytes()
    table = handed_in(client, returned)
    sent(client, table, table, **fields(client.get(table).text, ["reject", "accept"]))
    with amendment_made(client, table) as archive:
        paper = archive.read("city-and-one-school-amendment-1.pdf")
        wanted = archive.read("city-and-one-school-amended-1.yaml")
    signed = signed_pdf(paper, "agency", "Luis Ortega")
    kept = sent(client, f"{table}/amended", table)
    name = "city-and-one-school-amended-1.yaml"
    assert (kept.status_code, kept.location) == (303, f"/record/{name}")
    assert (tmp_path / name).read_bytes() == wanted
    assert (tmp_path / MAPLE).read_bytes() == before
    again = sent(client, f"{table}/amended", table)
    assert again.status_code == 422, "nothing is written over"
    address = f"/executed-copy/{name}"
    copy = {"copy": (BytesIO(signed), "signed.pdf"), "do": "record"}
    assert "instead of" in sent(client, address, kept.location, **copy).text
    copy = {"copy": (BytesIO(signed), "signed.pdf"), "do": "record", "amendment": "1"}
    done = sent(client, address, kept.location, **copy)
    assert done.status_code == 303, done.text
    assert "amendment: 1" in (tmp_path / name).read_text(encoding="utf-8")
    page = client.get(kept.location).text
    assert page.index("<h4>The agreement</h4>") < page.index("<h4>Amendment No. 1</h4>")
    by = {"fact": "signed", "day": "2026-07-01", "by": "Dana Whitfield"}
    assert sent(client, f"/record/{MAPLE}", f"/record/{MAPLE}", **by).status_code == 303
    page = client.get(kept.location).text
    of_agreement = page.split("<h4>The agreement</h4>")[1].split("<h4>")[0]
    assert ">signed</span> Dana Whitfield" in of_agreement


def test_script_in_a_returned_copy_is_shown_and_never_run(client: FlaskClient) -> None:
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    copy = Copy().track("Patrol Captain", script, author=script)
    copy.comment("Success of established goals", f"{script} said", author=script)
    copy.replace("Community feedback", script)
    table = handed_in(client, copy.returned())
    page = client.get(table).text
    assert page.count("&lt;script&gt;alert(1)") > 5
    assert ReadPage(page, table).runs == []
    sent(client, table, table, **fields(page, ["accept", "accept"]), then="result")
    page = client.get(f"{table}/result").text
    assert "&lt;script&gt;alert(1)" in page
    assert ReadPage(page, table).runs == []
