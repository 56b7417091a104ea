"""The `hub-form` directive: builds the link that opens the notebooks on an instructor's hub.

The link is put together in the browser; nothing is sent and nothing is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from bookpages import assets
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from launching.ladder import of
from launching.listing import FOLDER, SOURCES, read
from launching.menu import STYLE, skip

SCRIPT = Path(__file__).parent / "hub_form.js"
UNSCRIPTED = (
    "Without JavaScript this form does nothing; the text below it says how to write the link."
)


class HubForm(nodes.General, nodes.Element):
    """The form, which gets its list of notebooks when the page is written."""


class HubFormDirective(SphinxDirective):
    """Takes no argument."""

    def run(self) -> list[nodes.Node]:
        return [HubForm()]


def chapters(app: Sphinx) -> list[tuple[str, str]]:
    """Return path and title of each chapter, in the order of the book."""
    root = app.config.root_doc
    pages = [root, *app.env.toctree_includes.get(root, ())]
    names = [name for name in pages if "minutes" in app.env.metadata.get(name, {})]
    return [(f"{name}.ipynb", app.env.titles[name].astext()) for name in names]


def assignments(app: Sphinx) -> list[tuple[str, str]]:
    """Return path and title of each assignment."""
    sources = sorted(Path(app.confdir, FOLDER).glob(SOURCES))
    return [(f"assignments/{path.stem}.ipynb", read(path).title) for path in sources]


def visit(self: HTML5Translator, node: HubForm) -> None:
    app = self.builder.app
    repository = of(app).repository
    groups = (("Chapters", chapters(app)), ("Assignments", assignments(app)))
    address, branch = repository.address if repository else "", app.config.launching["branch"]
    self.body.append(form(groups, address, branch))
    raise nodes.SkipNode


def form(groups: Iterable[tuple[str, list[tuple[str, str]]]], address: str, branch: str) -> str:
    """Return the form as HTML.

    Args:
        groups: Headings, each with the paths and titles of notebooks.
        address: Of the repository the notebooks are in; "" if it is not known.
        branch: The branch they are on.
    """
    options = "".join(_group(heading, each) for heading, each in groups if each)
    return (
        '<form class="hub-form" id="hub-form" novalidate>\n'
        f'<p class="unscripted">{UNSCRIPTED}</p>\n'
        + _field("hub", "Address of your hub", "", "such as https://hub.example.org")
        + _field("repo", "Repository with the notebooks", address, "of this book, or your own copy")
        + _field("branch", "Branch", branch, "")
        + '<p><label for="hub-form-path">Opens</label>'
        f'<select id="hub-form-path" name="path">{options}</select></p>\n'
        '<p><button type="submit" disabled>Make the link</button></p>\n'
        '<p class="problem" id="hub-form-problem" role="alert"></p>\n'
        '<div class="made" role="status"></div></form>\n'
    )


def _group(heading: str, notebooks: list[tuple[str, str]]) -> str:
    option = '<option value="{}">{}</option>'.format
    options = "".join(option(escape(path), escape(title)) for path, title in notebooks)
    return f'<optgroup label="{heading}">{options}</optgroup>'


def _field(name: str, label: str, value: str, hint: str) -> str:
    said = f' <span class="hint" id="hub-form-{name}-hint">{escape(hint)}</span>' if hint else ""
    described = f"hub-form-{name}-hint " if hint else ""
    return (
        f'<p><label for="hub-form-{name}">{label}</label>{said}'
        f'<input id="hub-form-{name}" name="{name}" type="text" inputmode="url" '
        f'value="{escape(value)}" autocomplete="off" spellcheck="false" maxlength="500" '
        f'aria-describedby="{described}hub-form-problem"></p>\n'
    )


def setup(app: Sphinx) -> None:
    app.add_directive("hub-form", HubFormDirective)
    app.add_node(HubForm, html=(visit, None), latex=(skip, None), text=(skip, None))
    assets.add(app, assets.has(HubForm), STYLE, SCRIPT)
