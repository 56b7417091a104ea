"""Puts the ways to run a chapter under its title, as a list that opens."""

from __future__ import annotations

from html import escape
from pathlib import Path

import livepages
from bookpages import assets
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from launching import ladder

STYLE = Path(__file__).parent / "launching.css"
ABOUT = "book/launching"  # the page that explains the places
log = logging.getLogger(__name__)


class Ways(nodes.General, nodes.Element):
    """The ways to run the notebook at `path`; `what` is how a reader calls it."""


def read_settings(app: Sphinx, config: Config) -> None:
    """Work out the settings; say what is left out while there is no address."""
    address = config.html_theme_options.get("repository_url") or ""
    read = ladder.settings(config.launching, address)
    app.launching = read  # type: ignore[attr-defined]  # for `ladder.of`
    if read.repository is None:
        log.info("launching: no address known, so Binder, Colab and JupyterHub are left out")
    elif not read.hub:
        log.info("launching: no JupyterHub named, so pages link to none")
    if read.repository:
        page = read.repository.binder("{page}").replace("%7Bpage%7D", "{page}")
        livepages.set_binder_address(config, page)


def add(app: Sphinx, document: nodes.document) -> None:
    """Put the list under the title of each chapter: a page that gives its minutes."""
    metadata = app.env.metadata[app.env.docname]
    title = next(document.findall(nodes.title), None)
    if "minutes" in metadata and title is not None:
        title.parent.insert(1, Ways(path=f"{app.env.docname}.ipynb", what="this chapter"))


def near(app: Sphinx, page: str, path: str) -> dict[str, str]:
    """Return the links to what the built book itself offers."""
    links, own = {}, f"{page}.ipynb" == path
    if own and (cell := livepages.first_cell(app, page)):
        links["here"] = f"#{cell}"
    if (own or given(app, path)) and (lab := livepages.lab_address(app, page, path)):
        links["lab"] = lab
    return links


def given(app: Sphinx, path: str) -> Path | None:
    """Return a student notebook, where it was made before the book was built."""
    file = Path(app.confdir, app.config.launching.get("assignments", ""), Path(path).name)
    return file if path.startswith("assignments/") and file.is_file() else None


def visit(self: HTML5Translator, node: Ways) -> None:
    app, page = self.builder.app, self.builder.current_docname
    about = self.builder.get_relative_uri(page, ABOUT)
    links = near(app, page, node["path"])
    steps = ladder.of(app).steps(node["path"], links, f"{about}#local")
    self.body.append(written(steps, node["what"], about))
    raise nodes.SkipNode


def skip(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    raise nodes.SkipNode


def written(steps: list[ladder.Step], what: str, about: str) -> str:
    """Return the list as HTML."""
    items = "\n".join(
        f'<li><a href="{escape(step.url)}">{step.name}</a> '
        f'<span class="wait">{escape(step.wait)}</span></li>'
        for step in steps
    )
    count = "1 way" if len(steps) == 1 else f"{len(steps)} ways"
    return (
        f'<details class="launching"><summary>Run {escape(what)}: {count}</summary>\n'
        f'<ol>\n{items}\n</ol>\n<p><a href="{escape(about)}">What each of them needs, '
        "and what has been tried</a></p></details>\n"
    )


def setup(app: Sphinx) -> None:
    app.add_config_value("launching", {}, "html", types=(dict,))
    app.add_node(Ways, html=(visit, None), latex=(skip, None), text=(skip, None))
    app.connect("config-inited", read_settings, priority=900)
    app.connect("doctree-read", add)
    assets.add(app, assets.has(Ways), STYLE)
