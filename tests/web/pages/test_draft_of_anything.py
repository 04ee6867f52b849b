"""Draft, of configs with strange values in strange places: shown whole, and saved as they were."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from mou_builder.yamltext.changes import Set, edited
from mou_builder.yamltext.source import Plain, parse
from tests.support.agreement.assembling import CONFIGS
from tests.support.web.forms_in_html import PageForm
from tests.support.web.workbench import HOST, app_over, inside
from tests.support.yamltext.strategies import paths_of

ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}
STRANGE: tuple[Plain, ...] = (
    *(None, "", "yes", "no", "_____", "<script>x</script>", '"><b>', "a\nb\n", "x" * 3000),
    *([], {}, ["a"], [None], [{}], [{"a": "b"}], {"a": "b"}, {"because": None}, ["x", ["y"]]),
    *({"text": "*hi* [[funding]] | a |"}, "2026-01-01", "{{ x }}", {"name": {"x": "y"}}),
)
KEYS = ("omit", "text", "because", "title", "signatories", "frame", "<b>", "a.b", "0", "x y")


def strange_config(chance: random.Random) -> str:
    text = chance.choice(sorted(CONFIGS.glob("*.yaml"))).read_text(encoding="utf-8")
    data = parse(text.encode(), "config.yaml").data
    for _ in range(chance.choice((1, 1, 2, 4))):
        path = chance.choice([each for each in paths_of(data) if each and each != ("model",)])
        if chance.random() < 0.4 and isinstance(path[-1], str):
            path = (*path[:-1], chance.choice(KEYS))
        data = edited(data, Set(path, chance.choice(STRANGE)))
    return yaml.dump(data, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("seed", range(8))
def test_it_is_shown_and_saved_as_it_was(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    config = tmp_path / "strange.yaml"
    config.write_text(strange_config(chance), encoding="utf-8")
    before = config.read_bytes()
    client = inside(app_over(tmp_path))
    answer = client.get("/draft/of/strange.yaml")
    assert answer.status_code == 200
    assert "<script>x" not in answer.text
    form = PageForm(answer.text, "form")
    assert form.links - form.ids == set()
    fields = {**form.fields, "do": ["save"]}
    assert client.post("/draft/of/strange.yaml", data=fields, headers=ORIGIN).status_code == 303
    assert config.read_bytes() == before
    kept = ("csrf", "text", "made_from", "turn")
    for name in chance.sample(sorted(set(form.fields) - set(kept)), 3):
        fields[name] = [str(chance.choice(STRANGE))]
    answer = client.post("/draft/live/strange.yaml", data=fields, headers=ORIGIN)
    assert answer.status_code == 200
    assert "<script>x" not in answer.json["preview"]
