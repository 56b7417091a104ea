"""Names of a package that are imported when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy(package: str, homes: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], Any]]:
    """`__getattr__` and `__dir__` of a package whose names are loaded at first use.

    Args:
        package: Its `__name__`.
        homes: Name -> module of the package that defines it.

    Returns:
        Two functions, to be assigned to `__getattr__` and `__dir__`; the first raises
        `AttributeError` for a name that is not in `homes`.

    Example:
        >>> find, names = lazy("leverplug", {"logistic": "model.firm"})
        >>> find("logistic").__module__
        'leverplug.model.firm'
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"{package} has no {name!r}: choose one of {', '.join(homes)}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find, lambda: sorted(homes)
