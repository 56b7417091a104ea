"""What the repository says of itself agrees: commands, pins, versions and authors."""

import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from contents import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TEXT_FILES = {".bib", ".cff", ".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".py", ".svg",
              ".toml", ".ts", ".txt", ".yml", ""}  # fmt: skip
# A path that exists on one person's machine only, or leads out of the repository.
PRIVATE_PATH = re.compile(
    r"(?<![\w.:/~-])/(?:root|tmp|work|mnt|Users|home/\w+)/\w|\.\./\.\./shared"
)


def requirements(text: str) -> dict[str, Requirement]:
    """Return the requirements in a requirements file by name."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    wanted = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(r.name): r for r in wanted}


DIRECT = requirements((ROOT / "requirements.txt").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = requirements(LOCK)


def tracked() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [n for n in listing.stdout.splitlines() if (ROOT / n).suffix in TEXT_FILES]


def test_every_command_of_the_readme_is_a_target_of_the_makefile():
    blocks = re.findall(r"^```(?:bash|sh|console)\n(.*?)^```", README, re.M | re.S)
    commands = [line.strip() for block in blocks for line in block.splitlines() if line.strip()]
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
    assert {"make book", "make test"} <= set(commands)
    assert [c for c in commands if c.startswith("make ") and c.split()[1] not in targets] == []
    others = [c for c in commands if not c.startswith("make ")]
    assert others == ["pip install -r requirements.txt", "jupyter-book build ."]


def test_the_pictures_and_files_the_readme_names_are_there():
    named = re.findall(r"\]\((?!https?:)([^)]+)\)", README)
    assert any(name.endswith(".png") for name in named)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_make_target_says_what_it_does():
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)[1].split()
    described = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.M))
    assert set(phony) == described


def test_direct_requirements_are_pinned_exactly():
    assert DIRECT
    assert not [str(r) for r in DIRECT.values() if not re.fullmatch(r"==[^*,]+", str(r.specifier))]


def test_the_lock_agrees_with_the_requirements():
    assert {name: str(r.specifier) for name, r in DIRECT.items()} == {
        name: str(LOCKED[name].specifier) for name in DIRECT
    }


def test_the_labs_packages_are_those_of_the_book():
    """What the book depends on has one version, also where the browser's Lab brings it."""
    lines = (ROOT / "book/lite_requirements.txt").read_text(encoding="utf-8").splitlines()
    lab = requirements("\n".join(line.split(" --hash")[0] for line in lines))
    shared = lab.keys() & DIRECT.keys()
    assert shared >= {"altair", "anywidget", "ipywidgets", "networkx"}
    assert {n: str(lab[n].specifier) for n in shared} == {
        n: str(DIRECT[n].specifier) for n in shared
    }


@pytest.mark.parametrize("extra", [None, *PROJECT["optional-dependencies"]])
def test_the_lock_covers_what_the_package_asks_for(extra: str | None):
    wanted = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    for requirement in map(Requirement, wanted):
        locked = LOCKED[canonicalize_name(requirement.name)]
        version = str(locked.specifier).removeprefix("==")
        assert requirement.specifier.contains(version, prereleases=True)


def test_the_lock_names_no_host():
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links", LOCK)


def test_version_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    how_to_cite = (ROOT / "book/appendix/citing.md").read_text(encoding="utf-8")
    assert citation["version"] == PROJECT["version"]
    assert re.search(r"^## (\d+\.\d+\.\d+)", changes, re.M)[1] == PROJECT["version"]
    assert f"version {PROJECT['version']}" in how_to_cite


def test_binder_uses_a_python_the_package_accepts():
    runtime = (ROOT / "runtime.txt").read_text(encoding="utf-8").strip()
    assert runtime == "python-3.12"
    assert PROJECT["requires-python"] == ">=3.11"


def test_no_file_names_a_path_of_one_machine():
    names = tracked()
    assert len(names) > 50
    told = {
        name: found.group()
        for name in names
        if (found := PRIVATE_PATH.search((ROOT / name).read_text(encoding="utf-8")))
    }
    assert told == {}


def test_the_code_passes_ruff():
    run = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
