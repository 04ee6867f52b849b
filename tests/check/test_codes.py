"""Codes: each has one meaning, and every rule is seen to fire."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import mou_builder
from mou_builder.check import rules
from tests.check.rules import (
    test_as_printed,
    test_attachments_and_extensions,
    test_numbers,
    test_own_facts,
    test_own_sums,
    test_own_term,
    test_parties,
    test_schedules,
    test_slips_of_prose,
    test_stated_values,
    test_words,
)
from tests.check.test_judgement import JUDGEMENT
from tests.check.test_wrong_configs import FORM, REQUIREMENTS, UNREADABLE
from tests.support.check.wrong_configs import unmarked

PACKAGE = Path(mou_builder.__file__).parent
CODE = re.compile(r"MOU\d{3}")
NOTICING = (
    *(
        test_numbers,
        test_schedules,
        test_slips_of_prose,
        test_parties,
        test_words,
        test_as_printed,
        test_stated_values,
    ),
    *(test_own_facts, test_own_sums, test_own_term, test_attachments_and_extensions),
    test_slips_of_prose,
)
COLLEAGUE = {code for module in NOTICING for code, _ in module.NOTICED.values()}
"""What the tests of the careful colleague see fire, on a config of the packaged model."""

SHARED: dict[str, str] = {
    "MOU102": "the shape of a config, of a mapping or of the whole file",
    "MOU203": "a value of a library file that cannot be read",
    "MOU205": "something that a library file lacks",
    "MOU204": "a word that a library file does not know",
    "MOU202": "the shape of a library file",
    "MOU207": "a text that is not in the language of texts",
    "MOU209": "a file that is named otherwise than its id",
    "MOU215": "a name in a library that does not exist",
    "MOU311": "named where acceptances are judged, too",
    "MOU312": "named where acceptances are judged, too",
    "MOU352": "named where acceptances are judged, too",
    "MOU353": "named where acceptances are judged, too",
    "MOU350": "named where an amendment meets it, too, to say how it is accepted",
}
"""Codes that more than one module speaks of, and the one meaning that they have there."""


RAISE_NONE = {PACKAGE / "cli" / "exit_codes.py"}
"""Modules that say how a command ends with a code."""


@cache
def modules_by_code() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        if path in RAISE_NONE:
            continue
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if CODE.search(text) else ():
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and CODE.fullmatch(value):
                found[value].add(path.relative_to(PACKAGE).as_posix())
    return found


def test_a_code_of_the_check_is_raised_by_one_module() -> None:
    several = {
        code: sorted(modules)
        for code, modules in modules_by_code().items()
        if code[:4] in ("MOU1", "MOU2", "MOU3") and len(modules) > 1 and code not in SHARED
    }
    assert several == {}


def test_each_rule_names_its_codes_and_no_two_rules_the_same() -> None:
    seen: dict[str, str] = {}
    for rule in rules.ALL:
        codes = CODE.findall(rule.__doc__ or "")
        assert codes, rule
        for code in codes:
            assert code not in seen, (code, rule, seen[code])
            seen[code] = rule.__name__


def test_every_rule_is_seen_to_fire() -> None:
    cases = [*FORM, *UNREADABLE, *JUDGEMENT, *REQUIREMENTS]
    fired = {code for case in cases for code, _, _ in unmarked(case.marked)[1]}
    named = {code for rule in rules.ALL for code in CODE.findall(rule.__doc__ or "")}
    assert named - fired - COLLEAGUE - {"MOU318"} == set()
    raised = {code for code in modules_by_code() if code.startswith(("MOU1", "MOU3"))}
    elsewhere = {
        *("MOU380", "MOU381"),  # tests/library/test_reviews
        *("MOU121", "MOU360"),  # test_acceptance
        *COLLEAGUE,  # noticing
        "MOU318",  # library/test_money
        "MOU124",  # test_check_fuzz, and below
    }
    assert raised - fired - elsewhere == set()
