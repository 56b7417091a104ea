"""The set-up finds a Python, mends what was left half-made, and says what is missing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from contents import ROOT

TOOLS = ("bash", "dirname", "rm", "id")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty project with the set-up script, and a PATH with nothing but its tools."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def python(place: Path, name: str, script: str) -> None:
    """Put a Python of our making on the PATH."""
    path = place / "bin" / name
    path.write_text(f"#!{shutil.which('bash')}\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def set_up(place: Path, **variables: str) -> subprocess.CompletedProcess:
    environment = {"PATH": str(place / "bin"), "HOME": str(place), **variables}
    return subprocess.run(
        [place / ".ci" / "environment"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_python_it_says_which_one_is_needed(place: Path):
    run = set_up(place)
    assert run.returncode == 1
    assert "Python 3.11 or newer" in run.stderr
    assert "PYTHON=" in run.stderr


def test_a_python_that_is_too_old_is_passed_over(place: Path):
    python(place, "python3", "exit 1")  # as the question for 3.11 is answered by an old one
    assert "Python 3.11 or newer" in set_up(place).stderr


def test_without_the_venv_package_it_names_the_package(place: Path):
    python(place, "python3", f'[ "$1" = -m ] && exit 1; exec {sys.executable} "$@"')
    run = set_up(place)
    assert run.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt-get install python{version}-venv" in run.stderr
    assert not (place / ".venv").exists()


def test_a_half_made_environment_is_made_again_and_a_sound_one_is_kept(place: Path):
    (place / ".venv" / "bin").mkdir(parents=True)
    (place / ".venv" / "half-made").touch()
    first = set_up(place, PYTHON=sys.executable)
    assert first.returncode == 0, first.stderr
    assert not (place / ".venv" / "half-made").exists()
    assert (place / ".venv" / "bin" / "python").exists()
    (place / ".venv" / "sound").touch()
    second = set_up(place, PYTHON=sys.executable)
    assert second.returncode == 0
    assert (place / ".venv" / "sound").exists()
