"""What the live pages keep with the application from one event of a build to the next."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.application import Sphinx

from livepages.runtime import Runtime


@dataclass
class Kept:
    """What one build has made.

    Args:
        runtime: What the pages run; None while there is none, or where they stay pictures.
        lab: Folder of the browser's Lab, likewise.
        fetching: What is fetched ahead of time.
    """

    runtime: Runtime | None = None
    lab: Path | None = None
    fetching: list[Future[None]] = field(default_factory=list)


def of(app: Sphinx) -> Kept:
    """What is kept with an application, which Sphinx lets extensions do without knowing of it."""
    if not hasattr(app, "livepages"):
        app.livepages = Kept()  # type: ignore[attr-defined]
    return app.livepages  # type: ignore[attr-defined]
