"""Writes the book's boxes and questions as plain Markdown, for programs that know none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from string import ascii_lowercase

from practice import answers
from practice.self_check import VERDICT


@dataclass(frozen=True)
class Box:
    """A directive: what stands on its first line, its options and its content."""

    argument: str
    options: dict[str, str]
    body: str


def quoted(text: str) -> str:
    """Return `text` as a block quotation, which every notebook sets apart."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))


def folded(summary: str, text: str) -> str:
    """Return `text` behind a line that opens it."""
    return f"<details>\n<summary>{summary}</summary>\n\n{text.strip()}\n\n</details>"


def admonition(box: Box) -> str:
    return quoted(f"**{box.argument}**\n\n{box.body}")


def predict(box: Box) -> str:
    before, options = answers.read(box.body.split("\n"))
    unit = f" ({box.options['unit']})" if "unit" in box.options else ""
    keep = f"*Write your answer{unit} down before you go on.*"
    parts = [f"**Predict. {box.argument}**", "\n".join(before), _lettered(options), keep]
    return quoted("\n\n".join(part.strip() for part in parts if part.strip()))


def reveal(box: Box) -> str:
    heading = "**Your prediction, and what happened**"
    return f"{heading}\n\n{folded('What happened, and why', box.body)}"


def self_check(box: Box) -> str:
    before, options = answers.read(box.body.split("\n"))
    feedback = "\n".join(
        f"- **{letter}** {VERDICT[bool(option.right)]} {' '.join(option.feedback.split())}"
        for letter, option in zip(ascii_lowercase, options, strict=False)
    )
    parts = [f"**Check yourself. {box.argument}**", "\n".join(before), _lettered(options)]
    question = quoted("\n\n".join(part.strip() for part in parts if part.strip()))
    return f"{question}\n\n{folded('Feedback on each answer', feedback)}"


def exercise(box: Box) -> str:
    return f"### Exercise: {box.argument}\n\n{box.body.strip()}"


def solution(box: Box) -> str:
    return folded("Solution", box.body)


def solution_start(box: Box) -> str:
    return f"*One solution, in the cells that follow.*\n\n{box.body.strip()}".strip()


def nothing(box: Box) -> str:
    return ""


def _lettered(options: list[answers.Answer]) -> str:
    return "\n".join(
        f"- **{letter}** {option.text}"
        for letter, option in zip(ascii_lowercase, options, strict=False)
    )


WRITE: dict[str, Callable[[Box], str]] = {
    "admonition": admonition,
    "predict": predict,
    "reveal": reveal,
    "self-check": self_check,
    "exercise": exercise,
    "solution": solution,
    "solution-start": solution_start,
    "solution-end": nothing,
    "clear-data": nothing,  # what is kept is kept by the page
}
