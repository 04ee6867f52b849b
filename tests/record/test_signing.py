"""``mou sign`` and ``mou verify``: signatures that hold, and every way in which one does not."""

from __future__ import annotations

import io
import json
import shutil
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from click.testing import CliRunner, Result
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

from mou_builder.cli.program import program
from mou_builder.diagnostic import Refused
from mou_builder.disk.bounded import bounded
from mou_builder.pdf_reading.signatures import read_signatures
from tests.support.cli.console import CONSOLE, environment
from tests.support.signing.certificates import PASSPHRASE, identity
from tests.support.signing.poppler_verdicts import poppler_on
from tests.support.signing.short_agreement import SHORT

ROOT = Path(__file__).parents[2]
DANA = identity("Dana Whitfield")
LUIS = identity("Luis Ortega")


def mou(*args: object, passphrase: str = PASSPHRASE, **extra: Any) -> Result:
    environment = {"MOU_PASSPHRASE": passphrase}
    return CliRunner().invoke(program, list(map(str, args)), env=environment, **extra)


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unsigned")
    config = folder / "maple-grove.yaml"
    config.write_text(SHORT, "utf-8")
    assert mou("render", config, "-o", folder, "--format", "pdf").exit_code == 0
    return folder / "maple-grove.pdf"


@pytest.fixture
def pdf(unsigned: Path, tmp_path: Path) -> Path:
    for name, who in (("dana", DANA), ("luis", LUIS)):
        (tmp_path / f"{name}.p12").write_bytes(who.p12)
    shutil.copy(unsigned.with_suffix(".yaml"), tmp_path)
    return Path(shutil.copy(unsigned, tmp_path))


