"""Whatever a table or a map has become on its way, it is read, or refused: never a fault."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from mou_builder.diagnostic import Refused
from mou_builder.drafting.importing.map import check_columns, read_plan
from mou_builder.drafting.importing.rows import drafted
from mou_builder.drafting.importing.table import read_table
from mou_builder.yamltext.source import parse
from tests.support.drafting.district_table import HEAD, MAP
from tests.support.drafting.workbooks import DATA, SHEET, of_cells, repacked, with_texts, workbook

ROW = "Elm School District,Elm Police Department,PD,High School; Middle School,6/30/2027\n"
CSV = (HEAD + ROW).encode()
TABLES = {
    "t.csv": [
        CSV,
        CSV.decode().encode("utf-16"),
        CSV.replace(b",", b";").replace(b"\n", b"\r"),
        b"sep=;\r\n" + CSV.replace(b",", b";"),
    ],
    "t.xlsx": [
        workbook(
            ("District", "Agency", "Type", "Schools", "End"), ("Elm", "X", "PD", "A;B", 46568)
        ),
        (DATA / "percent-and-formula-cells.xlsx").read_bytes(),
        with_texts(of_cells('<c t="s"><v>0</v></c><c s="0"><v>1.5</v></c>'), "<si><t>Elm</t></si>"),
    ],
}
PIECES = [
    *(b"\0", b"\r", b"\n", b'"', b";", b",", b"=", b"\xff", b"\xef\xbb\xbf", b"#N/A", b"-1"),
    *(b"<c/>", b"<v>", b"</row>", b't="s"', b'r="XFE9"', b"99999999999", b"&#0;", b"&x;", b"<"),
    *(b"[", b"]", b"{", b"}", b": ", b"_____", b"&a", b"*a", b"!!int", b"..", b"/", b"\\", b"~"),
    *("\u202e".encode(), "é".encode(), b"date", b"split", b"[h]:mm", b"0%", b"yyyy", b"E+00"),
]  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with some bytes replaced, cut out, doubled, or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.randint(0, 12))
        piece = chance.choice([*PIECES, bytes(changed[at:end]) * 2, chance.randbytes(2)])
        changed[at:end] = piece
    return bytes(changed)


def mutated_workbook(data: bytes, chance: random.Random) -> bytes:
    """Return a workbook in one of whose parts something is changed, or the file as such."""
    if chance.random() < 0.2:
        return mutated(data, chance)
    target = DATA / "percent-and-formula-cells.xlsx"
    with zipfile.ZipFile(target) as archive:
        names = [each for each in archive.namelist() if each.endswith((".xml", ".rels"))]
    name = chance.choice([SHEET, SHEET, "xl/styles.xml", *names])
    return repacked_part(data, name, chance)


def repacked_part(data: bytes, name: str, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if name not in archive.namelist():
            return mutated(data, chance)
        part = archive.read(name)
    return repacked(data, {name: mutated(part, chance)})


def imported(table: bytes, file: str, plan: bytes) -> int:
    """Carry out an import as far as it goes without files; return how many rows it came to."""
    source = parse(plan, "map.yaml")
    scheme = read_plan(source)
    data = read_table(table, file, scheme.sheet, scheme.heading_row)
    check_columns(scheme, data, source)
    return len(list(drafted(data, scheme)))


def carry_out(count: int, seed: int) -> set[str]:
    """Import so many mutated tables with mutated maps; return what they came to."""
    chance = random.Random(seed)
    outcomes = set()
    for _ in range(count):
        file = chance.choice(list(TABLES))
        table, plan = chance.choice(TABLES[file]), MAP.encode()
        if chance.random() < 0.3:
            plan = mutated(plan, chance)
        elif file == "t.xlsx":
            table = mutated_workbook(table, chance)
        else:
            table = mutated(table, chance)
        try:
            outcomes.add("rows" if imported(table, file, plan) else "no rows")
        except Refused as refused:
            outcomes |= {each.code for each in refused.diagnostics}
    return outcomes


def test_a_mutated_table_or_map_is_read_or_refused() -> None:
    assert {"rows", "MOU820", "MOU821", "MOU822"} <= carry_out(400, 1)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_mutated_tables_and_maps_are_read_or_refused(seed: int) -> None:
    assert {"rows", "MOU820", "MOU821", "MOU822"} <= carry_out(1_000, seed + 100)
