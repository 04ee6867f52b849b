"""How the files of the packaged library are written, so that counsel can read and edit them."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from mou_builder.disk.packaged import packaged

FILES = sorted(packaged("clauses").rglob("*.yaml"))
CLAUSES = [each for each in FILES if each.parent.name == "clauses"]
SNIPPETS = [each for each in FILES if each.name == "snippets.yaml"]
LONGEST_LINE = 100
FEWEST_WORDS = 6
"""Words of a sentence from which on it is shared as a snippet, and not written twice."""


def short(path: Path) -> str:
    return path.relative_to(packaged("clauses")).as_posix()


@pytest.mark.parametrize("path", FILES, ids=short)
def test_no_line_is_too_long_to_read_beside_another_window(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    long = [line for line in lines if len(line) > LONGEST_LINE]
    assert [line for line in long if not re.fullmatch(r"\s+https?://\S+", line)] == []


@pytest.mark.parametrize("path", FILES, ids=short)
def test_no_mark_of_punctuation_begins_a_line_to_survive_a_condition(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"\s*[,.;:)]", line)] == []


def drafted_texts(path: Path) -> list[str]:
    """The drafted texts of a file of clauses or snippets; the published words stay as they are."""
    data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    parts = [
        {"provenance": "model", **data},
        *({"provenance": "drafted", **each} for each in (data.get("variants") or {}).values()),
        *(data.get("snippets") or {}).values(),
    ]
    return [each.get("text") or "" for each in parts if each["provenance"] == "drafted"]


def sentences(text: str) -> set[str]:
    """The whole sentences of a text, each as one line; a blank counts as one word."""
    between = r"(?<=[.;:])\s(?![^{]*\}\})|\n\n|\n- |\{%.*?%\}|\{\{ snippet.*?\}\}"
    parts = re.split(between, f"\n{text}", flags=re.DOTALL)
    lines = (" ".join(part.split()) for part in parts)
    return {
        line
        for line in lines
        if line.endswith((".", ";", ":"))
        and len(re.sub(r"\{\{.*?\}\}", "blank", line).split()) >= FEWEST_WORDS
    }


def test_a_sentence_of_a_drafted_text_stands_once_in_the_library() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for path in SNIPPETS + CLAUSES:
        for number, text in enumerate(drafted_texts(path)):
            for sentence in sentences(text):
                found[sentence].add(f"{short(path)} {number}")
    assert {sentence: where for sentence, where in found.items() if len(where) > 1} == {}


def test_every_snippet_is_taken_in_by_two_texts_or_more() -> None:
    used: dict[str, int] = defaultdict(int)
    for path in CLAUSES:
        for name in re.findall(r'snippet\("(.*?)"\)', path.read_text(encoding="utf-8")):
            used[name] += 1
    defined = {
        name
        for path in SNIPPETS
        for name in yaml.safe_load(path.read_text(encoding="utf-8"))["snippets"]
    }
    assert {name for name in defined if used[name] < 2} == set()
