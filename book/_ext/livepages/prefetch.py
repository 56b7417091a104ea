"""Downloads what the live pages need while the notebooks run.

Nothing depends on it: whoever needs a file asks for it as ever, and finds it in the cache.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sphinx.application import Sphinx
from sphinx.util import logging

from livepages import build_state, lite, runtime, settings, toolchain, wheels
from livepages.downloads import UnavailableError
from livepages.toolchain import ToolchainError

log = logging.getLogger(__name__)


def start(app: Sphinx) -> None:
    """Start to fetch; `wait` returns once that has ended."""
    if app.builder.format != "html":
        return
    pool, downloads = ThreadPoolExecutor(), build_state.of(app).downloads
    downloads.append(pool.submit(_compiled, app))
    if app.config.livepages_lite and (lite.available() or app.config.livepages_later):
        downloads.append(pool.submit(_pure, app))
    pool.shutdown(wait=False)


def wait(app: Sphinx) -> None:
    """Return once everything was fetched, or could not be."""
    for each in build_state.of(app).downloads:
        try:
            each.result()
        except (UnavailableError, ToolchainError, OSError) as error:
            log.debug("fetched ahead of time: %s", error)  # who needs it will say so


def _compiled(app: Sphinx) -> None:
    """The front end's packages, and the compiled wheels of their Pyodide."""
    config, cache = app.config, settings.cache_folder(app)
    pyodide = toolchain.packages(cache, log.info) / "node_modules" / "pyodide"
    asked = (*config.livepages_compiled, *config.livepages_lite.get("compiled", ()))
    asked += tuple(runtime.compiled_of(config.livepages_later, pyodide))
    for name in dict.fromkeys(asked):
        runtime.fetch_wheel(name, pyodide, config.livepages_distribution, cache, log.info)


def _pure(app: Sphinx) -> None:
    wheels.pure_wheels(settings.lab_requirements(app), settings.cache_folder(app))
