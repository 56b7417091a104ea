"""Runs in the page's Python under Node: finds out what a page imports, and compiles it.

`collect` takes the plan as JSON: `imports` (modules a page starts with), `carry` (packages whose
data files travel with them), `later` (packages that are fetched when first imported), `mounts`
(the folders with packages, first wins), `data` (suffixes of data files).
"""

import importlib
import importlib.util
import json
import sys
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

SITE = f"/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
# Nobody asks for help() in a page, and words are a good part of what a snapshot weighs.
STANDARD = {"numpy", "ipywidgets", "anywidget", "traitlets", "comm", "psygnal", "networkx"}
ONLY_DOCUMENTATION = {"numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py"}
AS_WRITTEN, WITHOUT_DOCSTRINGS = 0, 2
NOT_NEEDED = {"tests", "testing", "conftest.py", "__pycache__", "f2py", "distutils", "_pyinstaller"}


def collect(plan_text):
    plan = json.loads(plan_text)
    sys.path[1:1] = [f"/mnt/{number}" for number in range(len(plan["mounts"]))]
    sys.dont_write_bytecode = True
    read = _watch_files()
    for name in plan["imports"]:
        importlib.import_module(name)
    first = _mounted(sys.modules)
    data = {path for name in plan["carry"] for path in _data(name, plan["data"])} | read
    packages = sorted({path.parts[3] for path in first if len(path.parts) > 4})
    return {
        "site": SITE,
        "modules": [_packed(path) for path in first if path.suffix == ".py"],
        "data": [_packed(path) for path in sorted(data)],
        "libraries": [_packed(path) for path in first if path.suffix == ".so"],
        "later": {
            name: [_packed(path) for path in _rest(name, set(first))]
            for name in [*packages, *plan["later"]]
        },
    }


def _watch_files():
    """The files, other than modules, that are read from now on, such as a package's METADATA."""
    read = set()

    def note(event, arguments):
        if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith("/mnt/"):
            path = Path(arguments[0])
            if path.suffix not in (".py", ".pyc", ".so"):
                read.add(path)

    sys.addaudithook(note)
    return read


def _mounted(modules):
    paths = {getattr(module, "__file__", None) for module in list(modules.values())}
    return sorted(Path(path) for path in paths if path and path.startswith("/mnt/"))


def _packed(path):
    """Where a file goes in the page, and what it is there: modules compiled, the rest as it is."""
    content = path.read_bytes()
    place = Path(SITE, *path.parts[3:])
    if path.suffix == ".py":
        return str(place.with_suffix(".pyc")), _compiled(content, path.parts[3:])
    if path.name == "METADATA":  # without its long description
        content = content.partition(b"\n\n")[0] + b"\n"
    return str(place), content


def _compiled(source, parts):
    """A module's byte code; that of the standard packages without its docstrings."""
    name = "/".join(parts)
    if name in ONLY_DOCUMENTATION:
        source = b""
    level = WITHOUT_DOCSTRINGS if parts[0] in STANDARD else AS_WRITTEN
    code = compile(source, name, "exec", dont_inherit=True, optimize=level)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def _files(name):
    folder = Path(importlib.util.find_spec(name).origin).parent
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not NOT_NEEDED & set(path.parts)
    ]


def _data(name, suffixes):
    return [path for path in _files(name) if path.suffix in suffixes]


def _rest(name, first):
    """The modules of a package that the page does not start with."""
    return [path for path in _files(name) if path.suffix in (".py", ".so") and path not in first]
