"""What a browser sends for a form of a page, read from its HTML as the standard says.

An input of its own: it knows nothing of how the page was made.
"""

from __future__ import annotations

from lxml import html

Sent = dict[str, list[str]]


class PageForm:
    """The fields of the form with an id or an address (or of the first one), as they are shown."""

    def __init__(self, page: str, id_: str = "", action: str = "") -> None:
        root = html.document_fromstring(page)
        ids = root.xpath("//@id")
        self.ids = set(ids)
        assert len(ids) == len(self.ids), sorted(ids)
        self.links = {each[1:] for each in root.xpath("//a/@href") if each.startswith("#")}
        self.fields: Sent = {}
        for form in root.iter("form"):
            if id_ in ("", form.get("id")) and action in ("", form.get("action")):
                for field in form.iter("input", "select", "textarea"):
                    for value in _values(field):
                        self.fields.setdefault(field.get("name"), []).append(value)
                break


def _values(field: html.HtmlElement) -> list[str]:
    """Return what is sent of a field: nothing, or its value."""
    if field.tag == "textarea":
        words = (field.text or "").removeprefix("\n")  # which is no part of the value
        return [words.replace("\n", "\r\n")]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [each for each in options if "selected" in each.attrib] or options[:1]
        return [each.get("value", "") for each in chosen[-1:]] or [""]
    is_marked = field.get("type") in ("checkbox", "radio")
    if "name" not in field.attrib or (is_marked and "checked" not in field.attrib):
        return []
    return [field.get("value", "on" if is_marked else "")]
