"""Packages that are fetched when they are first imported."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.machinery import FileFinder, ModuleSpec, PathFinder, SourcelessFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

from livepages_kernel import stand_in


class LazyFinder:
    """Stands last in the line of finders: whoever asks it found nothing elsewhere.

    Args:
        names: The top-level packages that can be fetched.
        fetch: Returns the content of a package's archive, at once.
        stdlib: Told when what packages import of the standard library is here.
    """

    def __init__(
        self, names: Iterable[str], fetch: Callable[[str], Any], stdlib: CompiledStdlib
    ) -> None:
        self._names = set(names)
        self._fetch = fetch
        self._stdlib = stdlib

    def has(self, name: str) -> bool:
        """Whether a package can be fetched and is not here yet."""
        return name in self._names

    def here(self, name: str) -> None:
        """Note that a package's files are in their places."""
        self._names.discard(name)
        if name == STDLIB.name:
            self._stdlib.look_again()
        else:
            _forget_listings()

    def bring(self, name: str) -> None:
        """Put the files of a package in their places, if it can be fetched and is not here yet."""
        if self.has(name):
            unpack(bytes(self._fetch(name)))
            self.here(name)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        top = name.partition(".")[0]
        if top in _whole_stdlib():
            return self._of_stdlib(name, path, target)
        if not self.has(top):
            return None
        self.bring(top)
        return PathFinder.find_spec(name, path, target)

    def _of_stdlib(self, name: str, path: Any, target: Any) -> ModuleSpec | None:
        """What neither the start nor a package brought of the standard library is in all of it."""
        self.bring(ALL_OF_IT)
        folders = [WHOLE_STDLIB] if path is None else [_in_whole(folder) for folder in path]
        return PathFinder.find_spec(name, folders, target)


STDLIB = Path("/lib/livepages_stdlib")
ALL_OF_IT = "livepages_whole_stdlib"  # the name by which it is fetched
WHOLE_STDLIB = f"/lib/{ALL_OF_IT}.zip"
NAMES_OF_IT = Path(f"/lib/{ALL_OF_IT}.txt")  # a line for each package and module in it
PACKAGE = ".package"


def compiled_file(name: str, is_package: bool) -> str:
    """Where a module of the standard library lies compiled, once packages have brought it."""
    return str(STDLIB / f"{name}{PACKAGE if is_package else ''}.pyc")


class CompiledStdlib:
    """Finds what packages brought of the standard library, before it is looked for as text."""

    def __init__(self) -> None:
        self._files: dict[str, Path] = {}

    def look_again(self) -> None:
        """List what is there now."""
        files = STDLIB.glob("*.pyc")
        self._files = {path.name.removesuffix(".pyc").removesuffix(PACKAGE): path for path in files}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        file = self._files.get(name)
        if file is None:
            return None
        inside = [f"{_ZIP}/{name.replace('.', '/')}"] if PACKAGE in file.name else None
        loader = SourcelessFileLoader(name, str(file))
        return spec_from_file_location(name, file, loader=loader, submodule_search_locations=inside)


_ZIP = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip"


@cache
def _whole_stdlib() -> frozenset[str]:
    """The names in the whole standard library; others are asked for in vain, as `_hashlib` is."""
    return frozenset(NAMES_OF_IT.read_text(encoding="utf-8").split())


def _in_whole(folder: str) -> str:
    """Where the whole standard library has what a package of it looks for in a folder."""
    return folder.replace(_ZIP, WHOLE_STDLIB, 1)


def _forget_listings() -> None:
    """Let folders be listed anew; zip files, which `invalidate_caches` reads again, are as ever."""
    for finder in sys.path_importer_cache.values():
        if isinstance(finder, FileFinder):
            finder.invalidate_caches()


def unpack(archive: bytes) -> None:
    """Write the files of an archive, in the form that `pack.mjs` gives it."""
    index, _, content = archive.partition(b"\n")
    offset = 0
    for path, length in json.loads(index):
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content[offset : offset + length])
        offset += length


def install(names: str, fetch: Callable[[str], Any]) -> LazyFinder:
    """Make packages (JSON: a list of their names) importable."""
    stdlib = CompiledStdlib()
    finder = LazyFinder(json.loads(names), fetch, stdlib)
    sys.meta_path.insert(0, stdlib)
    sys.meta_path.append(finder)
    stand_in.fetch = finder.bring
    return finder
