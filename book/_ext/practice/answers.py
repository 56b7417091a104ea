"""Reads a list of answers, as authors write it, and turns it into nodes.

An answer is a list item: `- text`, or in a self-check `- [x] text :: feedback`
with `[x]` for the right answer and `[ ]` for the others. Indented lines
continue the item above them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

ITEM = re.compile(r"-\s+(?:\[(?P<mark>[ xX])\]\s+)?(?P<text>\S.*)")
# Of all methods, only "dialog" leaves the page alone when no script answers; and what was chosen is
# shown again by the script alone, not by a browser that goes back to the page.
FORM = '<form method="dialog" autocomplete="off">'
BETWEEN_TEXT_AND_FEEDBACK = re.compile(r"\s+::\s+")


@dataclass(frozen=True)
class Answer:
    """One answer as written: its text, its feedback, and whether it is the right one."""

    text: str
    feedback: str = ""
    right: bool | None = None


class Prompt(nodes.TextElement):
    """The question itself."""


class Choice(nodes.Element):
    """An answer that can be chosen: a ChoiceText and perhaps a Feedback."""


class ChoiceText(nodes.TextElement):
    """What a learner chooses."""


class Feedback(nodes.Element):
    """Why an answer is right or not."""


def written(text: str) -> Callable[[Any, nodes.Element], None]:
    """What writes the same HTML wherever it visits or leaves a node."""
    return lambda translator, node: translator.body.append(text)


def as_text(node: nodes.Element, part: type[nodes.Element] | None = None) -> str:
    """The words of a node, or of the first such part of it, as the page keeps them.

    They stand in attributes, which a browser that translates the page leaves alone.
    """
    found = next(iter(node.findall(part)), node) if part else node
    return " ".join(found.astext().split())


def read(lines: list[str]) -> tuple[list[str], list[Answer]]:
    """Split the body of a directive into the text before the answers, and the answers.

    Raises:
        ValueError: Text stands after the answers without being indented.

    Example:
        >>> read(["Look again.", "", "- [x] Both :: Yes,", "  both.", "- [ ] None :: No."])[1]
        ... # doctest: +NORMALIZE_WHITESPACE
        [Answer(text='Both', feedback='Yes,\\nboth.', right=True),
         Answer(text='None', feedback='No.', right=False)]
    """
    before: list[str] = []
    items: list[tuple[str | None, list[str]]] = []
    for line in lines:
        if match := ITEM.match(line):
            items.append((match["mark"], [match["text"]]))
        elif not items:
            before.append(line)
        elif line.strip() and not line.startswith(" "):
            raise ValueError(f"indent this line to make it part of the answer above it: {line!r}")
        else:
            items[-1][1].append(line.strip())
    return before, [_answer(mark, "\n".join(text).strip()) for mark, text in items]


def _answer(mark: str | None, text: str) -> Answer:
    label, *rest = BETWEEN_TEXT_AND_FEEDBACK.split(text, maxsplit=1)
    right = None if mark is None else mark in "xX"
    return Answer(" ".join(label.split()), "".join(rest).strip(), right)


def prompt(directive: SphinxDirective) -> Prompt:
    """Return the question, which is the directive's argument."""
    node = Prompt(directive.arguments[0], "")
    node += inline(directive, " ".join(directive.arguments[0].split()))
    return node


def choices(directive: SphinxDirective, answers: list[Answer]) -> list[Choice]:
    """Return a node for each answer, lettered from a."""
    made = []
    for letter, answer in zip(ascii_lowercase, answers, strict=False):
        choice = Choice(letter=letter, right=answer.right)
        text = ChoiceText(answer.text, "", letter=letter, plain=answer.text)
        text += inline(directive, answer.text)
        choice += text
        if answer.feedback:
            feedback = Feedback(letter=letter, right=answer.right)
            feedback += blocks(directive, answer.feedback.split("\n"))
            choice += feedback
        made.append(choice)
    return made


def inline(directive: SphinxDirective, text: str) -> list[nodes.Node]:
    """Return `text`, one line of MyST, as nodes."""
    return directive.state.inline_text(text, directive.lineno)[0]


def blocks(directive: SphinxDirective, lines: list[str]) -> list[nodes.Node]:
    """Return `lines`, any MyST, as nodes."""
    source = directive.get_source_info()[0]
    parent = nodes.Element()
    content = StringList(lines, source=source)
    directive.state.nested_parse(content, directive.content_offset, parent)
    return parent.children
