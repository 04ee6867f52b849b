"""``mou import`` in a folder: what is written, what is kept, and what is told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mou_builder.cli.program import program
from tests.support.drafting.district_table import HEAD, MAP


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
    assert f"row 2: {mine} is there already, and was kept as it is" in result.stderr
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
    assert third.exit_code == 0
    assert f"MOU705 warning: row 2: {made} is there already, and was kept as it is" in third.stderr
    assert "--force" in third.stderr
    assert "1 row: 0 configs made, 1 kept as it is, 0 rows not used." in third.stderr
    looked = run(source, "--map", plan_file, "-o", target, "--check")
    assert "0 configs would be made, 1 kept as it is" in looked.stderr
    assert names_in(target) == [made.name]


def test_a_base_that_is_not_there_is_told_once_with_where_it_was_looked_for(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    plan_file.write_text(MAP.replace("values: {", "values: {extends: base.yaml, "), "utf-8")
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert result.stderr.count("base.yaml: MOU701 error: there is no such file") == 1
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


def test_a_row_that_makes_a_wrong_config_is_not_used_and_told_with_its_hint(
    files: tuple[Path, Path],
) -> None:
    source, plan_file = files
    source.write_text(HEAD + "Elm School District,Elm Police Department,PD,,soon\n", "utf-8")
    plan_file.write_text(MAP.replace(", date: yes", ""), "utf-8")
    result = run(source, "--map", plan_file, "-o", source.parent / "out")
    assert "row 2 cannot be used: “End”: “soon” is not a date" in result.stderr
    assert "hint: write a day such as" in result.stderr
    assert names_in(source.parent / "out") == ["t-to-mend.csv"]
