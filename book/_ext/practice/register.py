"""Knows every question of the book, so that ids are unique and pairs are complete."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)


LONGEST_ID = 40  # characters; what a learner's record takes as the name of a prediction


@dataclass
class Page:
    """The questions of one page: each a kind, an id and the line where it stands."""

    entries: list[tuple[str, str, int]] = field(default_factory=list)
    looks_back: int | None = None  # the line of the directive `looking-back`

    def ids(self, kind: str) -> dict[str, int]:
        return {id_: line for of, id_, line in self.entries if of == kind}


def pages(env: BuildEnvironment) -> dict[str, Page]:
    # Sphinx keeps and pickles whatever is put there, but does not know of it.
    if not hasattr(env, "practice_pages"):
        env.practice_pages = {}  # type: ignore[attr-defined]
    return env.practice_pages  # type: ignore[attr-defined]


def page_of(env: BuildEnvironment) -> Page:
    """The page that is being read."""
    return pages(env).setdefault(env.docname, Page())


class Question(SphinxDirective):
    """A directive with an id that is unique in the book."""

    kind: ClassVar[str]
    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {"id": directives.unchanged_required}

    def enter(self, id_: str) -> str:
        """Note that this page has a question of this id, and return the id."""
        if not id_ or len(id_) > LONGEST_ID or directives.class_option(id_) != [id_]:
            raise self.error(
                f"{self.name} needs an id of at most {LONGEST_ID} lower-case letters, digits and "
                f"hyphens, such as `:id: table-5-claim`; it has {id_!r}"
            )
        page = page_of(self.env)
        page.entries.append((self.kind, id_, self.lineno))
        return id_


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    pages(env).pop(docname, None)


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    pages(env).update({name: page for name, page in pages(other).items() if name in docnames})


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of doubles and of predictions that are never answered, each with its place."""
    first: dict[str, str] = {}
    for docname, page in sorted(pages(env).items()):
        for kind, id_, line in page.entries:
            if kind == "reveal":
                continue
            here = f"{docname}, line {line}"
            if id_ in first:
                warn(f"the id {id_!r} is used twice: {first[id_]} and {here}", docname, line)
            first.setdefault(id_, here)
        asked, revealed = page.ids("predict"), page.ids("reveal")
        for id_ in asked.keys() - revealed.keys():
            warn(f"predict {id_!r} has no reveal on its page", docname, asked[id_])
        for id_ in revealed.keys() - asked.keys():
            warn(f"reveal {id_!r} has no predict on its page", docname, revealed[id_])


def warn(message: str, docname: str, line: int) -> None:
    logger.warning(message, location=(docname, line), type="practice")


def setup(app: Sphinx) -> None:
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-check-consistency", check)
