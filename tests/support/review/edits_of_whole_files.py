"""Ways to make a copy print otherwise that concern no one paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from tests.support.review.returned_copies import Copy, new_paragraph, w


def _in_footer(before: str, after: str) -> Callable[[Copy], None]:
    def edit(copy: Copy) -> None:
        name = next(each for each in copy.parts if each.startswith("word/footer"))
        assert before.encode() in copy.parts[name]
        copy.parts[name] = copy.parts[name].replace(before.encode(), after.encode())

    return edit


def _in_each_level(copy: Copy) -> None:
    lists = etree.fromstring(copy.parts["word/numbering.xml"])
    for each in lists.iter(w("ind")):
        each.set(w("left"), "30000")
    copy.parts["word/numbering.xml"] = etree.tostring(lists)


def _in_the_levels(*elements: etree._Element) -> Callable[[Copy], None]:
    def edit(copy: Copy) -> None:
        lists = etree.fromstring(copy.parts["word/numbering.xml"])
        for level in lists.iter(w("lvl")):
            for each in elements:
                level.append(deepcopy(each))
        copy.parts["word/numbering.xml"] = etree.tostring(lists)

    return edit


def _numbered_footer(copy: Copy) -> None:
    name = next(each for each in copy.parts if each.startswith("word/footer"))
    root = etree.fromstring(copy.parts[name])
    numbers = etree.SubElement(next(root.iter(w("pPr"))), w("numPr"))
    etree.SubElement(numbers, w("numId")).set(w("val"), "1")
    copy.parts[name] = etree.tostring(root)


def _low_by_defaults(copy: Copy) -> None:
    styles = etree.fromstring(copy.parts["word/styles.xml"])
    for each in list(styles.iter(w("spacing"))):
        each.attrib.pop(w("line"), None)
        each.attrib.pop(w("lineRule"), None)
    defaults = styles.find(w("docDefaults"))
    for name in ("pPrDefault", "pPr", "spacing"):
        found = defaults.find(w(name))
        defaults = etree.SubElement(defaults, w(name)) if found is None else found
    defaults.set(w("line"), "1")
    defaults.set(w("lineRule"), "exact")
    copy.parts["word/styles.xml"] = etree.tostring(styles)


def of_whole_file() -> Iterator[tuple[str, Callable[[Copy], None]]]:
    """Yield edits that concern no one paragraph."""

    def second_body(copy: Copy) -> None:
        body = etree.SubElement(copy.root, w("body"))
        body.append(new_paragraph("Not in July.", "Normal"))

    def settings(copy: Copy) -> None:
        root = etree.fromstring(copy.parts["word/settings.xml"])
        etree.SubElement(root, w("printFormsData"))
        copy.parts["word/settings.xml"] = etree.tostring(root)

    def pages(copy: Copy) -> None:
        section = copy.body.find(w("sectPr"))
        etree.SubElement(section, w("pgNumType")).set(w("start"), "7")

    def first_page(copy: Copy) -> None:
        etree.SubElement(copy.body.find(w("sectPr")), w("titlePg"))
        reference = etree.SubElement(copy.body.find(w("sectPr")), w("headerReference"))
        reference.set(w("type"), "first")

    def section(copy: Copy) -> None:
        paragraph = copy.paragraph("The SRO shall meet with")
        etree.SubElement(paragraph.find(w("pPr")), w("sectPr"))

    def footer_gone(copy: Copy) -> None:
        section = copy.body.find(w("sectPr"))
        section.remove(section.find(w("footerReference")))

    def footer_edited(copy: Copy) -> None:
        name = next(each for each in copy.parts if each.startswith("word/footer"))
        root = etree.fromstring(copy.parts[name])
        next(root.iter(w("t"))).text = "Void after July. Page "
        copy.parts[name] = etree.tostring(root)

    yield "a second body", second_body
    yield "settings that print other words", settings
    yield "other page numbers", pages
    yield "a first page without a header", first_page
    yield "a section of its own", section
    yield "no footer", footer_gone
    yield "another footer", footer_edited
    yield "the number of the page for that of the pages", _in_footer('"NUMPAGES"', '"PAGE"')
    yield "page numbers in another form", _in_footer('"PAGE"', '"PAGE \\* roman"')
    yield "numbers that put words beside the page", _in_each_level
    yield "lines too low by the defaults", _low_by_defaults
    yield "numbers that run into the words", _in_the_levels(_with_value("suff", "nothing"))
    yield "numbers of an old kind", _in_the_levels(_with_value("legacy", "1"))
    yield "a numbered footer", _numbered_footer
    yield "letters on a grid", _of_pages("docGrid", type="snapToChars", charSpace="-40960")
    yield "margins without room", _of_pages("pgMar", left="5900", right="5900")
    yield "a footer below the page", _of_pages("pgMar", footer="20000")


def _with_value(name: str, value: str) -> etree._Element:
    made = etree.Element(w(name))
    made.set(w("val"), value)
    return made


def _of_pages(name: str, **attributes: str) -> Callable[[Copy], None]:
    def edit(copy: Copy) -> None:
        section = copy.body.find(w("sectPr"))
        found = section.find(w(name))
        found = etree.SubElement(section, w(name)) if found is None else found
        for key, value in attributes.items():
            found.set(w(key), value)

    return edit
