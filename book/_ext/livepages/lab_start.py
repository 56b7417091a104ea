"""What the Lab's page is told so that its first kernel starts soon, and all opens offline."""

from __future__ import annotations

import json
from pathlib import Path

from livepages import wheels

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
    wanted = wheels.with_needs(asked, packages)
    waiting = {packages[name]["file_name"] for name in packages.keys() - wanted}
    found = sorted((site / PYODIDE).iterdir(), key=lambda path: -path.stat().st_size)
    first = [f"{PYODIDE.as_posix()}/{path.name}" for path in found if path.name not in waiting]
    later = [f"{PYODIDE.as_posix()}/{path.name}" for path in found if path.name in waiting]
    return first, later
