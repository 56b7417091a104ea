"""Runs in the page's Python under Node: finds out what a page imports, and compiles it.

First `gather`, where the packages of this computer are mounted: which packages there are, and
all their modules, compiled. Then `trace`, in a Python that has only these, as a page has: which
of them the live cells need. The plan is that of `runtime.py`.
"""

import importlib
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator, Mapping

# Private: nothing public writes byte code into memory.
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from pathlib import Path
from types import ModuleType
from typing import Any

SITE = f"/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
ONLY_DOCUMENTATION = {"numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py"}
AS_WRITTEN, WITHOUT_DOCSTRINGS = 0, 2
NOT_NEEDED = {"tests", "testing", "conftest.py", "__pycache__", "f2py", "distutils", "_pyinstaller"}


def gather(plan_text: str) -> dict[str, Any]:
    """Every module of every package that the imports of the plan touch, and their data files."""
    plan = json.loads(plan_text)
    sys.path[1:1] = [f"/mnt/{number}" for number in range(len(plan["mounts"]))]
    sys.dont_write_bytecode = True
    read = _watch_files()
    for name in plan["imports"]:
        importlib.import_module(name)
    touched = {Path(path).parts[3] for path in _files_of(sys.modules, "/mnt/")}
    tops = sorted({*touched, *plan["later"]} - {"mnt"})
    modules = [path for top in tops for path in _modules(top)]
    data = {path for name in plan["carry"] for path in _data(name, plan["data"])} | read
    return {
        "site": SITE,
        "modules": [_packed(path, plan["carry"]) for path in modules],
        "data": [_packed(path, plan["carry"]) for path in sorted(data)],
    }


async def trace(plan_text: str) -> dict[str, Any]:
    """Which modules the live cells need, which packages each cell fetches, and which cells fail."""
    from livepages_kernel import Session

    plan = json.loads(plan_text)
    for name in plan["imports"]:
        importlib.import_module(name)
    fetched: dict[str, list[str]] = {}
    needs: dict[str, list[str]] = {}
    failures = []
    for page, cells in plan["pages"].items():
        session = Session()
        messages: list[dict[str, Any]] = []
        session.connect(lambda text, _: messages.extend(json.loads(text)))  # noqa: B023
        for cell in cells:
            messages.clear()
            ok = await session.run(cell["id"], cell["source"])
            session.comms.close_cell(cell["id"])
            fetched[f"{page}#{cell['id']}"] = [n for n in plan["later"] if n in sys.modules]
            needs[page] = sorted({*needs.get(page, ()), *_needs(messages)})
            if not ok and not cell["may_fail"]:
                error = next(m for m in messages if m["type"] == "error")
                failures.append([page, cell["id"], f"{error['ename']}: {error['evalue']}"])
        for name in plan["later"]:  # so that the next page tells its own needs
            _forget(name)
    names = [name for name, module in sys.modules.items() if _has_source(module)]
    found = {"fetched": fetched, "failures": failures, "needs": needs}
    return {"loaded": _files_of(sys.modules, SITE), "names": names, **found}


def _needs(messages: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What the widgets that messages open say that they need, by the trait `_livepages_needs`."""
    for message in messages:
        if message["type"] == "comm_open":
            yield from message["data"].get("state", {}).get("_livepages_needs", ())


def _has_source(module: ModuleType) -> bool:
    """Whether a module was imported, rather than made up by another or by the page."""
    spec = getattr(module, "__spec__", None)
    return spec is not None and spec.origin is not None


def _forget(package: str) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]


def _watch_files() -> set[Path]:
    """The files, other than modules, that are read from now on, such as a package's METADATA."""
    read: set[Path] = set()

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith("/mnt/"):
            path = Path(arguments[0])
            if path.suffix not in (".py", ".pyc", ".so"):
                read.add(path)

    sys.addaudithook(note)
    return read


def _files_of(modules: Mapping[str, ModuleType], folder: str) -> list[str]:
    paths = {getattr(module, "__file__", None) for module in list(modules.values())}
    return sorted(path for path in paths if path and path.startswith(folder))


def _packed(path: Path, carried: Iterable[str]) -> tuple[str, bytes]:
    """Where a file goes in the page, and what it is there: modules compiled, the rest as it is."""
    content = path.read_bytes()
    place = Path(SITE, *path.parts[3:])
    if path.suffix == ".py":
        return str(place.with_suffix(".pyc")), _compiled(content, path.parts[3:], carried)
    if path.name == "METADATA":  # without its long description
        content = content.partition(b"\n\n")[0] + b"\n"
    return str(place), content


def _compiled(source: bytes, parts: tuple[str, ...], carried: Iterable[str]) -> bytes:
    """A module's byte code, without docstrings unless the book's cells import its package.

    Nobody asks for help() in a page, and docstrings are a good part of what a snapshot weighs.
    """
    name = "/".join(parts)
    if name in ONLY_DOCUMENTATION:
        source = b""
    level = AS_WRITTEN if Path(parts[0]).stem in carried else WITHOUT_DOCSTRINGS
    code = compile(source, name, "exec", dont_inherit=True, optimize=level)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def _modules(top: str) -> list[Path]:
    """The modules of a package, or the one file of a module that is no package."""
    origin = _origin(Path(top).stem)
    if origin.name != "__init__.py":
        return [origin]
    return [path for path in _below(origin.parent) if path.suffix in (".py", ".so")]


def _data(name: str, suffixes: Iterable[str]) -> list[Path]:
    return [path for path in _below(_origin(name).parent) if path.suffix in suffixes]


def _origin(name: str) -> Path:
    """The file of a module, or of a package's `__init__`."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no file holds {name}", name=name)
    return Path(spec.origin)


def _below(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*"))
    return [path for path in found if path.is_file() and not NOT_NEEDED & set(path.parts)]