def sign(pdf: Path, field: str, name: str) -> None:
    result = mou("sign", pdf, "--field", field, "--certificate", pdf.parent / f"{name}.p12")
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def signed_by_both(unsigned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pdf = Path(shutil.copy(unsigned, tmp_path_factory.mktemp("signed")))
    for field, name, who in (("district", "dana", DANA), ("agency", "luis", LUIS)):
        (pdf.parent / f"{name}.p12").write_bytes(who.p12)
        sign(pdf, field, name)
    return pdf


@pytest.fixture
def signed(pdf: Path, signed_by_both: Path) -> Path:
    return Path(shutil.copy(signed_by_both, pdf))


def verified(pdf: Path, *args: object) -> dict[str, Any]:
    result = mou("verify", pdf, "--format", "json", *args)
    found: dict[str, Any] = json.loads(result.output)
    assert result.exit_code == (0 if found["as_it_should_be"] else 1)
    return found


def problems(pdf: Path, *args: object) -> str:
    return "\n".join(verified(pdf, *args)["problems"])


# What is as it should be


def test_a_signed_agreement_is_as_it_should_be(signed: Path):
    found = verified(signed)
    assert found["problems"] == []
    assert [(each["field"], each["by"], each["holds"]) for each in found["signatures"]] == [
        ("district", "Dana Whitfield", True),
        ("agency", "Luis Ortega", True),
    ]
    assert [each["after"] for each in found["signatures"]] == ["further signatures", "nothing"]
    assert found["words_equal"] is True
    assert found["config"] == "maple-grove.yaml"


def test_a_signature_keeps_the_pdf_accessible_and_archivable(pdf: Path):
    for field, name in (("district", "dana"), ("agency", "luis")):
        sign(pdf, field, name)
        data = pdf.read_bytes()
        assert page.validate_pdf_bytes(data, profile="ua1").failures == []
        faults = {each.rule_id for each in page.validate_pdf_bytes(data, profile="3b").failures}
        # Of an earlier signature the checker asks that it cover what was added after it.
        assert faults <= ({"PDFA3B-SIGNATURE-BYTERANGE-001"} if field == "agency" else set())


def test_the_signature_is_seen_on_the_page_in_an_embedded_font(pdf: Path):
    sign(pdf, "district", "dana")
    with pikepdf.open(pdf) as opened:
        field = next(each for each in opened.Root.AcroForm.Fields if each.T == "district")
        look = field.AP.N.Resources.XObject.Lines
        [font] = look.Resources.Font.values()
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert b"TJ" in look.read_bytes()


def test_a_line_not_yet_signed_is_named_by_who_signs_there(pdf: Path):
    sign(pdf, "district", "dana")
    assert problems(pdf) == "not signed: Luis Ortega"


def test_an_unsigned_pdf_is_not_signed_whatever_its_name(pdf: Path):
    named = pdf.rename(pdf.with_name("signed-and-executed.pdf"))
    assert problems(named) == "it has no digital signature"


def test_a_certificate_is_trusted_if_the_user_trusts_who_issued_it(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
):
    county = identity("County Authority", is_authority=True)
    (pdf.parent / "county.pem").write_bytes(county.pem)
    (pdf.parent / "issued.p12").write_bytes(identity("Dana Whitfield", county).p12)
    sign(pdf, "district", "issued")
    sign(pdf, "agency", "luis")
    without = verified(pdf)
    assert without["problems"] == []
    assert [each["certificate"] for each in without["signatures"]] == [
        "not known here",
        "self-made",
    ]
    found = verified(pdf, "--trust", pdf.parent / "county.pem")
    assert [each["certificate"] for each in found["signatures"]] == ["trusted", "self-made"]
    assert found["problems"] == [
        "Luis Ortega: the certificate is self-made: only its owner says whose it is"
    ]
    # As on Windows, and beside any thread that another test has left, no process is forked.
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert verified(pdf, "--trust", pdf.parent / "county.pem") == found


def test_a_signature_of_somebody_else_is_not_that_of_whom_the_line_names(pdf: Path):
    said = "the line of Dana Whitfield was signed with a certificate of Luis Ortega"
    config = pdf.with_suffix(".yaml")
    sign(pdf, "district", "luis")
    assert said in verified(pdf)["problems"]
    assert mou("record", config, "--copy", pdf).exit_code == 0
    assert "1 ready to sign" in mou("status", pdf.parent).output
    mou("record", config, "signed", "--by", "Luis Ortega", "--for", "district")
    assert "not signed: Luis Ortega" in mou("status", pdf.parent).output
    found = verified(pdf, "--against", config)
    assert said in found["notes"]
    assert said not in found["problems"]


def test_a_copy_goes_on_record_with_its_signatures(signed: Path):
    config = signed.with_suffix(".yaml")
    assert mou("record", config, "--copy", signed).exit_code == 0
    text = config.read_text("utf-8")
    assert "{field: district, by: Dana Whitfield, day: " in text
    assert "certificate: self-made}" in text


# What is refused


def test_a_field_is_signed_once(signed: Path):
    before = signed.read_bytes()
    again = mou("sign", signed, "--field", "agency", "--certificate", signed.parent / "luis.p12")
    assert again.exit_code == 1
    assert "signed already" in again.output
    assert signed.read_bytes() == before


def test_a_field_that_is_not_there_is_named_with_those_that_are(pdf: Path):
    result = mou("sign", pdf, "--field", "mayor", "--certificate", pdf.parent / "dana.p12")
    assert result.exit_code == 1
    said = " ".join(result.output.split())
    assert "to be signed here: district (Dana Whitfield, Superintendent, for Maple Grove" in said
    assert "District); agency (Luis Ortega, Chief of Police, for Maple Grove" in said


def test_a_field_is_looked_for_before_a_passphrase_is_asked_for(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
):
    opened = "mou_builder.cli.keeping.sign.open_certificate"
    monkeypatch.setattr(opened, lambda *_: pytest.fail("the passphrase was asked for"))
    result = mou("sign", pdf, "--field", "mayor", "--certificate", pdf.parent / "dana.p12")
    assert (result.exit_code, "MOU922" in result.output) == (1, True)


def test_who_names_a_party_for_which_several_sign_is_told_the_field_of_each(tmp_path: Path):
    folder = tmp_path / "three"
    done = mou("render", "configs/three-parties.yaml", "-o", folder, "--format", "pdf")
    assert done.exit_code == 0, done.output
    (tmp_path / "dana.p12").write_bytes(DANA.p12)
    certificate = ("--certificate", tmp_path / "dana.p12")
    pdf = folder / "three-parties.pdf"
    assert mou("sign", pdf, "--field", "district-1", *certificate).exit_code == 0
    result = mou("sign", pdf, "--field", "district", *certificate)
    said = " ".join(result.output.split())
    assert result.exit_code == 1
    assert "no signature field “district”" in said
    assert "to be signed here: district-2 (Peter Lindqvist, Counsel for the District, for" in said
    assert "city-1 (Mayor, for City of Riverbend)" in said
    assert "district-1 (" not in said


def test_a_wrong_passphrase_is_refused_and_never_shown(pdf: Path):
    certificate = pdf.parent / "dana.p12"
    result = mou(
        "sign", pdf, "--field", "district", "--certificate", certificate, passphrase="open sesame"
    )
    assert result.exit_code == 2
    assert "the passphrase is wrong" in result.output
    assert "open sesame" not in result.output


def test_the_passphrase_may_come_from_a_file_or_be_asked_for(pdf: Path):
    certificate = pdf.parent / "dana.p12"
    (pdf.parent / "phrase").write_text(PASSPHRASE + "\n", "utf-8")
    args = ("sign", pdf, "--field", "district", "--certificate", certificate, "-o")
    from_file = pdf.with_name("a.pdf")
    phrase = ("--passphrase-file", pdf.parent / "phrase")
    assert mou(*args, from_file, *phrase).exit_code == 0
    asked = CliRunner().invoke(
        program, list(map(str, (*args, pdf.with_name("b.pdf")))), input=f"{PASSPHRASE}\n"
    )
    assert asked.exit_code == 0, asked.output
    assert PASSPHRASE not in asked.output


def without_terminal(pdf: Path, given: str) -> subprocess.CompletedProcess[bytes]:
    """Sign in a session of its own, which has no terminal."""
    start = "from mou_builder.cli import main; main()"
    args = ("sign", pdf, "--field", "district", "--certificate", pdf.parent / "dana.p12")
    return subprocess.run(
        [sys.executable, "-c", start, *map(str, args)],
        input=given.encode(),
        capture_output=True,
        start_new_session=True,
        check=False,
        env={**environment(), "PYTHONPATH": str(ROOT)},
    )


def test_without_a_terminal_the_passphrase_is_read_and_nothing_said_of_python(pdf: Path):
    done = without_terminal(pdf, f"{PASSPHRASE}\n")
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_a_terminal_or_a_passphrase_it_is_said_how_to_give_one(pdf: Path):
    done = without_terminal(pdf, "")
    said = " ".join(done.stderr.decode(CONSOLE).split())
    assert done.returncode == 2
    assert "no terminal to ask for the passphrase: give --passphrase-file FILE" in said
    assert "Warning" not in said


def test_a_certificate_that_has_run_out_signs_nothing(pdf: Path):
    old = identity("Dana Whitfield", until=datetime(2021, 1, 1, tzinfo=UTC))
    (pdf.parent / "old.p12").write_bytes(old.p12)
    result = mou("sign", pdf, "--field", "district", "--certificate", pdf.parent / "old.p12")
    assert result.exit_code == 1
    assert "valid from January 1, 2020 to January 1, 2021" in " ".join(result.output.split())


# What was done to a signed file


def added_to(pdf: Path, change: Any) -> None:
    """Change a file as a program does that adds to it and leaves what was signed as it is."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf.read_bytes()))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    pdf.write_bytes(target.getvalue())


def _stream(writer: Any, data: bytes) -> Any:
    from pyhanko.pdf_utils.generic import StreamObject

    return writer.add_object(StreamObject(stream_data=data))


def test_words_changed_after_signing_are_told_with_their_clause(signed: Path):
    def cover(writer: Any) -> None:
        writer.add_stream_to_page(0, _stream(writer, b"BT /F1 12 Tf 80 60 Td (not) Tj ET"))

    added_to(signed, cover)
    said = problems(signed)
    assert said.count("does not hold, because after it, the document was changed") == 2
    assert mou("record", signed.with_suffix(".yaml"), "--copy", signed).exit_code == 1


def test_a_page_added_after_signing_is_told(signed: Path):
    def add(writer: Any) -> None:
        from pyhanko.pdf_utils.writer import PageObject

        contents = _stream(writer, b"")
        writer.insert_page(PageObject(contents=contents, media_box=[0, 0, 612, 792]))

    added_to(signed, add)
    assert problems(signed).count("after it, the document was changed") == 2


def test_a_file_written_anew_after_signing_holds_no_signature(signed: Path):
    with pikepdf.open(signed, allow_overwriting_input=True) as opened:
        opened.save(signed)
    assert problems(signed).count("does not hold") == 2


def test_a_changed_byte_under_a_signature_is_told(signed: Path):
    data = bytearray(signed.read_bytes())
    data[12] ^= 1  # in the comment of the second line
    signed.write_bytes(data)
    assert "what it covers was changed" in problems(signed)


def test_a_signature_that_covers_only_a_part_is_told(signed: Path):
    # As if the end of the file had never been signed: the last range ends too early.
    data = signed.read_bytes()
    last = data.rindex(b"/ByteRange")
    numbers = data[last : data.index(b"]", last)].split(b"[")[1].split()
    short = b"%d" % (int(numbers[3]) - 20)
    old = data[last : data.index(b"]", last)]
    new = old.replace(numbers[3], short.ljust(len(numbers[3])))
    signed.write_bytes(data.replace(old, new))
    found = verified(signed)["signatures"][-1]
    assert not found["holds"]
    assert found["after"] == "it covers only a part of the file"


def test_a_field_filled_after_signing_is_named(pdf: Path):
    with pikepdf.open(pdf, allow_overwriting_input=True) as opened:
        text = opened.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="remark",
                V="",
                Rect=[100, 20, 200, 30],
                F=4,
                P=opened.pages[0].obj,
            )
        )
        opened.pages[0].Annots = pikepdf.Array([text])
        opened.Root.AcroForm.Fields.append(text)
        opened.save(pdf)
    sign(pdf, "district", "dana")

    def fill(writer: Any) -> None:
        from pyhanko.pdf_utils.generic import pdf_string

        fields = writer.root["/AcroForm"]["/Fields"]
        field = next(each.get_object() for each in fields if each.get_object()["/T"] == "remark")
        field["/V"] = pdf_string("only in winter")
        writer.update_container(field)

    added_to(pdf, fill)
    assert "after it, fields were filled in: remark" in problems(pdf)


def test_the_signed_copy_of_another_agreement_differs_by_its_clauses(signed: Path):
    other = signed.parent / "other.yaml"
    other.write_text(SHORT.replace("75%", "60%"), "utf-8")
    said = problems(signed, "--against", other)
    assert "13. Program funding: the copy says “75”" in said
    assert "does not hold" not in said


def test_a_pdf_signed_elsewhere_is_read_too(unsigned: Path, tmp_path: Path):
    """Adobe's own form of signatures, in a field that the signing program made."""
    signer = signers.SimpleSigner.load_pkcs12_data(
        DANA.p12, other_certs=[], passphrase=PASSPHRASE.encode()
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(unsigned.read_bytes()))
    append_signature_field(writer, SigFieldSpec("Signature1", on_page=0, box=(90, 20, 300, 60)))
    options = PdfSignatureMetadata(
        field_name="Signature1", subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    )
    made = signers.sign_pdf(writer, options, signer=signer)
    found = read_signatures(made.getvalue(), "elsewhere.pdf").signatures
    assert [(each.field, each.by, each.is_valid) for each in found] == [
        ("Signature1", "Dana Whitfield", True)
    ]


# Hostile files


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n",
        b"%PDF-1.7\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF",
        b"%PDF-1.7\n" + b"[" * 200_000,
        b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\ntrailer<</Root 1 0 R>>",
    ],
    ids=["empty", "a header alone", "no table", "deep", "a loop"],
)
def test_a_broken_pdf_is_refused_in_words(tmp_path: Path, data: bytes):
    path = tmp_path / "hostile.pdf"
    path.write_bytes(data)
    result = mou("verify", path)
    assert result.exit_code in (1, 2)
    assert "MOU91" in result.output
    assert "fault of the program" not in result.output


