"""What notebooks import of IPython to show things."""

from __future__ import annotations

import json
from pathlib import Path

from livepages_kernel.display import clear_output, display

__all__ = ["HTML", "JSON", "SVG", "Image", "Markdown", "clear_output", "display"]


class HTML:
    """Text shown as HTML; the page leaves out what could run."""

    mime = "text/html"

    def __init__(self, data: str) -> None:
        self.data = data

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {self.mime: self.data, "text/plain": self.data}


class SVG(HTML):
    """A drawing."""

    mime = "image/svg+xml"


class Markdown(HTML):
    """Text that the page shows as it is written."""

    mime = "text/plain"


class JSON(HTML):
    """What is shown as JSON."""

    mime = "text/plain"

    def __init__(self, data: object) -> None:
        super().__init__(json.dumps(data, indent=2, default=str))


class Image:
    """A picture in PNG, given as bytes or by the name of a file."""

    def __init__(self, data: bytes | str) -> None:
        self.data = data if isinstance(data, bytes) else Path(data).read_bytes()

    def _repr_png_(self) -> bytes:
        return self.data
