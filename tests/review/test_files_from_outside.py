"""Files that come from outside: hostile, not ours, stripped; and what the command says of them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.agreement.document import PartKind
from mou_builder.cli.program import program
from mou_builder.diagnostic import Refused
from mou_builder.report.review.as_json import review_json
from mou_builder.review.findings import ChangeAnswer, PartFinding
from mou_builder.review.line_match import FoundBy
from mou_builder.word.reading.copy import read_copy
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import CONFIGS, example
from tests.support.cli.console import CONSOLE, PATIENCE
from tests.support.review.returned_copies import (
    CITY,
    LINKS,
    Copy,
    new_paragraph,
    packed,
    parts_of,
    reviewed,
    sent,
)

MAIN = "word/document.xml"


def _main(data: bytes) -> bytes:
    return packed({**parts_of(sent()), MAIN: data})


def _zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts_of(sent()).items():
            archive.writestr(name, data)
        for number in range(6):
            archive.writestr(f"word/media/{number}.bin", bytes(20_000_000))
    return buffer.getvalue()


def _lying_bomb() -> bytes:
    """A part that says it is small and is not."""
    raw = bytearray(packed({**parts_of(sent()), "word/numbering.xml": b" " * 90_000_000}))
    size = (90_000_000).to_bytes(4, "little")
    return bytes(raw).replace(size, (1000).to_bytes(4, "little"))


def _entity_bomb() -> bytes:
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)
    )
    return _main(f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><d>&k;</d>'.encode())


def _external_entity() -> bytes:
    return _main(
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    )


def _leaves() -> bytes:
    return packed({**parts_of(sent()), "../../evil.txt": b"x"})


def _many_elements() -> bytes:
    return _main(parts_of(sent())[MAIN].replace(b"</w:body>", b"<w:p/>" * 900_000 + b"</w:body>"))


def _deep() -> bytes:
    inside = b"<w:sdt><w:sdtContent>" * 5000 + b"</w:sdtContent></w:sdt>" * 5000
    return _main(parts_of(sent())[MAIN].replace(b"</w:body>", inside + b"</w:body>"))


def _renamed_inside() -> bytes:
    """A part that has another name where it stands than in the list of parts."""
    return sent().replace(MAIN.encode(), b"word/documenX.xml", 1)


def _with_part(name: str) -> bytes:
    return packed({**parts_of(sent()), name: b"<x/>"})


def _with_one_id_twice() -> bytes:
    parts = parts_of(sent())
    parts[LINKS] = parts[LINKS].replace(b'Id="rId5"', b'Id="rId4"')
    return packed(parts)


HOSTILE = {
    "an archive before it": lambda: sent() + sent(),
    "something before it": lambda: b"PK" + sent(),
    "something behind it": lambda: sent() + b"more",
    "a comment of the archive": lambda: sent()[:-2] + b"\2\0hi",
    "a part of two names": _renamed_inside,
    "a part twice, by a backslash": lambda: _with_part("word\\styles.xml"),
    "a part twice, by capitals": lambda: _with_part("word/Styles.xml"),
    "a part twice, by a code": lambda: _with_part("word/styles%2Exml"),
    "a part twice, by a folder": lambda: _with_part("word/./styles.xml"),
    "a part in pieces": lambda: _with_part("word/styles.xml/[0].piece"),
    "two relationships of one id": _with_one_id_twice,
    "zip bomb": _zip_bomb,
    "a part that lies about its size": _lying_bomb,
    "entity bomb": _entity_bomb,
    "external entity": _external_entity,
    "a path that leaves the archive": _leaves,
    "a truncated zip": lambda: sent()[: len(sent()) // 2],
    "a zip without its end": lambda: sent()[:-30],
    "no zip at all": lambda: b"%PDF-1.7 no",
    "nothing": lambda: b"",
    "elements without number": _many_elements,
    "nested without end": _deep,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    data = HOSTILE[name]()
    with pytest.raises(Refused) as refused:
        reviewed(data)
    assert {each.code for each in refused.value.diagnostics} <= {"MOU401", "MOU402"}


_IN_BOUNDS = """
import re, sys
from mou_builder.cli.program import program
try:
    program(["review", sys.argv[1]])
