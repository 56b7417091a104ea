"""The specification of a runtime: what pages' Python is made of, and its key in the cache."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from livepages import toolchain
from livepages.downloads import UnavailableError

KERNEL = Path(__file__).parent / "kernel"
DATA_SUFFIXES = (".js", ".css", ".json", ".toml", ".csv", ".svg", ".tpl")


@dataclass(frozen=True)
class RuntimeSpec:
    """What a book asks for; every part of it is in the key of the cache.

    Args:
        modules: Modules that are imported before a cell runs.
        imported: Likewise, those that cells import; one that a page cannot have is left out.
        compiled: Packages with compiled parts, from Pyodide's distribution.
        pages: The cells of each page: `id`, `source`, whether it is an ordinary one (`code`), and
            whether it `may_fail`.
        later: Packages that are fetched when first imported.
        later_wheels: Pure wheels in which they are looked for before this computer's packages.
        on_import: `module:callable` to be called once a module has been imported.
        files: Pairs of a file and its place inside the page's site-packages.
        specs: Chart specifications by name.
        distribution: Address of Pyodide's distribution, the first source of compiled packages.
    """

    modules: tuple[str, ...] = ()
    imported: tuple[str, ...] = ()
    pages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    compiled: tuple[str, ...] = ("numpy",)
    later: tuple[str, ...] = ()
    later_wheels: tuple[Path, ...] = ()
    on_import: dict[str, str] = field(default_factory=dict)
    files: tuple[tuple[Path, str], ...] = ()
    specs: dict[str, Any] = field(default_factory=dict)
    distribution: str = ""


def home_of(name: str) -> Path:
    """The folder that a package is found in, installed or editable."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise UnavailableError(f"the package {name} is not installed here")
    path = Path(spec.origin)
    return path.parent.parent if path.name == "__init__.py" else path.parent


def key(spec: RuntimeSpec) -> str:
    """Changes whenever anything that goes into the runtime does."""
    wheels = [wheel.name for wheel in spec.later_wheels]
    lists = (spec.modules, spec.imported, spec.compiled, spec.later, wheels)
    asked = (lists, spec.pages, spec.on_import, spec.specs)
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode())
    for path in sorted(_input_files(spec)):
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    # What wheels do not give comes from what is installed here.
    installed = () if spec.later_wheels else spec.later
    for name in ("ipywidgets", "anywidget", *installed):
        digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()[:12]


def _input_files(spec: RuntimeSpec) -> Iterator[Path]:
    here = Path(__file__).parent
    roots = [toolchain.WEB / "src", KERNEL]
    tops = [name.partition(".")[0] for name in (*spec.modules, *spec.imported)]
    roots += [home_of(top) / top for top in tops]
    for root in dict.fromkeys(roots):
        for path in root.rglob("*") if root.is_dir() else [root.with_suffix(".py")]:
            if path.suffix in (".py", *DATA_SUFFIXES) and "__pycache__" not in path.parts:
                yield path
    yield from (path for path in toolchain.WEB.iterdir() if path.is_file())
    yield from (here / "runtime.py", here / "runtime_spec.py")
    yield from (source for source, _ in spec.files)
