"""``mou import``: a table of districts becomes configs; rows that cannot are told."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.cli.program import program
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.drafting.importing.map import Column, TablePlan, check_columns, read_plan
from mou_builder.drafting.importing.rows import Drafted, drafted, slug_of
from mou_builder.drafting.importing.table import Sheet, SheetRow, read_table
from mou_builder.yamltext.source import FORBIDDEN, Plain, parse

MAP = """\
file: "{District}.yaml"
values: {model: wisconsin-sro, clauses: {disputes: yes}}
columns:
  parties.district.name: {column: District, required: yes}
  parties.agency.name: Agency
  parties.agency.kind: {column: Type, words: {PD: police, SO: sheriff}, otherwise: PD}
  parties.district.schools: {column: Schools, split: ;}
  term.until: {column: End, date: yes}
"""
HEAD = "District,Agency,Type,Schools,End\n"


def table(text: str) -> Sheet:
    return read_table(text.encode(), "t.csv")


def plan(text: str = MAP) -> TablePlan:
    return read_plan(parse(text.encode(), "map.yaml"))


def made(rows: str) -> list[Plain]:
    each = [each for each in drafted(table(HEAD + rows), plan()) if isinstance(each, Drafted)]
    return [parse(one.text.encode(), one.name).data for one in each]


def faults(rows: str) -> list[tuple[int, str]]:
    found = [each for each in drafted(table(HEAD + rows), plan()) if isinstance(each, Diagnostic)]
    assert {each.code for each in found} <= {"MOU823"}
    return [(each.place.line, each.message) for each in found]


def test_a_row_becomes_a_config() -> None:
    rows = 'Maple Grove School District,Maple Grove PD,pd,"High School; Middle School;",6/30/2027\n'
    assert made(rows) == [
        {
            "model": "wisconsin-sro",
            "parties": {
                "district": {
                    "name": "Maple Grove School District",
                    "schools": ["High School", "Middle School"],
                },
                "agency": {"name": "Maple Grove PD", "kind": "police"},
            },
            "term": {"until": "2027-06-30"},
            "clauses": {"disputes": "yes"},
        }
    ]


def test_an_empty_cell_says_nothing_and_another_may_stand_for_it() -> None:
    (only,) = made("Elm Creek,,,,\n")
    assert only == {
        "model": "wisconsin-sro",
        "parties": {"district": {"name": "Elm Creek"}, "agency": {"kind": "police"}},
        "clauses": {"disputes": "yes"},
    }


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",X,PD,,2027-06-30", "“District” is empty"),
        ("Oak,X,XX,,", "“XX” is not among the words of the map"),
        ("Oak,X,PD,,soon", "“soon” is not a date"),
        ("Oak,X,PD,,2/30/2027", "“2/30/2027” is not a date"),
        ("***,X,PD,,", "“District” is empty, and the file is named for it"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_number(row: str, says: str) -> None:
    found = faults(f"Elm,,,,\n{row}\n")
    assert [number for number, _ in found] == [3]
    assert says in found[0][1]


def test_two_rows_never_become_one_file() -> None:
    assert faults("Elm Creek,,,,\nElm  creek,,,,\n") == [
        (3, "row 3 cannot be used: it would be the same file as row 2: elm-creek.yaml")
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_name_comes_back_from_the_config(name: str) -> None:
    clean = " ".join(name.split())
    one = Sheet("t.csv", ("N",), (SheetRow(2, {"N": clean}),))
    scheme = TablePlan("x.yaml", (Column(("parties", "district", "name"), "N"),), {"model": "m"})
    (result,) = drafted(one, scheme)
    assert isinstance(result, Drafted)
    if clean and not FORBIDDEN.search(clean):
        data = parse(result.text.encode(), "x.yaml").data
        assert data == {"model": "m", "parties": {"district": {"name": clean}}}


def workbook(*rows: tuple[object, ...], sheet: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_excel_gives_dates_numbers_and_texts_as_they_are_meant() -> None:
    data = workbook(
        ("District", "End", "Officers", "Flag", "Share", "Bad"),
        ("Elm", date(2027, 6, 30), 2, True, 0.75, "#N/A"),
        ("Oak", datetime(2027, 6, 30), 2.0, False, 1500.5, None),
        (None, None, None, None, None, None),
    )
    rows = read_table(data, "t.xlsx").rows
    assert [list(each.cells.values()) for each in rows] == [
        ["Elm", "2027-06-30", "2", "yes", "0.75", ""],
        ["Oak", "2027-06-30", "2", "no", "1500.5", ""],
    ]
    assert [each.number for each in rows] == [2, 3]


def test_a_sheet_and_a_row_of_headings_can_be_named() -> None:
    data = workbook(("Report of 2026",), ("District",), ("Elm",), sheet="Districts")
    found = read_table(data, "t.xlsx", "Districts", 2)
    assert [(each.number, each.cells) for each in found.rows] == [(3, {"District": "Elm"})]
    with pytest.raises(Refused, match="no sheet “Other”: Districts"):
        read_table(data, "t.xlsx", "Other")


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("\ufeffA,B\n1,2\n".encode(), ("A", "B")),
        (b"A;B\n1;2\n", ("A", "B")),
        (b"A\tB\r\n1\t2\r\n", ("A", "B")),
        ("Élm,B\n1,2\n".encode("cp1252"), ("Élm", "B")),
        (b'"A, b",B\n1,2\n', ("A, b", "B")),
    ],
)
def test_csv_is_read_as_programs_write_it(raw: bytes, names: tuple[str, ...]) -> None:
    found = read_table(raw, "t.csv")
    assert found.headings == names
    assert list(found.rows[0].cells.values()) == ["1", "2"]


@pytest.mark.parametrize(
    ("raw", "file"),
    [
        (b"", "t.csv"),
        (b"A,A\n1,2\n", "t.csv"),
        (b",\n1,2\n", "t.csv"),
        (b"A\0B", "t.csv"),
        (b'A\n"torn', "t.csv"),
        (b"not a zip", "t.xlsx"),
        (b"PK\x03\x04torn", "t.xlsx"),
        (b",".join([b"a"] * 600), "t.csv"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, file: str) -> None:
    with pytest.raises(Refused) as caught:
        read_table(raw, file)
    assert [each.code for each in caught.value.diagnostics] == ["MOU822"]


@pytest.mark.parametrize(
    "change",
    [
        ("file:", "files:"),
        ("columns:", "column:"),
        ("split: ;", "split: [;]"),
        ("date: yes", "date: maybe"),
        ("column: Type, ", ""),
    ],
)
def test_a_wrong_map_is_refused_with_the_place(change: tuple[str, str]) -> None:
    text = MAP.replace(*change)
    assert text != MAP
    with pytest.raises(Refused) as caught:
        plan(text)
    assert {each.code for each in caught.value.diagnostics} == {"MOU820"}


def test_a_column_that_is_not_there_is_told_with_the_nearest() -> None:
    source = parse(MAP.encode(), "map.yaml")
    with pytest.raises(Refused) as caught:
        check_columns(read_plan(source), ("Districts", "Agency", "Type", "Schools", "End"), source)
    (only,) = caught.value.diagnostics
    assert (only.code, only.place.line) == ("MOU821", 4)
    assert only.hint == "did you mean “Districts”?"


def test_names_of_files_are_plain() -> None:
    assert slug_of("Fond du Lac / St. Mary's – École") == "fond-du-lac-st-marys-ecole"
    assert slug_of("../../etc/passwd") == "etc-passwd"


def run(*args: object) -> Result:
    return CliRunner().invoke(program, ["import", *map(str, args)])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "t.csv").write_text(
        HEAD + "Elm School District,Elm Police Department,PD,Elm High School,6/30/2027\n"
        "Oak School District,Oak Police Department,??,,\n"
    )
    (tmp_path / "map.yaml").write_text(MAP)
    return tmp_path / "t.csv", tmp_path / "map.yaml"


def test_configs_are_written_and_lost_rows_reported(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    target = source.parent / "out"
    result = run(source, "--map", plan_file, "-o", target)
    assert result.exit_code == 1
    assert "2 rows: 1 config made, 1 row not used." in result.stderr
    assert f"{source}:3:1: MOU823" in result.stderr
    assert [each.name for each in target.iterdir()] == ["elm-school-district.yaml"]


def test_a_config_that_exists_is_not_overwritten(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    mine = source.parent / "elm-school-district.yaml"
    mine.write_text("mine")
    result = run(source, "--map", plan_file, "-o", source.parent)
    assert "exists already" in result.stderr
    assert mine.read_text() == "mine"


def test_a_base_that_is_not_there_is_told_with_where_it_was_looked_for(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    plan_file.write_text(MAP.replace("values: {", "values: {extends: base.yaml, "))
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert f"{source.parent / 'out' / 'base.yaml'}: there is no such file" in result.stderr
    assert "hint: “extends” is the way from a config to its base" in result.stderr


def test_what_is_wrong_with_a_row_comes_with_its_hint(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    plan_file.write_text(MAP.replace("disputes: yes", "dispute: yes"))
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert "did you mean “disputes”?" in result.stderr


def test_a_row_that_makes_a_wrong_config_is_not_used(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    plan_file.write_text(MAP.replace("disputes: yes", "dispute: yes"))
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert "the model has no clause “dispute”" in result.stderr
    assert not (source.parent / "out").exists()
