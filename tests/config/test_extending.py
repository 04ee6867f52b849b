"""A shared base under many configs: laid over key by key, each value known by its own file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.check.checking import check
from mou_builder.cli.program import program
from mou_builder.config.extending import MAX_CHAIN, extended, standalone
from mou_builder.diagnostic import Refused
from mou_builder.disk.opening import open_config, open_library
from mou_builder.yamltext.source import Plain, Source, parse
from tests.support.yamltext.strategies import ROOTS, Writer

EXAMPLE = Path("configs/city-and-one-school.yaml")


def sources(**files: str) -> Source:
    """The config ``a`` with what it extends; a name ``x__y`` is the file ``x/y.yaml``."""
    texts = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}

    def read(name: str) -> Source:
        return parse(texts[name.replace(os.sep, "/")].encode(), name)

    first = next(iter(texts))
    return extended(read(first), read)


def refusal(**files: str) -> Refused:
    with pytest.raises(Refused) as caught:
        sources(**files)
    return caught.value


def test_mappings_are_merged_and_all_else_is_replaced() -> None:
    whole = sources(
        d__a="extends: ../b.yaml\nterm: {until: 2028-06-30}\nrequirements: [y]\nsigned:\n",
        b="term: {from: 2026-07-01, until: 2027-06-30}\nrequirements: [w, x]\nsigned: 2026-06-01\n",
    )
    assert whole.data == {
        "extends": "../b.yaml",
        "term": {"from": "2026-07-01", "until": "2028-06-30"},
        "requirements": ["y"],
        "signed": None,
    }


def test_every_value_keeps_its_place_in_the_file_that_gave_it() -> None:
    whole = sources(a="extends: b.yaml\nx: {p: 1}\n", b="y: 0\nx:\n  q: [2, 3]\n")
    assert str(whole.place(("x", "p"))) == "a.yaml:2:8"
    assert str(whole.place(("x", "q", 1))) == "b.yaml:3:10"
    assert str(whole.key_place(("x", "q"))) == "b.yaml:3:3"
    assert str(whole.key_place(("x",))) == "a.yaml:2:1"
    assert str(whole.place(("y",))) == "b.yaml:1:4"


def test_another_variant_leaves_nothing_of_the_base_s_blanks() -> None:
    whole = sources(
        a="extends: b.yaml\nclauses:\n  funding: {variant: grant}\n"
        "  mission: {text: own, because: w}\n",
        b="clauses:\n  funding: {variant: shared, share: 75%}\n  mission: {omit: {because: v}}\n",
    )
    assert whole.data == {
        "extends": "b.yaml",
        "clauses": {"funding": {"variant": "grant"}, "mission": {"text": "own", "because": "w"}},
    }


def test_signatories_take_the_place_of_a_signatory() -> None:
    whole = sources(
        a="extends: b.yaml\np: {signatories: [{name: X}]}\n",
        b="p: {kind: k, signatory: {name: Y}}\n",
    )
    data = whole.data
    assert isinstance(data, dict)
    assert data["p"] == {"kind": "k", "signatories": [{"name": "X"}]}


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("/etc/passwd.yaml", "not a way from this file"),
        ("~/b.yaml", "not a way from this file"),
        ("C:b.yaml", "not a way from this file"),
        ("https://example.org/b.yaml", "not a way from this file"),
        (r"..\b.yaml", "not a way from this file"),
        ("b.txt", "does not end in"),
        ("[b.yaml]", "one file is expected"),
        ("' '", "one file is expected"),
    ],
)
def test_a_base_is_named_from_the_file_that_extends_it(written: str, says: str) -> None:
    found = refusal(a=f"x: 1\nextends: {written}\n", b="y: 1\n").diagnostics
    assert [(each.code, each.place.line) for each in found] == [("MOU020", 2)]
    assert says in found[0].message


def test_configs_that_extend_each_other_are_refused() -> None:
    found = refusal(
        a="extends: b.yaml\n", b="z: 1\nextends: ./c.yaml\n", c="extends: d/../b.yaml\n"
    )
    assert [str(each.place) for each in found.diagnostics] == ["c.yaml:1:10"]
    assert "b.yaml → c.yaml → b.yaml" in found.diagnostics[0].message


@pytest.mark.parametrize("length", [MAX_CHAIN, MAX_CHAIN + 1])
def test_a_chain_has_an_end(length: int) -> None:
    files = {f"c{number}": f"extends: c{number + 1}.yaml\n" for number in range(length - 1)}
    files[f"c{length - 1}"] = "x: 1\n"
    if length <= MAX_CHAIN:
        assert len(sources(**files).bases) == length - 1
    else:
        assert refusal(**files).diagnostics[0].code == "MOU022"


@given(ROOTS, ROOTS, st.data())
def test_what_a_config_says_itself_always_holds(
    own: dict[str, Plain], base: dict[str, Plain], draw: st.DataObject
) -> None:
    writer = Writer(draw)
    text = "extends: base.yaml\n" + "\n".join(writer.block(own, 0)) + "\n"
    below = "\n".join(writer.block(base, 0)) + "\n"
    whole = sources(own=text, base=below)
    _holds(whole.data, own)
    alone = parse(standalone(whole).encode(), "alone.yaml").data
    assert isinstance(whole.data, dict)
    assert alone == {name: each for name, each in whole.data.items() if name != "extends"}


def _holds(whole: Plain, own: Plain) -> None:
    if isinstance(own, dict):
        assert isinstance(whole, dict)
        for name, each in own.items():
            _holds(whole[name], each)
    else:
        assert whole == own


def _divided(folder: Path) -> Path:
    """The example, with what a county would share in a base one folder up."""
    text = EXAMPLE.read_text(encoding="utf-8")
    at = text.index("\nclauses:")
    (folder / "d").mkdir()
    (folder / "base.yaml").write_text(text[at:], "utf-8")
    own = folder / "d" / "maple.yaml"
    own.write_text("extends: ../base.yaml  # common to the county\n" + text[:at], "utf-8")
    return own


def test_a_divided_example_checks_and_renders_as_the_whole_one(tmp_path: Path) -> None:
    own = _divided(tmp_path)
    runner = CliRunner()
    assert runner.invoke(program, ["check", str(own)]).exit_code == 0
    divided = runner.invoke(program, ["render", str(own), "--format", "text"])
    whole = runner.invoke(program, ["render", str(EXAMPLE), "--format", "text"])
    assert divided.output == whole.output


def test_a_fault_in_the_base_is_told_with_the_base_s_place(tmp_path: Path) -> None:
    own = _divided(tmp_path)
    base = tmp_path / "base.yaml"
    base.write_text(
        base.read_text("utf-8").replace("district_share: 75%", "district_share: most"), "utf-8"
    )
    checked = check(open_config(own), open_library(()))
    assert [Path(each.place.file).name for each in checked.errors] == ["base.yaml"]
    line = base.read_text("utf-8").splitlines()[checked.errors[0].place.line - 1]
    assert "district_share: most" in line


def test_a_base_that_is_not_there_is_told_at_the_line_that_names_it(tmp_path: Path) -> None:
    own = tmp_path / "a.yaml"
    own.write_text("model: wisconsin-sro\nextends: no.yaml\n", "utf-8")
    with pytest.raises(Refused) as caught:
        open_config(own)
    assert [each.code for each in caught.value.diagnostics] == ["MOU023", "MOU701"]
    assert caught.value.diagnostics[0].place.line == 2
