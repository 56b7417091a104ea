"""Puts together the pages of the peers, with all that they load, from npm and the package index.

Versions are exact, and nothing is installed beside the project's own packages: everything lies in
a cache. Addresses of other hosts are turned into addresses of the page's own host, so that a
peer's bytes come down the same line as ours.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

from livepages import cache, toolchain, wheels

HERE = Path(__file__).parent
LIST = HERE / "marimo.txt"
MARIMO = re.findall(r"^marimo-base==(\S+)", LIST.read_text(encoding="utf-8"), re.MULTILINE)[0]
MARIMO_PYODIDE = "314.0.0"  # its islands ask for this one
PYSCRIPT, PYSCRIPT_PYODIDE = "0.7.31", "314.0.2"
WHEELS = ("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "3.14")
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"


class UnavailableError(RuntimeError):
    """A package of a peer could not be had."""


def run(*command: str) -> str:
    """What a command prints.

    Raises:
        UnavailableError: It failed.
    """
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnavailableError(f"for {command[-1]}: {done.stderr.strip()[-300:]}")
    return done.stdout


def npm(requirement: str, folder: Path) -> Path:
    """Unpack a package of npm, without those that it depends on."""
    folder.mkdir(parents=True, exist_ok=True)
    node, script = toolchain.node(), str(toolchain.npm())
    run(node, script, "pack", "--loglevel=error", "--pack-destination", str(folder), requirement)
    archive = next(folder.glob("*.tgz"))
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    archive.unlink()
    return folder / "package"


def pyodide(version: str, packages: Path, folder: Path) -> dict[str, str]:
    """Lay Pyodide's core in a folder; returns what its lock says of the build."""
    package = npm(f"pyodide@{version}", packages / "pyodide")
    folder.mkdir(parents=True)
    for name in (*CORE, LOCK):
        shutil.copy(package / name, folder)
    return json.loads((folder / LOCK).read_text(encoding="utf-8"))["info"]


def marimo(packages: Path, site: Path) -> None:
    """marimo's islands: the page by marimo itself, its front end, Pyodide and the wheels."""
    shutil.copytree(npm(f"@marimo-team/islands@{MARIMO}", packages / "islands") / "dist",
                    site / "islands" / "dist")  # fmt: skip
    full = site / "pyodide" / f"v{MARIMO_PYODIDE}" / "full"
    info = pyodide(MARIMO_PYODIDE, packages, full)
    run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
        "--only-binary", ":all:", *WHEELS, "--dest", str(full),
        "--requirement", str(LIST))  # fmt: skip
    (full / LOCK).write_text(wheels.lock(full.glob("*.whl"), info), encoding="utf-8")
    page = run(sys.executable, "-m", "uv", "run", "--quiet", "--isolated", "--no-project",
               "--cache-dir", str(packages / "uv"), "--with", f"marimo=={MARIMO}",
               "python", "-I", str(HERE / "marimo_page.py"))  # fmt: skip
    page = page.replace(f"https://cdn.jsdelivr.net/npm/@marimo-team/islands@{MARIMO}", "islands")
    fonts = r'<link\b[^>]*href="https://[^>]*>'
    (site / "index.html").write_text(re.sub(fonts, "", page), encoding="utf-8")
    ours = "${self.location.origin}/marimo/pyodide/"
    for worker in (site / "islands" / "dist" / "assets").glob("worker-*.js"):
        code = worker.read_text(encoding="utf-8")
        code = code.replace("https://cdn.jsdelivr.net/pyodide/", ours)
        lock = f"{ours}v{MARIMO_PYODIDE}/full/"
        worker.write_text(code.replace("https://wasm.marimo.app/", lock), encoding="utf-8")


def pyscript(packages: Path, site: Path) -> None:
    """PyScript on the page itself, its default, with a Pyodide of our host as it is documented."""
    package = npm(f"@pyscript/core@{PYSCRIPT}", packages / "pyscript")
    shutil.copytree(package / "dist", site, dirs_exist_ok=True)
    pyodide(PYSCRIPT_PYODIDE, packages, site / "pyodide")
    shutil.copy(HERE / "pyscript.html", site / "index.html")


MAKERS: dict[str, Callable[[Path, Path], None]] = {"marimo": marimo, "pyscript": pyscript}


def folder(name: str, into: Path) -> Path:
    """The folder with a peer's page, made once into a cache.

    Raises:
        UnavailableError: A package of it could not be had.
    """
    sources = sorted(path for path in HERE.iterdir() if path.suffix in {".py", ".txt", ".html"})
    key = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]

    def make(empty: Path) -> None:
        (empty / "site").mkdir()
        MAKERS[name](empty / "packages", empty / "site")
        shutil.rmtree(empty / "packages")

    return cache.make_once(into, f"{name}-{key}", make) / "site"
