"""The notebooks run with the package versions that Google publishes for Colab.

Colab itself is not run: it is a service, and needs an account.
"""

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import kit
import pytest
import run_notebooks
from contents import ROOT, chapters

HERE = Path(__file__).parent
VERSIONS = HERE / "colab.txt"
TEXT = VERSIONS.read_text(encoding="utf-8")
PINS = dict(re.findall(r"^([\w.-]+)==(\S+)$", TEXT, re.MULTILINE))
# What a notebook of the kit meets in Colab before the kit is fetched.
THERE = ("numpy", "pandas", "altair", "networkx", "ipywidgets", "anywidget", "ipython", "ipykernel")


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Path:
    """The Python of an environment like Colab's, without the kit."""
    version = re.search(r"^# Python: (\d+\.\d+)", TEXT, re.MULTILINE)[1]
    found = kit.python_of(version)
    if found is None:
        pytest.fail(f"Colab has Python {version}, and there is none here: install it as by "
                    f"`pyenv install {version}`", pytrace=False)  # fmt: skip
    folder = tmp_path_factory.mktemp("colab") / "environment"
    return kit.environment(folder, found, "--constraint", str(VERSIONS), *THERE, cwd=folder.parent)


@pytest.fixture(scope="module")
def python(before: Path, published: Path) -> Path:
    """The same after the first cell of a notebook: the kit fetched from its branch."""
    return kit.install(before, str(published), cwd=before.parents[2])


def installed(python: Path) -> dict[str, str]:
    script = "import importlib.metadata as m; [print(d.name, d.version) for d in m.distributions()]"
    said = subprocess.run([python, "-c", script], capture_output=True, text=True, check=True)
    return dict(line.split() for line in said.stdout.splitlines())


def failures(python: Path, notebooks: list[Path]) -> list:
    done = subprocess.run(
        [python, run_notebooks.__file__, *notebooks], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_the_versions_have_a_source_and_a_date():
    assert "https://github.com/googlecolab/backend-info" in TEXT
    day, month, year = re.search(r"of (\d+) (\w+) (\d{4})", TEXT).groups()
    assert date(int(year), 8, int(day)) == date(2026, 8, 19)
    assert month == "August"
    assert set(THERE) <= {name.lower() for name in PINS}
    page = (ROOT / "book" / "launching.md").read_text("utf-8")
    assert f"{day} {month} {year}" in page
    assert "Colab itself has not been tried" in page


def test_fetching_the_kit_leaves_colabs_own_packages_as_they_are(before: Path, python: Path):
    now = {name.lower(): version for name, version in installed(python).items()}
    assert {name: now[name] for name in THERE} == {name: PINS[name] for name in THERE}
    assert "leverplug" in now


def test_every_chapter_runs_from_its_first_cell_to_its_last(python: Path, published: Path):
    notebooks = [published / f"{page.name}.ipynb" for page in chapters()]
    assert failures(python, notebooks) == []


def test_every_assignment_runs_up_to_its_first_answer(python: Path, published: Path, tmp_path):
    notebooks = sorted((published / "assignments").glob("*.ipynb"))
    for path in notebooks:
        made = json.loads(path.read_text("utf-8"))
        asked = next(n for n, cell in enumerate(made["cells"]) if is_answer(cell))
        made["cells"] = made["cells"][:asked]
        (tmp_path / path.name).write_text(json.dumps(made), encoding="utf-8")
    assert notebooks
    assert failures(python, sorted(tmp_path.glob("*.ipynb"))) == []


def is_answer(cell: dict) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def test_every_solution_passes_all_its_tests(python: Path, students: Path):
    notebooks = sorted((students.parent / "solution").glob("*.ipynb"))
    assert len(notebooks) == len(list(students.glob("*.ipynb")))
    assert failures(python, notebooks) == []


def test_a_cell_that_raises_is_reported(python: Path, tmp_path: Path):
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in ("1", "1 / 0")]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert failures(python, [tmp_path / "a.ipynb"]) == [
        ["a.ipynb", 1, "ZeroDivisionError('division by zero')"]
    ]
