"""What is measured: the example configs, and any number of others like them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mou_builder.actions.render import PROGRAM, agreement_of
from mou_builder.check.checking import check
from mou_builder.disk.opening import open_library
from mou_builder.disk.packaged import packaged
from mou_builder.library.library import Library
from mou_builder.word.writing.source_part import DocxSource
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source

DAY = date(2026, 9, 1)
EXAMPLE = "county-and-four-schools"
"""The longest of the examples: seven pages, with a table."""


@dataclass(frozen=True)
class Subject:
    """One config, the library that it is checked against, and the day of the check."""

    text: str
    library: Library
    name: str = f"{EXAMPLE}.yaml"
    day: date = DAY

    def source(self) -> Source:
        """Read it."""
        return yaml_source.parse(self.text.encode(), self.name)

    def docx_source(self) -> DocxSource:
        """What its DOCX carries."""
        agreement = agreement_of(check(self.source(), self.library, self.day), draft=False)
        return DocxSource(
            config_name=self.name,
            config=self.text.encode(),
            program=PROGRAM,
            model=agreement.model,
            version=agreement.version,
            library_digest=agreement.digest,
        )


def example(name: str = EXAMPLE) -> Subject:
    """An example config."""
    text = (packaged("configs") / f"{name}.yaml").read_text("utf-8")
    return Subject(text, open_library(()), f"{name}.yaml")


def finished_examples() -> tuple[Subject, ...]:
    """The examples that can be signed as they are."""
    names = sorted(each.stem for each in packaged("configs").glob("*.yaml"))
    return tuple(example(name) for name in names if "as-published" not in name)


def like_the_examples(count: int) -> tuple[Source, ...]:
    """As many configs as asked for: the finished examples in turn, each text its own."""
    texts = [each.text for each in finished_examples()]
    return tuple(
        yaml_source.parse(f"# {number}\n{texts[number % len(texts)]}".encode(), f"{number}.yaml")
        for number in range(count)
    )


def template() -> Path:
    """The packaged Word template."""
    return packaged("templates") / "agreement.docx"
