"""JSON Schemas of single values, for every way in which an editor may read them.

An editor gives types to what it reads, by the rules of its version of YAML: `yes` is a boolean in
YAML 1.1 and text in 1.2, `7:30` is the number 450 in YAML 1.1. A schema made here accepts each of
these readings, and so never refuses a value that `mou_builder.library.typed.values` accepts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mou_builder.library.clause import Blank
from mou_builder.library.typed.values import MONTHS, Type
from mou_builder.yamltext.shape import Schema

Json = dict[str, Any]

_SCALAR = ("string", "number", "boolean")
_NUMBER = r"([0-9]{1,3}(,[0-9]{3})+|[0-9]+)"
_UP_TO_100 = r"(0[0-9,]*|100|[1-9][0-9]?)"
_DAY = r"(0?[1-9]|[12][0-9]|3[01])"
_TRUE = frozenset({"yes", "true", "on", "y"})
_FALSE = frozenset({"no", "false", "off", "n"})
_RULES = frozenset(
    {"type", "schema", "nullable", "required", "allowed", "check_with", "meta", "allow_unknown"}
    | {"maxlength", "regex"}
)


def any_case(word: str) -> str:
    """Return a pattern for ``word`` in capital or small letters; JSON patterns have no flags."""
    return "".join(f"[{each.lower()}{each.upper()}]" for each in word)


def whole(*patterns: str) -> str:
    """Return a pattern for a whole text that is one of ``patterns``, spaces around it aside."""
    return rf"^\s*({'|'.join(patterns)})\s*$"


def typed(word: str) -> list[str | bool | int | float]:
    """Return what editors may read where ``word`` is written."""
    forms: list[str | bool | int | float] = [word]
    if word.lower() in _TRUE | _FALSE:
        forms.append(word.lower() in _TRUE)
    elif re.fullmatch(r"[0-9]+", word):
        forms.append(int(word))
    elif re.fullmatch(r"[0-9]*\.[0-9]+", word):
        forms.append(float(word))
    return forms


YES = (any_case("yes"), any_case("true"))
NO = (any_case("no"), any_case("false"))
_OPEN = "_+"
_MONTH = "|".join(any_case(each[:3]) + "[A-Za-z]*" for each in MONTHS)
_MONTH_NUMBER = "(0?[1-9]|1[0-2])"
_ANY_YEAR = "([0-9]{4}|[0-9]{2})"
_NAMED = "(business|school|working)"
_DAYS = (
    rf"[0-9]{{4}}[-/.]{_MONTH_NUMBER}[-/.]{_DAY}",
    rf"{_MONTH_NUMBER}[-/.]{_DAY}[-/.]{_ANY_YEAR}",
    rf"([A-Za-z]{{3,9}}\.?,?\s+)?({_MONTH})\.?\s*{_DAY}([a-z]{{2}})?(,\s*|\s+)[0-9]{{4}}",
    (
        rf"([A-Za-z]{{3,9}}\.?,?\s+)?{_DAY}([a-z]{{2}})?[-\s]\s*(of\s+)?"
        rf"({_MONTH})\.?,?[-\s]\s*{_ANY_YEAR}"
    ),
)
_MIDNIGHT = r"([\sT]\s*0?0:00(:00(\.0+)?)?)?"
_HALF = r"\s*[aApP]\.?\s*([mM]\.?)?"
_CLOCK = (
    rf"(0?[1-9]|1[0-2])(:[0-5][0-9](:00)?)?{_HALF}",
    r"([01]?[0-9]|2[0-3]):[0-5][0-9](:00)?",
    any_case("noon"),
    any_case("midnight"),
)
_PERCENT = rf"(%|{any_case('per')} ?{any_case('cent')}|{any_case('pct')}\.?)"
_DOLLARS = rf"(({any_case('us')})?\$|{any_case('usd')})"
_UNIT = rf"({any_case('dollar')}[sS]?|{any_case('usd')})"
_MINUTES_OF_A_DAY = 24 * 60

_FRACTION = "[0-9]{1,3}\\s*/\\s*[0-9]{1,3}"

_KINDS: dict[Type, Json] = {
    Type.TEXT: {"type": [*_SCALAR], "pattern": r"\S"},
    Type.NAME: {"type": [*_SCALAR], "pattern": r"\S"},
    Type.SCHOOL: {"type": [*_SCALAR], "pattern": r"\S"},
    Type.COUNT: {
        "type": ["integer", "string"],
        "pattern": whole(rf"{_NUMBER}(\.0+)?", _OPEN),
    },
    Type.POSITIONS: {
        "type": ["number", "string"],
        "pattern": whole(rf"{_NUMBER}(\.[0-9]{{1,2}}0*)?", _OPEN),
    },
    Type.DAYS: {
        "type": ["integer", "string"],
        "pattern": whole(rf"{_NUMBER}(\.0+)?(\s*days?|\s+{_NAMED} days?)?", _OPEN),
    },
    Type.PERCENT: {
        "type": ["number", "string"],
        "maximum": 1000,
        "pattern": whole(rf"{_NUMBER}(\.[0-9]+)?\s*{_PERCENT}?", _FRACTION, _OPEN),
    },
    Type.MONEY: {
        "type": ["number", "string"],
        "pattern": whole(rf"{_DOLLARS}?\s*{_NUMBER}(\.[0-9]{{1,2}}0*)?\s*{_UNIT}?", _OPEN),
    },
    Type.DATE: {"type": ["string"], "pattern": whole(*(each + _MIDNIGHT for each in _DAYS), _OPEN)},
    Type.TIME: {
        "type": ["string", "integer"],
        "maximum": _MINUTES_OF_A_DAY - 1,
        "pattern": whole(*_CLOCK, _OPEN),
    },
    Type.FLAG: {"type": ["boolean", "string"], "pattern": whole(*YES, *NO, _OPEN)},
}


def of_form(
    form: Schema, blank: Blank | None = None, words: Mapping[str, str] | None = None
) -> Json:
    """Return the JSON Schema of what a Cerberus schema of this program accepts, and perhaps more.

    ``blank`` is the one that the schema was made from, if any; ``words`` says what each of the
    words that are allowed means. Raises ValueError for a rule that is not translated here.
    """
    if not_known := set(form) - _RULES:
        raise ValueError(f"a rule that JSON Schema cannot express: {', '.join(sorted(not_known))}")
    match form["type"]:
        case "dict":
            found = _mapping_schema(form, blank)
        case "list":
            entries = needed(of_form(form["schema"], blank, words))
            found = {"type": ["array"], "items": entries, "maxItems": form["maxlength"]}
        case _ if pattern := form.get("regex"):
            found = {"type": ["string"], "pattern": f"^(?:{pattern})$"}
        case _:
            found = _scalar_schema(form, blank, words or (blank.choices if blank else {}))
    return _title_and_description(form, blank) | (
        nullable(found) if form.get("nullable") else found
    )


def nullable(schema: Json) -> Json:
    """Return ``schema``, accepting that nothing is given, too."""
    if "type" in schema:
        return {**schema, "type": [*schema["type"], "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}


def needed(schema: Json) -> Json:
    """Return ``schema``, refusing that nothing is given, or an empty list."""
    found = dict(schema)
    if "type" in found:
        found["type"] = [each for each in found["type"] if each != "null"]
    if "enum" in found:
        found["enum"] = [each for each in found["enum"] if each is not None]
    if "anyOf" in found:
        found["anyOf"] = [each for each in found["anyOf"] if each != {"type": "null"}]
    return found | ({"minItems": 1} if found.get("type") == ["array"] else {})


def words_of(allowed: Mapping[str, str]) -> Json:
    """Return the schema of one of the words in ``allowed``, with what each of them means."""
    if not any(allowed.values()):
        return {"enum": [form for word in allowed for form in typed(word)]}
    return {
        "anyOf": [
            {"const": form, **({"title": about} if about else {})}
            for word, about in allowed.items()
            for form in typed(word)
        ]
    }


def _title_and_description(form: Schema, blank: Blank | None) -> Json:
    meta = form.get("meta", {})
    found = {key: meta[key] for key in ("title", "description") if meta.get(key)}
    default = blank.default if blank and meta.get("title") == blank.label else None
    if isinstance(default, str | int) and not isinstance(default, bool):
        found["default"] = default
    return found


def _mapping_schema(form: Schema, blank: Blank | None) -> Json:
    if "schema" not in form:
        return {"type": ["object"]}
    parts: Schema = form["schema"]
    columns = blank.columns if blank else {}
    properties = {name: of_form(part, columns.get(name)) for name, part in parts.items()}
    lacking = [name for name, each in columns.items() if is_lacking_without(each)]
    for name in lacking:
        properties[name] = needed(properties[name])
    others = form.get("allow_unknown")
    required = [name for name, part in parts.items() if part.get("required")] + lacking
    return {
        "type": ["object"],
        "properties": properties,
        "additionalProperties": of_form(others) if others else False,
        **({"required": required} if required else {}),
    }


def is_lacking_without(blank: Blank) -> bool:
    """Tell whether a config must give ``blank``, because nothing else does."""
    return blank.required and (blank.default is None or blank.default == ())


def _scalar_schema(form: Schema, blank: Blank | None, words: Mapping[str, str]) -> Json:
    meta = form.get("meta", {})
    if "allowed" in form:
        return words_of({word: words.get(word, "") for word in form["allowed"]})
    if meta.get("own"):
        listed = words_of({word: words.get(word, "") for word in meta["choices"]})
        return {"anyOf": [*listed["anyOf"], {"type": [*_SCALAR], "title": "in your own words"}]}
    if "kind" not in meta:
        return {"type": [*_SCALAR]}
    return _with_bounds(dict(_KINDS[meta["kind"]]), meta["kind"], blank)


def _with_bounds(found: Json, kind: Type, blank: Blank | None) -> Json:
    """Return ``found`` with the bounds of ``blank``; below nothing, no number is read."""
    if not set(found["type"]) & {"integer", "number"} or kind in (
        Type.TEXT,
        Type.NAME,
        Type.SCHOOL,
    ):
        return found
    found["minimum"] = 0
    if blank is None or blank.type is not kind:
        return found
    if blank.minimum is not None:
        found["minimum"] = _json_number(blank.minimum)
    if blank.maximum is not None:
        found["maximum"] = _json_number(blank.maximum)
    if kind is Type.PERCENT and blank.maximum == 100:
        found["pattern"] = found["pattern"].replace(_NUMBER, _UP_TO_100)
    return found


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
