"""The `predict` and `reveal` directives: commit to an answer before a lab, meet it again after."""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from . import answer_again, answers, fields, outcome
from .register import Question, warn


def kind_option(argument: str) -> str:
    return directives.choice(argument, ("choice", *fields.FIELDS))


class Predict(nodes.General, nodes.Element):
    """A Prompt, perhaps more text, and Choices or a field to type into."""


class Reveal(nodes.General, nodes.Element):
    """The author's explanation of what a Predict asked; `outcome` is what turned out right."""


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
    option_spec: ClassVar = {"right": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        id_ = self.enter(self.arguments[0].strip())
        self.assert_has_content()
        node = Reveal(key=id_, ids=[f"reveal-{id_}"], outcome={})
        node["marked"] = self.options.get("right", "").strip()
        self.set_source_info(node)
        node += answers.blocks(self, list(self.content))
        return [node]


def problem_of(kind: str, options: list[answers.Answer]) -> str | None:
    """Return what is wrong with a prediction, or None."""
    if not kind:
        return "list its answers (`- text`), or say `:kind: number` or `:kind: text`"
    if kind in fields.FIELDS and options:
        return f"a prediction of kind {kind} has no list of answers"
    if kind == "choice" and len(options) < 2:
        return "give at least two answers, each as `- text`"
    if any(answer.right is not None or answer.feedback for answer in options):
        return "answers of a prediction have no [x], [ ] or feedback: the reveal explains them"
    return None


def asked_by(document: nodes.document, reveal: Reveal) -> Predict | None:
    """Return the prediction that a reveal belongs to, or None if it is not on this page."""
    return next((p for p in document.findall(Predict) if p["key"] == reveal["key"]), None)


def read_outcomes(app: Sphinx, document: nodes.document) -> None:
    """Read what each reveal marks as right, now that its prediction is there."""
    for reveal in document.findall(Reveal):
        asked = asked_by(document, reveal)
        if asked is None:
            continue  # the register says so
        choices = sum(isinstance(child, answers.Choice) for child in asked.children)
        try:
            reveal["outcome"] = outcome.read(reveal["marked"], asked["kind"], choices)
        except ValueError as error:
            warn(f"reveal {reveal['key']!r}: {error}", app.env.docname, reveal.line or 0)


def visit_predict(self: HTML5Translator, node: Predict) -> None:
    attributes = {f"data-{name}": node[name] for name in ("key", "kind", "unit")}
    attributes["data-question"] = answers.as_text(node, answers.Prompt)
    self.body.append(
        self.starttag(node, "div", CLASS="admonition predict practice", **attributes)
        + f'<p class="admonition-title">Predict</p>\n{answers.FORM}<fieldset>\n'
    )


def depart_predict(self: HTML5Translator, node: Predict) -> None:
    id_ = node["ids"][0]
    if node["kind"] in fields.FIELDS:
        self.body.append(fields.typed(node["kind"], f"{id_}-answer", node["unit"]))
    self.body.append(
        f"</fieldset>\n{fields.how_sure(f'{id_}-sure')}"
        # Taken out by the script, so it also shows where the script did not arrive.
        '<p class="unscripted">Write your answer down, and how sure you are: '
        "without JavaScript this page cannot keep it.</p>\n"
        '<p class="actions"><button type="submit" hidden>Keep my prediction</button></p>\n'
        '<p class="status" role="status"></p>\n'
        '<p class="locked" hidden>You have opened what happened, so this answer stays as it is. '
        f'<a href="#reveal-{node["key"]}">Answer again</a> there.</p>\n</form></div>\n'
    )


def visit_reveal(self: HTML5Translator, node: Reveal) -> None:
    marked = {f"data-{name}": value for name, value in node["outcome"].items()}
    predict = f"predict-{node['key']}"
    self.body.append(
        self.starttag(node, "div", CLASS="admonition reveal practice", **marked)
        + '<p class="admonition-title">Your prediction, and what happened</p>\n'
        f'<p class="kept">Look back at <a href="#{predict}">what you predicted</a>, '
        "then compare.</p>\n"
        "<details><summary>What happened, and why</summary>\n"
    )


def depart_reveal(self: HTML5Translator, node: Reveal) -> None:
    asked = asked_by(self.document, node)
    if asked is not None:
        answer_again.write(self, asked)
    self.body.append("</details></div>\n")


def setup(app: Sphinx) -> None:
    app.add_directive("predict", PredictDirective)
    app.add_directive("reveal", RevealDirective)
    app.add_node(Predict, html=(visit_predict, depart_predict))
    app.add_node(Reveal, html=(visit_reveal, depart_reveal))
    app.connect("doctree-read", read_outcomes)
