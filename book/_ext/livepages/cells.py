"""Finds the cells of a page: live ones get posters, ordinary ones a place for their tools."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from jupyter_cache import get_cache

from livepages.poster import PosterMaker

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
IDENTITY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class LiveCellError(ValueError):
    """A live cell that cannot work."""


def read_notebook(folder: Path, docname: str) -> nbformat.NotebookNode | None:
    """The page as a notebook, as myst-nb left it; None if it is plain text."""
    path = folder / f"{docname}.ipynb"
    return nbformat.read(path, as_version=4) if path.exists() else None


def with_outputs(notebook: nbformat.NotebookNode, cache: Path) -> nbformat.NotebookNode:
    """The notebook with what its cells gave.

    What myst-nb writes of a page that it did not run again has no outputs; they are in its cache.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if any(cell.outputs for cell in code) or not code or not cache.exists():
        return notebook
    try:
        return get_cache(cache).merge_match_into_notebook(notebook)[1]
    except KeyError:
        return notebook


def widget_models(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """The state of every widget of a notebook, by model id."""
    return notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})


def mark(
    document: nodes.document, notebook: nbformat.NotebookNode, maker: PosterMaker
) -> list[dict[str, Any]]:
    """Draw the widgets of a page as posters and wrap the outputs of its live cells.

    Returns:
        What the page can run, in order: id and source of each cell, whether it is an ordinary one
        (`code`), is shown, has a name of its own and may fail, and its options. Nothing if none of
        them is shown.
    """
    found: list[dict[str, Any]] = []
    models = widget_models(notebook)
    for node in _named(document, "cell_code"):
        cell = notebook.cells[node["cell_index"]]
        for bundle in [each for each in _named(node, "mime_bundle") if list(_views(each))]:
            poster = maker.draw(models, *_poster_sources(bundle, cell))
            bundle.parent.replace(bundle, nodes.raw("", poster, format="html"))
        tags = cell.metadata.get("tags", [])
        code = "live" not in tags and "live-setup" not in tags
        identity = _identity(cell, code, found)
        shown = _make_room(node, identity) if code else "live" in tags
        named = "live-id" in cell.metadata
        marks = {"shown": shown, "named": named, "may_fail": "raises-exception" in tags}
        options = _options(cell.metadata)
        found.append({"id": identity, "source": cell.source, "code": code, **marks, **options})
        if "live" in tags:
            node["hide_mode"] = node.get("hide_mode", "input")
            node["prompt_show"] = maker.words["show_code"]
            node["prompt_hide"] = maker.words["hide_code"]
            label = cell.metadata.get("live-label", maker.words["cell"])
            _wrap(node, identity, label, options.get("query"), maker.words["no_javascript"])
    return found if any(each["shown"] for each in found) else []


def _named(node: nodes.Element, name: str) -> Iterator[nodes.container]:
    """What myst-nb calls by this name inside a node."""
    return (each for each in node.findall(nodes.container) if each.get("nb_element") == name)


def _views(bundle: nodes.container) -> Iterator[nodes.Element]:
    for child in bundle.children:
        if isinstance(child, nodes.Element) and child.get("mime_type") == VIEW:
            yield child


def _poster_sources(bundle: nodes.container, cell: nbformat.NotebookNode) -> tuple[str, str | None]:
    """The model that a bundle shows, and its own HTML if the author gave some."""
    script = next(_views(bundle)).astext()
    for output in cell.outputs:
        data = output.get("data", {})
        identity = data.get(VIEW, {}).get("model_id")
        if identity and identity in script:
            return identity, data.get("text/html")
    return "", None


def _identity(cell: nbformat.NotebookNode, code: bool, found: list[dict[str, Any]]) -> str:
    """The author's name for a cell (`live-id`), else its place among those of its kind."""
    place = 1 + sum(each["code"] == code for each in found)
    identity = str(cell.metadata.get("live-id", f"{'code' if code else 'cell'}-{place}"))
    if not IDENTITY.fullmatch(identity):
        raise LiveCellError(f"live-id {identity!r}: use letters, digits, - and _ only")
    if any(each["id"] == identity for each in found):
        raise LiveCellError(f"live-id {identity!r} is used twice on this page; rename one")
    return identity


def _options(metadata: dict[str, Any]) -> dict[str, Any]:
    """What the author asks of the page: what to hand to the cell, and whether links share it."""
    names = {"query": "live-query", "queryNote": "live-query-note", "storage": "live-storage"}
    asked = {name: str(metadata[key]) for name, key in names.items() if key in metadata}
    return {**asked, "share": metadata.get("live-share", True) not in (False, "false", "no")}


def _make_room(node: nodes.container, identity: str) -> bool:
    """Below the code, a place for what runs and edits it; whether there is code to be seen."""
    sources = list(_named(node, "cell_code_source"))
    for source in sources:
        tools = f'<div class="livepages-tools" data-code-cell="{identity}"></div>'
        source += nodes.raw("", tools, format="html")
    return bool(sources)


def _wrap(
    node: nodes.container, identity: str, label: str, query: str | None, without: str
) -> None:
    takes = f'data-live-query="{html.escape(query)}" ' if query else ""
    opening = (
        f'<div class="livepages" id="live-{identity}" role="group" '
        f'aria-label="{html.escape(label)}" data-live-cell="{identity}" '
        f'{takes}data-live-state="poster"><div class="livepages-poster">'
    )
    output = _output(node)
    children = list(output.children)
    output.clear()
    output += nodes.raw("", opening, format="html")
    output += children
    words = f'<p class="livepages-without">{html.escape(without)}</p>'
    output += nodes.raw("", f"</div>{words}</div>", format="html")


def _output(node: nodes.container) -> nodes.container:
    for child in _named(node, "cell_code_output"):
        return child
    output = nodes.container(nb_element="cell_code_output", classes=["cell_output"])
    node += output
    return output
