"""Runs in the page's Python under Node: finds out what a page imports, and compiles it.

First `gather`, where the packages of this computer are mounted: which packages there are, and
all their modules, compiled. Then `trace`, in a Python that has only these, as a page has: which
of them the live cells need, and which of those that come later the other cells use. The plan is
that of `runtime.py`.
"""

import importlib
import importlib.util
import json
import re
import sys
import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from livepages_bytecode import STDLIB_ZIP, compiled, compiled_stdlib, zipped

HERE = str(Path(__file__).parent)
SITE = f"/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
NOT_NEEDED = {"tests", "testing", "conftest.py", "__pycache__", "f2py", "distutils", "_pyinstaller"}


def gather(plan_text: str) -> dict[str, Any]:
    """Every module of every package that the imports of the plan touch, and their data files."""
    plan = json.loads(plan_text)
    sys.path[1:1] = [f"/mnt/{number}" for number in range(len(plan["mounts"]))]
    sys.dont_write_bytecode = True
    read = _watch_files()
    for name in plan["imports"]:
        importlib.import_module(name)
    imported, refused = _import_what_runs(plan["imported"])
    first = _tops_in_use()
    carried = [name for name in plan["carry"] if name in sys.modules]
    data = {path for name in carried for path in _data(name, plan["data"])}
    data |= {path for path in read if path.is_file() and _top(path.parts[3]) not in refused}
    for name in plan["later"]:
        importlib.import_module(name)
    # What is installed here beside a wheel's own companions may not run in a page.
    later = ({*plan["companions"]} or _tops_in_use()) - first
    # A package may ask for its own version; what says it is short.
    data |= {path for path in read if path.name == "METADATA" and _project(path) in later}
    documented = {*plan["carry"], *later}
    modules = [path for top in sorted(first | later) for path in _modules(top)]
    modules += [path for top in sorted(later) for path in _data(top, [*plan["data"], ".gz", ""])]
    return {
        "site": SITE, "imported": imported, "refused": refused,
        "later": sorted(later),
        "modules": [_packed(path, documented) for path in modules],
        "data": [_packed(path, documented) for path in sorted(data)],
    }  # fmt: skip


