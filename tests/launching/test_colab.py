"""The notebooks run with the package versions that Google publishes for Colab.

Colab itself is not run: it is a service, and needs an account.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
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
COLABS_PYTHON = re.search(r"^# Python: (\d+\.\d+)", TEXT, re.MULTILINE)[1]
# What is run each time: charts, widgets and data; the full tests run everything.
CHAPTERS = ("book/partnerships/letting_go",)
ASSIGNMENT = "01_clean_a_literature"


@dataclass(frozen=True)
class Colab:
    """An environment like Colab's.

    Args:
        whole: Whether it has Colab's own Python, and everything is run in it.
        python: Its Python, with the kit.
    """

    whole: bool
    python: Path


@pytest.fixture(scope="module", params=[False, pytest.param(True, marks=pytest.mark.full)],
                ids=["some", "all"])  # fmt: skip
def colab(request, published: Path, tmp_path_factory) -> Colab:
    """Colab's packages, and after the first cell of a notebook: the kit fetched from its branch."""
    folder = tmp_path_factory.mktemp("colab")
    made = kit.environment(
        folder / "environment", _python(request.param), "--constraint", str(VERSIONS), *THERE,
        cwd=folder,
    )  # fmt: skip
    return Colab(request.param, kit.install(made, str(published), cwd=folder))


def _python(exact: bool) -> Path:
    """Colab's Python; or the one at hand, unless Colab's packages are too old for it."""
    version = tuple(map(int, COLABS_PYTHON.split(".")))
    if not exact and sys.version_info[:2] <= version:
        return kit.python_at_hand()
    found = kit.python_of(COLABS_PYTHON)
    if found is None:
        pytest.fail(f"Colab has Python {COLABS_PYTHON}, and there is none here: install it as by "
                    f"`pyenv install {COLABS_PYTHON}`", pytrace=False)  # fmt: skip
    return found


def installed(python: Path) -> dict[str, str]:
    script = "import importlib.metadata as m; [print(d.name, d.version) for d in m.distributions()]"
    said = subprocess.run([python, "-c", script], capture_output=True, text=True, check=True)
    return {name.lower(): version for name, version in map(str.split, said.stdout.splitlines())}


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


def test_fetching_the_kit_leaves_colabs_own_packages_as_they_are(colab: Colab):
    now = installed(colab.python)
    assert {name: now[name] for name in THERE} == {name: PINS[name] for name in THERE}
    assert "leverplug" in now


def test_chapters_run_from_their_first_cell_to_their_last(colab: Colab, published: Path):
    names = [page.name for page in chapters()]
    assert set(CHAPTERS) <= set(names)
    wanted = names if colab.whole else CHAPTERS
    assert failures(colab.python, [published / f"{name}.ipynb" for name in wanted]) == []


def test_an_assignment_runs_up_to_its_first_answer(colab: Colab, published: Path, tmp_path):
    notebooks = sorted(
        (published / "assignments").glob("*.ipynb" if colab.whole else f"{ASSIGNMENT}.*")
    )
    for path in notebooks:
        made = json.loads(path.read_text("utf-8"))
        asked = next(n for n, cell in enumerate(made["cells"]) if is_answer(cell))
        made["cells"] = made["cells"][:asked]
        (tmp_path / path.name).write_text(json.dumps(made), encoding="utf-8")
    assert notebooks
    assert failures(colab.python, sorted(tmp_path.glob("*.ipynb"))) == []


def is_answer(cell: dict) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def test_a_solution_passes_all_its_tests(colab: Colab, published: Path, tmp_path: Path):
    solutions = kit.make_solutions(tmp_path, [] if colab.whole else [ASSIGNMENT])
    assignments = sorted(path.name for path in (published / "assignments").glob("*.ipynb"))
    assert [p.name for p in solutions] == (assignments if colab.whole else [f"{ASSIGNMENT}.ipynb"])
    assert failures(colab.python, solutions) == []


def test_a_cell_that_raises_is_reported(colab: Colab, tmp_path: Path):
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in ("1", "1 / 0")]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert failures(colab.python, [tmp_path / "a.ipynb"]) == [
        ["a.ipynb", 1, "ZeroDivisionError('division by zero')"]
    ]
