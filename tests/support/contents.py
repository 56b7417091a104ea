"""What `_toc.yml` says is in the book, for every test that goes through it page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pybtex.database import Entry

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Page:
    """One page of the book: its name without suffix, its source and its front matter."""

    name: str
    source: Path
    front_matter: dict
    text: str

    def __str__(self) -> str:
        return self.name


@cache
def names() -> list[str]:
    """Return the pages of `_toc.yml`, in order, the first page first."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    return [toc["root"], *chapters]


@cache
def read(name: str) -> Page:
    """Return the page of this name; `text` is its source without front matter."""
    source = ROOT / f"{name}.md"
    text = source.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        return Page(name, source, {}, text)
    _, front_matter, body = text.split("---\n", 2)
    return Page(name, source, yaml.safe_load(front_matter), body)


def pages() -> list[Page]:
    """Return every page of the book."""
    return [read(name) for name in names()]


def chapters() -> list[Page]:
    """Return the pages learners work through: those that give their minutes."""
    return [page for page in pages() if "minutes" in page.front_matter]


def complete() -> list[Page]:
    """Return the chapters whose text is written, not only outlined."""
    return [page for page in chapters() if page.front_matter.get("status") != "outline"]


@cache
def bibliography() -> Mapping[str, Entry]:
    """Return the entries of the bibliography by their keys."""
    from pybtex.database import parse_file

    return parse_file(str(ROOT / "book" / "references.bib"), "bibtex").entries
