"""The Jinja environment of every HTML page, in which all values are escaped."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template


def page_environment() -> Environment:
    """Return an environment that escapes every value and refuses undefined names."""
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_template_source),
    )


def page_template(environment: Environment, name: str) -> Template:
    """Return the page ``name`` out of ``report/templates/``."""
    return environment.get_template(f"{name}.html.j2")


def _template_source(name: str) -> str:
    return files("mou_builder.report").joinpath(f"templates/{name}").read_text(encoding="utf-8")
