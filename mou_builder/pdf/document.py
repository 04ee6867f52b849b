"""Making a PDF to sign, file and read aloud from an agreement and the looks of a template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from mou_builder.diagnostic import Refused
from mou_builder.frozen import dataclass, field
from mou_builder.pdf.setting.agreement_blocks import AgreementBlocks
from mou_builder.pdf.setting.finishing import finished, numbered_changes
from mou_builder.pdf.setting.flow import HeadingLevels
from mou_builder.pdf.setting.fonts import Fonts, replaced_font_warnings, unprintable
from mou_builder.pdf.setting.story_blocks import StoryBlocks
from mou_builder.pdf.setting.style_data import Data, Dressing, Gathered
from mou_builder.pdf.setting.typesetting import Typesetter
from mou_builder.pdf.values import Job, Rendered, Sheet
from mou_builder.word.look import Look
from mou_builder.word.template.values import printed_as_runs

_MOST_LOOKS = 64
"""How many looks are kept as data: those of as many templates and headers."""


@dataclass
class PdfWriter:
    """Writes PDFs (PDF/UA-1 and PDF/A-3b), any number of them with one memory of what is alike."""

    fonts: Fonts = field(default_factory=Fonts)
    _dressings: dict[int, Dressing] = field(default_factory=dict)

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(self.fonts)

    def write(self, sheet: Sheet, job: Job) -> Rendered:
        """Write one document; see `packet` for several as one.

        Raises `Refused`: MOU502 it could not be laid out, MOU504 characters that no font has.
        Warnings in the result: MOU505 a font was replaced.
        """
        return self._written((sheet,), job, stamped=False)

    def packet(self, sheets: Sequence[Sheet], job: Job) -> Rendered:
        """Write documents one after another, with pages numbered through.

        Raises and warns as `write` does.
        """
        return self._written(sheets, job, stamped=True)

    def _written(self, sheets: Sequence[Sheet], job: Job, *, stamped: bool) -> Rendered:
        gathered = Gathered()
        documents = [
            _document(each, self._dressing(each.look), gathered, number if stamped else None)
            for number, each in enumerate(sheets)
        ]
        self._refuse_unprintable(gathered, job.file)
        changes = numbered_changes(documents)
        styles = self._dressing(sheets[0].look).shared
        pdf = self._typesetter.set(_whole(job, documents), styles, gathered.pictures, job)
        if any(map(self.fonts.draws_in_parts, gathered.texts)):
            from mou_builder.pdf.combining import with_own_texts  # few languages have such letters

            pdf = with_own_texts(pdf)
        pdf = finished(
            pdf,
            gathered.fields,
            changes,
            is_dated=job.made is not None,
            file=job.file,
        )
        return Rendered(pdf, replaced_font_warnings(gathered.families, self.fonts, job.file))

    def _refuse_unprintable(self, gathered: Gathered, file: str) -> None:
        found = tuple(
            unprintable(text, lacking, file, place)
            for texts, place in ((gathered.texts, ""), (gathered.drawn, " of a picture"))
            for text in dict.fromkeys(texts)
            if (lacking := self.fonts.lacking(text))
        )
        if found:
            raise Refused(found)

    def _dressing(self, look: Look) -> Dressing:
        """The look as data, made once."""
        known = self._dressings.get(id(look))
        if known is None or known.look is not look:
            if len(self._dressings) >= _MOST_LOOKS:
                self._dressings.clear()
            known = self._dressings[id(look)] = Dressing(self.fonts, look)
        return known


@lru_cache(maxsize=4)
def pdf_writer(fonts: tuple[Path, ...] = ()) -> PdfWriter:
    """Return the writer of this process with the program's fonts and those in some folders.

    Raises `Refused` (MOU508) for a folder without a font.
    """
    found = Fonts(fonts)
    found.own_places()
    return PdfWriter(found)


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    found = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    if found is None:
        raise ValueError("this is not a PDF as Typst writes it")
    return int(found[1])


def _document(sheet: Sheet, dressing: Dressing, gathered: Gathered, number: int | None) -> Data:
    """One document as data; ``number`` is its place in a packet, None for a file of its own."""
    is_stamped = number is not None
    body = AgreementBlocks(sheet, dressing, gathered, number).all()
    filled = {
        name: each.spans if each else () for name, each in printed_as_runs(sheet.agreement).items()
    }
    headings = HeadingLevels()
    sections = [
        StoryBlocks(each, dressing, gathered, filled, headings).data(body)
        for each in sheet.look.sections
    ]
    for each in sections if is_stamped else ():  # pages are numbered through
        each["first-number"] = None
    return {"sections": sections, "bars": sheet.agreement.has_changes, "stamped": is_stamped}


def _whole(job: Job, documents: Sequence[Data]) -> Data:
    language, _, region = job.language.partition("-")
    attached = [vars(each) | {"data": _content(each.data)} for each in job.attachments]
    return {
        "title": job.title,
        "language": language,
        "region": region or None,
        "attached": attached,
        "documents": documents,
    }


def _content(data: bytes) -> str | list[int]:
    """A file as text, or else as numbers."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return list(data)