def test_a_picture_that_unpacks_to_gigabytes_is_refused_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mou_builder.disk.bounded.MOST_SECONDS", 1)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    zeros = __import__("zlib").compress(b"0 0 m " * 40_000_000, 9)
    pdf.pages[0].Contents = pikepdf.Stream(pdf, zeros, Filter=pikepdf.Name.FlateDecode)
    path = tmp_path / "bomb.pdf"
    pdf.save(path)
    result = mou("verify", path)
    assert result.exit_code in (1, 2)
    assert "fault of the program" not in result.output


def _endless() -> None:
    while True:
        pass


def _greedy() -> int:
    return len(bytearray(1_000_000_000))


@pytest.mark.parametrize("work", [_endless, _greedy])
def test_work_without_end_is_ended_and_said(work: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mou_builder.disk.bounded.MOST_SECONDS", 1)
    with pytest.raises(Refused) as refused:
        bounded(work, file="x.pdf")
    assert refused.value.diagnostics[0].code == "MOU912"


def _faulty() -> None:
    raise KeyError("/Kids")


def test_a_fault_in_such_work_is_said_and_shows_no_traceback(capfd: pytest.CaptureFixture[str]):
    with pytest.raises(Refused) as refused:
        bounded(_faulty, file="x.pdf")
    (said,) = refused.value.diagnostics
    assert (said.code, said.place.file) == ("MOU911", "x.pdf")
    assert "fault of the program" in said.message
    assert capfd.readouterr().err == ""


def test_beside_a_thread_the_limit_is_the_same(monkeypatch: pytest.MonkeyPatch):
    """Where a process has threads, another one is begun, which knows nothing of what was set."""
    monkeypatch.setattr("mou_builder.disk.bounded.MOST_SECONDS", 1000)
    for threads in (threading.active_count(), 2):
        monkeypatch.setattr(threading, "active_count", lambda threads=threads: threads)
        seconds, _ = bounded(signal.getitimer, signal.ITIMER_PROF, file="x.pdf")
        assert 990 < seconds < 1001


# Another judge


@pytest.mark.crosscheck
def test_poppler_agrees(signed: Path):
    ours = {each["field"]: each["holds"] for each in verified(signed)["signatures"]}
    assert ours == {"district": True, "agency": True}
    assert poppler_on(signed) == {"district": True, "agency": True}
    data = bytearray(signed.read_bytes())
    data[12] ^= 1
    signed.write_bytes(data)
    ours = {each["field"]: each["valid"] for each in verified(signed)["signatures"]}
    assert ours == poppler_on(signed) == {"district": False, "agency": False}
