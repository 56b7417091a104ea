"""The `clear-data` directive: what this browser keeps for the book, and a button to forget it."""

from html import escape
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator


class ClearData(nodes.General, nodes.Element):
    """A list, filled in the browser, and a button."""


class ClearDataDirective(SphinxDirective):
    """Takes no body; `labs` is how the names begin under which the labs keep their settings."""

    option_spec: ClassVar = {"labs": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        return [ClearData(labs=self.options.get("labs", ""))]


def visit(self: HTML5Translator, node: ClearData) -> None:
    labs, config = escape(node["labs"]), self.builder.config
    # Under such names the labs kept what was set before copies of a book were told apart.
    older = f"{labs}{escape(config.html_title or config.project)}/" if labs else ""
    self.body.append(
        f'<div class="practice clear-data" data-labs="{labs}" data-older="{older}">\n'
        '<p class="unscripted">Without JavaScript this book keeps nothing; '
        "to clear what it kept before, switch JavaScript on for this page.</p>\n"
        '<p class="kept" role="status"></p>\n'
        '<p class="actions"><button type="button" hidden>Clear my data on this computer</button>'
        "</p></div>\n"
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_directive("clear-data", ClearDataDirective)
    app.add_node(ClearData, html=(visit, None))
