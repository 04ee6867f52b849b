"""Pictures of a letterhead in formats that a PDF does not have, and what is said of others."""

from __future__ import annotations

import base64
import io

import docx
import pypdfium2
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from PIL import Image, ImageCms

from mou_builder.actions.render import pdf_of, sheet_of
from mou_builder.pdf.trial import judged
from mou_builder.pdf.values import Job
from tests.support.agreement.small_agreement import small_agreement
from tests.support.pdf.samples import failures
from tests.support.word.edited_templates import opened, said, saved
from tests.support.word.house_templates import picture

RED = (255, 0, 0)
_LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def dots(form: str, mode: str = "RGB", size: int = 20, profile: bytes | None = None) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (size, size), RED).convert(mode).save(target, form, icc_profile=profile)
    return target.getvalue()


def see_through() -> bytes:
    target = io.BytesIO()
    image = Image.new("P", (20, 20), 1)
    image.putpalette([0, 0, 255, *RED])
    image.paste(0, (10, 0, 20, 20))
    image.save(target, "GIF", transparency=0)
    return target.getvalue()


def drawing_with(data: bytes) -> bytes:
    held = base64.b64encode(data).decode()
    image = f'<image width="9" height="9" href="data:image/png;base64,{held}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{image}</svg>'.encode()


SHOWN = {
    "BMP": dots("BMP"),
    "GIF": dots("GIF", "P"),
    "GIF that one sees through": see_through(),
    "TIFF": dots("TIFF"),
    "TIFF in the colours of print": dots("TIFF", "CMYK"),
    "WebP": dots("WEBP"),
    "JPEG in the colours of print": dots("JPEG", "CMYK"),
    "JPEG with a profile of other colours": dots("JPEG", "CMYK", profile=_LAB),
}
TOO_MANY = "a picture of more than ten million dots"
MANY_DOTS = dots("PNG", size=3_200)
TOLD = {
    "EMF": (b"\1\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 60, "an EMF picture"),
    "WMF": (b"\xd7\xcd\xc6\x9a" + b"\0" * 60, "a WMF picture"),
    "a damaged GIF": (dots("GIF", "P")[:30], "a GIF picture"),
    "a damaged TIFF": (dots("TIFF")[:100], "a TIFF picture"),
    "a TIFF of finer dots than a PNG has": (dots("TIFF", "F"), "a TIFF picture"),
    "a PNG of more dots than are read": (MANY_DOTS, TOO_MANY),
    "a JPEG of more": (dots("JPEG", size=3_200), TOO_MANY),
    "a WebP of more": (dots("WEBP", size=3_200), TOO_MANY),
    "a drawing with a PNG of more": (drawing_with(MANY_DOTS), TOO_MANY),
    "an icon": (dots("ICO"), "a picture in a format of its own"),
}


def letterhead(data: bytes) -> bytes:
    """The packaged template with a picture in its header."""
    document: docx.document.Document = opened()
    header = document.sections[0].header
    shown = header.paragraphs[-1].add_run().add_picture(io.BytesIO(picture(4, 4)), 914_400)
    [blip] = shown._inline.iter("{*}blip")
    part = Part(PackURI("/word/media/own.bin"), "image/x-own", data, header.part.package)
    blip.set(qn("r:embed"), header.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))
    return saved(document)


def colours(pdf: bytes) -> set[tuple[int, ...]]:
    page = pypdfium2.PdfDocument(pdf)[0].render().to_pil().convert("RGB")
    return {found for _, found in page.getcolors(page.width * page.height) or ()}


@pytest.mark.parametrize("form", SHOWN)
def test_a_picture_that_a_pdf_does_not_have_is_shown_as_one_that_it_has(form: str) -> None:
    template = letterhead(SHOWN[form])
    assert judged(template, "t") == ()
    made = pdf_of(sheet_of(small_agreement(), template, "T"), Job("T", "en-US"))
    assert (made.diagnostics, failures(made.pdf)) == ((), [])
    seen = colours(made.pdf)
    assert any(red > 250 and green < 5 and blue < 5 for red, green, blue in seen)
    assert not any(blue > 200 and red < 200 for red, _, blue in seen)


@pytest.mark.parametrize("form", TOLD)
def test_a_picture_that_only_word_shows_is_told_with_a_way_out(form: str) -> None:
    data, name = TOLD[form]
    template = letterhead(data)
    assert said(template) == [f"the Word file shows {name} in a header; the PDF cannot"]
    [told] = judged(template, "t")
    assert "or a picture in PNG" in str(told.hint)
    made = pdf_of(sheet_of(small_agreement(), template, "T"), Job("T", "en-US"))
    assert [each.message for each in made.diagnostics] == [told.message]
