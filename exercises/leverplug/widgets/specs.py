"""Chart specifications by name: plain JSON, from the built page or made on the spot by Altair."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

PAGE_FILE = "LIVEPAGES_SPECS"  # a built page names its file of compiled specifications here


def named(name: str) -> dict[str, Any]:
    """The Vega-Lite specification of that name.

    Raises:
        KeyError: There is no chart of that name.
    """
    known = _in_page() if os.environ.get(PAGE_FILE) else _compiled()
    if name not in known:
        raise KeyError(f"no chart is called {name!r}; there are {', '.join(sorted(known))}")
    return known[name]


@cache
def _in_page() -> dict[str, Any]:
    return json.loads(Path(os.environ[PAGE_FILE]).read_text(encoding="utf-8"))


@cache
def _compiled() -> dict[str, Any]:
    from leverplug import charts

    return charts.compile_specs()
