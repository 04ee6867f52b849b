"""Draw the picture of README.md from the real output: the first and the last page of an example."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.check.checking import check
from mou_builder.disk.packaged import library_files, packaged
from mou_builder.library.library import Library
from mou_builder.yamltext import source as yaml_source

EXAMPLE = "city-and-one-school.yaml"
PICTURE = Path(__file__).parent.parent / "docs" / "images" / "agreement.png"
_DOTS_PER_INCH = 80
_GAP, _GREY = 12, "#c8c8c8"


def pages(pdf: bytes) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(_DOTS_PER_INCH), "-png", "-", f"{folder}/page"]
        subprocess.run(command, input=pdf, check=True)
        return [Image.open(path).copy() for path in sorted(Path(folder).glob("page*.png"))]


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Return pictures of one size next to each other, with a frame around each."""
    width, height = pictures[0].size
    sheet = Image.new("RGB", (len(pictures) * (width + _GAP) + _GAP, height + 2 * _GAP), _GREY)
    for at, picture in enumerate(pictures):
        sheet.paste(picture, (_GAP + at * (width + _GAP), _GAP))
    return sheet.quantize(64)


def main() -> None:
    """Render the example and write the picture."""
    raw = (packaged("configs") / EXAMPLE).read_bytes()
    checked = check(yaml_source.parse(raw, EXAMPLE), Library(library_files()))
    template = (packaged("templates") / "agreement.docx").read_bytes()
    output = render(checked, RenderOptions((Format.PDF,), template))
    drawn = pages(next(iter(output.files.values())))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    side_by_side([drawn[0], drawn[-1]]).save(PICTURE, optimize=True)
    print(PICTURE.relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
