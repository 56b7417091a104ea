"""Writes a folder as the next commit of a branch of its own, without touching any other."""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

MAIN = {"main", "master", "HEAD"}


class BranchError(ValueError):
    """A branch or a checkout that must not be written: which, why, and what to do."""


@dataclass(frozen=True)
class Checkout:
    """A git checkout.

    Args:
        root: Its folder.
    """

    root: Path

    def git(self, *words: str, **variables: str) -> str:
        """Run git and return what it prints.

        Raises:
            BranchError: git refuses; its words are kept.
        """
        done = subprocess.run(
            ["git", *words], cwd=self.root, capture_output=True, text=True, check=False,
            env={**os.environ, **variables},
        )  # fmt: skip
        if done.returncode:
            raise BranchError(f"git {words[0]}: {done.stderr.strip()}")
        return done.stdout.strip()

    def commit_of(self, ref: str) -> str | None:
        """Return the commit a full name of a branch stands for, if there is one."""
        found = self.git("for-each-ref", "--format=%(objectname)", ref)
        return found or None

    def refuse_dirty(self) -> None:
        """Raise BranchError if a file differs from what is committed."""
        changed = self.git("status", "--porcelain")
        if changed:
            first = changed.splitlines()[0].strip()
            raise BranchError(f"commit or undo your changes first; there is {first!r}")

    def refuse_target(self, branch: str, mark: str) -> None:
        """Raise BranchError unless `branch` is new, or was written from here before."""
        self.git("check-ref-format", "--branch", branch)
        current = self.git("rev-parse", "--abbrev-ref", "HEAD")
        if branch in MAIN or branch == current:
            raise BranchError(f"{branch!r} holds the sources: name another branch, as `notebooks`")
        commit = self.commit_of(f"refs/heads/{branch}")
        if commit and not self._has_mark(commit, mark):
            raise BranchError(
                f"the branch {branch!r} holds something else; delete it or name another one"
            )

    def _has_mark(self, commit: str, mark: str) -> bool:
        try:
            return mark in self.git("show", f"{commit}:README.md")
        except BranchError:
            return False


def write(checkout: Checkout, folder: Path, branch: str, mark: str) -> str | None:
    """Make what is in `folder` the content of `branch`.

    The first commit has no parent, later ones follow it, so that whoever fetched the branch can
    fetch again. Author and dates are those of the checkout's last commit.

    Args:
        checkout: Where the branch is written.
        folder: What it is to hold, all of it.
        branch: Its name.
        mark: Words by which the README of a branch written from here is known.

    Returns:
        The new commit, or None if the branch holds all this already.

    Raises:
        BranchError: The checkout or the branch must not be used.
    """
    checkout.refuse_dirty()
    checkout.refuse_target(branch, mark)
    ref = f"refs/heads/{branch}"
    before = checkout.commit_of(ref)
    tree = _tree(checkout, folder)
    if before and checkout.git("rev-parse", f"{before}^{{tree}}") == tree:
        return None
    name, mail, date, short = checkout.git("log", "-1", "--format=%an%n%ae%n%cI%n%h").split("\n")
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", mail), ("DATE", date))
    }
    parents = ["-p", before] if before else []
    message = f"Notebooks, data and library as of {short}"
    commit = checkout.git("commit-tree", tree, *parents, "-m", message, **who)
    checkout.git("update-ref", ref, commit, before or "")
    return commit


def _tree(checkout: Checkout, folder: Path) -> str:
    with tempfile.TemporaryDirectory() as aside:
        where = {"GIT_INDEX_FILE": str(Path(aside) / "index"), "GIT_WORK_TREE": str(folder)}
        where["GIT_DIR"] = checkout.git("rev-parse", "--absolute-git-dir")
        checkout.git("add", "--all", "--force", ".", **where)
        return checkout.git("write-tree", **where)
