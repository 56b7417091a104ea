"""A Jupyter server of the tests' own, with one notebook, on this machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Page

TOKEN = "tests"
PATIENCE = 90  # seconds for a server to answer
LAB, NOTEBOOK = "lab/tree", "notebooks"  # addresses of the two front ends


def write_notebook(folder: Path, name: str, *cells: str) -> None:
    """A notebook of code cells."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, folder / f"{name}.ipynb")


@contextmanager
def serving(folder: Path, python: str | Path = sys.executable) -> Iterator[str]:
    """Serve `folder` by the JupyterLab of `python`.

    Gives the server's address, and ends it with all its kernels.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(python), "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--allow-root", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.expose_app_in_browser=True", "--JupyterNotebookApp.expose_app_in_browser=True",
    ]  # fmt: skip
    own = folder / "jupyter"
    places = {
        f"JUPYTER_{name}_DIR": str(own / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")
    }
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(
        command, stdout=log, stderr=log, env={**os.environ, **places}, cwd=folder
    )
    try:
        _wait(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", server, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


def await_kernel(page: Page) -> None:
    """Wait until the notebook's kernel is there: a cell run before is forgotten in silence.

    What the page shows does not tell: its indicator is idle from the beginning.
    """
    page.wait_for_function(
        """() => {
          const context = globalThis.jupyterapp?.shell.currentWidget?.sessionContext;
          return context?.isReady && context.session?.kernel?.status === 'idle';
        }""",
        timeout=1000 * PATIENCE,
    )


def _wait(url: str, server: subprocess.Popen, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.3)
    raise RuntimeError(f"Jupyter did not start:\n{(folder / 'server.log').read_text()[-2000:]}")
