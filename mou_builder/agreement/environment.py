"""The language of clause texts at work: filters, functions and the compiling of texts."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from jinja2 import Template, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from mou_builder.agreement import wording
from mou_builder.agreement.equal_payments import equal_payments
from mou_builder.agreement.filled_values import Filled, FilledList, NotGiven
from mou_builder.library.language import bare_environment, compiled
from mou_builder.patterns import pattern


class TextFailed(ValueError):
    """A text of the library that cannot be rendered with these values."""


@lru_cache(maxsize=1)
def _environment_of_texts() -> SandboxedEnvironment:
    environment = bare_environment()
    environment.filters["the"] = _with_articles
    environment.filters.update(
        bare=_in_digits, words=_in_words, ordinal=_ordinal, joined=_joined_by_commas
    )
    environment.tests["given"] = _is_given
    environment.globals["plural"] = _plural
    environment.globals["equal_payments"] = _equal_payments
    return environment


_TAG_BEFORE_EMPTY_LINE = pattern(r"%\}\n(?=[ \t]*\n)")


@lru_cache(maxsize=1024)
def _compiled(text: str) -> Template:
    """Return ``text`` as a template, in which an empty line always begins a paragraph.

    Jinja takes away the end of a line that ends with a tag, and with it the empty line after a
    sentence whose last words are a condition.
    """
    source = _TAG_BEFORE_EMPTY_LINE.sub("%}\n\n", text)
    return compiled("clause", _environment_of_texts(), source)


def rendered(text: str, names: dict[str, object]) -> str:
    """Return ``text`` with markers where it prints ``names``; raise `TextFailed` if it cannot."""
    if "{" not in text:
        return text  # nothing to fill in: most texts of a model
    try:
        return _compiled(text).render(names)
    except NotGiven as fault:
        raise TextFailed(f"it prints “{fault}”, which may be left out, without asking") from None
    except (UndefinedError, SecurityError, TypeError) as fault:
        raise TextFailed(str(fault)) from None


def _in_digits(value: Filled) -> Filled:
    return value if value.value is None else value.said(wording.bare(value.kind, value.value))


def _in_words(value: Filled) -> Filled:
    number = value.value
    return value.said(wording.in_words(number)) if isinstance(number, int) else value


def _ordinal(value: Filled) -> Filled:
    number = value.value
    return value.said(wording.ordinal(number)) if isinstance(number, int) else value


def _joined_by_commas(value: FilledList | Filled) -> str:
    return value.joined(", ") if isinstance(value, FilledList) else str(value)


_TAKES_AN_ARTICLE = pattern(
    r"(?:city|town|township|village|county|borough|parish|state|commonwealth|university"
    r"|(?:school )?board|(?:school )?committee|department|office|(?:school )?district"
    r"|(?:police|sheriff's) (?:department|office)|sheriff)s? of\b"
    r"|(?!the\b).*\b(?:board|commission|committee|council)(?: of [a-z ]+)?$",
    re.IGNORECASE,
)
"""Names of bodies that take an article inside a sentence: the City of Riverbend, the Hall County
Board of Education."""

_TAKES_ONE_BESIDE_OTHERS = pattern(r"(?!the\b).*\b(?:department|office)$", re.IGNORECASE)
"""Names that have an article beside others that have one: the Hall County Sheriff's Office."""


def _with_articles(value: FilledList | Filled) -> str:
    """Return names as a sentence has them, with an article where they take one."""
    names = value.entries if isinstance(value, FilledList) else (value,)
    entries = [each for each in names if isinstance(each, Filled)]
    beside = any(_TAKES_AN_ARTICLE.match(str(each.value)) for each in entries)
    said = [
        f"the {each}"
        if _TAKES_AN_ARTICLE.match(str(each.value))
        or (beside and _TAKES_ONE_BESIDE_OTHERS.match(str(each.value)))
        else str(each)
        for each in entries
    ]
    return wording.listed(said, value.separator) if isinstance(value, FilledList) else said[0]


def _is_given(value: object) -> bool:
    match value:
        case Filled():
            return value.value is not None
        case FilledList():
            return len(value) > 0
        case _:
            return False


def _equal_payments(total: Filled, count: Filled) -> dict[str, object]:
    """Return what each payment is and what the last one is, as a text prints them."""
    if not isinstance(total.value, Decimal) or not isinstance(count.value, int):
        return {"each": total, "last": total, "even": True}
    payments = equal_payments(total.value, count.value)
    return {
        "each": total.said(wording.money(payments.each)),
        "last": total.said(wording.money(payments.last)),
        "even": payments.even,
    }


def _plural(number: object, one: str, many: str) -> str:
    """Return the word that goes with a count, a part of one too; the plural if it is missing."""
    value = number.value if isinstance(number, Filled) else number
    count = len(value) if isinstance(value, FilledList) else value
    return one if isinstance(count, int | Decimal) and 0 < count <= 1 else many
