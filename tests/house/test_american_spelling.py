"""What people read is in American English: “judgment”, “color”, “modeled”."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

_BRITISH = re.compile(
    r"\b(?:mis)?(?:"
    r"(?:col|hon|fav|lab|neighb|behavi)our\w*|judgements?|licence\w*|defence|offences?|grey\w*"
    r"|(?:organ|recogn|real|summar|author|final|capital|normal|minim|maxim|util|custom|emphas)is"
    r"(?:e[ds]?|ing|ation)|analys(?:e[ds]?|ing)|cent(?:re|red|res)|(?:label|travel|model|cancel)l"
    r"(?:ed|ing)|spelt|learnt|fulfils?|programmes?|whilst|cheques?|instal(?:ment|ments|s)"
    r")\b",
    re.IGNORECASE,
)
_OF_CODE = re.compile(
    r"`[^`]*`|```.*?```|\bjudgement:|\binstalments?[:.]|\{%.*?%\}|\{\{.*?\}\}", re.S
)
"""What stands in a text as code: keys of configs and of the library have their own spelling."""
_PAGES = [
    *(Path(each) for each in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml")),
    *Path("docs").rglob("*.md"),
    *Path("mou_builder/explanations/codes").glob("*.yaml"),
    *Path("mou_builder/web/templates").rglob("*.html"),
    *Path("configs").glob("*.yaml"),
    *Path("clauses").rglob("*.yaml"),
]


def _said(text: str) -> list[str]:
    return _BRITISH.findall(_OF_CODE.sub(" ", text))


def _strings(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module that have a space, and so are no keys."""
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        is_text = isinstance(each, ast.Constant) and isinstance(each.value, str)
        is_pattern = is_text and "\\b" in each.value  # what others may have written
        if is_text and not is_pattern and " " in each.value and id(each) not in docstrings:
            yield each.lineno, each.value


@pytest.mark.parametrize("file", _PAGES, ids=str)
def test_a_page_is_spelled_as_americans_do(file: Path) -> None:
    assert _said(file.read_text("utf-8")) == []


def test_messages_are_spelled_as_americans_do() -> None:
    found = [
        f"{file}:{line}: {word}"
        for file in sorted(Path("mou_builder").rglob("*.py"))
        for line, text in _strings(file)
        for word in _said(text)
    ]
    assert found == []


def test_the_pattern_knows_british_words_and_leaves_keys_alone() -> None:
    told = (
        "A matter of judgement, misspelt; the colour was recognised, see `judgement:` of a model."
    )
    assert _said(told) == ["judgement", "misspelt", "colour", "recognised"]
    assert _said("judgment, misspelled, color, recognized; instalments: in a config") == []
