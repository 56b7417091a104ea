"""Pages of the book as plain notebooks, which read well wherever notebooks are opened.

    python -m bookpages.notebooks BOOK FOLDER --site https://host/book

writes every page that has code to FOLDER; nothing is built or run for it.
"""

from __future__ import annotations

import argparse
import copy
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import yaml

from bookpages.citations import Citations
from bookpages.plain_markdown import PlainMarkdown, shown

BIBLIOGRAPHY = "book/appendix/bibliography"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
# A solution that holds code cells goes over several cells, so its heading folds them.
SOLUTION = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{solution-(?P<side>start|end)\}[^\n]*\n"
    r"(?:[^\n]*\n)*?(?P=fence)[ \t]*$",
    re.MULTILINE,
)
FOLDED_HEADING = "#### Solution"
FOLDED = {"jp-MarkdownHeadingCollapsed": True}
HIDDEN = {"source_hidden": True}
TITLE = re.compile(r"\A(?:\s*\n)*# [^\n]+\n?")


@dataclass(frozen=True)
class PlainNotebooks:
    """Makes plain notebooks of a book's pages.

    Args:
        root: Folder of `_toc.yml`.
        site: Address of the built book, without a slash at its end; "" for no links to it.
        note: A sentence under each title; `{page}` in it becomes the page's address.
    """

    root: Path
    site: str = ""
    note: str = ""
    citations: Citations = field(init=False)
    pages: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        address = self._address(BIBLIOGRAPHY)
        bibliography = self.root / "book" / "references.bib"
        object.__setattr__(self, "citations", Citations(bibliography, address))
        object.__setattr__(self, "pages", tuple(_pages_with_code(self.root)))

    def notebook(self, page: str) -> nbformat.NotebookNode:
        """The page, named as in `_toc.yml`, as a plain notebook."""
        return self.convert(jupytext.read(self.root / f"{page}.md"), page)

    def convert(self, notebook: nbformat.NotebookNode, page: str) -> nbformat.NotebookNode:
        """A notebook of MyST as a plain one without outputs.

        Args:
            notebook: As jupytext or nbformat reads it; it is left as it is.
            page: Where it stands in the book, without suffix: links start from there.

        Raises:
            UnknownMarkup: A directive or a role has no plain form.
            KeyError: A work that is cited is not in the bibliography.
        """
        plain = self._plain(page)
        cells = [cell for given in notebook.cells for cell in _converted(given, plain)]
        if self.note and cells and (title := TITLE.match(cells[0].source)):
            note = self.note.format(page=self._address(page))
            rest = cells[0].source[title.end() :]
            cells[0].source = f"{title[0].rstrip()}\n\n{note}\n\n{rest.lstrip()}".rstrip()
        made = nbformat.v4.new_notebook(cells=cells, metadata=_metadata(notebook))
        for number, cell in enumerate(made.cells, start=1):
            cell.id = f"cell-{number}"
        return made

    def _plain(self, page: str) -> PlainMarkdown:
        def works(keys: str) -> list[str]:
            return [key.strip() for key in keys.split(",")]

        roles = {
            "cite:p": lambda keys: self.citations.in_brackets(works(keys)),
            "cite:t": lambda keys: self.citations.in_sentence(works(keys)),
            "term": shown,
        }
        return PlainMarkdown(roles, lambda text, target: self._link(page, text, target))

    def _link(self, page: str, text: str, target: str) -> str:
        """A link to another page: to its notebook, else to the book; else its words alone."""
        file, hash_, fragment = target.partition("#")
        if not file.endswith(".md") or "://" in file:
            return f"[{text}]({target})"
        here = posixpath.dirname(page)
        there = posixpath.normpath(posixpath.join(here, file)).removesuffix(".md")
        if there in self.pages:
            return f"[{text}]({posixpath.relpath(there, here)}.ipynb)"
        address = self._address(there)
        return f"[{text}]({address}{hash_}{fragment})" if address else text

    def _address(self, page: str) -> str:
        return f"{self.site}/{page}.html" if self.site else ""


def _pages_with_code(root: Path) -> Iterator[str]:
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    for page in [contents["root"], *chapters]:
        if "kernelspec" in _front_matter(root / f"{page}.md"):
            yield page


def _front_matter(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = text.split("---\n", 2)
    return (yaml.safe_load(parts[1]) or {}) if text.startswith("---\n") else {}


def _metadata(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    return {
        "kernelspec": dict(notebook.metadata.get("kernelspec", KERNEL)),
        "language_info": {"name": "python"},
    }


def _converted(
    given: nbformat.NotebookNode, plain: PlainMarkdown
) -> Iterator[nbformat.NotebookNode]:
    cell = copy.deepcopy(given)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
        if {"remove-input", "hide-input"} & set(cell.metadata.get("tags", [])):
            cell.metadata["jupyter"] = dict(HIDDEN)
        yield cell
    elif cell.cell_type == "markdown":
        for source, metadata in _parts(cell.source, plain):
            yield nbformat.v4.new_markdown_cell(source, metadata={**cell.metadata, **metadata})
    else:
        yield cell


def _parts(text: str, plain: PlainMarkdown) -> Iterator[tuple[str, dict[str, Any]]]:
    """A Markdown cell in pieces: text, the folded heading of a solution, text after its end."""
    at = 0
    for mark in SOLUTION.finditer(text):
        yield from _piece(text[at : mark.start()], plain)
        if mark["side"] == "start":
            yield FOLDED_HEADING, FOLDED
        at = mark.end()
    yield from _piece(text[at:], plain)


def _piece(text: str, plain: PlainMarkdown) -> Iterator[tuple[str, dict[str, Any]]]:
    if text.strip():
        yield plain.of(text.strip("\n")), {}


def main() -> None:
    """Write the notebooks of a book into a folder, each at the place of its page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path, help="folder of the book's _toc.yml")
    parser.add_argument("folder", type=Path, help="where to write the notebooks")
    parser.add_argument("--site", default="", help="address of the built book")
    given = parser.parse_args()
    made = PlainNotebooks(given.root, given.site.rstrip("/"))
    for page in made.pages:
        target = given.folder / f"{page}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(made.notebook(page), target)
        print(target)


if __name__ == "__main__":
    main()
