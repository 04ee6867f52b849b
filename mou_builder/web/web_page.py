"""A page of the workbench: a blueprint, with its place in the navigation."""

from __future__ import annotations

from flask import Blueprint

from mou_builder.portfolio.steps import Step


class WebPage(Blueprint):
    """A blueprint; one with a ``title`` stands in the navigation and begins at ``start``.

    ``of_config`` is the view that shows this page for one config, whose ``name`` it takes, and
    ``steps`` are the things that people do there: Agreements leads to it from each agreement.
    """

    def __init__(
        self,
        name: str,
        module: str,
        *,
        title: str = "",
        start: str = "",
        of_config: str = "",
        steps: tuple[Step, ...] = (),
    ) -> None:
        super().__init__(name, module)
        self.title = title
        self.start = start
        self.of_config = of_config
        self.steps = steps
