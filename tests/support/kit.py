"""The kit as the publish workflow has it, and the branch that it writes for students."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from contents import ROOT

AS_PUBLISHED = {**os.environ, "GITHUB_REPOSITORY": "owner/name"}
SCRIPT = "book/publish/notebooks_branch.py"


def git(folder: Path, *words: str) -> str:
    """Run git, which must not complain, and return what it prints."""
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def make_students(folder: Path) -> Path:
    """Write the students' notebooks into a folder, as the publish workflow does; return it."""
    _engine("student", "--to", folder)
    return folder


def make_solutions(folder: Path, names: list[str]) -> list[Path]:
    """Write the solutions of these assignments, or of all if none is named."""
    _engine("make", *names, "--to", folder)
    return sorted((folder / "solution").glob("*.ipynb"))


def _engine(*words: str | Path) -> None:
    command = [sys.executable, "-m", "assignments.engine", *words]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=AS_PUBLISHED)


def clone(root: Path, students: Path) -> Path:
    """Commit what git would commit of this folder in one of its own, beside an empty remote."""
    kit = root / "kit"
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (kit / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, kit / name)
    git(root, "init", "--quiet", "--bare", "remote.git")
    git(kit, "init", "--quiet", "--initial-branch=main")
    for key, value in (("user.name", "T"), ("user.email", "t@example.org")):
        git(kit, "config", key, value)
    git(kit, "add", ".")
    git(kit, "commit", "--quiet", "-m", "All")
    git(kit, "remote", "add", "origin", "../remote.git")
    shutil.copytree(students, kit / "_build" / "assignments" / "student")
    return kit


def write_branch(kit: Path, *words: str) -> subprocess.CompletedProcess:
    """Run the script of the publish workflow, for a repository called owner/name."""
    return subprocess.run(
        [sys.executable, SCRIPT, *words],
        cwd=kit, capture_output=True, text=True, check=False,
        env=AS_PUBLISHED,
    )  # fmt: skip


def python_at_hand() -> Path:
    """Return the Python that runs the tests, outside its virtual environment."""
    return Path(sys.executable).resolve()


def python_of(version: str) -> Path | None:
    """Return a Python of this version ("3.12"): our own, on the PATH, pyenv's, or fetched."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = shutil.which(f"python{version}")
    candidates = [
        python_at_hand(),
        *([Path(on_path)] if on_path else []),
        *sorted(pyenv.glob(f"{version}.*/bin/python")),
    ]
    script = "import sys; print('%d.%d' % sys.version_info[:2])"
    for candidate in candidates:
        asked = subprocess.run(
            [candidate, "-c", script], capture_output=True, text=True, check=False
        )
        if asked.stdout.strip() == version:
            return candidate
    subprocess.run([_uv(), "python", "install", "--quiet", version], check=False)
    asked = [_uv(), "python", "find", version]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return Path(found.stdout.strip()) if found.returncode == 0 else None


def environment(folder: Path, python: Path, *wanted: str, cwd: Path) -> Path:
    """Make a virtual environment with the `wanted` packages; return its Python."""
    _run([_uv(), "venv", "--quiet", "--python", python, folder], cwd)
    return install(folder / "bin" / "python", *wanted, cwd=cwd)


def install(python: Path, *wanted: str, cwd: Path) -> Path:
    """Install packages into an environment and return its Python; uv is ten times pip's speed."""
    _run([_uv(), "pip", "install", "--quiet", "--python", python, *wanted], cwd)
    return python


def _uv() -> str:
    return shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}") or "uv"


def _run(command: list, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}:\n{done.stderr[-2000:]}"
