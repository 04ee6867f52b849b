"""The language of clause texts: what a text may say beside its words.

A text is a sandboxed Jinja template with strict names; its values are filled in by
`mou_builder.agreement`. This module has the rules to which texts are held when they are loaded.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta
from jinja2.exceptions import TemplateAssertionError
from jinja2.sandbox import SandboxedEnvironment

from mou_builder.kept import kept

NAMES = frozenset(
    {
        *("district", "districts", "district_schools", "schools"),
        *("agency", "agencies", "two_parties"),
        *("all_parties", "parties"),
        *("head", "superintendent", "until", "since"),
        *("in_title", "school_years"),
    }
)
"""Names that every text may use beside its own blanks."""

FUNCTIONS = frozenset({"clause", "has", "plural", "equal_payments"})
FILTERS = frozenset({"bare", "words", "ordinal", "joined", "the"})
TESTS = frozenset({"given"})


class TextFault(ValueError):
    """A text that is not in the language; ``line`` counts from 1 within the text."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def bare_environment() -> SandboxedEnvironment:
    """Return an environment with nothing in it but Jinja's own statements.

    It does not look for what could be worked out beforehand: there is nothing of that kind in a
    text, and to look for it takes a third of the time of compiling.
    """
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,
    )
    environment.globals.clear()
    environment.filters.clear()
    keep = {"defined", "none", "in", "eq", "ne", "lt", "gt", "le", "ge"}
    environment.tests = {name: environment.tests[name] for name in keep}
    return environment


def compiled(kind: str, environment: SandboxedEnvironment, source: str) -> Template:
    """Return a template, from what was kept of it where there is that.

    ``kind`` names the environment. Raises `jinja2.TemplateSyntaxError`.
    """
    code = kept(kind, source, lambda: marshal.dumps(environment.compile(source)))
    return Template.from_code(environment, marshal.loads(code), environment.globals)  # noqa: S302


@lru_cache(maxsize=1)
def _checking_environment() -> SandboxedEnvironment:
    environment = bare_environment()
    environment.filters.update(dict.fromkeys(FILTERS, str))
    environment.tests.update(dict.fromkeys(TESTS, callable))
    return environment


def require_language(text: str, blanks: Iterable[str]) -> None:
    """Raise `TextFault` if ``text`` is no template, or names what is neither a blank nor known."""
    environment = _checking_environment()
    try:
        tree = environment.parse(text)
        environment.compile(tree)
    except (TemplateSyntaxError, TemplateAssertionError) as fault:
        raise TextFault(str(fault.message), fault.lineno) from None
    unknown = meta.find_undeclared_variables(tree) - NAMES - FUNCTIONS - set(blanks)
    if unknown:
        name = sorted(unknown)[0]
        lines = text.splitlines()
        line = next((n for n, each in enumerate(lines, 1) if name in each), 1)
        raise TextFault(f"the text uses “{name}”, which is not one of its blanks", line)
