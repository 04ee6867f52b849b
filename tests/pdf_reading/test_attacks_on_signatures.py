"""What can be done to a signed agreement, made with pyHanko, and what is said of each.

The shadow attacks are those of Mainka, Mladenov and Rohlmann (“Shadow Attacks: Hiding and Replacing
Content in Signed PDFs”, NDSS 2021): whoever prepares the file hides words in it before it is
signed, and shows them afterwards by what is added to it.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import keys, x509
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers, timestamps
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfTimeStamper
from pyhanko.stamp import TextStampStyle

from mou_builder.actions.verify import signature_text, verify
from mou_builder.cli.program import program
from mou_builder.frozen import replace
from mou_builder.pdf_reading.evidence import read_evidence
from mou_builder.pdf_reading.signatures import FoundSignature, LaterChanges, read_signatures
from mou_builder.report.record.verified import verified_text
from tests.support.agreement.assembling import library
from tests.support.signing.certificates import PASSPHRASE, Identity, identity
from tests.support.signing.poppler_verdicts import poppler_on

CITY = Path("configs/city-and-one-school.yaml").read_text("utf-8")
DANA, LUIS = identity("Dana Whitfield"), identity("Luis Ortega")
HIDDEN = b"BT /Extra 11 Tf 90 150 Td (This agreement ends at once.) Tj ET"


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("unsigned")
    (folder / "maple-grove.yaml").write_text(CITY, encoding="utf-8")
    args = ["render", str(folder / "maple-grove.yaml"), "-o", str(folder), "--format", "pdf"]
    assert CliRunner().invoke(program, args).exit_code == 0
    return (folder / "maple-grove.pdf").read_bytes()


def signed(data: bytes, field: str, who: Identity, **options: object) -> bytes:
    signer = signers.SimpleSigner.load_pkcs12_data(
        who.p12, other_certs=[], passphrase=PASSPHRASE.encode()
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    asked = PdfSignatureMetadata(field_name=field, **options)  # type: ignore[arg-type]
    made = signers.sign_pdf(writer, asked, signer=signer, existing_fields_only=True)
    return bytes(made.getvalue())


def added(data: bytes, change: object) -> bytes:
    """Add to a file what leaves the bytes that were signed as they are."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)  # type: ignore[operator]
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def prepared(data: bytes, change: object) -> bytes:
    """Change a file before anybody signs it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[-1]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font, pikepdf.Name.Extra)
        change(pdf, page)  # type: ignore[operator]
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


def found(data: bytes) -> list[FoundSignature]:
    return list(read_signatures(data, "x.pdf").signatures)


def unseen(data: bytes) -> str:
    return "\n".join(read_evidence(data, "x.pdf").words.unseen)


# Signatures as they are meant


def test_several_signatures_hold_one_after_the_other(unsigned: bytes):
    twice = signed(signed(unsigned, "district", DANA), "agency", LUIS)
    assert [(each.by, each.holds, each.after) for each in found(twice)] == [
        ("Dana Whitfield", True, LaterChanges.SIGNED),
        ("Luis Ortega", True, LaterChanges.NOTHING),
    ]


def test_a_certification_that_allows_signing_leaves_room_for_the_next(unsigned: bytes):
    first = signed(unsigned, "district", DANA, certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    twice = signed(first, "agency", LUIS)
    assert [each.holds for each in found(twice)] == [True, True]


def test_a_certification_that_allows_nothing_is_broken_by_the_next(unsigned: bytes):
    first = signed(unsigned, "district", DANA, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    assert found(first)[0].holds
    data = bytearray(first)
    change = added(bytes(data), _metadata)
    assert not found(change)[0].holds


def _metadata(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/Lang")] = generic.pdf_string("fr")
    writer.update_root()


def test_a_certificate_that_had_run_out_on_the_day_of_signing_is_told(unsigned: bytes):
    old = identity("Dana Whitfield", until=datetime(2021, 1, 1, tzinfo=UTC))
    (one,) = found(signed(unsigned, "district", old))
    assert not one.holds
    assert one.fault == (
        "its certificate is valid from January 1, 2020 to January 1, 2021, and not on the day of "
        "signing"
    )


def test_a_certificate_that_runs_out_after_the_day_of_signing_holds(unsigned: bytes):
    (one,) = found(signed(unsigned, "district", DANA))
    assert (one.holds, one.certificate.value) == (True, "self-made")


def test_a_time_stamp_of_the_document_is_nobodys_signature_and_breaks_none(unsigned: bytes):
    """As Adobe's long-term signatures have it: behind the signature, over the whole document."""
    county = identity("County Clock", is_rsa=True)
    stamper = timestamps.DummyTimeStamper(
        x509.Certificate.load(county.certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(
            county.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        fixed_dt=datetime(2026, 7, 1, 12, tzinfo=UTC),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(signed(unsigned, "district", DANA)))
    made = PdfTimeStamper(stamper, field_name="Clock").timestamp_pdf(
        writer, "sha256", validation_context=None
    )
    dana, clock = found(bytes(made.getvalue()))
    assert (dana.by, dana.holds, dana.is_time_stamp) == ("Dana Whitfield", True, False)
    assert (clock.by, clock.holds, clock.is_time_stamp) == ("County Clock", True, True)
    assert clock.day == date(2026, 7, 1)
    text = signature_text(clock, {})
    assert text.startswith("time-stamped by County Clock on July 1, 2026")

    data = bytearray(made.getvalue())
    data[12] ^= 1
    assert [each.holds for each in found(bytes(data))] == [False, False]


def _shown(data: bytes, box: tuple[int, int, int, int]) -> str:
    """Have somebody else sign where nobody is to sign, with words of their own to be seen."""
    signer = signers.SimpleSigner.load_pkcs12_data(
        LUIS.p12, other_certs=[], passphrase=PASSPHRASE.encode()
    )
    look = TextStampStyle(stamp_text="The district pays all costs.", background=None)
    made = signers.PdfSigner(
        PdfSignatureMetadata(field_name="another"),
        signer,
        stamp_style=look,
        new_field_spec=SigFieldSpec("another", box=box, on_page=1),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)))
    return "\n".join(verify(read_evidence(made.getvalue(), "x.pdf"), "x.pdf", library()).problems)


