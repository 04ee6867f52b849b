"""Renewal packets of the examples, and what is read out of their files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pikepdf
from docx.oxml.ns import qn

from mou_builder.actions.packet import PACKET, Packet, PacketOptions, packet
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import words_digest
from mou_builder.check.checking import Checked, Ready, check
from mou_builder.disk.packaged import packaged
from mou_builder.renewal.renew import renew
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import TEMPLATE, library

LIBRARY = library()


EXAMPLES = [
    each.stem for each in sorted(Path("configs").glob("*.yaml")) if "publi" not in each.stem
]


PARTS = ("decision", "changes", "checklist", "redline", "assessment", "agreement")
"""All parts of the packet; those that are filled in or signed are files of their own."""


def checked(text: str, name: str) -> Checked:
    return check(parse(text.encode(), name), LIBRARY)


@cache
def made(name: str) -> Packet:
    old = checked((packaged("configs") / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")
    assert isinstance(old, Ready)
    renewal = renew(old, words_digest(assemble(old.config, old.model)))
    new = checked(renewal.text, f"{name}-next.yaml")
    options = PacketOptions(TEMPLATE, date(2027, 3, 1), "A", (f"{name}.yaml", f"{name}-next.yaml"))
    return packet(old, new, renewal, LIBRARY, options)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def whole(name: str = "three-parties") -> bytes:
    return made(name).files[PACKET]


def lines(data: bytes) -> list[str]:
    """The paragraphs of a Word file, those in tables and controls included."""
    body = docx.Document(io.BytesIO(data)).element.body
    found = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [each for each in found if each]


def renewed_packet(text: str, changed: Mapping[str, str] | None = None) -> Packet:
    """The packet of a config and its renewal, the latter changed."""
    old = checked(text, "a.yaml")
    assert isinstance(old, Ready)
    renewal = renew(old, words_digest(assemble(old.config, old.model)))
    after = renewal.text
    for was, now in (changed or {}).items():
        assert was in after
        after = after.replace(was, now)
    new = checked(after, "b.yaml")
    options = PacketOptions(TEMPLATE, date(2027, 3, 1), "A", ("a.yaml", "b.yaml"))
    return packet(old, new, renewal, LIBRARY, options)


CITY = (packaged("configs") / "city-and-one-school.yaml").read_text("utf-8")


REASON = "the district evaluates the program itself"


NOT_ASSESSED = CITY.replace(
    "clauses:\n",
    f"accept:\n  - {{code: MOU350, because: {REASON}}}\nclauses:\n"
    "  assessment: {omit: {because: no need}}\n",
    1,
)
