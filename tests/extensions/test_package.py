"""Live pages as a package of their own: the wheel is whole and knows nothing of this book."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from contents import ROOT
from livepages import downloads, runtime, toolchain, wheels

PACKAGE = ROOT / "book" / "_ext" / "livepages"
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
# What the wheel of PYODIDE_WHEEL holds, looked up for these two versions.
LOOKED_UP = ("314.0.4", "open-webui==0.12.4")
HELD = {
    "numpy": "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e",
    "pandas": "51475a2026084c3b600566658fffc95efc5a71593472ab8a561d92a504a15a3e",
}


def pyproject(folder: Path) -> dict:
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


def package_files() -> list[Path]:
    return [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"]


def test_its_wheel_is_imported_from_an_empty_folder_with_all_its_files(tmp_path: Path) -> None:
    wheel = wheels.own_wheel(PACKAGE, tmp_path / "wheel")
    target = tmp_path / "target"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", target, wheel], check=True)
    code = "import livepages, livepages.pages; print(livepages.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(target)}, check=True,
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()).parent == target / "livepages"
    found = {str(path.relative_to(PACKAGE)) for path in package_files()}
    wanted = found - {"README.md", "pyproject.toml"}
    assert {"web/src/live.js", "web/package-lock.json", "kernel/IPython/display.py"} <= wanted
    assert [name for name in sorted(wanted) if not (target / "livepages" / name).is_file()] == []


def test_it_names_nothing_of_this_book() -> None:
    title = CONFIG["title"].lower()
    settings = CONFIG["sphinx"]["config"]
    names = {title, title.replace(" ", "-"), pyproject(ROOT)["project"]["name"], "bookpages"}
    names |= {"lite_requirements", *settings["livepages_on_import"]}
    assert len(names) >= 6
    found = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in package_files()
        for name in sorted(names)
        if name in path.read_text("utf-8").lower()
    ]
    assert found == []


def test_the_book_installs_the_lab_that_the_package_asks_for() -> None:
    mine = pyproject(PACKAGE)["project"]["optional-dependencies"]
    assert {*mine["live"], *mine["lab"]} <= {
        *pyproject(ROOT)["project"]["optional-dependencies"]["site"]
    }


def cached_lock() -> Path | None:
    """Pyodide's lock, where a build has fetched it."""
    cache = ROOT / ".cache" / "livepages"
    return next(cache.glob("npm-*/node_modules/pyodide/pyodide-lock.json"), None)


def test_the_second_source_of_compiled_wheels_was_looked_up_for_this_pyodide() -> None:
    package = yaml.safe_load((toolchain.WEB / "package.json").read_text("utf-8"))
    assert (package["dependencies"]["pyodide"], runtime.PYODIDE_WHEEL) == LOOKED_UP
    if lock := cached_lock():
        packages = runtime.lock(lock.parent)["packages"]
        assert {name: packages[name]["sha256"] for name in HELD} == HELD


@pytest.mark.full
@pytest.mark.parametrize("name", HELD)
def test_the_second_source_of_compiled_wheels_still_has_them(name: str, tmp_path: Path) -> None:
    pyodide = toolchain.packages(ROOT / ".cache" / "livepages", print) / "node_modules" / "pyodide"
    package = runtime.lock(pyodide)["packages"][name]
    source = downloads.InsideWheel(runtime.PYODIDE_WHEEL, runtime.WHEEL_FOLDER)
    asked = downloads.Download(package["file_name"], HELD[name])
    assert downloads.fetch(asked, [source], tmp_path, print).stat().st_size > 1_000_000
