"""Write the pages of documentation that are made from the program itself.

    python -m scripts.make_docs

docs/diagnostics.md comes from the catalogue of diagnostic codes, docs/commands.md from the help of
the commands, docs/states.md and docs/law.md from the library. A test holds them to what this script
would write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import wrap

import click

from mou_builder.cli.program import program
from mou_builder.disk.packaged import library_files
from mou_builder.explanations.catalogue import packaged_catalogue
from mou_builder.library.citations import load_citations
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet
from mou_builder.library.states import State
from mou_builder.report.explanations.as_markdown import explanation_page
from mou_builder.report.law_page import law_page
from mou_builder.report.states_page import state_rows, states_page
from scripts.floors import drawing

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 90
COLUMNS = 100

INTRODUCTION = """\
# Commands

<!-- Made by scripts/make_docs.py from the program's own help; edit that. -->

What `mou COMMAND --help` says, for every command. Exit codes: 0 done; 1 the config or document has
errors, or a difference was found where none was wanted; 2 wrong usage, or a file that cannot be
read. Diagnostics and progress go to standard error, results to standard output. `NO_COLOR` is
honored, and there is no color where the output is not a terminal.
"""


def commands_page(group: click.Group) -> str:
    """Return the reference of all commands, in Markdown."""
    parts = [INTRODUCTION, *_command(group, _context(group, "mou"))]
    return "\n".join(parts).rstrip() + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the section of a command, and those of the commands below it."""
    yield f"## {context.command_path}"
    yield ""
    yield "```text"
    yield "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    yield "```"
    yield ""
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None:
            yield from _command(below, _context(below, name, context))


def _context(
    command: click.Command, name: str, parent: click.Context | None = None
) -> click.Context:
    """Return the context in which a command would show its help, in pages of one width."""
    settings = {**command.context_settings, "terminal_width": WIDTH}
    return click.Context(command, parent=parent, info_name=name, **settings)


def _library() -> Library:
    return Library(library_files())


def _models() -> list[Model]:
    library = _library()
    return [library.model(each) for each in library.model_ids]


def _sets() -> list[RequirementSet]:
    library = _library()
    return [library.requirement_set(each) for each in library.requirement_set_ids]


def _states() -> list[State]:
    return list(_library().states.by_code.values())


FLOORS = re.compile(r"(?<=<!-- floors: made by scripts/make_docs.py -->\n).*?(?=<!-- end)", re.S)


def architecture_page() -> str:
    """Return docs/architecture.md with the floors as the code's imports draw them now."""
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    return FLOORS.sub(lambda _: f"\n```text\n{drawing()}```\n\n", text)


def wrapped(page: str) -> str:
    """Return a page whose paragraphs and lists are wrapped; tables, headings and code are left."""
    lines: list[str] = []
    is_code = False
    for line in page.splitlines():
        is_code ^= line.startswith("```")
        if is_code or len(line) <= COLUMNS or line.startswith(("|", "#")):
            lines.append(line)
            continue
        indent = " " * (len(line) - len(line.lstrip(" -")))
        lines += wrap(
            line,
            COLUMNS,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "architecture.md": architecture_page,
    "diagnostics.md": lambda: wrapped(explanation_page(packaged_catalogue())),
    "commands.md": lambda: commands_page(program),
    "states.md": lambda: states_page(state_rows(_states(), _sets())),
    "law.md": lambda: wrapped(law_page(_models(), _sets(), load_citations(library_files()))),
}
"""What makes each page, by its file name."""


def main() -> None:
    """Write the pages that are not as they should be, and say which."""
    DOCS.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"docs/{name}")


if __name__ == "__main__":
    main()
