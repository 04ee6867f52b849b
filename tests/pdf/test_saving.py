"""The bytes of a PDF: the same every time, and without ends that a strict reader misreads."""

from __future__ import annotations

import io
import zlib

import page
import pikepdf
import pytest

from mou_builder.pdf.document import make_pdf
from mou_builder.pdf.saving import saved
from mou_builder.pdf.values import Attachment
from tests.support.pdf_samples import agreement_docx

UNCLEAR = b"\r\nendstream"


def unlucky(first: str) -> bytes:
    """A config whose compressed form ends with a carriage return."""
    texts = (f"# {first}{chr(each)}\nmodel: wisconsin-sro\n".encode() for each in range(33, 999))
    return next(each for each in texts if zlib.compress(each).endswith(b"\r"))


@pytest.mark.parametrize("first", ["a", "b", "c"])
def test_no_stream_ends_as_if_it_were_longer_than_it_says(first: str) -> None:
    attachment = Attachment("config.yaml", unlucky(first))
    pdf = make_pdf(agreement_docx(0), (), "Agreement", "en-US", attachment).pdf
    assert UNCLEAR not in pdf
    for profile in ("3b", "ua1"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments["config.yaml"].get_file().read_bytes() == attachment.data


@pytest.mark.parametrize("parameters", [False, True])
def test_a_stream_that_was_packed_before_keeps_what_it_says(parameters: bool) -> None:
    packed = zlib.compress(unlucky("a"))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Kept = pdf.make_stream(
            packed, Filter=pikepdf.Name.FlateDecode, Type=pikepdf.Name.EmbeddedFile
        )
        if parameters:
            pdf.Root.Kept.DecodeParms = pikepdf.Dictionary(Predictor=1)
        data = saved(pdf)
    assert UNCLEAR not in data
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.Root.Kept.read_bytes() == unlucky("a")


def test_a_font_that_would_end_so_is_saved_all_the_same() -> None:
    font = unlucky("a")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Kept = pdf.make_stream(font, Length1=len(font))
        data = saved(pdf)
    assert UNCLEAR not in data
    with pikepdf.open(io.BytesIO(data)) as opened:
        kept = opened.Root.Kept
        assert kept.read_bytes() == font + b"\n"
        assert (int(kept.Length1), kept.Filter) == (len(font) + 1, "/FlateDecode")


def test_a_page_whose_content_would_end_so_is_saved_all_the_same() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"q\n" + unlucky("a").replace(b"\n", b" "))
        content = pdf.pages[0].Contents.read_bytes()
        while not zlib.compress(content).endswith(b"\r"):
            content += b"%"
        pdf.pages[0].Contents = pdf.make_stream(content)
        data = saved(pdf)
    assert UNCLEAR not in data
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.pages[0].Contents.read_bytes().rstrip() == content
        assert opened.pages[0].Contents.get("/Filter") == "/FlateDecode"


def test_the_same_pdf_is_saved_as_the_same_bytes_whatever_its_identity_was() -> None:
    def made(identity: bytes) -> bytes:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.trailer.ID = pikepdf.Array([pikepdf.String(identity), pikepdf.String(identity)])
            return saved(pdf)

    assert made(b"rdocx-pdfa-00001") == made(b"another-identity")
