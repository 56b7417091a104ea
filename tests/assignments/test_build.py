"""What `make assignments` writes, and what it never loses."""

import ast
import json
import shutil
from html.parser import HTMLParser

import nbformat
import pytest
from assignments.engine import build as module
from assignments.engine import setup_cell
from assignments.engine.build import COURSE, GUIDE, SOLUTION, STUDENT, build
from assignments.engine.cells import is_guide, role
from assignments.engine.source import names
from IPython.core.inputtransformer2 import TransformerManager

NAME = "05_build_a_portfolio"
MODULES = {"numpy", "pandas", "altair", "networkx", "ipywidgets", "leverplug", "json", "math",
           "os", "re", "collections", "dataclasses", "io", "itertools", "statistics", "string",
           "textwrap", "unicodedata", "difflib", "csv", "copy", "functools"}  # fmt: skip


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """One assignment, written."""
    folder = tmp_path_factory.mktemp("one")
    build(folder, [NAME], log=lambda line: None)
    return folder


@pytest.fixture
def quick(one, tmp_path):
    """A copy of it."""
    return shutil.copytree(one, tmp_path / "quick")


def files(folder) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def changes(folder) -> dict[str, int]:
    """When each file changed last."""
    return {name: (folder / name).stat().st_mtime_ns for name in files(folder)}


def test_each_assignment_is_there_for_students_instructors_and_nbgrader(made):
    for name in names():
        for part in (STUDENT, SOLUTION, f"{COURSE}/source/{name}"):
            nbformat.validate(made.notebook(part, name))
    assert (made.folder / COURSE / "nbgrader_config.py").exists()


def plain(cell: nbformat.NotebookNode) -> str:
    """A cell's code as Python has it, without magic commands."""
    return TransformerManager().transform_cell(cell.source)


def imported(code: str) -> set[str]:
    """Packages that code imports."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module.split(".")[0])
    return found


def test_student_notebooks_ask_only_for_what_lab_and_colab_have(made):
    cells = [cell for name in names() for cell in made.notebook(STUDENT, name).cells]
    asked = set().union(*(imported(plain(cell)) for cell in cells if cell.cell_type == "code"))
    assert "leverplug" in asked
    assert asked - MODULES == set()


def test_student_notebooks_carry_what_nbgrader_needs_to_mark_them(made):
    for name in names():
        cells = made.notebook(STUDENT, name).cells
        points = {role(c)["grade_id"]: role(c)["points"] for c in cells if "points" in role(c)}
        assert (name, sum(points.values())) == (name, 20)
        assert all(role(cell)["checksum"] for cell in cells if role(cell)), name
        assert not any(cell.get("outputs") for cell in cells), name


def test_the_first_code_cell_gets_the_kit(made):
    for name in names():
        cell = next(cell for cell in made.notebook(STUDENT, name).cells if cell.cell_type == "code")
        assert cell.source.startswith(setup_cell.code()), name
        exec(plain(cell), {})  # here the kit is installed, so nothing happens


def test_the_first_cell_fetches_the_kit_only_where_an_address_is_known(monkeypatch):
    assert "pip" not in setup_cell.code("").replace("`pip install .`", "")
    code = setup_cell.code("https://example.org/levers")
    assert '%pip install --quiet "leverplug @ git+https://example.org/levers@notebooks"' in code
    monkeypatch.setenv("GITHUB_REPOSITORY", "someone/levers")
    assert "github.com/someone/levers@notebooks" in setup_cell.code()


class Text(HTMLParser):
    """Headings of a page, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_marking_guide_holds_every_rubric_and_loads_nothing(made):
    page = (made.folder / GUIDE).read_text(encoding="utf-8")
    for assignment in made.assignments.values():
        assert f'id="{assignment.name}"' in page
        for cell in assignment.notebook.cells:
            if is_guide(cell):
                first = cell.source.strip().splitlines()[0].lstrip("# ").strip("*")
                assert first in page
    parser = Text()
    parser.feed(page)
    assert [tag for tag, attrs in parser.tags if tag in {"script", "link", "img"}] == []


def test_a_run_that_is_broken_off_changes_nothing(quick, monkeypatch):
    before = files(quick)

    def stop(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(module.guide, "page", stop)
    with pytest.raises(KeyboardInterrupt):
        build(quick, [NAME], log=lambda line: None)
    assert files(quick) == before


def test_a_second_run_tells_of_each_touches_nothing_and_leaves_marks_alone(quick):
    kept = quick / COURSE / "gradebook.db"
    kept.write_bytes(b"a term's marks")
    mine = quick / COURSE / "submitted" / "s1" / NAME
    mine.mkdir(parents=True)
    (mine / f"{NAME}.ipynb").write_text("{}", encoding="utf-8")
    before, times, said = files(quick), changes(quick), []
    build(quick, [NAME], log=said.append)
    assert files(quick) == before
    assert changes(quick) == times
    assert said == [f"[1 of 1] {NAME}: 20 marks"]


def test_a_notebook_without_a_source_goes(quick, monkeypatch, tmp_path_factory):
    for part in (STUDENT, SOLUTION):
        (quick / part / "99_gone.ipynb").write_text(json.dumps({}), encoding="utf-8")
    monkeypatch.setattr(module, "names", lambda folder: [NAME])
    build(quick, log=lambda line: None)
    assert [path.name for path in quick.rglob("99_gone*")] == []
