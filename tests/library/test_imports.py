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
HEAVY = (
    "pandas", "altair", "networkx", "scipy", "statsmodels", "matplotlib", "IPython", "ipywidgets",
    "traitlets", "anywidget", "vl_convert", "jsonschema", "mesa", "SALib",
)  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))
each_module = each(MODULES, name=lambda path: path.relative_to(PACKAGE))


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
    """Layers and the absence of circles; `lint-imports` reports what breaks them."""
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


@each_module
def test_heavy_libraries_are_imported_by_the_functions_that_need_them(path):
    is_widget = path.is_relative_to(PACKAGE / "widgets")
    allowed = {"anywidget", "ipywidgets", "traitlets"} if is_widget else set()
    assert heavy_at_the_top(path) - allowed == set()


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
