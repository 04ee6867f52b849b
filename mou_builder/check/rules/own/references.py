"""References in own texts: by the id of a clause, or typed, as “Section 4.2” is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mou_builder.agreement.document import Kind, Paragraph
from mou_builder.agreement.numbers import numbers_of
from mou_builder.agreement.references import clause_id, references
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.lists import attached_papers
from mou_builder.check.rules.own.texts import blocks_of
from mou_builder.config.alike import folded
from mou_builder.library.judgement import ActOfCongress
from mou_builder.library.typed.values import shown
from mou_builder.yamltext.shape import did_you_mean


def references_lead_somewhere(case: Case) -> Iterator[Finding]:
    """MOU340: an own text refers to a clause that the agreement does not have."""
    numbers = numbers_of(case.config, case.model)
    for text, path in case.own_texts:
        for reference in references(text):
            name = clause_id(reference)
            if name in numbers:
                continue
            if name in case.model.clauses:
                message = f"“[[{reference}]]” refers to a clause that this agreement does not have"
                hint = f"add {name}: under clauses, or take the reference out"
            else:
                message = f"“[[{shown(reference)}]]” refers to no clause"
                hint = did_you_mean(name, list(numbers))
            yield case.error("MOU340", message, path, hint)


_NUMBER = r"(?:\d+(?:\.\d+)*[A-Z]?|[IVX]+)"
_TYPED = (
    r"\b(?P<word>clauses?|sections?|sec\.|articles?|art\.|paragraphs?|para\.|subsections?)\s+"
    rf"(?P<number>{_NUMBER})(?:\s*\((?P<letter>[a-z])\)|(?P<bare>(?<=\d)[a-z]\b))?(?![\w-])"
)
"""A typed reference to a part of an agreement, with the letter of its sub-clause."""
_ATTACHED = (
    r"\b(?:exhibits?|appendix|appendices|attachments?|addend(?:um|a)|annex(?:es)?|schedules?"
    r"|enclosures?)\s+(?-i:[A-Z]{1,2}|\d{1,2}|[IVX]+)\b(?!\.\d)"
    r"|\battached\s+(?:hereto|to\s+this\s+(?:agreement|memorandum|mou|contract))\b"
    r"|\bthe\s+(?:attached|enclosed|annexed)\s+(?!to\b)\w+"
)
"""A reference to something beside the agreement, by its name or as attached to it."""
_LAW_BEFORE = (
    r"(?:\b(?:stat|stats|u\.?\s?s\.?\s?c|c\.?\s?f\.?\s?r|code|act|chapter|ch|title|law|laws|rule"
    r"|rev|gen|pub|ann|ilcs|rcw|ors|mcl|crs|charter|ordinance|policy|constitution|regulation"
    r"|[A-Z]\.[A-Z](?:\.[A-Z])*)s?\.?,?|§+|\d)\s*$"
)
"""What a citation of a law or of another document has before “section 5”."""
_ELSEWHERE = (
    r"^[\w\s,.()–-]{0,40}?\b(?:of|to|in|under)\s+(?:the|its|their|title|chapter|that|said|his"
    r"|her|\d)"
    r"(?!\s+(?:agreement|memorandum|mou|contract)\b)"
    r"|^,?\s*(?:wis|fla|ill|minn|tex|ore|ga|va|cal|n\.|u\.?s|stats?)\b"
)
"""What a reference to another document has behind it: “of the Rehabilitation Act”."""
_OF_ANOTHER = (
    r"^(?:\s*\([^()]*\))?,?\s+(?:of|to|in|under)\s+(?:the|its|their|title|chapter|that|said|his|her|\d)"
    r"(?!\s+(?:agreement|memorandum|mou|contract)\b)"
)
"""What stands right behind a paper that is attached to another document."""
_HERE = r"^[\w\s,.()–-]{0,20}?\b(?:of\s+this|hereof|herein|above|below)\b"
_LARGEST = 99
"""Sections of an agreement are not numbered beyond it; sections of laws are."""


def typed_references_lead_somewhere(case: Case) -> Iterator[Finding]:
    """MOU341: an own text names a clause by a number that none has, or an exhibit."""
    numbers = numbers_of(case.config, case.model)
    titles = " ".join(folded(each.title) for each in case.model.clauses.values())
    attached = " ".join(map(folded, attached_papers(case)))
    for text, path in case.own_texts:
        plain = " ".join(text.split())
        said: set[str] = set()
        for found in re.finditer(_TYPED, _one_by_one(plain), re.I):
            fault = _typed_fault(case, found, numbers)
            if fault and found[0].casefold() not in said:
                said.add(found[0].casefold())
                hint = "name a clause by its id, as [[funding]]: its number then follows"
                message = f"“{found[0]}” refers to nothing in this agreement, {fault}"
                yield case.warning("MOU341", message, path, hint)
        for found in re.finditer(_ATTACHED, plain, re.I):
            name = folded(found[0])
            if name in titles or name in said or _is_elsewhere(found, _OF_ANOTHER):
                continue
            if attached and (name in attached or "attached" in name or "enclosed" in name):
                continue
            said.add(name)
            why = "not part of this agreement, which has nothing attached to it"
            if attached:
                why = "not in the list of what is attached"
            message = f"“{found[0]}” is {why}"
            hint = "list it in a clause on attachments, or put its words into a clause of your own"
            yield case.warning("MOU341", message, path, hint)


def _one_by_one(plain: str) -> str:
    """Return a text in which each number of “clauses 4, 7 and 9” has its word before it."""
    return re.sub(
        r"\b(clause|section|article|paragraph)s\s+\d+(?:(?:,|,?\s+and|,?\s+or)\s+\d+)+(?!\d|\.\d)",
        lambda found: re.sub(r"\b(\d+)", rf"{found[1]} \1", found[0][len(found[1]) + 1 :].strip()),
        plain,
        flags=re.I,
    )


def _typed_fault(case: Case, found: re.Match[str], numbers: dict[str, int | str]) -> str | None:
    """Return why a typed reference leads nowhere; None where it does, or is none of ours."""
    number = found["number"]
    is_clause = found["word"].lower().startswith("clause")
    if not is_clause and (
        _is_elsewhere(found)
        or re.match(r"\d{3}", number)
        or (number.isdigit() and int(number) > _LARGEST)
    ):
        return None
    if is_clause and _is_elsewhere(found):
        return None
    last = max((each for each in numbers.values() if isinstance(each, int)), default=0)
    has = f"whose clauses are 1 to {last}"
    known = {str(each): name for name, each in numbers.items()}
    if number not in known:
        return has
    letter = found["letter"] or found["bare"]
    if letter and letter not in _letters(case, known[number]):
        return f"where clause {number} has no sub-clause {letter}"
    return None


def _is_elsewhere(found: re.Match[str], behind: str = _ELSEWHERE) -> bool:
    """Tell whether a reference belongs to a law or another document."""
    before = found.string[max(found.start() - 80, 0) : found.start()]
    after = found.string[found.end() : found.end() + 120]
    if re.search(_HERE, after, re.I):
        return False
    return bool(re.search(_LAW_BEFORE, before, re.I) or re.search(behind, after, re.I))


def _letters(case: Case, clause: str) -> set[str]:
    blocks = blocks_of(case, clause)
    lettered = (each for each in blocks if isinstance(each, Paragraph))
    return {each.number.rstrip(".") for each in lettered if each.kind is Kind.SUBCLAUSE}


_IN_THE_CODE = (
    r"[^.;§]{0,40}?\b(\d{1,2})\s*U\.?\s?S\.?\s?C\.?(?:\s?A\.?)?[\s§]*(?:sec(?:tions?|s?\.)\s*)?"
    r"(\d+[a-z]*)"
)


_IN_THE_RULES = r"[^.;§]{0,40}?\b(\d{1,2})\s*C\.?\s?F\.?\s?R\.?\s*(?:§+\s*|parts?\s+|pt\.\s*)?(\d+)"


def acts_are_those_that_are_cited(case: Case) -> Iterator[Finding]:
    """MOU366: an own text misnames an act of Congress, or cites another section for it.

    Whoever wants the model uncorrected has its wrong name, too.
    """
    for text, path in case.own_texts if case.config.corrected else ():
        plain = " ".join(text.split())
        for act in case.model.judgement.acts:
            for message in _misnamed(act, plain):
                hint = f"the act is the {act.names[0]}{f' of {act.year}' if act.year else ''}"
                if act.sections:
                    hint += f", {act.code} U.S.C. § {act.sections.replace('-', '–')}"
                yield case.warning("MOU366", message, path, hint + (act.part and f"; {act.part}"))


def _misnamed(act: ActOfCongress, plain: str) -> Iterator[str]:
    for wrong in act.misnamed:
        if re.search(rf"\b{re.escape(wrong)}\b", plain, re.I):
            yield f"there is no “{wrong}”"
    named = rf"\b(?:{'|'.join(map(re.escape, act.names))})\b"
    if not re.search(named, plain):
        return
    for found in re.finditer(rf"{named}\s+of\s+((?:1[789]|20)\d\d)\b", plain):
        if act.year and found[1] != act.year:
            yield f"there is no “{found[0]}”"
    for found in re.finditer(rf"{named}{_IN_THE_RULES}", plain):
        if act.part and f"{found[1]} CFR {found[2]}" != act.part:
            yield f"“{shown(found[0])}” cites another rule"
    for found in re.finditer(rf"{named}{_IN_THE_CODE}", plain):
        if act.code and not _stands_there(act, found[1], found[2]):
            yield f"“{shown(found[0])}” cites another law"


def _stands_there(act: ActOfCongress, code: str, section: str) -> bool:
    first, _, last = act.sections.partition("-")
    if code != act.code:
        return False
    if not last:
        return section == first
    return int(first) <= int(re.sub(r"[a-z]+", "", section)) <= int(last)


RULES: tuple[Rule, ...] = (
    references_lead_somewhere,
    typed_references_lead_somewhere,
    acts_are_those_that_are_cited,
)
