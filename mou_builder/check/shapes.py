"""The shape of a config, made from the model that it names.

One source for the Cerberus validators here and for the JSON Schema that editors use.
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from mou_builder.config.config import Choice, InTitle
from mou_builder.config.facts import Certificate, WordsFound
from mou_builder.library.blanks import blank_shape
from mou_builder.library.clause import Clause
from mou_builder.library.fact import Fact
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type, scalar
from mou_builder.yamltext.cerberus_alone import Validator
from mou_builder.yamltext.shape import Codes, Report, Schema, compile_schema, items, mapping, word

CODES = Codes(
    unknown_key="MOU101",
    wrong_shape="MOU102",
    unreadable="MOU103",
    unknown_word="MOU104",
    lacking="MOU105",
)

_TEXT = Type.TEXT


def about(form: Schema, title: str, description: str = "") -> Schema:
    """Return ``form`` with what an editor shows about it."""
    meta = {**form.get("meta", {}), "title": title, "description": description}
    return {**form, "meta": meta}


def _text(title: str, description: str = "") -> Schema:
    return about(scalar(_TEXT), title, description)


def _needed_text(title: str, description: str = "") -> Schema:
    return {**_text(title, description), "required": True}


def _day(title: str, description: str = "") -> Schema:
    return about(scalar(Type.DATE), title, description)


def _signatory() -> Schema:
    return mapping(
        {
            "name": about(scalar(Type.NAME), "Name", "left out: a line to write on"),
            "title": _text("Title", "Superintendent, Chief of Police, …"),
            "capacity": _text("Capacity", "such as: Approved as to form"),
        }
    )


def _party(model: Model) -> Schema:
    # Parties of any id are allowed beside the model's; Cerberus would allow unknown keys inside a
    # party, too, if it were not told otherwise.
    return mapping(
        {
            "name": about(scalar(Type.NAME), "Name", "as it is to be printed"),
            "kind": about(word(*model.kinds), "Kind of party"),
            "schools": about(items(scalar(_TEXT)), "Schools", "with a school resource officer"),
            "address": _text("Address", "for notices"),
            "officer_in_charge": _text(
                "Officer in charge",
                "title of the superintendent or head of the agency, whom clauses name",
            ),
            "signatory": about(_signatory(), "Signatory", "who signs for the party"),
            "signatories": about(items(_signatory()), "Signatories", "where several sign"),
        },
        allow_unknown=False,
    )


MOST_OWN = 300
"""How many clauses of its own a config may have: each is read beside all that is agreed on."""


def config_shape(model: Model, requirement_sets: tuple[str, ...] = ()) -> Schema:
    """Return the Cerberus schema of a whole config but for what each clause takes."""
    party = _party(model)
    needed = {key: {**party, "required": True} for key in model.parties}
    return {
        "extends": _text("Base", "a config that this one extends: ../base.yaml"),
        "model": _text("Model", "the model agreement, such as wisconsin-sro"),
        "state": _text("State", "whose law applies: Georgia, or GA"),
        "requirements": about(
            items(word(*requirement_sets) if requirement_sets else scalar(_TEXT)),
            "Requirement sets",
            "what the agreement must satisfy beside its model",
        ),
        "corrections": about(word("all", "none"), "Corrections", "of the published model's errors"),
        "parties": about(
            mapping(needed, required=True, allow_unknown=party, nullable=False), "Parties"
        ),
        "signed": _day("Date of signing", "left out: a line to write on"),
        "term": about(
            mapping(
                {
                    "from": _day(
                        "First day",
                        "for judging dates and for renewals; printed where the model takes effect "
                        "on a day given, in the title if asked, and by the clause on commencement",
                    ),
                    "until": _day("Last day"),
                    "in_title": about(
                        word(*InTitle),
                        "In the title",
                        "whether the line under the title names the term, by its days or by its "
                        "school years",
                    ),
                }
            ),
            "Term",
        ),
        "frame": about(_frame(), "Frame", "own words of what stands outside the clauses"),
        "clauses": about(
            {"type": "dict", "nullable": True, "maxlength": len(model.clauses) + MOST_OWN},
            "Clauses",
            "what is chosen for each",
        ),
        "numbers": about(
            mapping({}, allow_unknown={"type": "string", "nullable": True, "regex": LETTERED}),
            "Numbers",
            "of clauses that came between others: {quiet-hours: 17A}",
        ),
        "grant": about(
            mapping(
                {
                    "program": _needed_text("Program", "such as cops-chp"),
                    "awarded": _day("Day of the award"),
                }
            ),
            "Grant",
        ),
        "accept": about(
            items(
                mapping(
                    {
                        "code": _needed_text("Code", "such as MOU310"),
                        "because": _needed_text("Reason"),
                        "about": _text("About", "where a code is found more than once: a clause"),
                    }
                )
            ),
            "Accepted findings",
        ),
        "renewal": about(_renewal(), "Renewal", "how amounts change from term to term"),
        "amendments": about(items(_AMENDMENT), "Amendments", "of this term, written by mou amend"),
        "record": about(items(_fact()), "Record", "what was done, when: written by mou record"),
        "history": about(items(_past_term()), "History", "past terms, written by mou renew"),
    }


LETTERED = "[1-9][0-9]{0,2}[A-Z]"
"""The number of a clause that came between others."""

STAYS = "stays"
"""What is said of the number of a clause that is left out, and of which the number is kept."""

FRAME_LINES = ("title", "subtitle", "agreement_line", "closing")
"""The lines outside the clauses that a config may word itself, beside the recitals."""


def _frame() -> Schema:
    line: Schema = {
        "text": about(_own_text(), "Own text"),
        "because": _text("Reason", "for words in place of the model's"),
    }
    omit = about(mapping({"because": scalar(_TEXT)}), "Leave out", "for a reason")
    after = _text("After", "the recital that it follows; at the end if left out")
    recital = {**line, "omit": omit, "after": after}
    names = dict(
        zip(FRAME_LINES, ("Title", "Subtitle", "Line before the clauses", "Closing"), strict=True)
    )
    parts = {name: about(mapping(line), title) for name, title in names.items()}
    parts["subtitle"] = about(mapping({**line, "omit": omit}), names["subtitle"])
    recitals = mapping({}, allow_unknown=mapping(recital, allow_unknown=False))
    return mapping({**parts, "recitals": about(recitals, "Recitals", "replaced or added, by id")})


def own_clause_shape() -> Schema:
    """Return the Cerberus schema of a clause that a config adds to its model."""
    return {
        "title": _needed_text("Title", "as lists of clauses name it"),
        "text": about({**_own_text(), "required": True}, "Text", "in paragraphs"),
        "after": _text("After", "the clause that it follows"),
        "section": _text("Section", "one of the model's, or the heading of its own"),
        "because": _text("Reason"),
    }


@lru_cache(maxsize=1)
def own_clause_validator() -> Validator:
    """Return the validator of a clause that a config adds."""
    return compile_schema(own_clause_shape())


_AMENDMENT: Schema = {"type": "dict", "nullable": True}


def _renewal() -> Schema:
    escalator: Schema = {"type": "dict", "nullable": True}
    about_it = "a percentage, or a table of years, by blank: clauses.funding.total: 3%"
    return mapping({"escalator": about(escalator, "Escalator", about_it)})


def _fact() -> Schema:
    """Return the shape of an entry of the record; which keys a fact needs is judged by a rule."""
    signature = mapping(
        {
            "field": {**scalar(_TEXT), "required": True},
            "by": {**scalar(_TEXT), "required": True},
            "day": scalar(Type.DATE),
            "certificate": word(*Certificate),
        }
    )
    withdrawn = mapping(
        {
            "day": {**scalar(Type.DATE), "required": True},
            "because": {**scalar(_TEXT), "required": True},
        }
    )
    return mapping(
        {
            "fact": about({**word(*Fact), "required": True}, "Fact"),
            "day": about({**scalar(Type.DATE), "required": True}, "Day"),
            "by": _text("Who", "who signed, adopted, or gave notice"),
            "for": _text("Signature block", "as district or agency-2"),
            "resolution": _text("Resolution or motion"),
            "vote": _text("Vote", "such as 7 to 0"),
            "where": _text("Where it is posted or filed"),
            "notice": _day("Day of the notice"),
            "amendment": about(scalar(Type.COUNT), "Number of the amendment"),
            "file": _text("File of the executed copy"),
            "digest": _text("Digest of that file"),
            "words": about(word(*WordsFound), "What its words are"),
            "signatures": about(items(signature), "Digital signatures found in it"),
            "agreement": _text("Digest of the agreement's words as they were then"),
            "made_from": _text("Digest of what these words were made from"),
            "withdrawn": about(withdrawn, "Withdrawn", "since when it is a mistake, and why"),
        }
    )


def _past_term() -> Schema:
    return mapping(
        {
            "from": scalar(Type.DATE),
            "until": scalar(Type.DATE),
            "signed": scalar(Type.DATE),
            "model": scalar(_TEXT),
            "words": scalar(_TEXT),
            "base": scalar(_TEXT),
            "file": scalar(_TEXT),
            "amendments": items(_AMENDMENT),
            "record": items(_fact()),
        }
    )


def entry_shape(clause: Clause, variant: str) -> Schema:
    """Return the Cerberus schema of what a config says of ``clause`` with ``variant``, if any."""
    parts: Schema = {name: blank_shape(blank) for name, blank in clause.blanks_of(variant).items()}
    if clause.variants:
        parts["variant"] = about(word(*clause.variants), "Variant")
    parts["text"] = about(_own_text(), "Own text", "instead of the model's")
    parts["because"] = _text("Reason", "for the own text")
    omitted = {
        "because": _text("Reason"),
        "number": about(word(STAYS), "Its number", "where it stays, those behind it keep theirs"),
    }
    parts["omit"] = about(mapping(omitted), "Leave out", "this clause, for a reason")
    return parts


def _own_text() -> Schema:
    def check(_field: str, value: object, error: Report) -> None:
        if isinstance(value, str) and not value.strip():
            error(_field, "the text is empty\x00write the words, or delete the line")

    return {"type": "string", "nullable": True, "check_with": check}


_SMALL, _MOST_KEPT = 2_000, 1_000
"""Letters of what is said of a clause, and choices, that are kept: a megabyte or two."""


class Validators:
    """The compiled validators of one model; compiling costs more than validating."""

    def __init__(self, model: Model, requirement_sets: tuple[str, ...]) -> None:
        self.model = model
        self.config = compile_schema(config_shape(model, requirement_sets))
        self.choices: dict[tuple[str, str, str], Choice] = {}
        self._entries: dict[tuple[str, str], Validator] = {}

    def keep(self, said: tuple[str, str, str], choice: Choice) -> None:
        """Keep what was chosen by a clause, a variant and the text of what a config says of it."""
        if len(said[2]) <= _SMALL and len(self.choices) < _MOST_KEPT:
            self.choices[said] = choice

    def entry(self, clause: Clause, variant: str) -> Validator:
        """Return the validator of what a config says of ``clause`` with ``variant``."""
        key = (clause.id, variant)
        if key not in self._entries:
            self._entries[key] = compile_schema(entry_shape(clause, variant))
        return self._entries[key]


_MOST_COMPILED = 32
"""Models, each with some sets: more than a folder of configs names, and some tens of megabytes."""
_COMPILED: dict[tuple[str, tuple[str, ...]], Validators] = {}
_COMPILING = Lock()


def validators(model: Model, requirement_sets: tuple[str, ...]) -> Validators:
    """Return the validators of ``model``, made once for each version of its files.

    When more are asked for than are kept, those that were used longest ago are made again.
    """
    key = (model.digest, requirement_sets)
    with _COMPILING:
        found = _COMPILED.pop(key, None) or Validators(model, requirement_sets)
        _COMPILED[key] = found
        if len(_COMPILED) > _MOST_COMPILED:
            del _COMPILED[next(iter(_COMPILED))]
        return found
