"""Does something right after a module was imported for the first time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType


def install(named: Mapping[str, str]) -> None:
    """Call `module:callable` once the module that it stands for is imported, or is here."""
    later = {}
    for module, name in named.items():
        if module in sys.modules:
            call(name)
        else:
            later[module] = lambda name=name: call(name)
    sys.meta_path.insert(0, OnImport(later))


def call(name: str) -> object:
    """Call what `module:callable` names."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)()


class OnImport(MetaPathFinder):
    """Does something right after a module was imported for the first time.

    Args:
        then: What to do, by the full name of the module.
    """

    def __init__(self, then: Mapping[str, Callable[[], object]]) -> None:
        self._then = dict(then)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The module as others find it, with a loader that goes on to do more."""
        if name not in self._then:
            return None
        then = self._then.pop(name)  # so that this search goes past here
        spec = find_spec(name)
        if spec is None or spec.loader is None:
            self._then[name] = then  # it may be installed later
            return None
        spec.loader = _Loader(spec.loader, then)
        return spec


class _Loader(Loader):
    """A module's own loader, and one thing more."""

    def __init__(self, own: Loader, then: Callable[[], object]) -> None:
        self._own, self._then = own, then

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._own  # files beside it are read by this
        if module.__spec__ is not None:
            module.__spec__.loader = self._own
        self._own.exec_module(module)
        self._then()
