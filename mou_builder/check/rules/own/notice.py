"""The notice that a text gives before somebody leaves, and whether it gives any."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number
from mou_builder.library.typed.values import MONTHS

_UNITS = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_PERIOD = (
    rf"\b(\d{{1,4}}|{NUMBER_IN_WORDS}|an?)(?:\s*\(\d{{1,4}}\))?[\s-]+"
    rf"(?:calendar|school|business|working|full)?\s*({'|'.join(_UNITS)})s?\b"
)
"""What finds “ten (10) days”: the number and the unit. As a text, as few configs have own words."""
_BESIDE_NOTICE = (
    r"['’]?s?\s+(?:(?:prior|advance|advanced|written|of|in|writing|previous)\s+)*"
    r"(?:notice|notification|warning)\b"
)
_BEFORE_THE_END = r"\s+(?:before|prior\s+to)\s+(?:it|the|this|its)\s+(?:\w+\s+){0,3}?(?:end|expir)"
_OF_RENEWAL = r"\s*(?:terms?|periods?|renewals?|extensions?)\b"
"""What stands behind a time that is not that of a notice: “for one-year terms”."""
_TELLS = r"\b(?:notice|notif\w+|tell\w*|inform\w*|advance|warning|letter|writing)\b"
_FOR_CAUSE = r"\b(?:breach\w*|default\w*|for\s+cause|cured?|appropriat\w+|non-?payment)\b"
_AT_ONCE = r"\b(?:without|no)\b[^.]{0,20} notice|\bimmediate(?:ly)?\b"
_ELSEWHERE = r"\[\[|\bclause\b|\bsection\b|\bstatut|\blaws?\b|\bcodes?\b"
_KEPT = r"\b(?:cannot|may\s+not|shall\s+not|must\s+not|neither|no\s+(?:party|right))\b"
_TOGETHER = r"\bmutual\w*|\bboth\s+(?:parties|boards)\b|\bjointly\b"
_DEADLINE = (
    rf"\b(?:by|before|until|than|prior\s+to)\s+(?:the\s+)?(?:(?:{'|'.join(MONTHS)})\b"
    r"|(?:first|last|\d\d?(?:st|nd|rd|th)?)\s+(?:day\s+)?of\b)"
)
_LEAVES = (
    r"\b(?:may|can|could|unless|right|free|terminable|entitled|at\s+will|at\s+any\s+time"
    r"|terminat\w+|cancel\w*|withdraw\w*|dissolv\w*|rescind\w*|revo[ck]\w*|discontinu\w*)\b"
)


def drops_notice(text: str) -> bool:
    """Tell whether one may leave by a text without a time of notice, here or elsewhere."""
    lower = " ".join(text.lower().split())
    if re.search(_AT_ONCE, lower):
        return True
    if re.search(_ELSEWHERE, lower) or re.search(_DEADLINE, lower):
        return False
    leaving = [each for each in re.split(r"[.;]\s", lower) if re.search(_LEAVES, each)]
    return any(not re.search(_KEPT, each) and not re.search(_TOGETHER, each) for each in leaving)


def given_notice(text: str) -> float | None:
    """Return the notice that a text gives, in days; None where it speaks of none.

    That is the shortest one where a period stands beside the word, as in “five days’ notice”, and
    else the longest period of the sentences that speak of notice. What is said of a breach or of
    lacking money counts only where nothing else is said.
    """
    telling = [each for each in re.split(r"[.;]\s", text) if re.search(_TELLS, each, re.I)]
    at_will = [each for each in telling if not re.search(_FOR_CAUSE, each, re.I)]
    every = [
        (found, _in_days(found[1], found[2]))
        for each in at_will or telling
        for found in re.finditer(_PERIOD, each, re.I)
    ]
    beside = [
        days for found, days in every if re.match(_BESIDE_NOTICE, found.string[found.end() :], re.I)
    ]
    if beside:
        return min(beside)
    said = [
        days
        for found, days in every
        if found[1].lower() not in ("a", "an")
        and not re.match(_OF_RENEWAL, found.string[found.end() :], re.I)
    ]
    return max(said, default=None)


def notices_in(text: str) -> Iterator[float]:
    """Yield the notices that a text gives in so many words, in days: “ten days’ notice”."""
    plain = " ".join(text.split())
    for found in re.finditer(_PERIOD, plain, re.I) if re.search(_TELLS, plain, re.I) else ():
        is_beside = re.match(rf"{_BESIDE_NOTICE}|{_BEFORE_THE_END}", plain[found.end() :], re.I)
        if is_beside or re.search(r"\bnotice\s+of\s+$", plain[: found.start()], re.I):
            yield _in_days(found[1], found[2])


def _in_days(number: str, unit: str) -> float:
    count = 1 if number.lower() in ("a", "an") else int(read_number(number) or 0)
    return count * _UNITS[unit.lower()]
