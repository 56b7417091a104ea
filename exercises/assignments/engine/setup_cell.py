"""The first cell of every notebook: it gets the kit where the kit is not there yet.

In JupyterLab, on Binder and in the browser's Lab it does nothing. Colab starts without the kit,
so it is fetched from the book's own address; where none is known, the cell says what to do.
"""

from __future__ import annotations

import os
from pathlib import Path

import yaml
from assignments.engine.files import REPOSITORY

BRANCH = "notebooks"  # what readers launch: see the publish workflow

_HEAD = """\
# Gets the kit where it is missing, as in Google Colab. Anywhere else this does nothing.
try:
    import leverplug
except ModuleNotFoundError:
"""
_FETCH = '    %pip install --quiet "leverplug @ git+{address}@{branch}"\n    import leverplug'
_EXPLAIN = """\
    raise ModuleNotFoundError(
        "leverplug is not installed here: unpack the kit and run `pip install .` in its folder"
    ) from None"""

_PICTURES = """
import os
if os.environ.get("NBGRADER_EXECUTION"):  # charts become pictures when this is marked
    import altair
    altair.renderers.enable("png")"""


def code(address: str | None = None, charts: bool = False) -> str:
    """The first cell's code.

    Args:
        address: Of the kit's repository, without which nothing is fetched; taken from the book's
            settings if not given.
        charts: Whether the notebook draws charts. Whoever marks it sees none of their scripts.
    """
    address = known_address() if address is None else address
    kit = _HEAD + (_FETCH.format(address=address, branch=BRANCH) if address else _EXPLAIN)
    return kit + _PICTURES if charts else kit


def known_address(config: Path = REPOSITORY / "_config.yml") -> str:
    """The repository's address: `repository.url` of the book, or GITHUB_REPOSITORY, or empty."""
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    owner_and_name = os.environ.get("GITHUB_REPOSITORY")
    return settings["repository"].get("url") or (
        f"https://github.com/{owner_and_name}" if owner_and_name else ""
    )
