"""The Lab of a built book as JupyterLite gives it: the peer of the live pages.

This project packs the Lab's wheels anew, lets some come later, compiles a part of Python's own
library and changes how Pyodide starts. The peer has none of that: Pyodide's own loader, and each
package as its index has it. It is still spared what the bench's lab does without.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from livepages import toolchain, wheels

NAME = "stock"
STDLIB = "python_stdlib.zip"
LIGHT = ["anywidget", "ipywidgets", "numpy"]  # all that the bench's lab needs of other packages
CACHE = Path(__file__).parents[2] / ".cache" / "livepages"
OFFERED = Path(sys.prefix) / "share/jupyter/labextensions/@jupyterlite"


def lay_out(site: Path) -> None:
    """Put such a Lab into a site beside its own, made anew each time.

    Raises:
        LookupError: A package of the Lab is not as it came in the cache.
    """
    folder = site / NAME
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site / "lite", folder)
    pyodide = folder / "static" / "pyodide"
    shutil.move(pyodide / "pyodide.core.mjs", pyodide / "pyodide.mjs")
    npm = toolchain.packages(CACHE, print)
    shutil.copyfile(npm / "node_modules/pyodide" / STDLIB, pyodide / STDLIB)
    homes = [CACHE / "lite-wheels", CACHE / "wheels", CACHE / "own", OFFERED]
    came = {wheel.name: wheel for home in homes for wheel in home.rglob("*.whl")}
    for wheel in pyodide.glob("*.whl"):
        if wheel.name in came:
            shutil.copyfile(came[wheel.name], wheel)
        elif wheels.name_of(wheel).endswith("-later"):
            wheel.unlink()
        else:
            raise LookupError(f"{wheel.name} is not in {CACHE}: build the bench's book first")
    said = pyodide / "pyodide-lock.json"
    info = json.loads(said.read_text(encoding="utf-8"))["info"]
    lock = json.loads(wheels.lock(pyodide.glob("*.whl"), info))
    lock["packages"]["leverplug"]["depends"] = LIGHT
    said.write_text(json.dumps(lock), encoding="utf-8")
