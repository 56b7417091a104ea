"""The `self-check` directive: one question, a few answers, and feedback on each of them."""

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from . import answers
from .answers import Choice, ChoiceText, Feedback, Prompt, written
from .register import Question

VERDICT = {True: "Right.", False: "Not this one."}


class SelfCheck(nodes.General, nodes.Element):
    """A Prompt, perhaps more text, and Choices with Feedback."""


class SelfCheckDirective(Question):
    """Reads a self-check and refuses one that would leave a learner without an answer."""

    kind = "self-check"

    def run(self) -> list[nodes.Node]:
        id_ = self.enter(self.options.get("id", ""))
        try:
            before, options = answers.read(list(self.content))
        except ValueError as error:
            raise self.error(f"self-check {id_!r}: {error}") from error
        if problem := problem_of(options):
            raise self.error(f"self-check {id_!r}: {problem}")
        node = SelfCheck(key=id_, ids=[f"check-{id_}"])
        self.set_source_info(node)
        node += answers.prompt(self)
        node += answers.blocks(self, before)
        node += answers.choices(self, options)
        return [node]


def problem_of(options: list[answers.Answer]) -> str | None:
    """Return what is wrong with the answers of a self-check, or None."""
    if len(options) < 2:
        return "give at least two answers, each as `- [ ] text :: feedback`"
    unmarked = [answer.text for answer in options if answer.right is None]
    if unmarked:
        return f"mark this answer with [x] or [ ]: {unmarked[0]!r}"
    silent = [answer.text for answer in options if not answer.feedback]
    if silent:
        return f"give this answer its feedback, after ` :: `: {silent[0]!r}"
    right = sum(answer.right is True for answer in options)
    if right != 1:
        return f"mark one answer as right with [x]; {right} are marked"
    if len({answer.text for answer in options}) < len(options):
        return "two answers have the same text"
    return None


def visit(self: HTML5Translator, node: SelfCheck) -> None:
    # A copy that looks back has its question above it and is kept apart: see `looking_back`.
    copied = "question" in node
    question = node["question"] if copied else answers.as_text(node, Prompt)
    data = {"data-key": node["key"], "data-question": question}
    if copied:
        data["data-kept-as"] = "reviews"
    label = f' aria-labelledby="{node["ids"][0]}-question"' if copied else ""
    self.body.append(self.starttag(node, "div", CLASS="practice self-check", **data))
    self.body.append(f"{answers.FORM}<fieldset{label}>\n")


def depart(self: HTML5Translator, node: SelfCheck) -> None:
    self.body.append(
        '</fieldset>\n<p class="actions"><button type="submit" hidden>Check my answer</button> '
        '<button type="button" class="again" hidden>Start again</button></p>\n'
        '<p class="status" role="status"></p>\n</form></div>\n'
    )


def visit_text(self: HTML5Translator, node: ChoiceText) -> None:
    question = node.parent.parent
    group, letter = question["ids"][0], node["letter"]
    answer = escape(answers.as_text(node))
    self.body.append(
        f'<input type="radio" id="{group}-{letter}" name="{group}" value="{letter}" '
        f'data-answer="{answer}">'
        f'<label for="{group}-{letter}"><span class="letter">{letter}</span> <span class="text">'
    )


def visit_feedback(self: HTML5Translator, node: Feedback) -> None:
    side = "right" if node["right"] else "other"
    self.body.append(
        f'<details class="feedback {side}"><summary>Feedback on {node["letter"]}</summary>'
        f'<div class="reason"><p class="verdict">{VERDICT[node["right"]]}</p>\n'
    )


def setup(app: Sphinx) -> None:
    app.add_directive("self-check", SelfCheckDirective)
    app.add_node(SelfCheck, html=(visit, depart))
    app.add_node(Prompt, html=(written("<legend>"), written("</legend>\n")))
    app.add_node(Choice, html=(written('<div class="choice">'), written("</div>\n")))
    app.add_node(ChoiceText, html=(visit_text, written("</span></label>\n")))
    app.add_node(Feedback, html=(visit_feedback, written("</div></details>\n")))
