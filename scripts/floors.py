"""The floors of the program: which folder of mou_builder/ imports which, from its own imports.

Run by `make docs`, which puts the drawing into docs/architecture.md; the tests hold the order.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "mou_builder"

FLOORS = (
    ("frozen", "kept", "patterns"),
    ("csv_text", "diagnostic"),
    ("file_kinds",),
    ("yamltext",),
    ("library",),
    ("config",),
    ("agreement", "explanations"),
    ("check",),
    ("difference", "drafting", "schema", "trace"),
    ("renewal", "review"),
    ("proposal", "word"),
    ("pdf",),
    ("pdf_reading",),
    ("record",),
    ("portfolio",),
    ("report",),
    ("papers",),
    ("actions",),
    ("disk",),
    ("web",),
    ("cli",),
)
"""The folders, and the modules outside of any, from the ground up; each imports from below."""


def folder_of(module: str) -> str:
    """Return the folder of a dotted module, or its own name where it stands in none."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@cache
def parsed(file: Path) -> ast.Module:
    """Return what a file of Python says, read once."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imports(file: Path) -> tuple[str, ...]:
    """Return the dotted names of our own modules that a file imports, also inside functions.

    What is imported for the types alone is left out.
    """
    return tuple(
        node.module
        for node in _running(parsed(file))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mou_builder.")
        if node.module
    )


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and those below it, but for what only a type checker runs."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for each in ast.iter_child_nodes(node):
        yield from _running(each)


def modules() -> list[Path]:
    """Return every module of the package, in order."""
    return sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    """Return the dotted name of a module."""
    return ".".join(("mou_builder", *file.relative_to(PACKAGE).with_suffix("").parts))


def used_folders() -> dict[str, set[str]]:
    """Return for each folder those that it imports from."""
    used: dict[str, set[str]] = {}
    for file in modules():
        folder = folder_of(name_of(file))
        used.setdefault(folder, set()).update(
            other for each in imports(file) if (other := folder_of(each)) not in (folder, "")
        )
    return used


def drawing() -> str:
    """Return the floors as text, the highest on top, each folder with what it stands on."""
    used = used_folders()
    lines = []
    for floor in reversed(FLOORS):
        for folder in (each for each in floor if each in used):
            below = [each for level in FLOORS for each in level if each in used[folder]]
            lines.append(f"{folder:<13} ◄─ {', '.join(below) or '–'}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(drawing())
