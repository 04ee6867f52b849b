"""The order of the house: data flows one way, and only the edges touch the world."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mou_builder.cli.program import COMMANDS
from mou_builder.web.addresses import PAGES
from scripts.floors import (
    FLOORS,
    PACKAGE,
    folder_of,
    imports,
    modules,
    name_of,
    parsed,
    used_folders,
)

EDGES = {"cli", "disk", "web"}
"""Folders that may read and write files, ask for the day and print."""

OUTSIDE = {
    "datetime.now",
    "datetime.today",
    "date.today",
    "os.environ",
    "os.getenv",
    "time.time",
    "time.monotonic",
    "time.sleep",
}
"""What asks the machine for something that no value has handed in."""

FILES = {"open", "print", "input", "Path"}
TOUCHES = {
    *("read_bytes", "read_text", "write_bytes", "write_text", "unlink", "mkdir", "iterdir"),
    *("rglob", "is_file", "is_dir", "exists"),
}
"""Methods of paths that go to the disk; to carry a path from one edge to another does not."""
WORLD = {"os", "shutil", "socket", "subprocess", "tempfile", "time", "glob"}
PURE_NAMES = {"PurePath", "PurePosixPath", "PureWindowsPath", "path"}

ENGINES = {
    "pdf/libreoffice.py": {
        *("os", "os.environ", "shutil", "subprocess", "tempfile", "Path"),
        *("is_file", "read_bytes", "write_bytes", "write_text"),
    },
    "pdf_reading/carried.py": {"read_bytes"},
    "pdf/setting/fonts.py": {"Path", "is_dir"},
    "pdf/setting/font_files.py": {"exists", "is_dir", "is_file", "read_bytes", "rglob"},
    "pdf/setting/typesetting.py": {"Path"},
    "explanations/catalogue.py": {"read_text", "read_bytes", "iterdir"},
    "report/html_page.py": {"read_text"},
}
"""Modules that are edges of their own, and what of the world they use: engines read fonts, and run
programs in folders of their own; two read what is packaged beside them. What `carried.py` reads
is a file inside a PDF, which no disk has."""


def test_each_folder_imports_only_from_floors_below_it() -> None:
    height = {folder: level for level, floor in enumerate(FLOORS) for folder in floor}
    upwards = {
        f"{folder} → {other}"
        for folder, others in used_folders().items()
        for other in others
        if folder and height[folder] <= height[other]
    }
    assert upwards == set()


def test_the_command_line_finds_nothing_wrong_itself() -> None:
    """It prints diagnostics and ends by them; what is wrong, and why, is said below it.

    Wrong usage is its own to tell, in click's way.
    """
    judged = {
        f"{file.relative_to(PACKAGE)}: {node.func.id}"
        for file in modules()
        if folder_of(name_of(file)) == "cli"
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in {"Diagnostic", "Refused", "Finding", "refusal"}
    }
    assert judged == set()


THE_FOLDER = {"folder/config_folder.py", "safety/users_file.py", "serving.py"}
"""Modules of the workbench that read files and open an address, and say what keeps them from it."""


def test_the_workbench_finds_nothing_wrong_itself_but_with_what_it_opens() -> None:
    judged = {
        str(file.relative_to(PACKAGE / "web"))
        for file in modules()
        if folder_of(name_of(file)) == "web"
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in {"Diagnostic", "Refused", "Finding", "refusal"}
    }
    assert judged == THE_FOLDER


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = {name_of(file): set(imports(file)) for file in modules()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name not in done:
            for other in known.get(name, ()):
                visit(other, (*path, name))
            done.add(name)

    for name in known:
        visit(name, ())


def worldly(file: Path) -> Iterator[str]:
    """Yield what a module uses of files, the clock, the environment and the terminal."""
    for node in ast.walk(parsed(file)):
        match node:
            case ast.Import(names):
                yield from (each.name for each in names if each.name.split(".")[0] in WORLD)
            case ast.ImportFrom(module=str(module), names=names):
                if module in WORLD and not {each.name for each in names} <= PURE_NAMES:
                    yield module
            case ast.Attribute(value=ast.Name(id=owner), attr=attribute):
                if f"{owner}.{attribute}" in OUTSIDE:
                    yield f"{owner}.{attribute}"
            case ast.Call(func=ast.Name(id=name)) if name in FILES:
                yield name
            case ast.Call(func=ast.Attribute(attr=name)) if name in TOUCHES:
                yield name


def test_only_the_edges_touch_files_the_clock_or_the_environment() -> None:
    found = {
        f"{name}: {use}"
        for file in modules()
        if folder_of(name_of(file)) not in EDGES
        for name in [file.relative_to(PACKAGE).as_posix()]
        for use in worldly(file)
        if use not in {"os.path", *ENGINES.get(name, set())}
    }
    assert found == set()


def test_no_folder_holds_more_than_fifteen_modules() -> None:
    root = PACKAGE.parent
    files = (*modules(), *(root / "tests").rglob("*.py"))
    count = Counter(file.parent for file in files if file.name != "__init__.py")
    assert {str(folder.relative_to(root)): n for folder, n in count.items() if n > 15} == {}


def test_the_folders_of_the_tests_are_those_of_the_program() -> None:
    tests = PACKAGE.parent / "tests"
    folders = {file.parent.relative_to(tests).as_posix() for file in tests.rglob("test_*.py")}
    strays = {each for each in folders - {".", "house"} if not (PACKAGE / each).is_dir()}
    assert strays == set()


OF_A_TEST = re.compile(r"^\s*(?:from|import) (tests\.[\w.]*\btest_\w+)", re.MULTILINE)


def test_what_several_tests_need_is_in_support() -> None:
    """But for `test_codes`, which looks into the tables of others whether each code has a case."""
    found = {
        path.name: OF_A_TEST.findall(path.read_text("utf-8"))
        for path in (PACKAGE.parent / "tests").rglob("*.py")
        if path.name != "test_codes.py"
    }
    assert {name: others for name, others in found.items() if others} == {}


def test_every_module_is_used() -> None:
    """A command is named in ``COMMANDS``, a page of the workbench in ``PAGES``."""
    used = {f"mou_builder.cli.{module}" for module, _ in COMMANDS.values()}
    used |= {f"mou_builder.web.pages.{page.name}" for page in PAGES}
    for file in (*modules(), *(PACKAGE.parent / "scripts").glob("*.py")):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.ImportFrom) and node.module:
                used |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    there = {name_of(file) for file in modules() if file.name != "__init__.py"}
    assert there - used == set()


def test_a_module_can_be_read_in_a_sitting() -> None:
    long = {
        str(file.relative_to(PACKAGE)): lines
        for file in modules()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


def test_a_class_name_means_one_thing() -> None:
    named = Counter(
        node.name
        for file in modules()
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in named.items() if count > 1] == []


def test_the_xml_of_word_is_known_in_one_folder_alone() -> None:
    strays = [
        str(file.relative_to(PACKAGE))
        for file in modules()
        if folder_of(name_of(file)) != "word"
        and "openxmlformats.org/wordprocessingml" in file.read_text(encoding="utf-8")
    ]
    assert strays == []


PATHS = re.compile(r'\b(?:r?split|r?partition)\("\."|"\."\.join\(')
"""What takes names with dots apart or puts them together."""
OTHER_DOTS = {
    "drafting/importing/file_name.py",
    "drafting/importing/number_format.py",
    "renewal/amounts.py",
    "yamltext/dotted.py",
}
"""Modules in which a dot is that of a number or of a file name; and the one that knows of paths."""


def test_a_path_of_a_value_is_written_and_read_in_one_place() -> None:
    strays = [
        f"{file.relative_to(PACKAGE)}: {each[0]}"
        for file in modules()
        if file.relative_to(PACKAGE).as_posix() not in OTHER_DOTS
        for each in PATHS.finditer(file.read_text(encoding="utf-8"))
    ]
    assert strays == []


def test_a_module_is_named_for_what_it_holds() -> None:
    vague = re.compile(r"^(utils?|helpers?|common|misc|manager)$")
    assert [each for each in modules() if vague.match(each.stem)] == []


MAY_READ = re.compile(r"\b(read_text|write_text|run|Popen|check_output)\(")


def _in_letters_of_the_machine(call: ast.Call) -> bool:
    """Whether a call reads or writes a text without saying in which encoding."""
    said = {each.arg: each.value for each in call.keywords}
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    match name:
        case "read_text":
            return not call.args and "encoding" not in said
        case "write_text":
            return len(call.args) == 1 and "encoding" not in said
        case "run" | "Popen" | "check_output":
            return "text" in said or "universal_newlines" in said
        case _:
            return False


def test_no_text_is_read_or_written_in_the_letters_of_the_machine() -> None:
    """What is UTF-8 here is something else on Windows and in the locale C."""
    found = [
        f"{path.relative_to(PACKAGE.parent)}:{node.lineno}"
        for folder in ("mou_builder", "tests", "scripts", "bench")
        for path in (PACKAGE.parent / folder).rglob("*.py")
        if MAY_READ.search(text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _in_letters_of_the_machine(node)
    ]
    assert not found


def test_no_module_compiles_a_regular_expression_when_it_is_loaded() -> None:
    """Write `pattern(…)` of `mou_builder.patterns`: it is compiled when it is first used."""
    found = [
        f"{path.relative_to(PACKAGE.parent)}:{node.lineno}"
        for path in modules()
        for node in _on_loading(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    assert not found


def _on_loading(node: ast.AST) -> Iterator[ast.AST]:
    for each in ast.iter_child_nodes(node):
        if not isinstance(each, ast.FunctionDef | ast.Lambda):
            yield each
            yield from _on_loading(each)


def test_no_command_loads_what_sets_or_judges_a_pdf_before_it_needs_it() -> None:
    """That takes longer than all else that a command loads; three judge signatures anyway."""
    judging = {"mou_builder.cli.keeping." + each for each in ("record", "sign", "verify")}
    commands = [
        f"mou_builder.cli.{folder.name}.{file.stem}"
        for folder in (PACKAGE / "cli").iterdir()
        for file in folder.glob("[a-z]*.py")
    ]
    script = f"import sys, {', '.join({*commands} - judging)}; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert not {"pyhanko", "typst", "pikepdf", "pypdfium2", "flask"} & set(ran.stdout.split())


def _errors_without_a_hint(module: Path) -> Iterator[str]:
    tree = parsed(module)
    is_ours = "refusal" in {
        each.asname or each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "mou_builder.diagnostic"
        for each in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or any(isinstance(e, ast.Starred) for e in node.args):
            continue
        called, given = ast.unparse(node.func), len(node.args)
        is_error = called == "Diagnostic" and "Severity.ERROR" in map(ast.unparse, node.args)
        least = 4 if called == "refusal" and is_ours else 5 if is_error else 0
        if given < least and "hint" not in {each.arg for each in node.keywords}:
            yield f"{name_of(module)}:{node.lineno}"


def test_every_error_says_what_to_do() -> None:
    found = [each for module in modules() for each in _errors_without_a_hint(module)]
    assert found == []
