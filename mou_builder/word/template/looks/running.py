"""The sections of a template, and which parts are the headers and footers of their pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from mou_builder.frozen import dataclass, field
from mou_builder.word.namespaces import W
from mou_builder.word.vocabulary import child, is_on, name_of, relation, value


@dataclass(frozen=True)
class RunningParts:
    """The parts that are headers and footers of a section, by kind and page.

    ``pages`` are the pages that have their own, by Word's names: ``default``, ``first``, ``even``.
    """

    parts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    pages: tuple[str, ...] = ()

    def followed_by(
        self,
        properties: etree._Element,
        settings: etree._Element | None,
        links: Mapping[str, str],
    ) -> RunningParts:
        """Those of the next section, which keeps the ones that it does not name (17.10.5)."""
        named = dict(self.parts)
        for kind in ("header", "footer"):
            for each in properties.findall(f"{W}{kind}Reference"):
                named[kind, value(each, "type") or "default"] = links.get(relation(each), "")
        own = {
            "default": True,
            "first": is_on(properties, "titlePg"),
            "even": is_on(settings, "evenAndOddHeaders"),
        }
        return RunningParts(named, tuple(page for page, is_own in own.items() if is_own))


def sections_of(body: etree._Element) -> Iterator[tuple[list[etree._Element], etree._Element]]:
    """The sections of a body: the elements of each, and its properties (17.6.18)."""
    elements: list[etree._Element] = []
    for each in body:
        if name_of(each) == "sectPr":
            yield elements, each
            return
        elements.append(each)
        ending = child(each, "pPr", "sectPr") if name_of(each) == "p" else None
        if ending is not None:
            yield elements, ending
            elements = []
    yield elements, etree.Element(f"{W}sectPr")
