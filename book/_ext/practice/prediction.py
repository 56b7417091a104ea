"""The `predict` and `reveal` directives: commit to an answer before a lab, meet it again after."""

from html import escape
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from . import answers
from .register import Question

# What an answer may be, and the attributes of the field a learner types it into.
FIELDS = {"number": 'type="number" inputmode="decimal" step="any"', "text": 'type="text"'}
LONGEST_ANSWER = 200  # characters; a sentence, not an essay


def kind_option(argument: str) -> str:
    return directives.choice(argument, ("choice", *FIELDS))


class Predict(nodes.General, nodes.Element):
    """A Prompt, perhaps more text, and Choices or a field to type into."""


class Reveal(nodes.General, nodes.Element):
    """The author's explanation of what a Predict asked."""


class PredictDirective(Question):
    """Reads one question and the kind of answer it wants."""

    kind = "predict"
    option_spec: ClassVar = {**Question.option_spec, "kind": kind_option,
                             "unit": directives.unchanged_required}  # fmt: skip

    def run(self) -> list[nodes.Node]:
        id_ = self.enter(self.options.get("id", ""))
        try:
            before, options = answers.read(list(self.content))
        except ValueError as error:
            raise self.error(f"predict {id_!r}: {error}") from error
        kind = self.options.get("kind", "choice" if options else "")
        if problem := problem_of(kind, options):
            raise self.error(f"predict {id_!r}: {problem}")
        question = " ".join(self.arguments[0].split())
        node = Predict(key=id_, ids=[f"predict-{id_}"], question=question, kind=kind)
        node["unit"] = self.options.get("unit", "")
        self.set_source_info(node)
        node += answers.prompt(self)
        node += answers.blocks(self, before)
        node += answers.choices(self, options)
        return [node]


class RevealDirective(Question):
    """Reads the explanation that belongs to a prediction; its argument is that one's id."""

    kind = "reveal"
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        id_ = self.enter(self.arguments[0].strip())
        self.assert_has_content()
        node = Reveal(key=id_, ids=[f"reveal-{id_}"])
        self.set_source_info(node)
        node += answers.blocks(self, list(self.content))
        return [node]


def problem_of(kind: str, options: list[answers.Answer]) -> str | None:
    """Return what is wrong with a prediction, or None."""
    if not kind:
        return "list its answers (`- text`), or say `:kind: number` or `:kind: text`"
    if kind in FIELDS and options:
        return f"a prediction of kind {kind} has no list of answers"
    if kind == "choice" and len(options) < 2:
        return "give at least two answers, each as `- text`"
    if any(answer.right is not None or answer.feedback for answer in options):
        return "answers of a prediction have no [x], [ ] or feedback: the reveal explains them"
    return None


def visit_predict(self: HTML5Translator, node: Predict) -> None:
    attributes = {f"data-{name}": node[name] for name in ("key", "kind", "unit")}
    attributes["data-question"] = answers.as_text(node, answers.Prompt)
    self.body.append(
        self.starttag(node, "div", CLASS="admonition predict practice", **attributes)
        + f'<p class="admonition-title">Predict</p>\n{answers.FORM}<fieldset>\n'
    )


def depart_predict(self: HTML5Translator, node: Predict) -> None:
    if node["kind"] in FIELDS:
        field, unit = f"{node['ids'][0]}-answer", escape(node["unit"])
        self.body.append(
            f'<p class="field"><label for="{field}">Your answer{f" ({unit})" if unit else ""}'
            f'</label> <input {FIELDS[node["kind"]]} id="{field}" maxlength="{LONGEST_ANSWER}" '
            'autocomplete="off"></p>\n'
        )
    self.body.append(
        "</fieldset>\n"
        # Taken out by the script, so it also shows where the script did not arrive.
        '<p class="unscripted">Write your answer down: '
        "without JavaScript this page cannot keep it.</p>\n"
        '<p class="actions"><button type="submit" hidden>Keep my prediction</button></p>\n'
        '<p class="status" role="status"></p>\n</form></div>\n'
    )


def visit_reveal(self: HTML5Translator, node: Reveal) -> None:
    predict = f"predict-{node['key']}"
    self.body.append(
        self.starttag(node, "div", CLASS="admonition reveal practice")
        + '<p class="admonition-title">Your prediction, and what happened</p>\n'
        f'<p class="kept">Look back at <a href="#{predict}">what you predicted</a>, '
        "then compare.</p>\n"
        "<details><summary>What happened, and why</summary>\n"
    )


def setup(app: Sphinx) -> None:
    app.add_directive("predict", PredictDirective)
    app.add_directive("reveal", RevealDirective)
    app.add_node(Predict, html=(visit_predict, depart_predict))
    app.add_node(Reveal, html=(visit_reveal, answers.written("</details></div>\n")))
