"""``mou import``: a table of districts becomes configs; rows that cannot are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.cli.program import program
from mou_builder.csv_text import csv_text
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.drafting.importing.file_name import everywhere, slug_of
from mou_builder.drafting.importing.map import Column, TablePlan, check_columns, read_plan
from mou_builder.drafting.importing.mending import file_to_mend
from mou_builder.drafting.importing.rows import Drafted, drafted, told_once
from mou_builder.drafting.importing.table import HeadedTable, SheetRow, read_table
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


def table(text: str) -> HeadedTable:
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
        ("Oak,X,PD,,2/30/2027", "there is no such day as “2/30/2027”"),
        ("***,X,PD,,", "“***” has no letter or digit for the name of a file"),
        ("#N/A,X,PD,,", "“District” (cell A3): it shows #N/A"),
        ("Oak,#REF!,PD,,", "“Agency” (cell B3): it shows #REF!"),
        ("Oak,X,PD,,1.8.2027", "“1.8.2027” can be two days; write 2027-01-08 or 2027-08-01"),
        ("Oak,X,PD,a,2027-06-30,b", "it has more cells than there are headings"),
        ("Oak,X\a,PD,,", "“Agency” (cell B3): it has a control character (U+0007)"),
        ("=A1,X,PD,,", "“District” (cell A3): it has a formula, of which a CSV file keeps no"),
        ("Oak,X,PD,,46568", "“46568” is not a date; a spreadsheet counts 2027-06-30 so"),
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
    one = HeadedTable("t.csv", {"n": "N"}, (SheetRow(2, {"n": clean}),))
    scheme = TablePlan("x.yaml", (Column(("parties", "district", "name"), "N"),), {"model": "m"})
    (result,) = drafted(one, scheme)
    assert isinstance(result, Drafted)
    if clean and not FORBIDDEN.search(clean):
        data = parse(result.text.encode(), "x.yaml").data
        assert data == {"model": "m", "parties": {"district": {"name": clean}}}


@pytest.mark.parametrize(
    "text",
    [
        "8/1/2026",
        "Aug 1, 2026",
        "08/01/26",
        "2026-8-1",
        "1-Aug-26",
        "20260801",
        "8/1/2026 12:00 AM",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    (config,) = made(f'Elm,,,,"{text}"\n')
    assert isinstance(config, dict)
    assert config["term"] == {"until": "2026-08-01"}


def test_every_bad_cell_of_a_row_is_told_at_once() -> None:
    ((_, message),) = faults("Oak,#N/A,XX,,soon\n")
    assert all(each in message for each in ("cell B2", "“XX”", "“soon”"))


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("\ufeffA,B\n1,2\n".encode(), ("A", "B")),
        (b"A;B\n1;2\n", ("A", "B")),
        (b"A\tB\r\n1\t2\r\n", ("A", "B")),
        ("Élm,B\n1,2\n".encode("cp1252"), ("Élm", "B")),
        (b'"A, b",B\n1,2\n', ("A, b", "B")),
        (b'"A, b, c";B\n1;2\n', ("A, b, c", "B")),
        (b"sep=;\r\nA, b;B\r\n1;2\r\n", ("A, b", "B")),
        (b"A,B\r1,2\r", ("A", "B")),
        ("\ufeffÉ,B\n1,2\n".encode("utf-16-le"), ("É", "B")),
        ("\ufeffÉ,B\n1,2\n".encode("utf-16-be"), ("É", "B")),
        ("É\tB\n1\t2\n".encode("utf-16-le"), ("É", "B")),
        ("\ufeffÉ,B\n1,2\n".encode("utf-32-le"), ("É", "B")),
        (b'"A", "B, c"\n"1", "2"\n', ("A", "B, c")),
        (b"A,B\n1,2\n\x1a", ("A", "B")),
        (b'A,B\n="1","=""2"""\n', ("A", "B")),
        (b"A,A\n1,2\n", ("A", "A")),
    ],
)
def test_csv_is_read_as_programs_write_it(raw: bytes, names: tuple[str, ...]) -> None:
    found = read_table(raw, "t.csv")
    assert tuple(found.headings.values()) == names
    assert list(found.rows[0].cells.values()) == ["1", "2"]


