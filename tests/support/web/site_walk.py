"""Every page and form of a workbench, found by following its links as a person does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.support.web.workbench import HOST

_TYPED = ("text", "search", "date", "number")
_ALIKE = 3
"""Pages of one kind that are looked at."""


@dataclass
class FoundForm:
    """A form: where it goes, and its fields with the values that it would send."""

    address: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    """The fields that one types into."""


class ReadPage(HTMLParser):
    """What a page links to, its forms, and whatever in it a browser would run."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.links: list[str] = []
        self.forms: list[FoundForm] = []
        self.runs: list[str] = []
        self._open: FoundForm | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._running(tag, given)
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.address, given["href"]))
        if tag == "form":
            where = urljoin(self.address, given.get("action") or self.address)
            self._open = FoundForm(where, given.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open and given.get("name"):
            if given.get("type") == "file":
                self._open.files.append(given["name"])
            elif tag in ("input", "select", "textarea", "button"):
                if tag == "textarea" or (tag == "input" and given.get("type", "text") in _TYPED):
                    self._open.typed.append(given["name"])
                self._open.fields.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _running(self, tag: str, given: dict[str, str]) -> None:
        is_ours = given.get("src", "").startswith("/static/")
        if tag in ("iframe", "object", "embed", "base") or (tag == "script" and not is_ours):
            self.runs.append(tag)
        for name, value in given.items():
            runs = value.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
            if name.startswith("on") or name in ("style", "srcdoc") or runs:
                self.runs.append(f"{name}={value[:40]}")


@dataclass
class Walk:
    """What was found: pages by their addresses, and forms."""

    pages: dict[str, str] = field(default_factory=dict)
    forms: list[FoundForm] = field(default_factory=list)


def endpoint(app: Flask, address: str, method: str = "GET") -> str:
    """Return the view that answers an address, "" for none."""
    parts = urlsplit(address)
    try:
        found, _ = app.url_map.bind(HOST).match(parts.path, method)
    except (HTTPException, RequestRedirect):
        return ""
    return str(found)


def walked(app: Flask, client: FlaskClient, *starts: str) -> Walk:
    """Follow every link from the first page, and from ``starts``; a few pages of each kind."""
    walk, seen = Walk(), set[str]()
    alike: Counter[str] = Counter()
    waiting = ["/", *starts]
    while waiting:
        address = waiting.pop(0).partition("#")[0]
        kind = endpoint(app, address)
        if address in seen or not kind or kind == "static" or alike[kind] >= _ALIKE:
            continue
        seen.add(address)
        alike[kind] += 1
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype != "text/html":
            continue
        page = ReadPage(answer.text, address)
        walk.pages[address] = answer.text
        walk.forms += page.forms
        waiting += _inside(page.links)
    return walk


def _inside(links: list[str]) -> Iterator[str]:
    for each in links:
        parts = urlsplit(each)
        if not parts.netloc and not parts.scheme:
            yield each
