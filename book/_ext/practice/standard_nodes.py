"""Turns questions into standard docutils nodes, for formats that are not HTML, such as PDF."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .answer_again import AGAIN
from .answers import Choice, ChoiceText, Feedback, Prompt
from .clearing import ClearData
from .fields import HOW_SURE, SURE
from .looking_back import LookingBack
from .my_work import MyWork
from .prediction import Predict, Reveal
from .self_check import VERDICT, SelfCheck


class StandardNodes(SphinxPostTransform):
    """Replaces our nodes by ones that every builder knows."""

    # Before references are resolved (10), so that citations in feedback are met in their new place.
    default_priority = 5

    def run(self, **_: object) -> None:
        if self.app.builder.format == "html":
            return
        for check in list(self.document.findall(SelfCheck)):
            check.replace_self([question(check), feedback(check)])
        for asked in list(self.document.findall(Predict)):
            parts = [*question(asked).children, paragraph(f"{HOW_SURE} {', '.join(SURE)}.")]
            asked.replace_self(nodes.admonition("", title("Predict"), *parts))
        for shown in list(self.document.findall(Reveal)):
            heading = title("What happened, and why")
            shown.replace_self(nodes.admonition("", heading, *shown.children, paragraph(AGAIN)))
        for kind in (ClearData, LookingBack, MyWork):
            for of_the_page in list(self.document.findall(kind)):
                of_the_page.parent.remove(of_the_page)


def title(text: str) -> nodes.title:
    return nodes.title(text, text)


def paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph(text, text)


def lettered(items: list[list[nodes.Node]]) -> nodes.enumerated_list:
    listed = nodes.enumerated_list(enumtype="loweralpha", prefix="", suffix=".")
    listed += [nodes.list_item("", *children) for children in items]
    return listed


def question(node: nodes.Element) -> nodes.container:
    """Return the question, the text that follows it, and its answers as a lettered list."""
    made = nodes.container()
    choices = [child for child in node.children if isinstance(child, Choice)]
    for child in node.children:
        if isinstance(child, Prompt):
            made += nodes.paragraph("", "", nodes.strong("", "", *child.children))
        elif not isinstance(child, Choice):
            made += child
    if choices:
        texts = [next(choice.findall(ChoiceText)) for choice in choices]
        made += lettered([[nodes.paragraph("", "", *text.children)] for text in texts])
    if node.get("unit"):
        made += paragraph(f"Your answer ({node['unit']}):")
    return made


def feedback(node: SelfCheck) -> nodes.admonition:
    """Return the feedback on each answer, in the order of the answers."""
    items = []
    for given in node.findall(Feedback):
        verdict = nodes.paragraph("", "", nodes.strong("", VERDICT[given["right"]]))
        items.append([verdict, *given.children])
    return nodes.admonition("", title("Feedback"), lettered(items))


def setup(app: Sphinx) -> None:
    app.add_post_transform(StandardNodes)
