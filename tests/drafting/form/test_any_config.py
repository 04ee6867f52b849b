"""A form is made of any config that is YAML, however wrong, and comes back without a change."""

from __future__ import annotations

import random
from datetime import date

import yaml
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.actions.draft import draft_of, form_of, marked
from mou_builder.diagnostic import Refused
from mou_builder.drafting.form.posted import form_changes
from mou_builder.report.draft.preview import preview_html
from mou_builder.yamltext.changes import Set, edited
from mou_builder.yamltext.source import Plain, parse
from tests.support.agreement.assembling import CONFIGS, library
from tests.support.drafting.posted_forms import sent
from tests.support.example_counts import drawn
from tests.support.yamltext.strategies import data as any_data
from tests.support.yamltext.strategies import paths_of

DAY = date(2026, 9, 1)
TEXTS = [each.read_text(encoding="utf-8") for each in sorted(CONFIGS.glob("*.yaml"))]
KEYS = ("omit", "text", "because", "title", "signatory", "frame", "<b>", "a.b", "0", "variant")


@drawn(20)
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False), any_data(2), st.data())
def test_a_config_with_anything_anywhere_is_shown_and_comes_back_as_it_was(
    text: str, chance: random.Random, strange: Plain, draw: st.DataObject
) -> None:
    root = parse(text.encode(), "config.yaml").data
    path = chance.choice([each for each in paths_of(root) if each and each != ("model",)])
    if draw.draw(st.booleans(), label="beside"):
        path = (*path[:-1], draw.draw(st.sampled_from(KEYS)))
    if isinstance(path[-1], str) and len(path) > 1 and isinstance(path[-2], int):
        path = path[:-1]
    try:
        wrong = edited(root, Set(path, strange))
    except ValueError:  # a key of a list
        return
    written = yaml.dump(wrong, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False)
    try:
        source = parse(written.encode(), "config.yaml")
        draft = draft_of(source, library(), DAY)
    except Refused:
        return
    form = form_of(draft, library())
    found = form_changes(form, sent(form), source.data, lambda _: None)
    assert found.changes == ()
    if draft.agreement:
        agreement = marked(draft_of(parse(text.encode(), "t"), library(), DAY), draft)
        assert agreement is not None
        assert preview_html(agreement, draft.diagnostics)