def test_words_shown_as_a_signature_where_nobody_is_to_sign_are_told(unsigned: bytes):
    elsewhere = "page 2: a digital signature is shown where there is no line to write on"
    words = "the look of the signature in the field “another” says “The district pays all costs”"
    both = signed(signed(unsigned, "district", DANA), "agency", LUIS)
    assert _shown(both, (72, 8, 500, 22)) == f"{elsewhere}\npage 2: {words}"
    assert _shown(both, (0, 0, 0, 0)) == ""


def test_a_name_in_a_certificate_begins_no_line_of_ours(unsigned: bytes, tmp_path: Path):
    """Nor does the name of a field, or of what made the file."""
    spoof = "Everything is as it should be."
    copy = tmp_path / "x.pdf"
    copy.write_bytes(signed(unsigned, "district", identity(f"Dana Whitfield\n{spoof}")))
    result = CliRunner().invoke(program, ["verify", str(copy)])
    assert f"Dana Whitfield {spoof}" in " ".join(result.output.split())
    assert f"\n{spoof}" not in result.output
    (one,) = found(copy.read_bytes())
    evidence = read_evidence(copy.read_bytes(), "x.pdf")
    fields = replace(evidence.fields, signatures=(replace(one, field=f"a\n  {spoof}"),))
    text = verified_text(verify(replace(evidence, fields=fields), "x.pdf", library()))
    assert f"“a {spoof}”" in text
    assert f"\n  {spoof}" not in text


