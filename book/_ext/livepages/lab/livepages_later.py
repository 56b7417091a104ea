"""Packages that the Lab's Python fetches when they are first imported.

They lie beside the others that Pyodide's lock names. A cell's own imports are fetched by Pyodide
before the cell runs; this is for what modules import while they run.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import site
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any

APART = "-later"


class LaterFinder(MetaPathFinder):
    """Fetches the package of a module that is found nowhere else.

    Args:
        names: Packages that may be fetched for their own sake.
        packages: Those of Pyodide's lock, by name; what the former need is among them.
        is_here: Whether a package has been installed, by its name.
        install: Puts the files of a package into their places, by its name.
    """

    def __init__(
        self,
        names: Iterable[str],
        packages: Mapping[str, Mapping[str, Any]],
        is_here: Callable[[str], bool],
        install: Callable[[str], None],
    ) -> None:
        self._packages, self._is_here, self._install = packages, is_here, install
        self._homes = {each: name for name in names for each in packages[name]["imports"]}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The module, once the packages that hold it and its parents are there."""
        parts = name.split(".")
        tops = (".".join(parts[:count]) for count in range(1, len(parts) + 1))
        homes = [self._homes[top] for top in tops if top in self._homes]
        missing = [home for home in homes if not self._is_here(home)]
        if not missing:
            return None
        self.bring(missing)
        return PathFinder.find_spec(name, path, target)

    def bring(self, names: Iterable[str]) -> None:
        """Install packages with all that they need."""
        for name in names:
            if not self._is_here(name):
                self._install(name)
                self.bring(self._packages[name]["depends"])
        importlib.invalidate_caches()


def install(names: Iterable[str]) -> None:
    """Make packages of the lock importable, and those parts of others that were set apart."""
    import pyodide_js
    from pyodide.ffi import JsException

    packages = pyodide_js.lockfile.packages.to_py()
    here = pyodide_js.loadedPackages

    def install_now(name: str) -> None:
        entry = packages[name]
        try:
            content = fetched(f"{pyodide_js.lockfileBaseUrl}{entry['file_name']}")
        except JsException as error:
            raise ImportError(f"{name} could not be fetched: {error}") from error
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            raise ImportError(f"{name} was damaged on its way: run the cell again")
        with zipfile.ZipFile(io.BytesIO(content)) as wheel:
            wheel.extractall(site.getsitepackages()[0])
        setattr(here, name, "default channel")  # Pyodide need not install it again

    apart = (name for name in packages if name.endswith(APART))
    finder = LaterFinder([*names, *apart], packages, lambda name: hasattr(here, name), install_now)
    sys.meta_path.insert(sys.meta_path.index(PathFinder) + 1, finder)


def fetched(address: str) -> bytes:
    """The content of a file, at once: a kernel is a worker, which may wait."""
    from js import XMLHttpRequest

    request = XMLHttpRequest.new()
    request.open("GET", address, False)
    request.responseType = "arraybuffer"
    request.send()
    if request.status != 200:
        raise ImportError(f"{address} could not be fetched: the host answered {request.status}")
    return request.response.to_bytes()
