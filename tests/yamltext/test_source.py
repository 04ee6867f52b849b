"""YAML reads as people expect it, with places."""

import pytest
import yaml

from mou_builder.diagnostic import Refused
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import parse


def test_scalars_stay_the_text_that_was_typed() -> None:
    source = parse(b"a: no\nb: 012\nc: 1e3\nd: on\ne:\n", "t.yaml")
    assert source.data == {"a": "no", "b": "012", "c": "1e3", "d": "on", "e": None}


def test_a_key_given_twice_is_an_error_with_both_places() -> None:
    with pytest.raises(Refused) as refused:
        parse(b"a: 1\nb: 2\na: 3\n", "t.yaml")
    [finding] = refused.value.diagnostics
    assert (finding.code, finding.place.line, finding.place.column) == ("MOU006", 3, 1)
    assert "line 1" in str(finding.hint)


def test_an_alias_bomb_is_refused() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 9)]
    with pytest.raises(Refused, match="MOU007"):
        parse("\n".join(rows).encode(), "t.yaml")


def test_a_control_character_is_refused_plain_and_escaped() -> None:
    for raw, line in ((b"a: 1\nb: x\x07y\n", 2), (b'a: "x\\x07y"\n', 1)):
        with pytest.raises(Refused) as refused:
            parse(raw, "t.yaml")
        [finding] = refused.value.diagnostics
        assert (finding.code, finding.place.line) == ("MOU004", line)
        assert "U+0007" in finding.message


def test_a_character_that_turns_the_words_around_it_is_refused_plain_and_escaped() -> None:
    for raw in ("a: x\u202ey\n".encode(), b'a: "\\u2066x"\n'):
        with pytest.raises(Refused, match="turns the words around it"):
            parse(raw, "t.yaml")
    hebrew = "a: \u05e9\u05dc\u05d5\u05dd\n"
    assert parse(hebrew.encode(), "t.yaml").data == {"a": hebrew[3:-1]}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "MOU003"),
        (b"  \n", "MOU003"),
        (b"\x00\x01\x02\xff", "MOU002"),
        ("Müller".encode("latin-1"), "MOU002"),
        (b"a: [1", "MOU010"),
        (b"a: 1\n---\nb: 2\n", "MOU005"),
        (b"[a]: 1\n", "MOU008"),
        (b"a: *b\n", "MOU009"),
        (b"[" * 60 + b"]" * 60, "MOU007"),
        (b"a: " + b"x" * 1_000_001, "MOU001"),
    ],
)
def test_what_is_no_config_is_refused_with_its_own_code(raw: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code) as refused:
        parse(raw, "t.yaml")
    assert all(each.hint for each in refused.value.diagnostics)


FAULTS = {
    "a:\n\tb: 1\n": "a tab",
    "a: 1\n\tb: 1\n": "a tab",
    "a: [b, c\nd: e\n": "a list in brackets does not end",
    "a: {b: c\nd: e\n": "what stands in braces does not end",
    "a: 'b\nc: d\n": "a quotation mark has no other one",
    "a: b: c\n": "a colon stands where none can be",
    "a:\n   b: 1\n  c: 2\n": "further in, or further out",
    'a: "b" c\n': "further in, or further out",
    "a:\n- b\nc\n": "a colon is missing",
    "ü: “é”\na: @b\n": "a value begins with @, % or `",
    "ü: 😀\na:\n\tb: 1\n": "a tab stands where spaces should",
    "a: *b*\n": "begins with * or &",
    "a: & b\n": "begins with * or &",
    'a: "\\q"\n': "a backslash",
    'a: "\\ud800"\n': "a backslash",
    "a: ]\n": "begins here and does not go on",
    "a: |b\n  c\n": "words stand behind | or >",
    "[" * 2000: "too many lists",
    "%YAML 3.0\n---\na: b\n": "%YAML",
    "a: !foo!bar x\n": "begins with !",
    "a: !<x\n": "begins with !",
}


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml_source._Loader], ids=["python", "c"])
@pytest.mark.parametrize("text", FAULTS, ids=range(len(FAULTS)))
def test_what_is_no_yaml_is_told_without_the_words_of_a_parser(
    text: str, loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_source, "_Loader", loader)
    with pytest.raises(Refused) as refused:
        parse(text.encode(), "t.yaml")
    (found,) = refused.value.diagnostics
    assert "expected" not in found.message
    assert "found" not in found.message
    assert found.hint
    if loader is not yaml.SafeLoader:
        assert FAULTS[text] in found.message


@pytest.mark.parametrize("text", ["a: !urgent Maple Grove", "- ! x", "a: !!int 7", "!x {a: b}"])
def test_a_word_that_would_be_lost_as_a_tag_is_told(text: str) -> None:
    with pytest.raises(Refused, match=r"MOU011 error: “!.*” is no part of the value"):
        parse(text.encode(), "t.yaml")
    assert parse(b"a: '!urgent'\nb: !!str 7\n", "t.yaml").data == {"a": "!urgent", "b": "7"}


@pytest.mark.parametrize(
    ("text", "column", "quoted"),
    [
        ("set: {supervisor: Sergeant José Núñez, Jr.}", 40, '"Sergeant José Núñez, Jr."'),
        ('a: {name: Gray, "Bo", title: Chief}', 17, '"Gray, Bo"'),
        ("a: {name: Lincoln Elementary, Middle # x: y\n }", 31, '"Lincoln Elementary, Middle"'),
        ("a: [{name: 5'6\", II}]", 18, "'5''6\", II'"),
        ("name: Public School #4  # the old one", 7, '"Public School #4"'),
        ("- P.S. #12\n- P.S. 13", 3, '"P.S. #12"'),
    ],
)
def test_a_value_that_yaml_cuts_off_is_refused_and_shown_in_quotes(
    text: str, column: int, quoted: str
) -> None:
    with pytest.raises(Refused) as refused:
        parse(text.encode(), "t.yaml")
    [finding] = refused.value.diagnostics
    assert (finding.code, finding.place.line, finding.place.column) == ("MOU011", 1, column)
    assert quoted in str(finding.hint)


def test_a_key_whose_value_is_left_empty_and_a_remark_are_no_cut_values() -> None:
    text = "a: {b: , c: null, d: '#4'}  #4 of these\ne: \"x\"  #1\nf: g  # 4\n"
    text += "h: {? i : j}\nk: !!str\n"
    assert parse(text.encode(), "t.yaml").data == {
        "a": {"b": None, "c": None, "d": "#4"},
        "e": "x",
        "f": "g",
        "h": {"i": "j"},
        "k": "",
    }


def test_a_file_of_spaces_is_read_at_once() -> None:
    """To look from each space for what follows them all would take half an hour."""
    spaces = " " * 500_000
    assert parse(f'a: "x{spaces}y"\n'.encode(), "t.yaml").data == {"a": f"x{spaces}y"}
