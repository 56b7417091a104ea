"""Writes the book's boxes and questions as plain Markdown, for programs that know none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from string import ascii_lowercase

from practice import answers
from practice.answer_again import AGAIN
from practice.fields import SURE
from practice.self_check import VERDICT

REVEALED = "**Your prediction, and what happened**"
FOLLOWS = "*One solution, in the cells that follow.*"


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


def predict(box: Box) -> str:
    before, options = answers.read(box.body.split("\n"))
    unit = f" ({box.options['unit']})" if "unit" in box.options else ""
    sure = f"{', '.join(SURE[:-1])} or {SURE[-1]}"
    keep = f"*Write your answer{unit} down before you go on, and how sure you are: {sure}.*"
    texts = _lettered(option.text for option in options)
    return _question(f"**Predict. {box.argument}**", "\n".join(before), texts, keep)


def self_check(box: Box) -> str:
    before, options = answers.read(box.body.split("\n"))
    texts = _lettered(option.text for option in options)
    feedback = _lettered(
        f"{VERDICT[bool(option.right)]} {' '.join(option.feedback.split())}" for option in options
    )
    question = _question(f"**Check yourself. {box.argument}**", "\n".join(before), texts)
    return f"{question}\n\n{folded('Feedback on each answer', feedback)}"


def _question(*parts: str) -> str:
    return quoted("\n\n".join(part.strip() for part in parts if part.strip()))


def _lettered(texts: Iterable[str]) -> str:
    pairs = zip(ascii_lowercase, texts, strict=False)
    return "\n".join(f"- **{letter}** {text}" for letter, text in pairs)


WRITE: dict[str, Callable[[Box], str]] = {
    "admonition": lambda box: quoted(f"**{box.argument}**\n\n{box.body}"),
    "predict": predict,
    "reveal": lambda box: (
        f"{REVEALED}\n\n{folded('What happened, and why', box.body)}\n\n*{AGAIN}*"
    ),
    "self-check": self_check,
    "exercise": lambda box: f"### Exercise: {box.argument}\n\n{box.body.strip()}",
    "solution": lambda box: folded("Solution", box.body),
    "solution-start": lambda box: f"{FOLLOWS}\n\n{box.body.strip()}".strip(),
    "solution-end": lambda box: "",
    "clear-data": lambda box: "",  # what is kept is kept by the page
    "my-work": lambda box: "",
    "looking-back": lambda box: "",  # what comes back is chosen as the book is built
}
