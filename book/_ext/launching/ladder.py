"""Knows the places where a notebook of the book can be run, nearest first, and their addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from sphinx.application import Sphinx

GITHUB = re.compile(r"https://github\.com/(?P<owner>[^/]+)/(?P<name>[^/]+)")
BINDER = "https://mybinder.org/v2"
COLAB = "https://colab.research.google.com/github"
NAMES = {
    "here": "Here, in the page", "lab": "Lab in the browser", "binder": "Binder",
    "colab": "Google Colab", "hub": "A JupyterHub", "local": "Your own machine",
}  # fmt: skip


@dataclass(frozen=True)
class Repository:
    """Where the notebooks are published.

    Args:
        address: Of the repository, without `.git`.
        branch: The branch with the notebooks.
    """

    address: str
    branch: str

    @property
    def folder(self) -> str:
        """The name a clone gets."""
        return self.address.rstrip("/").rsplit("/", 1)[-1]

    def binder(self, path: str) -> str:
        """The link that opens the notebook at `path` on Binder.

        Example:
            >>> Repository("https://github.com/o/n", "notebooks").binder("book/index.ipynb")
            'https://mybinder.org/v2/gh/o/n/notebooks?urlpath=lab%2Ftree%2Fbook%2Findex.ipynb'
        """
        found = GITHUB.fullmatch(self.address)
        place = "/".join(found.groups()) if found else quote(self.address, safe="")
        kind = "gh" if found else "git"
        query = urlencode({"urlpath": f"lab/tree/{path}"})
        return f"{BINDER}/{kind}/{place}/{quote(self.branch, safe='')}?{query}"

    def colab(self, path: str) -> str | None:
        """The link that opens it in Colab, which reads notebooks from GitHub only.

        Example:
            >>> Repository("https://github.com/o/n", "notebooks").colab("book/index.ipynb")
            'https://colab.research.google.com/github/o/n/blob/notebooks/book/index.ipynb'
        """
        found = GITHUB.fullmatch(self.address)
        if not found:
            return None
        owner, name = found.groups()
        return f"{COLAB}/{owner}/{name}/blob/{quote(self.branch)}/{quote(path)}"

    def hub(self, hub: str, path: str) -> str:
        """The link by which nbgitpuller fetches the notebooks on a JupyterHub and opens one.

        Example:
            >>> Repository("https://github.com/o/n", "main").hub("https://hub.org/", "a.ipynb")
            ... # doctest: +NORMALIZE_WHITESPACE
            'https://hub.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fo%2Fn&urlpath=lab%2Ftree%2Fn%2Fa.ipynb&branch=main'
        """
        place = f"lab/tree/{self.folder}/{path}"
        asked = {"repo": self.address, "urlpath": place, "branch": self.branch}
        return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(asked)}"


@dataclass(frozen=True)
class Step:
    """One way to run a notebook: its name, the wait to expect, and the link."""

    key: str
    wait: str
    url: str

    @property
    def name(self) -> str:
        return NAMES[self.key]


@dataclass(frozen=True)
class Settings:
    """What `_config.yml` says under `launching`, and what the build found out.

    Args:
        waits: What is said of the wait, for each name of a place.
        repository: None while no address is known.
        hub: Address of a course's JupyterHub, or "".
    """

    waits: dict[str, str]
    repository: Repository | None
    hub: str = ""

    def steps(self, path: str, near: dict[str, str], local: str) -> list[Step]:
        """Return the ways to run the notebook at `path`, nearest first.

        Args:
            path: Of the notebook, in the branch.
            near: Links to `here` and `lab`, where the book was built with them.
            local: Link to what one does on one's own machine.
        """
        links = {**near, **self._far(path), "local": local}
        return [Step(key, self.waits[key], url) for key in NAMES if (url := links.get(key))]

    def _far(self, path: str) -> dict[str, str | None]:
        if self.repository is None:
            return {}
        found = {"binder": self.repository.binder(path), "colab": self.repository.colab(path)}
        if self.hub:
            found["hub"] = self.repository.hub(self.hub, path)
        return found


def of(app: Sphinx) -> Settings:
    """What the build has read of `_config.yml`; `menu` keeps it with the application."""
    return app.launching  # type: ignore[attr-defined]  # Sphinx does not know what we add to it


def settings(written: dict[str, Any], address: str) -> Settings:
    """Read `launching` of `_config.yml`.

    Args:
        written: The setting, with `branch`, `waits` and perhaps `hub`.
        address: Of the repository; "" while it is not known.

    Raises:
        ValueError: A wait is missing, or there is one for no place.

    Example:
        >>> settings({"branch": "notebooks", "waits": {"moon": "days"}}, "")
        Traceback (most recent call last):
        ValueError: launching: waits must name here, lab, binder, colab, hub, local; it names moon
    """
    waits = written.get("waits", {})
    if set(waits) != set(NAMES):
        raise ValueError(
            f"launching: waits must name {', '.join(NAMES)}; it names {', '.join(waits)}"
        )
    address = address.rstrip("/").removesuffix(".git")
    repository = Repository(address, written["branch"]) if address else None
    return Settings(waits, repository, written.get("hub") or "")
