"""Bodies that an own text names: districts, departments and governments, which are parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.config.alike import folded
from mou_builder.library.typed.values import Type
from mou_builder.yamltext.source import Path

_WORD = r"[A-Z][\w’'&-]*\.?"
_NAME = rf"(?:{_WORD}|of|the|and|&|No\.\s*\d+|\d+)"
_ENDINGS = (
    "School District",
    "Public School District",
    "Independent School District",
    "Public Schools",
    "Community Schools",
    "Area Schools",
    "City Schools",
    "County Schools",
    "School Corporation",
    "School Division",
    "Board of Education",
    "School Board",
    "ISD",
    "Police Department",
    "Police Division",
    "Police Bureau",
    "Sheriff's Office",
    "Sheriff's Department",
    "Sheriff’s Office",
    "Sheriff’s Department",
    "Department of Public Safety",
    "Public Safety Department",
    "Common Council",
    "City Council",
    "Village Board",
    "Town Board",
    "County Board",
)
_SCHOOLS = "Elementary School|Middle School|High School|Junior High School|Charter School|Academy"
_GOVERNMENTS = (
    r"City|Village|Town|Township|Borough|County|Parish|Board\s+of\s+Education|School\s+Board"
)
_BODY = (
    rf"(?P<body>(?:{_WORD}\s+)(?:{_NAME}\s+){{0,8}}?(?:{'|'.join(_ENDINGS)})"
    r"(?:\s+No\.\s*\d+)?)(?!\w)"
    rf"|(?P<school>(?:{_WORD}\s+){{1,4}}?(?:{_SCHOOLS}))(?!\w|\s+District)"
    rf"|(?P<government>(?:{_GOVERNMENTS})\s+of\s+{_WORD}(?:\s+{_WORD}){{0,3}})"
    rf"|(?P<county>(?:{_WORD}\s+){{1,2}}?(?:County|Township|Parish))"
    r"(?=\s+(?:shall|will|agrees|pays|joins|provides|funds|signs)\b)"
    r"|(?P<numbered>(?:Independent\s+|Common\s+)?School\s+District\s+(?:No\.|Number|\#)\s*\d+)"
)
_LEADS = frozenset(
    re.findall(
        r"\w+",
        """
        the a an any each every no other another either neither both all such this that these those
        if when where while in at on by for from of and or to as with under after before upon until
        unless
        """,
    )
)
"""Words of a sentence that may stand before a name."""
_COMMON = _LEADS | frozenset(
    re.findall(
        r"[\w']+",
        """
        not may shall joint consolidated unified independent local area community common public
        central city county town village township borough parish state regional district districts
        school schools board education department police sheriff sheriff's office safety division
        bureau elementary middle high junior senior charter academy corporation participating
        partner member members parent home your our its their his her one several law enforcement
        agency agencies superintendent chief principal principals officer officers sro sros
        resource mayor council between among neighboring adjacent nearby
        """,
    )
)
"""Words that are not the name of one body: what is left of a name without them says whose it is."""


def own_texts_name_the_parties(case: Case) -> Iterator[Finding]:
    """MOU342: an own text names a district, department, government or school of no party."""
    parties = case.config.parties.values()
    if any(not isinstance(each.name, str) for each in parties):
        return
    has_schools = any(each.schools for each in parties)
    known = _vocabulary(case)
    schools = [_words_of_school(school) for each in parties for school in each.schools]
    for text, path in (*case.own_texts, *case.own_titles):
        said: set[str] = set()
        for found in re.finditer(_BODY, " ".join(text.split())):
            name = _without_lead(found[0])
            own = _distinctive_words(name)
            is_known = own <= known and not (found["school"] and own and _is_other(name, schools))
            if is_known or name in said or _is_states(case, own):
                continue
            if found["school"] and not has_schools:
                continue
            said.add(name)
            what = "no school of a party" if found["school"] else "no party to this agreement"
            message = f"“{name}” is {what}"
            hint = "correct the name, or accept it with the reason why it is named"
            yield case.warning("MOU342", message, path, hint)
        yield from _heads_of_no_party(case, text, path)


def _heads_of_no_party(case: Case, text: str, path: Path) -> Iterator[Finding]:
    """Yield the head of an agency of another kind who shall do something: “the Sheriff shall”."""
    kinds = case.model.kinds
    ours = {
        kinds[each.usual_kind].head
        for each in case.config.parties.values()
        if each.usual_kind in kinds
    }
    heads = {each.head for each in kinds.values() if each.agency} - ours
    for head in sorted(heads | {"County"}):
        found = re.search(rf"\b[Tt]he {head} (?:shall|will|must|agrees)\b", " ".join(text.split()))
        if found and not any(head in each for each, at in case.texts if at[0] == "parties"):
            message = f"“{found[0]}”: nobody of this name is bound by this agreement"
            hint = "name the head of a party, or accept it with the reason why this one is named"
            yield case.warning("MOU342", message, path, hint)


def _words_of_school(name: str) -> frozenset[str]:
    return frozenset(_words_of_name(name)) - {"school", "the"}


def _is_other(name: str, schools: list[frozenset[str]]) -> bool:
    """Tell whether a school is none of those that are listed, however these are abbreviated."""
    words = _words_of_school(name)
    return bool(schools) and not any(words <= each or each <= words for each in schools)


def _vocabulary(case: Case) -> frozenset[str]:
    """Return the words of the names and addresses of all parties, and of what they name."""
    texts = [text for text, path in case.texts if path[0] == "parties"]
    texts += [
        cell
        for blank, cell, _ in case.cells
        if isinstance(cell, str) and blank.type is not Type.LIST
    ]
    return frozenset(word for text in texts for word in _words_of_name(text)) - _COMMON


@lru_cache(maxsize=256)
def _words_of_name(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+|\w+(?:'\w+)*(?:-\w+)*", folded(name)))


def _without_lead(name: str) -> str:
    """Return a name without the words of the sentence that stand before it: “If the …”."""
    words = name.split()
    while words and words[0].casefold() in _LEADS:
        words = words[1:]
    return " ".join(words)


def _distinctive_words(name: str) -> frozenset[str]:
    return frozenset(_words_of_name(name)) - _COMMON


def _is_states(case: Case, own: frozenset[str]) -> bool:
    """Tell whether a name is that of the state: “Wisconsin Police Department”."""
    state = (case.config.state or "").casefold().split()
    return bool(state) and own <= {*state}


RULES: tuple[Rule, ...] = (own_texts_name_the_parties,)
