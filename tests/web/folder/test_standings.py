"""An agreement is judged anew when a file changes that it was judged by, and only then."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from mou_builder.check.checking import Checked
from mou_builder.portfolio.states import AgreementState
from mou_builder.web.workbench import Workbench, workbench_over
from tests.support.web.workbench import MAPLE, examples_in

DAY = date(2026, 11, 2)
BASE = "base.yaml"
OTHER = "village-with-grant.yaml"


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    examples_in(tmp_path, MAPLE, OTHER)
    config = tmp_path / MAPLE
    text = config.read_text(encoding="utf-8")
    (tmp_path / BASE).write_text("term:\n  until: 2027-06-30\n", "utf-8")
    config.write_text(f"extends: {BASE}\n" + text.replace("  until: 2027-06-30\n", ""), "utf-8")
    return workbench_over(tmp_path, as_of=DAY)


def judged(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return which agreements are judged when all are asked for."""
    names: list[str] = []
    check = Workbench.checked

    def noted(self: Workbench, name: str, data: bytes | None = None) -> Checked:
        names.append(name)
        return check(self, name, data)

    with monkeypatch.context() as patch:
        patch.setattr(Workbench, "checked", noted)
        bench.standings()
    return sorted(names)


def test_a_reload_judges_nothing_anew(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(bench, monkeypatch) == [MAPLE, OTHER]
    assert judged(bench, monkeypatch) == []


def test_what_was_saved_is_judged_anew_and_nothing_else(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.standings()
    config = bench.folder.root / MAPLE
    config.write_text(config.read_text("utf-8").replace("Maple Grove", "Elm Grove"), "utf-8")
    assert judged(bench, monkeypatch) == [MAPLE]
    assert any("Elm Grove" in each.district for each in bench.standings())


def test_what_a_config_extends_is_a_part_of_it(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.standings()
    (bench.folder.root / BASE).write_text("term:\n  until: 2028-06-30\n", "utf-8")
    assert judged(bench, monkeypatch) == [MAPLE]
    assert date(2028, 6, 30) in [each.until for each in bench.standings()]


def test_a_signed_copy_that_is_lost_or_altered_is_seen(bench: Workbench) -> None:
    copy = bench.folder.root / "signed.pdf"
    copy.write_bytes(b"%PDF-1.7")
    config = bench.folder.root / MAPLE
    digest = "sha256:" + "0" * 64
    fact = "fact: copy, day: 2026-08-04, file: signed.pdf, words: equal"
    record = f"record:\n  - {{{fact}, digest: {digest}}}\n"
    config.write_text(config.read_text("utf-8") + record, "utf-8")
    [before] = [each for each in bench.standings() if each.copies]
    assert len(before.lost_copies) == 1
    copy.unlink()
    [after] = [each for each in bench.standings() if each.copies]
    assert after.lost_copies != before.lost_copies


def test_another_day_is_another_judgement(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.standings()
    later = Workbench(
        bench.folder, bench.unsaved, bench.library, None, DAY + timedelta(days=400), kept=bench.kept
    )
    assert judged(later, monkeypatch) == [MAPLE, OTHER]
    assert all(each.as_of == later.today for each in later.standings())


def test_what_cannot_be_read_is_tried_again_each_time(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = bench.folder.root / MAPLE
    text = config.read_text("utf-8")
    config.write_text(text + "model: [\n", "utf-8")
    assert AgreementState.UNREADABLE in [each.state for each in bench.standings()]
    config.write_text(text, "utf-8")
    assert AgreementState.UNREADABLE not in [each.state for each in bench.standings()]
    (bench.folder.root / OTHER).unlink()
    assert [each.file for each in bench.standings()] == [MAPLE]
