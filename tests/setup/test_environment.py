"""The set-up finds a Python, mends what was left half-made, and says what is missing.

It never compiles: it installs wheels, and names the Pythons that have them.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from contents import ROOT

TOOLS = ("bash", "dirname", "rm", "id", "cat")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty project with the set-up script, and a PATH with nothing but its tools."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


# A Python that makes environments with a pip that only says it is there, which takes no time.
QUICK = f"""[ "$1 $2" = "-m venv" ] || exec {sys.executable} "$@"
{sys.executable} -m venv --without-pip .venv
for packages in .venv/lib/python*/site-packages; do echo 'print("pip")' > $packages/pip.py; done"""


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
    assert "Python 3.11 to 3.15" in run.stderr
    assert "none was found on the PATH" in run.stderr
    assert "PYTHON=" in run.stderr


@pytest.mark.parametrize("version", ["3.10.4", "3.16.0"])
def test_a_python_that_has_no_wheels_is_passed_over_and_named(place: Path, version: str):
    python(place, "python3", f'[ "$1" = --version ] && echo Python {version}; exit 1')
    run = set_up(place)
    assert run.returncode == 1
    assert f"on the PATH is only Python {version}" in run.stderr
    assert "Python 3.11 to 3.15" in run.stderr


@pytest.mark.parametrize("name", ["python3.11", "python3.12", "python3.13", "python3.14",
                                  "python3.15", "python3", "python"])  # fmt: skip
def test_a_python_is_found_by_each_of_its_names(place: Path, name: str):
    python(place, name, QUICK)
    run = set_up(place)
    assert run.returncode == 0, run.stderr
    assert (place / ".venv" / "bin" / "python").exists()


def test_a_python_that_was_named_and_is_not_there_is_an_error(place: Path):
    python(place, "python3", f'exec {sys.executable} "$@"')
    run = set_up(place, PYTHON="python3.99")
    assert run.returncode == 1
    assert "PYTHON=python3.99 names no program that is here" in run.stderr
    assert not (place / ".venv").exists()


def test_a_python_that_was_named_and_will_not_do_is_an_error_with_its_version(place: Path):
    python(place, "old", '[ "$1" = --version ] && echo Python 3.9.2; exit 1')
    run = set_up(place, PYTHON="old")
    assert run.returncode == 1
    assert "PYTHON=old will not do: it is Python 3.9.2" in run.stderr


def test_an_environment_of_another_python_than_the_one_named_is_made_again(place: Path):
    python(place, "quick", QUICK)
    assert set_up(place, PYTHON="quick").returncode == 0
    (place / ".venv" / "sound").touch()
    python(place, "other", f'case "$2" in *print*) echo 3.99; exit;; esac\n{QUICK}')
    run = set_up(place, PYTHON="other")
    assert run.returncode == 0, run.stderr
    assert not (place / ".venv" / "sound").exists()


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
    python(place, "quick", QUICK)
    first = set_up(place, PYTHON="quick")
    assert first.returncode == 0, first.stderr
    assert not (place / ".venv" / "half-made").exists()
    assert (place / ".venv" / "bin" / "python").exists()
    (place / ".venv" / "sound").touch()
    second = set_up(place, PYTHON="quick")
    assert second.returncode == 0
    assert (place / ".venv" / "sound").exists()


def install(place: Path, **answers: str) -> tuple[subprocess.CompletedProcess, str]:
    """Run the installation with a Python and a uv that only write down what they are asked.

    Args:
        answers: What `uv` and `pip` do once they are asked for the packages: a shell command.
    """
    folder = place / ".venv" / "bin"
    folder.mkdir(parents=True)
    asked = f'echo "$0 $*" >> {place}/asked'
    scripts = {
        "python": f'{asked}\n[[ "$*" = *" uv" ]] && {answers.get("get_uv", "exit 0")}\n'
                  f'[ "$1" = --version ] && echo Python 3.13.1 && exit 0\n{answers["pip"]}',
        "uv": f'{asked}\n{answers["uv"]}',
    }  # fmt: skip
    for name, script in scripts.items():
        (folder / name).write_text(f"#!{shutil.which('bash')}\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    run = subprocess.run(
        [place / ".ci" / "install", "site,test"],
        env={"PATH": str(place / "bin")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return run, (place / "asked").read_text(encoding="utf-8")


def test_packages_are_installed_by_uv_from_the_lock_and_as_wheels(place: Path):
    run, asked = install(place, uv="exit 0", pip="exit 9")
    assert run.returncode == 0, run.stderr
    (line,) = [line for line in asked.splitlines() if "bin/uv " in line]
    assert "--no-build" in line
    assert "--constraint requirements.lock" in line
    assert line.endswith("--editable .[site,test]")


@pytest.mark.parametrize("broken", ["uv", "get_uv"])
def test_where_uv_does_not_work_pip_installs_wheels(place: Path, broken: str):
    answers = {"uv": "exit 0", "pip": "exit 0"} | {broken: "exit 1"}
    run, asked = install(place, **answers)
    assert run.returncode == 0, run.stderr
    assert "trying pip" in run.stdout
    last = asked.splitlines()[-1]
    assert "-m pip install" in last
    assert "--only-binary :all:" in last
    assert last.endswith("--editable .[site,test]")


def test_where_nothing_can_be_installed_one_line_says_which_python_will_do(place: Path):
    run, _ = install(place, uv="exit 1", pip="exit 1")
    assert run.returncode == 1
    (line,) = run.stderr.splitlines()
    assert "Python 3.13.1" in line
    assert "3.11 to 3.15" in line
    assert "PYTHON=" in line


def test_the_pythons_named_are_those_of_the_pins_and_of_the_metadata():
    script = (ROOT / ".ci" / "environment").read_text(encoding="utf-8")
    metadata = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "(3, 11) <= sys.version_info[:2] <= (3, 15)" in script
    named = [f"3.{minor}" for minor in range(11, 16)]
    assert [version for version in named if f"Python :: {version}" not in metadata] == []
    assert [version for version in named if f"python{version}" not in script] == []
    assert 'python_version >= "3.15"' in pins
