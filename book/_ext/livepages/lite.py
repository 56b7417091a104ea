"""Builds JupyterLite into the site: the chapters as notebooks, with everything they import.

Its own files and packages are made once into the cache; notebooks and data are laid in at every
build.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat

from livepages import lab_start, toolchain, trim, wheels
from livepages.downloads import UnavailableError

KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget",
              "@jupyterlite/pyodide-kernel-extension")  # fmt: skip
APPS = ("lab", "repl")
NO_VERSION = "made when the site is built"
TITLE = re.compile(r"<title>[^<]*</title>")
COMPILE = "compile_stdlib.mjs"
CORE = ("pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")

Log = Callable[[str], None]


@dataclass(frozen=True)
class LabSpec:
    """What goes into the Lab.

    Args:
        pyodide: Folder of Pyodide's core, from npm.
        compiled: Wheels of Pyodide's distribution.
        requirements: File that names the pure-Python packages, each with its hash.
        projects: Folders of Python projects to build and install, such as the book's library.
        info: What Pyodide's lock says of itself.
        name: The name at the top of the Lab.
        on_import: `module:callable` to be called once a module has been imported.
        later: Packages that come when they are first imported, and not with what needs them.
        specs: Chart specifications by name.
    """

    pyodide: Path
    compiled: tuple[Path, ...]
    requirements: Path
    projects: tuple[Path, ...]
    info: dict[str, str]
    name: str
    on_import: Mapping[str, str] = field(default_factory=dict)
    later: tuple[str, ...] = ()
    specs: Mapping[str, Any] = field(default_factory=dict)


def available() -> bool:
    """Whether the packages that build the Lab are installed."""
    return bool(find_spec("jupyterlite_core") and find_spec("jupyterlite_pyodide_kernel"))


def make(spec: LabSpec, cache: Path, log: Log) -> Path:
    """The Lab without notebooks, made now unless the cache has it."""
    pure = wheels.pure_wheels(spec.requirements, cache)
    own = [wheels.own_wheel(project, cache / "own" / project.name) for project in spec.projects]
    offered = sorted(_extension(EXTENSIONS[2]).glob("static/pypi/*.whl"))
    kernel = {wheel.name.split("-")[0]: wheel for wheel in offered}.values()  # the latest of each
    start = wheels.start_wheel(spec.on_import, spec.later, spec.specs, cache / "own" / "start")
    everything = [*spec.compiled, *pure, *own, *kernel, start]
    folder = cache / f"lite-{_key(spec, everything)}"
    if not (folder / "complete").exists():
        log("building the browser's Lab")
        shutil.rmtree(folder, ignore_errors=True)
        _build(spec, everything, [wheels.name_of(wheel) for wheel in own], folder)
        (folder / "complete").touch()
    return folder / "site"


def _key(spec: LabSpec, files: Iterable[Path]) -> str:
    asked = (sorted(spec.later), sorted(spec.info.items()), spec.name)
    digest = hashlib.sha256(repr(asked).encode())
    code = [Path(str(module.__file__)) for module in (lab_start, trim, wheels)]
    web = [toolchain.WEB / name for name in (COMPILE, "livepages_bytecode.py", "python.mjs")]
    for path in (Path(__file__), *code, wheels.LAB / "pyodide.mjs", *web):
        digest.update(path.read_bytes())
    for path in files:
        digest.update(_content_hash(path))
    return digest.hexdigest()[:12]


def _content_hash(wheel: Path) -> bytes:
    """Depends on what is in a wheel, not on when it was built."""
    import zipfile

    with zipfile.ZipFile(wheel) as archive:
        found = sorted((entry.filename, entry.CRC) for entry in archive.infolist())
    return repr(found).encode()


def _extension(name: str) -> Path:
    for root in (Path(sys.prefix), Path(sys.base_prefix)):
        folder = root / "share" / "jupyter" / "labextensions" / name
        if folder.is_dir():
            return folder
    raise UnavailableError(f"the JupyterLab extension {name} is not installed")


def _build(spec: LabSpec, everything: list[Path], own: list[str], folder: Path) -> None:
    source = folder / "source"
    pyodide = source / "static" / "pyodide"
    pyodide.mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(spec.pyodide / name, pyodide / name)
    shutil.copyfile(spec.pyodide / "pyodide.mjs", pyodide / "pyodide.core.mjs")
    shutil.copyfile(wheels.LAB / "pyodide.mjs", pyodide / "pyodide.mjs")
    trimmed = [part for wheel in everything for part in trim.trimmed(wheel, pyodide)]
    lock = wheels.lock(trimmed, spec.info, spec.later)
    (pyodide / "pyodide-lock.json").write_text(lock, encoding="utf-8")
    npm = spec.pyodide.parents[1]
    toolchain.run_node(COMPILE, str(pyodide), *lab_start.AT_START, folder=npm)
    packages = [*lab_start.AT_START, *own]
    settings = json.dumps(_settings(spec, packages))
    (source / "jupyter-lite.json").write_text(settings, encoding="utf-8")
    (source / "jupyter_lite_config.json").write_text(json.dumps(_config()), encoding="utf-8")
    command = [
        sys.executable, "-m", "jupyterlite_core", "build", "--no-sourcemaps",
        *(part for app in APPS for part in ("--apps", app)), "--lite-dir", str(source),
        "--output-dir", str(folder / "site"),
    ]  # fmt: skip
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout)[-1500:]
        raise UnavailableError(f"the Lab could not be built:\n{said}")
    shutil.rmtree(source)
    for leftover in (folder / "site").glob("rspack.config*.js"):
        leftover.unlink()


def _settings(spec: LabSpec, packages: list[str]) -> dict[str, Any]:
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": packages},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": spec.name,
            "faviconUrl": "./icon-120x120.png",  # 5 kB; the usual one has 319
            "exposeAppInBrowser": True,  # for page.js, which makes room on a phone
            "contentsAllJsonFile": "all.json",
            "litePluginSettings": {KERNEL_PLUGIN: kernel},
        },
    }


def _config() -> dict[str, Any]:
    name = "federated_extensions"
    extensions = [str(_extension(each)) for each in EXTENSIONS]
    return {"LiteBuildConfig": {"ignore_sys_prefix": [name], name: extensions}}


def add_contents(
    site: Path, notebooks: dict[str, nbformat.NotebookNode], data: dict[str, Path]
) -> None:
    """Put notebooks and data into a built Lab, with the listing by which it finds them."""
    files = site / "files"
    shutil.rmtree(files, ignore_errors=True)
    for name, notebook in notebooks.items():
        path = files / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(as_edition(notebook)), encoding="utf-8")
    for name, source in data.items():
        (files / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, files / name)
    _list_folder(files, files, site / "api" / "contents")


def customise(
    site: Path, name: str, said: Mapping[str, str], vega: str | None = None, offline: str = ""
) -> None:
    """Give the pages of a built Lab their name and the site's Vega; let it start offline.

    Args:
        site: Folder of the Lab.
        name: What the browser's tab shows.
        said: What `lab/page.js` says to readers, by its names.
        vega: Address of the site's Vega, seen from a page of the Lab; charts use it.
        offline: Version of what the browser keeps for a visit without a network; "" for nothing.
    """
    script = (wheels.LAB / "page.js").read_text(encoding="utf-8")
    attribute = f' data-words="{html.escape(json.dumps(dict(said)))}"'
    attribute += f' data-vega="{html.escape(vega)}"' if vega else ""
    first, later = lab_start.files_of_python(site)
    python = {"first": first, "later": later if offline else []}
    attribute += f' data-python="{html.escape(json.dumps(python))}"'
    icon = '<link rel="icon" href="../icon-120x120.png">'
    title = f"<title>{html.escape(name)}</title>"
    head = f"<head>{title}{icon}<script{attribute}>{script}</script>"
    for app in APPS:
        page = site / app / "index.html"
        text = TITLE.sub("", page.read_text(encoding="utf-8"), count=1)
        page.write_text(text.replace("<head>", head, 1), encoding="utf-8")
    if offline:
        worker = site / "service-worker.js"
        worker.rename(site / "service-worker-lite.js")
        own = (wheels.LAB / "service-worker.js").read_text(encoding="utf-8")
        worker.write_text(own.replace(NO_VERSION, offline, 1), encoding="utf-8")


def as_edition(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook that says which edition it is, since the Lab keeps those that were changed."""
    clean = without_outputs(notebook)
    edition = hashlib.sha256(nbformat.writes(clean).encode()).hexdigest()[:12]
    clean.metadata["livepages"] = {"edition": edition}
    return clean


