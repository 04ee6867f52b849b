"""Two agreements, or two states of one, side by side."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask.testing import FlaskClient

from tests.support.web.workbench import MAPLE, app_over, examples_in, inside

OTHER = "other.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    examples_in(tmp_path, MAPLE)
    text = (tmp_path / MAPLE).read_text(encoding="utf-8")
    (tmp_path / OTHER).write_text(text.replace("2027-06-30", "2028-06-30"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return inside(app_over(folder))


def test_it_says_in_plain_words_what_changed_and_shows_it_marked(client: FlaskClient) -> None:
    page = client.get(f"/compare?old={MAPLE}&new={OTHER}").text
    assert "The last day of the term: June 30, 2027 → June 30, 2028" in page
    assert "<del>" in page
    assert "</span>June 30, 2028<span" in page


def test_words_of_their_own_in_place_of_a_variant_are_told_once(
    client: FlaskClient, folder: Path
) -> None:
    text = (folder / MAPLE).read_text(encoding="utf-8")
    own = "    text: The Patrol Captain commands.\n    because: so agreed\n"
    was = "    variant: agency\n    supervisor: Patrol Captain\n"
    assert was in text
    (folder / OTHER).write_text(text.replace(was, own), encoding="utf-8")
    page = client.get(f"/compare?old={MAPLE}&new={OTHER}").text
    assert "Chain of command: now in the parties&#39; own words." in page
    assert "words of its own" not in page


def test_it_hands_out_the_redline_and_the_comparison_copy(client: FlaskClient) -> None:
    asked = f"old={MAPLE}&new={OTHER}"
    word = client.get(f"/compare/redline.docx?{asked}")
    assert word.headers["Content-Disposition"].startswith('attachment; filename="redline.docx"')
    assert "w:ins " in Document(BytesIO(word.data)).element.xml
    pdf = client.get(f"/compare/comparison.pdf?{asked}")
    assert pdf.data.startswith(b"%PDF-")


def test_two_states_of_one_are_compared_from_the_history_and_from_git(
    client: FlaskClient, folder: Path
) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=Dana", "-c", "user.email=d@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", OTHER], check=True)
    subprocess.run([*git, "commit", "-qm", "The year before"], check=True)
    text = (folder / OTHER).read_text(encoding="utf-8")
    (folder / OTHER).write_text(text.replace("2028-06-30", "2029-06-30"), encoding="utf-8")
    states = client.get(f"/compare/states/{OTHER}").text
    assert "The year before" in states
    assert "by Dana" in states
    commit = states.split('value="git:')[1].split('"')[0]
    address = f"/compare?old={OTHER}&old_state=git:{commit}&new={OTHER}"
    assert "June 30, 2028 → June 30, 2029" in client.get(address).text


@pytest.mark.parametrize(
    "address",
    [
        f"/compare?old={MAPLE}&new=gone.yaml",
        f"/compare?old={MAPLE}&old_state=git:HEAD&new={MAPLE}",
        f"/compare?old={MAPLE}&old_state=kept:../{MAPLE}&new={MAPLE}",
        f"/compare?old={MAPLE}&old_state=x&new={MAPLE}",
        "/compare/states/../secret.yaml",
        "/compare/redline.docx",
    ],
)
def test_what_the_folder_has_not_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_agreement_that_cannot_be_compared_says_why(client: FlaskClient, folder: Path) -> None:
    (folder / OTHER).write_text("model: nowhere-1\n", "utf-8")
    answer = client.get(f"/compare?old={MAPLE}&new={OTHER}")
    assert answer.status_code == 422
    assert "This cannot be done" in answer.text
    assert str(folder) not in answer.text
