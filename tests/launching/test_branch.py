"""The branch that students launch: complete, without secrets, and written to itself alone."""

import json
import shutil
import subprocess
from pathlib import Path

import branch
import content
import jupytext
import nbformat
import pytest
from contents import ROOT, chapters
from kit import git, write_branch

SOURCES = sorted((ROOT / "exercises" / "assignments").glob("[0-9][0-9]_*.md"))


def test_every_chapter_and_every_assignment_is_there(published: Path):
    for page in chapters():
        nbformat.validate(nbformat.read(published / f"{page.name}.ipynb", as_version=4))
    names = [path.stem for path in sorted((published / "assignments").glob("*"))]
    assert names == [path.stem for path in SOURCES]


def test_data_library_and_licences_are_there(published: Path):
    for path in ("datasets/literature.csv", "exercises/leverplug/__init__.py", "pyproject.toml",
                 "LICENSE", "LICENSE-CONTENT", "requirements.lock", "README.md"):  # fmt: skip
        assert (published / path).is_file(), path
    assert (published / "runtime.txt").read_text() == (ROOT / "runtime.txt").read_text()


def secrets() -> set[str]:
    """Lines that only instructors may see: of solutions, hidden tests, samples and rubrics.

    Imports are left out: chapters have the same ones.
    """
    found = set()
    for path in SOURCES:
        hidden = False
        for cell in jupytext.read(path).cells:
            tags = cell.metadata.get("tags", [])
            sample = cell.cell_type == "markdown" and "nbgrader" in cell.metadata
            for line in cell.source.splitlines():
                hidden = hidden or "### BEGIN" in line
                if (hidden or sample or "marking-guide" in tags) and len(line.strip()) > 25:
                    found.add(line.strip())
                hidden = hidden and "### END" not in line
    return {line for line in found if not line.startswith(("import ", "from "))}


def test_no_line_of_a_solution_a_hidden_test_or_a_rubric_is_there(published: Path):
    everything = []
    for path in published.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            text = path.read_text("utf-8", errors="ignore")
            if path.suffix == ".ipynb":
                text = "\n".join(cell["source"] if isinstance(cell["source"], str)
                                 else "".join(cell["source"])
                                 for cell in json.loads(text)["cells"])  # fmt: skip
            everything.append(text)
    whole = "\n".join(everything)
    # A line that students see elsewhere in the same assignments gives nothing away.
    shown = "\n".join(line for path in SOURCES for line in visible_lines(path))
    lines = secrets()
    assert len(lines) > 100
    assert [line for line in lines if line in whole and line not in shown] == []


def visible_lines(path: Path) -> list[str]:
    """What the student's notebook may show of a source."""
    found, hidden = [], False
    for cell in jupytext.read(path).cells:
        sample = cell.cell_type == "markdown" and "nbgrader" in cell.metadata
        if sample or "marking-guide" in cell.metadata.get("tags", []):
            continue
        for line in cell.source.splitlines():
            hidden = hidden or "### BEGIN" in line
            if not hidden:
                found.append(line)
            hidden = hidden and "### END" not in line
    return found


def test_nothing_for_instructors_is_there(published: Path):
    names = [path.relative_to(published).as_posix() for path in published.rglob("*")]
    assert [name for name in names if "instructor" in name or "solution" in name] == []
    assert not (published / "exercises" / "assignments").exists()


def test_notebooks_fetch_the_kit_from_this_branch_where_it_is_missing(published: Path):
    for path in published.rglob("*.ipynb"):
        code = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
        assert "leverplug @ git+https://github.com/owner/name@notebooks" in code[0], path.name


def test_the_branch_installs_its_own_library_and_the_pinned_packages(published: Path):
    lines = (published / "requirements.txt").read_text().split()
    assert lines[:2] == ["--constraint", "requirements.lock"]
    assert lines[-1] == "."
    pinned = (ROOT / "requirements.txt").read_text().split()
    assert {"jupyterlab", "numpy", "pandas"} < {line.split("==")[0] for line in lines[2:-1]}
    assert set(lines[2:-1]) < set(pinned)


