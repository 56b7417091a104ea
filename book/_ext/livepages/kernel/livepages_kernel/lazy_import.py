"""Packages that are fetched when they are first imported."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Mapping
from importlib.machinery import FileFinder, ModuleSpec, PathFinder
from pathlib import Path
from typing import Any


class LazyFinder:
    """Stands last in the line of finders: whoever asks it found nothing elsewhere.

    Args:
        archives: The archive of each top-level package.
        fetch: Returns the bytes of an archive, at once.
    """

    def __init__(self, archives: Mapping[str, str], fetch: Callable[[str], Any]) -> None:
        self._archives = dict(archives)
        self._fetch = fetch

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        archive = self._archives.pop(name.partition(".")[0], None)
        if archive is None:
            return None
        unpack(bytes(self._fetch(archive)))
        _forget_listings()
        return PathFinder.find_spec(name, path, target)


def _forget_listings() -> None:
    """Let folders be listed anew; zip files, which `invalidate_caches` reads again, are as ever."""
    for finder in sys.path_importer_cache.values():
        if isinstance(finder, FileFinder):
            finder.invalidate_caches()


def unpack(packed: bytes) -> None:
    """Write the files of an archive, in the form that `pack.mjs` gives it."""
    index, _, content = gzip.decompress(packed).partition(b"\n")
    offset = 0
    for path, length in json.loads(index):
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content[offset : offset + length])
        offset += length


def install(archives: str, fetch: Callable[[str], Any]) -> None:
    """Make the packages of `archives` (JSON: name of package to file) importable."""
    sys.meta_path.append(LazyFinder(json.loads(archives), fetch))
