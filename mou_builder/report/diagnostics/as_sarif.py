"""Diagnostics in SARIF 2.1.0 (OASIS Standard of 27 March 2020), as code-review tools show them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from mou_builder import __version__
from mou_builder.agreement.wording import capitalized
from mou_builder.diagnostic import Diagnostic, Place
from mou_builder.explanations.catalogue import Catalogue, Explanation
from mou_builder.patterns import pattern

Json = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_DRIVE = pattern(r"[A-Za-z]:/")


def diagnostics_sarif(diagnostics: Sequence[Diagnostic], catalogue: Catalogue) -> str:
    """Return the diagnostics as a SARIF log of one run, with a rule for each code that occurs.

    Severities are levels of the same names (section 3.27.10). Columns count Unicode code points
    (section 3.14.27). A hint follows the message, because a viewer shows nothing else at once.
    """
    codes = sorted({each.code for each in diagnostics})
    rules = [_rule(code, catalogue.get(code)) for code in codes]
    driver = {"name": "mou", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes.index(each.code)) for each in diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, explanation: Explanation | None) -> Json:
    """Return a reporting descriptor (section 3.49); of an unknown code, its id."""
    if explanation is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": explanation.title},
        "fullDescription": {"text": explanation.text},
        "help": {"text": f"{explanation.text}\n\n{explanation.why}"},
        "defaultConfiguration": {"level": explanation.severity.value},
    }


def _result(each: Diagnostic, rule: int) -> Json:
    """Return a result (section 3.27)."""
    words = [_sentence(each.message)]
    words += [_sentence(f"hint: {each.hint}")] if each.hint else []
    words += [_sentence(f"basis: {each.basis}")] if each.basis else []
    return {
        "ruleId": each.code,
        "ruleIndex": rule,
        "level": each.severity.value,
        "message": {"text": " ".join(words)},
        "locations": [{"physicalLocation": _location(each.place)}],
    }


def _location(place: Place) -> Json:
    """Return a physical location (section 3.29); of a file as a whole it has no region."""
    file: Json = {"artifactLocation": {"uri": _uri(place.file)}}
    region = {"startLine": place.line, "startColumn": place.column}
    return {**file, "region": region} if place.line else file


def _sentence(words: str) -> str:
    capital = capitalized(words)
    return capital if capital.endswith((".", "?", "!", "…")) else f"{capital}."


def _uri(file: str) -> str:
    """Return a file name as a URI reference (section 3.4.3): relative as it is, else a file URI."""
    path = file.replace("\\", "/") if _DRIVE.match(file.replace("\\", "/")) else file
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{_quoted(path[2:])}"
    return f"file://{_quoted(path)}" if path.startswith("/") else _quoted(path)


def _quoted(path: str) -> str:
    """Return a path with what a URI cannot have written as %XX; undecodable bytes as themselves."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")
