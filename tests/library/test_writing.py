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
LONGEST_LINE = 100
LONGEST_REPEATED = 20
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


def texts_of(path: Path) -> list[str]:
    data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    variants = data.get("variants") or {}
    return [data.get("text") or "", *(each["text"] for each in variants.values())]


def sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.;:])\s|\n\n|\n- |\{%.*?%\}", text)
    return [" ".join(part.split()) for part in parts]


def test_a_long_sentence_of_a_drafted_text_stands_once_in_the_library() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for path in CLAUSES:
        for number, text in enumerate(texts_of(path)):
            for sentence in sentences(text):
                if len(sentence.split()) >= LONGEST_REPEATED:
                    found[sentence].add(f"{short(path)} {number}")
    assert {sentence: where for sentence, where in found.items() if len(where) > 1} == {}


def test_every_snippet_is_taken_in_by_two_texts_or_more() -> None:
    used: dict[str, int] = defaultdict(int)
    for path in CLAUSES:
        for name in re.findall(r'snippet\("(.*?)"\)', path.read_text(encoding="utf-8")):
            used[name] += 1
    defined = {
        name
        for path in FILES
        if path.name == "snippets.yaml"
        for name in yaml.safe_load(path.read_text(encoding="utf-8"))["snippets"]
    }
    assert {name for name in defined if used[name] < 2} == set()
