"""The `looking-back` directive: two self-checks of earlier chapters, asked again as one opens."""

from html import escape
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from . import register, review_plan
from .answers import Prompt, as_text, written
from .self_check import SelfCheck

Picks = list[tuple[str, str]]  # chapter and id of each question
TITLE = "Looking back: two questions from earlier chapters"


class LookingBack(nodes.comment):
    """Holds a Review for each question.

    The search index passes over comments: words are looked for where the question stands first.
    """


class Review(nodes.Element):
    """A copy of a SelfCheck by its id `copy`, with its `question` and whence it is."""


class LookingBackDirective(SphinxDirective):
    """Takes nothing: which questions come back follows from the place of the chapter."""

    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        register.page_of(self.env).looks_back = self.lineno
        return [LookingBack()]


class Fill(SphinxPostTransform):
    """Puts the questions in, before their references are resolved (10)."""

    default_priority = 5
    formats = ("html",)

    def run(self, **_: object) -> None:
        for block in self.document.findall(LookingBack):
            picks = review_plan.of_book(self.env).get(self.env.docname, [])
            block += [self.review(chapter, id_) for chapter, id_ in picks]

    def review(self, chapter: str, id_: str) -> Review:
        """Return a copy of a self-check that can stand on the page that is being written."""
        env = self.env
        checks = env.get_doctree(chapter).findall(SelfCheck)
        copy = next(check for check in checks if check["key"] == id_).deepcopy()
        there = self.app.builder.get_relative_uri(env.docname, chapter)
        for node in copy.findall(nodes.Element):
            node["ids"] = []
            if isinstance(node, addnodes.pending_xref):
                node["refdoc"] = env.docname
            elif "refid" in node:  # what a link on its own page leads to
                node["refuri"] = f"{there}#{node.attributes.pop('refid')}"
                node["internal"] = True
        copy["ids"] = [f"back-{id_}"]
        copy["key"] = f"{id_}@{env.docname}"
        copy["question"] = as_text(copy, Prompt)
        copy.remove(next(copy.findall(Prompt)))
        made = Review(question=copy["question"], copy=copy["ids"][0], chapter=chapter)
        made["address"] = f"{there}#check-{id_}"
        made += copy
        return made


def rewritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write again: those whose questions are others, or were read again."""
    read_again: set[str] = getattr(app, "practice_read", set())
    before: dict[str, Picks] = getattr(env, "practice_picks", {})
    plan = review_plan.of_book(env)
    env.practice_picks = plan  # type: ignore[attr-defined]  # Sphinx keeps and pickles it
    return [
        page
        for page, picks in plan.items()
        if picks != before.get(page) or any(chapter in read_again for chapter, _ in picks)
    ]


def note_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    app.practice_read = set(docnames)  # type: ignore[attr-defined]


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of a page that looks back and finds fewer than two questions."""
    plan = review_plan.of_book(env)
    for docname, page in sorted(register.pages(env).items()):
        found = len(plan.get(docname, []))
        if page.looks_back is not None and found < len(review_plan.GAPS):
            register.warn(
                f"looking-back finds {found} of {len(review_plan.GAPS)} questions: the chapters "
                "before this one have too few self-checks, or it has none itself",
                docname,
                page.looks_back,
            )


def visit(self: HTML5Translator, node: LookingBack) -> None:
    page = escape(self.builder.current_docname)
    self.body.append(
        f'<details class="practice looking-back" data-key="{page}" open>'
        f'<summary>{TITLE}</summary>\n<p class="actions"><button type="button" class="skip" hidden>'
        "Skip these questions</button></p>\n"
    )


def visit_review(self: HTML5Translator, node: Review) -> None:
    opened = " open" if node.parent.index(node) == 0 else ""
    title = self.builder.env.titles[node["chapter"]].astext()
    self.body.append(
        f'<details class="review"{opened}>'
        f'<summary id="{node["copy"]}-question">{escape(node["question"])}</summary>\n'
        f'<p class="from">from: <a href="{escape(node["address"])}">{escape(title)}</a></p>\n'
    )


def setup(app: Sphinx) -> None:
    app.add_directive("looking-back", LookingBackDirective)
    app.add_node(LookingBack, html=(visit, written("</details>\n")))
    app.add_node(Review, html=(visit_review, written("</details>\n")))
    app.add_post_transform(Fill)
    app.connect("env-before-read-docs", note_read)
    app.connect("env-updated", rewritten)
    app.connect("env-check-consistency", check)
