"""What a browser sends for a form of a page, read from its HTML as the standard says.

An input of its own: it knows nothing of how the page was made.
"""

from __future__ import annotations

from html.parser import HTMLParser

Sent = dict[str, list[str]]


class PageForm(HTMLParser):
    """The fields of the form with an id or an address (or of the first one), as they are shown."""

    def __init__(self, html: str, id_: str = "", action: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.wanted = id_
        self.action = action
        self.fields: Sent = {}
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.inside = False
        self.select: str | None = None
        self.chosen: list[str] = []
        self.first_option: str | None = None
        self.area: str | None = None
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        if "id" in given:
            assert given["id"] not in self.ids, given["id"]
            self.ids.add(given["id"])
        if tag == "a" and given.get("href", "").startswith("#"):
            self.links.add(given["href"][1:])
        if tag == "form" and (not self.wanted or given.get("id") == self.wanted):
            is_first = not self.action or not self.fields
            self.inside = is_first and (not self.action or given.get("action") == self.action)
        if not self.inside:
            return
        match tag:
            case "input":
                self.input(given)
            case "select":
                self.select, self.chosen, self.first_option = given["name"], [], None
            case "option" if self.select is not None:
                value = given.get("value", "")
                self.first_option = value if self.first_option is None else self.first_option
                if "selected" in given:
                    self.chosen.append(value)
            case "textarea":
                self.area, self.words = given["name"], ""
            case _:
                pass

    def input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        if "name" in given:
            self.fields.setdefault(given["name"], []).append(
                given.get("value", "on" if kind in ("checkbox", "radio") else "")
            )

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select" and self.select is not None:
            value = self.chosen[-1] if self.chosen else (self.first_option or "")
            self.fields.setdefault(self.select, []).append(value)
            self.select = None
        if tag == "textarea" and self.area is not None:
            words = self.words.removeprefix("\n")  # the first line end is no part of the value
            self.fields.setdefault(self.area, []).append(words.replace("\n", "\r\n"))
            self.area = None
