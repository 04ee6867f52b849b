"""``mou import``: a table of districts becomes configs; rows that cannot are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.csv_text import csv_text
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.drafting.importing.file_name import everywhere, slug_of
from mou_builder.drafting.importing.map import (
    Column,
    TablePlan,
    check_columns,
    columns_passed_over,
    read_plan,
)
from mou_builder.drafting.importing.mending import file_to_mend
from mou_builder.drafting.importing.rows import DraftedConfig, drafted, row_fault, told_once
from mou_builder.drafting.importing.table import HeadedTable, SheetRow, read_table
from mou_builder.frozen import replace
from mou_builder.yamltext.source import FORBIDDEN, Plain, parse
from tests.support.drafting.district_table import HEAD, MAP


def table(text: str) -> HeadedTable:
    return read_table(text.encode(), "t.csv")


def plan(text: str = MAP) -> TablePlan:
    return read_plan(parse(text.encode(), "map.yaml"))


def made(rows: str) -> list[Plain]:
    each = [each for each in drafted(table(HEAD + rows), plan()) if isinstance(each, DraftedConfig)]
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


def test_lines_of_a_cell_are_entries_of_a_list_and_else_one_text() -> None:
    (only,) = made('"Elm\n Creek",,,"High School\r\nMiddle School; North School\n",\n')
    schools = ["High School", "Middle School", "North School"]
    assert isinstance(only, dict)
    assert isinstance(only["parties"], dict)
    assert only["parties"]["district"] == {"name": "Elm Creek", "schools": schools}


def test_columns_that_the_map_does_not_name_are_told() -> None:
    more = HEAD[:-1] + ",Share,What to mend,\nElm,,,,,75%,,x\n"
    (note,) = columns_passed_over(plan(), table(more))
    assert (note.code, note.message) == (
        "MOU826",
        "the map does not name, and nothing takes: “Share”, column H, which has no heading",
    )
    assert not list(columns_passed_over(plan(), table(HEAD[:-1] + ",What to mend,\nElm,,,,,,\n")))
    wide = HEAD[:-1] + ",a,b,c,d,e,f,g,h,i,j,k\nElm,,,,\n"
    (note,) = columns_passed_over(plan(), table(wide))
    assert note.message.endswith("“j” and 1 more")


def test_two_words_of_a_map_never_mean_one_cell() -> None:
    with pytest.raises(Refused, match="“pd” and “PD” are the same word in a cell"):
        plan(MAP.replace("SO: sheriff", "pd: sheriff"))
    assert plan(MAP.replace("SO: sheriff", "pd: police")).columns


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
    assert isinstance(result, DraftedConfig)
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


def test_a_column_that_is_taken_is_not_said_to_be_meant() -> None:
    text = MAP + "  term.from: {column: Ends, date: yes}\n"
    source = parse(text.encode(), "map.yaml")
    with pytest.raises(Refused) as caught:
        check_columns(read_plan(source), table(HEAD + "a,b,c,d,e\n"), source)
    [found] = caught.value.diagnostics
    assert found.hint == "the map names every other column already; add this one to the table"


def test_headings_are_found_whatever_their_capitals_and_spaces() -> None:
    source = parse(MAP.encode(), "map.yaml")
    found = table(" district ,AGENCY,\u200bType,Schools\u00a0,end\nElm,X,SO,,\n")
    check_columns(read_plan(source), found, source)
    (only,) = drafted(found, plan())
    assert isinstance(only, DraftedConfig)
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


@pytest.mark.parametrize(
    "first",
    [
        *(
            "Total",
            "TOTALS:",
            "Grand total",
            "Subtotal: 3",
            "Average",
            "Note: an estimate",
            "Notes",
        ),
        *("Note 1: an estimate", "Source: the budget", "* not yet approved", "Prepared by Ann Lee"),
        *("Last updated June 1", "End of table"),
    ],
)
def test_a_row_that_sums_the_table_up_or_tells_of_it_is_no_district(first: str) -> None:
    [(row, message)] = faults(f"Elm,X,PD,,\n{first},,,,\n")
    assert row == 3
    assert message.endswith("is about the table, and no district; delete the row")


@pytest.mark.parametrize(
    "name", ["Notestine School District", "Total Learning Academy", "Keyport Schools", "Sumner"]
)
def test_a_district_whose_name_begins_like_such_a_row_is_one(name: str) -> None:
    assert faults(f"{name},X,PD,,\n") == []
    assert len(made(f"{name},X,PD,,\n")) == 1


def test_long_names_are_cut_and_stay_different() -> None:
    one, other = slug_of("Elm " * 200 + "North"), slug_of("Elm " * 200 + "South")
    assert one != other
    assert max(len(one), len(other)) <= 80


@pytest.mark.parametrize("name", ["a\nrecord: x.csv", "\udcff.csv", "\x1b[31m.csv", "\u202ex.csv"])
def test_the_name_of_a_table_is_a_remark_in_the_config_and_nothing_else(name: str) -> None:
    (only,) = drafted(read_table((HEAD + "Elm,X,PD,,\n").encode(), name), plan())
    assert isinstance(only, DraftedConfig)
    assert parse(only.text.encode(), only.name).data == made("Elm,X,PD,,\n")[0]
    assert only.text.splitlines()[0].isprintable()
    assert file_to_mend(name, 1).isprintable()


def test_a_fault_that_a_check_finds_is_told_with_the_heading_of_its_column() -> None:
    [row] = drafted(table(HEAD + "Oak,X,PD,High School,2027-06-30\n"), plan())
    assert isinstance(row, DraftedConfig)
    fault = Diagnostic(
        "MOU103", Severity.ERROR, "it is so", Place(row.name), path=("term", "until")
    )
    told = row_fault("t.csv", row, fault, row.name).message
    assert told == "row 2 cannot be used: “End”: it is so"
    told = row_fault("t.csv", row, replace(fault, path=("grant",)), row.name).message
    assert told == "row 2 cannot be used: it is so"
