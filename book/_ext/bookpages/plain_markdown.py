"""MyST of this book as plain Markdown, for readers whose notebook knows no directives or roles.

Boxes become quotations; questions become lists, with their answers and feedback folded; citations
become author and year; terms of the glossary become words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from practice import answers
from practice.self_check import VERDICT

FENCE = re.compile(r"^(?P<fence>:{3,}|`{3,})(?:\{(?P<name>[\w:-]+)\}[ \t]*(?P<argument>.*))?")
OPTION = re.compile(r"^:(?P<key>[\w-]+):[ \t]*(?P<value>.*)$")
ROLE = re.compile(r"\{(?P<name>[a-z]+(?::[a-z]+)?)\}`(?P<text>[^`]+)`")
EXPLICIT = re.compile(r"(?P<shown>[^<]*\S)\s*<[^<>]+>", re.DOTALL)
LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
NOTE_IT = "*Settle on an answer before you read on. A double click on this text lets you note it.*"

Roles = Mapping[str, Callable[[str], str]]
Follow = Callable[[str, str], str]


class UnknownMarkup(ValueError):
    """A directive or role that plain Markdown has no form for yet."""


@dataclass(frozen=True)
class Directive:
    """A directive as written: the words beside its name, its options and its lines."""

    name: str
    argument: str
    options: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PlainMarkdown:
    """Turns the text of a page into plain Markdown.

    Args:
        roles: What each role makes of its text.
        follow: Given the text and the target of a link, the link as a reader can follow it.
    """

    roles: Roles
    follow: Follow

    def of(self, text: str) -> str:
        """The same text without directives, roles and links that only the book understands.

        Raises:
            UnknownMarkup: A directive or a role is none of the book's.
        """
        lines, made = text.splitlines(), []
        while lines:
            opening = FENCE.match(lines[0])
            if not opening:
                end = next((n for n, line in enumerate(lines) if FENCE.match(line)), len(lines))
                made.append(self._prose("\n".join(lines[:end])))
                lines = lines[end:]
                continue
            inside, lines = _closed(lines, opening["fence"])
            if opening["name"]:
                made.append(self._directive(_read(opening, inside)))
            else:  # code to be read: as it is
                made.append("\n".join([opening.string, *inside, opening["fence"]]))
        return "\n".join(made).strip("\n")

    def _prose(self, text: str) -> str:
        shown = ROLE.sub(self._role, text)
        return LINK.sub(lambda link: self.follow(link["text"], link["target"]), shown)

    def _role(self, found: re.Match[str]) -> str:
        if found["name"] not in self.roles:
            raise UnknownMarkup(f"no plain form is known for the role {{{found['name']}}}")
        return self.roles[found["name"]](found["text"])

    def _directive(self, found: Directive) -> str:
        form = FORMS.get(found.name)
        if form is None:
            raise UnknownMarkup(f"no plain form is known for the directive {{{found.name}}}")
        return form(self, found)

    def line(self, text: str) -> str:
        """A title or a question, which stands on one line."""
        return self._prose(" ".join(text.split()))

    def lines(self, body: list[str]) -> str:
        return self.of("\n".join(body))


def shown(text: str) -> str:
    """What a role with an explicit target shows.

    Example:
        >>> shown("Born globals <born global>"), shown("lever")
        ('Born globals', 'lever')
    """
    explicit = EXPLICIT.fullmatch(text)
    return explicit["shown"] if explicit else text


def _closed(lines: list[str], fence: str) -> tuple[list[str], list[str]]:
    """The lines between a fence and its end, and those after it."""
    end = re.compile(rf"^{fence[0]}{{{len(fence)},}}\s*$")
    for number, line in enumerate(lines[1:], start=1):
        if end.match(line):
            return lines[1:number], lines[number + 1 :]
    raise UnknownMarkup(f"nothing closes the fence {lines[0]!r}")


def _read(opening: re.Match[str], inside: list[str]) -> Directive:
    options: dict[str, str] = {}
    body = list(inside)
    while body and (option := OPTION.match(body[0])):
        options[option["key"]] = option["value"]
        body.pop(0)
    return Directive(opening["name"], opening["argument"].strip(), options, body)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def folded(summary: str, text: str) -> str:
    return f"<details>\n<summary>{summary}</summary>\n\n{text}\n\n</details>"


def _admonition(plain: PlainMarkdown, box: Directive) -> str:
    return quoted(f"**{plain.line(box.argument)}**\n\n{plain.lines(box.body)}")


def _predict(plain: PlainMarkdown, question: Directive) -> str:
    before, options = answers.read(question.body)
    unit = question.options.get("unit", "")
    parts = [
        f"**Predict. {plain.line(question.argument)}**",
        plain.lines(before),
        "\n".join(f"- {plain.line(option.text)}" for option in options),
        f"Your answer is a number {unit}." if unit else "",
        NOTE_IT,
    ]
    return quoted("\n\n".join(part for part in parts if part.strip()))


def _reveal(plain: PlainMarkdown, answer: Directive) -> str:
    summary = "<b>Compare with your prediction</b> (open this after the lab)"
    return folded(summary, plain.lines(answer.body))


def _self_check(plain: PlainMarkdown, question: Directive) -> str:
    before, options = answers.read(question.body)
    lettered = list(zip(ascii_lowercase, options, strict=False))
    choices = "\n".join(f"- **{letter}.** {plain.line(one.text)}" for letter, one in lettered)
    feedback = "\n".join(
        f"- **{letter}. {VERDICT[bool(one.right)]}** {plain.line(one.feedback)}"
        for letter, one in lettered
    )
    parts = [f"**{plain.line(question.argument)}**", plain.lines(before), choices]
    asked = "\n\n".join(part for part in parts if part.strip())
    return f"{asked}\n\n{folded('What to think of each answer', feedback)}\n"


def _exercise(plain: PlainMarkdown, task: Directive) -> str:
    return f"### Exercise: {plain.line(task.argument)}\n\n{plain.lines(task.body)}"


def _solution(plain: PlainMarkdown, answer: Directive) -> str:
    return folded("Solution", plain.lines(answer.body))


FORMS: Mapping[str, Callable[[PlainMarkdown, Directive], str]] = {
    "admonition": _admonition,
    "predict": _predict,
    "reveal": _reveal,
    "self-check": _self_check,
    "exercise": _exercise,
    "solution": _solution,
}
