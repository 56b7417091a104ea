"""What a reveal ends with: how it came out, and the same question once more."""

from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from . import fields
from .answers import FORM, Choice, Prompt, as_text

LONGEST_WHY = 200  # characters; one sentence
VERDICTS = {"yes": "Yes", "part": "In part", "no": "No"}
AGAIN = "Answer the question again, and say in one sentence why."


class Second(nodes.Element):
    """The Choices of a prediction, to be chosen from once more."""


def write(self: HTML5Translator, asked: nodes.Element) -> None:
    """Write the HTML that follows the explanation.

    All of it is hidden until the script knows of a first answer.

    Args:
        asked: The prediction that is met again, a Predict.
    """
    key = asked["key"]
    question = escape(as_text(asked, Prompt))
    self.body.append(
        f'<div class="afterwards"><p class="unscripted">{AGAIN}</p>\n'
        f'<p class="first" hidden>Predict first: <a href="#predict-{key}">{question}</a></p>\n'
        f'<div class="told" role="status"></div>\n{_own(key)}'
        f'<div class="second" data-key="{key}" data-kind="{asked["kind"]}" '
        f'data-unit="{escape(asked["unit"])}" data-question="{question}" hidden>'
        f"{FORM}<fieldset><legend>Answer again: {question}</legend>\n"
    )
    again = Second(ids=[f"second-{key}"])
    again += [child.deepcopy() for child in asked.children if isinstance(child, Choice)]
    for choice in again.children:
        choice.walkabout(self)
    if asked["kind"] in fields.FIELDS:
        self.body.append(fields.typed(asked["kind"], f"second-{key}-answer", asked["unit"]))
    self.body.append(
        f'</fieldset>\n<p class="why"><label for="why-{key}">In one sentence: why?</label>\n'
        f'<textarea id="why-{key}" rows="2" maxlength="{LONGEST_WHY}" autocomplete="off" '
        f'aria-describedby="why-{key}-count"></textarea>\n'
        f'<span class="count" id="why-{key}-count">{LONGEST_WHY} characters at most</span></p>\n'
        '<p class="actions"><button type="submit" hidden>Keep my second answer</button></p>\n'
        '<p class="status" role="status"></p>\n</form></div></div>\n'
    )


def _own(key: str) -> str:
    """Buttons for the learner to say how it came out, where the page cannot."""
    buttons = " ".join(
        f'<button type="button" data-verdict="{verdict}">{words}</button>'
        for verdict, words in VERDICTS.items()
    )
    return (
        f'<div class="own" role="group" aria-labelledby="own-{key}" hidden>'
        f'<span id="own-{key}">Did it come out as you said?</span> {buttons}</div>\n'
    )
