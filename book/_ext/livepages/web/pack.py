"""Runs in the page's Python under Node: imports what a page needs and compiles it.

`collect` takes the plan as JSON: `imports` (modules a page starts with), `later` (packages that
are fetched when first imported), `mounts` (how many folders of packages there are, first wins)
and `data` (suffixes of the files beside the modules that travel with them).
"""

import importlib
import importlib.util
import json
import sys
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

SITE = f"/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"


def collect(plan_text):
    plan = json.loads(plan_text)
    sys.path[1:1] = [f"/mnt/{number}" for number in range(len(plan["mounts"]))]
    sys.dont_write_bytecode = True
    read = _watch_files()
    for name in plan["imports"]:
        importlib.import_module(name)
    first = _mounted(sys.modules)
    packages = {name.partition(".")[0] for name in plan["carry"]}
    libraries = [(_target(path), path.read_bytes()) for path in first if path.suffix == ".so"]
    files = [_compiled(path) for path in first if path.suffix == ".py"]
    files += [_as_read(path) for path in sorted(read)]
    for name in sorted(packages):
        files += _data(name, plan["data"])
    later = []
    for name in plan["later"]:
        later.append((name, _whole(name)))
    return {"files": files, "libraries": libraries, "later": later, "site": SITE}


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


def _as_read(path):
    """A file as it is, or a METADATA without its long description."""
    content = path.read_bytes()
    if path.name == "METADATA":
        content = content.partition(b"\n\n")[0] + b"\n"
    return _target(path), content


def _mounted(modules):
    paths = {getattr(module, "__file__", None) for module in list(modules.values())}
    return sorted(Path(path) for path in paths if path and path.startswith("/mnt/"))


def _target(path):
    return SITE + "/" + "/".join(path.parts[3:])


def _compiled(path):
    source = path.read_bytes()
    name = "/".join(path.parts[3:])
    code = compile(source, name, "exec", dont_inherit=True)
    pyc = _code_to_hash_pyc(code, importlib.util.source_hash(source), False)
    return str(Path(_target(path)).with_suffix(".pyc")), bytes(pyc)


def _package(name):
    return Path(importlib.util.find_spec(name).origin).parent


def _data(name, suffixes):
    folder = _package(name)
    return [
        (_target(path), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in suffixes and "__pycache__" not in path.parts
    ]


def _whole(name):
    """Every module of a package, less its tests: what it will import is not known now."""
    return [
        _compiled(path)
        for path in sorted(_package(name).rglob("*.py"))
        if not {"tests", "testing", "conftest.py"} & set(path.parts)
    ]
