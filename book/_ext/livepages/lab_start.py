"""What the Lab's page is told so that its first kernel starts soon, and all opens offline."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# Packages that the kernel asks for at its start; named here, they load side by side.
AT_START = (
    "micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython",
    "livepages-lab",
)  # fmt: skip
PYODIDE = Path("static/pyodide")


def files_of_python(site: Path) -> tuple[list[str], list[str]]:
    """The files of a built Lab's Python, those of its start and all others; largest first."""
    settings = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))
    plugins = settings["jupyter-config-data"]["litePluginSettings"].values()
    asked = next(each["loadPyodideOptions"]["packages"] for each in plugins)
    packages = json.loads((site / PYODIDE / "pyodide-lock.json").read_text("utf-8"))["packages"]
    at_start = {packages[name]["file_name"] for name in _with_needs(asked, packages)}
    wheels = {package["file_name"] for package in packages.values()}
    found = sorted((site / PYODIDE).iterdir(), key=lambda path: -path.stat().st_size)
    return (
        [
            f"{PYODIDE.as_posix()}/{each.name}"
            for each in found
            if each.name not in wheels - at_start
        ],
        [f"{PYODIDE.as_posix()}/{each.name}" for each in found if each.name in wheels - at_start],
    )


def _with_needs(names: Iterable[str], packages: dict[str, Any]) -> set[str]:
    """Packages with all that they need, by what Pyodide's lock says."""
    wanted: set[str] = set()
    more = set(names)
    while more:
        wanted |= more
        more = {need for name in more for need in packages[name]["depends"]} - wanted
    return wanted
