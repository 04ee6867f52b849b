"""The tags of a Word template, in docxtpl's language: found, checked, and compiled once.

Strangers may write templates. A template may print a few values and depend on them; loops, calls
and everything else that could run long or reach further are not allowed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from mou_builder.kept import kept
from mou_builder.library import language
from mou_builder.patterns import pattern

BODY = "body"
RUN_NAMES = ("header", "subtitle", "title")
"""Names that may also be printed as runs, with their marks: ``{{r header }}``."""
NAMES = (BODY, *RUN_NAMES, "draft", "language", "model", "redline", "version")
"""All names that a template may use."""

_FILTERS = ("capitalize", "default", "e", "escape", "lower", "title", "trim", "upper")
_TESTS = ("defined", "none", "undefined")
_NODES: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Concat,
    nodes.Filter,
    nodes.Test,
)
_OPEN, _CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}, pattern(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_AS_RUNS = pattern(r"\{\{r\s+(" + "|".join(RUN_NAMES) + r")\b")
_INSIDE_TAG = pattern(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_MARKUP = pattern(r"<[^>]*>")
_SPLIT_BRACE = pattern(r"\{(?:<[^>]*>)+(?=[{%#])|(?<=[%}#])(?:<[^>]*>)+\}")
_TYPED_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_MISREAD = (
    (pattern(r"unknown tag '(endif|else|elif)'"), "{{% {} %}} has no {{% if … %}} before it"),
    (pattern(r"unknown tag '(.+)'"), "there is no tag {{% {} … %}}"),
    (pattern(r"Unexpected end of template.*"), "{{% if … %}} has no {{% endif %}} behind it"),
    (pattern(r"unexpected char '(.)'"), "the sign {} cannot stand in a tag"),
    (pattern(r"Expected an expression|, got 'end of"), "something is missing in it"),
    (pattern(r"expected token.*, got '(.+)'"), "“{}” cannot stand there"),
)
"""What Jinja says of a tag that it cannot read, and how a person would say it."""


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


ENVIRONMENT = _environment()


def has_tags(text: str) -> bool:
    """Tell whether words contain the opening of a tag."""
    return any(brace in text for brace in _OPEN)


def openings(text: str) -> int:
    """The number of tags that are opened in a text."""
    return sum(text.count(brace) for brace in _OPEN)


def unbalanced(text: str) -> str | None:
    """Say what is wrong with the braces of one paragraph's words; None if nothing is.

    docxtpl would look for the end of a tag up to the end of the file.
    """
    expected = ""
    opened = ""
    for found in _CLOSE.finditer(text):
        brace = found[0]
        if expected:
            if brace in _OPEN:
                return f"“{opened}” is not closed before “{brace}”"
            if brace == expected:
                expected = ""
            # Any other closing brace is part of the tag: {{ "%}" }}.
        elif brace in _OPEN:
            expected, opened = _OPEN[brace], brace
    return f"“{opened}” is not closed by “{expected}” in the same paragraph" if expected else None


def patched(xml: str) -> str:
    """The XML of a part as a Jinja template, by docxtpl's rules.

    What docxtpl would do when it renders is done here in Jinja: a run-level tag gets a name of its
    own, and braces typed as ``{_{`` become words of the template, never of a value.
    """
    xml = _SPLIT_BRACE.sub(lambda found: _MARKUP.sub("", found[0]), xml)
    xml = _INSIDE_TAG.sub(lambda found: _MARKUP.sub("", found[0]), xml)
    xml = _AS_RUNS.sub(r"{{r \1_runs", xml)
    source = kept("patched", xml, lambda: _patched_by_docxtpl(xml)).decode()
    for typed, meant in _TYPED_BRACES.items():
        source = source.replace(typed, '{{ "' + meant + '" }}')
    return source


def _patched_by_docxtpl(xml: str) -> bytes:
    from docxtpl import DocxTemplate  # a quarter of the time in which the program starts

    patched: str = DocxTemplate("").patch_xml(xml)
    return patched.encode()


def misread(error: TemplateSyntaxError) -> str:
    """Say in words for a person why a tag cannot be read."""
    said = error.message or ""
    found = ((each.search(said), words) for each, words in _MISREAD)
    return next((words.format(*match.groups()) for match, words in found if match), said)


def parse(source: str) -> nodes.Template:
    """The syntax tree. Raises `jinja2.TemplateSyntaxError`."""
    return ENVIRONMENT.parse(source)


@lru_cache(maxsize=16)
def compiled(source: str) -> Template:
    """The template of a part's source, compiled once. Raises `jinja2.TemplateSyntaxError`."""
    return language.compiled("part", ENVIRONMENT, source)


def faults(tree: nodes.Template) -> Iterator[tuple[str, str, str | None]]:
    """What a template does that it may not do, as code, message and hint."""
    known = {*NAMES, *(f"{name}_runs" for name in RUN_NAMES)}
    for node in tree.find_all(nodes.Node):
        match node:
            case nodes.Name() if node.name not in known:
                near = difflib.get_close_matches(node.name, NAMES, n=1)
                hint = f"did you mean “{near[0]}”? " if near else ""
                yield (
                    "MOU407",
                    f"the template names “{node.name}”, which an agreement does not have",
                    f"{hint}known names: {', '.join(NAMES)}",
                )
            case nodes.Filter() if node.name not in _FILTERS:
                yield (
                    "MOU408",
                    f"the filter “{node.name}” is not offered in a template",
                    f"filters that are: {', '.join(_FILTERS)}",
                )
            case nodes.Test() if node.name not in _TESTS:
                yield (
                    "MOU408",
                    f"the test “{node.name}” is not offered in a template",
                    f"tests that are: {', '.join(_TESTS)}",
                )
            case _ if not isinstance(node, _NODES):
                yield (
                    "MOU408",
                    f"a template cannot do this: {type(node).__name__.lower()}",
                    "it can print, {{ title }}, and choose, {% if draft %} … {% endif %}",
                )
