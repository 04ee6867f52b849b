"""Draw the pictures of README.md and of the guides from the real output.

Those of the guides show what their commands say. Of the others, one has the first and the last page
of an example, one the workbench while it is drafted, and one its list of agreements.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

from PIL import Image

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.check.checking import check
from mou_builder.disk.packaged import library_files, packaged
from mou_builder.library.library import Library
from mou_builder.yamltext import source as yaml_source
from scripts import guides

EXAMPLE = "city-and-one-school.yaml"
IMAGES = Path(__file__).parent.parent / "docs" / "images"
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


def workbench() -> dict[str, Image.Image]:
    """Return the page Draft of an example, with a share that has just been changed, and the list
    of all examples as a renewal committee sees it.
    """
    from playwright.sync_api import sync_playwright

    from mou_builder.web.serving import serve

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        for config in packaged("configs").glob("*.yaml"):
            if "as-published" not in config.name:
                Path(folder, config.name).write_bytes(config.read_bytes())
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        size, motion = {"width": 1280, "height": 860}, "reduce"
        drawn = {}
        for name, day in (
            ("workbench.png", date(2026, 9, 1)),
            ("agreements.png", date(2027, 4, 12)),
        ):
            server = serve(Path(folder), host="127.0.0.1", port=0, as_of=day)
            threading.Thread(target=server.run, daemon=True).start()
            page = browser.new_page(viewport=size, reduced_motion=motion)
            page.goto(server.address)
            if name == "workbench.png":
                page.goto(f"{server.address.split('/in?')[0]}/draft/of/{EXAMPLE}")
                share = page.locator('[id="f-clauses.funding.district_share"]')
                share.fill("60%")
                page.locator("#preview ins").first.wait_for()
                share.evaluate("(field) => field.scrollIntoView({block: 'center'})")
            drawn[name] = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128)
            page.close()
            server.stop()
        browser.close()
    return drawn


def main() -> None:
    """Draw all; those of the guides, which need no other program, before the others."""
    for guide in sorted(guides.FOLDER.glob("*.md")):
        draw_terminals(guide)
    if sys.argv[1:] == ["guides"]:
        return
    raw = (packaged("configs") / EXAMPLE).read_bytes()
    checked = check(yaml_source.parse(raw, EXAMPLE), Library(library_files()))
    template = (packaged("templates") / "agreement.docx").read_bytes()
    output = render(checked, RenderOptions((Format.PDF,), template))
    drawn = pages(next(iter(output.files.values())))
    pictures = {
        "agreement.png": side_by_side([drawn[0], drawn[-1]]),
        **workbench(),
    }
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        picture.save(IMAGES / name, optimize=True)
        print((IMAGES / name).relative_to(Path.cwd()))


def draw_terminals(guide: Path) -> None:
    """Carry a guide out in an empty folder, and draw what the commands say that have a picture."""
    with tempfile.TemporaryDirectory() as name:
        for step in guides.steps(guide.read_text("utf-8")):
            if step.file:
                (Path(name) / step.file).write_text(step.content, "utf-8")
                continue
            done = guides.carried_out(step, Path(name))
            if step.picture:
                drawn = guides.picture(step, done.stdout)
                (guides.PICTURES / step.picture).write_text(drawn, "utf-8")
                print((guides.PICTURES / step.picture).relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
