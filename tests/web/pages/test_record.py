"""Facts and executed copies are put on record, and what was verified of a copy is told."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.disk.packaged import packaged
from mou_builder.web.safety.access import Role
from mou_builder.web.workbench import Workbench
from tests.support.signing.signed_copies import signed_pdf, typed_on_the_line
from tests.support.web.workbench import MAPLE, as_role, csrf_of, inside, sent

PAGE = f"/record/{MAPLE}"
COPY = f"/executed-copy/{MAPLE}"


def rendered(bench: Workbench, form: Format) -> bytes:
    template = (packaged("templates") / "agreement.docx").read_bytes()
    [data] = render(bench.checked(MAPLE), RenderOptions((form,), template)).files.values()
    return data


def upload(client: FlaskClient, data: bytes, file: str, do: str) -> str:
    form = {"csrf": csrf_of(client, PAGE), "copy": (io.BytesIO(data), file), "do": do}
    answer = client.post(COPY, data=form, follow_redirects=True)
    return answer.text


def test_a_fact_is_asked_for_with_the_keys_of_its_kind_alone(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?fact=adopted").text
    assert 'name="vote"' in page
    assert 'name="where"' not in page
    page = client.get(f"{PAGE}?fact=posted").text
    assert 'name="vote"' not in page
    assert 'id="f-where" name="where" maxlength="200" value="" required' in page


def test_a_fact_goes_into_the_config_and_the_page_says_so(
    client: FlaskClient, bench: Workbench
) -> None:
    before = bench.folder.read(MAPLE).data.decode()
    fields = {"fact": "adopted", "day": "2026-06-09", "by": "School Board", "vote": "7 to 0"}
    assert sent(client, PAGE, PAGE, **fields).location == PAGE
    text = bench.folder.read(MAPLE).data.decode()
    assert text.startswith(before)
    assert "fact: adopted" in text
    said = "Adopted by School Board on June 9, 2026, vote 7 to 0."
    page = client.get(PAGE).text
    assert f"Recorded: {said}" in page
    assert page.count(said) == 2
    assert "Look at this" not in page
    sent(client, PAGE, PAGE, fact="signed", day="2026-06-10", **{"for": "agency"})
    assert "Recorded: Signed by Luis Ortega on June 10, 2026." in client.get(PAGE).text
    sent(client, PAGE, PAGE, fact="posted", where="the web", day="2062-06-09")
    page = client.get(PAGE).text
    assert "Look at this: June 9, 2062 is still to come" in page
    assert "of what has happened. Withdraw the entry if it is wrong, and record it anew." in page


def test_words_that_were_changed_after_they_were_signed_are_told_on_every_page(
    client: FlaskClient, bench: Workbench
) -> None:
    for who in ("Dana Whitfield", "Luis Ortega"):
        sent(client, PAGE, PAGE, fact="signed", day="2026-06-20", by=who)
    assert "changed since signed" not in client.get("/").text
    assert client.get(PAGE).text.count('<span class="state good">signed</span>') == 2
    state = bench.folder.read(MAPLE)
    edited = state.data.decode().replace("district_share: 75%", "district_share: 10%").encode()
    bench.folder.save(MAPLE, edited, state.digest, "somebody")
    page = client.get(PAGE).text
    assert "Its words were changed: they are not those that Dana Whitfield signed" in page
    assert page.count("Of other words.") == 2
    assert '<span class="state good">signed</span>' not in page
    refused = sent(client, PAGE, PAGE, fact="in effect", day="2026-08-01").text
    assert refused.count("Its words were changed") == 2, "above, and why nothing was recorded"
    overview = client.get("/").text
    assert "changed since signed" in overview
    assert f'href="/history/{MAPLE}">See what was changed' in overview
    assert "Its words were changed" in client.get(f"/draft/of/{MAPLE}").text
    assert "Its words were changed" in client.get(f"/renew/{MAPLE}").text


def test_a_fact_is_put_beside_what_others_write_at_the_same_moment(
    client: FlaskClient, bench: Workbench
) -> None:
    path, written = bench.folder.path(MAPLE), []

    def write(was: bytes, now: bytes) -> None:
        if len(written) < 2:
            written.append(f"# no. {len(written)}")
            path.write_bytes(was + f"{written[-1]}\n".encode())

    bench.folder.before_saving = write
    fields = {"fact": "posted", "day": "2026-07-01", "where": "the board's page"}
    assert sent(client, PAGE, PAGE, **fields).location == PAGE
    text = path.read_text("utf-8")
    assert [each for each in (*written, "where: the board's page") if each not in text] == []
    assert len(written) == 2
    assert bench.unsaved.find(MAPLE, "") is None


def test_a_signature_is_not_recorded_of_words_that_the_page_did_not_show(
    client: FlaskClient, bench: Workbench
) -> None:
    def shown() -> str:
        found = re.search(r'name="shown" value="([^"]+)"', client.get(f"{PAGE}?fact=signed").text)
        assert found
        return found[1]

    before, path = shown(), bench.folder.path(MAPLE)
    changed = path.read_text("utf-8").replace("district_share: 75%", "district_share: 60%")
    path.write_text(changed, "utf-8")
    fields = {"fact": "signed", "day": "2026-06-20", "for": "agency"}
    page = sent(client, PAGE, PAGE, shown=before, **fields).text
    assert "the agreement was changed after this page was shown" in page
    assert '<option value="agency" selected>' in page
    assert path.read_text("utf-8") == changed
    posted = {"fact": "posted", "day": "2026-06-20", "where": "the web"}
    assert sent(client, PAGE, PAGE, shown=before, **posted).location == PAGE
    assert sent(client, PAGE, PAGE, shown=shown(), **fields).location == PAGE


def test_the_paper_to_sign_is_handed_out_until_all_have_signed(
    client: FlaskClient, bench: Workbench
) -> None:
    page = client.get(PAGE).text
    paper = f"/paper-to-sign/{MAPLE}?paper="
    assert f'href="{paper}pdf"' in page
    assert client.get(f"{paper}pdf").data == rendered(bench, Format.PDF)
    assert client.get(f"{paper}docx").data.startswith(b"PK")
    assert client.get(f"{paper}exe").status_code == 404
    for place in ("agency", "district"):
        to_record = f'href="{PAGE}?fact=signed&amp;for={place}#put">Record this signature'
        assert to_record in client.get(PAGE).text
        chosen = client.get(f"{PAGE}?fact=signed&for={place}").text
        assert f'<option value="{place}" selected>' in chosen
        sent(client, PAGE, PAGE, fact="signed", day="2026-06-20", **{"for": place})
        assert to_record not in client.get(PAGE).text
    assert paper not in client.get(PAGE).text
    unfinished = bench.folder.path(MAPLE).read_text("utf-8").replace("2027-06-30", "soon")
    bench.folder.path(MAPLE).write_text(unfinished, "utf-8")
    assert paper not in client.get(PAGE).text
    assert client.get(f"{paper}pdf").status_code == 422


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"fact": "adopted"}, "still missing: by whom"),
        ({"fact": "posted", "where": "x", "vote": "7"}, "says nothing about this fact"),
        ({"fact": "amended"}, "still missing: about which paper"),
        ({"fact": "sent", "day": "someday"}, "cannot be read"),
        ({"fact": "copy"}, "Choose what is to be recorded"),
        ({"fact": "signed", "by": "Nobody Known"}, "is not who signs this agreement"),
        ({"fact": "posted", "where": "x", "amendment": "1"}, "has no amendment No. 1"),
        ({"fact": "posted", "where": "x", "amendment": "one"}, "Choose the agreement itself"),
    ],
)
def test_what_is_no_fact_is_refused_and_nothing_written(
    client: FlaskClient, bench: Workbench, fields: dict[str, str], said: str
) -> None:
    before = bench.folder.read(MAPLE)
    page = sent(client, PAGE, PAGE, **fields).text
    assert said in page
    assert " --" not in page.replace("(--", " --"), "no word of the command line"
    assert bench.folder.read(MAPLE) == before


def test_a_pdf_is_looked_at_and_nothing_is_kept_of_it(
    client: FlaskClient, bench: Workbench
) -> None:
    before = bench.folder.read(MAPLE)
    data = rendered(bench, Format.PDF)
    page = upload(client, signed_pdf(data, "agency", "Luis Ortega"), "Signed Copy.pdf", "look")
    assert "Its words are those of the agreement" in page
    assert page.count("Dana Whitfield</p>") == 1
    assert "Not signed digitally: Dana Whitfield" in page
    assert "If that line was signed on paper, record it</p>" in page
    assert "may be put on record" in page
    page = upload(client, data, "Signed Copy.pdf", "record")
    assert "It has no digital signature" not in page, "which a scan has not either"
    assert "nothing in it shows that anybody signed it" in page
    assert bench.folder.read(MAPLE) == before
    assert not (bench.folder.root / "signed").exists()


def test_a_copy_is_kept_beside_the_config_recorded_and_handed_out(
    client: FlaskClient, bench: Workbench
) -> None:
    data = typed_on_the_line(rendered(bench, Format.DOCX), "/s/ Luis Ortega")
    page = upload(client, data, "../Scans/Signed Copy (2).docx", "record")
    assert "its words are the agreement&#39;s" in page
    assert (bench.folder.root / "signed" / "signed-copy-2.docx").read_bytes() == data
    assert client.get(f"{COPY}?file=signed/signed-copy-2.docx").data == data
    assert client.get(f"{COPY}?file=../{MAPLE}").status_code == 404


def test_a_copy_that_was_looked_at_need_not_be_chosen_again(
    client: FlaskClient, bench: Workbench
) -> None:
    data = typed_on_the_line(rendered(bench, Format.DOCX), "/s/ Luis Ortega")
    page = upload(client, data, "scan.docx", "look")
    assert "Left empty, it is scan.docx, which you sent." in page
    found = re.search(r'name="held" value="([^"]+)"', page)
    assert found
    again = {"held": found[1], "do": "record", "day": "someday"}
    page = sent(client, COPY, PAGE, **again).text
    assert "cannot be read" in page
    assert found[1] in page
    other = sent(inside(client.application), COPY, PAGE, **again).text
    assert "Choose a file" in other
    again["day"] = "2026-09-02"
    assert sent(client, COPY, PAGE, **again).status_code == 303
    assert (bench.folder.root / "signed" / "scan.docx").read_bytes() == data
    assert "Choose a file" in sent(client, COPY, PAGE, **again).text


def test_a_copy_with_other_words_is_refused_by_its_parts(
    client: FlaskClient, bench: Workbench
) -> None:
    data, pdf = rendered(bench, Format.DOCX), rendered(bench, Format.PDF)
    state = bench.folder.read(MAPLE)
    changed = state.data.replace(b"2027-06-30", b"2028-06-30")
    state = bench.folder.save(MAPLE, changed, state.digest, "")
    page = upload(client, data, "copy.docx", "record")
    assert "instead of" in page
    assert "cannot be put on record" in page
    assert upload(client, pdf, "copy.pdf", "look").count("instead of") == 1
    assert bench.folder.read(MAPLE) == state
    assert not (bench.folder.root / "signed").exists()


@pytest.mark.parametrize("file", ["copy.pdf", "copy.docx", "copy.exe", "../../x.pdf", "."])
def test_a_file_that_is_no_document_is_refused_in_words(
    client: FlaskClient, bench: Workbench, file: str
) -> None:
    page = upload(client, b"PK\x03\x04 no document", file, "record")
    assert "cannot be put on record" in page
    assert not (bench.folder.root / "signed").exists()


def test_the_folder_of_copies_is_never_a_link_out_of_the_folder(
    client: FlaskClient, bench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (bench.folder.root / "signed").symlink_to(outside, target_is_directory=True)
    upload(client, rendered(bench, Format.DOCX), "copy.docx", "record")
    assert list(outside.iterdir()) == []


def test_who_may_draft_sees_the_record_and_cannot_write_it(app: Flask) -> None:
    page = as_role(app, Role.DRAFT).get(PAGE).text
    assert "Signatures" in page
    assert "Record a fact" not in page


def test_the_register_is_shown_as_the_public_would_see_it(
    client: FlaskClient, bench: Workbench
) -> None:
    assert "no agreement" in client.get("/register/index.html").text.lower()
    assert "Back to the workbench" in client.get("/register/index.html").text
    facts = (
        {"fact": "adopted", "day": "2026-06-09", "by": "School Board"},
        {"fact": "signed", "day": "2026-06-20", "for": "district"},
        {"fact": "signed", "day": "2026-06-21", "for": "agency"},
        {"fact": "public", "day": "2026-07-01"},
    )
    for each in facts:
        assert sent(client, PAGE, PAGE, **each).status_code == 303, each
    answer = client.get("/register/index.html")
    assert "Maple Grove School District" in answer.text
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    folder = "maple-grove-school-district-maple-grove-police-department"
    assert client.get(f"/register/{folder}/agreement.pdf").data.startswith(b"%PDF")
    assert "School Board" in client.get(f"/register/{folder}/index.html").text
    assert client.get("/register/../x").status_code == 404


def test_what_the_register_shows_and_what_not_is_told_and_it_is_handed_out(
    client: FlaskClient, bench: Workbench
) -> None:
    def publish() -> str:
        return client.get("/publish").text

    def named(archive: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return {each: opened.read(each) for each in opened.namelist()}

    assert "No agreement yet." in publish()
    assert sorted(named(client.get("/publish/files").data)) == [
        "feed.xml", "index.html", "register.json",
    ]  # fmt: skip
    for each in ({"for": "district"}, {"for": "agency"}):
        sent(client, PAGE, PAGE, fact="signed", day="2026-06-20", **each)
    to_record = f'href="{PAGE}?fact=public#put">Let it be shown'
    assert to_record in publish()
    assert f'<a href="{PAGE}">Let the public register show it' in client.get("/").text
    sent(client, PAGE, PAGE, fact="public", day="2026-07-01")
    assert to_record not in publish()
    assert "Let the public register show it" not in client.get("/").text
    assert "No agreement yet." not in publish()
    files = named(client.get("/publish/files?url=https://oak.example/sro/").data)
    folder = "maple-grove-school-district-maple-grove-police-department"
    assert files[f"{folder}/agreement.pdf"].startswith(b"%PDF")
    assert b"https://oak.example/sro/" in files["feed.xml"]
    assert b"workbench" not in files["index.html"]
    refused = client.get("/publish/files?url=javascript:x")
    assert refused.status_code == 400
    path = bench.folder.path(MAPLE)
    changed = path.read_text("utf-8").replace("district_share: 75%", "district_share: 60%")
    path.write_text(changed, "utf-8")
    assert "Recorded as public, and not shown now" in publish()
    assert f'href="/history/{MAPLE}">See what was changed' in publish()


def test_a_wrong_entry_is_withdrawn_with_its_reason_and_stays_on_the_page(
    app: Flask, client: FlaskClient
) -> None:
    sent(client, PAGE, PAGE, fact="signed", day="2026-06-10", by="Dana Whitfield")
    assert "This is wrong" in client.get(PAGE).text
    assert "Say why" in sent(client, f"/withdrawal/{MAPLE}", PAGE, of="1", because=" ").text
    fields = {"of": "1", "because": "She signed on June 11."}
    assert sent(client, f"/withdrawal/{MAPLE}", PAGE, **fields).location == PAGE
    page = client.get(PAGE).text
    assert "Signed by Dana Whitfield on June 10, 2026. Withdrawn on" in page
    assert '<span class="state good">signed</span>' not in page
    assert "This is wrong" not in page, "it is withdrawn"
    again = sent(client, f"/withdrawal/{MAPLE}", PAGE, **fields).text
    assert "was withdrawn already" in again
    drafts = as_role(app, Role.DRAFT)
    assert sent(drafts, f"/withdrawal/{MAPLE}", "/", **fields).status_code == 403
