"""The library stays light, and modules lean one way only: pyproject.toml has the contracts."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import leverplug
import pytest
from contents import ROOT
from each import each

PACKAGE = Path(leverplug.__file__).parent
# From left to right: no module imports one of its own group or of a group to its right, except
# that the modules of a folder may import one another.
ORDER = (
    {"datasets", "lazy"},
    {"catalogue"},
    {"venture"},
    {"model", "portfolios", "unplugged"},
    {"outcomes"},
    {"experiments", "explain"},
    {"validation"},
    {"network", "record"},
    {"checks"},
    {"charts"},
    {"figures"},
    {"widgets"},
)
PLACE = {name: place for place, group in enumerate(ORDER) for name in group}
HEAVY = (
    "pandas", "altair", "networkx", "scipy", "statsmodels", "matplotlib", "IPython", "ipywidgets",
    "traitlets", "anywidget", "vl_convert", "jsonschema", "mesa", "SALib",
)  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))
each_module = each(MODULES, name=lambda path: path.relative_to(PACKAGE))


def top(path: Path) -> str:
    """The module or folder right under the package to which a file belongs."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Modules of the package that a file imports anywhere, also inside its functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import: write it in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        parts = [name.split(".") for name in names]
        found |= {name[1] for name in parts if name[0] == "leverplug" and len(name) > 1}
    return found


def heavy_at_the_top(path: Path) -> set[str]:
    """Heavy libraries that a file imports when it is imported itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {
        name.split(".")[0]
        for node in nodes
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }
    return names & set(HEAVY)


def test_the_contracts_are_kept():
    """Contracts of the assignments' engine and the book's extensions; `lint-imports` reports."""
    command = "from importlinter.cli import lint_imports_command as lint; lint()"
    run = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_extension_of_the_book_is_in_the_contracts():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extensions = {path.parent.name for path in ROOT.glob("book/_ext/*/__init__.py")}
    assert "launching" in extensions
    assert extensions - set(project["tool"]["importlinter"]["root_packages"]) == set()


def test_every_module_has_its_place():
    public = {top(path) for path in MODULES} - {"__init__", "__main__"}
    assert public - PLACE.keys() == set(), "give each new module its place in ORDER"


@each_module
def test_no_module_imports_one_to_its_right(path):
    here = top(path)
    if here in {"__init__", "__main__"}:
        return
    wrong = {name for name in imported(path) - {here} if PLACE.get(name, -1) >= PLACE[here]}
    assert wrong == set()


@each_module
def test_heavy_libraries_are_imported_by_the_functions_that_need_them(path):
    allowed = {"anywidget", "ipywidgets", "traitlets"} if top(path) == "widgets" else set()
    assert heavy_at_the_top(path) - allowed == set()


@each([path for path in MODULES if top(path) == "charts"], name=lambda path: path.name)
def test_a_chart_takes_results_and_runs_no_model(path):
    runs_it = {"leverplug.experiments", "leverplug.model.simulation", "leverplug.model.batch"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert [name for name in names if name.startswith(tuple(runs_it))] == []
    assert "leverplug.simulate" not in names


def loaded_after(statement: str) -> set[str]:
    """Top-level modules present in a fresh Python after a statement."""
    program = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import leverplug",
        "from leverplug import checks, explain, network, record",
        "import leverplug\n"
        "v = leverplug.Venture(ties=(leverplug.Tie('kin-1', 'kin', 0.2),))\n"
        "leverplug.scorecard(leverplug.simulate(v, runs=3))",
    ],
    ids=["leverplug", "what stands beside", "a simulation"],
)
def test_nothing_heavier_than_numpy_is_loaded(statement):
    loaded = loaded_after(statement)
    assert loaded & set(HEAVY) == set()
    assert "numpy" in loaded


def test_the_package_offers_at_most_ten_names():
    assert len(leverplug.__all__) <= 10
    assert all(hasattr(leverplug, name) for name in leverplug.__all__)
