"""No solution, hidden test, sample answer or rubric reaches students, the site or the wheel."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from assignments.engine.build import COURSE, STUDENT
from assignments.engine.cells import blank, is_guide, is_written, visible
from assignments.engine.source import Assignment, names
from contents import ROOT

SHORT = 25  # characters below which a line is anybody's
WORDS = 4  # in a sentence, at least; less is a label or a pattern
LONG = 60  # characters from which a line of code is nobody else's
TEXTS = {".html", ".md", ".txt", ".js", ".json", ".ipynb", ".py", ".xml", ".svg", ".css"}
MARKS = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "BEGIN SOLUTION", "END SOLUTION")


def plain(text: str) -> str:
    """A text as it compares: without the marks and escapes of its format."""
    text = text.replace("\\n", " ").replace('\\"', '"').replace("\\\\", "\\")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    for entity, letter in (("&quot;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">")):
        text = text.replace(entity, letter)
    return " ".join(text.replace("&amp;", "&").split())


def sentences(text: str) -> set[str]:
    """What a rubric or a sample answer says, sentence by sentence."""
    parts = re.split(r"(?<=[.!?])\s+|\||\n\n|\n[-*] |\*\*", text)
    return {plain(part).strip(" \"“”'") for part in parts}


def hidden_words(assignment: Assignment) -> set[str]:
    """Sentences that only instructors see: samples, rubrics, and messages of hidden tests."""
    found: set[str] = set()
    for cell in assignment.notebook.cells:
        if is_guide(cell) or is_written(cell):
            found |= sentences(cell.source)
        elif cell.cell_type == "code" and "BEGIN HIDDEN" in cell.source:
            found |= texts(cell.source) - texts(visible(cell.source))
    seen = plain(" ".join(shown(assignment)))
    return {text for text in found if is_sentence(text) and text not in seen}


def is_sentence(text: str) -> bool:
    return len(text) > SHORT and len(re.findall(r"[a-zA-Z]{2,}", text)) >= WORDS


def texts(code: str) -> set[str]:
    """Texts in code, each piece between its fields for itself."""
    return {
        plain(node.value)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def shown(assignment: Assignment) -> list[str]:
    """What students are meant to see of each cell."""
    return [
        visible(blank(cell.source))
        for cell in assignment.notebook.cells
        if not is_guide(cell) and not is_written(cell)
    ]


def hidden_code(assignment: Assignment, least: int) -> set[str]:
    """Lines of solutions and hidden tests that stand nowhere in what students see."""
    seen = plain(" ".join(shown(assignment)))
    return {
        line.strip()
        for cell in assignment.notebook.cells
        if cell.cell_type == "code"
        for line in cell.source.splitlines()
        if len(line.strip()) >= least and plain(line) not in seen
    }


def leaks(text: str, secrets: set[str]) -> list[str]:
    text = plain(text)
    return [secret for secret in secrets if plain(secret) in text]


@pytest.mark.parametrize("name", names())
def test_there_is_something_to_hide(name, made):
    """Otherwise the tests below would find nothing whatever was published."""
    assert len(hidden_words(made.assignments[name])) > 10
    assert len(hidden_code(made.assignments[name], SHORT)) > 5
    source = (made.folder / f"{COURSE}/source/{name}/{name}.ipynb").read_text(encoding="utf-8")
    assert leaks(source, hidden_code(made.assignments[name], SHORT)) != []


@pytest.mark.parametrize("name", names())
def test_student_notebooks_hold_no_answers(name, made):
    assignment = made.assignments[name]
    text = (made.folder / STUDENT / f"{name}.ipynb").read_text(encoding="utf-8")
    assert leaks(text, hidden_words(assignment) | hidden_code(assignment, SHORT)) == []
    assert [mark for mark in (*MARKS, "marking-guide", "Marking guide") if mark in text] == []


@pytest.mark.parametrize("name", names())
def test_the_course_that_nbgrader_reads_holds_no_rubric(name, made):
    """Its notebooks are what formgrader shows beside a submission."""
    text = (made.folder / f"{COURSE}/source/{name}/{name}.ipynb").read_text(encoding="utf-8")
    assert "Marking guide" not in text


@pytest.fixture(scope="module")
def secrets(made) -> set[str]:
    found: set[str] = set()
    for assignment in made.assignments.values():
        found |= hidden_words(assignment) | hidden_code(assignment, LONG)
    # What the data sets say of themselves is no secret, though a solution may quote it.
    data = sorted((ROOT / "datasets").glob("*.toml"))
    said = plain(" ".join(path.read_text(encoding="utf-8") for path in data))
    return {secret for secret in found if plain(secret) not in said}


def test_the_site_holds_no_answers(site, secrets):
    """Pages, their sources, the search index, and everything the browser's Lab offers."""
    files = [path for path in site.rglob("*") if path.suffix in TEXTS and path.is_file()]
    assert any(path.name == "searchindex.js" for path in files)
    assert any("_sources" in path.parts for path in files)
    found = {}
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        here = leaks(text, secrets) if any(s[:20] in text for s in secrets) else []
        here += [mark for mark in MARKS if mark in text]
        if here:
            found[str(path.relative_to(site))] = here
    assert found == {}
    solutions = [path for path in site.rglob("*.ipynb") if "solution" in str(path)]
    assert solutions == []


def test_the_wheel_holds_no_assignment(tmp_path, secrets):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = Path(tmp_path).glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        members = archive.namelist()
        assert {"leverplug/checks/__init__.py", "leverplug/py.typed"} <= set(members)
        assert [name for name in members if "assignments" in name or "engine" in name] == []
        everything = " ".join(archive.read(name).decode("utf-8", "replace") for name in members)
    assert leaks(everything, secrets) == []
