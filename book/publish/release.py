"""Makes a release: checks that all is ready, tags the version, builds the wheel. It pushes nothing.

make release                    checks, then tags and builds
make release ARGS=--dry-run     only checks
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BRANCH = "main"
PASSED = Path("_build/.test-full-passed")  # `make test-full` writes there which commit passed
LOCK = Path("requirements.lock")
# Where the version stands besides pyproject.toml.
VERSIONS = {
    "CITATION.cff": re.compile(r"^version: *\"?([\w.]+)\"?$", re.M),
    "CHANGELOG.md": re.compile(r"^## (\d\S*)", re.M),
    "book/appendix/citing.md": re.compile(r"\bversion (\d[\w.]*\w)"),
}
SECTION = re.compile(
    r"^## (?P<version>\S+) \((?P<date>[^)]*)\)\n(?P<text>.*?)(?=^## |\Z)", re.M | re.S
)
DATE = re.compile(r"\d{4}-\d\d-\d\d")
TO_DO = """\
{tag} is tagged here and {wheel} is built. What is left takes a person:

1. git push origin {branch} {tag}
   The workflow `full` then runs on the tag; wait until it has passed.
2. make pdf offline
3. On GitHub make a release of {tag}. Take its text from CHANGELOG.md, and attach {wheel},
   _build/pdf/levers-and-plugs.pdf and dist/levers-and-plugs.zip.
4. Archive it where it gets a DOI (Zenodo takes releases from GitHub), and put the DOI into
   CITATION.cff and book/appendix/citing.md for the next one.
5. If the library is to be on PyPI: .venv/bin/uv publish {wheel}
"""


class ReleaseError(ValueError):
    """Something that cannot be done: what, and why."""


def run(root: Path, *command: str) -> str:
    """Run a program in the kit's folder and return what it prints.

    Raises:
        ReleaseError: It failed; the end of its words is kept.
    """
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-800:]
        raise ReleaseError(f"{' '.join(command[:3])} failed: {said}")
    return done.stdout.strip()


def version_of(root: Path) -> str:
    """The version in pyproject.toml."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def missing(root: Path) -> Iterator[str]:
    """What keeps the kit from being released, each with what to do about it."""
    yield from _wrong_place(root)
    yield from _wrong_versions(root)
    yield from _wrong_dates(root)
    yield from _stale_lock(root)
    yield from _untested(root)


def _wrong_place(root: Path) -> Iterator[str]:
    branch = run(root, "git", "rev-parse", "--abbrev-ref", "HEAD")
    if branch != BRANCH:
        yield f"this is the branch {branch}: git switch {BRANCH}"
    if changed := run(root, "git", "status", "--porcelain"):
        yield f"not all is committed: {changed.splitlines()[0].strip()}"
    tag = f"v{version_of(root)}"
    if run(root, "git", "tag", "--list", tag):
        yield f"{tag} has been released: give pyproject.toml the next version"


def _wrong_versions(root: Path) -> Iterator[str]:
    version = version_of(root)
    for name, pattern in VERSIONS.items():
        found = pattern.search((root / name).read_text(encoding="utf-8"))
        said = found[1] if found else "none"
        if said != version:
            yield f"{name} has the version {said}, pyproject.toml {version}"


def _wrong_dates(root: Path) -> Iterator[str]:
    section = SECTION.search((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    date = section["date"] if section else ""
    if not DATE.fullmatch(date):
        yield "the newest section of CHANGELOG.md has no date: write ## VERSION (YYYY-MM-DD)"
    if not section or not section["text"].strip():
        yield "the newest section of CHANGELOG.md says nothing"
    cited = re.search(
        r"^date-released: *\"?([\d-]+)", (root / "CITATION.cff").read_text("utf-8"), re.M
    )
    day = cited[1] if cited else "no day"
    if DATE.fullmatch(date) and day != date:
        yield f"CITATION.cff was released on {day}, CHANGELOG.md on {date}"


def _stale_lock(root: Path) -> Iterator[str]:
    """Whether `make lock` would change the lock; the file stays as it was."""
    lock = root / LOCK
    before = lock.read_bytes()
    try:
        run(root, "make", "--no-print-directory", "lock")
        if lock.read_bytes() != before:
            yield f"{LOCK} is not up to date: make lock, then test and commit"
    except ReleaseError as error:
        yield f"whether {LOCK} is up to date cannot be told: {error}"
    finally:
        lock.write_bytes(before)


def _untested(root: Path) -> Iterator[str]:
    passed = root / PASSED
    head = run(root, "git", "rev-parse", "HEAD")
    if not passed.is_file() or passed.read_text(encoding="utf-8").strip() != head:
        yield "the full tests have not passed on this commit: make test-full"


def release(root: Path) -> str:
    """Build the wheel, then tag; return what a person has to do.

    Raises:
        ReleaseError: The wheel cannot be built, or git refuses the tag.
    """
    version = version_of(root)
    run(root, sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist")
    (wheel,) = (root / "dist").glob(f"*-{version}-*.whl")
    tag = f"v{version}"
    run(root, "git", "tag", "--annotate", tag, "--message", f"Levers and Plugs {version}")
    return TO_DO.format(tag=tag, wheel=wheel.relative_to(root), branch=BRANCH)


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Check, and release unless told not to; 1 means that something is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dry-run", action="store_true", help="only check")
    options = parser.parse_args(arguments)
    try:
        reasons = list(missing(root))
        if reasons:
            print("Not yet:", *reasons, sep="\n- ", file=sys.stderr)
            return 1
        print("All is ready." if options.dry_run else release(root))
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
