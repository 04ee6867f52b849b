"""What a signature looks like on the page: lines of text in fonts that the file carries.

PDF/A (ISO 19005-3, 6.2.11.4) and PDF/UA (ISO 14289-1, 7.21) ask for embedded fonts with a way back
to Unicode, which the appearances that come with pyHanko do not have. So Typst sets a page of the
size of the field, which becomes its appearance.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

import typst
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from mou_builder.pdf.setting.finishing import clear_ends
from mou_builder.pdf.setting.fonts import Fonts
from mou_builder.pdf.setting.objects import PdfObjects
from mou_builder.pdf.setting.typesetting import FOLDER

_STANDARD: Any = "a-3b"


@dataclass(frozen=True)
class SignatureLook(BaseStampStyle):
    """The lines that a signature shows."""

    lines: tuple[str, ...] = ()
    border_width: int = 0

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: layout.BoxConstraints,
        text_params: dict[str, Any],  # noqa: ARG002 – the name that pyHanko calls it by
    ) -> BaseStamp:
        """Return the appearance for a field of the size of ``box``."""
        return _Appearance(writer, self, box)


class _Appearance(BaseStamp):
    def render(self) -> bytes:
        """Return the command that draws the page with the lines."""
        assert self.box is not None
        assert self.writer is not None
        page = drawn(self.style.lines, float(self.box.width), float(self.box.height))
        name = pdf_name("/Lines")
        shown = self.writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
        self.set_resource(ResourceType.XOBJECT, name, shown)
        return b"%s Do" % name.encode()


def drawn(lines: tuple[str, ...], width: float, height: float) -> bytes:
    """Return a PDF of one page with lines, with a question mark for what no font has."""
    fonts = Fonts()
    unknown = str.maketrans(dict.fromkeys(fonts.lacking("".join(lines)), "?"))
    look = {
        "lines": [line.translate(unknown) for line in lines],
        "width": width,
        "height": height,
    }
    pdf = typst.compile(
        f"{FOLDER}/signature.typ",
        font_paths=fonts.book,
        ignore_system_fonts=True,
        pdf_standards=_STANDARD,
        pdf_tags=False,
        sys_inputs={"look": json.dumps(look)},
        timestamp=0,
    )
    objects = PdfObjects(pdf)
    clear_ends(objects)
    return objects.written()
