"""A question: what is asked, where its answer stands in the config, and what answers it takes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mou_builder.check.shapes import CODES
from mou_builder.frozen import dataclass, field
from mou_builder.library.blanks import blank_shape
from mou_builder.library.clause import Blank
from mou_builder.library.typed.values import Type, Unreadable, is_open, read_date, shown
from mou_builder.yamltext import shape
from mou_builder.yamltext.source import FORBIDDEN, Path, Plain, Source

_LEAST = 3
"""Letters by which a choice can be told from others."""

Answers = Mapping[Path, Plain]
"""Answers by the path in the config that each stands at."""


@dataclass(frozen=True)
class Question:
    """One question. ``blank`` says what answers it takes; ``default`` is what Enter answers."""

    path: Path
    blank: Blank
    section: str = ""
    default: str | None = None
    """What Enter answers; None where something must be typed, or it may be left out."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Words to choose from, with what each means; empty for a blank's own choices."""

    @property
    def may_be_left_out(self) -> bool:
        """Whether Enter leaves the value out of the config."""
        return not self.blank.required

    @property
    def offered(self) -> Mapping[str, str]:
        """The words that can be chosen, with what each means."""
        return self.choices or self.blank.choices


def as_typed(answer: Plain) -> str | None:
    """Return an answer as a person would type it; None for a table, which is asked row by row."""
    match answer:
        case str():
            return answer
        case list() if all(isinstance(each, str) for each in answer):
            return "; ".join(str(each) for each in answer)
        case _:
            return None


def read_answer(question: Question, typed: str) -> Plain:
    """Return what the config says for an answer; raise `Unreadable` if it does not fit.

    A choice may be given by its number in the list, or in words of its own; the entries of a list
    are separated by semicolons. A day may be written with the month first. Nothing typed is the
    default, or None for what may be left out.
    """
    text = typed.strip()
    if FORBIDDEN.search(text):
        raise Unreadable("there is a control character in it", "type the words")
    if not text:
        if question.default is not None:
            return _choices_meant(question, question.default)
        if question.may_be_left_out:
            return None
        raise Unreadable("an answer is needed here", "or leave and resume later: quit")
    plain = _choices_meant(question, text)
    if question.blank.type is Type.DATE and isinstance(plain, str) and not is_open(plain):
        plain = read_date(plain, month_first=True).isoformat()
    require_fit(question.blank, plain)
    return plain


def _choices_meant(question: Question, text: str) -> Plain:
    if question.blank.type is not Type.LIST:
        return _choice_meant(question, text)
    return [_choice_meant(question, each.strip()) for each in text.split(";") if each.strip()]


def require_fit(blank: Blank, plain: Plain) -> None:
    """Raise `Unreadable` unless ``plain`` is a value of ``blank``, as a check would judge it."""
    answer = Source("answer", "", {blank.id: plain}, {}, {})
    validator = shape.compile_schema({blank.id: blank_shape(blank)})
    for found in shape.validate(validator, answer.data, answer, CODES):
        raise Unreadable(found.message, found.hint or "")


def understood(offered: Mapping[str, str], text: str, *, own: bool) -> str | None:
    """Return the choice that words name by its id, its label, or a part that no other one has.

    Where ``own`` words are welcome, only a whole id or label counts. None where none is named.
    """
    folded = text.casefold()
    for name, words in offered.items():
        if folded in (name.casefold(), words.casefold().rstrip(".")):
            return name
    if own or len(folded) < _LEAST:
        return None
    near = [
        name
        for name, words in offered.items()
        if folded in words.casefold() or folded in name.casefold().replace("-", " ")
    ]
    return near[0] if len(near) == 1 else None


def _choice_meant(question: Question, text: str) -> str:
    offered = list(question.offered)
    if offered and re.fullmatch(r"\d{1,3}", text) and 1 <= int(text) <= len(offered):
        return offered[int(text) - 1]
    if offered and re.fullmatch(r"\d{1,3}", text):
        raise Unreadable(f"there is no {text} in the list", f"type 1 to {len(offered)}")
    if (meant := understood(question.offered, text, own=question.blank.own)) is not None:
        return meant
    if question.choices and text not in question.choices and not is_open(text):
        raise Unreadable(
            f"“{shown(text)}” is not among the choices", f"one of: {', '.join(offered)}"
        )
    return text
