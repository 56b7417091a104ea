"""Compiled modules that pages import and seldom call: something stands in for them until then."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any

# Imported by NumPy itself, a fourth of its compiled code, and used by what solves equations alone.
NAMES = ("numpy.linalg._umath_linalg",)
fetch: Callable[[str], object] = str  # called before the module itself is imported


class StandIn(ModuleType):
    """Becomes the module itself when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        own = _import_itself(self.__name__)
        vars(self).update({key: each for key, each in vars(own).items() if key[:2] != "__"})
        return getattr(own, name)


def _import_itself(name: str) -> ModuleType:
    fetch(name)
    spec = PathFinder.find_spec(name, sys.modules[name.rpartition(".")[0]].__path__)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    own = module_from_spec(spec)
    spec.loader.exec_module(own)
    return own


class _MakesStandIns(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to be run yet."""


class _Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(name, _MakesStandIns()) if name in NAMES else None


sys.meta_path.insert(0, _Finder())
