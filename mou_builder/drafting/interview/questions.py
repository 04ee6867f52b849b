"""The questions of a model, in the order in which a person would think of them.

Which questions there are depends on the answers so far: a variant brings its blanks.
"""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.drafting.interview.question import Answers, Question
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.library.typed.values import OwnEntry, Type
from mou_builder.yamltext.changes import list_at
from mou_builder.yamltext.source import Path

PARTIES, TERM, FURTHER = "The parties", "The term", "Further provisions"
HELD_TO = "Requirements"
OPT_IN: Path = ("clauses", "")
"""Where the answer stands that names the opt-in clauses; no config has this path."""


REQUIREMENTS: Path = ("requirements",)


def questions(
    model: Model, answers: Answers, sets: dict[str, str] | None = None
) -> Iterator[Question]:
    """Yield the questions whose answers a config of ``model`` needs, given the answers so far.

    ``sets`` are the requirement sets that it can be held to, with the title of each.
    """
    yield from _district_questions()
    yield from _agency_questions(model, answers)
    yield from _term_questions()
    for clause in model.clauses.values():
        if not clause.optional:
            yield from _clause_questions(clause, answers, clause.title)
    yield from _opt_in_questions(model, answers)
    if sets:
        blank = Blank(
            "requirements", Type.LIST, "Requirements to hold it to", required=False, choices=sets,
            guidance="What the law or a grant asks for, beside what the model needs itself.",
        )  # fmt: skip
        yield Question(REQUIREMENTS, blank, HELD_TO)


def schools_in(answers: Answers) -> dict[str, str]:
    """Return the schools that were named, to choose from; they need no further words."""
    named = list_at(answers.get(("parties", "district", "schools")))
    return {str(each): "" for each in named}


def _text_question(
    path: Path,
    label: str,
    section: str,
    kind: Type = Type.TEXT,
    default: str | None = None,
    guidance: str = "",
    *,
    required: bool = True,
) -> Question:
    blank = Blank(str(path[-1]), kind, label, required=required, guidance=guidance)
    return Question(path, blank, section, default)


def _district_questions() -> Iterator[Question]:
    at = ("parties", "district")
    yield _text_question((*at, "name"), "Name of the school district", PARTIES, kind=Type.NAME)
    yield _text_question(
        (*at, "schools"),
        "Schools that an officer serves",
        PARTIES,
        kind=Type.LIST,
        guidance="Separate them with semicolons.",
    )
    yield from _signatory_questions("district", "Superintendent")


def _agency_questions(model: Model, answers: Answers) -> Iterator[Question]:
    at = ("parties", "agency")
    kinds = {each.id: each.label for each in model.kinds.values() if each.agency}
    kind = Blank("kind", Type.CHOICE, "What the law enforcement agency is", choices=kinds)
    usual = "police" if "police" in kinds else next(iter(kinds), None)
    yield Question((*at, "kind"), kind, PARTIES, usual)
    yield _text_question(
        (*at, "name"), "Name of the law enforcement agency", PARTIES, kind=Type.NAME
    )
    chosen = model.kinds.get(str(answers.get((*at, "kind")) or usual))
    yield from _signatory_questions("agency", chosen.head if chosen else "Chief of Police")


def _signatory_questions(party: str, title: str) -> Iterator[Question]:
    at = ("parties", party, "signatory")
    yield _text_question(
        (*at, "name"),
        f"Who signs for the {party}",
        PARTIES,
        kind=Type.NAME,
        required=False,
        guidance="If it is not known yet, press Enter: the agreement has a line to write on.",
    )
    yield _text_question((*at, "title"), "Title of that person", PARTIES, default=title)


def _term_questions() -> Iterator[Question]:
    yield _text_question(
        ("term", "from"), "First day of the agreement", TERM, kind=Type.DATE, required=False
    )
    yield _text_question(("term", "until"), "Last day of the agreement", TERM, kind=Type.DATE)


def _clause_questions(clause: Clause, answers: Answers, section: str) -> Iterator[Question]:
    at: Path = ("clauses", clause.id)
    variant = ""
    if clause.variants:
        offered = {each.id: each.title for each in clause.variants.values() if not each.open}
        blank = Blank("variant", Type.CHOICE, f"{clause.title}: which text?", choices=offered,
                      guidance=clause.guidance)  # fmt: skip
        yield Question((*at, "variant"), blank, section, clause.default)
        variant = str(answers.get((*at, "variant")) or "")
    for blank in clause.blanks_of(variant).values():
        schools = schools_in(answers) if blank.type is Type.SCHOOL else {}
        usual = next(iter(schools)) if len(schools) == 1 else _typed_default(blank)
        yield Question((*at, blank.id), blank, section, usual, schools)


def _typed_default(blank: Blank) -> str | None:
    """Return the default of a blank as a person would type it."""
    match blank.default:
        case None:
            return None
        case tuple() as entries:
            return "; ".join(
                each.words if isinstance(each, OwnEntry) else str(each) for each in entries
            )
        case bool() as flag:
            return "yes" if flag else "no"
        case value:
            return f"{value}%" if blank.type is Type.PERCENT else str(value)


def _opt_in_questions(model: Model, answers: Answers) -> Iterator[Question]:
    offered = {each.id: each.title for each in model.clauses.values() if each.optional}
    if not offered:
        return
    blank = Blank(
        "further", Type.LIST, "Further provisions to add", required=False, choices=offered,
        guidance="Their numbers or ids, separated by semicolons; Enter for none.",
    )  # fmt: skip
    yield Question(OPT_IN, blank, FURTHER)
    for name in list_at(answers.get(OPT_IN)):
        clause = model.clauses.get(str(name))
        if clause:
            yield from _clause_questions(clause, answers, FURTHER)
