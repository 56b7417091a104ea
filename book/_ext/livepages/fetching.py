"""Fetches what the live pages need while the notebooks run, side by side.

Nothing depends on it: whoever needs a file asks for it as ever, and finds it in the cache.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sphinx.application import Sphinx
from sphinx.util import logging

from livepages import kept, lite, runtime, settings, toolchain, wheels
from livepages.supply import SupplyError
from livepages.toolchain import ToolchainError

log = logging.getLogger(__name__)


def begin(app: Sphinx) -> None:
    """Start to fetch; `wait` returns once that has ended."""
    if app.builder.format != "html":
        return
    pool, fetching = ThreadPoolExecutor(), kept.of(app).fetching
    fetching.append(pool.submit(_compiled, app))
    if app.config.livepages_lite and lite.available():
        fetching.append(pool.submit(_pure, app))
    pool.shutdown(wait=False)


def wait(app: Sphinx) -> None:
    """Return once everything was fetched, or could not be."""
    for each in kept.of(app).fetching:
        try:
            each.result()
        except (SupplyError, ToolchainError, OSError) as error:
            log.debug("fetched ahead of time: %s", error)  # who needs it will say so


def _compiled(app: Sphinx) -> None:
    """The front end's packages, and the compiled wheels of their Pyodide."""
    config, cache = app.config, settings.cache(app)
    pyodide = toolchain.packages(cache, log.info) / "node_modules" / "pyodide"
    asked = (*config.livepages_compiled, *config.livepages_lite.get("compiled", ()))
    for name in dict.fromkeys(asked):
        runtime.fetch_wheel(name, pyodide, config.livepages_distribution, cache, log.info)


def _pure(app: Sphinx) -> None:
    wheels.pure_wheels(settings.cache(app) / "lite-wheels")
