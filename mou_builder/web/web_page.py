"""A page of the workbench: a blueprint, with its place in the navigation."""

from __future__ import annotations

from flask import Blueprint


class WebPage(Blueprint):
    """A blueprint; one with a ``title`` stands in the navigation and begins at ``start``."""

    def __init__(self, name: str, module: str, *, title: str = "", start: str = "") -> None:
        super().__init__(name, module)
        self.title = title
        self.start = start
