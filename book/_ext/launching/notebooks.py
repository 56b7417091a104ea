"""Turns a page of the book into a notebook that reads well in plain Jupyter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

from launching import boxes
from launching.citations import Works

ROLE = re.compile(r"\{(?P<name>[\w:-]+)\}`(?P<text>[^`]+)`")
DIRECTIVE = re.compile(r"\{(?P<name>[\w:-]+)\}[ \t]*(?P<argument>.*)")
OPTION = re.compile(r":(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
TARGET = re.compile(r"\s*<[^>]*>$")  # of a role: what follows the text that is shown
PAGE_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<path>[^):#]+\.md)(?:#[^)]*)?\)")
# Cells whose input the book hides: folded in a notebook, where they must be there to be run.
HIDDEN = {"remove-input", "hide-input", "remove-cell", "hide-cell"}
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
MARKDOWN = MarkdownIt("commonmark").use(colon_fence_plugin)


@dataclass(frozen=True)
class Book:
    """What a page needs to know of its book.

    Args:
        works: The bibliography.
        notebooks: Names of the pages that are notebooks beside this one.
    """

    works: Works
    notebooks: frozenset[str]


@dataclass
class Writer:
    """Writes the cells of one page, `docname`; `cited` and `in_solution` change on the way."""

    docname: str
    book: Book
    cited: list[str] = field(default_factory=list)
    in_solution: bool = False

    def text(self, source: str) -> str:
        """Return MyST Markdown as plain Markdown.

        Raises:
            ValueError: A directive or a role has no plain form.
        """
        return "\n\n".join(part for part in self._parts(source) if part)

    def _parts(self, source: str) -> Iterator[str]:
        lines = source.split("\n")
        row = 0
        for token in _fences(source):
            assert token.map is not None  # a fence has lines of its own
            start, end = token.map
            yield self._words("\n".join(lines[row:start]))
            opening = DIRECTIVE.fullmatch(token.info.strip())
            yield self._box(opening, token) if opening else "\n".join(lines[start:end]).strip()
            row = end
        yield self._words("\n".join(lines[row:]))

    def _box(self, opening: re.Match[str], token: Token) -> str:
        name = opening["name"]
        if name not in boxes.WRITE:
            raise ValueError(f"{self.docname}: the directive {name!r} has no plain form")
        if token.level:
            raise ValueError(f"{self.docname}: {name!r} stands inside a list or a quotation")
        options, body = _options(token.content.split("\n"))
        box = boxes.Box(self._inline(opening["argument"]), options, self.text("\n".join(body)))
        written = boxes.WRITE[name](box)
        if name in ("solution-start", "solution-end"):
            self.in_solution = name == "solution-start"
        return written

    def _words(self, source: str) -> str:
        written = self._inline(source.strip())
        if self.in_solution and written:
            return boxes.folded("Solution, in words", written)
        return written

    def _inline(self, source: str) -> str:
        return PAGE_LINK.sub(self._link, ROLE.sub(self._role, source))

    def _role(self, match: re.Match[str]) -> str:
        name, text = match["name"], match["text"]
        if name in ("cite:p", "cite:t"):
            self.cited += [key.strip() for key in text.split(",")]
            return self.book.works.cite(text, in_text=name == "cite:t")
        if name == "term":
            return TARGET.sub("", text)
        if name == "download":
            return self._file(text)
        raise ValueError(f"{self.docname}: the role {name!r} has no plain form")

    def _file(self, text: str) -> str:
        """Name a file of the kit by its place in the kit's folder."""
        shown, _, target = text.rstrip(">").rpartition("<")
        folder = posixpath.dirname(self.docname)
        return f"{shown.strip()} (`{posixpath.normpath(posixpath.join(folder, target))}`)"

    def _link(self, match: re.Match[str]) -> str:
        """Lead to a notebook that is there; of other pages only the text is left."""
        folder = posixpath.dirname(self.docname)
        target = posixpath.normpath(posixpath.join(folder, match["path"])).removesuffix(".md")
        if target not in self.book.notebooks:
            return match["text"]
        return f"[{match['text']}]({match['path'].removesuffix('.md')}.ipynb)"


def _fences(source: str) -> Iterator[Token]:
    """Yield what is fenced in: directives, and code that is shown."""
    for token in MARKDOWN.parse(source):
        if token.type in ("fence", "colon_fence") and (
            not token.level or token.info.startswith("{")
        ):
            yield token


def _options(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    options = {}
    while lines and (match := OPTION.fullmatch(lines[0])):
        options[match["key"]] = match["value"]
        lines = lines[1:]
    return options, lines


def is_notebook(source: str) -> bool:
    """Whether a page's front matter says that it is run."""
    return source.startswith("---\n") and "\nkernelspec:" in source.split("\n---\n", 1)[0]


def notebook(source: str, docname: str, book: Book) -> nbformat.NotebookNode:
    """Return a page as a notebook without outputs, in plain Markdown.

    Args:
        source: The page, a MyST notebook.
        docname: Its name in the book, such as "book/index".
        book: What it may cite, and where it may lead.

    Raises:
        ValueError: A directive, a role or a citation has no plain form.
    """
    page = jupytext.reads(source, fmt="md:myst")
    writer = Writer(docname, book)
    cells = []
    for cell in page.cells:
        if cell.cell_type == "code":
            cells.append(_code(cell.source, cell.metadata.get("tags", []), writer.in_solution))
        elif text := writer.text(cell.source):
            cells.append(nbformat.v4.new_markdown_cell(text))
    if writer.cited:
        listed = book.works.listed(writer.cited)
        cells.append(nbformat.v4.new_markdown_cell(f"## Works cited\n\n{listed}"))
    return finished(cells)


def _code(source: str, tags: list[str], solution: bool) -> nbformat.NotebookNode:
    metadata: dict[str, Any] = {"tags": list(tags)} if tags else {}
    if solution or HIDDEN & set(tags):
        metadata["jupyter"] = {"source_hidden": True}
    return nbformat.v4.new_code_cell(source, metadata=metadata)


def finished(cells: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    """Return a notebook of these cells, the same one for the same cells."""
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def pages(root: Path) -> dict[str, str]:
    """Return the source of each page of the book that is a notebook, by its name."""
    found = {}
    for path in sorted((root / "book").rglob("*.md")):
        source = path.read_text(encoding="utf-8")
        if "_ext" not in path.parts and is_notebook(source):
            found[path.relative_to(root).with_suffix("").as_posix()] = source
    return found
