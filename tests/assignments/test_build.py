"""What `make assignments` writes, and what it never loses."""

import json
from html.parser import HTMLParser

import nbformat
import pytest
from assignments.engine import build as module
from assignments.engine import setup_cell
from assignments.engine.build import COURSE, GUIDE, SOLUTION, STUDENT, build
from assignments.engine.source import is_guide, names, role

NAME = "05_build_a_portfolio"
MODULES = {"numpy", "pandas", "altair", "networkx", "ipywidgets", "leverplug", "json", "math",
           "os", "re", "collections", "dataclasses", "io", "itertools", "statistics", "string",
           "textwrap", "unicodedata", "difflib", "csv", "copy", "functools"}  # fmt: skip


@pytest.fixture
def quick(tmp_path):
    """One assignment, written."""
    build(tmp_path, [NAME], tell=lambda line: None)
    return tmp_path


def files(folder) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", names())
def test_each_assignment_is_there_for_students_instructors_and_nbgrader(name, made):
    for part in (STUDENT, SOLUTION, f"{COURSE}/source/{name}"):
        nbformat.validate(nbformat.read(made.folder / part / f"{name}.ipynb", as_version=4))
    assert (made.folder / COURSE / "nbgrader_config.py").exists()


@pytest.mark.parametrize("name", names())
def test_student_notebooks_ask_only_for_what_lab_and_colab_have(name, made):
    import ast

    from IPython.core.inputtransformer2 import TransformerManager

    for cell in made.notebook(STUDENT, name).cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(TransformerManager().transform_cell(cell.source))):
            if isinstance(node, ast.Import):
                found = {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found = {node.module.split(".")[0]}
            else:
                continue
            assert found - MODULES == set()


@pytest.mark.parametrize("name", names())
def test_student_notebooks_carry_what_nbgrader_needs_to_mark_them(name, made):
    student = made.notebook(STUDENT, name)
    points = {role(c)["grade_id"]: role(c)["points"] for c in student.cells if "points" in role(c)}
    assert sum(points.values()) == 20
    assert all(role(cell)["checksum"] for cell in student.cells if role(cell))
    assert not any(cell.get("outputs") for cell in student.cells)


@pytest.mark.parametrize("name", names())
def test_the_first_code_cell_gets_the_kit(name, made):
    cell = next(cell for cell in made.notebook(STUDENT, name).cells if cell.cell_type == "code")
    assert cell.source.startswith(setup_cell.code())
    exec(cell.source)  # here the kit is installed, so nothing happens


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
        build(quick, [NAME], tell=lambda line: None)
    assert files(quick) == before


def test_a_second_run_writes_the_same_and_leaves_marks_alone(quick):
    kept = quick / COURSE / "gradebook.db"
    kept.write_bytes(b"a term's marks")
    mine = quick / COURSE / "submitted" / "s1" / NAME
    mine.mkdir(parents=True)
    (mine / f"{NAME}.ipynb").write_text("{}", encoding="utf-8")
    before = files(quick)
    build(quick, [NAME], tell=lambda line: None)
    assert files(quick) == before


def test_each_assignment_is_told_of_while_it_is_made(tmp_path):
    said = []
    build(tmp_path, [NAME], tell=said.append)
    assert said == [f"[1 of 1] {NAME}: 20 marks"]


def test_a_notebook_without_a_source_goes(quick, monkeypatch, tmp_path_factory):
    for part in (STUDENT, SOLUTION):
        (quick / part / "99_gone.ipynb").write_text(json.dumps({}), encoding="utf-8")
    monkeypatch.setattr(module, "names", lambda folder: [NAME])
    build(quick, tell=lambda line: None)
    assert [path.name for path in quick.rglob("99_gone*")] == []
