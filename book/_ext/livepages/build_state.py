"""The state of one build, kept with Sphinx's application."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.application import Sphinx

from livepages.runtime import Runtime


@dataclass
class BuildState:
    """What one build has made.

    Args:
        runtime: What the pages run; None while there is none, or where they stay pictures.
        lab: Folder of the browser's Lab, likewise.
        downloads: Downloads begun ahead of time.
    """

    runtime: Runtime | None = None
    lab: Path | None = None
    downloads: list[Future[None]] = field(default_factory=list)


def of(app: Sphinx) -> BuildState:
    """The state of this build, which Sphinx lets an extension add to its application."""
    if not hasattr(app, "livepages"):
        app.livepages = BuildState()  # type: ignore[attr-defined]
    return app.livepages  # type: ignore[attr-defined]