def test_the_sources_are_left_as_they_were(published: Path):
    kit = published.parent / "kit"
    assert git(kit, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert git(kit, "status", "--porcelain") == ""
    assert git(kit, "rev-list", "--count", "main") == "1"
    assert subprocess.run(
        ["git", "merge-base", "main", "notebooks"], cwd=kit, check=False, capture_output=True
    ).returncode  # the two branches have no commit in common


def test_a_new_clone_finds_that_nothing_has_changed(published: Path, tmp_path: Path):
    kit = published.parent / "kit"
    git(kit, "push", "--quiet", "origin", "main")
    remote = f"file://{published.parent}/remote.git"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=main", remote, "new")
    shutil.copytree(kit / "_build", tmp_path / "new" / "_build")
    again = write_branch(tmp_path / "new", "--push", "origin")
    assert again.returncode == 0, again.stderr
    assert again.stdout == "notebooks: nothing has changed\nnotebooks: sent to origin\n"


# --- the branch itself, with a small content ------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> branch.Checkout:
    """A checkout with one commit."""
    root = tmp_path / "small"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    for key, value in (("user.name", "T"), ("user.email", "t@example.org")):
        git(root, "config", key, value)
    (root / "README.md").write_text("Sources\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "First")
    return branch.Checkout(root)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the branch is to hold."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "README.md").write_text(content.README)
    (made / "a.ipynb").write_text("{}")
    return made


def write(small: branch.Checkout, folder: Path, name: str = "notebooks") -> str | None:
    return branch.write(small, folder, name, content.MARK)


def test_writing_again_changes_nothing_and_a_change_follows_the_last_commit(small, folder):
    main = git(small.root, "rev-parse", "main")
    first = write(small, folder)
    assert write(small, folder) is None
    (folder / "a.ipynb").unlink()
    (folder / "b.ipynb").write_text("{}")
    second = write(small, folder)
    assert git(small.root, "rev-parse", "notebooks") == second
    assert git(small.root, "rev-parse", "notebooks~1") == first
    assert git(small.root, "ls-tree", "--name-only", second).split() == ["README.md", "b.ipynb"]
    assert git(small.root, "rev-parse", "main") == main
    assert git(small.root, "status", "--porcelain") == ""


def test_changes_that_are_not_committed_are_refused(small, folder):
    (small.root / "README.md").write_text("half a thought\n")
    with pytest.raises(branch.BranchError, match=r"commit or undo your changes first.*README.md"):
        write(small, folder)
    assert git(small.root, "branch", "--list", "notebooks") == ""


def test_a_branch_that_holds_something_else_is_left_alone(small, folder):
    git(small.root, "branch", "notebooks", "main")
    with pytest.raises(branch.BranchError, match="'notebooks' holds something else"):
        write(small, folder)
    assert git(small.root, "rev-parse", "notebooks") == git(small.root, "rev-parse", "main")


@pytest.mark.parametrize("name", ["main", "master", "work"])
def test_the_branch_of_the_sources_is_never_the_target(small, folder, name: str):
    git(small.root, "checkout", "--quiet", "-B", "work")
    with pytest.raises(branch.BranchError, match="holds the sources"):
        write(small, folder, name)


@pytest.mark.parametrize("name", ["a b", "-f", "x..y"])
def test_a_name_that_is_none_is_refused(small, folder, name: str):
    with pytest.raises(branch.BranchError):
        write(small, folder, name)


def test_a_folder_that_is_no_checkout_is_refused_in_gits_words(tmp_path, folder):
    with pytest.raises(branch.BranchError, match="not a git repository"):
        write(branch.Checkout(tmp_path), folder)


def test_without_student_notebooks_it_says_what_to_run(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(content.ContentError, match="make assignments"):
        content.gather(ROOT, tmp_path / "target", tmp_path / "empty")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("assignments/a.ipynb", "### BEGIN SOLUTION"),
        ("assignments/a.ipynb", "### END HIDDEN TESTS"),
        ("assignments/a.ipynb", '{"tags": ["marking-guide"]}'),
        ("datasets/a.csv", "Marking guide: why"),
        ("book/instructors/index.ipynb", "{}"),
    ],
)
def test_what_gives_something_away_is_refused_by_name(tmp_path: Path, place: str, text: str):
    (tmp_path / "README.md").write_text(content.README)
    content.refuse_secrets(tmp_path)
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text(text)
    with pytest.raises(content.ContentError, match=place.split("/")[0]):
        content.refuse_secrets(tmp_path)