@pytest.mark.parametrize(
    ("raw", "file"),
    [
        (b"", "t.csv"),
        (b",\n1,2\n", "t.csv"),
        (b"A\0B", "t.csv"),
        (b"District,Agency\nElm,\0x", "t.csv"),
        (b"A\n", "t.csv"),
        (b"%PDF-1.7\n1 0 obj", "t.csv"),
        ("Élan\n".encode() + "Élan\n".encode("cp1252"), "t.csv"),
        (b"A\n" + b'"' + b"x" * 200_000, "t.csv"),
        (b'A\n"torn', "t.csv"),
        (b"not a zip", "t.xlsx"),
        (b"PK\x03\x04torn", "t.xlsx"),
        (b",".join([b"a"] * 600), "t.csv"),
        (b"A\n" + b"1\n" * 20_001, "t.csv"),
        ("Élm\r1\r".encode("mac-roman"), "t.csv"),
        (b"A\n\x81\n", "t.csv"),
        (b"<html><table><tr><td>A", "t.csv"),
        (b"<TABLE>\n<TR><TD>A", "t.csv"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "t.xlsx"),
        (b"A,B\n1,2\n", "t.xlsx"),
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
        ("file: ", "file: ../"),
        ('file: "', 'file: "/tmp/'),
        ('file: "', 'file: "a/../../'),
        ('file: "', 'file: "c:\\\\'),
        (".yaml", ".txt"),
        ("parties.agency.name", "a..b"),
        ("parties.agency.name", '"parties.agency.name "'),
        ("parties.agency.name", '""'),
        ("parties.agency.name", "parties.district.name.x"),
        ("parties.agency.name", "model.x"),
        ("split: ;", 'split: ""'),
        ("words: {PD: police", "words: {PD: [police]"),
        ("date: yes", "date: _____"),
        ("columns:", "headings: 0\ncolumns:"),
        ("columns:", "headings: _____\ncolumns:"),
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
        check_columns(read_plan(source), table(HEAD.replace("t,", "ts,") + "a,b,c,d,e\n"), source)
    found = caught.value.diagnostics
    assert [(each.code, each.place.line) for each in found] == [("MOU821", 4), ("MOU821", 1)]
    assert {each.hint for each in found} == {"did you mean “Districts”?"}


def faults_of_columns(table: HeadedTable) -> list[tuple[str, str | None]]:
    source = parse(MAP.encode(), "map.yaml")
    with pytest.raises(Refused) as caught:
        check_columns(read_plan(source), table, source)
    return [(each.message, each.hint) for each in caught.value.diagnostics]


def test_headings_are_found_whatever_their_capitals_and_spaces() -> None:
    source = parse(MAP.encode(), "map.yaml")
    found = table(" district ,AGENCY,\u200bType,Schools\u00a0,end\nElm,X,SO,,\n")
    check_columns(read_plan(source), found, source)
    (only,) = drafted(found, plan())
    assert isinstance(only, Drafted)
    assert "kind: sheriff" in only.text


def test_a_heading_given_twice_matters_only_where_the_map_names_it() -> None:
    source = parse(MAP.encode(), "map.yaml")
    check_columns(read_plan(source), table(f"{HEAD.strip()},Note,Note\nElm,,,,,1,2\n"), source)
    twice = table(f"{HEAD.strip()},End\nElm,,,,,\n")
    message = "two columns are called “End”, E and F; give one another name"
    assert faults_of_columns(twice) == [(message, None)]


def test_headings_in_another_row_are_told_with_the_row() -> None:
    found = faults_of_columns(table(f"Report of 2026\n{HEAD}Elm,X,PD,,\n"))
    assert {hint for _, hint in found} == {"row 2 has it; let the map say so: headings: 2"}
    with pytest.raises(Refused, match="in row 3, let the map say so: headings: 3"):
        table(f"\n\n{HEAD}Elm,X,PD,,\n")


def test_letters_that_are_not_utf_8_are_told_with_a_word_to_judge_by() -> None:
    (note,) = read_table("District\nÉlan School\n".encode("cp1252"), "t.csv").notes
    assert (note.code, note.message[-6:]) == ("MOU824", "“Élan”")
    assert read_table("District\nÉlan School\n".encode(), "t.csv").notes == ()


@pytest.mark.parametrize("text", ["01234", "1/3", "1e5", "5-10", "12345678901234567"])
def test_what_a_spreadsheet_would_change_comes_back_as_it_was(text: str) -> None:
    written = csv_text([["A", "B"], [text, "x"]])
    assert f'="{text}"' in written.replace('""', '"')
    assert read_table(written.encode(), "t.csv").rows[0].cells["a"] == text


def test_the_same_fault_of_many_rows_is_told_once() -> None:
    found = list(drafted(table(HEAD + "Elm,X,XX,,\n" * 9), plan()))
    told = told_once([each for each in found if isinstance(each, Diagnostic)])
    assert [each.message for each in told] == [
        "rows 2, 3, 4 and 6 more cannot be used: “Type”: “XX” is not among the words of the map"
    ]


def test_names_of_files_are_plain() -> None:
    assert slug_of("Fond du Lac / St. Mary's – École") == "fond-du-lac-st-marys-ecole"
    assert slug_of("../../etc/passwd") == "etc-passwd"
    assert everywhere("con.yaml") == "con_.yaml"
    assert everywhere("nul/lpt1.yaml") == "nul_/lpt1_.yaml"
    assert everywhere("console.yaml") == "console.yaml"


def test_long_names_are_cut_and_stay_different() -> None:
    one, other = slug_of("Elm " * 200 + "North"), slug_of("Elm " * 200 + "South")
    assert one != other
    assert max(len(one), len(other)) <= 80


def run(*args: object) -> Result:
    return CliRunner().invoke(program, ["import", *map(str, args)])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "t.csv").write_text(
        HEAD + "Elm School District,Elm Police Department,PD,Elm High School,6/30/2027\n"
        "Oak School District,Oak Police Department,??,,\n",
        "utf-8",
    )
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    return tmp_path / "t.csv", tmp_path / "map.yaml"


def test_configs_are_written_and_lost_rows_reported(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    target = source.parent / "out"
    result = run(source, "--map", plan_file, "-o", target)
    assert result.exit_code == 1
    assert "2 rows: 1 config made, 1 row not used." in result.stderr
    assert f"{source}:3:1: MOU823" in result.stderr
    assert names_in(target) == ["elm-school-district.yaml", "t-to-mend.csv"]


def test_how_days_of_two_readings_are_taken_is_said_once_for_a_column(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    rows = "Elm {},Elm Police Department,PD,,{}\n"
    days = ["6/30/2027", "3/4/2027", "5/6/2027"]
    source.write_text(HEAD + "".join(rows.format(at, day) for at, day in enumerate(days)), "utf-8")
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert result.exit_code == 0
    said = "“End”: 3/4/2027 is taken as March 4, 2027, the month first, and so are the others.\n"
    assert result.stderr == said


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_rows_that_could_not_be_used_come_back_to_be_mended_and_imported(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    target = source.parent / "out"
    run(source, "--map", plan_file, "-o", target)
    rest = target / "t-to-mend.csv"
    text = rest.read_text("utf-8-sig")
    assert text.splitlines()[0] == "District,Agency,Type,Schools,End,What to mend"
    assert "“Type”: “??” is not among the words of the map" in text
    assert run(rest, "--map", plan_file, "-o", target).exit_code == 1
    assert "t-to-mend-2.csv" not in names_in(target)
    rest.write_text(text.replace("??", "!!"), "utf-8-sig")
    assert run(rest, "--map", plan_file, "-o", target).exit_code == 1
    assert "t-to-mend-2.csv" in names_in(target)
    rest.write_text(text.replace("??", "SO"), "utf-8-sig")
    result = run(rest, "--map", plan_file, "-o", target)
    assert result.exit_code == 0, result.output
    assert "1 row: 1 config made, 0 rows not used." in result.stdout
    assert (target / "oak-school-district.yaml").exists()


def test_a_second_import_writes_no_second_table_of_the_same_rows(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    target = source.parent / "out"
    first, second = (run(source, "--map", plan_file, "-o", target) for _ in range(2))
    assert first.exit_code == second.exit_code == 1
    assert names_in(target) == ["elm-school-district.yaml", "t-to-mend.csv"]
    assert "t-to-mend.csv" in second.stderr


def test_a_cell_that_was_refused_must_be_mended_before_it_is_taken(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    source.write_text(HEAD + "'=Elm School District,#N/A,PD,,\n", "utf-8")
    target = source.parent / "out"
    run(source, "--map", plan_file, "-o", target)
    rest = target / "t-to-mend.csv"
    assert rest.read_text("utf-8-sig").splitlines()[1].startswith("'=Elm School District,#MEND,PD")
    again = run(rest, "--map", plan_file, "-o", target)
    assert "“Agency” (cell B2): it shows #MEND" in again.stderr
    rest.write_text(rest.read_text("utf-8-sig").replace("#MEND", "Elm Police Department"), "utf-8")
    assert run(rest, "--map", plan_file, "-o", target).exit_code == 0
    assert "name: =Elm School District\n" in (target / "elm-school-district.yaml").read_text(
        "utf-8"
    )


def test_check_says_what_would_be_made_and_writes_nothing(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    target = source.parent / "out"
    result = run(source, "--map", plan_file, "-o", target, "--check")
    assert result.exit_code == 1
    assert str(target / "elm-school-district.yaml") in result.stdout
    assert "name: Elm School District" in result.stdout
    assert "2 rows: 1 config would be made, 1 row not used." in result.stderr
    assert not target.exists()


def test_a_link_in_the_output_folder_leads_no_file_out_of_it(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    plan_file.write_text(MAP.replace('"{District}', '"{Type}/{District}'), "utf-8")
    target, elsewhere = source.parent / "out", source.parent / "elsewhere"
    target.mkdir()
    elsewhere.mkdir()
    (target / "pd").symlink_to(elsewhere)
    result = run(source, "--map", plan_file, "-o", target)
    assert "a link leads out of the output folder" in result.stderr
    assert names_in(elsewhere) == []


def test_the_base_is_found_where_the_map_says(files: tuple[Path, Path]) -> None:
    source, _ = files
    maps = source.parent / "maps"
    maps.mkdir()
    (maps / "base.yaml").write_text("model: wisconsin-sro\n", "utf-8")
    inside = MAP.replace("values: {", "values: {extends: base.yaml, ")
    (maps / "map.yaml").write_text(inside.replace('"{District}', '"{Type}/{District}'), "utf-8")
    target = source.parent / "out"
    run(source, "--map", maps / "map.yaml", "-o", target)
    made = target / "pd" / "elm-school-district.yaml"
    assert "extends: ../../maps/base.yaml\n" in made.read_text("utf-8")


def test_a_config_that_exists_is_not_overwritten(files: tuple[Path, Path]) -> None:
    source, plan_file = files
    mine = source.parent / "elm-school-district.yaml"
    mine.write_text("mine", "utf-8")
    result = run(source, "--map", plan_file, "-o", source.parent)
    assert "exists already" in result.stderr
    assert mine.read_text("utf-8") == "mine"


def test_a_second_import_keeps_what_the_first_one_made_and_asks_to_mend_no_good_row(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    source.write_text(HEAD + "Elm School District,Elm Police,PD,,6/30/2027\n", "utf-8")
    target = source.parent / "out"
    first, second = (run(source, "--map", plan_file, "-o", target) for _ in range(2))
    assert first.exit_code == second.exit_code == 0, second.output
    assert first.stdout == second.stdout
    made = target / "elm-school-district.yaml"
    made.write_text(made.read_text("utf-8") + "# edited\n", "utf-8")
    third = run(source, "--map", plan_file, "-o", target)
    assert third.exit_code != 0
    assert "exists already" in third.stderr
    assert "--force" in third.stderr
    assert names_in(target) == [made.name]


def test_a_base_that_is_not_there_is_told_once_with_where_it_was_looked_for(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    plan_file.write_text(MAP.replace("values: {", "values: {extends: base.yaml, "), "utf-8")
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert result.stderr.count("base.yaml:1:1: MOU701 error: there is no such file") == 1
    assert "hint: “extends” is the way from a config to its base" in result.stderr
    assert not (source.parent / "out").exists()


def test_a_fault_of_the_base_is_told_once_and_not_with_every_row(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    (source.parent / "base.yaml").write_text(
        "model: wisconsin-sro\nclauses: {fundin: {}}\n", "utf-8"
    )
    plan_file.write_text(MAP.replace("values: {", "values: {extends: base.yaml, "), "utf-8")
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert result.stderr.count("the model has no clause “fundin”") == 1
    assert f"{source.parent / 'base.yaml'}:2:11: MOU" in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("", "  parties.agency.nme: Agency\n", "9:3: MOU820 error: unknown key “nme”"),
        ("", "  term.from.day: End\n", "9:3: MOU820 error: “from”: a single value is expected"),
        (", split: ;", "", "7:3: MOU820 error: “schools”: a list is expected here"),
        ("disputes: yes", "dispute: yes", "2:42: MOU820 error: the model has no clause “dispute”"),
        ("", "  clauses.nosuch.x: Agency\n", "9:3: MOU820 error: the model has no clause “nosuch”"),
        ("model: wisconsin-sro, ", "", "MOU820 error: the config does not say which model"),
        ("{model", "{extends: 3, model", "2:19: MOU020 error: “3” does not end in .yaml"),
        (
            "{model",
            "{extends: b.yaml, model",
            "2:19: MOU023 error: the config that this one extends",
        ),
    ],
)
def test_what_is_wrong_with_the_map_is_told_once_at_the_map(
    files: tuple[Path, Path], old: str, new: str, says: str
) -> None:
    source, plan_file = files
    plan_file.write_text(MAP.replace(old, new) if old else MAP + new, "utf-8")
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert says in " ".join(result.stderr.split())
    assert result.stderr.count(f"{plan_file}:") == 1
    assert "MOU823" not in result.stderr
    assert not (source.parent / "out").exists()


def test_a_column_may_say_whether_a_clause_is_taken_or_which_base(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    (source.parent / "base.yaml").write_text("model: wisconsin-sro\n", "utf-8")
    head = HEAD.replace("District,", "District,Disputes,Base,")
    row = "Elm School District,{},{}.yaml,Elm Police Department,PD,Elm High School,6/30/2027\n"
    source.write_text(head + row.format("yes", "base") + row.format("no", "other"), "utf-8")
    plan_file.write_text(
        MAP.replace("{model: wisconsin-sro, clauses: {disputes: yes}}", "{}")
        + "  extends: Base\n  clauses.disputes: Disputes\n",
        "utf-8",
    )
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert f"{source}:3:1: MOU823" in result.stderr
    made = (source.parent / "out" / "elm-school-district.yaml").read_text("utf-8")
    assert "extends: ../base.yaml\n" in made
    assert "disputes: yes\n" in made


@pytest.mark.parametrize("name", ["a\nrecord: x.csv", "\udcff.csv", "\x1b[31m.csv", "\u202ex.csv"])
def test_the_name_of_a_table_is_a_remark_in_the_config_and_nothing_else(name: str) -> None:
    (only,) = drafted(read_table((HEAD + "Elm,X,PD,,\n").encode(), name), plan())
    assert isinstance(only, Drafted)
    assert parse(only.text.encode(), only.name).data == made("Elm,X,PD,,\n")[0]
    assert only.text.splitlines()[0].isprintable()
    assert file_to_mend(name, 1).isprintable()


def test_a_row_that_makes_a_wrong_config_is_not_used_and_told_with_its_hint(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    source.write_text(HEAD + "Elm School District,Elm Police Department,PD,,soon\n", "utf-8")
    plan_file.write_text(MAP.replace(", date: yes", ""), "utf-8")
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert "row 2 cannot be used: “soon” is not a date" in result.stderr
    assert "hint: write a day such as" in result.stderr
    assert names_in(source.parent / "out") == ["t-to-mend.csv"]