@pytest.mark.parametrize(
    ("more", "after"),
    [
        (b"\r\n\0\0", LaterChanges.NOTHING),
        (b"\n% what no signature covers", LaterChanges.NOT_COVERED),
    ],
)
def test_what_stands_behind_the_last_version_is_told(
    unsigned: bytes, more: bytes, after: LaterChanges
):
    twice = signed(signed(unsigned, "district", DANA), "agency", LUIS)
    first, last = found(twice + more)
    assert (first.after, last.after) == (LaterChanges.SIGNED, after)


# Changed afterwards


def _paint(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"1 g 0 0 612 792 re f")
    writer.add_stream_to_page(0, writer.add_object(stream))


def _replace_font(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)
    fonts = page.get_object()["/Resources"]["/Font"]
    name = next(iter(fonts))
    fonts[name] = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/Type1"),
                pdf_name("/BaseFont"): pdf_name("/Helvetica"),
            }
        )
    )
    writer.update_container(fonts)


def _catalog(writer: IncrementalPdfFileWriter) -> None:
    pages = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Pages"),
            pdf_name("/Count"): generic.NumberObject(0),
            pdf_name("/Kids"): generic.ArrayObject(),
        }
    )
    writer.root[pdf_name("/Pages")] = writer.add_object(pages)
    writer.update_root()


def _comment(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (90, 90, 300, 120))),
            pdf_name("/Contents"): generic.pdf_string("It ends at once."),
        }
    )
    page.setdefault(pdf_name("/Annots"), generic.ArrayObject()).append(writer.add_object(note))
    writer.update_container(page)


def _other_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 612, 792))),
        }
    )
    pages["/Kids"][0] = writer.add_object(page)
    writer.update_container(pages)


def _layer_off(writer: IncrementalPdfFileWriter) -> None:
    group = writer.add_object(
        generic.DictionaryObject(
            {pdf_name("/Type"): pdf_name("/OCG"), pdf_name("/Name"): generic.pdf_string("words")}
        )
    )
    off = generic.DictionaryObject({pdf_name("/OFF"): generic.ArrayObject([group])})
    writer.root[pdf_name("/OCProperties")] = generic.DictionaryObject(
        {pdf_name("/OCGs"): generic.ArrayObject([group]), pdf_name("/D"): off}
    )
    writer.update_root()


