"""A release is refused, with what to do, until all is ready; then the version is tagged here."""

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import release

FILES = {
    "pyproject.toml": """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "small"
version = "0.2.0"
""",
    "small.py": "",
    "CITATION.cff": 'version: 0.2.0\ndate-released: "2026-12-01"\n',
    "CHANGELOG.md": (
        "# Changes\n\n## 0.2.0 (2026-12-01)\n\n- New.\n\n## 0.1.0 (2026-11-01)\n\n- Old.\n"
    ),
    "book/appendix/citing.md": "Contributors (2026). *Small* (version 0.2.0).\n",
    "requirements.lock": "numpy==2.4.3\n",
    "Makefile": "lock:\n\t@echo numpy==2.4.3 > requirements.lock\n",
    ".gitignore": "_build/\ndist/\n",
}


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    command = ["git", *identity, *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def pass_tests(root: Path) -> None:
    """Say of the newest commit what `make test-full` says."""
    (root / "_build").mkdir(exist_ok=True)
    (root / release.PASSED).write_text(git(root, "rev-parse", "HEAD"), encoding="utf-8")


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small kit that is ready to be released."""
    for role in ("AUTHOR", "COMMITTER"):  # who tags, on a machine that knows nobody
        monkeypatch.setenv(f"GIT_{role}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "somebody@example.org")
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path)
    return tmp_path


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "All of it")
    pass_tests(root)


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A way to commit another text of a file."""

    def make(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        commit(root)

    return make


REFUSALS: dict[str, tuple[Callable[[Path], object], str]] = {
    "another branch": (lambda root: git(root, "switch", "--quiet", "--create", "idea"),
                       "this is the branch idea: git switch main"),
    "a file of its own": (lambda root: (root / "new.txt").touch(),
                      "not all is committed: ?? new.txt"),
    "the tag is there": (lambda root: git(root, "tag", "v0.2.0"),
                         "v0.2.0 has been released: give pyproject.toml the next version"),
    "the citation lags": (change("CITATION.cff", "0.2.0", "0.1.0"),
                          "CITATION.cff has the version 0.1.0, pyproject.toml 0.2.0"),
    "the changes lag": (change("CHANGELOG.md", "## 0.2.0", "## 0.1.9"),
                        "CHANGELOG.md has the version 0.1.9, pyproject.toml 0.2.0"),
    "how to cite lags": (change("book/appendix/citing.md", "version 0.2.0", "version 0.1.0"),
                         "book/appendix/citing.md has the version 0.1.0, pyproject.toml 0.2.0"),
    "no date": (change("CHANGELOG.md", "2026-12-01", "not yet released"),
                "the newest section of CHANGELOG.md has no date"),
    "another date": (change("CITATION.cff", "2026-12-01", "2026-11-30"),
                     "CITATION.cff was released on 2026-11-30, CHANGELOG.md on 2026-12-01"),
    "no changes": (change("CHANGELOG.md", "- New.\n", ""),
                   "the newest section of CHANGELOG.md says nothing"),
    "an old lock": (change("requirements.lock", "2.4.3", "2.4.2"),
                    "requirements.lock is not up to date: make lock"),
    "no way to tell": (change("Makefile", "@echo", "@false"),
                       "whether requirements.lock is up to date cannot be told"),
    "never tested": (lambda root: (root / release.PASSED).unlink(),
                     "the full tests have not passed on this commit: make test-full"),
    "tested before": (lambda root: git(root, "commit", "--quiet", "--allow-empty", "-m", "More"),
                      "the full tests have not passed on this commit: make test-full"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_not_ready_is_refused_with_the_reason_alone(
    name: str, kit: Path, capsys: pytest.CaptureFixture[str]
):
    spoil, reason = REFUSALS[name]
    spoil(kit)
    before = git(kit, "tag"), (kit / "requirements.lock").read_bytes()
    assert release.main([], kit) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Not yet:"
    assert [line.startswith(f"- {reason}") for line in said[1:]] == [True], said
    assert (git(kit, "tag"), (kit / "requirements.lock").read_bytes()) == before
    assert not (kit / "dist").exists()


def test_all_reasons_are_told_at_once(kit: Path, capsys: pytest.CaptureFixture[str]):
    change("CITATION.cff", "0.2.0", "0.1.0")(kit)
    (kit / release.PASSED).unlink()
    assert release.main(["--dry-run"], kit) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1 + 2


def test_trying_says_that_all_is_ready_and_does_nothing(
    kit: Path, capsys: pytest.CaptureFixture[str]
):
    assert release.main(["--dry-run"], kit) == 0
    assert capsys.readouterr().out == "All is ready.\n"
    assert git(kit, "tag") == ""
    assert not (kit / "dist").exists()


def test_a_release_is_tagged_and_built_and_says_what_is_left(
    kit: Path, capsys: pytest.CaptureFixture[str]
):
    assert release.main([], kit) == 0
    assert git(kit, "cat-file", "-t", "v0.2.0") == "tag\n"  # annotated
    assert git(kit, "rev-parse", "v0.2.0^{commit}") == git(kit, "rev-parse", "HEAD")
    assert "Levers and Plugs 0.2.0" in git(kit, "cat-file", "-p", "v0.2.0")
    (wheel,) = (kit / "dist").iterdir()
    assert "small.py" in zipfile.ZipFile(wheel).namelist()
    said = capsys.readouterr().out
    assert "git push origin main v0.2.0" in said
    assert f"dist/{wheel.name}" in said
    assert git(kit, "status", "--porcelain") == ""


def test_a_wheel_that_cannot_be_built_leaves_no_tag(kit: Path, capsys: pytest.CaptureFixture[str]):
    change("pyproject.toml", 'name = "small"', 'name = "small"\nlicense = 7')(kit)
    assert release.main([], kit) == 1
    assert "failed" in capsys.readouterr().err
    assert git(kit, "tag") == ""


def test_the_patterns_find_what_the_kit_itself_says():
    """Whatever its version is by then: three files, and a section with brackets."""
    for name, pattern in release.VERSIONS.items():
        assert pattern.search((release.ROOT / name).read_text(encoding="utf-8")), name
    assert release.SECTION.search((release.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