def without_outputs(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook as its author wrote it: no outputs, and a kernel that the browser has."""
    clean = nbformat.from_dict(json.loads(nbformat.writes(notebook)))
    for cell in clean.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    clean.metadata = {
        "kernelspec": {"name": "python", "display_name": "Python (Pyodide)", "language": "python"},
        "language_info": {"name": "python"},
    }
    return clean


def _list_folder(folder: Path, root: Path, api: Path) -> dict[str, Any]:
    """Write `all.json` for a folder and those below it, as a Jupyter server would answer."""
    entries = []
    for path in sorted(folder.iterdir()):
        entries.append(_list_folder(path, root, api) if path.is_dir() else _entry(path, root))
    listing = {**_entry(folder, root), "content": entries, "format": "json"}
    target = api / folder.relative_to(root) / "all.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(listing), encoding="utf-8")
    return {**listing, "content": None, "format": None}


def _entry(path: Path, root: Path) -> dict[str, Any]:
    changed = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).isoformat()
    kind = "directory" if path.is_dir() else "notebook" if path.suffix == ".ipynb" else "file"
    place = path.relative_to(root).as_posix()
    return {
        "name": path.name if path != root else "", "path": "" if place == "." else place,
        "type": kind, "created": changed, "last_modified": changed, "mimetype": None,
        "format": None, "content": None, "writable": True,
        "size": None if path.is_dir() else path.stat().st_size,
    }  # fmt: skip
