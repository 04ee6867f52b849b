"""A page of the workbench: its addresses, the views that answer them, its place in the navigation.

The module of a page is loaded when one of its views is first asked for, so that the workbench is
ready before all that it can do has been read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Any

from flask import Blueprint

from mou_builder.frozen import dataclass
from mou_builder.portfolio.steps import Step
from mou_builder.web.safety.access import Role

_MODULES = "mou_builder.web.pages"


@dataclass(frozen=True)
class WebAddress:
    """An address and its method, the function of the page's module, and the role it asks for."""

    method: str
    rule: str
    view: str
    role: Role


class WebView:
    """A view by the names of its module and function, which is loaded when it is called."""

    def __init__(self, module: str, name: str, role: Role) -> None:
        self.module = module
        self.name = name
        self.role = role

    def __call__(self, **given: Any) -> Any:
        """Answer the request."""
        return self._function(**given)

    @property
    def form_again(self) -> Callable[..., str] | None:
        """What shows the form of the view again where its request fails; None for nothing."""
        return getattr(self._function, "form_again", None)

    @cached_property
    def _function(self) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(import_module(f"{_MODULES}.{self.module}"), self.name)
        return found


class WebPage(Blueprint):
    """A blueprint; one with a ``title`` stands in the navigation and begins at ``start``.

    ``name`` is that of its module and ``addresses`` are all that it answers. ``of_config`` is the
    view that shows this page for one config, whose ``name`` it takes, and ``steps`` are the things
    that people do there: Agreements leads to it from each agreement.
    """

    def __init__(
        self,
        name: str,
        *addresses: WebAddress,
        title: str = "",
        start: str = "",
        of_config: str = "",
        steps: tuple[Step, ...] = (),
    ) -> None:
        super().__init__(name, _MODULES)
        self.title = title
        self.start = start
        self.of_config = of_config
        self.steps = steps
        for each in addresses:
            view = WebView(name, each.view, each.role)
            self.add_url_rule(each.rule, each.view, view, methods=[each.method])
