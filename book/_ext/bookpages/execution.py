"""Runs the notebooks that have to run side by side, before the pages are read one by one.

What they give goes into the cache of jupyter-cache, where myst-nb finds it. A notebook that fails
is left to myst-nb, which runs it again and reports it in its own words.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.config import NbParserConfig
from myst_nb.core.read import create_nb_reader
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

log = logging.getLogger(__name__)


def run_side_by_side(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run those of the pages to be read that are notebooks and not in the cache."""
    config: NbParserConfig = env.mystnb_config  # type: ignore[attr-defined]  # by myst-nb
    if config.execution_mode != "cache":
        return
    cache = get_cache(config.execution_cache_path)
    read: MdParserConfig = env.myst_config  # type: ignore[attr-defined]  # by myst-nb
    new = ((name, _new(env.doc2path(name), read, config, cache)) for name in docnames)
    waiting = {name: notebook for name, notebook in new if notebook}
    if len(waiting) < 2:
        return  # myst-nb runs a single one as quickly
    log.info("running %d notebooks side by side ...", len(waiting))
    # Each has a process of its own, its kernel; the threads only wait for them.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {
            pool.submit(_run, notebook, Path(env.doc2path(name)).parent, config): name
            for name, notebook in waiting.items()
        }
        for number, run in enumerate(as_completed(runs), 1):
            name, done = runs[run], run.result()
            log.info("[%d of %d] %s: %.1f s", number, len(runs), name, done.time)
            if done.err is None:
                seconds = {"execution_seconds": done.time}
                bundle = CacheBundleIn(done.nb, env.doc2path(name), data=seconds)
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def _new(
    path: str, read: MdParserConfig, config: NbParserConfig, cache: JupyterCacheAbstract
) -> NotebookNode | None:
    """The page as a notebook, if it is one and was not run before."""
    text = Path(path).read_text(encoding="utf-8")
    reader = create_nb_reader(path, read, config, text)
    if reader is None:
        return None
    notebook = reader.read(text)
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return notebook
    return None


def _run(notebook: NotebookNode, folder: Path, config: NbParserConfig) -> ExecutionResult:
    return single_nb_execution(
        notebook, str(folder), config.execution_timeout, config.execution_allow_errors
    )


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("env-before-read-docs", run_side_by_side)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