def _import_what_runs(names: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Import modules that cells ask for.

    Returns:
        Those that run in a page, and of the others the error, by the name of the package.
    """
    imported, refused = [], {}
    for name in names:
        before = set(sys.modules)
        try:
            importlib.import_module(name)
            imported.append(name)
        except Exception as error:
            top = _top(name)
            refused[top] = f"{type(error).__name__}: {error}"
            for half in [each for each in set(sys.modules) - before if _top(each) == top]:
                del sys.modules[half]
    return imported, refused


def _tops_in_use() -> set[str]:
    return {_top(Path(path).parts[3]) for path in _files_of(sys.modules, "/mnt/")}


def _top(name: str) -> str:
    """The name by which a package's folder or a module's file is imported."""
    return name.partition(".")[0]


async def trace(plan_text: str) -> dict[str, Any]:
    """What the live cells need at once, what all cells use of the rest, and which cells fail."""
    plan = json.loads(plan_text)
    for name in plan["imports"]:
        importlib.import_module(name)
    imported, refused = _import_what_runs(plan["imported"])
    refused = {**plan["refused"], **refused}
    live = {page: [c for c in cells if not c["code"]] for page, cells in plan["pages"].items()}
    needs: dict[str, list[str]] = {}
    front_ends: dict[str, str] = {}
    for page, cells in live.items():
        async for _, _, messages in _run_all(cells):
            needs[page] = sorted({*needs.get(page, ()), *_needs(messages)})
            front_ends.update(_front_ends(messages))
    # Some of it may be due already, as it is in a page that has just started.
    importlib.import_module("livepages_on_import").install(plan["on_import"])
    loaded, before = _files_of(sys.modules, SITE), set(sys.modules)
    first = [(place, code) for _, place, code in compiled_stdlib(before)]
    names = [name for name, module in sys.modules.items() if _has_source(module)]
    from livepages_kernel import stand_in

    watched = Watched()
    together = {name: watched.import_first(name) for name in plan["later"]}
    fetched: dict[str, list[str]] = {}
    failures = []
    for page, cells in plan["pages"].items():
        watched.used.clear()
        async for cell, ok, messages in _run_all(cells):
            fetched[f"{page}#{cell['id']}"] = sorted(watched.used & {*plan["later"]})
            watched.used.clear()
            front_ends.update(_front_ends(messages))
            if not ok and not cell["may_fail"]:
                error = next(m for m in messages if m["type"] == "error")
                failures.append([page, cell["id"], _reason(error, refused)])
    more = compiled_stdlib(set(sys.modules) - before)
    found = {"fetched": fetched, "failures": failures, "needs": needs, "together": together}
    found |= {"loaded": loaded, "names": names, "imported": imported, "front_ends": front_ends}
    return {**found, **_stdlib(first, more), "stand_ins": [*stand_in.NAMES]}


MISSING = re.compile(r"No module named '([\w.]+)'")


def _reason(error: Mapping[str, Any], refused: Mapping[str, str]) -> str:
    """What a cell failed of; of a package that a page does not have, why that is so."""
    said = f"{error['ename']}: {error['evalue']}".partition("\n")[0]
    missing = MISSING.search(said)
    if missing is None:
        return said
    top = _top(missing[1])
    if top in refused and top not in sys.modules:
        return f"{said}. It does not run in a page: {refused[top]}"
    if top in sys.stdlib_module_names or top in sys.modules:
        return f"{said}. A page's Python comes without it"
    return f"{said}. The package {top} is not installed where the book is built"


def _stdlib(first: list[tuple[str, bytes]], more: list[tuple[str, str, bytes]]) -> dict[str, Any]:
    """The standard library in three parts.

    Pyodide has it as text, in one large file. A page starts with what is needed `first`, in a
    smaller file at the same place; what packages import of it besides comes with them, compiled;
    and all of it comes when something else is asked for.
    """
    from livepages_kernel.lazy_import import NAMES_OF_IT, WHOLE_STDLIB, compiled_file

    with zipfile.ZipFile(STDLIB_ZIP) as given:
        everything = [(name, given.read(name)) for name in given.namelist()]
    files = [
        (compiled_file(name, place.endswith("/__init__.pyc")), code) for name, place, code in more
    ]
    tops = sorted({name.split("/")[0].removesuffix(".py") for name, _ in everything})
    return {
        "first": zipped(first), "stdlib": files, "whole": (WHOLE_STDLIB, zipped(everything)),
        "names_of_stdlib": (str(NAMES_OF_IT), "\n".join(tops).encode()),
    }  # fmt: skip


async def _run_all(
    cells: Sequence[Mapping[str, Any]],
) -> AsyncIterator[tuple[Mapping[str, Any], bool, list[dict[str, Any]]]]:
    """Run the cells of a page: of each, whether it ended well and the messages that it sent."""
    from livepages_kernel import Session

    session = Session()
    messages: list[dict[str, Any]] = []
    session.connect(lambda text, _: messages.extend(json.loads(text)))
    for cell in cells:
        messages.clear()
        run = session.run_code if cell["code"] else session.run
        ok = await run(cell["id"], cell["source"])
        yield cell, ok, messages
    for cell in cells:  # not before, since a cell may use the widgets of earlier ones
        session.comms.close_cell(cell["id"])


class Watched:
    """Packages that say when they are used."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        note = self.used.add

        class WatchedModule(ModuleType):
            def __getattribute__(self, name: str) -> Any:
                note(object.__getattribute__(self, "__name__"))
                return super().__getattribute__(name)

        self._kind = WatchedModule

    def import_first(self, name: str) -> list[str]:
        """Import a package and watch it; returns the others that it cannot do without."""
        before = {*_files_of(sys.modules, SITE)}
        importlib.import_module(name).__class__ = self._kind
        files = {*_files_of(sys.modules, SITE)} - before
        return sorted({_top(path[len(SITE) + 1 :].partition("/")[0]) for path in files} - {name})


def _needs(messages: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What the widgets that messages open say that they need, by the trait `_livepages_needs`."""
    for message in messages:
        if message["type"] == "comm_open":
            yield from message["data"].get("state", {}).get("_livepages_needs", ())


def _front_ends(messages: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The front ends that widgets bring along: the name of the file of each, and its text."""
    for message in messages:
        if message.get("frontEnd"):
            yield message["frontEnd"], message["data"]["state"]["_esm"]


def _has_source(module: ModuleType) -> bool:
    """Whether a module was imported, rather than made up by another or by the page, or is ours."""
    spec = getattr(module, "__spec__", None)
    return spec is not None and spec.origin is not None and not spec.origin.startswith(HERE)


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


def _packed(path: Path, documented: Iterable[str]) -> tuple[str, bytes]:
    """Where a file goes in the page, and what it is there: modules compiled, the rest as it is."""
    content = path.read_bytes()
    place = Path(SITE, *path.parts[3:])
    if path.suffix == ".py":
        return str(place.with_suffix(".pyc")), compiled(content, path.parts[3:], documented)
    if path.name == "METADATA":  # without its long description
        content = content.partition(b"\n\n")[0] + b"\n"
    return str(place), content


def _project(path: Path) -> str:
    """The project that a file of its `.dist-info` speaks of."""
    return path.parent.name.partition("-")[0].lower()


def _modules(top: str) -> list[Path]:
    """The modules of a package, or the one file of a module that is no package."""
    origin = _origin(top)
    if origin.name != "__init__.py":
        return [origin]
    return [path for path in _below(origin.parent) if path.suffix in (".py", ".so")]


def _data(name: str, suffixes: Iterable[str]) -> list[Path]:
    """Files of a package that are no modules; a module that is no package has none."""
    origin = _origin(name)
    below = _below(origin.parent) if origin.name == "__init__.py" else []
    return [path for path in below if path.suffix in suffixes]


def _origin(name: str) -> Path:
    """The file of a module, or of a package's `__init__`."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no file holds {name}", name=name)
    return Path(spec.origin)


def _below(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*"))
    return [path for path in found if path.is_file() and not NOT_NEEDED & set(path.parts)]
