"""The looks of all documents that a workbench makes: those of the program, or of a house's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mou_builder.actions.render import Format, RenderOptions
from mou_builder.diagnostic import Diagnostic
from mou_builder.disk.opening import open_template, source_date, template_path
from mou_builder.frozen import dataclass, field

if TYPE_CHECKING:
    from mou_builder.word.template.compiling import Template


@dataclass(frozen=True)
class Letterhead:
    """A Word template, read when the workbench began, and folders of fonts for PDFs.

    ``name`` is its file where it is a house's own, "" for the one that comes with the program.
    """

    template: bytes = field(default_factory=lambda: open_template(None), repr=False)
    name: str = ""
    fonts: tuple[Path, ...] = ()

    @property
    def house(self) -> Template | None:
        """The house's own template, to read copies by."""
        from mou_builder.word.template.compiling import compile_template

        return compile_template(self.template, self.name) if self.name else None

    def options(self, formats: tuple[Format, ...], *, draft: bool = False) -> RenderOptions:
        """Return what documents of these formats are made with."""
        name = self.name or "template"
        return RenderOptions(
            formats, self.template, draft, template_name=name, fonts=self.fonts, made=source_date()
        )


def open_letterhead(
    template: Path | None, fonts: tuple[Path, ...]
) -> tuple[Letterhead, tuple[Diagnostic, ...]]:
    """Read a template and try it with fonts; return it, and what there is to say about that.

    It can be used if none of that is an error. Raises `Refused` as `judged` does, and for a file
    that cannot be read.
    """
    from mou_builder.pdf.trial import judged

    found = Letterhead(open_template(template), str(template or ""), fonts)
    return found, judged(found.template, str(template_path(template)), fonts)
