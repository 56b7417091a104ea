"""The `my-work` directive: all that a learner did in the book, as this browser keeps it.

The page brings along what there is to do in the book; a script puts beside it what was done.
"""

from __future__ import annotations

import json
from html import escape
from importlib.metadata import version
from typing import Any, ClassVar

from bookpages import assets
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from . import contents
from .clearing import ClearData
from .prediction import Predict
from .self_check import SelfCheck

needed = assets.has(SelfCheck, Predict, ClearData)  # whether a page needs the script
UNSCRIPTED = (
    "Without JavaScript this book keeps nothing, so there is nothing to show here. "
    "Switch JavaScript on for this page to see what was kept before."
)


class MyWork(nodes.General, nodes.Element):
    """What was done, filled in the browser."""


class MyWorkDirective(SphinxDirective):
    """Takes no body; `labs` is how the names begin under which the labs keep their settings."""

    option_spec: ClassVar = {"labs": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["my_work"] = "here"
        return [MyWork(), ClearData(labs=self.options.get("labs", ""))]


def visit(self: HTML5Translator, node: MyWork) -> None:
    app, here = self.builder.app, self.builder.current_docname
    listed = json.dumps(contents.of_book(app, here), separators=(",", ":"), ensure_ascii=False)
    index = listed.replace("<", "\\u003c")
    self.body.append(
        f'<div class="practice my-work"><p class="unscripted">{UNSCRIPTED}</p>\n'
        f'<script type="application/json" class="contents">{index}</script>'
        "</div>\n"
    )
    raise nodes.SkipNode


def rewritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages that list the work: any page of the book may have changed what there is to do."""
    return [name for name, told in env.metadata.items() if "my_work" in told]


def name_book(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Say on each page with the script which book it is of: a file of work holds the edition."""
    if not doctree or not needed(doctree):
        return
    title = app.config.html_title or app.config.project
    package = app.config.practice_package
    edition = f"{title} {version(package)}" if package else title
    about = f'<meta name="book" content="{escape(title)}" data-edition="{escape(edition)}">\n'
    context["metatags"] = context.get("metatags", "") + about


def setup(app: Sphinx) -> None:
    app.add_config_value("practice_package", "", "html")  # whose version is the edition of the book
    app.add_directive("my-work", MyWorkDirective)
    app.add_node(MyWork, html=(visit, None))
    app.connect("env-updated", rewritten)
    app.connect("html-page-context", name_book)
