"""The wheel gives a `mou` that works in an empty folder; what it is built with is pinned."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from importlib import metadata
from pathlib import Path

import page
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import mou_builder

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = ("clauses", "configs", "templates")


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, with nothing from the checkout in its environment."""
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "MOU_CACHE": "",
    }
    return subprocess.run(
        [str(each) for each in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation"),
        *("--outdir", folder, REPOSITORY),
        folder=folder,
    )
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("*.whl")
    return built


@dataclass(frozen=True)
class Installed:
    """An environment that the wheel is installed in; the dependencies are this environment's."""

    home: Path

    def mou(self, *arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        return run(self.home / "bin" / "mou", *arguments, folder=folder)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    [packages] = home.glob("lib/python*/site-packages")
    # A line in a .pth file leads to this environment's packages, but not on to the checkout, which
    # is there by another .pth file.
    (packages / "dependencies.pth").write_text(
        metadata.distribution("click").locate_file("").as_posix(), "utf-8"
    )
    done = run(
        *(sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install"),
        *("--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check", wheel),
        folder=home,
    )
    assert done.returncode == 0, done.stderr
    return Installed(home)


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {each for each in archive.namelist() if ".dist-info/" not in each}
        contents = {each: archive.read(each) for each in names if "/data/" in each}
    assert {each.split("/")[0] for each in names} == {"mou_builder"}
    expected = {
        f"mou_builder/data/{path.relative_to(REPOSITORY).as_posix()}": path.read_bytes()
        for folder in DATA
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert len(expected) > 40
    assert contents == expected


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA")]
        said = message_from_bytes(archive.read(name))
    assert (said["Name"], said["Version"]) == ("mou-builder", mou_builder.__version__)
    assert said["Requires-Python"] == ">=3.11"
    assert "School Resource Officer" in said["Summary"]


def test_the_program_that_is_tested_is_the_one_from_the_wheel(
    installed: Installed, tmp_path: Path
) -> None:
    code = "import mou_builder; print(mou_builder.__file__)"
    where = run(installed.home / "bin" / "python", "-c", code, folder=tmp_path).stdout
    assert where.startswith(str(installed.home))


def test_the_installed_program_says_its_version(installed: Installed, tmp_path: Path) -> None:
    done = installed.mou("--version", folder=tmp_path)
    assert done.returncode == 0
    assert mou_builder.__version__ in done.stdout


def test_the_installed_program_drafts_an_agreement_in_an_empty_folder(
    installed: Installed, tmp_path: Path
) -> None:
    config = "city-and-one-school.yaml"
    for arguments in (
        ("init", "--example", "city-and-one-school", config),
        ("check", config),
        ("render", config, "--format", "docx,pdf,html,text"),
    ):
        done = installed.mou(*arguments, folder=tmp_path)
        assert done.returncode == 0, done.stderr
    made = {each.name for each in tmp_path.iterdir() if each.name != config}
    assert made == {f"city-and-one-school.{each}" for each in ("docx", "pdf", "html", "txt")}
    pdf = (tmp_path / "city-and-one-school.pdf").read_bytes()
    for profile in ("ua1", "3b"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


def test_the_installed_program_gives_the_bytes_that_the_checkout_gives(
    installed: Installed, tmp_path: Path
) -> None:
    config = (REPOSITORY / "configs" / "city-and-one-school.yaml").read_bytes()
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        (folder / "a.yaml").write_bytes(config)
    checkout = f"import sys; sys.path.insert(0, {str(REPOSITORY)!r}); "
    start = f"{checkout}from mou_builder.cli import main; main()"
    done = (
        installed.mou("render", "a.yaml", folder=there),
        run(sys.executable, "-c", start, "render", "a.yaml", folder=here),
    )
    assert [each.returncode for each in done] == [0, 0], done
    for name in ("a.docx", "a.pdf"):
        assert (there / name).read_bytes() == (here / name).read_bytes()


def test_the_installed_program_hands_out_its_template(installed: Installed, tmp_path: Path) -> None:
    done = installed.mou("template", "new", "letterhead.docx", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    packaged = REPOSITORY / "templates" / "agreement.docx"
    assert (tmp_path / "letterhead.docx").read_bytes() == packaged.read_bytes()


# What is pinned


def pinned(*names: str) -> dict[str, Version]:
    lines = "\n".join((REPOSITORY / name).read_text("utf-8") for name in names).splitlines()
    found = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.\-]+==[\w.\-+]+", line) for line in found)
    pairs = [line.split("==") for line in found]
    assert len({canonicalize_name(name) for name, _ in pairs}) == len(pairs)
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def needed(name: str) -> Iterator[Requirement]:
    """What a distribution needs here, without its extras."""
    for text in metadata.requires(name) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def test_every_package_that_a_pinned_one_needs_is_pinned_and_installed_so() -> None:
    pins = pinned("requirements-dev.txt")
    for name, version in pins.items():
        assert Version(metadata.version(name)) == version
        for requirement in needed(name):
            assert canonicalize_name(requirement.name) in pins, f"{name} needs {requirement}"


@pytest.mark.crosscheck
def test_the_same_holds_for_the_engines_that_are_not_ours() -> None:
    pins = pinned("requirements-dev.txt", "requirements-crosscheck.txt")
    for name, version in pins.items():
        assert Version(metadata.version(name)) == version
        for requirement in needed(name):
            assert canonicalize_name(requirement.name) in pins, f"{name} needs {requirement}"


def test_the_bounds_for_users_allow_what_is_tested() -> None:
    pins = pinned("requirements-dev.txt")
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    dependencies = [Requirement(each) for each in project["dependencies"]]
    assert len(dependencies) > 8
    for each in dependencies:
        assert each.specifier.contains(pins[canonicalize_name(each.name)]), str(each)
        assert {one.operator for one in each.specifier} == {">=", "<"}, str(each)


def test_pre_commit_runs_what_is_pinned() -> None:
    config = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text("utf-8"))
    assert {each["repo"] for each in config["repos"]} == {"local"}
    entries = [hook["entry"].split()[0] for each in config["repos"] for hook in each["hooks"]]
    assert {Path(each).parent.as_posix() for each in entries} == {".venv/bin"}


def test_the_guide_names_no_index_that_does_not_have_it() -> None:
    """The program is on no package index: what is said of installing must work today."""
    for name in ("README.md", "docs/install.md"):
        for line in (REPOSITORY / name).read_text("utf-8").splitlines():
            assert not re.match(r"\$ (pip|pipx|uv tool) install mou-builder", line), name
    assert "finds nothing" in (REPOSITORY / "docs" / "install.md").read_text("utf-8")