except SystemExit as end:
    with open("/proc/self/status") as status:
        peak = re.search(r"VmHWM:\\s+(\\d+)", status.read())[1]
    print("peak", int(peak) // 1024, "exit", end.code)
"""


@pytest.mark.parametrize("name", ["zip bomb", "elements without number", "entity bomb"])
def test_a_hostile_file_is_refused_in_little_memory_and_nothing_is_written(
    name: str, tmp_path: Path
) -> None:
    file = tmp_path / "hostile.docx"
    file.write_bytes(HOSTILE[name]())
    done = subprocess.run(
        [sys.executable, "-c", _IN_BOUNDS, str(file)],
        capture_output=True,
        encoding=CONSOLE,
        cwd=tmp_path,
        timeout=PATIENCE,
        check=False,
    )
    _, peak, _, code = done.stdout.split()[-4:]
    assert int(peak) < 200
    assert code == "2"
    assert [each.name for each in tmp_path.iterdir()] == ["hostile.docx"]


def test_a_very_long_document_without_anchors_is_read() -> None:
    copy = Copy().drop_controls().drop_bookmarks()
    end = copy.body[-1]
    for number in range(3500):
        end.addprevious(new_paragraph(f"Whereas the party number {number} says so.", "Normal"))
    assert reviewed(copy.returned()).review.has_silent_edits


def test_a_copy_without_a_word_has_lost_every_part() -> None:
    copy = Copy()
    for each in list(copy.body)[:-1]:
        copy.body.remove(each)
    found = reviewed(copy.returned()).review
    assert all(PartFinding.REMOVED in each.findings for each in found.changed)
    assert len(found.changed) > 30


def test_a_document_of_somebody_else_is_refused_by_what_it_says() -> None:
    copy = Copy().drop_controls().drop_bookmarks().drop_source()
    for each in list(copy.body)[:-1]:
        copy.body.remove(each)
    copy.body.insert(0, new_paragraph("Lease of the gymnasium", "Normal"))
    with pytest.raises(Refused) as refused:
        reviewed(copy.returned())
    (fault,) = refused.value.diagnostics
    assert fault.code == "MOU601"
    assert "Lease of the gymnasium" in fault.message
    source = yaml_source.parse(example(CITY).encode(), CITY)
    with pytest.raises(Refused) as refused:
        reviewed(copy.returned(), against=source)
    assert refused.value.diagnostics[0].code == "MOU601"


def test_a_stripped_config_is_asked_for_and_taken_from_a_file() -> None:
    data = Copy().drop_source().track("75 percent (75%)", "60 percent (60%)").returned()
    with pytest.raises(Refused) as refused:
        reviewed(data)
    (fault,) = refused.value.diagnostics
    assert fault.code == "MOU602"
    assert "--against" in (fault.hint or "")
    source = yaml_source.parse(example(CITY).encode(), CITY)
    review = reviewed(data, against=source).review
    assert [each.key.id for each in review.changed if each.key] == ["funding"]
    assert any("stripped" in note for note in review.notes)


def test_a_config_that_was_exchanged_inside_the_file_is_noted() -> None:
    copy = Copy()
    part = copy.parts["customXml/item1.xml"].decode()
    copy.parts["customXml/item1.xml"] = part.replace('sha256="', 'sha256="0', 1).encode()
    assert any("config inside" in note for note in reviewed(copy.returned()).review.notes)


def test_another_config_than_that_of_the_file_is_told() -> None:
    other = example(CITY).replace("district_share: 75%", "district_share: 60%")
    reviewing = reviewed(sent(), against=yaml_source.parse(other.encode(), "other.yaml"))
    assert [each.code for each in reviewing.diagnostics] == ["MOU605"]
    assert [each.key.id for each in reviewing.review.changed if each.key] == ["funding"]


def test_a_library_that_changed_since_is_told() -> None:
    copy = Copy()
    part = copy.parts["customXml/item1.xml"].decode()
    tag = 'of="mou:clause:mission" sha256="'
    assert tag in part
    copy.parts["customXml/item1.xml"] = part.replace(tag, tag + "0").encode()
    assert [each.code for each in reviewed(copy.returned()).diagnostics] == ["MOU604"]


def test_macros_are_reported_and_the_rest_is_read() -> None:
    copy = Copy()
    copy.parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    review = reviewed(copy.returned()).review
    assert any("macros" in note and "vbaProject" in note for note in review.notes)


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/header1.xml"])
def test_a_part_that_is_missing_is_no_fault_of_the_program(part: str) -> None:
    copy = Copy()
    del copy.parts[part]
    assert reviewed(copy.returned()).review.parts


def test_symbols_breaks_and_hyphens_are_characters() -> None:
    copy = Copy()
    xml = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r>'
        '<w:t>a</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Symbol" '
        'w:char="F0B7"/><w:br/><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>'
    )
    from lxml import etree

    copy.body.insert(0, etree.fromstring(xml))
    line = read_copy(copy.returned(), "x").lines[0]
    assert line.accepted == "a\t\u2011\u00ad•\n\nb"


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, ["review", *arguments])
    return result.exit_code, result.output


def test_the_command_prints_what_changed_and_ends_with_1_for_silent_edits(tmp_path: Path) -> None:
    file = tmp_path / "back.docx"
    file.write_bytes(sent())
    code, text = _run(str(file))
    assert (code, "Nothing was changed." in text) == (0, True)
    copy = Copy().replace("25 percent (25%)", "20 percent (20%)").track("thirty (30)", "sixty (60)")
    copy.comment("The mission of the", "Fine with us.", "Luis Ortega")
    file.write_bytes(copy.returned())
    code, text = _run(str(file))
    assert code == 1
    assert "13. Program funding [silent edits, tracked changes]" in text
    assert "silently: “25 percent (25%)” became “20 percent (20%)”" in text
    assert "Luis Ortega, September 1, 2026: “thirty (30)” became “sixty (60)”" in text
    assert "Fine with us." in text
    file.write_bytes(Copy().track("thirty (30)", "sixty (60)").returned())
    assert _run(str(file))[0] == 0


def test_the_command_gives_json_that_a_machine_reads(tmp_path: Path) -> None:
    file = tmp_path / "back.docx"
    file.write_bytes(Copy().track("75 percent (75%)", "60 percent (60%)").returned())
    code, text = _run(str(file), "--format", "json")
    found = json.loads(text)
    assert code == 0
    assert found["silent_edits"] is False
    (part,) = found["parts"]
    assert (part["part"], part["id"], part["number"]) == ("clause", "funding", "13.")
    (edit,) = part["edits"]
    assert edit["inserted"] == "60 percent (60%)"
    assert edit["by"] == {"author": "Luis Ortega", "date": "2026-09-01T10:00:00Z"}


def test_the_form_of_the_json_is_documented_to_the_last_member() -> None:
    copy = Copy().track("thirty (30) days after", "ten days after")
    thread = copy.comment("The cost to be shared is", "Why?")
    copy.reply(thread, "Because.", "Luis Ortega")
    copy.replace("Patrol Captain", "Lieutenant")
    found = json.loads(review_json(reviewed(copy.returned()).review, "r.docx", "c.yaml"))
    page = (Path(__file__).parents[2] / "docs" / "review-json.md").read_text(encoding="utf-8")
    said = set(re.findall(r"`\"?([^`\"]*)\"?`", page))
    values = {
        each.value for kind in (PartKind, PartFinding, FoundBy, ChangeAnswer) for each in kind
    }
    assert members(found) >= {"replies", "inserted", "deleted", "before"}
    assert (members(found) | values) - said == set()


def members(value: object) -> set[str]:
    """The names of all members in a JSON value, however deep."""
    match value:
        case dict():
            return set(value).union(*map(members, value.values()))
        case list():
            return set().union(*map(members, value))
        case _:
            return set()


def test_the_command_gives_a_page_that_holds_no_foreign_markup(tmp_path: Path) -> None:
    file = tmp_path / "back.docx"
    copy = Copy().track("75 percent (75%)", "<script>alert(1)</script>", "<b>Eve</b>")
    file.write_bytes(copy.returned())
    _, page = _run(str(file), "--format", "html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<b>Eve" not in page
    assert "[inserted by &lt;b&gt;Eve" in page


def test_a_terminal_is_not_moved_by_what_came_back(tmp_path: Path) -> None:
    file = tmp_path / "back.docx"
    copy = Copy().track("75 percent (75%)", "60\u202e percent", "Eve\u009b2J")
    file.write_bytes(copy.returned())
    _, text = _run(str(file))
    assert "\u202e" not in text
    assert "\u009b" not in text


def test_a_file_that_cannot_be_reviewed_ends_with_2(tmp_path: Path) -> None:
    file = tmp_path / "notes.docx"
    file.write_text("not a document", "utf-8")
    code, text = _run(str(file))
    assert code == 2
    assert "MOU401" in text
    assert _run(str(tmp_path / "none.docx"))[0] == 2
    stripped = tmp_path / "stripped.docx"
    stripped.write_bytes(Copy().drop_source().returned())
    assert _run(str(stripped))[0] == 2
    assert _run(str(stripped), "--against", str(CONFIGS / CITY))[0] == 0
