"""Reads the settings of live pages from `_config.yml`."""

from __future__ import annotations

from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from myst_nb.core.config import NbParserConfig
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from livepages.downloads import UnavailableError


def files(root: Path, patterns: dict[str, str], needed: bool = True) -> list[tuple[Path, str]]:
    """Files that travel along: each with its place.

    Args:
        root: Folder of the book.
        patterns: Folders to put files in, by the pattern of the files, seen from `root`.
        needed: Whether each pattern must match.

    Raises:
        UnavailableError: Nothing matches a pattern that is needed.
    """
    found = []
    for pattern, folder in patterns.items():
        matches = sorted(root.glob(pattern))
        if needed and not matches:
            raise UnavailableError(f"nothing matches {pattern!r}, which _config.yml asks for")
        found += [(path, f"{folder}/{path.name}") for path in matches]
    return found


def lab_requirements(app: Sphinx) -> Path:
    """The file that names the packages of the browser's Lab.

    Raises:
        UnavailableError: The setting does not name it, or it is not there.
    """
    path = Path(app.confdir, app.config.livepages_lite.get("requirements", ""))
    if not path.is_file():
        raise UnavailableError(
            "`livepages_lite` in _config.yml must name under `requirements` the file of the Lab's "
            f"packages; {path} is no file"
        )
    return path


def specs(config: Config) -> dict[str, Any]:
    """The book's chart specifications, by name."""
    return resolve_name(config.livepages_specs)() if config.livepages_specs else {}


def title(app: Sphinx) -> str:
    """The book's title."""
    return app.config.html_title or app.config.project


def notebook_config(env: BuildEnvironment) -> NbParserConfig:
    """What myst-nb was told of the book's notebooks; it keeps that where Sphinx knows nothing."""
    return env.mystnb_config  # type: ignore[attr-defined]


def cache_folder(app: Sphinx) -> Path:
    """The folder of what was fetched and made."""
    return Path(app.config.livepages_cache or Path(app.confdir) / ".cache" / "livepages").resolve()