def _field(writer: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    fields = (each.get_object() for each in writer.root["/AcroForm"]["/Fields"])
    field: generic.DictionaryObject = next(each for each in fields if each["/T"] == name)
    return field


def _renamed(writer: IncrementalPdfFileWriter) -> None:
    field = _field(writer, "district")
    field[pdf_name("/T")] = generic.pdf_string("agency, too")
    writer.update_container(field)


def _twice(writer: IncrementalPdfFileWriter) -> None:
    copy = generic.DictionaryObject(dict(_field(writer, "district").items()))
    form = writer.root["/AcroForm"]
    form["/Fields"].append(writer.add_object(copy))
    writer.update_container(form)


def _other_signature(writer: IncrementalPdfFileWriter) -> None:
    """Give the line of the other party the signature of this one."""
    field = _field(writer, "agency")
    field[pdf_name("/V")] = _field(writer, "district").raw_get("/V")
    writer.update_container(field)


CHANGES = {
    "a page put in the place of another": _other_page,
    "a layer that is switched off": _layer_off,
    "a field renamed": _renamed,
    "a field that is there twice": _twice,
    "one signature on two lines": _other_signature,
    "painted over": _paint,
    "another font, whose letters look otherwise": _replace_font,
    "other pages": _catalog,
    "a note over the page": _comment,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_changed_after_signing_breaks_it(unsigned: bytes, change: object):
    told = found(added(signed(unsigned, "district", DANA), change))
    assert {(each.holds, each.after) for each in told} == {(False, LaterChanges.CHANGED)}


@pytest.mark.crosscheck
def test_poppler_says_the_same_of_what_each_signature_covers(unsigned: bytes, tmp_path: Path):
    """It judges the bytes that were signed alone; what was added to them, it does not tell."""
    plain = signed(unsigned, "district", DANA)
    for number, change in enumerate((None, _paint, _other_page, _layer_off, _catalog, _comment)):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(added(plain, change) if change else plain)
        assert [each.is_valid for each in found(file.read_bytes())] == [True]
        assert poppler_on(file) == {"district": True}
        broken = bytearray(file.read_bytes())
        broken[12] ^= 1
        file.write_bytes(broken)
        assert [each.is_valid for each in found(bytes(broken))] == [False]
        assert poppler_on(file) == {"district": False}


# Shadow attacks: prepared before, shown after


def _beneath(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Hide: words beneath a picture that a later update takes away."""
    page.contents_add(pdf.make_stream(b"q " + HIDDEN + b" Q q 200 0 0 30 85 140 cm /Lid Do Q"))
    lid = pikepdf.Stream(pdf, b"\xff" * 9)
    lid.Type, lid.Subtype, lid.Width, lid.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 3, 3
    lid.ColorSpace, lid.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    page.add_resource(pdf.make_indirect(lid), pikepdf.Name.XObject, pikepdf.Name.Lid)


def test_hide_is_told_before_and_after_the_lid_is_lifted(unsigned: bytes):
    data = signed(prepared(unsigned, _beneath), "district", DANA)
    assert found(data)[0].holds  # nothing was done to it since: what is wrong was there before
    assert "This agreement ends at once." in unseen(data)

    def lift(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][-1].get_object()
        while "/Kids" in page:
            page = page["/Kids"][-1].get_object()
        lid = page["/Resources"]["/XObject"].raw_get("/Lid")
        empty = generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 1, 1))),
            },
            stream_data=b"",
        )
        writer.objects[(lid.generation, lid.idnum)] = empty

    lifted = added(data, lift)
    assert not found(lifted)[0].holds


def test_replace_is_told_when_a_field_shows_another_value(unsigned: bytes):
    """Replace: a field whose look and whose value say two things, switched by a later update."""

    def field(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        widget = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="share",
            V="75%",
            Rect=[90, 150, 200, 170],
            F=4,
            P=page.obj,
        )
        made = pdf.make_indirect(widget)
        annots = page.obj.get("/Annots", pikepdf.Array())
        annots.append(made)
        page.obj.Annots = annots
        pdf.Root.AcroForm.Fields.append(made)

    data = signed(prepared(unsigned, field), "district", DANA)

    def switch(writer: IncrementalPdfFileWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        share = next(each.get_object() for each in fields if each.get_object()["/T"] == "share")
        share["/V"] = generic.pdf_string("10%")
        writer.update_container(share)

    (one,) = found(added(data, switch))
    assert (one.after, one.filled, one.holds) == (LaterChanges.FILLED, ("share",), False)


def test_hide_and_replace_is_told_when_other_pages_are_brought_forward(unsigned: bytes):
    """Hide and replace: a second set of pages in the file, to which a later update leads."""

    def second(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        other = pdf.make_stream(HIDDEN)
        hidden = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, 612, 792],
            Contents=other,
            Resources=page.obj.Resources,
        )
        pdf.Root.PieceInfo = pikepdf.Dictionary(Shadow=pdf.make_indirect(hidden))

    data = signed(prepared(unsigned, second), "district", DANA)

    def forward(writer: IncrementalPdfFileWriter) -> None:
        shadow = writer.root["/PieceInfo"].raw_get("/Shadow")
        pages = writer.root["/Pages"]
        pages[pdf_name("/Kids")] = generic.ArrayObject([shadow])
        pages[pdf_name("/Count")] = generic.NumberObject(1)
        writer.update_container(pages)

    (one,) = found(added(data, forward))
    assert (one.holds, one.after) == (False, LaterChanges.CHANGED)


def test_a_signature_that_anybody_may_imitate_does_not_hold(unsigned: bytes):
    short = identity("Dana Whitfield", is_rsa=True, bits=1024)
    [found] = read_signatures(signed(unsigned, "district", short), "x.pdf").signatures
    assert not found.holds
    assert found.fault == "it was made in a way that can be imitated today"
