"""The key ``judgement`` of model.yaml becomes a `Judgement`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.judgement import (
    ByYear,
    DutyDay,
    GrantPeriod,
    Judgement,
    NotMore,
    Occasions,
    OfficerBlank,
    PartiesAsk,
    PaymentSeries,
    Schedule,
    ShortestNotice,
    UsualRange,
    ZeroShare,
)
from mou_builder.library.typed.values import MONTHS, Type, read_flag, scalar
from mou_builder.yamltext.dotted import names_of
from mou_builder.yamltext.shape import Schema, did_you_mean, items, mapping, word
from mou_builder.yamltext.source import Source

_TEXT: Schema = scalar(Type.TEXT)
_NEEDED: Schema = {**_TEXT, "required": True, "nullable": False}
_COUNT: Schema = scalar(Type.COUNT)
_MONTH: Schema = {**word(*MONTHS), "required": True, "nullable": False}
_BY_KIND: Schema = {
    "type": "dict",
    "keysrules": {"type": "string"},
    "valuesrules": items(_TEXT, nullable=False),
}
_MONTHS_BY_CHOICE: Schema = {
    "type": "dict",
    "required": True,
    "keysrules": {"type": "string"},
    "valuesrules": {**_COUNT, "nullable": False},
}
_DAYS: Schema = {**scalar(Type.DAYS), "required": True, "nullable": False}

JUDGEMENT: Schema = mapping(
    {
        "longest_term": _COUNT,
        "school_year": mapping({"from": _MONTH, "until": _MONTH}, nullable=False),
        "renewal_days": scalar(Type.DAYS),
        "notices": items(mapping({"clause": _NEEDED, "days": _DAYS}, nullable=False)),
        "same_numbers": items(items(_TEXT, nullable=False)),
        "not_more": items(
            mapping(
                {"this": _NEEDED, "than": _NEEDED, "times": _COUNT, "each": scalar(Type.FLAG)},
                nullable=False,
            )
        ),
        "within_term": items(_TEXT),
        "series": items(
            mapping(
                {"first": _NEEDED, "count": _NEEDED, "every": _NEEDED, "months": _MONTHS_BY_CHOICE},
                nullable=False,
            )
        ),
        "occasions": items(
            mapping(
                {
                    "every": _NEEDED,
                    "days": _NEEDED,
                    "times": {"type": "dict", "valuesrules": _COUNT, "required": True},
                },
                nullable=False,
            )
        ),
        "first_service": _TEXT,
        "renews": _TEXT,
        "grace_days": scalar(Type.DAYS),
        "grants": items(
            mapping(
                {
                    "clause": _NEEDED,
                    "variant": _NEEDED,
                    "from": _NEEDED,
                    "until": _NEEDED,
                    "after": items(_TEXT),
                },
                nullable=False,
            )
        ),
        "schools": items(_TEXT),
        "lists_of_schools": items(_TEXT),
        "attached": items(_TEXT),
        "names_attached": items(_TEXT),
        "duty_day": mapping(
            {
                "from": _NEEDED,
                "until": _NEEDED,
                "least_hours": _COUNT,
                "most_hours": _COUNT,
                "elsewhere": _TEXT,
            }
        ),
        "names_party": items(_TEXT),
        "parties_ask": items(
            mapping(
                {
                    "kinds": items(_TEXT, nullable=False),
                    "at_least": _COUNT,
                    "clause": _NEEDED,
                    "because": _NEEDED,
                    "named_in": items(_TEXT),
                },
                nullable=False,
            )
        ),
        "schedules": items(
            mapping({"rows": _NEEDED, "officers": _NEEDED, "most_hours": _COUNT}, nullable=False)
        ),
        "usual": items(
            mapping(
                {"blank": _NEEDED, "because": _NEEDED, "least": _COUNT, "most": _COUNT},
                nullable=False,
            )
        ),
        "zero_shares": items(mapping({"share": _NEEDED, "variant": _TEXT}, nullable=False)),
        "by_year": items(
            mapping(
                {"rows": _NEEDED, "officers": _TEXT, "every": scalar(Type.FLAG)}, nullable=False
            )
        ),
        "offices": items(mapping({"blank": _NEEDED, "of": _NEEDED}, nullable=False)),
        "titles": _BY_KIND,
        "names": _BY_KIND,
    }
)
"""The shape of the key."""


def read_judgement(data: dict[str, Any] | None) -> Judgement:
    """Return the judgement of data that has the shape `JUDGEMENT`."""
    data = data or {}
    return Judgement(
        longest_term=_number(data.get("longest_term")),
        school_months=_months(data.get("school_year")),
        renewal_days=_number(data.get("renewal_days")),
        notices=tuple(
            ShortestNotice(each["clause"], _number(each["days"]) or 0)
            for each in data.get("notices") or ()
        ),
        same_numbers=tuple(tuple(each) for each in data.get("same_numbers") or ()),
        not_more=tuple(
            NotMore(
                each["this"],
                each["than"],
                _number(each.get("times")) or 1,
                read_flag(each.get("each") or "no"),
            )
            for each in data.get("not_more") or ()
        ),
        within_term=tuple(data.get("within_term") or ()),
        series=tuple(
            PaymentSeries(
                each["first"],
                each["count"],
                each["every"],
                {choice: _number(months) or 0 for choice, months in each["months"].items()},
            )
            for each in data.get("series") or ()
        ),
        occasions=tuple(
            Occasions(
                each["every"],
                each["days"],
                {choice: _number(times) or 0 for choice, times in each["times"].items()},
            )
            for each in data.get("occasions") or ()
        ),
        first_service=data.get("first_service") or "",
        renews=data.get("renews") or "",
        grace_days=_number(data.get("grace_days")) or 0,
        grants=tuple(
            GrantPeriod(
                each["clause"],
                each["variant"],
                each["from"],
                each["until"],
                tuple(each.get("after") or ()),
            )
            for each in data.get("grants") or ()
        ),
        schools=tuple(data.get("schools") or ()),
        lists_of_schools=tuple(data.get("lists_of_schools") or ()),
        attached=tuple(data.get("attached") or ()),
        names_attached=tuple(data.get("names_attached") or ()),
        duty_day=_duty_day(data.get("duty_day")),
        names_party=tuple(data.get("names_party") or ()),
        parties_ask=tuple(
            PartiesAsk(
                tuple(each.get("kinds") or ()),
                _number(each.get("at_least")) or 1,
                each["clause"],
                each["because"],
                tuple(each.get("named_in") or ()),
            )
            for each in data.get("parties_ask") or ()
        ),
        schedules=tuple(
            Schedule(each["rows"], each["officers"], _number(each.get("most_hours")))
            for each in data.get("schedules") or ()
        ),
        usual=tuple(
            UsualRange(
                each["blank"],
                each["because"],
                _number(each.get("least")),
                _number(each.get("most")),
            )
            for each in data.get("usual") or ()
        ),
        zero_shares=tuple(
            ZeroShare(each["share"], each.get("variant") or "")
            for each in data.get("zero_shares") or ()
        ),
        by_year=tuple(
            ByYear(each["rows"], each.get("officers") or "", read_flag(each.get("every") or "no"))
            for each in data.get("by_year") or ()
        ),
        offices=tuple(
            OfficerBlank(each["blank"], each["of"]) for each in data.get("offices") or ()
        ),
        titles={kind: tuple(each) for kind, each in (data.get("titles") or {}).items()},
        names={kind: tuple(each) for kind, each in (data.get("names") or {}).items()},
    )


def judgement_faults(
    judgement: Judgement, clauses: Mapping[str, Clause], source: Source
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every clause or blank that is named and does not exist."""
    for name in judgement.references():
        clause, *rest = names_of(name)
        if clause not in clauses:
            hint = did_you_mean(clause, list(clauses))
        elif rest and not _has(clauses[clause], rest):
            hint = "a reference is written clause.blank, or clause.blank.column"
        else:
            continue
        message = f"the judgement of the model names “{name}”, which does not exist"
        place = source.place(("judgement",))
        yield Diagnostic("MOU215", Severity.ERROR, message, place, hint)


def _has(clause: Clause, path: list[str]) -> bool:
    every: dict[str, Blank] = dict(clause.blanks)
    for variant in clause.variants.values():
        every |= variant.blanks
    blank = every.get(path[0])
    return blank is not None and all(column in blank.columns for column in path[1:])


def _duty_day(data: dict[str, str] | None) -> DutyDay | None:
    if not data:
        return None
    most, least = _number(data.get("most_hours")), _number(data.get("least_hours"))
    return DutyDay(data["from"], data["until"], most or 24, least or 0, data.get("elsewhere") or "")


def _number(text: str | None) -> int | None:
    return (
        None
        if text is None
        else int(text.removesuffix("days").removesuffix("day").replace(",", "").strip())
    )


def _months(data: dict[str, str] | None) -> tuple[int, ...]:
    """Return the numbers of the months from one through another, over the turn of the year."""
    if not data:
        return ()
    first, last = MONTHS.index(data["from"]), MONTHS.index(data["until"])
    return tuple((first + n) % 12 + 1 for n in range((last - first) % 12 + 1))
